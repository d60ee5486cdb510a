"""Which id an incident has, for life.

Every mention gets a number when it is first seen, in order of fetching; an incident's id is the number of its founding
mention, the one of its mentions that was seen first. So an id says nothing that may be revised, and it stays with what that
mention tells of: a merge keeps the older id and the other leads to it, a split leaves the id with the founding mention's side
and gives the other side the number of its own first mention. As numbers depend on the order of fetching alone, a replay from an
empty ledger gives the same ids however the articles were batched.

Here belong numbers, ids and the ledger's rows. Files do not (`ledger`), nor which mentions belong together (`clustering`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.resolution.ledger import SCHEMA, empty


@dataclass(frozen=True)
class Identified:
    """`ids`: mention_id, incident_id of the current mentions. `redirects`: every id that was given once and is nobody's now,
    with the one that it leads to (`into`, null where it was withdrawn). `entries`: what to append to the ledger."""

    ids: pl.DataFrame
    redirects: pl.DataFrame
    entries: pl.DataFrame


def no_redirects() -> pl.DataFrame:
    """incident_id, into: none."""
    return pl.DataFrame(schema={"incident_id": pl.String, "into": pl.String})


def incident_id(number: int) -> str:
    return f"CL-{number:06d}"


def greatest(numbers: pl.Series) -> int:
    """The greatest number, 0 for none."""
    largest = numbers.max()
    return largest if isinstance(largest, int) else 0


def _as_id(column: str) -> pl.Expr:
    return pl.format("CL-{}", pl.col(column).cast(pl.String).str.zfill(6))


def seen_mentions(mentions: pl.DataFrame, claims: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """What the ledger knows a mention by: mention_id, document_id, ordinal, spans, sequence, sorted by (sequence, ordinal)."""
    spans = (
        claims.select("mention_id", "char_start", "char_end")
        .unique()
        .sort("mention_id", "char_start", "char_end")
        .group_by("mention_id", maintain_order=True)
        .agg(spans=pl.format("{}-{}", "char_start", "char_end").str.join(";"))
    )
    return (
        mentions.select("mention_id", "document_id")
        .with_columns(ordinal=pl.col("mention_id").str.extract(r"#(\d+)$").cast(pl.Int64))
        .join(spans, on="mention_id", how="left")
        .with_columns(pl.col("spans").fill_null(""))
        .join(articles.select("document_id", "sequence"), on="document_id", how="left")
        .sort("sequence", "document_id", "ordinal")
    )


def number_mentions(seen: pl.DataFrame, entries: pl.DataFrame, last: int | None = None) -> pl.DataFrame:
    """`seen` with number, and known (the ledger has it so), moved (the ledger has it with other spans or ordinal).

    A mention that the ledger has keeps its number: by ordinal and quotes, else (its article was extracted again) by the best
    overlap of quotes within the document, else by its ordinal. The others take the next numbers in order of fetching, after
    `last` (by default the last number of `entries`, which may be the part of the ledger that concerns these documents).
    """
    registered = (
        entries.filter(pl.col("kind") == "mention")
        .unique("number", keep="last", maintain_order=True)
        .select("document_id", "ordinal", "spans", "number")
    )
    # Where a mention took the place of one that is gone, both have stood there: the older number is the one that goes on.
    registered = registered.sort("number").unique(
        ["document_id", "ordinal", "spans"], keep="first", maintain_order=True
    )
    same = seen.join(registered, on=["document_id", "ordinal", "spans"], how="left", maintain_order="left")
    open_documents = same.filter(pl.col("number").is_null())["document_id"].unique()
    left = registered.join(same.drop_nulls("number").select("number"), on="number", how="anti").filter(
        pl.col("document_id").is_in(open_documents.implode())
    )
    matched = _match_again(same.filter(pl.col("number").is_null()), left)
    rows = same.with_columns(known=pl.col("number").is_not_null()).join(matched, on="mention_id", how="left")
    rows = rows.with_columns(number=pl.coalesce("number", "again"), moved=pl.col("again").is_not_null())
    last = greatest(entries["number"]) if last is None else last
    fresh = pl.col("number").is_null()
    return rows.with_columns(
        number=pl.when(fresh).then(last + fresh.cum_sum()).otherwise("number").cast(pl.Int64)
    ).drop("again")


def _match_again(open_rows: pl.DataFrame, left: pl.DataFrame) -> pl.DataFrame:
    """mention_id, again: numbers of mentions whose article was extracted again, best overlap first."""
    pairs: list[tuple[int, int, int, str]] = []
    used: set[int] = set()
    candidates: dict[str, list[dict[str, Any]]] = {}
    for row in left.sort("number").to_dicts():
        candidates.setdefault(row["document_id"], []).append(row)
    for row in open_rows.filter(pl.col("document_id").is_in(left["document_id"].implode())).to_dicts():
        for old in candidates.get(row["document_id"], []):
            overlap = _overlap(row["spans"], old["spans"])
            if overlap or row["ordinal"] == old["ordinal"]:
                pairs.append((-overlap, abs(row["ordinal"] - old["ordinal"]), old["number"], row["mention_id"]))
    taken: dict[str, int] = {}
    for _, _, number, mention in sorted(pairs):
        if mention not in taken and number not in used:
            taken[mention] = number
            used.add(number)
    return pl.DataFrame(
        {"mention_id": list(taken), "again": list(taken.values())}, schema={"mention_id": pl.String, "again": pl.Int64}
    )


def _overlap(one: str, other: str) -> int:
    """How many characters the quotes of two mentions share."""
    return len(_characters(one) & _characters(other))


def _characters(spans: str) -> set[int]:
    out: set[int] = set()
    for span in filter(None, spans.split(";")):
        start, end = span.split("-")
        out.update(range(int(start), int(end)))
    return out


def identify(
    numbered: pl.DataFrame,
    labels: pl.DataFrame,
    heirs: pl.DataFrame,
    entries: pl.DataFrame,
    *,
    last: int | None = None,
    elsewhere: pl.Series | None = None,
) -> Identified:
    """Give every incident its id.

    `numbered`: what `number_mentions` returns, for all versions of all articles. `labels`: mention_id, label of the current
    mentions. `heirs`: mention_id, number: numbers that a current mention inherits from earlier versions of its article.
    `entries`: the ledger so far, or the part of it that concerns these mentions; new entries are counted after `last` (by
    default its last one). `elsewhere`: the ids of incidents that other mentions than these are linked to.
    """
    before = _last_links(entries)
    own = labels.join(numbered.select("mention_id", "number"), on="mention_id")
    stands_for = pl.concat(
        [own.select("mention_id", "number"), heirs.filter(pl.col("mention_id").is_in(own["mention_id"].implode()))]
    ).unique()
    stands_for = pl.concat([stands_for, _orphaned(own, stands_for, before)])
    founders = (
        stands_for.join(own.select("mention_id", "label"), on="mention_id")
        .group_by("label")
        .agg(pl.col("number").min())
    )
    ids = own.select("mention_id", "label").join(founders, on="label").with_columns(incident_id=_as_id("number"))
    now = ids.select("mention_id", "incident_id").sort("mention_id")
    where = stands_for.join(now, on="mention_id").select("number", "incident_id").unique("number", keep="first")
    linked = own.select("mention_id", "number").join(now, on="mention_id").join(before, on="number", how="left")
    redirects = _redirects(where, now, before, entries, set() if elsewhere is None else set(elsewhere))
    last = greatest(entries["entry"]) if last is None else last
    new = _entries(numbered, linked, redirects, now, entries, last)
    return Identified(now, redirects, new)


def _last_links(entries: pl.DataFrame) -> pl.DataFrame:
    """number, before: the incident that each numbered mention was last linked to (null: never)."""
    return (
        entries.filter(pl.col("kind").is_in(["mention", "linked"]) & pl.col("incident_id").is_not_null())
        .unique("number", keep="last", maintain_order=True)
        .select("number", before="incident_id")
    )


def _orphaned(own: pl.DataFrame, stands_for: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Ids whose founding mention is gone (its article no longer tells it): they go to the earliest mention that was linked to
    them and still is there."""
    there = before.join(own.select("mention_id", "number"), on="number")
    return (
        there.with_columns(founder=pl.col("before").str.slice(3).cast(pl.Int64))
        .join(stands_for.select(founder="number"), on="founder", how="anti")
        .sort("number")
        .unique("founder", keep="first", maintain_order=True)
        .select("mention_id", number="founder")
    )


