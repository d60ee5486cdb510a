"""Every assertion holds on a sound warehouse and fails on one that breaks its claim."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import duckdb
import pytest
from warehouse.small import (
    actors,
    article,
    claim,
    doc,
    estimate,
    incident,
    inputs,
    link,
    measures,
    mention,
    release,
)

from pipelines.warehouse.build import build
from pipelines.warehouse.headers import SQL_ROOT
from pipelines.warehouse.sql_tests import assertions, run, run_sql_tests

ASSERTIONS = {assertion.name: assertion for assertion in assertions()}

# What breaks each claim in a warehouse that was sound.
SPOILED = {
    "assert_no_claim_is_an_orphan": "update fact_claims set incident_id = 'CL-999999'",
    "assert_no_estimate_is_an_orphan": "update fact_casualty_estimates set claim_keys = [17]",
    "assert_no_incident_is_an_orphan": "delete from bridge_incident_article",
    "assert_no_bridge_row_is_an_orphan": "update bridge_incident_actor set actor_key = 17",
    "assert_no_article_or_source_day_is_an_orphan": "update dim_article set source_key = 17",
    "assert_low_best_high_are_in_order": "update fact_casualty_estimates set best = high + 1",
    "assert_best_is_sides_plus_unknown": "update fact_incidents set best = best + 1",
    "assert_fact_incidents_agree_with_their_estimates": "update fact_incidents set deaths_contractors_high = 99",
    "assert_panel_sums_are_fact_sums": "delete from fact_incident_losses where country is null",
    "assert_quotes_fit_their_offsets": "update fact_claims set quote = quote || '…'",
    "assert_quotes_stand_in_their_sentence": "update fact_claims set sentence = 'Something else.'",
    "assert_quotes_are_short": "update fact_claims set quote = repeat('long ', 300)",
    "assert_wide_figures_enter_no_contractor_sum": "update fact_claims set victim_group = 'mixed'",
    "assert_only_current_claims_enter_estimates": "update fact_claims set is_current = false",
    "assert_no_estimate_is_zero_without_a_zero_claim": (
        "update fact_casualty_estimates set low = 0, best = 0, high = 0 where victim_group = 'contractor'"
    ),
    # a view cannot be spoiled, its maker can: a table in its place says nought where nobody looked
    "assert_no_series_is_zero_outside_coverage": (
        "create table spoiled as select * replace (coalesce(best, 0) as best) from losses_monthly;"
        "drop view losses_monthly; alter table spoiled rename to losses_monthly"
    ),
    "assert_no_series_is_zero_where_losses_are_unknown": (
        "create table spoiled as select * replace (n_incidents as n_unknown) from losses_monthly;"
        "drop view losses_monthly; alter table spoiled rename to losses_monthly"
    ),
    "assert_no_stage_loses_rows": (
        "insert into etl_runs (run_id, stage, rows_in, rows_out, rows_set_aside, rows_rejected)"
        " values ('run', 'claims', 10, 8, 0, 1)"
    ),
    "assert_every_current_claim_is_linked": "update fact_claims set incident_id = null",
    "assert_every_article_has_one_current_version": "update dim_article set article_key = 'id:the same'",
    "assert_samples_never_mix_with_own_articles": "update dim_article set method = 'sample' where article_id = 'art-a'",
    "assert_dates_are_in_order": "update fact_incidents set date_end = date_start - 1",
    "assert_no_incident_comes_after_its_first_report": "update fact_incidents set date_start = date '2031-01-01'",
    "assert_summary_incidents_have_no_cell": "update fact_incidents set is_summary = true",
    "assert_cells_fit_their_coordinates": "update dim_location set priogrid_gid = priogrid_gid + 1",
    "assert_coordinates_have_a_precision_that_allows_them": "update dim_location set where_prec = 6",
    "assert_every_dimension_row_is_used_or_declared_unused": "update dim_rule set is_used = not is_used",
    "assert_history_versions_follow_each_other": "update fact_incident_history set version = version + 1",
    "assert_the_last_version_of_history_is_what_stands": "update fact_incident_history set country = 'SDN'",
    "assert_exactly_one_rule_is_the_default": "update dim_rule set is_default = true",
    "assert_this_release_is_the_last_of_releases": "delete from releases",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two incidents, one with no known country; Tinzaouaten's place stands for one known exactly."""
    place = {"country": "MLI", "place": "Tin Zaouatine", "geonameid": 2449066, "where_prec": 1}
    place |= {"latitude": 19.95, "longitude": 2.97}
    nowhere = {"country": None, "where_prec": None}
    given = inputs(
        articles=[article("a", 1), article("b", 2)],
        mentions=[mention("a", **place), mention("b", **nowhere)],
        claims=[claim("a"), claim("b")],
        links=[link("a", 1), link("b", 2)],
        incidents=[incident(1, **place, perpetrators=actors("jnim")), incident(2, **nowhere)],
        estimates=[
            estimate(n, 5, 5, 5, victim_group=group, claim_ids=json.dumps([f"{doc(letter)}#0.0"]))
            for n, letter in ((1, "a"), (2, "b"))
            for group in ("contractor", "total")
        ],
        measures=[measures(1), measures(2)],
        source_days=[
            {"source_id": "feed", "day": dt.date(2024, 11, 20), "tried": 1, "ok": 1, "entries": 3, "documents": 1}
        ],
        history=[
            {
                "incident_id": "CL-000001",
                "version": 1,
                "recorded_from": dt.datetime(2024, 12, 1, tzinfo=dt.UTC),
                "release_id": "R000001",
                "change": "new",
                "state": json.dumps(
                    {
                        "date_start": "2024-11-21",
                        "country": "MLI",
                        "deaths_contractors_low": 5,
                        "deaths_contractors_best": 5,
                        "deaths_contractors_high": 5,
                    }
                ),
            }
        ],
        etl_runs=[
            {"run_id": "run", "stage": "claims", "rows_in": 3, "rows_out": 2, "rows_set_aside": 0, "rows_rejected": 1}
        ],
    )
    return build(tmp_path_factory.mktemp("sound") / "sound.duckdb", given, release()).staging


