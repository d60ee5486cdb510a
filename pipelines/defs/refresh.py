"""The main job, run in this process on the shared instance: what `losses run` does, and what stands in the UI after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.archive.store import Archive
from pipelines.defs import accounts, alerting, state
from pipelines.defs.instance import instance
from pipelines.settings import Settings


@dataclass(frozen=True)
class Outcome:
    """How a run ended. `stages` and `rejects` are this run's rows of the books; `error` says what stopped it."""

    run_id: str
    success: bool
    error: str | None
    stages: pl.DataFrame
    rejects: pl.DataFrame

    @property
    def exit_status(self) -> int:
        """0 all done; 1 done, with rejects; 2 not done, the last good release untouched."""
        if not self.success:
            return 2
        return 1 if self.rejects.height else 0


def refresh(paths: list[Path], settings: Settings, *, allow_shrink: bool = False) -> Outcome:
    """Archive `paths` (with none: the sample articles, while the archive holds nothing else) and publish what follows.

    The run is of the days from the first that is not read to its end yet: days that an older version of the code read are read
    again in it, so that one release is never made by two versions; of days that are done it has nothing to do or to enter.
    """
    from pipelines.definitions import defs

    today = dt.datetime.now(dt.UTC).date().isoformat()
    first = _first_day(settings, today)
    shared = instance()
    job = defs().resolve_job_def("refresh")
    result = job.execute_in_process(
        instance=shared,
        tags={"dagster/asset_partition_range_start": first, "dagster/asset_partition_range_end": today},
        run_config={
            "ops": {
                "raw_documents": {"config": {"paths": [str(path) for path in paths]}},
                "warehouse": {"config": {"allow_shrink": allow_shrink}},
            },
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        },
        raise_on_error=False,
    )
    run = pl.col("run_id") == result.run_id
    error = None if result.success else alerting.why(result.all_events, result.run_id, settings)
    now = dt.datetime.now(dt.UTC)
    alerting.look(settings, [alerting.failure(shared, result.dagster_run, error, now=now)] if error else [], now=now)
    return Outcome(
        run_id=result.run_id,
        success=result.success,
        error=error,
        stages=accounts.etl_runs(settings.ledger).read().filter(run),
        rejects=accounts.rejects(settings.ledger).read().filter(run),
    )


def _first_day(settings: Settings, today: str) -> str:
    """The first day that is not read to its end. Where the archive cannot be read, its first: the run meets that and tells it."""
    try:
        unread = state.first_unread(settings)
    except (pl.exceptions.PolarsError, OSError):
        unread = min(Archive(settings.archive).days(), default=today)
    return min(today, unread or today)
