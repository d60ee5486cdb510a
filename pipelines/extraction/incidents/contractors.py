"""Who the contractors of an article are: whose companies it names, which peoples fight or guard for pay in it.

Here belongs what only the whole article can tell of a claim's victims: that "four Russians" in northern Mozambique are the
company's men. What the claim's own sentence
says is settled before, in `victims`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.extraction.actors.find import ActorMention, actor
from pipelines.extraction.actors.theatres import GUARDED, SERVED, nationals_of, peoples_in
from pipelines.extraction.claims.find import FoundClaim
from pipelines.extraction.claims.group_rules import TOWN
from pipelines.extraction.languages import language as language_of
from pipelines.extraction.places.find import PlaceMention
from pipelines.extraction.text.context import Reading, context_language, pattern
from pipelines.extraction.text.document import Document, Sentence
from pipelines.extraction.text.matching import fold
from pipelines.reference.countries import country_of_demonym, country_of_name, demonyms
from pipelines.schemas.contract import Claim

Shown = tuple[str, int, int, str | None]

_REACH = 60
_BEHIND = 4  # sentences after a claim that may still say who its people were
_TRADES = 2  # words of building or drilling that make an article one about works
_PEOPLE = re.compile(r"\b(?:people|persons|personnes)\b")
# Whose soldiers stand beside their contractors: such a people alone shows nothing.
_OFFICIAL = frozenset(
    "border prison revolutionary coast national presidential republican civil frontiere cotes nationale".split()
)
_OWN_MEN = ("host_state", "foreign_state", "perpetrator")  # whose "its men" are no contractors
# "The army … its men": whose men they are not.
_STATE = re.compile(r"\b(?:army|military|police|ministry|government|armee|etat-major|gouvernement|ministere)\b")
_LOCAL = re.compile(
    r"\b(?:prison|border|local|village|tribal|bank|presidential|national|garde|coast|park|forest|their own)\b"
)
_MORE = re.compile(r"^(?:a |an |une? )?(?:further|another|additional|autres?)\b|\b(?:more|others?|autres|de plus)$")
_SEVERAL = re.compile(r"\b(?:and|et|including|dont|among|parmi|people|bodies|corps|members|soldiers|soldats)\b")
_EVERYWHERE = frozenset(("USA", "GBR", "FRA"))


@dataclass(frozen=True)
class Contractors:
    """The contractors of an article: peoples (ISO 3166-1 alpha-3), companies where they are named, whether it opens with
    them, and the country that it is about; `hired` is the pattern of the words for contractors, which in an article about
    building or drilling leaves out the bare "contractor"."""

    peoples: frozenset[str]
    companies: tuple[ActorMention, ...]
    lead: bool
    host: str | None
    hired: str


def ground(
    document: Document, claims: Sequence[FoundClaim], actors: Sequence[ActorMention], places: Sequence[PlaceMention]
) -> list[FoundClaim]:
    """The claims, in order, with the victim group that the whole article gives them.

    Only `contractor` is given: where the victims' words name a company, one of the article's contractor peoples or, in
    an article about some, foreigners; and nobody else.
    """
    reading = Reading(document, context_language(document.article.language))
    ours = who(reading, actors, places)
    out: list[FoundClaim] = []
    for item in claims:
        words = _words(reading, item)
        group = item.claim.victim_group
        other = group in ("unknown", "civilian", "rebel", "state_forces")
        part = group == "mixed" and pattern(ours.hired).search(words) and "including" not in words
        # "Four Russians died in an attack on vehicles of the army": whatever was attacked, the four are of one people.
        alone = group == "mixed" and len(_nations(words)) == 1 and not _SEVERAL.search(words)
        named = words and (other or alone or (part and " of them " in words)) and _named_so(reading, item, words, ours)
        if named or _meant(reading, item, words, ours) or (words and _continues(item, words, out)):
            out.append(_as_contractor(item, words))
        elif group == "contractor" and _local(reading, item, words, ours):
            out.append(replace(item, claim=replace(item.claim, victim_group="civilian", employer_id=None)))
        else:
            out.append(item)
    return out


def _local(reading: Reading, item: FoundClaim, words: str, ours: Contractors) -> bool:
    """Whether victims are only called people of the country ("four Afghans"): no guards, employees or anybody's men."""
    language = reading.language
    if (
        ours.host not in SERVED
        or _nations(words) != {ours.host}
        or _names_company(reading.document.sentences[item.sentence], ours)
    ):
        return False
    theirs = (ours.hired, language.guards, language.foreigners, language.same_force)
    return not any(pattern(expression).search(words) for expression in theirs)


