# ruff: noqa: E501 -- a pattern is read as one line
"""French: every word list and pattern that finding claims needs, each pattern with a sentence that shows it."""

from __future__ import annotations

from pipelines.extraction.languages.base import Bound, Cue, Language, Source, Vague
from pipelines.extraction.languages.fr.cues import CUES
from pipelines.extraction.languages.fr.dates import LANGUAGE as DATES
from pipelines.extraction.languages.fr.numbers import french_numbers
from pipelines.extraction.languages.fr.people import GROUP_PHRASES, PEOPLE, french_demonyms
from pipelines.extraction.languages.fr.sources import ACCORDING, RELAYS, SAID, SOURCES, STATEMENTS
from pipelines.extraction.languages.fr.syntax import adapt
from pipelines.extraction.languages.phrases import Phrases

_BEFORE: list[tuple[str, Bound, str]] = [
    ("au moins", "at_least", "Au moins sept gardes ont été tués."),
    ("pas moins de|d'", "at_least", "Pas moins de neuf soldats sont morts."),
    ("au minimum", "at_least", "Au minimum six hommes ont été capturés."),
    ("un minimum de", "at_least", "Un minimum de six hommes ont été capturés."),
    ("plus de|d'", "more_than", "Plus de 80 combattants ont été tués."),
    ("bien plus de|d'", "more_than", "Bien plus de 80 combattants ont été tués."),
    ("dépasse|dépassé|dépasserait|dépassant", "more_than", "Le bilan dépasse 200 morts."),
    ("jusqu' à", "up_to", "Jusqu'à 20 mercenaires ont été tués."),
    ("au plus", "up_to", "Au plus trois hommes ont été blessés."),
    ("au maximum", "up_to", "Au maximum dix hommes ont été tués."),
    ("un maximum de", "up_to", "Un maximum de dix hommes ont été tués."),
    ("pas plus de|d'", "up_to", "Pas plus de 18 hommes sont morts."),
    ("moins de|d'", "fewer", "Moins de 20 hommes ont été tués."),
    ("environ|quelque|autour|approximativement|presque|peut-être", "about", "Environ 50 hommes ont été tués."),
    ("autour de|d'", "about", "Autour de 50 hommes ont été tués."),
    ("aux environs de|d'", "about", "Aux environs de 50 hommes ont été tués."),
    ("près|proche de|d'", "about", "Près de 300 combattants sont morts."),
    ("à peu près", "about", "À peu près 30 hommes sont morts."),
    ("un peu plus|moins de|d'", "about", "Un peu moins de 30 hommes sont morts."),
    ("estimé|estimés|évalué|évalués à", "about", "Les morts, estimés à 40, sont des civils."),
]  # fmt: skip
_AFTER: list[tuple[str, Bound, str]] = [
    ("au moins", "at_least", "Quatre hommes au moins ont été tués."),
    ("ou plus|davantage", "at_least", "Sept gardes ou plus ont été tués."),
    ("+", "at_least", "80 + Russes ont été tués."),
    ("environ", "about", "Cinquante environ ont été tués."),
    ("au plus|maximum", "up_to", "Dix au plus ont été tués."),
]
_FURTHER: list[tuple[str, str, str]] = [
    ("un total de", "total", "Un total de 13 hommes ont été tués."),
    ("au total", "total", "Au total, 13 hommes ont été tués."),
    ("les|ces|tous|toutes les?", "all", "Les cinq assaillants sont morts."),
    ("seulement", "only", "Seulement deux hommes sont morts."),
]
_ABOUT = {
    "demi-douzaine": 6, "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
_VAGUE: list[tuple[str, Vague, str]] = [
    ("plusieurs|quelques|divers|diverses|maints", Vague("several", low=2), "Plusieurs gardes ont été tués."),
    ("un certain|petit nombre", Vague("several", low=2), "Un certain nombre de gardes ont été tués."),
    ("un grand nombre", Vague("none"), "Un grand nombre de gardes ont été tués."),
    ("un nombre indéterminé|inconnu|important", Vague("none"), "Un nombre indéterminé de gardes ont été tués."),
    ("une poignée", Vague("several", low=2), "Une poignée de gardes ont été blessés."),
    ("quelques pertes", Vague("none"), "L'état-major parle de quelques pertes."),
    ("deux ou trois", Vague("range", low=2, high=3), "Deux ou trois gardes ont été blessés."),
    ("deux douzaines", Vague("about", point=24), "Deux douzaines de gardes ont été blessés."),
    ("des|plusieurs|quelques|par dizaines", Vague("tens", low=20), "Des dizaines de Russes ont été tués."),
    ("des|plusieurs|quelques douzaines", Vague("dozens", low=24), "Des douzaines de Russes ont été tués."),
    ("des|plusieurs|quelques|par? centaines", Vague("hundreds", low=200), "Des centaines de soldats ont été tués."),
    ("des|plusieurs|quelques|par? milliers", Vague("hundreds", low=2000), "Des milliers de soldats ont été tués."),
    ("dizaines", Vague("tens", low=20), "Des « dizaines » de Russes ont été tués."),
    ("nombreux|nombreuses|beaucoup|certains|certaines|bon", Vague("none"), "De nombreux soldats ont été blessés."),
    *(
        (f"un|une|cette|la? {word}", Vague("about", point=value), f"Une {word} de soldats ont été tués.")
        for word, value in _ABOUT.items()
    ),
]  # fmt: skip
_UNREAL: list[tuple[str, str, str]] = [
    ("pourrait|pourraient|peut|peuvent|risque|risquent|susceptible|susceptibles", "possible", "Des dizaines pourraient être tués."),
    ("menace|menacent|menacé|menaçait|menaçant|menaces de|d'", "threat", "Ils menacent de tuer deux otages."),
    ("veut|veulent|voulait|voulaient|vouloir", "intent", "Ils voulaient tuer quatre officiers."),
    ("prévoit|prévoyaient|cherche|cherchent|cherchait|tente|tenté|tentent|promet|promis|jure|ordonné|refusé|projetait|projetaient|avant de|d'|à", "intent", "Ils projetaient de tuer quatre officiers."),
    ("pour|afin de?", "intent", "Ils sont venus pour tuer quatre officiers."),
    ("si|sauf", "condition", "Si dix hommes mouraient ici, personne ne le saurait."),
    ("s' il|ils", "condition", "S'ils mouraient ici, personne ne le saurait."),
    ("sera|seront|va|vont", "future", "Six prisonniers seront exécutés."),
    ("capable|capables de", "possible", "Une bombe capable de tuer des dizaines d'hommes."),
    ("accusé|accusés|soupçonné|soupçonnés|reconnu|reconnus|inculpé|inculpés|condamné|condamnés|coupable|coupables de|d'|pour", "trial", "Il est accusé d'avoir tué quatre hommes."),
    ("survécu|survit|survivent|échappé|échappent|indemne|indemnes|libéré|libérés|relâché|relâchés|sains", "survived", "Trois gardes ont survécu."),
    ("évité|évite|éviter|empêché|empêcher", "prevented", "Ils ont évité des dizaines de morts."),
]  # fmt: skip
_CUMULATIVE: list[tuple[str, str, str]] = [
    ("depuis", "since", "Au moins 300 hommes sont morts depuis janvier."),
    ("jusqu' ici", "since", "Au moins 300 hommes sont morts jusqu'ici."),
    ("cette année", "year", "Le 40e soldat tué cette année."),
    ("l' an|année dernier|dernière|passé|passée", "year", "Quarante soldats tués l'an dernier."),
    ("en * ans|mois", "span", "Trente morts en deux ans."),
    ("à ce jour", "to date", "200 morts à ce jour."),
    ("en tout", "total", "Quatorze morts en tout."),
    ("au total", "total", "Au total, 38 attaques et 14 morts."),
    ("porte|portant|porté|portent à", "bringing", "Ce qui porte à 300 le nombre de tués cette année."),
]
_SUPERSEDED: list[tuple[str, str, str]] = [
    ("précédent|premier|première|initial|provisoire|antérieur|d'abord|initialement|auparavant|précédemment", "earlier", "Un premier bilan faisait état de 10 morts."),
    ("révisé|revu|corrigé|ramené|abaissé|rectifié|relevé", "revised", "Le bilan a été ramené de 14 à 12."),
    ("passé|passe|monté|monte de", "from", "Le bilan est passé de neuf à 11."),
]  # fmt: skip
_UNVERIFIED: list[tuple[str, str, str]] = [
    ("pas|pu|ni|jamais ** été|être|pu? ** vérifié|vérifiée|vérifiés|confirmé|confirmée|confirmés|authentifié|authentifiée|authentifier|confirmer|vérifier", "not verified", "Cette affirmation n'a pu être vérifiée."),
    ("impossible de|à ** vérifier|confirmer|authentifier", "not verified", "Il est impossible de vérifier ce bilan."),
    ("rien|nul|aucun|aucune|source|sources ** permet|confirme|confirmé", "not verified", "Un chiffre que rien ne permet de confirmer."),
    ("non|pas confirmé|confirmée|confirmés|confirmées|vérifié|vérifiée|vérifiés|vérifiées|authentifiée", "unconfirmed", "Des informations non confirmées parlent de dix morts."),
    ("invérifiable|invérifiables", "unconfirmed", "Un bilan invérifiable."),
]  # fmt: skip
_DENIAL: list[tuple[str, str, str]] = [
    ("dément|démentent|démenti|nie|nient|nié|réfute|réfutent|réfuté|conteste|contestent|rejette|rejettent", "denied", "La société dément la mort de ses employés."),
]  # fmt: skip
_NON_PERSON = (
    "an ans année années mois semaine semaines jour jours heure heures minute minutes seconde secondes km kilomètre kilomètres mètre mètres mille pour % dollar dollars euro "
    "euros rouble roubles franc francs fcfa million millions milliard milliards véhicule véhicules camion camions voiture voitures char chars blindé blindés hélicoptère hélicoptères "
    "moto motos maison maisons case cases bâtiment bâtiments boutique boutiques roquette roquettes missile missiles bombe bombes obus tirs balles explosion explosions attaque "
    "attaques village villages ville villes camp camps base bases drone drones avion avions appareil appareils arme armes fusil fusils fois reprise reprises pays district page pages point points "
    "tonne tonnes kg bus ambulance ambulances image images lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "pick-up pick-ups charrette charrettes mitrailleuse mitrailleuses embuscade embuscades nuit nuits matin soir convoi convois route axe lieu commentaire commentaires"
)
_GATE = (
    "tu tué tue abat abattu assassin exécut décapit égorg massacr meurt meur mour mort décè décéd péri trouvé perdu perd vie succomb tomb surv neutralis élimin liquid anéanti retrouv "
    "bilan meurtre tuerie corps cadavre dépouille cercueil tombe victime martyr identité enterr inhum perte bless touché atteint brûl mutil blessure grièvement gravement état soign opér hospital "
    "évacu captur enlev enlèv kidnap rapt prisonnier otage captif déten détien reten retien arrêt interpell mains pris rendu reddition disparu dispara introuvable nouvelles signe hors indemne "
    "dénombr recens compt laiss lynch fusill noy sang explos achev achèv poignard étrangl foudroy asphyxi électrocut fauch pulvéris déchiquet emport expir éteint rejoint envoy carreau terre gisa gise "
    "pleur déplor revendiqu jambe bras arrach intoxiqu incommod estropi balle pronostic cas respir reçu reçoit emmen emmèn rafl ravi manquant recherch cherch répond ensevel linceul housse amen conduit admis rapatri pans main tympans "
    "décim calcin carbonis appréhend"
)  # fmt: skip
# A sentence with these may count people that the one before it named.
_LEANING = (
    "d'entre eux", "d'entre elles", "les autres", "un autre", "une autre", "l'autre", "lesquels", "lesquelles",
    "chiffre de", "en compte", "en comptent", "en annonce", "en annoncent", "en dénombre", "en recense", "en revendique", "en reconnaît", "en admet",
    "en avance", "en évoque", "en a", "en ont", "en ai", "en avait", "en reste à", "en tient à", "parle de", "parlent de", "évoque", "évoquent",
)  # fmt: skip
_PRONOUNS = "il elle ils elles on qui nous je ce celui-ci celle-ci ceux-ci -il -elle -ils -elles -on"
_ORDINAL_WORDS = "deuxième|second|seconde troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième quatorzième quinzième"
_ORDINALS = {form: n for n, word in enumerate(_ORDINAL_WORDS.split(), 2) for form in word.split("|")}
# "Un autre", "l'autre" and "un seul" take their noun, or stand without it, just as "un troisième" does.
_ORDINALS |= {"autre": 2, "seul": 1, "seule": 1}
_EXAMPLES = tuple(
    (pattern, sentence)
    for table in (_BEFORE, _AFTER, _FURTHER, _VAGUE, _UNREAL, _CUMULATIVE, _SUPERSEDED, _UNVERIFIED, _DENIAL)
    for pattern, _, sentence in table
)


def _is_person_noun(word: str) -> bool:
    return word.endswith(("iste", "istes", "icien", "iciens", "ancier", "anciers", "ienne", "iennes"))


LANGUAGE = Language(
    code="fr",
    parser="fr_core_news_sm",
    parser_excludes=("ner", "lemmatizer", "attribute_ruler"),
    numbers=Phrases(french_numbers()),
    multipliers={"mille": 1000, "million": 1_000_000, "millions": 1_000_000},
    joiners=frozenset({"et"}),
    bounds_before=Phrases((p, b) for p, b, _ in _BEFORE),
    bounds_after=Phrases((p, b) for p, b, _ in _AFTER),
    vague=Phrases((p, v) for p, v, _ in _VAGUE),
    between=frozenset({"entre", "de"}),
    moving=frozenset({"de"}),
    spread=frozenset({"va", "vont", "allant", "varie", "varient", "variant", "oscille", "oscillent"}),
    changed_to=frozenset({"à"}),
    further=Phrases((p, v) for p, v, _ in _FURTHER),
    range_marks=frozenset({"à", "-", "–", "—", "ou"}),
    indefinite=frozenset({"un", "une"}),
    definite=frozenset({"le", "la", "l'", "ce", "cet", "cette"}),
    possessive=frozenset({"son", "sa", "ses", "leur", "leurs", "notre", "nos", "mon", "ma", "mes"}),
    negative=frozenset({"aucun", "aucune", "ni", "sans-faire", "zéro", "nul", "nulle", "pas-de"}),
    nobody=frozenset({"personne-ne"}),
    another=frozenset(),
    others=frozenset(
        {"autre", "autres", "supplémentaire", "supplémentaires", "nouveaux", "mort", "perte", "groupe", "équipage"}
    ),
    both=frozenset(),
    pronouns=frozenset({"il", "elle", "-il", "-elle"}),
    plural_pronouns=frozenset({"ils", "elles", "les", "leur", "leurs"}),
    quantifiers=frozenset({"nombreux", "certains", "beaucoup"}),
    ordinals=_ORDINALS,
    partitive=frozenset({"de", "d'", "des", "du", "parmi"}),
    people=PEOPLE,  # type: ignore[arg-type]
    units=frozenset(_NON_PERSON.split()),
    months=frozenset(DATES.months),
    capital_months=False,
    told=frozenset("chiffre chiffres nombre bilan décompte détails".split()),
    foreign=frozenset(
        "étranger étrangers étrangère étrangères blanc blancs occidental occidentaux expatrié expatriés".split()
    ),
    hired=frozenset(
        "mercenaire mercenaires prestataire prestataires contractuel contractuels garde gardes vigile vigiles paramilitaire paramilitaires wagner démineur démineurs déminage supplétif supplétifs instructeur instructeurs formateur formateurs gardiennage sous-traitant sous-traitants coopérant coopérants convoyeur convoyeurs wagnériens".split()
    ),
    ambiguous=frozenset(
        "combattant combattants tireur tireurs armée frère frères recrue recrues technicien techniciens ingénieur ingénieurs pilote pilotes chauffeur chauffeurs officier officiers colonel commandant général lieutenant lieutenant-colonel sergent capitaine légionnaire légionnaires interprète interprètes agresseur agresseurs".split()
    ),
    former=frozenset({"ancien", "anciens", "ex", "retraité", "retraités", "familles"}),
    among=frozenset({"parmi"}),
    demonyms=french_demonyms(),
    group_phrases=Phrases((p, g) for p, g, _ in GROUP_PHRASES),
    cues=Phrases((p, Cue(e, k, lemma)) for p, e, k, lemma, _ in CUES),
    unreal=Phrases((p, v) for p, v, _ in _UNREAL),
    cumulative=Phrases((p, v) for p, v, _ in _CUMULATIVE),
    superseded=Phrases((p, v) for p, v, _ in _SUPERSEDED),
    unverified=Phrases((p, v) for p, v, _ in _UNVERIFIED),
    denial=Phrases((p, v) for p, v, _ in _DENIAL),
    said=Phrases((p, v) for p, v, _ in SAID),
    according=Phrases((p, v) for p, v, _ in ACCORDING),
    statements=Phrases((p, v) for p, v, _ in STATEMENTS),
    sources={word: Source(kind) for kind, words in SOURCES.items() for word in words.split()},  # type: ignore[arg-type]
    relays=Phrases((p, v) for p, v, _ in RELAYS),
    pronoun_subjects=frozenset(_PRONOUNS.split()),
    subject_labels=frozenset({"nsubj", "csubj", "nsubjpass"}),
    passive_labels=frozenset({"nsubjpass", "csubjpass"}),
    object_labels=frozenset({"dobj", "pobj", "obj", "attr", "oprd"}),
    clause_labels=frozenset({"ccomp", "advcl", "relcl", "acl", "xcomp", "parataxis", "ROOT"}),
    noun_tags=frozenset({"NN", "NNS", "NNP", "NNPS"}),
    plural_tags=frozenset({"NNS", "NNPS"}),
    proper_tags=frozenset({"NNP", "NNPS"}),
    verb_tags=frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"}),
    number_tags=frozenset({"CD"}),
    is_person_noun=_is_person_noun,
    gate=frozenset(_GATE.split()),
    examples=_EXAMPLES,
    adapt=adapt,
    adjectives_low=True,
    no_abbreviations=frozenset({"sept"}),
    including=frozenset({"dont", "parmi", "notamment", "lesquels", "lesquelles"}),
    of_them=("d'entre eux", "d’entre eux", "d'entre elles", "des morts", "des tués", "des victimes", "des blessés"),
    leaning=frozenset(_LEANING),
    readable={
        **dict.fromkeys("«»“”‹›„", '"'),
        **dict.fromkeys("’‘ʼ", "'"),
        **dict.fromkeys("‒―", "–"),
        **dict.fromkeys("\u00a0\u202f\u2009", " "),
    },
)
