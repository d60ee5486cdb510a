"""Patterns over words, found longest first: the one form in which every language writes its lexicons.

A pattern is words separated by spaces; `a|b` gives alternatives, a trailing `?` makes a word optional, `*` stands for any
one word and `**` for none to three. Matching is on folded tokens, so "’" is "'" and case does not matter. Here belongs no
word of any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")
_GAP = 3


@dataclass(slots=True, frozen=True)
class Match(Generic[Value]):
    """Tokens `start` to `end` (exclusive) read as `value`."""

    start: int
    end: int
    value: Value


@dataclass(slots=True)
class _Node(Generic[Value]):
    words: dict[str, _Node[Value]] = field(default_factory=dict)
    wild: _Node[Value] | None = None
    gap: _Node[Value] | None = None
    value: Value | None = None


class Phrases(Generic[Value]):
    """A set of patterns with a value each; where two match at one word, the longest wins, then the one given first."""

    def __init__(self, patterns: Iterable[tuple[str, Value]] = ()) -> None:
        self._root: _Node[Value] = _Node()
        for pattern, value in patterns:
            self.add(pattern, value)

    def add(self, pattern: str, value: Value) -> None:
        """Take in one pattern; an earlier value for the same words stays."""
        self._insert(self._root, pattern.split(), value)

    def _insert(self, node: _Node[Value], parts: Sequence[str], value: Value) -> None:
        if not parts:
            if node.value is None:
                node.value = value
            return
        part, rest = parts[0], parts[1:]
        if part.endswith("?") and part != "?":  # "word?", "*?"
            self._insert(node, rest, value)
            part = part[:-1]
        if part == "**":
            if node.gap is None:
                node.gap = _Node()
            self._insert(node.gap, rest, value)
        elif part == "*":
            if node.wild is None:
                node.wild = _Node()
            self._insert(node.wild, rest, value)
        else:
            for word in part.split("|"):
                self._insert(node.words.setdefault(word, _Node()), rest, value)

    def at(self, words: Sequence[str], start: int) -> Match[Value] | None:
        """The longest pattern that begins at `start`."""
        end, value = self._walk(self._root, words, start)
        return Match(start, end, value) if value is not None and end > start else None

    def _walk(self, node: _Node[Value], words: Sequence[str], at: int) -> tuple[int, Value | None]:
        best: tuple[int, Value | None] = (at, node.value) if node.value is not None else (-1, None)
        if at < len(words):
            after = node.words.get(words[at])
            if after is not None:
                best = max(best, self._walk(after, words, at + 1), key=_length)
            if node.wild is not None:
                best = max(best, self._walk(node.wild, words, at + 1), key=_length)
        if node.gap is not None:
            for skip in range(_GAP + 1):
                if at + skip <= len(words):
                    best = max(best, self._walk(node.gap, words, at + skip), key=_length)
        return best

    def find(self, words: Sequence[str]) -> list[Match[Value]]:
        """All matches from left to right that do not overlap."""
        out, at = [], 0
        first = self._root.words
        while at < len(words):
            match = self.at(words, at) if words[at] in first or self._root.wild else None
            if match is None:
                at += 1
            else:
                out.append(match)
                at = match.end
        return out

    def first_words(self) -> set[str]:
        """The words that a pattern can begin with."""
        return set(self._root.words)

    def __contains__(self, word: str) -> bool:
        node = self._root.words.get(word)
        return node is not None and node.value is not None


def _length(item: tuple[int, object]) -> int:
    return item[0]
