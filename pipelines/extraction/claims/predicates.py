"""Predicates: the words of a sentence that may say that people were killed, wounded, captured or went missing.

They are candidates: "the army seized a bridge" holds one. Which figure stands in which predicate is decided in pairs.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extraction.claims.figure import Figure
from pipelines.extraction.languages.base import Cue, Language
from pipelines.extraction.text.syntax import Tree


@dataclass(slots=True, frozen=True)
class Predicate:
    """Tokens `start` to `end` (exclusive) that may state an effect; `anchor` stands for them in the parse."""

    start: int
    end: int
    anchor: int
    cue: Cue


@dataclass(slots=True, frozen=True)
class Statement:
    """A figure under a predicate, in the candidate sentence `number` of its article."""

    number: int
    figure: Figure
    predicate: Predicate


def find_predicates(tree: Tree, language: Language) -> list[Predicate]:
    """All candidate predicates of a sentence, from left to right."""
    out = []
    for match in language.cues.find(tree.lowers):
        anchor = min(range(match.start, match.end), key=lambda t: (_depth(tree, t), t))
        out.append(Predicate(match.start, match.end, anchor, match.value))
    return out


def losses_without_figure(
    tree: Tree, figures: Sequence[Figure], predicates: Sequence[Predicate], language: Language
) -> list[Figure]:
    """ "Heavy losses", "casualties": the noun is its own figure where none stands with it."""
    taken = {t for f in figures for t in (*range(f.start, f.end), f.anchor, *(() if f.noun is None else (f.noun,)))}
    out = []
    for predicate in predicates:
        head = predicate.anchor
        if predicate.cue.kind != "loss" or tree.tags[head] not in language.noun_tags or head in taken:
            continue
        left = min(
            [predicate.start, *(c for c in tree.children[head] if c < head and tree.labels[c] in ("amod", "det"))]
        )
        out.append(Figure(left, predicate.end, head, None, "bare", None, None, None, "none", "a loss without a figure"))
    return out


def _depth(tree: Tree, token: int) -> int:
    return len(tree.ancestors(token))
