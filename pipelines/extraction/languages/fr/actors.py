# ruff: noqa: E501 -- a pattern is read as one line
"""How French introduces a company or an armed group by name. Words only; their use is in `actors.unlisted`."""

from __future__ import annotations

from pipelines.extraction.languages.base_actors import ActorLanguage

_FIRM = r"(?:société|entreprise|compagnie|firme)"
_TRADE = r"(?:de sécurité|de protection|de gardiennage|de déminage|de sûreté|de convoyage|d'escorte|de surveillance|de mercenaires|militaire|militaire privée)"

LANGUAGE = ActorLanguage(
    introduced=(
        (
            "pmc",
            rf"\b(?:[Ll]a |[Uu]ne )?{_FIRM} (?:(?:militaire|privée|russe|française|britannique|américaine|de sécurité|de déminage|de gardiennage|de protection),? )+(?:privée |russe |américaine |britannique )?(?:appelée |baptisée |nommée )?{{QUOTE}}{{NAME}}",
            "Ils travaillaient pour la société de sécurité Garde Fleuve.",
        ),
        (
            "pmc",
            rf"\b(?:[Ll]a|[Uu]ne|[Ll]eur|d'une) {_FIRM} (?:\w+ ){{0,2}}?{_TRADE}(?: \w+)?,? {{QUOTE}}{{NAME}}",
            "Il travaillait pour la société privée de protection Garde Fleuve.",
        ),
        (
            "pmc",
            r"\b(?:société|firme|compagnie|entreprise|pour|par|chez) {QUOTE}(?P<name>(?:[A-ZÉ][\w'’&-]+ ){1,3}(?:Security|Sécurité|Protection|Risk|Tactical|Defen[cs]e|Défense|Guards?|Shield|Escort|Gardiennage|Sûreté))\b",
            "Deux salariés de la société Fleuve Protection sont morts.",
        ),
        (
            "pmc",
            rf"\b(?:[Ll]a|[Uu]ne|[Ll]eur) {_FIRM} (?:\w+ )?{{NAME}},? qui (?:les |l')(?:emploie|employait|avait recrutés?)",
            "Selon la société Garde Fleuve qui les employait, deux sont morts.",
        ),
        (
            "pmc",
            rf"\b(?:[Ll]eur|[Ss]on|[Ll]'|l') ?employeur, (?:la {_FIRM} (?:\w+ )?)?{{NAME}}(?=[,.])",
            "Leur employeur, la société Garde Fleuve, a confirmé.",
        ),
        (
            "pmc",
            rf"{{NAME}}, une (?:petite )?{_FIRM} (?:\w+ ){{0,2}}?(?:de sécurité|militaire|de déminage|de gardiennage)",
            "Garde Fleuve, une société de sécurité, a confirmé.",
        ),
        (
            "pmc",
            rf"\b(?:[Ll]a|[Uu]ne|[Ll]eur) {_FIRM} (?:de sécurité|militaire|de déminage|de gardiennage)?(?: privée)?, (?:la )?{{NAME}}(?=[,.])",
            "Ils étaient employés par une société de sécurité, Garde Fleuve, de Lyon.",
        ),
        (
            "rebel",
            r"\b[Uu]n (?:nouveau )?groupe (?:jusqu'ici )?(?:inconnu|armé|se faisant appeler|qui se fait appeler|baptisé|dénommé|nommé|jihadiste|djihadiste|rebelle)(?:,| baptisé| nommé| dénommé)? (?:le |la |les )?{QUOTE}{NAME}",
            "Un groupe se faisant appeler les Lions du Gué a revendiqué.",
        ),
    ),
    no_names=frozenset(
        "le la les un une des du de en dans sur et il elle ils elles lundi mardi mercredi jeudi vendredi samedi dimanche "
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
    ),
)
