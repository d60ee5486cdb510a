"""A growing index from 64-bit keys to row numbers, for looking up a few keys among many.

Here belong the index and columns that grow with it; what keys mean is decided by who makes them. It is a list of sorted runs,
each about twice as long as the next: adding n entries to N costs about n log N over time, a look-up of n keys n log N.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]


class SortedIndex:
    """Entries (key, row); several rows may have one key."""

    def __init__(self) -> None:
        self._runs: list[tuple[Keys, Rows]] = []

    def add(self, keys: Keys, rows: Rows) -> None:
        """Add entries. Both arrays have one entry each."""
        order = np.argsort(keys, kind="stable")
        self._runs.append((keys[order], rows[order]))
        while len(self._runs) > 1 and len(self._runs[-2][0]) < 2 * len(self._runs[-1][0]):
            later, earlier = self._runs.pop(), self._runs.pop()
            merged = np.concatenate([earlier[0], later[0]])
            order = np.argsort(merged, kind="stable")
            self._runs.append((merged[order], np.concatenate([earlier[1], later[1]])[order]))

    def find(self, keys: Keys) -> tuple[Rows, Rows]:
        """Positions in `keys`, and the rows that have that key."""
        positions, rows = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        # Sorted, the look-ups walk through a run instead of jumping about in it.
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        for run, values in self._runs:
            starts = np.searchsorted(run, keys, side="left")
            counts = np.searchsorted(run, keys, side="right") - starts
            within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            positions.append(np.repeat(order, counts))
            rows.append(values[np.repeat(starts, counts) + within])
        return np.concatenate(positions), np.concatenate(rows)


class GrowingPairs:
    """Scored pairs (a, b, score, excluded) that are only added, found by either end being among given rows."""

    def __init__(self) -> None:
        self._size = 0
        self._columns: list[npt.NDArray[Any]] = [
            np.zeros(1, dtype=kind) for kind in (np.int64, np.int64, np.int32, np.bool_)
        ]
        self._by_end = SortedIndex()

    def add(self, a: Rows, b: Rows, score: npt.NDArray[np.int32], excluded: npt.NDArray[np.bool_]) -> None:
        """Add pairs; the columns are copied to twice their size when they are full."""
        end = self._size + len(a)
        given: list[npt.NDArray[Any]] = [a, b, score, excluded]
        for number, values in enumerate(given):
            column = self._columns[number]
            if end > len(column):
                column = np.concatenate([column[: self._size], np.zeros(end * 2 - self._size, dtype=column.dtype)])
                self._columns[number] = column
            column[self._size : end] = values
        self._by_end.add(np.asarray(a, dtype=np.uint64), np.arange(self._size, end, dtype=np.int64))
        self._size = end

    def among(self, rows: Rows) -> tuple[Rows, Rows, npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
        """The pairs with both ends among `rows` (sorted)."""
        _, found = self._by_end.find(np.asarray(rows, dtype=np.uint64))
        a, b, score, excluded = (column[found] for column in self._columns)
        at = np.minimum(np.searchsorted(rows, b), max(len(rows) - 1, 0))
        both = rows[at] == b if len(rows) else np.zeros(len(b), dtype=np.bool_)
        return a[both], b[both], score[both], excluded[both]
