"""Is everything well? What an operator checks first, with what to do where it is not."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import filelock

from pipelines.settings import Settings

_LEAST_FREE = 2_000_000_000
_QUIET_DAYS = 7


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is well, in words that say what to do where it is not."""

    well: bool
    words: str


def findings(settings: Settings, *, now: dt.datetime) -> Iterator[Finding]:
    """Everything, in the order of the way of the data. Changes nothing."""
    yield from _folder(settings)
    yield _lock(settings)
    yield from _data(settings, now)
    yield from _dagster()


def _folder(settings: Settings) -> Iterator[Finding]:
    if not settings.home.exists():
        yield Finding(True, f"{settings.home} does not exist yet: `losses run` makes it")
        return
    free = shutil.disk_usage(settings.home).free
    words = f"{free / 1e9:,.1f} GB free where {settings.home} lies"
    yield Finding(
        free > _LEAST_FREE, words if free > _LEAST_FREE else f"{words}: make room, a release needs its size three times"
    )


def _lock(settings: Settings) -> Finding:
    from pipelines.warehouse.publish import LOCK

    lock = filelock.FileLock(settings.home / LOCK)
    if not settings.home.exists():
        return Finding(True, "nobody builds the warehouse")
    try:
        with lock.acquire(blocking=False):
            return Finding(True, "nobody builds the warehouse")
    except filelock.Timeout:
        holder = settings.home / f"{LOCK}.holder"
        who = holder.read_text(encoding="utf-8") if holder.exists() else "a run"
        return Finding(True, f"{who} builds the warehouse now")


def _data(settings: Settings, now: dt.datetime) -> Iterator[Finding]:
    from pipelines.archive.store import Archive
    from pipelines.resolution import ledger as incident_ids
    from pipelines.warehouse import ledger

    archive = Archive(settings.archive)
    days = archive.days()
    yield Finding(
        True, f"{archive.count():,} documents in the archive" + (f", the newest of {days[-1]}" if days else "")
    )
    if days and (now.date() - dt.date.fromisoformat(days[-1])).days > _QUIET_DAYS:
        yield Finding(False, f"nothing was fetched since {days[-1]}: is the schedule live_sources running?")
    try:
        yield Finding(
            True, f"the ledger of incident ids is whole: {incident_ids.read(settings.ledger).height:,} entries"
        )
    except incident_ids.LedgerError as error:
        yield Finding(False, str(error))
    last = ledger.events(settings.home)
    if last.is_empty():
        yield Finding(True, "nothing is published yet: `losses run` does it")
        return
    event = last.row(-1, named=True)
    words = f"last release {event['release_id']}: {event['event']}, {event['at']:%Y-%m-%d %H:%M} UTC"
    yield Finding(
        event["event"] != "failed", words if event["event"] != "failed" else f"{words}, because {event['reason']}"
    )
    if not settings.warehouse.exists():
        yield Finding(False, f"{settings.warehouse} is missing: `losses rollback {event['release_id']}` brings it back")
    pinned = ledger.pinned(settings.home)
    if pinned:
        yield Finding(
            False, f"release {pinned} is pinned by a rollback: `losses releases unpin` lets the newest go out"
        )


def _dagster() -> Iterator[Finding]:
    import dagster as dg

    from pipelines.defs.instance import instance

    opened = instance()
    beats = opened.get_daemon_statuses()
    alive = [name for name, status in beats.items() if status.healthy]
    yield Finding(
        bool(alive),
        "the Dagster daemon runs"
        if alive
        else "the Dagster daemon does not run: `make ui`, or the service unit, starts it",
    )
    failed = opened.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.FAILURE]), limit=1)
    last = opened.get_runs(limit=1)
    if last and failed and last[0].run_id == failed[0].run_id:
        yield Finding(False, f"the last run {last[0].run_id[:8]} failed: open it in the Dagster UI")
    elif last:
        yield Finding(True, f"the last run {last[0].run_id[:8]}: {last[0].status.value.lower()}")
