"""What the tables hold, on frames that are small and awkward."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.warehouse.build import HELPERS, BuildError, build
from pipelines.warehouse.headers import HeaderError, read_models
from pipelines.warehouse.sql_tests import run_sql_tests
from warehouse.small import (
    ACTORS,
    actors,
    article,
    built,
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

MALI_2024 = [
    {"country": "MLI", "date_from": dt.date(2024, 1, 1), "date_to": dt.date(2024, 12, 31), "why": "read by hand"}
]


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def several(folder: Path, incidents: list[dict[str, Any]], figures: list[tuple[Any, Any, Any]], **more: Any) -> Any:
    """A warehouse of several incidents, each told by one article and with one estimate of contractors killed."""
    letters = "abcdefgh"[: len(incidents)]
    con, _ = built(
        folder,
        articles=[article(letter, n) for n, letter in enumerate(letters, 1)],
        mentions=[mention(letter) for letter in letters],
        claims=[claim(letter) for letter in letters],
        links=[link(letter, n) for n, letter in enumerate(letters, 1)],
        incidents=incidents,
        measures=[measures(n) for n in range(1, len(incidents) + 1)],
        estimates=[
            estimate(n, *figure, victim_group=group, claim_ids=json.dumps([f"{doc(letters[n - 1])}#0.0"]))
            for n, figure in enumerate(figures, 1)
            for group in ("contractor", "total")
        ],
        **more,
    )
    return con


def test_every_table_and_column_of_the_file_has_a_comment(tmp_path: Path) -> None:
    con, _ = built(tmp_path)
    assert (
        rows(con, "select table_name, column_name from duckdb_columns() where not internal and comment is null") == []
    )
    assert rows(con, "select table_name from duckdb_tables() where comment is null") == []
    assert rows(con, "select view_name from duckdb_views() where not internal and comment is null") == []
    functions = rows(
        con, "select distinct function_name from duckdb_functions() where not internal and comment is null"
    )
    assert [name for (name,) in functions] == []


def test_the_file_has_the_storage_format_that_clients_from_1_4_read(tmp_path: Path) -> None:
    con, _ = built(tmp_path)
    (tags,) = rows(con, "select tags from duckdb_databases() where database_name = 'staging'")[0]
    assert tags["storage_version"].startswith("v1.4.0")


def test_what_is_published_depends_on_nothing_of_the_build(tmp_path: Path) -> None:
    con, result = built(tmp_path)
    con.close()
    con = duckdb.connect(str(result.staging), read_only=True)
    for (name,) in rows(con, "select table_name from information_schema.tables"):
        con.execute(f"select * from {name}").fetchall()
    assert not {"stg_claims", "int_actor_ids"} & {name for (name,) in rows(con, "show tables")}


def test_the_same_rows_in_another_order_and_on_another_day_give_the_same_digests(tmp_path: Path) -> None:
    first = inputs()
    shuffled = inputs(
        **{name: getattr(first, name).reverse() for name in ("articles", "claims", "estimates", "actors", "rules")}
    )
    later = release(released_at=dt.datetime(2025, 3, 1, tzinfo=dt.UTC), run_id="another")
    one = build(tmp_path / "one.duckdb", first, release())
    other = build(tmp_path / "other.duckdb", shuffled, later)
    assert one.known == other.known
    assert one.digests["releases"] != other.digests["releases"]


def test_a_row_that_stands_twice_changes_the_digest(tmp_path: Path) -> None:
    reject = {"stage": "claims", "reason": "no quote", "rejected_at": dt.datetime(2024, 12, 1, tzinfo=dt.UTC)}
    from warehouse.small import frame

    one = build(tmp_path / "one.duckdb", inputs(rejects=frame("rejects", [reject])), release())
    two = build(tmp_path / "two.duckdb", inputs(rejects=frame("rejects", [reject, reject])), release())
    three = build(tmp_path / "three.duckdb", inputs(rejects=frame("rejects", [reject] * 3)), release())
    assert len({result.digests["rejects"] for result in (one, two, three)}) == 3


def test_an_input_without_a_column_is_named_with_what_it_has(tmp_path: Path) -> None:
    lacking = inputs(links=inputs().links.drop("score"))
    with pytest.raises(ValueError, match="`links` lacks score; it has incident_id, mention_id, method"):
        build(tmp_path / "x.duckdb", lacking, release())


def test_a_claim_whose_article_is_missing_stops_the_build_and_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=f"fact_claims has 1 rows, raw_claims 2. Missing, for example: {doc('b')}#0.0"):
        build(tmp_path / "x.duckdb", inputs(claims=[claim("a"), claim("b")]), release())


def test_a_table_that_is_not_what_its_header_says_stops_the_build(tmp_path: Path) -> None:
    marts = tmp_path / "sql" / "marts"
    marts.mkdir(parents=True)
    (marts / "towns.sql").write_text(
        "-- description: Towns.\n-- grain: A town.\n-- key: town_id\n-- depends: nothing\n-- columns:\n"
        "--   town_id | Number\n--   size | Inhabitants\nselect 1 as town_id, 'x' as mayor;\n"
    )
    with pytest.raises(
        HeaderError, match=r"towns\.sql.*Without a meaning: \['mayor'\]; promised but not built: \['size'\]"
    ):
        build(tmp_path / "x.duckdb", inputs(), release(), sql_root=tmp_path / "sql")


def test_frames_may_be_parquet_files(tmp_path: Path) -> None:
    given = inputs()
    path = tmp_path / "it's claims.parquet"  # a quote in a path must not end the SQL string
    given.claims.write_parquet(path)  # type: ignore[union-attr]
    from dataclasses import replace

    from_file = build(tmp_path / "file.duckdb", replace(given, claims=path), release())
    assert from_file.known == build(tmp_path / "frame.duckdb", given, release()).known


def test_an_empty_archive_makes_an_empty_warehouse_that_holds(tmp_path: Path) -> None:
    nothing = {name: [] for name in ("articles", "mentions", "claims", "links", "incidents", "estimates", "measures")}
    con, result = built(tmp_path, **nothing)
    assert result.rows["fact_incidents"] == 0
    assert [test.reason for test in run_sql_tests(con) if not test.passed] == []


# panels


def test_zeros_stand_only_inside_coverage(tmp_path: Path) -> None:
    half = [MALI_2024[0] | {"date_to": dt.date(2024, 6, 30)}]
    con, _ = built(tmp_path, coverage=half)
    series = rows(con, "select month(month), best, in_coverage from losses_monthly where effect = 'killed' order by 1")
    assert series == [(m, 0, True) for m in range(1, 7)] + [(m, None, False) for m in range(7, 11)] + [(11, 5, False)]


def test_losses_without_a_number_are_unknown_and_no_zero(tmp_path: Path) -> None:
    con = several(tmp_path, [incident(1)], [(None, None, None)], coverage=MALI_2024)
    assert rows(
        con, "select best, n_incidents, n_unknown from losses_monthly where effect = 'killed' and month = '2024-11-01'"
    ) == [(None, 1, 1)]


def test_a_month_is_covered_when_one_source_was_read_on_four_days_of_five(tmp_path: Path) -> None:
    # 24 days are 80% of 30; 23 are not. October is read by two sources on 20 days each: neither alone suffices.
    days = [("one", dt.date(2024, 9, d)) for d in range(1, 25)]
    days += [("one", dt.date(2024, 10, d)) for d in range(1, 21)] + [
        ("two", dt.date(2024, 10, d)) for d in range(11, 31)
    ]
    days += [("one", dt.date(2024, 11, d)) for d in range(1, 24)]
    source = {"name": "One", "domain": "one.example", "countries": "MLI SDN"}
    con, _ = built(
        tmp_path,
        sources=[{"source_id": "one", **source}, {"source_id": "two", "name": "Two", "countries": "*"}],
        source_days=[{"source_id": s, "day": d, "tried": 1, "ok": 1, "entries": 1, "documents": 0} for s, d in days],
    )
    months = rows(
        con, "select month(month_start), best_days_read, in_coverage from coverage_months where country = 'MLI'"
    )
    assert months == [(9, 24, True), (10, 20, False), (11, 23, False)]


def test_days_on_which_reading_failed_make_no_coverage(tmp_path: Path) -> None:
    days = [{"day": dt.date(2024, 11, d), "ok": 0 if d > 10 else 1} for d in range(1, 31)]
    con, _ = built(
        tmp_path,
        sources=[{"source_id": "one", "name": "One", "countries": "MLI"}],
        source_days=[{"source_id": "one", "tried": 1, "entries": 0, "documents": 0, **day} for day in days],
    )
    assert rows(con, "select best_days_read, in_coverage from coverage_months") == [(10, False)]


def test_an_incident_that_spans_two_months_stands_in_month_null(tmp_path: Path) -> None:
    spanning = incident(1, date_start=dt.date(2024, 7, 31), date_end=dt.date(2024, 8, 1), date_prec=2)
    con = several(tmp_path, [spanning], [(4, 4, 9)])
    assert rows(con, "select month, best from losses_monthly where n_incidents > 0") == [(None, 4)]
    assert rows(con, "select quarter, best from losses_quarterly where n_incidents > 0") == [(dt.date(2024, 7, 1), 4)]
    assert rows(con, "select year, best from losses_yearly where n_incidents > 0") == [(2024, 4)]


def test_an_incident_known_to_the_month_has_a_month_and_neither_day_nor_week(tmp_path: Path) -> None:
    monthly = incident(1, date_start=dt.date(2024, 11, 1), date_end=dt.date(2024, 11, 30), date_prec=4)
    con = several(tmp_path, [monthly], [(4, 4, 4)])
    assert rows(con, "select day from losses_daily where n_incidents > 0") == [(None,)]
    assert rows(con, "select week from losses_weekly where n_incidents > 0") == [(None,)]
    assert rows(con, "select month, month_id from losses_monthly where n_incidents > 0") == [
        (dt.date(2024, 11, 1), 539)
    ]


def test_unknown_countries_and_several_employers_are_rows_of_the_panel(tmp_path: Path) -> None:
    con = several(
        tmp_path,
        [incident(1, country=None, employers="[]"), incident(2, employers=actors("wagner_group", "redut"))],
        [(3, 3, 3), (8, 8, 8)],
    )
    assert rows(con, "select country, employer_id, best from losses_monthly where n_incidents > 0 order by best") == [
        (None, "unknown_pmc", 3),
        ("MLI", "several_employers", 8),
    ]


def test_unknown_employers_fold_into_a_named_one(tmp_path: Path) -> None:
    con = several(tmp_path, [incident(1, employers=actors("unknown_russian_pmc", "wagner_group"))], [(3, 3, 3)])
    assert rows(con, "select employer_id, employer_ids from fact_incidents") == [("wagner_group", ["wagner_group"])]


def test_what_estimation_folded_outranks_what_articles_name(tmp_path: Path) -> None:
    # Wagner and Africa Corps are kin: estimation folds one into the other, and the panel must not call them several.
    con, _ = built(
        tmp_path,
        incidents=[incident(1, employers=actors("wagner_group", "africa_corps"))],
        estimates=[
            estimate(1, 5, 5, 5),
            estimate(1, 5, 5, 5, victim_group="total"),
            estimate(1, 5, 5, 5, scope="employer", employer_id="africa_corps"),
        ],
    )
    assert rows(con, "select employer_id from fact_incidents") == [("africa_corps",)]


def test_successions_are_apart_by_employer_and_together_by_line(tmp_path: Path) -> None:
    con = several(
        tmp_path,
        [incident(1), incident(2, employers=actors("africa_corps"))],
        [(3, 3, 3), (4, 4, 4)],
    )
    assert rows(
        con,
        "select employer_line_id, count(distinct employer_id), sum(best) from losses_monthly"
        " where n_incidents > 0 group by 1",
    ) == [("wagner_group+africa_corps", 2, 7)]


def test_a_circle_of_successors_is_one_line_and_no_endless_loop(tmp_path: Path) -> None:
    circle = [ACTORS[0], ACTORS[1] | {"successor": "wagner_group"}, ACTORS[2]]
    con, _ = built(tmp_path, actors=circle)
    assert rows(con, "select distinct line_id from dim_actor where actor_type = 'pmc'") == [
        ("wagner_group+africa_corps",)
    ]


_day = st.dates(dt.date(2023, 1, 1), dt.date(2024, 12, 31))
_figure = st.none() | st.integers(0, 40)


@settings(max_examples=8)  # each builds a warehouse
@given(
    st.lists(
        st.tuples(_day, st.integers(0, 60), st.sampled_from([None, "MLI", "SDN"]), _figure, st.booleans()),
        min_size=1,
        max_size=6,
    )
)
def test_the_sum_of_every_panel_is_that_of_the_facts(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[dt.date, int, str | None, int | None, bool]]
) -> None:
    incidents, figures = [], []
    for number, (day, length, country, best, two) in enumerate(told, 1):
        dates = {"date_start": day, "date_end": day + dt.timedelta(days=length), "date_prec": 1 if length == 0 else 3}
        employers = actors("wagner_group", "redut") if two else actors("wagner_group")
        incidents.append(incident(number, country=country, employers=employers, **dates))
        figures.append((best, best, None if best is None else best + 2))
    con = several(tmp_path_factory.mktemp("panels"), incidents, figures, coverage=MALI_2024)
    facts = rows(con, "select sum(deaths_contractors_best), sum(deaths_contractors_high) from fact_incidents")
    for panel in ("daily", "weekly", "monthly", "quarterly", "yearly"):
        sums = rows(con, f"select sum(best), sum(high) from losses_{panel} where effect = 'killed'")
        assert [tuple(n or 0 for n in row) for row in sums] == [tuple(n or 0 for n in row) for row in facts], panel
    series = rows(con, "select sum(best), sum(n_incidents) from losses(period := 'week') where effect = 'killed'")
    assert (series[0][0] or 0, series[0][1]) == (facts[0][0] or 0, len(told))
    con.close()


def test_the_series_of_one_employer_is_that_of_the_panel(tmp_path: Path) -> None:
    con = several(
        tmp_path,
        [incident(1), incident(2, country="SDN"), incident(3, employers=actors("redut"))],
        [(3, 3, 3), (4, 4, 4), (9, 9, 9)],
        coverage=MALI_2024,
    )
    one = "period_start = '2024-11-01' and effect = 'killed'"
    assert rows(con, f"select best from losses(employer := 'wagner_group') where {one}") == [(7,)]
    assert rows(con, f"select best from losses(employer := 'wagner_group+africa_corps') where {one}") == [(7,)]
    assert rows(con, f"select best from losses(employer := 'wagner_group', country := 'MLI') where {one}") == [(3,)]
    # Sudan is not covered: over both countries an empty month is unknown, in Mali alone it is a zero
    october = "period_start = '2024-10-01' and effect = 'killed'"
    assert rows(con, f"select best, in_coverage from losses() where {october}") == [(None, False)]
    assert rows(con, f"select best, in_coverage from losses(country := 'MLI') where {october}") == [(0, True)]


def test_a_series_over_a_period_or_rule_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    con, _ = built(tmp_path)
    with pytest.raises(duckdb.Error, match="period is day, week, month, quarter or year"):
        rows(con, "from losses('decade')")
    with pytest.raises(duckdb.Error, match="no such rule"):
        rows(con, "from losses(rule := 'mine')")


def test_cumulative_figures_add_up_and_the_rolling_ones_forget(tmp_path: Path) -> None:
    dates = [dt.date(2023, 11, 5), dt.date(2024, 11, 5), dt.date(2024, 12, 5)]
    con = several(
        tmp_path,
        [incident(n, date_start=day, date_end=day) for n, day in enumerate(dates, 1)],
        [(1, 1, 1), (2, 2, 2), (4, 4, 4)],
    )
    assert rows(
        con,
        "select month, cumulative_best, rolling_12_months_best from losses_cumulative"
        " where effect = 'killed' and best is not null order by month",
    ) == [(dt.date(2023, 11, 1), 1, 1), (dt.date(2024, 11, 1), 3, 2), (dt.date(2024, 12, 1), 7, 6)]


# facts and dimensions


def test_totals_are_sides_and_unknown(tmp_path: Path) -> None:
    # central Mali: contractors 5 / 5 / 7, seven in all, two of whom nobody knows
    con, _ = built(
        tmp_path, estimates=[estimate(1, 5, 5, 7, high_is_open=True), estimate(1, 7, 7, 7, victim_group="total")]
    )
    assert rows(con, "select best, deaths_contractors_best, deaths_unknown, high_is_open from fact_incidents") == [
        (7, 5, 2, True)
    ]


def test_wounded_never_enter_the_dead(tmp_path: Path) -> None:
    con, _ = built(
        tmp_path,
        estimates=[
            estimate(1, 3, 3, 3, effect="wounded"),
            estimate(1, 9, 9, 9, effect="killed_or_wounded"),
            estimate(1, 3, 3, 3, effect="wounded", victim_group="total"),
        ],
    )
    assert rows(con, "select best, deaths_contractors_best, wounded_contractors_best from fact_incidents") == [
        (None, None, 3)
    ]


def test_the_version_archived_last_is_current_and_the_others_say_when_they_were_superseded(tmp_path: Path) -> None:
    versions = [article("a", 1, article_key="url:x"), article("b", 2, article_key="url:x")]
    con, _ = built(
        tmp_path,
        articles=versions,
        mentions=[mention("a"), mention("b")],
        claims=[claim("a"), claim("b")],
        links=[link("b", 1)],
    )
    assert rows(con, "select version, is_current, superseded_at::varchar from dim_article order by version") == [
        (1, False, "2024-11-24 12:02:00"),
        (2, True, None),
    ]
    assert rows(con, "select is_current, incident_id from fact_claims order by is_current") == [
        (False, None),
        (True, "CL-000001"),
    ]
    assert rows(con, "select article_id, incident_id, role from article_incidents") == [("art-b", "CL-000001", "main")]


def test_an_article_belongs_to_the_source_of_its_domain_then_of_its_name(tmp_path: Path) -> None:
    known = [{"source_id": "sahel_wire", "name": "Sahel Wire", "domain": "wire.example"}]
    con, _ = built(
        tmp_path,
        sources=known,
        articles=[
            article("a", 1, url="https://www.africa.wire.example/1", publisher="whoever"),
            article("b", 2, publisher="sahel wire"),
            article("c", 3, url="https://other.example/1", publisher="Other"),
            article("d", 4, publisher="Nobody Knows"),
            article("e", 5, publisher=None),
        ],
    )
    found = rows(
        con,
        "select article_id, source_id from dim_article left join dim_source using (source_key) order by article_id",
    )
    assert found == [
        ("art-a", "sahel_wire"),
        ("art-b", "sahel_wire"),
        ("art-c", "other.example"),
        ("art-d", "name:nobody knows"),
        ("art-e", None),
    ]


def test_sources_of_sample_articles_alone_are_samples(tmp_path: Path) -> None:
    con, _ = built(tmp_path, articles=[article("a", 1, method="sample")])
    assert rows(con, "select source_type from dim_source") == [("sample",)]


def test_a_claim_names_the_actor_of_its_time(tmp_path: Path) -> None:
    # a company under two parents: the row that holds on the day of the incident is the one that is meant
    periods = [
        ACTORS[0] | {"valid_from": "2014", "valid_to": "2024-05"},
        ACTORS[0] | {"valid_from": "2024-06", "parent": "gru", "valid_to": None},
    ]
    con, _ = built(tmp_path, actors=periods)
    assert rows(
        con, "select parent_id from fact_claims inner join dim_actor on employer_key = actor_key"
    ) == [("gru",)]  # fmt: skip


def test_actors_that_the_reference_does_not_know_are_rows_and_say_so(tmp_path: Path) -> None:
    con, _ = built(tmp_path, claims=[claim("a", claimant="the mayor of Gao", claimant_id="mayor_gao")])
    assert rows(con, "select name, in_reference, is_used from dim_actor where actor_id = 'mayor_gao'") == [
        ("the mayor of Gao", False, True)
    ]


def test_surrogate_keys_fit_a_double_and_stay_when_other_rows_come(tmp_path: Path) -> None:
    con, _ = built(tmp_path)
    (key,) = rows(con, "select employer_key from fact_claims")[0]
    assert 0 < key < 2**53
    con.close()
    con, _ = built(tmp_path, actors=[{"actor_id": "aaa", "name": "First in the alphabet"}, *ACTORS])
    assert rows(con, "select employer_key from fact_claims") == [(key,)]


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    # the first and the last cell of PRIO-GRID, Kidal by hand, and the edges that would fall off the grid
    [(-90.0, -180.0, 1), (90.0, 180.0, 259_200), (18.44, 1.41, 216 * 720 + 363), (0.0, 0.0, 180 * 720 + 361)],
)
def test_a_place_falls_into_its_prio_grid_cell(latitude: float, longitude: float, cell: int, tmp_path: Path) -> None:
    place = {"latitude": latitude, "longitude": longitude, "where_prec": 1, "place": "Somewhere"}
    con, _ = built(tmp_path, incidents=[incident(1, **place)], mentions=[mention("a", **place)])
    assert rows(con, "select priogrid_gid from dim_location") == [(cell,)]
    assert rows(con, "select priogrid_gid from fact_incidents") == [(cell,)]


def test_a_summary_incident_is_pinned_to_no_cell(tmp_path: Path) -> None:
    place = {"latitude": 18.44, "longitude": 1.41, "where_prec": 1}
    con, _ = built(tmp_path, incidents=[incident(1, is_summary=True, **place)], mentions=[mention("a", **place)])
    assert rows(con, "select priogrid_gid from fact_incidents") == [(None,)]


def test_figures_lead_to_the_claims_that_made_them(tmp_path: Path) -> None:
    con, _ = built(tmp_path)
    assert rows(
        con,
        "with used as (select unnest(claim_keys) as claim_key from fact_casualty_estimates where scope = 'incident'"
        " and victim_group = 'contractor') select quote from used inner join fact_claims using (claim_key)",
    ) == [("Five Russian mercenaries were killed.",)]


def test_part_of_leads_to_the_whole(tmp_path: Path) -> None:
    whole = claim("a", victim_group="mixed")
    part = claim("a", 1, part_of=whole["claim_id"])
    con, _ = built(tmp_path, claims=[whole, part])
    assert rows(
        con,
        "select wholes.victim_group from fact_claims as parts"
        " inner join fact_claims as wholes on parts.part_of_key = wholes.claim_key",
    ) == [("mixed",)]


def test_claims_wide_has_the_latest_figure_of_each_kind_of_claimant(tmp_path: Path) -> None:
    con, _ = built(
        tmp_path,
        articles=[
            article("a", 1, published_on=dt.date(2024, 11, 22)),
            article("b", 2, published_on=dt.date(2024, 11, 25)),
        ],
        mentions=[mention("a"), mention("b")],
        links=[link("a", 1), link("b", 1)],
        claims=[
            claim("a", 0, claimant_type="monitor", figure_point=9),
            claim("a", 1, claimant_type="perpetrator", figure_point=50),
            claim("a", 2, claimant_type="employer", stance="denied", figure_point=0, figure_min=0, figure_max=0),
            claim("b", 0, claimant_type="monitor", figure_point=6),
            claim("b", 1, claimant_type="analyst", cumulative=True, figure_point=300),
        ],
    )
    assert rows(
        con,
        "select said_by_monitor, said_by_perpetrator, said_by_employer, said_by_analyst, n_claims, n_denials from claims_wide",
    ) == [(6, 50, None, None, 5, 1)]


def test_incidents_go_out_under_the_names_and_codes_of_ged_and_acled(tmp_path: Path) -> None:
    place = {
        "country": "MLI",
        "adm_1": "Kidal",
        "place": "Kidal",
        "latitude": 18.44,
        "longitude": 1.41,
        "where_prec": 1,
    }
    con, _ = built(
        tmp_path,
        articles=[article("a", 1, title="Five dead near Kidal")],
        mentions=[mention("a", **place)],
        incidents=[incident(7, perpetrators=actors("jnim"), **place)],
        links=[link("a", 7)],
        measures=[measures(7)],
        estimates=[
            estimate(7, 5, 5, 7),
            estimate(7, 2, 2, 2, victim_group="rebel"),
            estimate(7, 7, 7, 9, victim_group="total"),
            estimate(7, 4, 4, 4, victim_group="total", rule_id="acled_conservative"),
        ],
        rules=[
            *inputs().rules.to_dicts(),
            {"rule_id": "acled_conservative", "version": "1", "description": "x", "source": "y", "is_default": False},
        ],
    )
    ged = "id, relid, side_a, side_b, country, country_id, region, priogrid_gid, deaths_a, deaths_b, best, high, low"
    assert rows(con, f"select {ged} from incidents_ged") == [
        (7, "CL-000007", "Wagner Group", "JNIM", "Mali", 432, "Africa", 216 * 720 + 363, 5, 2, 7, 9, 7)
    ]
    acled = "event_id_cnty, time_precision, actor1, inter1, actor2, interaction, iso, region, geo_precision, fatalities"
    assert rows(con, f"select {acled} from incidents_acled") == [
        ("CL-000007", 1, "JNIM", 2, "Wagner Group", 28, 466, "Western Africa", 1, 4)
    ]


def test_violence_is_state_based_with_a_state_on_either_side_one_sided_among_captives_and_else_unknown(
    tmp_path: Path,
) -> None:
    con, _ = built(
        tmp_path,
        incidents=[
            incident(1, perpetrators=actors("jnim")),  # a company that works for Russia
            incident(2, perpetrators=actors("jnim"), event_type="abduction_execution"),
            incident(3, perpetrators=actors("jnim"), employers=actors("some_pmc")),
            incident(4, perpetrators=actors("jnim"), employers=actors("some_pmc")),  # soldiers died beside them
            incident(5),  # nobody knows by whom
        ],
        estimates=[estimate(4, 2, 2, 2, victim_group="state_forces"), estimate(4, 2, 2, 2, victim_group="total")],
        actors=[{**ACTORS[0], "principal": "russia"}, *ACTORS[1:]],
    )
    assert rows(con, "select id, type_of_violence from incidents_ged order by id") == [
        (1, 1), (2, 3), (3, None), (4, 1), (5, None),
    ]  # fmt: skip


def test_codes_are_those_of_the_lists_that_others_join_with(tmp_path: Path) -> None:
    wanted = ("AFG", "AND", "CZE", "GEO", "MLI", "VNM", "XKX", "YEM")
    con, _ = built(tmp_path, countries=[{"iso3": code, "name": code, "continent": "EU"} for code in wanted])
    assert rows(con, "select iso3, gwno, ged_region, acled_region from dim_country order by iso3") == [
        ("AFG", 700, "Asia", "Caucasus and Central Asia"),
        ("AND", 232, "Europe", "Europe"),
        ("CZE", 316, "Europe", "Europe"),
        ("GEO", 372, "Europe", "Caucasus and Central Asia"),
        ("MLI", 432, "Africa", "Western Africa"),
        ("VNM", 816, "Asia", "Southeast Asia"),
        ("XKX", 347, "Europe", "Europe"),
        ("YEM", 678, "Middle East", "Middle East"),
    ]


def history(
    version: int, change: str, best: int, *, recorded: tuple[int, int | None], number: int = 1
) -> dict[str, Any]:
    start, end = recorded  # days of November 2024, at six in the morning
    return {
        "incident_id": f"CL-{number:06d}",
        "version": version,
        "recorded_from": dt.datetime(2024, 11, start, 6, tzinfo=dt.UTC),
        "recorded_to": dt.datetime(2024, 11, end, 6, tzinfo=dt.UTC) if end else None,
        "release_id": f"R{version:06d}",
        "change": change,
        "changed": json.dumps(["deaths_contractors_best"]),
        "why": "a correction",
        "state": json.dumps({"deaths_contractors_best": best, "country": "MLI", "date_start": "2024-11-21"}),
    }


def test_incidents_as_of_a_time_are_what_the_release_of_that_time_said(tmp_path: Path) -> None:
    con, _ = built(
        tmp_path,
        history=[
            history(1, "new", 7, recorded=(22, 25)),
            history(2, "updated", 5, recorded=(25, None)),
            history(1, "new", 2, recorded=(22, 25), number=2),
            history(2, "merged", 2, recorded=(25, None), number=2),
        ],
    )
    ids = "select incident_id, deaths_contractors_best, date_start from"
    day = dt.date(2024, 11, 21)
    assert rows(con, f"{ids} incidents_asof('2024-11-21')") == []
    assert rows(con, f"{ids} incidents_asof('2024-11-24')") == [("CL-000001", 7, day), ("CL-000002", 2, day)]
    assert rows(con, f"{ids} incidents_asof('2024-11-25')") == [("CL-000001", 7, day), ("CL-000002", 2, day)]
    assert rows(con, f"{ids} incidents_asof('2024-11-25 06:00')") == [("CL-000001", 5, day)]


def test_revisions_say_what_changed_and_by_how_much(tmp_path: Path) -> None:
    con, _ = built(
        tmp_path, history=[history(1, "new", 7, recorded=(22, 25)), history(2, "updated", 5, recorded=(25, None))]
    )
    assert rows(
        con, "select change, changed, why, best_before, best_after, best_difference, days_after_first from revisions"
    ) == [("updated", ["deaths_contractors_best"], "a correction", 7, 5, -2, 3)]


def test_the_last_row_of_releases_is_the_file_itself(tmp_path: Path) -> None:
    earlier = release(1).frame({"fact_claims": 1}, {"fact_claims": "x"})
    result = build(
        tmp_path / "x.duckdb",
        inputs(releases=earlier),
        release(2, released_at=dt.datetime(2024, 12, 2, tzinfo=dt.UTC), has_samples=True),
    )
    con = duckdb.connect(str(result.staging))
    said = con.sql("from releases order by released_at").pl()
    assert said["release_id"].to_list() == ["R000001", "R000002"]
    assert said["has_samples"].to_list() == [False, True]
    assert json.loads(said["table_digests"][1])["fact_claims"] == result.digests["fact_claims"]
    assert json.loads(said["table_rows"][1])["fact_claims"] == 1


def test_absurd_dates_make_no_endless_calendar(tmp_path: Path) -> None:
    con, _ = built(tmp_path, mentions=[mention("a", date_start=dt.date(1, 1, 1), date_end=dt.date(9999, 12, 31))])
    assert rows(con, "select min(year), max(year) from dim_date") == [(2024, 2024)]


def test_no_column_of_the_file_holds_an_articles_text(tmp_path: Path) -> None:
    con, _ = built(tmp_path)
    names = {name for (name,) in rows(con, "select column_name from duckdb_columns() where not internal")}
    assert not names & {"text", "spans", "signature", "payload"}


def test_helpers_of_the_build_do_not_go_out(tmp_path: Path) -> None:
    con, _ = built(tmp_path)
    names = {name for (name,) in rows(con, "select function_name from duckdb_functions() where not internal")}
    assert names == {model.name for model in read_models() if model.kind == "macro"}
    assert len(HELPERS) > 0


def test_inputs_do_not_need_their_optional_frames(tmp_path: Path) -> None:
    frames = inputs()
    assert frames.history is None
    assert isinstance(frames.articles, pl.DataFrame)
    assert build(tmp_path / "x.duckdb", frames, release()).rows["fact_incident_history"] == 0