def _continues(item: FoundClaim, words: str, before: Sequence[FoundClaim]) -> bool:
    """Whether "four more", "another two" go on with contractors: those of the claim before, in this sentence or the last."""
    if item.claim.victim_group != "unknown" or not _MORE.search(words.strip()):
        return False
    known = [f for f in before if f.claim.victim_group != "unknown" and item.sentence - f.sentence <= 1]
    return bool(known) and known[-1].claim.victim_group == "contractor"


def evident(
    document: Document, claims: Sequence[FoundClaim], actors: Sequence[ActorMention], places: Sequence[PlaceMention]
) -> frozenset[Shown]:
    """The claims of a loss whose victims the text itself shows to be contractors, as `shown_key` names them.

    Shown by the words for the victims; by a company, a people or a word for contractors in the sentence; or, for "the
    men" and "three more", in the sentence before. Not shown where the words name others ("nine miners"), where the article
    is about those whom contractors killed, or in a running total.
    """
    reading = Reading(document, context_language(document.article.language))
    ours = who(reading, actors, places)
    return frozenset(
        shown_key(item.claim)
        for item in claims
        if item.claim.victim_group == "contractor"
        and not (item.claim.stance == "denied" and item.claim.figure_max == 0)
        and _shown(reading, item, _words(reading, item), ours)
    )


def shown_key(claim: Claim) -> Shown:
    """What tells a claim from the others of its article: effect, where its quote stands, its figure's text."""
    return claim.effect, claim.char_start, claim.char_end, claim.figure_text


def _shown(reading: Reading, item: FoundClaim, words: str, ours: Contractors) -> bool:
    language = reading.language
    if item.claim.effect == "captured" and pattern(language.once_hired).search(words):
        return False  # "a former Wagner commander was arrested" in a life of his own
    by_words = _named_so(reading, item, words, ours)
    if by_words and _in_the_dock(reading, item):
        return False
    if by_words is not None:
        return by_words or _meant(reading, item, words, ours) or _guards_abroad(reading, words, ours)
    text = reading.sentence(item.sentence)
    if pattern(language.court).search(text) or pattern(language.agents).search(text) or _accused(reading):
        return False
    if item.claim.modifier in ("hundreds", "dozens", "scores") and pattern(language.total).search(text):
        return False  # "have killed hundreds of soldiers"
    sentences = reading.document.sentences
    if _PEOPLE.search(words):  # "seven people": somebody new, not those of the sentence before
        return bool(pattern(ours.hired).search(text)) or _names_company(sentences[item.sentence], ours)
    if _speaks(reading, item.sentence, ours) or _all_counted(reading, item, words, ours):
        return True
    before = item.sentence - 1
    near = before >= 0 and sentences[before].paragraph >= sentences[item.sentence].paragraph - 1
    return near and (_speaks(reading, before, ours) or _speaks(reading, max(0, before - 1), ours))


def _described(reading: Reading, item: FoundClaim, ours: Contractors) -> bool:
    """Whether a sentence behind says what the victims were: "The three are civilians under contract to …", "He drove for
    the security firm …", "The New Zealanders guarded the compound"."""
    language = reading.language
    sentences = reading.document.sentences
    value = item.claim.figure_point or item.claim.figure_min or 0
    for index in range(item.sentence + 1, min(item.sentence + _BEHIND + 1, len(sentences))):
        text = reading.sentence(index)
        told = pattern(language.described).match(text)
        if told is None or not _same_people(reading, item, told, value, near=index == item.sentence + 1):
            continue
        firm = _names_company(sentences[index], ours) or pattern(ours.hired).search(text)
        return bool(firm or pattern(language.in_pay).search(text))
    return False