def spoiled(sound: Path, folder: Path, statements: str) -> duckdb.DuckDBPyConnection:
    copy = folder / "spoiled.duckdb"
    shutil.copyfile(sound, copy)
    con = duckdb.connect(str(copy))
    for statement in statements.split(";"):
        con.execute(statement)
    return con


def test_a_sound_warehouse_breaks_no_assertion(sound: Path) -> None:
    con = duckdb.connect(str(sound), read_only=True)
    assert [result.reason for result in run_sql_tests(con) if not result.passed] == []


def test_every_assertion_of_the_folder_has_a_warehouse_that_breaks_it() -> None:
    assert set(SPOILED) == {path.stem for path in (SQL_ROOT / "tests").glob("*.sql")}


@pytest.mark.parametrize("name", sorted(SPOILED))
def test_an_assertion_returns_the_rows_that_break_it(name: str, sound: Path, tmp_path: Path) -> None:
    result = run(spoiled(sound, tmp_path, SPOILED[name]), ASSERTIONS[name])
    assert result.failures > 0, f"{name} does not see {SPOILED[name]}"
    assert result.sample
    assert result.blocks is (result.severity == "error")


@pytest.mark.parametrize("name", sorted(name for name in ASSERTIONS if "_has_one_row_per_" in name))
def test_a_row_that_stands_twice_breaks_the_grain_of_its_table(name: str, sound: Path, tmp_path: Path) -> None:
    table = name.removeprefix("assert_").split("_has_one_row_per_")[0]
    con = spoiled(sound, tmp_path, f"insert into {table} by name select * from {table}")
    if con.execute(f"select count(*) from {table}").fetchall() == [(0,)]:
        con.execute(f"insert into {table} by name select null as {ASSERTIONS[name].query.split()[1].rstrip(',')}")
        con.execute(f"insert into {table} by name select * from {table}")
    assert run(con, ASSERTIONS[name]).failures > 0


def test_a_reason_names_the_claim_the_number_of_rows_and_an_example(sound: Path, tmp_path: Path) -> None:
    con = spoiled(sound, tmp_path, SPOILED["assert_no_stage_loses_rows"])
    result = run(con, ASSERTIONS["assert_no_stage_loses_rows"])
    assert result.reason.startswith("No stage loses rows: 1 rows do not, e.g. {'run_id': 'run', 'stage': 'claims'")
