"""What a figure is: an expression that may count people, with its bounds by CONTRACT.md's table. Finding them is figures.py
and singles.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipelines.extraction.languages.base import Bound, Language
from pipelines.extraction.text.syntax import Tree
from pipelines.schemas.contract import Modifier

FigureKind = Literal[
    "number", "range", "vague", "one", "the", "own", "another", "name", "pronoun", "both", "rest", "zero", "bare"
]
# Tokens between a figure and the noun that it counts, at most.
REACH = 7
# Tags of words that end a noun phrase.
STOPPING = frozenset({"VBD", "VBZ", "VBP", "MD", "IN", "CC", "TO", "WDT", "WP"})


@dataclass(slots=True, frozen=True)
class Figure:
    """An expression that may count people. `start` and `end` are tokens (end exclusive), `anchor` the token that
    stands for it in the parse, `noun` the noun that it counts."""

    start: int
    end: int
    anchor: int
    noun: int | None
    kind: FigureKind
    low: int | None
    high: int | None
    point: int | None
    modifier: Modifier
    parsed: str

    @property
    def value(self) -> int | None:
        return self.point if self.point is not None else self.low if self.low is not None else self.high


def exact(value: int) -> tuple[int | None, int | None, int | None, Modifier]:
    """min, max, point and modifier of a plain number."""
    return value, value, value, "exact"


def bounded(value: int, bound: Bound | None) -> tuple[int | None, int | None, int | None, Modifier]:
    """min, max, point and modifier of a number under a bound (the table "Figures" of CONTRACT.md)."""
    if bound == "at_least":
        return value, None, value, "at_least"
    if bound == "more_than":
        return value + 1, None, value, "more_than"
    if bound == "up_to":
        return None, value, value, "up_to"
    if bound == "fewer":
        return None, max(value - 1, 0), value, "up_to"
    if bound == "about":
        return None, None, value, "about"
    return exact(value)


def is_person(tree: Tree, token: int, language: Language) -> bool:
    """Whether a token is a word for people: by the lexicon, its ending, or as the people of a country."""
    word = tree.lowers[token]
    return word in language.people or language.is_person_noun(word) or word in language.demonyms