def _same_people(reading: Reading, item: FoundClaim, told: re.Match[str], value: int, *, near: bool) -> bool:
    """Whether "the three", "the Nepalis", "he" or "they" may be the people of a claim."""
    count, people, one, many = (told.group(g) for g in ("count", "people", "one", "many"))
    if count:
        number = language_of(reading.document.article.language).numbers.at([count], 0)
        return number is not None and number.value == value
    if people:
        return bool(_nations(people) & _nations(_words(reading, item)))
    return near and bool((one and value == 1) or (many and value > 1))


def _guards_abroad(reading: Reading, words: str, ours: Contractors) -> bool:
    """Whether "three escorts" were killed where many foreigners are hired as such, and nothing says that they were local."""
    language = reading.language
    local = ours.host in _nations(words) or pattern(language.others).search(_core(words)) or _LOCAL.search(words)
    return bool(pattern(language.guards).search(words)) and ours.host in GUARDED and not local


def _names_company(sentence: Sentence, ours: Contractors) -> bool:
    return any(sentence.start <= m.start < sentence.end for m in ours.companies)


def _named_so(reading: Reading, item: FoundClaim, words: str, ours: Contractors) -> bool | None:
    """Whether the words for the victims name contractors; None where they say nothing of who they are.

    A company, a people of the article's contractors and words like "mercenaries" do; "guards" and "advisers" only where
    they are foreigners in the country; "foreigners" only beside words for contractors.
    """
    language = reading.language
    start = item.figure_span[0] if item.figure_span else item.claim.char_start
    if any(start <= m.start < start + len(words) for m in ours.companies):
        return True
    nations = _nations(words)
    local = bool(nations) and nations <= {ours.host}
    if pattern(ours.hired).search(words):
        return not local
    if item.claim.victim_group == "contractor" and pattern(language.of_their_own).search(words):
        return bool(ours.companies or ours.lead)
    fighters = pattern(language.foreign_fighters).search(words)
    if fighters and _told_near(reading, item.sentence, ours):
        return True
    if pattern(language.others).search(_core(words)) or pattern(language.of_the_state).search(words):
        return False
    if pattern(language.guards).search(words):
        abroad = nations - {ours.host} or item.claim.nationality not in (None, ours.host)
        foreign = pattern(language.foreign_word).search(words)
        return bool(abroad or foreign or ours.companies or ours.lead) or _told_near(reading, item.sentence, ours)
    if not local and _described(reading, item, ours):
        return True
    if nations:
        plainly = bool(pattern(ours.hired).search(reading.sentence(item.sentence))) and not local
        ours_too = bool(nations & ours.peoples) and (
            not nations <= _EVERYWHERE or _speaks(reading, item.sentence, ours)
        )
        staff = ours.companies and not local and pattern(language.foreigners).search(words)
        return bool(ours_too or staff) or (None if plainly else False)
    if pattern(language.foreigners).search(words):
        return bool(ours.companies) or _told_near(reading, item.sentence, ours) or _told_before(reading, item, ours)
    if pattern(language.others).search(words) and item.claim.victim_group == "state_forces":
        return None  # "none of its soldiers"
    few = (item.claim.figure_min or item.claim.figure_point or 0) < TOWN  # "hundreds of its people" are a town's
    armed = item.claim.victim_group in ("rebel", "state_forces")  # whose own men were told before
    if few and not armed and (ours.companies or ours.lead) and pattern(language.same_force).search(words):
        return item.claim.claimant_type not in _OWN_MEN  # "the army lost two of its men"
    return None


def _meant(reading: Reading, item: FoundClaim, words: str, ours: Contractors) -> bool:
    """Whether "the occupants", "five bodies" or "several of the latter" are the contractors just spoken of.

    They are where that sentence or, for a sentence's first words, the one before speaks of contractors and of no other
    men.
    """
    language = reading.language
    if item.claim.victim_group not in ("unknown", "civilian", "mixed") or not (
        pattern(language.anaphors).search(words) or pattern(language.all_counted).search(words.strip())
    ):
        return False
    if _all_counted(reading, item, words, ours):
        return True
    if item.claim.victim_group == "mixed" and pattern(language.partly).search(reading.sentence(item.sentence)):
        return False
    if pattern(language.others).search(words):
        return False
    sentences = reading.document.sentences
    for index in (item.sentence, item.sentence - 1):
        if index < 0 or sentences[index].paragraph != sentences[item.sentence].paragraph:
            return False
        if _speaks(reading, index, ours):
            latter = pattern(language.latter).search(words)
            return bool(latter) or not pattern(language.others).search(reading.sentence(index))
    return False


