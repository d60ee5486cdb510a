"""What happens by itself: downstream assets follow their inputs; the one schedule that touches the outside world starts
stopped, until an operator starts it.

The conditions that work, and why the plain `eager()` does not, were measured: failed blocking checks of earlier runs must
hold a release back, an older day that changes must be followed too, and an unpartitioned asset must not wait for days on
which nothing was fetched.
"""

from __future__ import annotations

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
