"""A growing index from 64-bit keys to row numbers, for looking up a few keys among many.

Here belongs the index; what keys mean is decided by who makes them. It is a list of sorted runs, each about twice as long as the
next: adding n entries to N costs about n log N over time, a look-up of n keys n log N.
"""

from __future__ import annotations

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
        for run, values in self._runs:
            starts = np.searchsorted(run, keys, side="left")
            counts = np.searchsorted(run, keys, side="right") - starts
            within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            positions.append(np.repeat(np.arange(len(keys)), counts))
            rows.append(values[np.repeat(starts, counts) + within])
        return np.concatenate(positions), np.concatenate(rows)
