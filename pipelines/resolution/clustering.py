"""Scored pairs → incidents: average-link clustering that cannot run away.

Here belongs the partition of mentions. Main mentions are clustered first; a background mention joins the incident that it
fits best, and never ties two together; background mentions that fit none are clustered among themselves. The partition
depends on the mentions and their scores alone, not on their order.

Clusters are merged best average first. As the average of a merged cluster to a third never exceeds the larger of its
parts' (average link is reducible), pairs of clusters that are each other's best may be merged all at once with the same
result, which takes about log n rounds over whole columns instead of one merge at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.resolution.components import connected_components
from pipelines.resolution.scoring import UNCOMPARED

# The average log-odds (times 100) from which two clusters are one incident.
THRESHOLD = 0
# A background mention that fits two incidents about as well is left on its own.
MARGIN = 60
# Degrees: named places further apart than this are not in one incident, whoever lies between them.
SPREAD = 0.6

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass
class _Clusters:
    """What holds of every cluster as a whole, by the number of its smallest node."""

    size: Ints
    lo: Floats
    hi: Floats
    country: Ints
    south: Floats
    north: Floats
    west: Floats
    east: Floats
    key: npt.NDArray[np.uint64]

    def compatible(self, a: Ints, b: Ints) -> npt.NDArray[np.bool_]:
        """Whether two clusters may be one: all their days have a day in common, one country, no far places.

        Intervals that meet pairwise have a day in common, so the cluster's own bounds say what all pairs would.
        """
        days = np.maximum(self.lo[a], self.lo[b]) <= np.minimum(self.hi[a], self.hi[b])
        country = (self.country[a] < 0) | (self.country[b] < 0) | (self.country[a] == self.country[b])
        height = np.fmax(self.north[a], self.north[b]) - np.fmin(self.south[a], self.south[b])
        breadth = np.fmax(self.east[a], self.east[b]) - np.fmin(self.west[a], self.west[b])
        near = ~(height > SPREAD) & ~(breadth > SPREAD)
        return np.asarray(days & country & near)

    def merge(self, into: Ints, other: Ints) -> None:
        self.size[into] += self.size[other]
        self.lo[into] = np.maximum(self.lo[into], self.lo[other])
        self.hi[into] = np.minimum(self.hi[into], self.hi[other])
        self.country[into] = np.maximum(self.country[into], self.country[other])
        self.south[into] = np.fmin(self.south[into], self.south[other])
        self.north[into] = np.fmax(self.north[into], self.north[other])
        self.west[into] = np.fmin(self.west[into], self.west[other])
        self.east[into] = np.fmax(self.east[into], self.east[other])
        self.key[into] = np.minimum(self.key[into], self.key[other])


def cluster(features: pl.DataFrame, scored: pl.DataFrame) -> pl.DataFrame:
    """Partition mentions into incidents.

    `features` has idx = 0 … n - 1 in the order of mention_id, `scored` the pairs (a, b, score, excluded). Returns, by idx:
    label (the smallest idx of the incident), component (the smallest idx of all that could touch it), method (alone,
    score or background) and score (0-1: how sure the link is; null for an incident's only mention).
    """
    nodes = features.sort("idx")
    main = nodes["role"].to_numpy() == "main"
    edges = scored.select(
        "a", "b", total=pl.col("score").cast(pl.Int64), count=pl.lit(1, pl.Int64), excluded="excluded"
    )
    a, b = edges["a"].to_numpy(), edges["b"].to_numpy()
    clusters = _clusters(nodes)
    labels = _average_link(clusters, edges.filter(main[a] & main[b]))
    joined, into = _background(nodes, labels, edges, main, clusters)
    labels[joined] = into
    loose = ~main
    loose[joined] = False
    among = _average_link(_clusters(nodes), edges.filter(loose[a] & loose[b]))
    labels = np.where(loose, among, labels)
    return _links(labels, joined, edges)


def _clusters(nodes: pl.DataFrame) -> _Clusters:
    fine = pl.col("town").is_not_null() & (pl.col("where_prec").fill_null(1) <= 3)
    columns = nodes.select(
        lo=pl.col("lo").cast(pl.Float64).fill_null(-np.inf),
        hi=pl.col("hi").cast(pl.Float64).fill_null(np.inf),
        country=pl.when(pl.col("firm_country").is_null())
        .then(-1)
        # Three letters as a number: the same for the same country whatever other countries there are.
        .otherwise(pl.col("firm_country").cast(pl.Binary).bin.encode("hex").str.to_integer(base=16, strict=False)),
        latitude=pl.when(fine).then("latitude").cast(pl.Float64).fill_null(np.nan),
        longitude=pl.when(fine).then("longitude").cast(pl.Float64).fill_null(np.nan),
        key=_keys(nodes),
    )
    latitude, longitude = columns["latitude"].to_numpy(), columns["longitude"].to_numpy()
    return _Clusters(
        size=np.ones(nodes.height, dtype=np.int64),
        lo=columns["lo"].to_numpy().copy(),
        hi=columns["hi"].to_numpy().copy(),
        country=columns["country"].cast(pl.Int64).to_numpy().copy(),
        south=latitude.copy(),
        north=latitude.copy(),
        west=longitude.copy(),
        east=longitude.copy(),
        key=columns["key"].to_numpy().copy(),
    )


def _keys(nodes: pl.DataFrame) -> pl.Series:
    """A number per mention from its content alone: what decides between equal scores."""
    digits = nodes["document_id"].str.slice(0, 15).str.to_integer(base=16, strict=False).fill_null(0)
    order = nodes["mention_id"].str.extract(r"#(\d+)$").cast(pl.UInt64, strict=False).fill_null(0)
    return (digits.cast(pl.UInt64) * 1009 + order).alias("key")


def _average_link(clusters: _Clusters, edges: pl.DataFrame) -> Ints:
    """The label of every node: the smallest idx of its cluster. `clusters` is used up."""
    size = len(clusters.size)
    labels = np.arange(size, dtype=np.int64)
    promising = edges.filter((pl.col("total") > THRESHOLD) & ~pl.col("excluded"))
    component = connected_components(size, promising["a"].to_numpy(), promising["b"].to_numpy())
    edges = edges.filter(component[edges["a"].to_numpy()] == component[edges["b"].to_numpy()])
    while edges.height:
        a, b = edges["a"].to_numpy(), edges["b"].to_numpy()
        pairs = clusters.size[a] * clusters.size[b]
        average = (edges["total"].to_numpy() + UNCOMPARED * (pairs - edges["count"].to_numpy())) / pairs
        allowed = (average > THRESHOLD) & ~edges["excluded"].to_numpy()
        a, b, average = a[allowed], b[allowed], average[allowed]
        compatible = clusters.compatible(a, b)
        left, right = _each_others_best(a[compatible], b[compatible], average[compatible], clusters.key)
        if not len(left):
            break
        clusters.merge(left, right)
        labels[right] = left
        labels = labels[labels]
        edges = _moved(edges, labels)
    return labels


def _moved(edges: pl.DataFrame, labels: Ints) -> pl.DataFrame:
    """The edges between the clusters as now labelled: sums over the pairs of their mentions."""
    a, b = labels[edges["a"].to_numpy()], labels[edges["b"].to_numpy()]
    size = len(labels)
    # Both ends in one number: grouping by one column is much faster than by two.
    ends = np.minimum(a, b) * size + np.maximum(a, b)
    grouped = (
        edges.select("total", "count", "excluded", ends=pl.Series(ends))
        .filter(a != b)
        .group_by("ends")
        .agg(pl.col("total", "count").sum(), pl.col("excluded").any())
    )
    return grouped.select("total", "count", "excluded", a=pl.col("ends") // size, b=pl.col("ends") % size)


def _each_others_best(a: Ints, b: Ints, average: Floats, key: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Pairs (smaller, larger) of clusters that are each other's best. Equal averages are told apart by a mix of both
    clusters' keys: in a group of equals about half are paired at once."""
    best = np.full(len(key), -np.inf)
    for end in (a, b):
        np.maximum.at(best, end, average)
    top = (average == best[a]) | (average == best[b])
    a, b, average = a[top], b[top], average[top]
    tie = _mix(np.minimum(key[a], key[b]), np.maximum(key[a], key[b]))
    first = np.full(len(key), np.iinfo(np.uint64).max, dtype=np.uint64)
    for end in (a, b):
        here = average == best[end]
        np.minimum.at(first, end[here], tie[here])
    chosen = (average == best[a]) & (average == best[b]) & (tie == first[a]) & (tie == first[b])
    return a[chosen], b[chosen]


def _mix(low: npt.NDArray[np.uint64], high: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    mixed = (low * np.uint64(0x9E3779B97F4A7C15)) ^ (high + np.uint64(0xBF58476D1CE4E5B9))
    mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(29)))


