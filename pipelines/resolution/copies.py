"""Groups of near-duplicate texts that grow as articles come.

Here belongs keeping the groups; what a copy is, and the groups of all articles at once, are in `wires`.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.resolution import wires
from pipelines.resolution.index import SortedIndex, Table, distinct, packed, unpacked


class Copies:
    """Groups of near-duplicate texts, as `wires.wire_groups` makes them."""

    def __init__(self) -> None:
        self.bands = SortedIndex()
        self.group: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}

    def add(self, articles: Table, first: int) -> set[str]:
        """Enter the articles from row `first`; returns the documents whose group has another name now."""
        new = np.arange(first, articles.height, dtype=np.int64)
        signatures = wires.read_signatures(articles.take(new))
        keys = wires.band_keys(signatures)
        rows = np.repeat(new, keys.shape[1]) if len(keys) else new
        position, old = self.bands.find(keys.ravel())
        self.bands.add(keys.ravel(), rows)
        pairs = unpacked(distinct(packed(old, rows[position])))
        left, right = wires.copies(signatures)
        pairs = np.concatenate([pairs, np.stack([left, right], axis=1) + first])
        both = distinct(pairs.ravel())
        compared = articles.take(both)
        ends = np.searchsorted(both, pairs)
        alike = wires.are_copies(wires.read_signatures(compared), ends[:, 0], ends[:, 1])
        return self._join(compared["document_id"], ends[alike].tolist())

    def _join(self, documents: pl.Series, edges: list[list[int]]) -> set[str]:
        renamed: set[str] = set()
        for one, other in edges:
            a, b = documents[one], documents[other]
            groups = sorted({self.group.get(a, a), self.group.get(b, b)})
            if len(groups) == 1:
                continue
            kept, merged = groups
            members = self.members.pop(merged, [merged])
            self.members[kept] = [*self.members.get(kept, [kept]), *members]
            for member in self.members[kept]:
                self.group[member] = kept
            renamed.update(members)
        return renamed

    def restore(self, groups: pl.DataFrame) -> None:
        """Go on from the groups (document, group) that were kept; `bands` are restored by whoever kept them."""
        self.group = dict(groups.iter_rows())
        self.members = {}
        for document, group in self.group.items():
            self.members.setdefault(group, []).append(document)

    def groups(self, documents: list[str]) -> pl.DataFrame:
        """document_id, near_duplicate_group."""
        return pl.DataFrame(
            {"document_id": documents, "near_duplicate_group": [self.group.get(d, d) for d in documents]},
            schema={"document_id": pl.String, "near_duplicate_group": pl.String},
        )
