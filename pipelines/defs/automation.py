"""What happens by itself: downstream assets follow their inputs; the one schedule that touches the outside world starts
stopped, until an operator starts it.

The conditions that work, and why the plain `eager()` does not, were measured: failed blocking checks of earlier runs must
hold a release back, an older day that changes must be followed too, and an unpartitioned asset must not wait for days on
which nothing was fetched.
"""

import dagster as dg

from pipelines.defs.partitions import fetch_days

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


@dg.schedule(
    job=refresh,
    cron_schedule="7 * * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Every hour: read the live sources that are due, then everything that follows from what is new. Stopped until an "
    "operator starts it, for it is what touches the outside world; it needs LOSSES_CONTACT.",
)
def live_sources(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    going_on = context.instance.get_runs(
        dg.RunsFilter(
            job_name="refresh",
            statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.STARTING],
        ),
        limit=1,
    )
    if going_on:
        return dg.SkipReason(
            f"Run {going_on[0].run_id[:8]} is still going on: two at once would only wait for each other."
        )
    day = context.scheduled_execution_time.strftime("%Y-%m-%d")
    return dg.RunRequest(
        run_key=context.scheduled_execution_time.isoformat(),
        partition_key=day,
        run_config={"ops": {"raw_documents": {"config": {"fetch": True}}}},
    )
