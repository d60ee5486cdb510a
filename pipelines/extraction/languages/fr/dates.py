# ruff: noqa: E501 -- a pattern is read as one line
"""How French says when: month and weekday names, number words, and the patterns of dates, each with an example.

Words only; what a pattern means is computed in `dates`. See `dates_en` for how patterns are written.
"""

from __future__ import annotations

from pipelines.extraction.languages.base_dates import DateLanguage

_PART = r"(?P<part>debut|mi|fin|au debut de|au debut du mois de|a la fin de|a la fin du mois de|courant)[- ](?:d')?"
_TIME = r"(?: (?:matin|soir|apres-midi|midi|dans la matinee|dans la soiree|dans la nuit))?"
_DERNIER = r"(?: (?P<rel>dernier|derniere|passe|prochain))?"
_EVENT = r"(?:attaque|embuscade|assaut|raid|explosion|attentat|crash|affrontements?|combats?|fusillade|frappes?|massacre|enlevement|accrochage|bataille)"

LANGUAGE = DateLanguage(
    months={
        **{
            m: i
            for i, m in enumerate(
                "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split(), 1
            )
        },
        "janv": 1,
        "fev": 2,
        "avr": 4,
        "juil": 7,
        "sept": 9,
        "oct": 10,
        "nov": 11,
        "dec": 12,
    },
    weekdays={w: i for i, w in enumerate("lundi mardi mercredi jeudi vendredi samedi dimanche".split())},
    numbers={
        **{
            w: i
            for i, w in enumerate(
                "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(), 1
            )
        },
        "une": 1,
        "vingt": 20,
        "trente": 30,
        "dix-sept": 17,
        "dix-huit": 18,
        "dix-neuf": 19,
        "une dizaine de": 10,
        "une quinzaine de": 15,
    },
    ordinals={
        "premier": 1,
        "deuxieme": 2,
        "troisieme": 3,
        "quatrieme": 4,
        "dernier": -1,
        "premiere": 1,
        "derniere": -1,
    },
    units={
        "jour": "day",
        "jours": "day",
        "nuit": "day",
        "nuits": "day",
        "semaine": "week",
        "semaines": "week",
        "mois": "month",
        "an": "year",
        "ans": "year",
        "annee": "year",
        "annees": "year",
        "decennie": "decade",
    },
    capital=frozenset(),
    month_after=r"(?:en|de|depuis|mois de|d'|debut|mi-|fin|et|a|jusqu'en|des)[ ]?$",
    trigger=r"\d|jour|nuit|soir|matin|semaine|week-?end|mois|ann?ee|\bans?\b|hier|di\b|dimanche|veille|lendemain|"
    r"janvier|fevrier|mars|avril|\bmai\b|juin|juillet|aout|septembre|octobre|novembre|decembre|printemps|ete\b|automne|hiver",
    patterns=(
        ("iso", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", "2024-07-25"),
        ("numeric", r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:19|20)\d\d)\b", "25/07/2024"),
        (
            "night",
            r"(?:dans |durant |pendant )?la nuit du (?:{wd} )?{d}(?: {mon})? au (?:(?:{WD}) )?{d2} {mon2}(?: {y})?\b",
            "dans la nuit du 16 au 17 janvier",
        ),
        (
            "night_weekdays",
            r"(?:dans |durant |pendant )?la nuit d(?:e|u) {wd} (?:a|au) {wd2}\b",
            "dans la nuit de mercredi à jeudi",
        ),
        (
            "days",
            r"\b(?:du|entre le|entre les) (?:(?:{WD}) )?{d}(?:er)?(?: {mon})? (?:au|et le|et) (?:(?:{WD}) )?{d2} {mon2}(?: {y})?\b",
            "du 25 au 27 juillet",
        ),
        ("days", r"\bles {d}(?:er)?(?:, \d+)? et {d2} {mon2}(?: {y})?\b", "les 25 et 26 juillet"),
        ("weekdays", r"\b(?:entre |de )?{wd} (?:et|a) {wd2}\b", "entre lundi et mercredi"),
        (
            "day",
            rf"\b(?:(?:le |ce )?{{wd}} |le |ce |ce )?{{d}}(?:er)? {{mon}}(?: {{y}}| (?P<back>de l'annee derniere|de l'an dernier))?{_DERNIER}\b(?! ?%)",
            "vendredi 7 février",
        ),
        (
            "ordinal_weekday",
            r"\b(?:le )?(?P<ord>premier|deuxieme|troisieme|dernier) {wd} (?:de |d'|du mois de |du mois d'){mon}(?: {y})?\b",
            "le premier dimanche de juin",
        ),
        (
            "ordinal_weekday",
            r"\ble (?P<ord>premier|deuxieme|troisieme|dernier) {wd} du mois(?! d)\b",
            "le deuxième samedi du mois",
        ),
        (
            "ordinal_week",
            r"\b(?:dans |pendant )?la (?P<ord>premiere|deuxieme|troisieme|derniere) semaine (?:de |d'|du mois de |du mois d'){mon}(?: {y})?\b",
            "la deuxième semaine de novembre",
        ),
        (
            "weekday_week",
            rf"\b(?:le )?{{wd}}{_TIME} de la semaine (?P<week>derniere|passee)\b",
            "mardi de la semaine dernière",
        ),
        (
            "weekday",
            rf"\b(?:le |ce |dans la (?:nuit|matinee|soiree) de |depuis |a l'aube (?:de )?)?{{wd}}{_DERNIER}{_TIME}\b",
            "jeudi",
        ),
        (
            "night_only",
            r"(?:dans |durant |pendant )?la nuit du {d} au {d2}\b(?! (?:janv|fev|mars|avr|mai|juin|juil|aou|sept|oct|nov|dec))",
            "la nuit du 13 au 14",
        ),
        ("day_only", r"\ble {d}(?:er)?(?= (?:dernier|courant)\b|,)", "le 7 courant"),
        (
            "relative_day",
            r"\b(?P<word>avant-hier|hier soir|hier|aujourd'hui|ce matin|cet apres-midi|ce soir|cette nuit|la nuit derniere|demain)\b",
            "hier",
        ),
        ("week_of", r"\b(?:la )?semaine (?P<how>du) {d2} {mon2}(?: {y})?\b", "la semaine du 14 août"),
        (
            "weekend",
            r"\b(?:ce|durant le|pendant le|au cours du|le) week-?end(?: (?P<rel>dernier|passe|ecoule))?\b",
            "ce week-end",
        ),
        (
            "week",
            r"\b(?:en debut de |en fin de |au debut de |au cours de )?(?P<rel>cette semaine|la semaine derniere|la semaine passee|semaine derniere|la semaine ecoulee|la semaine prochaine)\b",
            "la semaine dernière",
        ),
        (
            "month_of",
            r"\b(?:en |au mois de |au mois d')?{mon} (?P<back>de l'annee derniere|de l'an dernier|de l'annee precedente|de cette annee|de la meme annee)\b",
            "en mars de l'année dernière",
        ),
        (
            "month_rel",
            r"\b(?:(?P<part>debut|fin|au debut|a la fin) (?:de |du )?)?(?P<rel>ce mois-ci|ce mois|le mois dernier|du mois dernier|mois dernier|le mois passe|le mois prochain)\b",
            "le mois dernier",
        ),
        ("months", r"\b(?:entre |de ){mon}(?: {y})? (?:et|a) {mon2} {y2}\b", "entre mars et mai 2021"),
        ("month", rf"\b{_PART}{{mon}}(?: {{y}})?{_DERNIER}\b", "mi-juillet"),
        ("month", rf"\b{{mon}} {{y}}{_DERNIER}\b", "juillet 2024"),
        ("month", rf"\b{{mon}}{_DERNIER}\b(?! \d)", "en juillet"),
        ("season", r"\b(?:a |au |l'|en )?(?P<season>printemps|ete|automne|hiver)(?: de)? {y}\b", "à l'été 2014"),
        ("season", r"\b(?P<season>printemps|ete|automne|hiver) (?P<rel>dernier|passe)\b", "l'été dernier"),
        ("half", r"\b(?:le )?(?P<half>premier|second|deuxieme) semestre (?:de )?{y}\b", "le premier semestre 2021"),
        (
            "year_rel",
            r"\b(?:(?P<part>debut|fin|au debut de|a la fin de|en debut d|en fin d)[ '])?(?P<rel>cette annee|l'annee derniere|l'an dernier|l'an passe|l'annee passee)\b",
            "l'an dernier",
        ),
        (
            "year",
            r"\b(?:(?P<part>debut|mi|fin)[- ])?(?:en|depuis|de|fin|debut|mi|des|jusqu'en|annee|d')[ -]{y}\b(?! (?:hommes|soldats|morts|combattants|euros|km|kilometres))",
            "en 2014",
        ),
        (
            "to_the_day",
            r"\b(?:il y a )?{n} {unit},? jour pour jour\b",
            "il y a un an jour pour jour",
        ),
        ("ago", r"\bil y a (?:(?:environ|pres de|plus de|a peine) )?{n} {unit}\b", "il y a trois jours"),
        (
            "after_event",
            rf"\b{{n}} {{unit}} apres (?:l'|la |le |les |une |un |cette |cet |des )(?:[\w'-]+ ){{0,3}}?{_EVENT}\b",
            "cinq jours après l'attaque",
        ),
        ("anchored", r"\b{n} {unit} (?P<dir>plus tot|auparavant|avant|plus tard|apres)\b", "trois jours plus tôt"),
        ("anchored", r"\b(?:le )?(?P<unit>jour|mois) (?P<dir>meme|precedent|suivant)\b", "le jour même"),
        ("anchored", r"\bla (?P<unit>veille)\b", "la veille"),
        ("anchored", r"\ble (?P<unit>lendemain)\b", "le lendemain"),
        ("anchored", r"\b(?:le |la |ce )(?P<dir>meme) (?P<unit>jour|soir|nuit|semaine|mois)\b", "le même jour"),
    ),
    back={
        "de l'annee derniere": -1,
        "de l'an dernier": -1,
        "de l'annee precedente": -1,
        "de cette annee": 0,
        "de la meme annee": 0,
    },
    relative={
        "avant-hier": -2,
        "hier soir": -1,
        "hier": -1,
        "aujourd'hui": 0,
        "ce matin": 0,
        "cet apres-midi": 0,
        "ce soir": 0,
        "cette nuit": 0,
        "la nuit derniere": -1,
        "demain": 1,
    },
    overnight=frozenset(("cette nuit", "la nuit derniere")),
    which={
        "dernier": -1,
        "derniere": -1,
        "passe": -1,
        "passee": -1,
        "ecoule": -1,
        "prochain": 1,
        "cette semaine": 0,
        "la semaine derniere": -1,
        "la semaine passee": -1,
        "semaine derniere": -1,
        "la semaine ecoulee": -1,
        "la semaine prochaine": 1,
        "ce mois-ci": 0,
        "ce mois": 0,
        "le mois dernier": -1,
        "du mois dernier": -1,
        "mois dernier": -1,
        "le mois passe": -1,
        "le mois prochain": 1,
        "cette annee": 0,
        "l'annee derniere": -1,
        "l'an dernier": -1,
        "l'an passe": -1,
        "l'annee passee": -1,
    },
    backward=frozenset({"plus tot", "auparavant", "avant", "precedent", "veille"}),
    forward=frozenset({"plus tard", "apres", "suivant", "lendemain"}),
    parts={
        "debut": 0,
        "mi": 1,
        "fin": 2,
        "au debut": 0,
        "a la fin": 2,
        "au debut de": 0,
        "a la fin de": 2,
        "au debut du mois de": 0,
        "a la fin du mois de": 2,
        "en debut d": 0,
        "en fin d": 2,
    },
    seasons={"printemps": (3, 3), "ete": (6, 3), "automne": (9, 3), "hiver": (12, 3)},
    holidays={},
    since=r"\bdepuis (?:[a-z']+ ){1,4}$|\b(?:depuis|des|jusqu'|jusqu'a|jusqu'au|avant|a partir de)(?: (?:le|la|fin|debut|mi|environ))*[ -]?$",
    until=r"\b(?:jusqu'|jusqu'a|jusqu'au|avant)(?: (?:le|la|fin|debut))*[ -]?$",
    future=r"\b(?:sera|seront|aura|auront|doit|doivent|prevue?s?|devrait|devraient|prochaine?)\b[^.;]{0,70}$",
    reported=r"\b(?:dit|declare|annonce|indique|affirme|precise|confirme|rapporte|ajoute|selon|d'apres|communique|publie|publiee|appris|assure|signale|explique|reconnu|dementi|denonce|revendique|diffuse|diffusee|message|presse|raconte|revu|ramene|confie|interroge|joints?|declaration|bilan de|parlait|parlaient|evoquait|evoquaient|avancait|avancaient)\b",
    reported_after=r"^,?\s(?:(?:[\w'’ ]{3,40} )?ne? (?:parlait|parlaient|evoquait|faisait etat)\b)|^,?\s(?:a|ont|au [\w ]{2,24}|a la presse|par|le|la|l'|une?|un|des|dans un communique)\s?(?:annonce|declare|indique|affirme|confirme|precise|rejete|dementi|ramene|appris|source|porte-parole|ministere|gouvernement|responsable|agence|presse)",
)
