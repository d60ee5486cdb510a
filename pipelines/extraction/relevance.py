"""Whether an article is about contractor losses at all: the cheap gate first, the contract's rule last.

Here belong what makes an article relevant and what only looks like it: a cumulative toll with no incident, a film, a
footballer, an attack in which all say that nobody was hurt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from pipelines.extraction.actors.find import actors
from pipelines.extraction.incidents.contractors import Shown, shown_key
from pipelines.extraction.places.countries import ABROAD
from pipelines.extraction.text.context import Reading, context_language, pattern
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.matching import fold
from pipelines.reference.countries import countries
from pipelines.reference.gazetteer import THEATRES
from pipelines.schemas.contract import Article, Claim, Incident

_NEAR = 200  # characters between a people and a casualty
_CAMPAIGN = 1000  # contractors: no single incident has killed so many, so the figure is a campaign's
_A_YEAR = 5  # date_prec of a date that no attack has: "last year"
_LEAST = 3  # letters of a name
_WORDS_OF_WAR = 2
_SHORT = 600  # characters of a text that holds few words of any kind
_NAMESAKES = frozenset(
    ("GEO", "JOR", "ISR", "HRV", "SRB", "PHL")
)  # names of other things too, or of lands much in other news


def worth_reading(article: Article, *, everything: bool) -> bool:
    """The gate: an article with no word of a casualty, or (unless `everything`) none of a contractor, tells no incident.

    A company's name counts where a casualty stands near it, or in an article with any word of war. A word that only may
    mean contractors ("guards", "Russians") counts there only if the article also speaks of war, or of a country or a group
    at war (a short one in any word): most guards who are shot are a bank's.
    """
    language = context_language(article.language)
    folded = fold(article.text)
    casualty = pattern(language.gate_casualty)
    if everything:
        return casualty.search(folded) is not None
    words = _words(article.language)
    whole = f"{folded} {fold(article.title or '')}"
    perhaps = named = False
    for index, start, end in words.people.find_matches_as_indexes(whole, overlapping=True):
        kind = words.kinds[index]
        if kind == "company" and not _stands_alone(whole, start, end):
            continue
        if kind == "strong":
            return casualty.search(folded) is not None
        near = casualty.search(folded, max(0, start - _NEAR), start + _NEAR) is not None
        if near and kind == "company":
            return True
        perhaps = perhaps or near or kind == "company"
        named = named or kind == "company"
    enough = 1 if named or len(whole) < _SHORT else _WORDS_OF_WAR
    return perhaps and casualty.search(folded) is not None and _of_war(whole, words, enough)


def _of_war(whole: str, words: _Words, enough: int) -> bool:
    """Whether a text uses so many words of war, a country or a group at war being one."""
    found = set()
    for index, start, end in words.war.find_matches_as_indexes(whole, overlapping=True):
        if index >= words.theatres or _stands_alone(whole, start, end):
            found.add(max(index, words.theatres - 1))
            if len(found) >= enough:
                return True
    return False


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


@dataclass(frozen=True)
class _Words:
    """The gate's words: automata over stems of people, with the kind of each, and over names (the first) and stems of war."""

    people: ahocorasick_rs.AhoCorasick
    kinds: tuple[str, ...]
    war: ahocorasick_rs.AhoCorasick
    theatres: int


@cache
def _words(code: str) -> _Words:
    language = context_language(code)
    companies = {fold(a) for row in actors().values() if row.type == "pmc" for a in row.aliases if len(a) >= _LEAST}
    kinds = dict.fromkeys(sorted(companies), "company")
    kinds |= dict.fromkeys(language.gate_near.split("|"), "near")
    kinds |= dict.fromkeys(language.gate_contractor.split("|"), "strong")
    groups = {fold(a) for row in actors().values() if row.type == "rebel" for a in row.aliases if len(a) >= _LEAST}
    lands = [countries()[iso3] for iso3 in sorted(THEATRES - ABROAD - _NAMESAKES)]
    names = {
        n
        for c in lands
        for n in (*c.names, *c.demonyms, *c.french_forms, c.capital)
        if len(n) >= _LEAST and not n.isupper()
    }
    at_war = sorted(groups | {fold(n) for n in names})
    stems = language.gate_war.split("|")
    return _Words(
        ahocorasick_rs.AhoCorasick(list(kinds)),
        tuple(kinds.values()),
        ahocorasick_rs.AhoCorasick(at_war + stems),
        len(at_war),
    )


def relevant_incidents(
    document: Document, incidents: Sequence[Incident], *, shown: frozenset[Shown] | None
) -> list[Incident]:
    """The incidents that count by the contract's rule; an article is relevant when any is left. All where `shown` is None.

    `shown` names the claims whose victims the text shows to be contractors.
    """
    if shown is None:
        return list(incidents)
    reading = Reading(document, context_language(document.article.language))
    if _is_fiction(reading):
        return []
    return [incident for incident in incidents if _counts(reading, incident, shown)]


def _counts(reading: Reading, incident: Incident, shown: frozenset[Shown]) -> bool:
    """Contractors were hit, or somebody claims or disputes it; totals over many incidents are none."""
    ours = [c for c in incident.claims if shown_key(c) in shown]
    return any(not (c.cumulative or _running_total(reading, incident, c)) for c in ours)


def _running_total(reading: Reading, incident: Incident, claim: Claim) -> bool:
    """Whether a figure is a total: of no day and no attack ("has lost 30 men in three years"), or beyond any attack's."""
    if max(claim.figure_min or 0, claim.figure_point or 0) >= _CAMPAIGN:
        return True
    sentence = next((s for s in reading.document.sentences if s.start <= claim.char_start < s.end), None)
    if sentence is None:
        return False
    text = reading.sentence(sentence.index)
    dated = bool(incident.date_text) and fold(incident.date_text or "") in text and (incident.date_prec or 5) < _A_YEAR
    if pattern(reading.language.toll).search(text) and not dated:
        return True
    if (incident.date_prec or 5) <= 3 or incident.event_type != "unknown":
        return False
    return bool(pattern(reading.language.total).search(text))


def _is_fiction(reading: Reading) -> bool:
    """Theatre, film and sport speak of the dead and of mercenaries too: several of their words, and more than one kind."""
    whole = f"{fold(reading.document.article.title or '')} {reading.folded}"
    words = set(pattern(reading.language.fiction).findall(whole))
    play = set(pattern(reading.language.sport).findall(whole))
    return len(words) >= 3 or len(play) >= (3 if len(whole) < _SHORT else 5)
