"""The published warehouse is read, and nothing else on the machine is."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.warehouse.build import build
from pipelines.warehouse.publish import publish
from pipelines.warehouse.query import FORMULA_STARTS, NoWarehouseError, QueryError, csv_safe, run_query, write
from warehouse.small import NOW, inputs, release


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    publish(build(folder / "work" / "x.duckdb", inputs(), release()), folder, now=NOW)
    return folder


def test_without_a_warehouse_the_next_step_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError, match=r"`losses run` makes losses\.duckdb"):
        run_query(tmp_path, "select 1")


@pytest.mark.parametrize(
    "query",
    [
        "copy (select 1) to '{out}'",
        "select * from read_text('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/*')",
        "attach '{out}' as other",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "export database '{out}'",
        "select * from read_csv('https://example.org/x.csv')",
    ],
)
def test_sql_touches_no_file_and_no_network(query: str, home: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    with pytest.raises(QueryError):
        run_query(home, query.format(out=target))
    assert not target.exists()


@pytest.mark.parametrize("query", ["delete from fact_claims", "create table x (a int)", "drop view losses_monthly"])
def test_sql_changes_nothing(query: str, home: Path) -> None:
    with pytest.raises(QueryError, match="read-only"):
        run_query(home, query)
    assert run_query(home, "select count(*) as n from fact_claims")["n"].item() == 1


def test_files_may_be_written_where_they_are_asked_for(home: Path, tmp_path: Path) -> None:
    run_query(home, f"copy (select 1 as a) to '{tmp_path}/x.csv'", allow_files=True)
    assert (tmp_path / "x.csv").read_text() == "a\n1\n"


def test_a_misspelt_table_is_answered_with_where_the_tables_are_listed(home: Path) -> None:
    with pytest.raises(QueryError, match="`show tables` lists what there is"):
        run_query(home, "from fact_incidence")


def test_parameters_are_bound_and_not_spliced(home: Path) -> None:
    rows = run_query(home, "select ? as said", parameters=["'; drop table fact_claims; --"])
    assert rows["said"].item() == "'; drop table fact_claims; --"


def test_rows_come_as_table_csv_json_and_parquet(home: Path) -> None:
    rows = run_query(home, "select incident_id, date_start, employer_ids, deaths_rebels from fact_incidents")
    assert write(rows, "csv").decode().splitlines() == [
        "incident_id,date_start,employer_ids,deaths_rebels",
        'CL-000001,2024-11-21,"[""wagner_group""]",',
    ]
    assert json.loads(write(rows, "json")) == [
        {
            "incident_id": "CL-000001",
            "date_start": "2024-11-21",
            "employer_ids": ["wagner_group"],
            "deaths_rebels": None,
        }
    ]
    assert pl.read_parquet(io.BytesIO(write(rows, "parquet"))).equals(rows)
    assert "CL-000001" in write(rows, "table").decode()


def test_rows_too_wide_for_a_terminal_are_printed_one_below_the_other() -> None:
    rows = pl.DataFrame({f"column_{number}": [None, "x" * 30] for number in range(10)})
    printed = write(rows, "table").decode().splitlines()
    assert printed[:2] == ["column_0  null", "column_1  null"]
    assert printed[11] == f"column_0  {'x' * 30}"
    assert max(map(len, printed)) < 50


def test_a_long_table_is_printed_whole(home: Path) -> None:
    assert "| 499" in write(run_query(home, "select '| ' || range as n from range(500)"), "table").decode()


@given(st.text(max_size=12))
def test_no_cell_of_a_csv_starts_a_formula(text: str) -> None:
    written = csv_safe(pl.DataFrame({"quote": [text], "list": [[text]]}))
    cells = next(iter(csv.reader(io.StringIO(written.split("\n", 1)[1], newline=""))), [""])
    assert not any(cell.startswith(FORMULA_STARTS) for cell in cells)
    assert cells[0] in {text, f"'{text}"} or text == "" or "\r" in text


def test_negative_numbers_stay_numbers() -> None:
    assert (
        csv_safe(pl.DataFrame({"difference": [-3, None], "why": ["-3", "=1+1"]})) == "difference,why\n-3,'-3\n,'=1+1\n"
    )
