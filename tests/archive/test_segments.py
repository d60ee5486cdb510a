"""Append-only tables."""

from concurrent.futures import ThreadPoolExecutor

import duckdb
import polars as pl
import pytest

from pipelines.archive.segments import Segments

SCHEMA = pl.Schema({"number": pl.Int64, "word": pl.String})


def test_rows_come_back_in_the_order_of_their_segments(tmp_path):
    table = Segments(tmp_path / "t", SCHEMA)
    table.append(pl.DataFrame({"number": [2], "word": ["b"]}))
    table.append(pl.DataFrame({"word": ["a"], "number": [1]}))
    assert table.read().rows() == [(2, "b"), (1, "a")]


def test_no_rows_make_no_segment_and_an_empty_table_keeps_its_columns(tmp_path):
    table = Segments(tmp_path / "t", SCHEMA)
    assert table.append(pl.DataFrame(schema=SCHEMA)) is None
    assert table.read().schema == SCHEMA
    assert table.files() == []


def test_writers_at_the_same_time_lose_nothing_and_overwrite_nothing(tmp_path):
    frames = [pl.DataFrame({"number": [n], "word": ["x"]}) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda frame: Segments(tmp_path / "t", SCHEMA).append(frame), frames))
    assert sorted(Segments(tmp_path / "t", SCHEMA).read()["number"]) == list(range(40))


def test_a_failed_write_leaves_no_file_behind(tmp_path):
    table = Segments(tmp_path / "t", SCHEMA)
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        table.append(pl.DataFrame({"number": [1]}))
    assert not (tmp_path / "t").exists() or list((tmp_path / "t").iterdir()) == []


def test_plain_duckdb_reads_the_folder(tmp_path):
    Segments(tmp_path / "t", SCHEMA).append(pl.DataFrame({"number": [7], "word": ["seven"]}))
    assert duckdb.sql(f"select number, word from '{tmp_path}/t/*.parquet'").fetchall() == [(7, "seven")]
