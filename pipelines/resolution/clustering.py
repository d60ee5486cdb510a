"""Scored pairs → incidents: average-link clustering that cannot run away.

Here belongs the partition of mentions, tier by tier: what says most is clustered first (`tiers_of`), and what says less
joins the incident that it fits best, or is clustered with its like. So a vague report that fits one incident alone joins
it, and no vague report or background mention ever ties two incidents together. The partition depends on the mentions and
their scores alone, not on their order.

Only what binds can tie clusters together: a pair with exact days for which something speaks, or one for which much speaks.
However many vague reports there are, the groups that binding pairs connect stay small, and a new article concerns its own
group alone (`refresh`).

Clusters are merged best average first. As the average of a merged cluster to a third never exceeds the larger of its
parts' (average link is reducible), pairs of clusters that are each other's best may be merged all at once with the same
result, which takes about log n rounds over whole columns instead of one merge at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.resolution.components import connected_components
from pipelines.resolution.scoring import UNCOMPARED

# The average log-odds (times 100) from which two clusters are one incident.
THRESHOLD = 0
# The log-odds (times 100) from which a pair binds although one of its dates is vague.
BINDING = 100
# What says most comes first: the day and a place; the day; neither; background. Of each tier, the log-odds (times 100)
# from which a mention joins an incident of the tiers before. A report of that day that names no place has less to speak for
# it than two whole ones have; but as it joins only what it alone fits, a little against it may be borne.
TIERS = (THRESHOLD, -60, THRESHOLD, THRESHOLD)
BACKGROUND = len(TIERS) - 1
# A mention that fits two incidents about as well is left on its own.
MARGIN = 60
# Degrees: named places further apart than this are not in one incident, whoever lies between them.
SPREAD = 0.6
# Days: what has no date at all is longer than anything.
LONG = 100_000

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Tiers = npt.NDArray[np.int8]


@dataclass
class Clusters:
    """What holds of every cluster as a whole, at the number of its smallest node; at first every node is a cluster."""

    size: Ints
    lo: Floats
    hi: Floats
    country: Ints
    south: Floats
    north: Floats
    west: Floats
    east: Floats
    key: npt.NDArray[np.uint64]

    @classmethod
    def none(cls) -> Clusters:
        ints, floats = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float64)
        return cls(ints, floats, floats, ints, floats, floats, floats, floats, np.zeros(0, dtype=np.uint64))

    def compatible(self, a: Ints, b: Ints, other: Clusters | None = None) -> Flags:
        """Whether clusters a may be one with b (of `other`): all their days have a day in common, one country, no far places.

        Intervals that meet pairwise have a day in common, so the cluster's own bounds say what all pairs would.
        """
        that = other or self
        days = np.maximum(self.lo[a], that.lo[b]) <= np.minimum(self.hi[a], that.hi[b])
        country = (self.country[a] < 0) | (that.country[b] < 0) | (self.country[a] == that.country[b])
        height = np.fmax(self.north[a], that.north[b]) - np.fmin(self.south[a], that.south[b])
        breadth = np.fmax(self.east[a], that.east[b]) - np.fmin(self.west[a], that.west[b])
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

    def take(self, at: Ints) -> Clusters:
        return Clusters(**{one.name: getattr(self, one.name)[at] for one in fields(self)})

    def put(self, at: Ints, other: Clusters) -> None:
        for one in fields(self):
            getattr(self, one.name)[at] = getattr(other, one.name)

    def with_more(self, other: Clusters) -> Clusters:
        columns = {
            one.name: np.concatenate([getattr(self, one.name), getattr(other, one.name)]) for one in fields(self)
        }
        return Clusters(**columns)


def cluster(features: pl.DataFrame, scored: pl.DataFrame) -> pl.DataFrame:
    """Partition mentions into incidents.

    `features` has idx = 0 … n - 1 in the order of mention_id, `scored` the pairs (a, b, score, excluded). Returns, by idx:
    label (the smallest idx of the incident), method (alone, score or background) and score (0-1: how sure the link is; null
    for an incident's only mention).
    """
    nodes = features.sort("idx")
    edges, tiers = edges_of(scored, exact_days(nodes)), tiers_of(nodes)
    a, b = edges["a"].to_numpy(), edges["b"].to_numpy()
    own, incidents = clusters_of(nodes), clusters_of(nodes)
    labels = np.arange(nodes.height, dtype=np.int64)
    joined = np.zeros(nodes.height, dtype=np.bool_)
    for tier in range(len(TIERS)):
        told = to_earlier(edges, tiers, tier)
        told = told.with_columns(label=pl.Series(labels[told["other"].to_numpy()]))
        joining, into = join(told, cannot_links(edges, tiers == tier), own, incidents, TIERS[tier])
        labels[joining], joined[joining] = into, True
        loose = (tiers == tier) & ~joined
        among = average_link(incidents, edges.filter(loose[a] & loose[b]))
        labels = np.where(loose, among, labels)
    return links(labels, joined & (tiers == BACKGROUND), edges)


def tiers_of(nodes: pl.DataFrame) -> Tiers:
    """How much a mention says of itself: the tier that it is clustered in, 0 the first."""
    main, placed = (nodes["role"] == "main").to_numpy(), nodes["town"].is_not_null().to_numpy()
    exact = exact_days(nodes)
    return np.where(~main, BACKGROUND, np.where(exact & placed, 0, np.where(exact, 1, 2))).astype(np.int8)


def exact_days(nodes: pl.DataFrame) -> Flags:
    """Whether a mention says the day, or the night between two."""
    return (nodes["width"].fill_null(LONG) <= 1).to_numpy()


def edges_of(scored: pl.DataFrame, exact: Flags) -> pl.DataFrame:
    """a, b, total, count, excluded, binding of scored pairs."""
    both = exact[scored["a"].to_numpy()] & exact[scored["b"].to_numpy()]
    return scored.select(
        "a",
        "b",
        "excluded",
        total=pl.col("score").cast(pl.Int64),
        count=pl.lit(1, pl.Int64),
        binding=pl.Series(binding(scored["score"].to_numpy(), scored["excluded"].to_numpy(), both)),
    )


def binding(score: npt.NDArray[np.int32], excluded: Flags, exact: Flags) -> Flags:
    """Whether pairs can tie clusters together; `exact`: both say the day."""
    return np.asarray(~excluded & (score > np.where(exact, THRESHOLD, BINDING)))


def clusters_of(nodes: pl.DataFrame) -> Clusters:
    """Every mention as a cluster of its own."""
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
    return Clusters(
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


def average_link(clusters: Clusters, edges: pl.DataFrame) -> Ints:
    """The label of every node: the smallest idx of its cluster. `clusters` then holds the merged ones, each at its label."""
    size = len(clusters.size)
    labels = np.arange(size, dtype=np.int64)
    component = components(size, edges)
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


def components(size: int, edges: pl.DataFrame) -> Ints:
    """The smallest node of all that binding edges connect with each node."""
    ties = edges.filter("binding")
    return connected_components(size, ties["a"].to_numpy(), ties["b"].to_numpy())


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


def to_earlier(pairs: pl.DataFrame, tiers: Tiers, tier: int) -> pl.DataFrame:
    """idx (a mention of `tier`), other (one of an earlier tier), total, excluded of the pairs of one of each."""
    ends = (("a", "b"), ("b", "a"))
    turned = pl.concat([pairs.select("total", "excluded", idx=idx, other=other) for idx, other in ends])
    idx, other = tiers[turned["idx"].to_numpy()], tiers[turned["other"].to_numpy()]
    return turned.filter((idx == tier) & (other < tier))


def cannot_links(pairs: pl.DataFrame, among: Flags) -> pl.DataFrame:
    """a, b of the pairs among flagged mentions that cannot be one incident."""
    excluded = pairs.filter("excluded")
    return excluded.filter(_both(excluded, among)).select("a", "b")


def _both(pairs: pl.DataFrame, flags: Flags) -> Flags:
    return np.asarray(flags[pairs["a"].to_numpy()] & flags[pairs["b"].to_numpy()])


def join(
    told: pl.DataFrame, cannot: pl.DataFrame, own: Clusters, incidents: Clusters, threshold: int
) -> tuple[Ints, Ints]:
    """The mentions that join an incident, and which (its label).

    `told`: idx, label, total, excluded: mentions of one tier, paired with each one of the tiers before that they were compared
    with; `cannot`: a, b: which of them cannot be one incident. `own` holds the mentions at idx, `incidents` the clusters at
    their labels. A mention fits an incident as well as the better half of its reports says: what one report leaves out or has
    wrong, another may say.
    """
    better = pl.col("total").top_k((pl.len() + 1) // 2)
    fits = (
        told.group_by("idx", "label")
        .agg(better.mean(), pl.col("excluded").any())
        .filter((pl.col("total") > threshold) & ~pl.col("excluded"))
    )
    fits = fits.filter(own.compatible(fits["idx"].to_numpy(), fits["label"].to_numpy(), incidents))
    best = (
        fits.with_columns(key=pl.Series(incidents.key[fits["label"].to_numpy()]))
        .sort("idx", -pl.col("total"), "key")
        .with_columns(ahead=pl.col("total") - pl.col("total").shift(-1).over("idx"))
        .unique("idx", keep="first", maintain_order=True)
        .filter(pl.col("ahead").is_null() | (pl.col("ahead") >= MARGIN))
        .select("idx", "label", "total", own=pl.lit(pl.Series(own.key)).gather(pl.col("idx")))
    )
    # Of two that cannot be one incident the better fit joins.
    rivals = cannot.join(best, left_on="a", right_on="idx").join(
        best, left_on=["b", "label"], right_on=["idx", "label"]
    )
    first = (pl.col("total") > pl.col("total_right")) | (
        (pl.col("total") == pl.col("total_right")) & (pl.col("own") < pl.col("own_right"))
    )
    worse = rivals.select(idx=pl.when(first).then("b").otherwise("a")).unique()
    best = best.join(worse, on="idx", how="anti").sort("idx")
    return best["idx"].to_numpy(), best["label"].to_numpy()


def links(labels: Ints, background: Flags, edges: pl.DataFrame) -> pl.DataFrame:
    """idx, label, method, score of every node, from whole incidents: labels, which nodes joined as background, the pairs among
    them."""
    size = len(labels)
    a, b = edges["a"].to_numpy(), edges["b"].to_numpy()
    inside = edges.filter(labels[a] == labels[b])
    averages = (
        pl.concat([inside.select(idx="a", total="total"), inside.select(idx="b", total="total")])
        .group_by("idx")
        .agg(total=pl.col("total").sum(), count=pl.len().cast(pl.Int64))
    )
    others = np.bincount(labels, minlength=size)[labels] - 1
    return (
        pl.DataFrame(
            {"idx": np.arange(size, dtype=np.int64), "label": labels, "others": others, "background": background}
        )
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
            "method",
            score=pl.when(pl.col("others") > 0).then((1 / (1 + (-pl.col("average") / 100).exp())).round(4)),
        )
        .sort("idx")
    )
