"""Tells people what they ought to know of: a failed run, a source fallen silent, a jump in losses.

Here belong gathering what `archive/fetch/alerts` judges, and the sensors that do so by themselves. Nothing here stops a run:
sensors work beside it, and `tell` swallows what goes wrong and says so in the log. The settings say where alerts go.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator

import dagster as dg
import duckdb
import polars as pl

from pipelines.archive import fetch as live
from pipelines.archive.fetch import Alert
from pipelines.settings import Settings
from pipelines.warehouse import ledger
from pipelines.warehouse.query import NoWarehouseError, fetch, open_read_only

_log = logging.getLogger(__name__)
_RECENT_DAYS = 90  # a backfill of old years brings no news

_INCIDENTS = """
    select incident_id, date_start, coalesce(place, adm_1, country), deaths_contractors_best
    from fact_incidents
    where deaths_contractors_best >= $1 and coalesce(date_end, cast(last_reported_at as date)) >= $2
"""
_MONTHS = """
    select country, strftime(month, '%Y-%m'), sum(best) from losses_monthly
    where effect = 'killed' and month is not null and country is not null group by all
"""


def tell(settings: Settings, alerts: Iterable[Alert], *, now: dt.datetime) -> list[Alert]:
    """Tell what was not told before, to where the settings say; returns it. Raises nothing: an alert never stops work."""
    webhook = settings.alert_webhook.get_secret_value() if settings.alert_webhook else None
    try:
        return live.tell(alerts, home=settings.home, now=now, file=settings.alerts, webhook=webhook)
    except Exception as error:  # noqa: BLE001 - whatever it is, the work that it tells of goes on
        _log.warning("alerts could not be written to %s: %s", settings.alerts, type(error).__name__)
        return []


def look(settings: Settings, failed: Iterable[Alert] = (), *, now: dt.datetime) -> list[Alert]:
    """Tell of everything that is new, and of what `failed`: at the end of a command, as the sensors do by themselves."""
    try:
        standing = found(settings, now=now)
    except Exception as error:  # noqa: BLE001 - as above
        _log.warning("alerts could not be looked for: %s: %s", type(error).__name__, error)
        standing = []
    return tell(settings, [*failed, *standing], now=now)


def failure(instance: dg.DagsterInstance, run: dg.DagsterRun, reason: str, *, now: dt.datetime) -> Alert:
    """The alert of a failed run."""
    filters = dg.RunsFilter(job_name=run.job_name, statuses=[dg.DagsterRunStatus.SUCCESS])
    last = instance.get_runs(filters, limit=1)
    return live.run_failed(run.job_name, run.run_id, reason, since=last[0].run_id if last else None, now=now)


def why(events: Iterable[dg.DagsterEvent], run_id: str, settings: Settings) -> str:
    """The first failure's own words, without the traceback, which stands in the UI; of a refused release, its reasons."""
    refused = ledger.events(settings.home).filter((pl.col("run_id") == run_id) & (pl.col("event") == "failed"))
    if refused.height:
        return f"the release was refused: {refused['reason'][-1]}"
    said = ""
    for event in events:
        said = event.message or said if event.event_type == dg.DagsterEventType.RUN_FAILURE else said
        error = getattr(event.event_specific_data, "error", None)
        if error is None or not (event.is_step_failure or event.event_type == dg.DagsterEventType.RUN_FAILURE):
            continue
        while error.cause is not None:
            error = error.cause
        name, _, words = error.message.strip().partition(": ")
        told = words if " " in words and " " not in name else error.message.strip()  # a name says more than one word
        return f"{event.step_key or 'the run'}: {told}"
    return said or "the run stopped without saying why; its log stands in the Dagster UI"


def found(settings: Settings, *, now: dt.datetime) -> list[Alert]:
    """What there is to tell of now, told before or not: silent sources, and jumps in the published losses."""
    try:
        sources = [source.name for source in live.listed(settings.sources) if source.readable]
    except live.SourcesError:  # whoever reads sources is told by the error itself, and `losses doctor` tells it too
        sources = []
    return [*live.silent_sources(settings.home, sources, now=now), *_jumps(settings, now)]


def _jumps(settings: Settings, now: dt.datetime) -> Iterator[Alert]:
    """Jumps in the published file, of the last months alone; the sample articles that ship with the product are no news."""
    since = (now - dt.timedelta(days=_RECENT_DAYS)).date()
    try:
        con = open_read_only(settings.home)
    except (NoWarehouseError, duckdb.IOException):  # none yet, or just now being replaced: the next look sees it
        return
    with con:
        if fetch(con, "from releases order by released_at desc limit 1")["has_samples"].any():
            return
        big = fetch(con, _INCIDENTS, [settings.alert_killed, since]).rows()
        months = fetch(con, _MONTHS).rows()
    yield from live.incident_jumps(big, settings.alert_killed, now=now)
    countries: dict[str, dict[str, float | None]] = {}
    for country, month, killed in months:
        countries.setdefault(country, {})[month] = None if killed is None else float(killed)
    for country, series in sorted(countries.items()):
        yield from live.month_jumps(series, where=country, now=now, since=since.strftime("%Y-%m"))


@dg.run_failure_sensor(
    name="alert_of_failed_runs",
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=30,
    description="A run that fails is told to the file and the webhook of the settings; the same reason once, until the job "
    "has succeeded again.",
)
def alert_of_failed_runs(context: dg.RunFailureSensorContext) -> None:
    settings, run = Settings(), context.dagster_run
    logs = context.instance.all_logs(
        run.run_id, of_type={dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.RUN_FAILURE}
    )
    reason = why([entry.dagster_event for entry in logs if entry.dagster_event], run.run_id, settings)
    now = dt.datetime.now(dt.UTC)
    for alert in tell(settings, [failure(context.instance, run, reason, now=now)], now=now):
        context.log.info(f"Told: {alert.message}")


@dg.sensor(
    name="alerts",
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=600,
    description="A source that is silent for longer than its habit, an incident above LOSSES_ALERT_KILLED, a month above its "
    "band: told once to the file and the webhook of the settings. What a webhook did not take is sent again.",
)
def alerts(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    settings, now = Settings(), dt.datetime.now(dt.UTC)
    told = tell(settings, found(settings, now=now), now=now)
    for alert in told:
        context.log.info(f"Told: {alert.message}")
    return dg.SkipReason(f"{len(told)} new alerts; they stand in {settings.alerts}" if told else "nothing new to tell")
