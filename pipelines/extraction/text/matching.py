"""Many fixed names found in a text at once: folding that keeps offsets, whole words, case rules, the longest name.

Here belongs the search itself; which names there are, and what they mean, belongs to `actors` and `places`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from pipelines.reference.folding import fold

__all__ = ["Hit", "NameMatcher", "fold", "longest"]

_ACRONYM = 5  # a name of up to so many letters, all of them capitals, is matched in capitals alone


@dataclass(slots=True, frozen=True)
class Hit:
    """A name as found: which one (its position in the list given), and where."""

    index: int
    start: int
    end: int


class NameMatcher:
    """Finds whole-word occurrences of names; where several overlap, the longest, then the leftmost, wins.

    A name with a capital letter is matched only where each of its capitalised words has a capital too (or the text
    is in capitals); a short name in capitals ("SAF", "3R") only in capitals.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self._shapes = [_Shape(name) for name in self.names]
        folded: dict[str, list[int]] = {}
        for index, name in enumerate(self.names):
            folded.setdefault(fold(name), []).append(index)
        self._patterns = list(folded)
        self._indexes = list(folded.values())
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns, store_patterns=False)

    def find(self, text: str, folded: str | None = None) -> list[Hit]:
        """Non-overlapping hits in the order of the text. `folded` is `fold(text)`, where the caller has it."""
        low = fold(text) if folded is None else folded
        hits = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            if not _whole(low, start, end):
                continue
            for index in self._indexes[pattern]:
                if self._shapes[index].fits(text[start:end]):
                    hits.append(Hit(index, start, end))
                    break
        return longest(hits)


class _Shape:
    """What the capitals of a name ask of the capitals of a text."""

    def __init__(self, name: str) -> None:
        self.acronym = name.isupper() and sum(c.isalpha() for c in name) <= _ACRONYM and " " not in name
        capitals = [i for i, c in enumerate(name) if c.isupper() and (i == 0 or not name[i - 1].isalpha())]
        # "katiba Macina", "groupe Wagner": the first word of a longer name is often written small.
        self.capitals = capitals[1:] if len(capitals) > 1 and capitals[0] == 0 else capitals

    def fits(self, found: str) -> bool:
        if self.acronym:
            return found.isupper()
        if not self.capitals:
            return True
        return all(not found[i : i + 1].islower() for i in self.capitals)


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping hits the longest, then the leftmost; in the order of the text."""
    kept: list[Hit] = []
    end = -1
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, h.index)):
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
            end = hit.end
    return kept