def _background(
    nodes: pl.DataFrame, labels: Ints, edges: pl.DataFrame, main: npt.NDArray[np.bool_], clusters: _Clusters
) -> tuple[Ints, Ints]:
    """The background mentions that join an incident of main ones, and which."""
    ends = ((edges["a"], edges["b"]), (edges["b"], edges["a"]))
    turned = pl.concat([edges.select("total", "excluded").with_columns(idx=idx, other=other) for idx, other in ends])
    idx, other = turned["idx"].to_numpy(), turned["other"].to_numpy()
    fits = (
        turned.with_columns(label=pl.Series(labels[other]))
        .filter(~main[idx] & main[other])
        .group_by("idx", "label")
        .agg(total=pl.col("total").mean(), excluded=pl.col("excluded").any())
        .filter((pl.col("total") > THRESHOLD) & ~pl.col("excluded"))
    )
    fits = fits.filter(clusters.compatible(fits["idx"].to_numpy(), fits["label"].to_numpy()))
    ranked = (
        fits.with_columns(
            document=nodes["document_id"].gather(fits["idx"]), key=pl.Series(clusters.key).gather(fits["label"])
        )
        .sort("idx", -pl.col("total"), "key")
        .with_columns(ahead=pl.col("total") - pl.col("total").shift(-1).over("idx"))
        .unique("idx", keep="first", maintain_order=True)
        .filter(pl.col("ahead").is_null() | (pl.col("ahead") >= MARGIN))
        # Two incidents that one article recalls are two: the better fit joins.
        .sort("document", "label", -pl.col("total"), "idx")
        .unique(["document", "label"], keep="first", maintain_order=True)
        .sort("idx")
    )
    return ranked["idx"].to_numpy(), ranked["label"].to_numpy()