def _all_counted(reading: Reading, item: FoundClaim, words: str, ours: Contractors) -> bool:
    """Whether "all eleven" are contractors of whom one of the sentences before speaks."""
    if not pattern(reading.language.all_counted).search(words.strip()):
        return False
    return any(_speaks(reading, index, ours) for index in range(max(0, item.sentence - _BEHIND), item.sentence))


def _nations(words: str) -> set[str]:
    """The countries whose people some words name: "Russians", "South African"."""
    single = re.findall(r"[\w'-]+", words)
    pairs = [f"{one} {other}" for one, other in pairwise(single)]
    return {code for word in single + pairs if (code := country_of_demonym(word))}


def _told_near(reading: Reading, index: int, ours: Contractors) -> bool:
    """Whether the sentence or one of its neighbours names a company or uses a plain word for contractors."""
    sentences = reading.document.sentences
    around = sentences[max(0, index - 1)].start, sentences[min(len(sentences) - 1, index + 1)].end
    if any(around[0] <= m.start < around[1] for m in ours.companies):
        return True
    if pattern(ours.hired).search(reading.folded, *around):
        return True
    stretch = reading.folded[slice(*around)]
    if pattern(reading.language.foreign_guards).search(stretch):
        return True
    people = _nations(stretch) - _EVERYWHERE
    return bool(people & ours.peoples and pattern(reading.language.guards).search(stretch))


def _told_before(reading: Reading, item: FoundClaim, ours: Contractors) -> bool:
    """Whether this paragraph or the one before names a people of the article's contractors, apart from those everywhere."""
    sentences = reading.document.sentences
    last = sentences[item.sentence]
    near = [s for s in sentences[: item.sentence + 1] if s.paragraph >= last.paragraph - 1]
    return bool(near and (_nations(reading.folded[near[0].start : last.end]) - _EVERYWHERE) & ours.peoples)


def _in_the_dock(reading: Reading, item: FoundClaim) -> bool:
    """Whether the figure counts those who are charged, not those who died: "charged two contractors with murder"."""
    start = item.figure_span[0] if item.figure_span else item.claim.char_start
    sentence = reading.document.sentences[item.sentence]
    found = pattern(reading.language.charged).finditer(reading.folded, sentence.start, sentence.end)
    return any(m.start() <= start < m.end() for m in found)


def _accused(reading: Reading) -> bool:
    """Whether the article opens with a trial, or with contractors who are said to have killed: its dead are their victims."""
    sentences = reading.document.sentences
    lead = reading.folded[: sentences[min(1, len(sentences) - 1)].end]
    opening = f"{fold(reading.document.article.title or '')} . {lead}"
    return any(pattern(words).search(opening) for words in (reading.language.court, reading.language.accused))


def _speaks(reading: Reading, index: int, ours: Contractors) -> bool:
    """Whether a sentence speaks of contractors, by a word, a company or one of the article's contractor peoples."""
    sentence = reading.document.sentences[index]
    text = reading.sentence(index)
    if _names_company(sentence, ours):
        return True
    if pattern(ours.hired).search(text):
        return True
    if pattern(reading.language.foreign_guards).search(text):
        return True
    people = _nations(text) - _EVERYWHERE
    known = ours.companies or people & ours.peoples
    if known and (pattern(reading.language.guards).search(text) or pattern(reading.language.foreigners).search(text)):
        return True
    theirs = pattern(reading.language.same_force).search(text) if ours.companies or ours.lead else None
    if theirs and not _STATE.search(text[: theirs.start()]):
        return True
    return bool(people & ours.peoples)


