"""The main job, run in this process on the shared instance: what `losses run` does, and what stands in the UI after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import polars as pl

from pipelines.archive.store import Archive
from pipelines.defs import accounts
from pipelines.defs.instance import instance
from pipelines.settings import Settings
from pipelines.warehouse import ledger


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

    Days that an older version of the code read are read again in the same run, so that one release is never made by two
    versions.
    """
    from pipelines.definitions import defs

    today = dt.datetime.now(dt.UTC).date().isoformat()
    first = min([*Archive(settings.archive).days(), today])
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
    return Outcome(
        run_id=result.run_id,
        success=result.success,
        error=None if result.success else _why(result, settings),
        stages=accounts.etl_runs(settings.ledger).read().filter(run),
        rejects=accounts.rejects(settings.ledger).read().filter(run),
    )


def _why(result: dg.ExecuteInProcessResult, settings: Settings) -> str:
    """The first failure's own words, without the traceback, which stands in the UI; of a refused release, its reasons."""
    refused = ledger.events(settings.home).filter((pl.col("run_id") == result.run_id) & (pl.col("event") == "failed"))
    if refused.height:
        return f"the release was refused: {refused['reason'][-1]}"
    for event in result.all_events:
        error = getattr(event.event_specific_data, "error", None)
        if error is None or not (event.is_step_failure or event.event_type == dg.DagsterEventType.RUN_FAILURE):
            continue
        while error.cause is not None:
            error = error.cause
        name, _, words = error.message.strip().partition(": ")
        return f"{event.step_key or 'the run'}: {words if words and ' ' not in name else error.message.strip()}"
    return "the run stopped without saying why; its log stands in the Dagster UI"
