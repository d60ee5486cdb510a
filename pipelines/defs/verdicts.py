"""What a check found, entered for each day of a run that covers many.

What belongs here: the verdicts alone. What does not: finding them (the asset does). Dagster 1.13 enters what such a run found
for no day at all: it plans the check for every day, each of which then stays "skipped" in the UI, and holds back what would
follow by itself. So the days are entered here once they are materialized, as Dagster does where a run is of a single day.
"""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

# It has no public name; Dagster is pinned.
from dagster._core.definitions.asset_checks.asset_check_evaluation import (
    AssetCheckEvaluationTargetMaterializationData as Target,
)


def by_day(context: dg.AssetExecutionContext, result: dg.MaterializeResult) -> Iterator[dg.MaterializeResult]:
    """Yield the result of an asset, then enter what its checks found for each day of the run.

    A run judges its days together: each day gets the same verdict, and its metadata names all of them.
    """
    yield result
    if context.has_partition_key:
        return
    days = context.partition_keys
    filters = dg.AssetRecordsFilter(context.asset_key, asset_partitions=days)
    newest = context.instance.fetch_materializations(filters, limit=len(days)).records
    targets = {
        made.partition_key: Target(storage_id=made.storage_id, run_id=made.run_id, timestamp=made.timestamp)
        for made in reversed(newest)
    }
    blocking = {spec.name: spec.blocking for spec in context.assets_def.check_specs}
    for check in result.check_results or []:
        for day in days:
            evaluation = dg.AssetCheckEvaluation(
                asset_key=context.asset_key,
                check_name=str(check.check_name),
                passed=check.passed,
                severity=check.severity,
                blocking=blocking[str(check.check_name)],
                metadata={**check.metadata, "days_judged_together": f"{days[0]} to {days[-1]}"},
                target_materialization_data=targets.get(day),
                partition=day,
            )
            context.log_event(evaluation)