def _redirects(
    where: pl.DataFrame, now: pl.DataFrame, before: pl.DataFrame, entries: pl.DataFrame, elsewhere: set[str]
) -> pl.DataFrame:
    given = (
        pl.concat([entries.select("incident_id"), before.select(incident_id="before")])
        .drop_nulls()
        .unique()
        .sort("incident_id")
    )
    live = set(now["incident_id"]) | elsewhere
    gone = given.filter(~pl.col("incident_id").is_in(sorted(live))).with_columns(
        number=pl.col("incident_id").str.slice(3).cast(pl.Int64)
    )
    into = gone.join(where.rename({"incident_id": "into"}), on="number", how="left")
    # Where the founding mention is gone too, the id leads where it led last.
    last = {
        row[0]: row[1]
        for row in entries.filter(pl.col("kind") == "merged").select("incident_id", "other_id").iter_rows()
    }
    found = {row["incident_id"]: row["into"] for row in into.to_dicts()}

    def follow(incident: str) -> str | None:
        passed: set[str] = set()
        here: str | None = incident
        while here is not None and here not in live:
            if here in passed:
                return None
            passed.add(here)
            here = found.get(here) or last.get(here)
        return here

    names = into["incident_id"].to_list()
    return pl.DataFrame(
        {"incident_id": names, "into": [follow(name) for name in names]},
        schema={"incident_id": pl.String, "into": pl.String},
    )


