"""What happens by itself: downstream assets follow their inputs, a watched folder is read when files come, sources each hour.
The one schedule that touches the outside world starts stopped, until an operator starts it.

The conditions that work, and why the plain `eager()` does not, were measured: failed blocking checks of earlier runs must
hold a release back, an older day that changes must be followed too, and an unpartitioned asset must not wait for days on
which nothing was fetched.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import dagster as dg
import filelock

from pipelines.archive import fetch as live
from pipelines.defs import state
from pipelines.defs.partitions import fetch_days
from pipelines.settings import Settings
from pipelines.warehouse.publish import LOCK

_checked = dg.AutomationCondition.all_deps_blocking_checks_passed()
follow_each_day = dg.AutomationCondition.eager().without(dg.AutomationCondition.in_latest_time_window()) & _checked
follow = dg.AutomationCondition.eager().without(~dg.AutomationCondition.any_deps_missing()) & _checked

automation = dg.AutomationConditionSensorDefinition(
    "automation",
    target=dg.AssetSelection.all(),
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=30,
)

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="The main job: from documents to a published release. `losses run` is this job.",
    partitions_def=fetch_days,
)


_UNDER_WAY = [
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
_STARTED_BY = 300.0  # seconds within which a run that started holds its lock
_STILL = 15.0  # seconds for which nothing in a folder changed: whoever copies files into it is done


def under_way(instance: dg.DagsterInstance, settings: Settings, *, now: dt.datetime) -> dg.DagsterRun | None:
    """The refresh that is going on. One whose process was killed goes on in Dagster's books alone: it is entered as failed."""
    for run in dead_runs(instance, settings, now=now):
        instance.report_run_failed(run, "Its process is gone: it was killed. What it had done is kept.")
    runs = instance.get_runs(dg.RunsFilter(job_name="refresh", statuses=_UNDER_WAY), limit=1)
    return runs[0] if runs else None


def dead_runs(instance: dg.DagsterInstance, settings: Settings, *, now: dt.datetime) -> list[dg.DagsterRun]:
    """Refreshes that started a while ago, although nobody holds the lock of the warehouse.

    A run holds it from its start to its end, and the system frees it with the process. Of a run of some assets alone, which may
    need no lock, nothing is known.
    """
    filters = dg.RunsFilter(job_name="refresh", statuses=[dg.DagsterRunStatus.STARTED])
    records = instance.get_run_records(filters)
    late = [r.dagster_run for r in records if r.start_time and now.timestamp() - r.start_time > _STARTED_BY]
    whole = [
        run for run in late if not run.asset_selection and "warehouse" in (run.step_keys_to_execute or ["warehouse"])
    ]
    return [] if not whole or _locked(settings.home) else whole


def _locked(home: Path) -> bool:
    if not home.exists():
        return False
    try:
        with filelock.FileLock(home / LOCK).acquire(blocking=False):
            return False
    except filelock.Timeout:
        return True


def request(settings: Settings, run_key: str, intake: dict[str, object], *, now: dt.datetime) -> dg.RunRequest:
    """A refresh, from the first day that is not read to its end yet: what a killed run left is part of it."""
    today = now.date().isoformat()
    left = live.waiting_since(settings.home)
    days = [today, state.first_unread(settings), left.date().isoformat() if left else None]
    return dg.RunRequest(
        run_key=run_key,
        tags={
            "dagster/asset_partition_range_start": min(day for day in days if day),
            "dagster/asset_partition_range_end": today,
        },
        run_config={"ops": {"raw_documents": {"config": intake}}},
    )


def _busy(run: dg.DagsterRun) -> dg.SkipReason:
    return dg.SkipReason(f"Run {run.run_id[:8]} is still going on: two at once would only wait for each other.")


@dg.schedule(
    job=refresh,
    cron_schedule=Settings().schedule,
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Every hour: read the live sources that are due, then everything that follows from what is new. Stopped until an "
    "operator starts it, for it is what touches the outside world; it needs LOSSES_CONTACT.",
)
def live_sources(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    settings, now = Settings(), dt.datetime.now(dt.UTC)
    going_on = under_way(context.instance, settings, now=now)
    if going_on:
        return _busy(going_on)
    return request(settings, context.scheduled_execution_time.isoformat(), {"fetch": True}, now=now)


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="When files come into a watched folder (a source of kind folder) and nothing has changed in it for a while: read "
    "it, then everything that follows. It touches nothing but the folder.",
)
def watched_folders(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    settings, now = Settings(), dt.datetime.now(dt.UTC)
    folders = [source for source in live.listed(settings.sources) if source.readable and source.kind == "folder"]
    if not folders:
        return dg.SkipReason(f"No folder is watched: enable a source of kind folder in {settings.sources}.")
    digest, changed_at = _contents(source.path or "" for source in folders)
    if digest == context.cursor or not changed_at:
        return dg.SkipReason("Nothing has changed in the watched folders.")
    if now.timestamp() - changed_at < _STILL:
        return dg.SkipReason("Files are being written: they are read once nothing changes any more.")
    going_on = under_way(context.instance, settings, now=now)
    if going_on:
        return _busy(going_on)
    context.update_cursor(digest)
    names = [source.name for source in folders]
    return request(settings, f"{now:%Y-%m-%dT%H:%M:%S} {digest[:12]}", {"fetch": True, "sources": names}, now=now)


def _contents(roots: Iterable[str]) -> tuple[str, float]:
    """A digest of the names, sizes and times of all files below `roots`, and when the newest of them changed."""
    digest, newest = hashlib.sha256(), 0.0
    for root in roots:
        for folder, folders, files in os.walk(root):
            folders.sort()
            for name in sorted(files):
                try:
                    stat = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - a hundred thousand of them each minute
                except OSError:
                    continue  # taken away meanwhile
                digest.update(
                    f"{folder}/{name}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode("utf-8", "surrogateescape")
                )
                newest = max(newest, stat.st_ctime)  # unlike the time of the content, nobody sets it
    return digest.hexdigest(), newest
