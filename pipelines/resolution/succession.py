"""What one version of an article passes on to the next: an incident that both tell keeps its number.

Here belongs matching the mentions of two versions; which version is current is decided in `versions`.
"""

from __future__ import annotations

from typing import Any

import polars as pl


def heirs(told: pl.DataFrame, versions: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """mention_id, number: the numbers of earlier versions' mentions that a current mention goes on from.

    `told`: features of all versions' mentions; `versions`: `current_versions`; `numbered`: mention_id, number. A mention
    follows one of the version before that may be the same incident: dates that meet, no other country, and the same place, the
    same day or the same position; each follows one at most, the most alike first.
    """
    many = versions.filter(pl.len().over("article_key") > 1).select(
        "document_id", "article_key", "version", "is_current"
    )
    rows = told.join(many, on="document_id").join(numbered.select("mention_id", "number"), on="mention_id")
    chains: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for row in rows.sort("article_key", "version", "number").to_dicts():
        chains.setdefault(row["article_key"], {}).setdefault(row["version"], []).append(row)
    current = set(many.filter("is_current")["document_id"])
    out: list[tuple[str, int]] = []
    for by_version in chains.values():
        inherited: dict[str, set[int]] = {}
        before: list[dict[str, Any]] = []
        for version in sorted(by_version):
            here = by_version[version]
            numbers: dict[str, set[int]] = {}
            for new, old in _follow(here, before):
                numbers[new["mention_id"]] = inherited.get(old["mention_id"], set()) | {old["number"]}
            inherited, before = numbers, here
        out += [
            (row["mention_id"], number)
            for row in before
            if row["document_id"] in current
            for number in sorted(inherited.get(row["mention_id"], ()))
        ]
    return pl.DataFrame(out, schema={"mention_id": pl.String, "number": pl.Int64}, orient="row")


def _follow(here: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    ranked = []
    for new in here:
        for old in before:
            likeness = _likeness(new, old)
            if likeness is not None:
                ranked.append((-likeness, new["number"], old["number"], new, old))
    ranked.sort(key=lambda pair: pair[:3])
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for *_, new, old in ranked:
        if not any(new is n or old is o for n, o in pairs):
            pairs.append((new, old))
    return pairs


def _likeness(new: dict[str, Any], old: dict[str, Any]) -> int | None:
    """How alike two versions' mentions are, from their keys; null where they cannot be one incident, or nothing ties them."""
    if None not in (new["lo"], new["hi"], old["lo"], old["hi"]) and max(new["lo"], old["lo"]) > min(
        new["hi"], old["hi"]
    ):
        return None
    if new["country"] and old["country"] and new["country"] != old["country"]:
        return None
    place = bool(new["town"]) and new["town"] == old["town"]
    day = new["first"] is not None and new["first"] == old["first"] and new["last"] == old["last"]
    position = new["mention_id"].rpartition("#")[2] == old["mention_id"].rpartition("#")[2]
    likeness = 4 * place + 3 * day + 2 * (new["role"] == old["role"]) + position
    return likeness if place or day or position else None