def _entries(  # noqa: PLR0917 # all of what was found out
    numbered: pl.DataFrame,
    linked: pl.DataFrame,
    redirects: pl.DataFrame,
    now: pl.DataFrame,
    entries: pl.DataFrame,
    last: int,
) -> pl.DataFrame:
    """The rows that the ledger does not have yet: new mentions, changed links, merges, splits, withdrawals."""
    links = numbered.join(linked.select("mention_id", "incident_id", "before"), on="mention_id", how="left")
    registered = (
        links.filter(~pl.col("known"))
        .sort("number")
        .select(
            kind=pl.lit("mention"),
            number="number",
            document_id="document_id",
            ordinal="ordinal",
            spans="spans",
            incident_id="incident_id",
        )
    )
    moved = (
        links.filter(
            pl.col("known") & pl.col("incident_id").is_not_null() & pl.col("incident_id").ne_missing(pl.col("before"))
        )
        .sort("number")
        .select(
            kind=pl.lit("linked"),
            number="number",
            document_id="document_id",
            incident_id="incident_id",
            other_id="before",
        )
    )
    was_live = _live(entries)
    is_live = now.select("incident_id").unique()
    ended = redirects.join(was_live, on="incident_id").sort("incident_id")
    merged = ended.filter(pl.col("into").is_not_null()).select(
        kind=pl.lit("merged"), incident_id="incident_id", other_id="into"
    )
    withdrawn = ended.filter(pl.col("into").is_null()).select(kind=pl.lit("withdrawn"), incident_id="incident_id")
    split = (
        linked.filter(pl.col("before").is_not_null() & (pl.col("before") != pl.col("incident_id")))
        .join(is_live.join(was_live, on="incident_id", how="anti"), on="incident_id")
        .group_by("incident_id", "before")
        .len()
        .sort("incident_id", -pl.col("len").cast(pl.Int64), "before")
        .unique("incident_id", keep="first", maintain_order=True)
        .select(kind=pl.lit("split"), incident_id="incident_id", other_id="before")
    )
    new = pl.concat([empty(), registered, moved, split, merged, withdrawn], how="diagonal")
    return new.with_columns(entry=pl.int_range(last + 1, last + 1 + pl.len(), dtype=pl.Int64)).select(SCHEMA.keys())


def _live(entries: pl.DataFrame) -> pl.DataFrame:
    """The ids that were somebody's when the ledger was last written."""
    linked = _last_links(entries).select(incident_id="before").unique()
    ended = (
        entries.filter(pl.col("kind").is_in(["merged", "withdrawn", "split", "mention", "linked"]))
        .drop_nulls("incident_id")
        .unique("incident_id", keep="last", maintain_order=True)
        .filter(pl.col("kind").is_in(["merged", "withdrawn"]))
        .select("incident_id")
    )
    return linked.join(ended, on="incident_id", how="anti")