def who(reading: Reading, actors: Sequence[ActorMention], places: Sequence[PlaceMention]) -> Contractors:
    """Read the article for its contractors."""
    language = reading.language
    folded = reading.folded
    companies = tuple(m for m in actors if m.type == "pmc")
    host = host_of(reading, places)
    peoples = {n for m in companies if (row := actor(m.actor_id)) and (n := nationals_of(row))}
    hired = _hired(reading)
    for expression in (hired, language.guards):
        for match in pattern(expression).finditer(folded):
            peoples |= _peoples_around(folded, match)
    named = {p.country for p in places} | {m.country for m in actors if m.type in ("rebel", "state_forces")}
    peoples |= peoples_in(named)
    sentences = reading.document.sentences
    first = sentences[min(2, len(sentences) - 1)].end if sentences else 0
    lead = f"{folded[:first]} {fold(reading.document.article.title or '')}"
    central = bool(pattern(hired).search(lead)) or any(m.start < first for m in companies)
    return Contractors(frozenset(peoples - {None, host}), companies, central, host, hired)


def _hired(reading: Reading) -> str:
    """The words for contractors; in an article about building or drilling, in which nobody fights, without the bare word."""
    language = reading.language
    whole = f"{fold(reading.document.article.title or '')} {reading.folded}"
    trades = set(pattern(language.trades).findall(whole))
    if len(trades) < _TRADES or pattern(language.hired_plainly).search(whole):
        return language.hired
    return language.hired_plainly


def host_of(reading: Reading, places: Sequence[PlaceMention]) -> str | None:
    """The country that the article is about: where its places lie, those above all that stand in sentences about attacks."""
    votes: Counter[str] = Counter()
    for mention in places:
        if mention.country and mention.relation not in ("source", "people", "route"):
            told = mention.relation != "dateline" and pattern(reading.language.attack).search(
                reading.sentence(mention.sentence)
            )
            votes[mention.country] += 3 if told else 1
    return max(sorted(votes), key=lambda c: votes[c]) if votes else None


def peoples_hired(reading: Reading, index: int) -> set[str]:
    """The peoples that a sentence calls contractors: "Nepali guards"."""
    text = reading.sentence(index)
    language = reading.language
    found = [m for words in (language.hired, language.guards) for m in pattern(words).finditer(text)]
    return set().union(*(_peoples_around(text, match) for match in found))


def _peoples_around(folded: str, match: re.Match[str]) -> set[str]:
    """The peoples beside a word for contractors: "Nepali guards", "mercenaries from Colombia"; not "Iranian border guards"."""
    before = re.findall(r"[\w.'-]+", folded[max(0, match.start() - 30) : match.start()])[-3:]
    if before and before[-1] in _OFFICIAL:
        return set()
    after = re.findall(r"[\w.'-]+", folded[match.end() : match.end() + 30])[:3]
    near: list[str | None] = [*_nations(" ".join(before))]
    if after[:1] in (["from"], ["of"]):
        near += [country_of_name(w) for w in after[1:]]
    return {c for c in near if c}


def _words(reading: Reading, item: FoundClaim) -> str:
    """The folded words for the victims: from the figure to the end of their phrase, and what follows "of" or "from"."""
    spans = [s for s in (item.figure_span, item.victims_span) if s]
    if not spans:
        return ""
    start, end = min(s[0] for s in spans), max(s[1] for s in spans)
    sentence = reading.document.sentences[item.sentence]
    tail = reading.folded[end : min(sentence.end, end + _REACH)]
    more = pattern(reading.language.belonging).match(tail) or (
        pattern(reading.language.apposed).match(tail) if _by_name(reading, start, end) else None
    )
    return reading.folded[start:end] + (more.group() if more else "")


def _by_name(reading: Reading, start: int, end: int) -> bool:
    """Whether victims are named ("Peter Holm", "his colleague Ana Ruiz"): what stands behind the name says who they are."""
    return re.search(r"[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+", reading.document.text[start:end]) is not None


def _core(words: str) -> str:
    """The words for the victims themselves, without whose they are."""
    return re.split(r"\b(?:who|of|from|with|riding|qui|de|du)\b", words)[0] or words


def _as_contractor(item: FoundClaim, words: str) -> FoundClaim:
    nations = [c for w in re.findall(r"[\w'-]+", words) if (c := demonyms().get(w))]
    nation = item.claim.nationality or (nations[0] if nations else None)
    return replace(item, claim=replace(item.claim, victim_group="contractor", nationality=nation))
