"""Many processes read while refreshes go out: no error, no mixed state, nobody waits."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from dagster._core.instance.ref import InstanceRef

from pipelines.settings import PROJECT_ROOT
from pipelines.warehouse.build import build
from pipelines.warehouse.publish import PUBLISHED
from pipelines.warehouse.query import run_query
from pipelines.warehouse.readers import readers_while_refreshing
from pipelines.warehouse.synthetic import synthetic
from warehouse.small import incident, inputs, release

# DuckDB's three headers of 4 KiB: what it reads of a file before it opens it a second time.
FIRST_PAGES = 3 * 4096


def test_readers_see_one_release_or_the_other_while_refreshes_go_out(tmp_path: Path) -> None:
    builds = [
        build(tmp_path / f"{count}.duckdb", inputs(incidents=[incident(n + 1) for n in range(count)]), release())
        for count in (1, 3)
    ]
    counted = readers_while_refreshing(tmp_path, builds, readers=3, refreshes=12)
    assert counted.mixed == 0
    assert len(counted.alone) >= 3 * 5
    assert len(list((tmp_path / "releases").glob("*.duckdb"))) == 2


def test_whoever_opens_the_file_while_a_release_is_swapped_in_reads_that_release(tmp_path: Path) -> None:
    """A client opens the file, reads its first pages, and opens it again for the rest: in between, it may be another file."""
    builds = [build(tmp_path / f"{count}.duckdb", synthetic(count, count // 10), release()) for count in (1_000, 2_000)]
    readers_while_refreshing(tmp_path, builds, readers=1, refreshes=2)
    before, after = (kept.read_bytes() for kept in sorted((tmp_path / "releases").glob("*.duckdb")))
    for first, rest, count in ((before, after, 1_000), (after, before, 2_000)):
        (tmp_path / "between.duckdb").write_bytes(first[:FIRST_PAGES] + rest[FIRST_PAGES:])
        with duckdb.connect(str(tmp_path / "between.duckdb"), read_only=True) as con:
            assert con.execute("select count(*) from fact_claims").fetchall() == [(count,)]


def test_an_open_that_met_a_swap_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = build(tmp_path / PUBLISHED, inputs(incidents=[incident(1)]), release())
    met, opened = [duckdb.InternalException("Failed to load metadata pointer")], duckdb.connect

    def connect(*given: Any, **more: Any) -> duckdb.DuckDBPyConnection:
        if met:
            raise met.pop()
        return opened(*given, **more)

    monkeypatch.setattr(duckdb, "connect", connect)
    assert run_query(tmp_path, "select count(*) as n from fact_incidents")["n"].to_list() == [1]
    made.staging.write_bytes(b"no database")
    with pytest.raises(duckdb.IOException, match="not a valid DuckDB database file"):
        run_query(tmp_path, "select 1")


def test_a_reader_that_fails_is_no_silent_success(tmp_path: Path) -> None:
    made = build(tmp_path / "one.duckdb", inputs(incidents=[incident(1)]), release())
    with duckdb.connect(str(made.staging)) as con:
        con.execute("drop table fact_incidents")
    with pytest.raises(RuntimeError, match="fact_incidents"):
        readers_while_refreshing(tmp_path, [made], readers=1, refreshes=1)


def test_the_commented_block_of_dagster_yaml_puts_storage_on_a_postgresql_server(tmp_path: Path) -> None:
    said = (PROJECT_ROOT / "dagster.yaml").read_text(encoding="utf-8")
    block = re.search(r"^# storage:\n(?:#   .*\n)+", said, re.MULTILINE)
    assert block
    settings = yaml.safe_load(said) | yaml.safe_load(re.sub("^# ", "", block.group(), flags=re.MULTILINE))
    (tmp_path / "dagster.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    storage = InstanceRef.from_dir(str(tmp_path)).storage_data
    assert (storage.module_name, storage.class_name) == ("dagster_postgres", "DagsterPostgresStorage")
    assert storage.config_dict == {"postgres_url": {"env": "DAGSTER_PG_URL"}}
