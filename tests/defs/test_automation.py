"""What happens by itself, evaluated on a real instance."""

from __future__ import annotations

import datetime as dt

import dagster as dg
import pytest

from pipelines.definitions import defs
from pipelines.defs import shown
from pipelines.defs.instance import instance


@pytest.fixture
def loaded() -> dg.Definitions:
    return defs()


def requested(definitions: dg.Definitions, opened: dg.DagsterInstance, cursor=None):
    result = dg.evaluate_automation_conditions(definitions, opened, cursor=cursor)
    names = {key.to_user_string() for key in definitions.resolve_all_asset_keys() if result.get_num_requested(key)}
    return names, result.cursor


def test_nothing_is_asked_for_on_a_fresh_clone(home, loaded):
    assert requested(loaded, instance())[0] == set()


def test_new_documents_pull_everything_downstream(home, loaded, tmp_path):
    opened = instance()
    _, cursor = requested(loaded, opened)
    (tmp_path / "one.txt").write_text(
        "Two Wagner fighters were killed near Hombori in Mali, police said.", encoding="utf-8"
    )
    done = loaded.resolve_job_def("refresh").execute_in_process(
        instance=opened,
        partition_key=dt.datetime.now(dt.UTC).date().isoformat(),
        asset_selection=[dg.AssetKey("raw_documents")],
        run_config={"ops": {"raw_documents": {"config": {"paths": [str(tmp_path / "one.txt")]}}}},
    )
    assert done.success
    assert {"articles", "claims"} <= requested(loaded, opened, cursor)[0]


def test_the_schedule_that_touches_the_world_is_stopped_and_the_sensor_runs(loaded):
    schedule = next(s for s in loaded.schedules if s.name == "live_sources")
    sensor = next(s for s in loaded.sensors if s.name == "automation")
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED
    assert sensor.default_status == dg.DefaultSensorStatus.RUNNING


def test_every_asset_says_what_it_is_who_owns_it_and_what_to_do_when_it_fails(loaded):
    graph = loaded.resolve_asset_graph()
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert "Grain:" in (node.description or ""), key
        assert "fail" in (node.description or "").lower() or "rejects" in (node.description or ""), key
        assert node.owners, key
        assert node.kinds if hasattr(node, "kinds") else True
        assert node.metadata.get("dagster/column_schema") or key.to_user_string() == "release", key


BY_DAY = ("raw_documents", "articles", "claims")


def run_days(loaded, opened, days, file):
    return loaded.resolve_job_def("refresh").execute_in_process(
        instance=opened,
        tags={"dagster/asset_partition_range_start": days[0], "dagster/asset_partition_range_end": days[-1]},
        asset_selection=[dg.AssetKey(name) for name in BY_DAY],
        run_config={"ops": {"raw_documents": {"config": {"paths": [str(file)]}}}},
        raise_on_error=False,
    )


def found(loaded, opened, name, days):
    """What each check of an asset found for each of the days."""
    keys = [key for key in loaded.resolve_asset_graph().asset_check_keys if key.asset_key.to_user_string() == name]
    told = {}
    for key in keys:
        records = opened.event_log_storage.get_asset_check_execution_history(key, limit=10)
        by_day = {record.partition: record.status.value for record in records}
        told[key.name] = {by_day.get(day) for day in days}
    return told


@pytest.fixture
def days():
    today = dt.datetime.now(dt.UTC).date()
    return [(today - dt.timedelta(days=back)).isoformat() for back in (2, 1, 0)]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text("Two Wagner fighters were killed near Hombori in Mali, police said.", encoding="utf-8")
    return path


def test_what_a_run_of_many_days_found_is_entered_for_each_day_and_what_follows_is_asked_for(home, loaded, days, file):
    opened = instance()
    _, cursor = requested(loaded, opened)
    assert run_days(loaded, opened, days, file).success
    for name, checks in zip(BY_DAY, (1, 2, 4), strict=True):
        told = found(loaded, opened, name, days)
        assert len(told) == checks
        assert set.union(*told.values()) == {"SUCCEEDED"}
    assert "incidents" in requested(loaded, opened, cursor)[0]


def test_a_check_that_fails_over_many_days_fails_for_each_and_holds_back_what_follows(
    home, loaded, days, file, monkeypatch
):
    monkeypatch.setattr(shown, "verbatim", lambda name, *_: dg.AssetCheckResult(check_name=name, passed=False))
    opened = instance()
    _, cursor = requested(loaded, opened)
    assert not run_days(loaded, opened, days, file).success
    assert found(loaded, opened, "claims", days)["quotes_are_verbatim"] == {"FAILED"}
    assert "incidents" not in requested(loaded, opened, cursor)[0]


def test_both_ends_of_the_way_go_stale_when_nothing_comes(loaded):
    graph = loaded.resolve_asset_graph()
    for name in ("raw_documents", "release"):
        assert graph.get(dg.AssetKey(name)).freshness_policy is not None, name
