"""Live sources in a run: what is read, what goes into the books, and what the UI shows of each source.

Here belongs what the daemon's runs and `losses fetch` have in common. How sources are read does not (`archive/fetch`).
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator

import dagster as dg
import polars as pl

from pipelines.archive import fetch as live
from pipelines.archive.fetch.walks import LIVE
from pipelines.archive.store import Archive
from pipelines.defs import shown
from pipelines.defs.accounts import Accounts, rejects
from pipelines.schemas.quarantine import rejects_frame
from pipelines.settings import Settings

_HOURLY = dt.timedelta(hours=1)
_NOBODY = "nothing is sent"  # the contact of a reading that asks nobody over the network


class NoContactError(ValueError):
    """Sources are to be asked over the network, and nobody says whom a webmaster can write to."""


def key(source: str) -> dg.AssetKey:
    """A source in the UI."""
    return dg.AssetKey(["sources", source])


def read(
    settings: Settings,
    accounts: Accounts,
    *,
    today: str,
    only: list[str] | None = None,
    since: dt.date | None = None,
    force: bool = False,
    seconds: float | None = None,
    progress: Callable[[live.Progress], None] | None = None,
) -> live.FetchReport:
    """Read the sources that are due, for `seconds` at most, and enter what came, what was known and what was rejected.

    Raises `NoContactError`, `SourcesError` or, for names in `only` that are no readable sources, `ValueError`.
    """
    listed = live.listed(settings.sources)
    asked = [s.name for s in listed if s.readable and s.url and (only is None or s.name in only)]
    if asked and settings.contact is None:
        raise NoContactError(
            f"LOSSES_CONTACT is not set, and {', '.join(asked[:5])} would be asked: give an address that the sites you read "
            "can write to, such as LOSSES_CONTACT=you@example.org. It stands in the user agent."
        )
    stop = threading.Event()
    timer = threading.Timer(seconds or 0.0, stop.set)
    timer.daemon = True
    if seconds:
        timer.start()
    try:
        report = live.fetch(
            listed,
            Archive(settings.archive),
            home=settings.home,
            manners=live.Manners(contact=settings.contact or _NOBODY, allow_loopback=settings.allow_loopback),
            only=only,
            since=since,
            force=force,
            progress=progress,
            stop=stop,
        )
    finally:
        timer.cancel()
    new = _new_rejects(settings, accounts, report)
    accounts.stage(
        "archive",
        partition=today,
        rows_in=report.documents + report.known + new.height,
        rows_out=report.documents,
        set_aside=report.known,
        rejected=new,
    )
    return report


def _new_rejects(settings: Settings, accounts: Accounts, report: live.FetchReport) -> pl.DataFrame:
    """What was rejected and stands in no books yet, also by runs that were killed before they could enter it."""
    told = {(item.origin, item.reason) for item in report.rejects}
    left = [item for item in live.rejected(settings.home) if (item.origin, item.reason) not in told]
    found = rejects_frame(
        [item.reject() for item in [*report.rejects, *left]], now=accounts.started_at, run_id=accounts.run_id
    )
    same = ["stage", "reason", "origin"]
    return found.join(rejects(settings.ledger).read().select(same), on=same, how="anti", nulls_equal=True)


def summary(settings: Settings, report: live.FetchReport, *, now: dt.datetime) -> dict[str, dg.MetadataValue]:
    """What a run says of the sources: those read, those that failed and why, those that were not due."""
    outcomes = {outcome.source: outcome for outcome in report.outcomes}
    rows = []
    for state in live.status(settings.home, live.listed(settings.sources), now=now):
        if state.enabled:
            outcome = outcomes.get(state.source)
            what = "not due, or its host had its share" if outcome is None else "read" if outcome.ok else "failed"
            rows.append(
                {
                    "source": state.source,
                    "this run": what,
                    "new entries": "" if outcome is None else outcome.entries,
                    "pages waiting": state.pages_waiting,
                    "error": state.error or "",
                    "next try (UTC)": "" if state.next_try is None else f"{state.next_try:%Y-%m-%d %H:%M}",
                }
            )
    return {
        "sources": shown.rows(rows),
        "sources_read": dg.MetadataValue.int(sum(outcome.ok for outcome in report.outcomes)),
        "sources_failed": dg.MetadataValue.int(len(report.failed)),
        "requests": dg.MetadataValue.int(report.requests),
        "rejects": dg.MetadataValue.int(len(report.rejects)),
        "stopped_early": dg.MetadataValue.bool(report.interrupted),
    }


def events(report: live.FetchReport) -> Iterator[dg.AssetMaterialization | dg.AssetObservation]:
    """One event for each source that was tried: a materialization where it was read, else an observation with the reason.

    A backfill is an observation too: it says nothing about how fresh a source is.
    """
    for outcome in report.outcomes:
        metadata: dict[str, str | int] = {
            "walk": outcome.walk,
            "entries": outcome.entries,
            "refused_entries": outcome.refused,
            "next_try": ""
            if outcome.next_at is None
            else f"{dt.datetime.fromtimestamp(outcome.next_at, dt.UTC):%c UTC}",
        }
        if outcome.ok and outcome.walk == LIVE:
            yield dg.AssetMaterialization(key(outcome.source), metadata=metadata)
        else:
            yield dg.AssetObservation(key(outcome.source), metadata={**metadata, "error": outcome.error or ""})


def specs(sources: Iterable[live.Source]) -> list[dg.AssetSpec]:
    """Each source that is on, as an asset that goes stale: warned of after three missed readings, failing after a day more."""
    out = []
    for source in sources:
        if not source.readable:
            continue
        missed = 3 * max(dt.timedelta(seconds=source.every), _HOURLY)  # the schedule looks no more often
        out.append(
            dg.AssetSpec(
                key(source.name),
                group_name="live_sources",
                kinds={source.kind},
                owners=["team:losses"],
                description=f"{source.title or source.name}: {source.url or source.path or source.query}. Grain: one successful "
                "reading. If it fails: the last observation says why; `losses sources status` says when it is tried next.",
                metadata={
                    "type": source.type,
                    "language": source.language or "",
                    "countries": " ".join(source.countries),
                    "verified_on": str(source.verified_on or ""),
                    "every_seconds": source.every,
                },
                freshness_policy=dg.FreshnessPolicy.time_window(
                    warn_window=missed, fail_window=missed + dt.timedelta(days=1)
                ),
            )
        )
    return out


@dg.definitions
def live_sources_as_assets() -> dg.Definitions:
    """The sources that are on; where their list cannot be read, none: a run and `losses doctor` say what is wrong with it."""
    try:
        return dg.Definitions(assets=specs(live.listed(Settings().sources)))
    except live.SourcesError:
        return dg.Definitions()