def _links(labels: Ints, joined: Ints, edges: pl.DataFrame) -> pl.DataFrame:
    size = len(labels)
    a, b = edges["a"].to_numpy(), edges["b"].to_numpy()
    promising = (edges["total"].to_numpy() > THRESHOLD) & ~edges["excluded"].to_numpy()
    inside = edges.filter(labels[a] == labels[b])
    averages = (
        pl.concat([inside.select(idx="a", total="total"), inside.select(idx="b", total="total")])
        .group_by("idx")
        .agg(total=pl.col("total").sum(), count=pl.len().cast(pl.Int64))
    )
    background = np.zeros(size, dtype=np.bool_)
    background[joined] = True
    others = np.bincount(labels, minlength=size)[labels] - 1
    return (
        pl.DataFrame(
            {"idx": np.arange(size, dtype=np.int64), "label": labels, "others": others, "background": background}
        )
        .with_columns(component=pl.Series(connected_components(size, a[promising], b[promising])))
        .join(averages, on="idx", how="left")
        .with_columns(
            method=pl.when(pl.col("others") == 0)
            .then(pl.lit("alone"))
            .otherwise(pl.when("background").then(pl.lit("background")).otherwise(pl.lit("score"))),
            average=(pl.col("total").fill_null(0) + UNCOMPARED * (pl.col("others") - pl.col("count").fill_null(0)))
            / pl.col("others"),
        )
        .select(
            "idx",
            "label",
            "component",
            "method",
            score=pl.when(pl.col("others") > 0).then((1 / (1 + (-pl.col("average") / 100).exp())).round(4)),
        )
        .sort("idx")
    )
