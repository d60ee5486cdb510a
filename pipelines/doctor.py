"""Is everything well? What an operator checks first, with what to do where it is not.

Here belong looking and saying; nothing is changed or mended. Each check is a small function: a test makes it fail.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import filelock

from pipelines.settings import Settings

if TYPE_CHECKING:
    import dagster as dg

_LEAST_FREE = 2_000_000_000
_QUIET_DAYS = 7
_LONG_BUILD = dt.timedelta(hours=6)  # dagster.yaml ends a run after it
_SILENT = dt.timedelta(hours=3)  # an hourly schedule has missed two
_FAILURES = 3
_UNSENT = dt.timedelta(hours=1)  # the sensor sends again every ten minutes


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is well, in words that say what to do where it is not."""

    well: bool
    words: str


Check = Callable[[Settings, dt.datetime], Iterator[Finding]]


def findings(settings: Settings, *, now: dt.datetime) -> Iterator[Finding]:
    """Everything, in the order of the way of the data. Changes nothing."""
    yield from folder(settings)
    if settings.home.exists():
        for check in (lock, archive, ledgers, sources, alerts, release):
            try:
                yield from check(settings, now)
            except Exception as error:  # noqa: BLE001 - a doctor that falls over helps nobody
                yield Finding(False, f"{check.__name__} could not be looked at: {type(error).__name__}: {error}")
    yield from dagster(settings, now)


def folder(settings: Settings) -> Iterator[Finding]:
    """There is room, and it can be written to."""
    if not settings.home.exists():
        yield Finding(True, f"{settings.home} does not exist yet: `losses run` makes it")
        return
    free = shutil.disk_usage(settings.home).free
    words = f"{free / 1e9:,.1f} GB free where {settings.home} lies"
    roomy = free > _LEAST_FREE
    yield Finding(roomy, words if roomy else f"{words}: make room, a release needs its size three times")
    if not os.access(settings.home, os.W_OK):
        yield Finding(False, f"{settings.home} cannot be written to: give it to the user that runs `losses`")


def lock(settings: Settings, now: dt.datetime) -> Iterator[Finding]:
    """Who builds the warehouse, and for how long already."""
    from pipelines.warehouse.publish import LOCK

    holder = settings.home / f"{LOCK}.holder"
    try:
        with filelock.FileLock(settings.home / LOCK).acquire(blocking=False):
            yield Finding(True, "nobody builds the warehouse")
    except filelock.Timeout:
        if not holder.exists():
            yield Finding(True, "a run builds the warehouse now")
            return
        since = dt.datetime.fromtimestamp(holder.stat().st_mtime, dt.UTC)
        words = f"{holder.read_text(encoding='utf-8')} builds the warehouse since {since:%Y-%m-%d %H:%M} UTC"
        long = now - since > _LONG_BUILD
        yield Finding(not long, f"{words}: look in the UI whether it hangs, and terminate it there" if long else words)


def archive(settings: Settings, now: dt.datetime) -> Iterator[Finding]:
    """Documents: how many, how new, and all of them read."""
    from pipelines.archive.store import Archive
    from pipelines.defs.state import first_unread

    kept = Archive(settings.archive)
    days = kept.days()
    newest = f", the newest of {days[-1]}" if days else ""
    quiet = days and (now.date() - dt.date.fromisoformat(days[-1])).days > _QUIET_DAYS
    words = f"{kept.count():,} documents in the archive{newest}"
    yield Finding(not quiet, f"{words}: nothing came since; start the schedule live_sources" if quiet else words)
    unread = first_unread(settings)
    if unread and unread < (now - dt.timedelta(days=1)).date().isoformat():
        yield Finding(False, f"documents of {unread} are not read by this version of the code: start `losses run`")


def ledgers(settings: Settings, now: dt.datetime) -> Iterator[Finding]:
    """Each ledger can be read: they are what nothing else is made from."""
    from pipelines.archive.fetch import source_days
    from pipelines.defs import accounts
    from pipelines.resolution import ledger as incident_ids
    from pipelines.resolution import rulings
    from pipelines.warehouse import history, ledger

    readers: dict[str, Callable[[], int]] = {
        "incident ids": lambda: incident_ids.read(settings.ledger).height,
        "history": lambda: history.read(settings.ledger, ledger.good(settings.home)).height,
        "releases": lambda: ledger.events(settings.home).height,
        "runs": lambda: accounts.etl_runs(settings.ledger).read().height,
        "rejects": lambda: accounts.rejects(settings.ledger).read().height,
        "source days": lambda: source_days(settings.home).height,
        "rulings": lambda: rulings.read(settings.rulings).height,
    }
    counts = []
    for name, read in readers.items():
        try:
            counts.append(f"{read():,} {name}")
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the file, it is told
            yield Finding(False, f"the ledger of {name} cannot be read: {error}: restore it from a backup")
    yield Finding(True, f"ledgers: {', '.join(counts)}")


def sources(settings: Settings, now: dt.datetime) -> Iterator[Finding]:
    """The list can be read, somebody is named to the sites, and each source that is on comes in."""
    from pipelines.archive import fetch as live

    try:
        listed = live.listed(settings.sources)
    except live.SourcesError as error:
        yield Finding(False, f"the list of sources cannot be used: {error}")
        return
    on = [source for source in listed if source.readable]
    if any(source.url for source in on) and settings.contact is None:
        yield Finding(False, "LOSSES_CONTACT is not set: no source is asked over the network without it")
    states = [state for state in live.status(settings.home, listed, now=now) if state.enabled]
    for state in states:
        if state.failures >= _FAILURES:
            last = f"{state.last_success:%Y-%m-%d}" if state.last_success else "never"
            yield Finding(
                False,
                f"source {state.source} failed {state.failures} times in a row, last read {last}: {state.error}; mend its "
                f"address in {settings.sources}, or set enabled = false",
            )
    for alert in live.silent_sources(settings.home, [source.name for source in on], now=now):
        yield Finding(False, alert.message)
    yield Finding(True, f"{len(on)} of {len(listed)} sources are on")
    tries = [state.last_try for state in states if state.last_try]
    late = [state for state in states if state.next_try is not None and now - state.next_try > _SILENT]
    if late or (states and not tries):
        since = f"since {max(tries):%Y-%m-%d %H:%M} UTC" if tries else "yet"
        yield Finding(
            False, f"no source was tried {since}: start the schedule live_sources in the UI, or `losses fetch` by cron"
        )


