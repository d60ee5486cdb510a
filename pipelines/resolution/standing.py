"""How every mention that was ever compared stands: in which cluster, connected with which others.

Here belong the columns, by slot (the row of a mention's features), and looking at a few of them; `refresh` decides what
changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.resolution import clustering
from pipelines.resolution.clustering import Clusters, Tiers
from pipelines.resolution.index import Flags, Rows, marked


@dataclass
class Standing:
    """`alive`: of a current version; `tier`: `clustering.tiers_of`; `exact`: says the day. `label`: the slot that its incident
    is named after (-1: none yet); `component`: the slot that all of its tier that it is connected with are named after;
    `joined`: it joined an incident of an earlier tier. `own`: the mention as a cluster; `merged`: at its label, the cluster of
    what was clustered, without what joined."""

    alive: Flags
    tier: Tiers
    exact: Flags
    joined: Flags
    label: Rows
    component: Rows
    own: Clusters
    merged: Clusters

    @classmethod
    def empty(cls) -> Standing:
        def flags() -> Flags:
            return np.zeros(0, dtype=np.bool_)

        def slots() -> Rows:
            return np.zeros(0, dtype=np.int64)

        none = Clusters.none()
        return cls(flags(), np.zeros(0, dtype=np.int8), flags(), flags(), slots(), slots(), none, none)

    def add(self, told: pl.DataFrame) -> None:
        """Append mentions (features), each connected with nothing."""
        more = told.height
        first = len(self.alive)
        self.alive = np.concatenate([self.alive, np.ones(more, dtype=np.bool_)])
        self.tier = np.concatenate([self.tier, clustering.tiers_of(told)])
        self.exact = np.concatenate([self.exact, clustering.exact_days(told)])
        self.joined = np.concatenate([self.joined, np.zeros(more, dtype=np.bool_)])
        self.label = np.concatenate([self.label, np.full(more, -1, dtype=np.int64)])
        self.component = np.concatenate([self.component, np.arange(first, first + more, dtype=np.int64)])
        own = clustering.clusters_of(told)
        self.own, self.merged = self.own.with_more(own), self.merged.with_more(own)

    def possible(self, one: Rows, other: Rows) -> Flags:
        """As `blocking.keep_possible`, before the features of both sides are fetched."""
        lo, hi, country = self.own.lo, self.own.hi, self.own.country
        days = np.maximum(lo[one], lo[other]) <= np.minimum(hi[one], hi[other])
        return np.asarray(days & ((country[one] < 0) | (country[other] < 0) | (country[one] == country[other])))

    def among(self, values: Rows, wanted: Rows) -> Flags:
        """Whether each of `values`, slots or -1, is among the wanted ones."""
        return np.asarray(marked(len(self.alive) + 1, wanted)[values])

    def positions(self, slots: Rows, values: Rows) -> Rows:
        """The position in `slots` of each of `values`, -1 where it is not there."""
        at = np.full(len(self.alive), -1, dtype=np.int64)
        at[slots] = np.arange(len(slots), dtype=np.int64)
        return np.asarray(at[values])
