"""What a sentence adds to a figure: denial, doubt, that it was withdrawn, that it is a running total, that it is a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.extraction.claims.figure import Figure
from pipelines.extraction.claims.predicates import Predicate
from pipelines.extraction.languages import language as language_of
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.syntax import Tree
from pipelines.schemas.contract import Evidence, Stance

if TYPE_CHECKING:
    from pipelines.extraction.claims.find import FoundClaim

_NEAR = 6


@dataclass(slots=True, frozen=True)
class Meaning:
    """How a figure is meant."""

    stance: Stance = "asserted"
    superseded: bool = False
    cumulative: bool = False
    evidence: Evidence = "statement"


def meaning_of(tree: Tree, figure: Figure, predicate: Predicate, language: Language, *, leaning: bool) -> Meaning:
    """Read the words around a figure and its predicate."""
    if figure.kind == "zero":
        return Meaning("denied")
    superseded = _superseded(tree, figure, language)
    stance: Stance = "disputed" if superseded else "unverified" if language.unverified.find(tree.lowers) else "asserted"
    return Meaning(stance, superseded, not leaning and _cumulative(tree, figure, predicate, language))


def _superseded(tree: Tree, figure: Figure, language: Language) -> bool:
    near = max(0, figure.start - _NEAR)
    before, after = tree.glosses[near : figure.start], tree.glosses[figure.end : figure.end + 4]
    nearby = before[-4:]
    earlier = any(m.value == "earlier" for m in language.superseded.find(tree.lowers[near : figure.start]))
    if earlier and _COUNTS & set(before):
        return True
    if nearby[-1:] == ["from"] and ("to" in after[:3] or "to" in before):
        return any(w.startswith(_REVISED) for w in tree.glosses)
    if nearby[-1:] == ["not"]:
        first = any(tree.tags[t] in language.number_tags for t in range(max(0, near - _NEAR), figure.start))
        return "as" in after or (first and nearby[-2:-1] in ([","], ["and"], ["-"], ["–"], ["—"]))
    return nearby[-3:] == ["first", "given", "as"]


_COUNTS = frozenset({"toll", "count", "tally", "estimate", "figure", "version"})
_REVISED = ("revis", "rais", "ris", "ros", "lower", "increas", "down", "up", "climb", "correct", "cut")


def _cumulative(tree: Tree, figure: Figure, predicate: Predicate, language: Language) -> bool:
    if figure.kind == "another" and figure.value != 1:
        return True  # "the fifth leader to be killed"
    for match in language.cumulative.find(tree.lowers):
        if match.value == "bringing" and match.end <= figure.start <= match.end + _NEAR:
            return True
        if (
            match.value in ("since", "span", "to date")
            and figure.value
            and figure.value > _ONE_ATTACK
            and (match.start >= figure.end or _perfect(tree, figure))
        ):
            return True
    return False


_ONE_ATTACK = 20  # "since" beside a smaller figure mostly dates one attack
_PERFECT = frozenset({"has", "have"})


def _perfect(tree: Tree, figure: Figure) -> bool:
    """Whether the clause is in the perfect, which counts up to today: "since May the company has lost 40 men"."""
    return bool(_PERFECT & set(tree.glosses[max(0, figure.start - _NEAR) : figure.end + _NEAR]))


def link_parts(document: Document, found: Sequence[FoundClaim]) -> None:
    """Set `part_of`: a figure after "including", "of them" or a colon is part of the whole before it."""
    language = language_of(document.article.language)
    for index, item in enumerate(found):
        claim = item.claim
        value = claim.figure_point if claim.figure_point is not None else claim.figure_min
        if value in (None, 0) or item.figure_span is None:
            continue
        for earlier in range(index - 1, max(-1, index - 6), -1):
            whole = found[earlier]
            total = whole.claim.figure_point if whole.claim.figure_point is not None else whole.claim.figure_min
            if (
                whole.claim.effect != claim.effect
                or total is None
                or not value
                or total <= value
                or item.sentence - whole.sentence > 1
            ):
                continue
            if whole.figure_span is None or not _part(
                document, whole.figure_span[1], item.figure_span, language, same=item.sentence == whole.sentence
            ):
                continue
            claim.part_of = earlier if whole.claim.part_of is None else whole.claim.part_of
            break


_AGAIN = frozenset("while whereas although said says saying specifying confirmed reported tandis alors dit".split())


def _part(document: Document, start: int, span: tuple[int, int], language: Language, *, same: bool) -> bool:
    between = document.text[start : span[0]].lower()
    after = document.text[span[1] : span[1] + 12].lower()
    if after.lstrip().startswith(language.of_them):
        return True
    words = set(between.replace(",", " ").split())
    if _AGAIN & words:
        return False  # another clause or another voice counts anew
    return same and (bool(words & language.including) or ":" in between or " - " in between or "—" in between)