def alerts(settings: Settings, now: dt.datetime) -> Iterator[Finding]:
    """They can be written, and the webhook takes them."""
    from pipelines.archive import fetch as live

    file = settings.alerts
    target = next(path for path in (file, *file.absolute().parents) if path.exists())  # what is missing is made
    if not os.access(target, os.W_OK) or target.is_dir() == (target == file):
        yield Finding(False, f"alerts cannot be written to {settings.alerts}: set LOSSES_ALERT_FILE to where they can")
    waiting = [alert for alert in live.unsent(settings.home) if now - alert.at > _UNSENT]
    if settings.alert_webhook and waiting:
        yield Finding(
            False,
            f"{len(waiting)} alerts were not taken by the webhook, the oldest of {waiting[0].at:%Y-%m-%d %H:%M} UTC: try "
            f"LOSSES_ALERT_WEBHOOK by hand; meanwhile they stand in {settings.alerts}",
        )


def release(settings: Settings, now: dt.datetime) -> Iterator[Finding]:
    """The last build went out, its file is there and opens, and no rollback holds newer ones back."""
    from pipelines.warehouse import ledger
    from pipelines.warehouse.query import open_read_only

    last = ledger.events(settings.home)
    if last.is_empty():
        yield Finding(True, "nothing is published yet: `losses run` does it")
        return
    event = last.row(-1, named=True)
    words = f"last release {event['release_id']}: {event['event']}, {event['at']:%Y-%m-%d %H:%M} UTC"
    good = event["event"] != "failed"
    yield Finding(good, words if good else f"{words}, because {event['reason']}")
    back = f"`losses releases` lists those that `losses rollback R… --why …` brings back, for {settings.warehouse}"
    if not settings.warehouse.exists():
        yield Finding(False, f"the published file is missing: {back}")
    else:
        try:
            open_read_only(settings.home).close()
        except Exception as error:  # noqa: BLE001 - a damaged file fails in many ways
            yield Finding(False, f"the published file does not open ({str(error)[:200]}): {back}")
    pinned = ledger.pinned(settings.home)
    if pinned:
        yield Finding(
            False, f"release {pinned} is pinned by a rollback: `losses releases unpin` lets the newest go out"
        )


def dagster(settings: Settings, now: dt.datetime) -> Iterator[Finding]:
    """The daemon lives, what it should do by itself does not fail, and no run is stuck."""
    from pipelines.defs.instance import instance

    opened = instance()
    try:
        yield _daemon(opened)
        yield from _ticks(opened)
        yield from _runs(opened, settings, now)
    finally:
        opened.dispose()


def _daemon(opened: dg.DagsterInstance) -> Finding:
    beats = opened.get_daemon_statuses()
    if not any(status.healthy for status in beats.values()):
        return Finding(
            False, "the Dagster daemon does not run: start the service unit (`losses ui --unit`), or `make ui`"
        )
    ill = sorted(name.lower() for name, status in beats.items() if status.required and not status.healthy)
    return Finding(not ill, f"of the Dagster daemon, {', '.join(ill)} is ill: restart it" if ill else "the daemon runs")


def _ticks(opened: dg.DagsterInstance) -> Iterator[Finding]:
    """The schedule and the sensors: on or off, and whether their last look failed."""
    from dagster._core.scheduler.instigation import InstigatorStatus, TickStatus

    running = set()
    for state in opened.all_instigator_state():
        if state.status is InstigatorStatus.STOPPED:
            continue
        running.add(state.name)
        ticks = opened.get_ticks(state.instigator_origin_id, state.selector_id, limit=1)
        if ticks and ticks[0].status is TickStatus.FAILURE:
            message = ticks[0].error.message.strip().splitlines()[-1] if ticks[0].error else "no reason was given"
            yield Finding(False, f"{state.name} failed when it last looked: {message[:200]}")
    on = "live_sources" in running
    words = "runs" if on else "is stopped: start it in the UI (Automation), unless cron reads the sources"
    yield Finding(True, f"the schedule live_sources {words}")


def _runs(opened: dg.DagsterInstance, settings: Settings, now: dt.datetime) -> Iterator[Finding]:
    import dagster as dg

    from pipelines.defs.automation import dead_runs

    for run in dead_runs(opened, settings, now=now):
        yield Finding(
            False, f"run {run.run_id[:8]} was killed but stands as started: terminate it in the UI (force termination)"
        )
    not_yet = [dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.NOT_STARTED]
    waiting = opened.get_run_records(dg.RunsFilter(statuses=not_yet), limit=1, ascending=True)
    if waiting and now - waiting[0].create_timestamp > dt.timedelta(hours=1):
        yield Finding(False, f"run {waiting[0].dagster_run.run_id[:8]} has waited for an hour: is the daemon alive?")
    last = opened.get_runs(limit=1)
    if last:
        failed = last[0].status is dg.DagsterRunStatus.FAILURE
        words = f"the last run {last[0].run_id[:8]}: {last[0].status.value.lower()}"
        yield Finding(not failed, f"{words}: open it in the Dagster UI" if failed else words)
