"""What an article says twice: the headline's repeat of the body, and a claimant's repeat of himself."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipelines.extraction.text.document import Document
from pipelines.schemas.contract import Claim

if TYPE_CHECKING:
    from pipelines.extraction.claims.find import FoundClaim

_REPEATING = frozenset({"headline", "standfirst", "key_points", "caption", "byline"})
_OPEN = frozenset({"unknown", "mixed"})


def without_repeats(document: Document, found: Sequence[FoundClaim]) -> list[FoundClaim]:
    """Drop repeats (CONTRACT.md, end of "Figures") and renumber `part_of`."""
    kept: list[int] = []
    gone: dict[int, int] = {}
    order = sorted(range(len(found)), key=lambda n: (_repeats(document, found[n]), n))
    for n in order:
        twin = next((k for k in kept if _same(document, found[k], found[n])), None)
        if twin is None:
            kept.append(n)
        else:
            gone[n] = twin
    kept.sort()
    place = {n: i for i, n in enumerate(kept)}
    for n, twin in gone.items():
        place[n] = place[twin]
    out = [found[n] for n in kept]
    for i, item in enumerate(out):
        if item.claim.part_of is not None:
            target = place[item.claim.part_of]
            item.claim.part_of = target if target != i else None
    return out


def _repeats(document: Document, item: FoundClaim) -> bool:
    return document.sentences[item.sentence].kind in _REPEATING


def _figure(claim: Claim) -> tuple[int | None, int | None, int | None]:
    return claim.figure_min, claim.figure_max, claim.figure_point


def _same(document: Document, one: FoundClaim, other: FoundClaim) -> bool:
    a, b = one.claim, other.claim
    if a.effect != b.effect or _figure(a) != _figure(b):
        return False
    close = a.victim_group == b.victim_group or a.victim_group in _OPEN or b.victim_group in _OPEN
    if _repeats(document, other):
        return close
    if a.victim_group != b.victim_group or (a.nationality and b.nationality and a.nationality != b.nationality):
        return False
    if a.claimant is None or b.claimant is None:
        return a.claimant is b.claimant and a.modifier != "none" and _value(a) > 1 and one.sentence != other.sentence
    if _value(a) == 1 and one.figure_span != other.figure_span and one.sentence == other.sentence:
        return False
    return fold(a.claimant) == fold(b.claimant) or (a.claimant_id is not None and a.claimant_id == b.claimant_id)


def _value(claim: Claim) -> int:
    for value in (claim.figure_point, claim.figure_min, claim.figure_max):
        if value is not None:
            return value
    return 0


def fold(text: str) -> str:
    """Case, accents, articles and punctuation away."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in plain.casefold()).split()
    return " ".join(w for w in words if w not in ("the", "a", "an", "le", "la", "les", "un", "une", "l"))
