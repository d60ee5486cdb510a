"""The ledger of releases: what was published, held back, rolled back and refused, and why. Appended to, never rewritten.

What belongs here: the events and what follows from them (which release is current, which is pinned). What does not:
moving files.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import polars as pl

from pipelines.archive.segments import Segments
from pipelines.warehouse.build import BuildResult
from pipelines.warehouse.inputs import ReleaseInfo, empty

Event = Literal["published", "held", "failed", "rolled_back", "unpinned"]
RELEASE_COLUMNS = empty("releases").columns
SCHEMA = pl.Schema(
    {"at": pl.Datetime("us", "UTC"), "event": pl.String(), "reason": pl.String(), **empty("releases").schema}
)


def segments(home: Path) -> Segments:
    return Segments(home / "ledger" / "releases", SCHEMA)


def events(home: Path) -> pl.DataFrame:
    """Every event in order: at, event, reason, and the columns of `releases`."""
    return _read(home, tuple(path.name for path in segments(home).files()))


@lru_cache(maxsize=4)
def _read(home: Path, _files: tuple[str, ...]) -> pl.DataFrame:
    """A segment never changes once it is written: as long as none is added or joined, what was read still holds."""
    return segments(home).read()


def earlier(home: Path) -> pl.DataFrame:
    """The releases that went out before: what `Inputs.releases` takes."""
    went_out = events(home).filter(pl.col("event") == "published")
    return went_out.select(RELEASE_COLUMNS).unique("release_id", keep="last", maintain_order=True)


def good(home: Path) -> pl.DataFrame:
    """The releases that passed their checks, published or held back by a rollback: what the history knows."""
    passed = events(home).filter(pl.col("event").is_in(["published", "held"]))
    return passed.select(RELEASE_COLUMNS).unique("release_id", keep="last", maintain_order=True)


def next_release_id(home: Path) -> str:
    """The id of the release that is built next: R and six digits, one more than any that the ledger knows."""
    numbers = events(home)["release_id"].str.strip_prefix("R").cast(pl.Int64, strict=False)
    return f"R{(numbers.drop_nulls().max() or 0) + 1:06d}"  # type: ignore[operator]


def append(home: Path, event: Event, at: datetime, result: BuildResult, *, reason: str = "") -> None:
    """Enter what became of a build."""
    info: ReleaseInfo = result.release
    append_row(home, event, at, info.frame(result.rows, result.digests).row(0, named=True), reason=reason)


def append_row(home: Path, event: Event, at: datetime, release: Mapping[str, Any], *, reason: str = "") -> None:
    row = {"at": at, "event": event, "reason": reason or None, **{c: release[c] for c in RELEASE_COLUMNS}}
    released = row["released_at"]
    if isinstance(released, datetime) and released.tzinfo is None:  # the warehouse holds UTC without saying so
        row["released_at"] = released.replace(tzinfo=at.tzinfo)
    segments(home).append(pl.DataFrame([row], schema=SCHEMA))


def append_event(home: Path, event: Event, at: datetime, release_id: str, *, reason: str = "") -> None:
    """Enter what was done with a release that the ledger knows."""
    known = events(home).filter(pl.col("release_id") == release_id)
    blank = dict.fromkeys(RELEASE_COLUMNS) | {"release_id": release_id}
    row = known.row(-1, named=True) if known.height else blank
    append_row(home, event, at, row, reason=reason)


def knows(home: Path, release_id: str) -> bool:
    went_out = events(home).filter(pl.col("event").is_in(["published", "held", "rolled_back"]))
    return release_id in went_out["release_id"].to_list()


def good_ids(home: Path) -> list[str]:
    """Ids of the releases that passed their checks, oldest first."""
    good = events(home).filter(pl.col("event").is_in(["published", "held"]))
    return good["release_id"].unique(maintain_order=True).to_list()


def last_good(home: Path) -> dict[str, Any] | None:
    """The newest release that passed its checks, published or held; None before the first."""
    good = events(home).filter(pl.col("event").is_in(["published", "held"]))
    return good.row(-1, named=True) if good.height else None


def pinned(home: Path) -> str | None:
    """The release that a rollback holds in place; None where nothing is pinned."""
    turns = events(home).filter(pl.col("event").is_in(["rolled_back", "unpinned"]))
    if not turns.height or turns["event"][-1] == "unpinned":
        return None
    return str(turns["release_id"][-1])


def current(home: Path) -> str | None:
    """The release that stands in the published file, as far as the ledger knows."""
    shown = events(home).filter(pl.col("event").is_in(["published", "rolled_back", "unpinned"]))
    return str(shown["release_id"][-1]) if shown.height else None


def overview(home: Path, kept: set[str]) -> pl.DataFrame:
    """One row a release, oldest first, with its status now."""
    all_events = events(home)
    built = all_events.filter(pl.col("event").is_in(["published", "held", "failed"])).unique(
        "release_id", keep="last", maintain_order=True
    )
    now_pinned, now_current = pinned(home) or "", current(home) or ""
    status = (
        pl.when(pl.col("release_id") == now_pinned)
        .then(pl.lit("pinned"))
        .when((pl.col("release_id") == now_current) & (pl.col("event") != "failed"))
        .then(pl.lit("current"))
        .otherwise(pl.col("event"))
    )
    count = pl.col("table_rows").str.json_path_match
    return built.select(
        "release_id",
        status.alias("status"),
        pl.col("at").alias("released_at"),
        count("$.fact_incidents").cast(pl.Int64).alias("incidents"),
        count("$.fact_claims").cast(pl.Int64).alias("claims"),
        "has_samples",
        pl.col("release_id").is_in(sorted(kept)).alias("kept"),
        "reason",
        "schema_version",
        "code_version",
        "run_id",
    )
