"""What was known when: every release's changes to incidents, appended to a ledger and never rewritten.

Bitemporal: `valid_from` is when published evidence supported a version, `recorded_from` the release that said so. A row is
stored with where it starts alone; where it ends follows from the next one (`closed`). Here: which incidents changed since
the last release, what changed, and why. What does not belong here: making incidents, and the views over the history (sql/).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.archive.segments import Segments
from pipelines.estimation.rules import DEFAULT_RULE
from pipelines.warehouse.inputs import STATE, empty

TIME = pl.Datetime("us", "UTC")
SCHEMA = pl.Schema(
    {
        "incident_id": pl.String(),
        "version": pl.Int64(),
        "valid_from": TIME,
        "recorded_from": TIME,
        "release_id": pl.String(),
        "change": pl.String(),
        "changed": pl.String(),
        "why": pl.String(),
        "state": pl.String(),
        # What the version rested on, to tell why the next one differs.
        "evidence": pl.String(),
        "rulings": pl.String(),
        "code_version": pl.String(),
    }
)
GONE = ("merged", "withdrawn")
_TYPES: dict[str, Any] = {
    "VARCHAR": pl.String,
    "DATE": pl.Date,
    "INTEGER": pl.Int64,
    "BOOLEAN": pl.Boolean,
    "VARCHAR[]": pl.List(pl.String),
}
_STATE = {name: _TYPES[kind] for name, kind in STATE.items()}
_LIST = pl.List(pl.String)
_HEX = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True)
class Now:
    """What a release is about to say, and of what: the frames of the stages.

    `entries` is the ledger of incident ids (kind, incident_id, other_id); `rulings` are the rulings that stand, as rows with
    ruling_id, why and anchor.
    """

    incidents: pl.DataFrame
    estimates: pl.DataFrame
    measures: pl.DataFrame
    links: pl.DataFrame
    mentions: pl.DataFrame
    articles: pl.DataFrame
    entries: pl.DataFrame
    rulings: list[dict[str, Any]] = field(default_factory=list)


def table(ledger: Path) -> Segments:
    """The history under LOSSES_HOME/ledger."""
    return Segments(ledger / "history", SCHEMA)


def read(ledger: Path, releases: pl.DataFrame) -> pl.DataFrame:
    """The history that releases told: rows of `releases` (release_id, released_at) that went out or were held.

    A build that failed, or was cut off before it went out, may have left rows: they are passed over.
    """
    told = releases.select("release_id", recorded_from=pl.col("released_at").cast(TIME)).unique()
    rows = table(ledger).read().join(told, on=["release_id", "recorded_from"], how="semi")
    return rows.unique(["incident_id", "version"], keep="last", maintain_order=True)


def incident_versions(
    history: pl.DataFrame, now: Now, *, release_id: str, recorded_at: dt.datetime, code_version: str
) -> pl.DataFrame:
    """The rows that a release adds to `history`, sorted by incident_id; none where no incident changed.

    Both have the columns of SCHEMA. Append them before the release goes out; `read` passes over those of releases that
    never did.
    """
    both = _told(now).join(last_versions(history), on="incident_id", how="full", coalesce=True, suffix="_before")
    gone = list(_gone(both, now.entries, recorded_at))
    new = list(_new(both, now.entries, _before(history), code_version))
    updated = _updated(both, now, _Moves.of(gone, new), code_version)
    given = {"recorded_from": recorded_at, "release_id": release_id, "code_version": code_version}
    rows = sorted([*gone, *new, *updated], key=lambda row: str(row["incident_id"]))
    return pl.DataFrame([{**row, **given} for row in rows], schema=SCHEMA)


def last_versions(history: pl.DataFrame) -> pl.DataFrame:
    """Each incident's last version, withdrawn and merged ones too."""
    return history.sort("version").unique("incident_id", keep="last", maintain_order=True).sort("incident_id")


