"""Whether an article is about contractor losses at all: the cheap gate first, the contract's rule last.

Here belong what makes an article relevant and what only looks like it: a cumulative toll with no incident, a film, a
footballer, an attack in which all say that nobody was hurt.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import ahocorasick_rs

from pipelines.extraction.actors.find import actors
from pipelines.extraction.incidents.contractors import Shown, shown_key
from pipelines.extraction.text.context import Reading, context_language, pattern
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.matching import fold
from pipelines.schemas.contract import Article, Claim, Incident

_NEAR = 200  # characters between a people and a casualty
_CAMPAIGN = 1000  # contractors: no single incident has killed so many, so the figure is a campaign's
_LONG = 6  # letters of a company's name that is no common word


def worth_reading(article: Article, *, everything: bool) -> bool:
    """The gate: an article with no word of a casualty, or (unless `everything`) none of a contractor, tells no incident.

    A word that only may mean contractors ("Russians", "guards") counts where a casualty stands near it.
    """
    language = context_language(article.language)
    folded = fold(article.text)
    casualty = pattern(language.gate_casualty)
    if everything:
        return casualty.search(folded) is not None
    stems, strong = _stems(article.language)
    near: list[int] = []
    for stem, start, _ in stems.find_matches_as_indexes(f"{folded} {fold(article.title or '')}"):
        if stem < strong:
            return casualty.search(folded) is not None
        near.append(start)
    return any(casualty.search(folded, max(0, start - _NEAR), start + _NEAR) for start in near)


@cache
def _stems(code: str) -> tuple[ahocorasick_rs.AhoCorasick, int]:
    """An automaton over the gate's stems, and how many of them, the first, need no casualty near by."""
    language = context_language(code)
    companies = {fold(a) for row in actors().values() if row.type == "pmc" for a in row.aliases if len(a) >= _LONG}
    strong = sorted(companies | set(language.gate_contractor.split("|")))
    near = sorted(set(language.gate_near.split("|")) - set(strong))
    return ahocorasick_rs.AhoCorasick(strong + near), len(strong)


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
    dated = bool(incident.date_text) and fold(incident.date_text or "") in text
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
    return len(words) >= 3 or len(play) >= 5
