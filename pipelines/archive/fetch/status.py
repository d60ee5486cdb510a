"""How the sources are doing, for people: when each was last read, what came, what is wrong, when it is tried next.

Here belong read-only views of the fetcher's state. What is done about it does not (`alerts` tells, people act).
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.archive.documents import Rejected
from pipelines.archive.fetch import ledger
from pipelines.archive.fetch.sources import Source
from pipelines.archive.fetch.state import State
from pipelines.archive.fetch.walks import LIVE


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source as it stands. `entries` and `documents` are of the last seven days; moments are UTC, null where never.

    `backfill` tells of one that was begun and is not finished.
    """

    source: str
    kind: str
    enabled: bool
    verified_on: dt.date | None
    last_try: dt.datetime | None
    last_success: dt.datetime | None
    entries: int
    documents: int
    pages_waiting: int
    failures: int
    error: str | None
    next_try: dt.datetime | None
    backfill: str | None = None


def status(home: Path, sources: Iterable[Source], *, now: dt.datetime) -> list[SourceStatus]:
    """One row for each source of the list, by name. Creates nothing: a home that was never used has empty rows."""
    week = (now - dt.timedelta(days=7)).date()
    days = ledger.source_days(home, months=2)
    totals: dict[str, list[int]] = {}
    for name, day, _, _, entries, documents in days.iter_rows():
        if day >= week:
            total = totals.setdefault(name, [0, 0])
            total[0] += entries
            total[1] += documents
    walks, waiting, backfills = _state(home)
    out = []
    for source in sorted(sources, key=lambda s: s.name):
        walk = walks.get(source.name, {})
        entries, documents = totals.get(source.name, [0, 0])
        out.append(
            SourceStatus(
                source.name, source.kind, source.readable, source.verified_on, _moment(walk.get("last_try")),
                _moment(walk.get("last_ok")), entries, documents, waiting.get(source.name, 0),
                int(walk.get("failures") or 0), str(walk["error"]) if walk.get("error") else None,
                _moment(walk.get("next_at")) if source.readable else None, backfills.get(source.name),
            )
        )  # fmt: skip
    return out


def rejected(home: Path) -> list[Rejected]:
    """Every listed page that was given up and never kept, by address: none of them vanishes with its run."""
    path = home / "state" / "fetch.sqlite"
    if not path.exists():
        return []
    state = State(path)
    try:
        rows = state.rows("select url, error from pages where state in ('failed', 'refused') order by url")
        return [Rejected(row["url"], row["error"] or "unknown") for row in rows]
    finally:
        state.close()


def waiting_since(home: Path) -> dt.datetime | None:
    """When the oldest document was obtained that is still on its way to the archive, as after a kill; None where none is."""
    path = home / "state" / "fetch.sqlite"
    if not path.exists():
        return None
    state = State(path)
    try:
        row = state.row("select min(fetched_at) as at from outbox")
        return _moment(row["at"]) if row else None
    finally:
        state.close()


def _state(home: Path) -> tuple[dict[str, dict[str, Any]], dict[str, int], dict[str, str]]:
    path = home / "state" / "fetch.sqlite"
    if not path.exists():
        return {}, {}, {}
    state = State(path)
    try:
        walks = {row["source"]: dict(row) for row in state.rows("select * from walks where walk = ?", (LIVE,))}
        rows = state.rows("select source, count(*) as n from pages where state = 'due' group by source")
        open_walks = state.rows(
            "select * from walks where walk <> ? and finished_at is null order by walk desc", (LIVE,)
        )
        backfills = {row["source"]: _progress(row) for row in open_walks}  # of several, the one from the earliest day
        return walks, {row["source"]: row["n"] for row in rows}, backfills
    finally:
        state.close()


def _progress(row: sqlite3.Row) -> str:
    left = len(json.loads(row["pending"])) if row["running"] else "all"
    return f"{row['walk'].replace(':', ' ')}: {row['done']} lists read, {left} left"


def _moment(value: object) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(value, dt.UTC) if isinstance(value, float) and value > 0 else None
