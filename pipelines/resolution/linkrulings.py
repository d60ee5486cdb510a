"""Rulings on links: merges and splits, applied after the machine's decisions.

Here belongs finding the mentions that a ruling was made on and moving them. The file of rulings is `rulings`.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import polars as pl

from pipelines.resolution.rulings import anchor_of, standing, unapplied
from pipelines.resolution.scoring import UNCOMPARED


def apply_to_links(
    linked: pl.DataFrame, scored: pl.DataFrame, claims: pl.DataFrame, articles: pl.DataFrame, people: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Apply `merge` and `split`. `linked`: idx, mention_id, document_id, label, method, score, one row a current mention;
    `scored`: the compared pairs. Returns `linked` with label, method and score as ruled, and the rulings that no longer apply
    (confirmations among them): ruling_id, verb, target, reason.

    A merge joins the incidents that hold most of the mentions it was made on. A split parts those mentions; what was linked
    to the incident later goes to the side that it fits better.
    """
    rulings = standing(people, "merge", "split", "confirm")
    if not rulings:
        return linked, unapplied([])
    state = _State(linked, scored, claims, articles, rulings)
    lost: list[tuple[dict[str, Any], str]] = []
    for ruling in rulings:
        reason = _VERBS[ruling["verb"]](state, anchor_of(ruling) or {})
        if reason:
            lost.append((ruling, reason))
    moved = pl.DataFrame(
        {"idx": list(state.moved), "ruled": [state.labels[idx] for idx in state.moved]},
        schema={"idx": pl.Int64, "ruled": pl.Int64},
    )
    labels = pl.DataFrame(
        {"idx": list(state.labels), "_label": list(state.labels.values())}, schema={"idx": pl.Int64, "_label": pl.Int64}
    )
    out = (
        linked.join(labels, on="idx", how="left")
        .join(moved, on="idx", how="left")
        .with_columns(
            label=pl.coalesce("_label", "label"),
            method=pl.when(pl.col("ruled").is_not_null()).then(pl.lit("ruling")).otherwise("method"),
            score=pl.when(pl.col("ruled").is_not_null()).then(1.0).otherwise("score"),
        )
    )
    return out.drop("_label", "ruled").sort("idx"), unapplied(lost)


def documents_of(ruling: dict[str, Any], articles: pl.DataFrame) -> list[str]:
    """The documents that a ruling was made on and their other versions, among `articles` (document_id, article_key)."""
    anchors = [a for side in (anchor_of(ruling) or {}).values() if isinstance(side, list) for a in side]
    keys = sorted({a["article_key"] for a in anchors if a.get("article_key")})
    documents = sorted({a["document_id"] for a in anchors})
    near = articles.filter(pl.col("document_id").is_in(documents) | pl.col("article_key").is_in(keys))
    return near["document_id"].sort().to_list()


class _State:
    """The labels while rulings are applied, one after the other."""

    def __init__(
        self,
        linked: pl.DataFrame,
        scored: pl.DataFrame,
        claims: pl.DataFrame,
        articles: pl.DataFrame,
        rulings: list[dict[str, Any]],
    ) -> None:
        self.labels: dict[int, int] = dict(linked.select("idx", "label").iter_rows())
        self.scored = scored
        self.moved: set[int] = set()
        documents = sorted({document for ruling in rulings for document in documents_of(ruling, articles)})
        near = articles.select("document_id", "article_key").filter(pl.col("document_id").is_in(documents))
        quotes = claims.select("mention_id", "quote").group_by("mention_id").agg(pl.col("quote").unique())
        rows = (
            linked.select("idx", "mention_id", "document_id")
            .join(near, on="document_id")
            .join(quotes, on="mention_id", how="left")
        )
        self.near: dict[str, list[dict[str, Any]]] = {}
        for row in rows.sort("idx").to_dicts():
            row["quotes"] = set(row.pop("quote") or ())
            row["ordinal"] = int(row["mention_id"].rpartition("#")[2])
            self.near.setdefault(row["document_id"], []).append(row)
            self.near.setdefault(row["article_key"], []).append(row)

    def find(self, anchors: Any) -> list[int]:
        """The current mentions that anchors mean: by their quotes in the same document or a newer version of the article; where
        the document stands unchanged and no quote is left, by position."""
        found = []
        for anchor in anchors if isinstance(anchors, list) else []:
            quotes = set(anchor.get("quotes") or ())
            here = self.near.get(anchor["document_id"]) or self.near.get(anchor.get("article_key") or "") or []
            ranked = sorted(
                here,
                key=lambda row: (-len(quotes & row["quotes"]), abs(row["ordinal"] - anchor["ordinal"]), row["idx"]),
            )
            same_document = bool(ranked) and ranked[0]["document_id"] == anchor["document_id"]
            if ranked and (
                quotes & ranked[0]["quotes"] or (same_document and ranked[0]["ordinal"] == anchor["ordinal"])
            ):
                found.append(ranked[0]["idx"])
        return sorted(set(found))

    def incident(self, mentions: list[int]) -> int | None:
        """The label that most of the mentions have."""
        counted = Counter(self.labels[idx] for idx in mentions)
        return min(counted, key=lambda label: (-counted[label], label), default=None)

    def members(self, label: int) -> list[int]:
        return sorted(idx for idx, other in self.labels.items() if other == label)

    def relabel(self, mentions: list[int]) -> None:
        for idx in mentions:
            self.labels[idx] = mentions[0]

    def average(self, idx: int, side: list[int]) -> float:
        """The average score of a mention to those of one side."""
        pairs = self.scored.filter(
            ((pl.col("a") == idx) & pl.col("b").is_in(side)) | ((pl.col("b") == idx) & pl.col("a").is_in(side))
        )
        return float((int(pairs["score"].sum()) + UNCOMPARED * (len(side) - pairs.height)) / len(side))


def _merge(state: _State, anchor: dict[str, Any]) -> str:
    left, right = state.incident(state.find(anchor.get("target"))), state.incident(state.find(anchor.get("value")))
    if left is None or right is None:
        return (
            "the mentions of one side are not found any more: look whether its articles were read again, or undo this."
        )
    if left != right:
        one, other = state.members(left), state.members(right)
        state.relabel(sorted(one + other))
        state.moved.update(one if len(one) < len(other) else other)
    return ""


def _split(state: _State, anchor: dict[str, Any]) -> str:
    out, rest = state.find(anchor.get("out")), state.find(anchor.get("rest"))
    rest = [idx for idx in rest if idx not in out]
    if not out or not rest:
        return (
            "the mentions of one side are not found any more: look whether its articles were read again, or undo this."
        )
    for label in sorted({state.labels[idx] for idx in out} & {state.labels[idx] for idx in rest}):
        members = state.members(label)
        apart = [idx for idx in members if idx in out]
        stays = [idx for idx in members if idx in rest]
        sides = (list(apart), list(stays))
        for idx in members:
            if idx not in out and idx not in rest:
                (apart if state.average(idx, sides[0]) > state.average(idx, sides[1]) else stays).append(idx)
        state.relabel(sorted(stays))
        state.relabel(sorted(apart))
        state.moved.update(idx for idx in apart if idx in out)
    return ""


def _confirm(state: _State, anchor: dict[str, Any]) -> str:
    return (
        ""
        if state.find(anchor.get("target"))
        else "none of the incident's mentions is found any more: confirm it again, or undo this."
    )


_VERBS = {"merge": _merge, "split": _split, "confirm": _confirm}
