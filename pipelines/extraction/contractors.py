"""Who the contractors of an article are: whose companies it names, which peoples fight or guard for pay in it.

Here belongs what only the whole article can tell of a claim's victims: that "four Russians" in northern Mozambique are the
company's men. What the claim's own sentence
says is settled before, in `victims`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipelines.extraction.actors import ActorMention
from pipelines.extraction.claims import FoundClaim
from pipelines.extraction.context import Reading, context_language, pattern
from pipelines.extraction.document import Document
from pipelines.extraction.matching import fold
from pipelines.extraction.place_countries import country_hits
from pipelines.reference.countries import countries, country_of_demonym, country_of_name, demonyms

# Whose nationals are known to serve as contractors where: (nationality, hosts). A prior only: the article must name the
# host, and its words for the victims must not say anything else.
_THEATRES: tuple[tuple[str, frozenset[str]], ...] = (
    ("RUS", frozenset("MLI CAF MOZ LBY BFA NER SDN MDG GNQ".split())),
    ("COL", frozenset("SDN YEM LBY ARE SOM".split())),
    ("NPL", frozenset("AFG IRQ".split())),
    ("UGA", frozenset(("IRQ", "AFG"))),
    ("ROU", frozenset(("COD",))),
    ("FJI", frozenset(("IRQ",))),
    ("SYR", frozenset(("LBY", "NER", "AZE"))),
)
_NATIONALS = {
    "wagner_group": "RUS", "africa_corps": "RUS", "redut": "RUS", "convoy_pmc": "RUS", "patriot_pmc": "RUS", "rusich": "RUS",
    "sadat": "SYR", "desert_wolves": "COL", "a4si": "COL", "global_security_services_group": "COL", "asociatia_ralf": "ROU",
    "dyck_advisory_group": "ZAF", "executive_outcomes": "ZAF", "sttep": "ZAF", "bancroft_global_development": "ZAF",
}  # fmt: skip
_REACH = 60


@dataclass(frozen=True)
class Contractors:
    """The contractors of an article: peoples (ISO 3166-1 alpha-3), companies by where they are named, how central they are."""

    peoples: frozenset[str]
    companies: tuple[ActorMention, ...]
    lead: bool


def ground(document: Document, claims: Sequence[FoundClaim], actors: Sequence[ActorMention]) -> list[FoundClaim]:
    """The claims, in order, with the victim group that the whole article gives them.

    Only `contractor` is given: where the victims' words name a company, one of the article's contractor peoples or, in
    an article about some, foreigners; and nobody else.
    """
    reading = Reading(document, context_language(document.article.language))
    ours = who(reading, actors)
    out: list[FoundClaim] = []
    for item in claims:
        words = _words(reading, item)
        if item.claim.victim_group in ("unknown", "civilian", "rebel") and _is_ours(reading, item, words, ours):
            out.append(_as_contractor(item, words))
        else:
            out.append(item)
    return out


def who(reading: Reading, actors: Sequence[ActorMention]) -> Contractors:
    """Read the article for its contractors."""
    language = reading.language
    folded = reading.folded
    companies = tuple(m for m in actors if m.type == "pmc")
    peoples = {_NATIONALS[m.actor_id] for m in companies if m.actor_id in _NATIONALS}
    for match in pattern(language.hired).finditer(folded):
        around = folded[max(0, match.start() - 30) : match.start()]
        before = re.findall(r"[\w.'-]+", around)[-3:]
        after = re.findall(r"[\w.'-]+", folded[match.end() : match.end() + 30])[:3]
        near = [country_of_demonym(w) for w in before]
        if after[:1] in (["from"], ["of"]):
            near += [country_of_name(w) for w in after[1:]]
        peoples |= {c for c in near if c}
    named = {hit.iso3 for hit in country_hits(reading.document)} | _of_capitals(folded)
    peoples |= {people for people, hosts in _THEATRES if hosts & named}
    first = (
        reading.document.sentences[min(2, len(reading.document.sentences) - 1)].end if reading.document.sentences else 0
    )
    lead = folded[:first] + " " + (reading.document.article.title or "").lower()
    return Contractors(
        frozenset(peoples - {None}),
        companies,
        bool(pattern(language.contractor).search(lead)) or any(m.start < first for m in companies),
    )


@cache
def _capitals() -> dict[str, str]:
    return {fold(country.capital): code for code, country in countries().items() if country.capital}


def _of_capitals(folded: str) -> set[str]:
    words = set(re.findall(r"[^\W\d_]+", folded))
    return {code for capital, code in _capitals().items() if capital in words}


def _words(reading: Reading, item: FoundClaim) -> str:
    """The folded words for the victims: from the figure to the end of their phrase, and what follows "of" or "from"."""
    spans = [s for s in (item.figure_span, item.victims_span) if s]
    if not spans:
        return ""
    start, end = min(s[0] for s in spans), max(s[1] for s in spans)
    sentence = reading.document.sentences[item.sentence]
    tail = reading.folded[end : min(sentence.end, end + _REACH)]
    more = pattern(reading.language.belonging).match(tail)
    return reading.folded[start:end] + (more.group() if more else "")


def _is_ours(reading: Reading, item: FoundClaim, words: str, ours: Contractors) -> bool:
    language = reading.language
    if not words or pattern(language.others).search(words):
        return False
    start = item.figure_span[0] if item.figure_span else item.claim.char_start
    end = start + len(words)
    if any(start <= m.start < end for m in ours.companies) or pattern(language.hired).search(words):
        return True
    nations = {country_of_demonym(w) for w in re.findall(r"[\w'-]+", words)} - {None}
    if nations:
        return bool(nations & ours.peoples)
    if pattern(language.foreigners).search(words):
        return bool(ours.peoples or ours.companies)
    return False


def _as_contractor(item: FoundClaim, words: str) -> FoundClaim:
    nations = [c for w in re.findall(r"[\w'-]+", words) if (c := demonyms().get(w))]
    nation = item.claim.nationality or (nations[0] if nations else None)
    return replace(item, claim=replace(item.claim, victim_group="contractor", nationality=nation))
