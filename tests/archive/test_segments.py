"""Append-only tables."""

import os
from concurrent.futures import ThreadPoolExecutor

import duckdb
import polars as pl
import pytest

from pipelines.archive.segments import FAN, Segments

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


def names(table: Segments) -> list[str]:
    return sorted(path.name for path in table.folder.glob("*.parquet"))


def appended(table: Segments, count: int) -> Segments:
    for number in range(1, count + 1):
        table.append(pl.DataFrame({"number": [number], "word": ["x"]}))
    return table


def test_many_small_segments_become_few_large_ones_with_the_same_rows(tmp_path):
    table = appended(Segments(tmp_path / "t", SCHEMA), FAN * FAN + FAN + 2)
    assert table.read()["number"].to_list() == list(range(1, FAN * FAN + FAN + 3))
    assert names(table) == [
        "00000001-00000256.parquet",
        "00000257-00000272.parquet",
        "00000273.parquet",
        "00000274.parquet",
    ]
    assert table.missing() == []


@pytest.mark.parametrize("deleted", range(FAN + 1))
def test_a_crash_while_segments_are_joined_counts_no_row_twice_and_loses_none(tmp_path, deleted):
    table = appended(Segments(tmp_path / "t", SCHEMA), FAN - 1)
    parts = {path: path.read_bytes() for path in table.files()}
    table.append(pl.DataFrame({"number": [FAN], "word": ["x"]}))
    for path, content in list(parts.items())[: FAN - deleted]:  # the joined segment stands, not all its parts are gone
        path.write_bytes(content)
    assert table.read()["number"].to_list() == list(range(1, FAN + 1))
    table.append(pl.DataFrame({"number": [FAN + 1], "word": ["x"]}))
    assert names(table) == ["00000001-00000016.parquet", "00000017.parquet"]


def test_a_segment_that_is_gone_is_told(tmp_path):
    table = appended(Segments(tmp_path / "t", SCHEMA), FAN + 3)
    (tmp_path / "t" / "00000018.parquet").unlink()
    assert table.missing() == [18]


def test_readers_see_every_row_once_while_segments_are_joined(tmp_path):
    table = Segments(tmp_path / "t", SCHEMA)
    table.append(pl.DataFrame({"number": [0], "word": ["x"]}))

    def look() -> list[list[int]]:
        return [Segments(tmp_path / "t", SCHEMA).read()["number"].to_list() for _ in range(60)]

    with ThreadPoolExecutor(3) as pool:
        looks = [pool.submit(look) for _ in range(2)]
        for number in range(1, 3 * FAN):
            table.append(pl.DataFrame({"number": [number], "word": ["x"]}))
        seen = [one for future in looks for one in future.result()]
    assert all(one == list(range(len(one))) for one in seen)


def test_a_segment_can_be_read_by_whom_the_umask_lets(tmp_path):
    before = os.umask(0o027)
    try:
        written = Segments(tmp_path / "t", SCHEMA).append(pl.DataFrame({"number": [7], "word": ["seven"]}))
    finally:
        os.umask(before)
    assert written is not None
    assert written.stat().st_mode & 0o777 == 0o640
