"""The books of a run: what came in, what went on, what was rejected, stage by stage.

Rows of `etl_runs` and `rejects` are appended to the ledger as a stage ends; the checks that nothing vanishes read the
same numbers.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from pipelines.archive.segments import Segments
from pipelines.schemas import frames

_HANDFUL = 5


def etl_runs(ledger: Path) -> Segments:
    return Segments(ledger / "etl_runs", frames.EtlRuns.empty().schema)


def rejects(ledger: Path) -> Segments:
    return Segments(ledger / "rejects", frames.Rejects.empty().schema)


class Accounts:
    """The books of one asset in one run."""

    def __init__(self, ledger: Path, run_id: str, started_at: dt.datetime) -> None:
        self.ledger, self.run_id, self.started_at = ledger, run_id, started_at
        self.stages: list[dict[str, Any]] = []

    @property
    def rejected(self) -> int:
        return sum(row["rows_rejected"] for row in self.stages)

    def stage(
        self,
        stage: str,
        *,
        rows_in: int,
        rows_out: int,
        set_aside: int = 0,
        partition: str | None = None,
        rejected: pl.DataFrame | None = None,
    ) -> None:
        """Enter one stage. A reject that stands in the books already, for the same reason, is not entered twice."""
        row = {
            "run_id": self.run_id,
            "stage": stage,
            "partition": partition,
            "started_at": self.started_at,
            "finished_at": dt.datetime.now(dt.UTC),
            "rows_in": rows_in,
            "rows_out": rows_out,
            "rows_set_aside": set_aside,
            "rows_rejected": 0 if rejected is None else rejected.height,
            "digest_in": None,
            "digest_out": None,
        }
        self.stages.append(row)
        if rows_in:
            etl_runs(self.ledger).append(pl.DataFrame([row], schema=frames.EtlRuns.empty().schema))
        if rejected is not None and rejected.height:
            same = ["stage", "reason", "origin", "payload_hash", "row"]
            rejects(self.ledger).append(
                rejected.join(rejects(self.ledger).read(), on=same, how="anti", nulls_equal=True)
            )

    def conserved(self, check: str, *, stage: str | None = None) -> dg.AssetCheckResult:
        """Rows in = rows out + set aside + rejected, for every entry of a stage (of all, where none is named)."""
        entered = [row for row in self.stages if stage in (None, row["stage"])]
        leaks = [
            row for row in entered if row["rows_in"] != row["rows_out"] + row["rows_set_aside"] + row["rows_rejected"]
        ]
        counts = ("rows_in", "rows_out", "rows_set_aside", "rows_rejected")
        total = {name: sum(row[name] for row in entered) for name in counts}
        leaking = {"leaks": ", ".join(f"{row['stage']} {row['partition'] or ''}" for row in leaks)} if leaks else {}
        return dg.AssetCheckResult(check_name=check, passed=not leaks, metadata={**total, **leaking})

    def share(self, check: str, most: float, *, stage: str) -> dg.AssetCheckResult:
        """At most this share of what came into a stage was rejected; a handful may always be."""
        entered = [row for row in self.stages if row["stage"] == stage]
        came, rejected = (sum(row[name] for row in entered) for name in ("rows_in", "rows_rejected"))
        share = rejected / came if came else 0.0
        return dg.AssetCheckResult(
            check_name=check,
            passed=share <= most or rejected <= _HANDFUL,
            metadata={"rejected": rejected, "share": share, "most": most},
        )