def closed(history: pl.DataFrame) -> pl.DataFrame:
    """`inputs.History`: every version with where it ends, both in what the world knew and in what releases said."""
    order = history.sort("incident_id", "version")
    following = pl.col("valid_from", "recorded_from").shift(-1).over("incident_id")
    ended = order.with_columns(following.name.map(lambda name: name.replace("_from", "_to")))
    # Evidence that is found late may be older than what it corrects: the corrected version then held for no time.
    valid_to = pl.when(pl.col("valid_to").is_not_null()).then(pl.max_horizontal("valid_to", "valid_from"))
    return ended.with_columns(valid_to=valid_to).select(empty("history").columns)


def states(incidents: pl.DataFrame, estimates: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """incident_id and the columns of `inputs.STATE`, as `fact_incidents` has them, under the default rule."""
    state = incidents
    for part in (
        _figures(estimates),
        measures,
        _employers(incidents, estimates),
        _actor_ids(incidents, "perpetrators").rename({"ids": "perpetrator_ids"}),
    ):
        state = state.join(part, on="incident_id", how="left")
    return (
        state.with_columns(
            pl.col("high_is_open", "figures_contested").fill_null(value=False),
            pl.col("employer_ids", "perpetrator_ids").fill_null(pl.lit([], dtype=_LIST)),
        )
        .select("incident_id", *[pl.col(name).cast(kind) for name, kind in _STATE.items()])
        .sort("incident_id")
    )


def _figures(estimates: pl.DataFrame) -> pl.DataFrame:
    """The default rule's figures over all employers, a column each."""
    rows = estimates.filter((pl.col("scope") == "incident") & (pl.col("rule_id") == DEFAULT_RULE))
    ours, killed = pl.col("victim_group") == "contractor", pl.col("effect") == "killed"
    figures = ("low", "best", "high")
    return rows.group_by("incident_id").agg(
        *[pl.col(name).filter((pl.col("victim_group") == "total") & killed).first() for name in figures],
        *[pl.col(name).filter(ours & killed).first().alias(f"deaths_contractors_{name}") for name in figures],
        *[
            pl.col("best").filter(ours & (pl.col("effect") == effect)).first().alias(f"{effect}_contractors_best")
            for effect in ("wounded", "captured", "missing")
        ],
        pl.col("high_is_open").filter(ours & killed).first(),
    )


def _actor_ids(incidents: pl.DataFrame, column: str) -> pl.DataFrame:
    actor = pl.List(pl.Struct({"actor_id": pl.String}))
    listed = incidents.select("incident_id", ids=pl.col(column).str.json_decode(actor)).explode("ids")
    return (
        listed.with_columns(ids=pl.col("ids").struct.field("actor_id"))
        .drop_nulls()
        .group_by("incident_id", maintain_order=True)
        .agg(pl.col("ids").unique(maintain_order=True))
    )


def _employers(incidents: pl.DataFrame, estimates: pl.DataFrame) -> pl.DataFrame:
    """As int_incident_employer: employers after folding; where no figure names one, those that articles name."""
    folded = (
        estimates.filter((pl.col("scope") == "employer") & (pl.col("victim_group") == "contractor"))
        .group_by("incident_id")
        .agg(folded=pl.col("employer_id").drop_nulls().unique().sort())
    )
    unknown = pl.element().str.starts_with("unknown_")
    named = pl.col("ids").list.filter(~unknown)
    return (
        _actor_ids(incidents, "employers")
        .join(folded, on="incident_id", how="full", coalesce=True)
        .select(
            "incident_id",
            employer_ids=pl.coalesce("folded", pl.when(named.list.len() > 0).then(named).otherwise("ids").list.sort()),
        )
    )


def _told(now: Now) -> pl.DataFrame:
    """incident_id, state (JSON), evidence and rulings (JSON lists), valid_from, first_reported_at."""
    state = states(now.incidents, now.estimates, now.measures)
    documents = now.mentions.select("mention_id", "document_id", "role").join(
        now.links.select("mention_id", "incident_id"), on="mention_id"
    )
    published = pl.coalesce(pl.col("published_on").cast(TIME), pl.col("fetched_at").cast(TIME))
    dated = documents.join(
        now.articles.select("document_id", published=published, fetched_at=pl.col("fetched_at").cast(TIME)),
        on="document_id",
        how="left",
    )
    main = pl.col("role") == "main"
    rests = dated.group_by("incident_id").agg(
        evidence=pl.col("document_id").unique().sort(),
        # What recalls an incident later does not make it known later.
        valid_from=pl.coalesce(pl.col("published").filter(main).max(), pl.col("published").max()),
        fetched_at=pl.col("fetched_at").max(),
    )
    ruled = _ruled(rests, now.rulings)
    return (
        state.select("incident_id", state=pl.struct(list(STATE)).struct.json_encode())
        .join(rests, on="incident_id", how="left")
        .join(ruled, on="incident_id", how="left")
        .with_columns(
            evidence=_json(pl.col("evidence")),
            rulings=_json(pl.col("rulings")),
        )
    )


def _json(ids: pl.Expr) -> pl.Expr:
    return pl.when(ids.list.len() > 0).then('["' + ids.list.join('", "') + '"]').otherwise(pl.lit("[]"))


def _ruled(rests: pl.DataFrame, rulings: list[dict[str, Any]]) -> pl.DataFrame:
    """incident_id and the rulings that were made on its documents."""
    made = [
        (ruling["ruling_id"], document) for ruling in rulings for document in set(_HEX.findall(ruling["anchor"] or ""))
    ]
    frame = pl.DataFrame(made, schema={"ruling_id": pl.String, "evidence": pl.String}, orient="row")
    if frame.is_empty():
        return pl.DataFrame(schema={"incident_id": pl.String, "rulings": _LIST})
    bearing = rests.select("incident_id", "evidence").explode("evidence").join(frame, on="evidence")
    return bearing.group_by("incident_id").agg(rulings=pl.col("ruling_id").unique().sort())


@dataclass(frozen=True)
class _Moves:
    """Incidents that this release merges into others or splits from them: the other → them."""

    merged: dict[str, list[str]]
    parted: dict[str, list[str]]

    @classmethod
    def of(cls, gone: list[dict[str, Any]], new: list[dict[str, Any]]) -> _Moves:
        merged: dict[str, list[str]] = {}
        parted: dict[str, list[str]] = {}
        for rows, change, into in ((gone, "merged", merged), (new, "split", parted)):
            for row in rows:
                if row["change"] == change and row["other"]:
                    into.setdefault(row["other"], []).append(row["incident_id"])
        return cls(merged, parted)


def _row(row: dict[str, Any], change: str, changed: list[str], why: str, other: str | None = None) -> dict[str, Any]:
    return {
        "incident_id": row["incident_id"],
        "version": (row["version"] or 0) + 1,
        "valid_from": row["valid_from"],
        "change": change,
        "changed": json.dumps(changed),
        "why": why,
        "state": row["state"],
        "evidence": row["evidence"],
        "rulings": row["rulings"],
        "other": other,
    }


def _before(history: pl.DataFrame) -> tuple[dt.datetime, str] | None:
    """When the last release that changed anything went out, and its code version."""
    if history.is_empty():
        return None
    last = history.sort("recorded_from").row(-1, named=True)
    return last["recorded_from"], last["code_version"]


def _new(
    both: pl.DataFrame, entries: pl.DataFrame, before: tuple[dt.datetime, str] | None, code_version: str
) -> Iterable[dict[str, Any]]:
    """Incidents that no release knew, or that one had taken out."""
    split = dict(entries.filter(pl.col("kind") == "split").select("incident_id", "other_id").iter_rows())
    told = pl.col("state").is_not_null()
    for row in both.filter(told & (pl.col("version").is_null() | pl.col("change").is_in(GONE))).iter_rows(named=True):
        changed = [name for name, value in json.loads(row["state"]).items() if value not in (None, [])]
        whole = split.get(row["incident_id"])
        if row["change"] == "merged":
            yield _row(row, "split", changed, f"apart again; it had been {row['why']}", _named(row["why"]))
        elif row["change"] == "withdrawn":
            yield _row(row, "new", changed, "told again")
        elif whole is not None:
            yield _row(row, "split", changed, f"split from {whole}", whole)
        else:
            # Its articles were there when the last release went out: what reads them has changed.
            read_anew = before is not None and row["fetched_at"] < before[0] and before[1] != code_version
            why = f"code version {before[1]} → {code_version}" if before and read_anew else "new article"
            yield _row(row, "new", changed, why)


def _named(why: str) -> str | None:
    found = re.search(r"CL-[0-9]{6,}", why)
    return found.group() if found else None


def _gone(both: pl.DataFrame, entries: pl.DataFrame, at: dt.datetime) -> Iterable[dict[str, Any]]:
    """Incidents that the last release knew and this one does not."""
    into = dict(entries.filter(pl.col("kind") == "merged").select("incident_id", "other_id").iter_rows())
    present = set(both.filter(pl.col("state").is_not_null())["incident_id"])
    for row in both.filter(pl.col("state").is_null() & ~pl.col("change").is_in(GONE)).iter_rows(named=True):
        goes_on, seen = into.get(row["incident_id"]), {row["incident_id"]}
        while goes_on in into and goes_on not in present and goes_on not in seen:
            seen.add(goes_on)
            goes_on = into[goes_on]
        ended = {**row, "valid_from": at, "evidence": "[]", "rulings": "[]"}
        if goes_on in present:
            yield _row(ended, "merged", [], f"merged into {goes_on}", goes_on)
        else:
            yield _row(ended, "withdrawn", [], "no article tells it any more")


def _updated(both: pl.DataFrame, now: Now, moves: _Moves, code_version: str) -> Iterable[dict[str, Any]]:
    # The same words need no second look: most incidents are as they were.
    kept = both.filter((pl.col("state") != pl.col("state_before")) & ~pl.col("change").is_in(GONE))
    keys = dict(now.articles.select("document_id", "article_key").iter_rows()) if kept.height else {}
    reasons = {ruling["ruling_id"]: ruling["why"] for ruling in now.rulings}
    for row in kept.iter_rows(named=True):
        changed = _differing(row["state_before"], row["state"])
        if not changed:
            continue
        why = [
            *(f"merged with {other}" for other in moves.merged.get(row["incident_id"], [])),
            *(f"{other} was split off" for other in moves.parted.get(row["incident_id"], [])),
            *_other_rulings(row, reasons),
            *_other_evidence(row, keys),
        ]
        if not why:
            same = row["code_version"] == code_version
            why = [
                "articles that tell of other incidents"
                if same
                else f"code version {row['code_version']} → {code_version}"
            ]
        yield _row(row, "updated", changed, "; ".join(why))


def _differing(before: str, after: str) -> list[str]:
    was, known = json.loads(before), json.loads(after)
    return [name for name in STATE if was.get(name) != known.get(name)]


def _other_rulings(row: dict[str, Any], reasons: dict[str, str]) -> list[str]:
    before, after = (set(json.loads(row[name])) for name in ("rulings_before", "rulings"))
    made = [f"ruling {name}: {reasons[name]}" for name in sorted(after - before)]
    return made + [f"ruling {name} no longer stands" for name in sorted(before - after)]


def _other_evidence(row: dict[str, Any], keys: dict[str, str]) -> list[str]:
    before, after = (set(json.loads(row[name])) for name in ("evidence_before", "evidence"))
    known = {keys.get(document) for document in before}
    said = []
    if any(keys.get(document) not in known for document in after - before):
        said.append("new article")
    if any(keys.get(document) in known for document in after - before):
        said.append("revised article")
    still = {keys.get(document) for document in after}
    if any(keys.get(document) not in still for document in before - after):
        said.append("an article no longer tells it")
    return said
