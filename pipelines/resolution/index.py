"""Tables and indexes that only grow, for fetching a few rows among many.

Here belong rows, where they lie and how they are found; what they mean is decided by who makes them. Everything lies in
pieces that never change again, each at least twice as long as the next: adding n rows to N costs about n log N over time,
fetching n of them n log N, and what was written to disk once need not be written again (`kept`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def packed(one: Rows, other: Rows) -> Rows:
    """Pairs of row numbers as one number each, the smaller row first: sorted much faster than two columns."""
    return np.minimum(one, other) << 32 | np.maximum(one, other)


def unpacked(pairs: Rows) -> Rows:
    """Packed pairs as a matrix of two columns."""
    return np.stack([pairs >> 32, pairs & 0xFFFFFFFF], axis=1)


def distinct(*rows: Rows) -> Rows:
    """The different numbers in all of `rows`, sorted."""
    values = np.sort(np.concatenate(rows))
    return values[np.concatenate([[True], values[1:] != values[:-1]])] if len(values) else values


def marked(size: int, rows: Rows) -> Flags:
    """A flag for each of `size` rows: whether it is among `rows`."""
    flags = np.zeros(size, dtype=np.bool_)
    flags[rows] = True
    return flags


@dataclass(slots=True, eq=False)
class Piece:
    """Rows that never change again, and the name of the file that they are kept in (null: in none yet)."""

    rows: pl.DataFrame
    file: str | None = None


class SortedIndex:
    """Entries (key, row), in sorted runs; several rows may have one key."""

    def __init__(self, runs: list[Piece] | None = None) -> None:
        self.runs = runs or []

    def add(self, keys: Keys, rows: Rows) -> None:
        """Add entries. Both arrays have one entry each."""
        order = np.argsort(keys, kind="stable")
        self.runs.append(Piece(pl.DataFrame({"key": keys[order], "row": rows[order]})))
        while len(self.runs) > 1 and self.runs[-2].rows.height < 2 * self.runs[-1].rows.height:
            later, earlier = self.runs.pop(), self.runs.pop()
            merged = pl.concat([earlier.rows, later.rows])
            self.runs.append(Piece(merged[np.argsort(merged["key"].to_numpy(), kind="stable")]))

    def find(self, keys: Keys) -> tuple[Rows, Rows]:
        """Positions in `keys`, and the rows that have that key."""
        positions, rows = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        # Sorted, the look-ups walk through a run instead of jumping about in it.
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        for run in self.runs:
            known, values = run.rows["key"].to_numpy(), run.rows["row"].to_numpy()
            starts = np.searchsorted(known, keys, side="left")
            counts = np.searchsorted(known, keys, side="right") - starts
            within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            positions.append(np.repeat(order, counts))
            rows.append(values[np.repeat(starts, counts) + within])
        return np.concatenate(positions), np.concatenate(rows)


class Table:
    """Rows that are only added, found by their number or by the values of some columns: document ids or whole numbers."""

    def __init__(self, empty: pl.DataFrame, *columns: str) -> None:
        self.pieces = [Piece(empty)]
        self.indexes = {column: SortedIndex() for column in columns}

    @property
    def height(self) -> int:
        return sum(piece.rows.height for piece in self.pieces)

    def add(self, rows: pl.DataFrame) -> None:
        numbers = np.arange(self.height, self.height + rows.height, dtype=np.int64)
        for column, index in self.indexes.items():
            index.add(_keys(rows[column]), numbers)
        self.pieces.append(Piece(rows))
        while len(self.pieces) > 1 and self.pieces[-2].rows.height < 2 * self.pieces[-1].rows.height:
            later, earlier = self.pieces.pop(), self.pieces.pop()
            self.pieces.append(Piece(pl.concat([earlier.rows, later.rows], rechunk=True)))

    def rows(self, column: str, values: pl.Series) -> Rows:
        """The numbers, ascending, of the rows with one of the values in a column."""
        _, found = self.indexes[column].find(_keys(values.unique()))
        return np.sort(found)

    def take(self, rows: Rows, *columns: str) -> pl.DataFrame:
        """The rows with these numbers, which ascend; all columns of them, or some."""
        start, parts = 0, []
        for piece in self.pieces:
            low, high = np.searchsorted(rows, [start, start + piece.rows.height])
            wanted = piece.rows.select(columns) if columns else piece.rows
            parts.append(wanted[rows[low:high] - start])
            start += piece.rows.height
        return pl.concat(parts)

    def of(self, column: str, values: list[str]) -> pl.DataFrame:
        return self.take(self.rows(column, pl.Series(values, dtype=pl.String)))

    def columns(self, *names: str) -> pl.DataFrame:
        """All rows of some columns."""
        return pl.concat([piece.rows.select(names) for piece in self.pieces], rechunk=False)


def _keys(values: pl.Series) -> Keys:
    """Document ids are digests: their first 16 digits are as good as any hash of them."""
    if values.dtype == pl.String:
        values = values.str.slice(0, 16).str.to_integer(base=16, dtype=pl.UInt64)
    return values.cast(pl.UInt64).to_numpy()
