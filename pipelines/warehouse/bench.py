"""Measures the warehouse on made-up rows of any size, each figure beside what it is compared with, in one run.

`python -m pipelines.warehouse.bench --claims 1000000 --incidents 100000 [--json FILE]`. What does not belong here: the rows
(synthetic.py), and judging a figure.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from pipelines.warehouse.build import build
from pipelines.warehouse.examples import read_examples
from pipelines.warehouse.expectations import check_release, prepare
from pipelines.warehouse.inputs import ReleaseInfo
from pipelines.warehouse.publish import PUBLISHED, copy_synced, publish
from pipelines.warehouse.query import open_read_only
from pipelines.warehouse.readers import readers_while_refreshing
from pipelines.warehouse.sql_tests import run_sql_tests
from pipelines.warehouse.synthetic import synthetic

PANEL = """
select month, employer_id, country, sum(low) as low, sum(best) as best, sum(high) as high
from losses_monthly where effect = 'killed' group by month, employer_id, country
"""
_NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def bench(claims: int, incidents: int, folder: Path, *, repeats: int = 20) -> list[dict[str, Any]]:
    """Rows of (what, seconds, cpu_seconds, beside, beside_seconds): a build to a published release, and reading it."""
    out: list[dict[str, Any]] = []
    made = synthetic(claims, incidents)
    with measured(out, f"build from {claims:,} claims and {incidents:,} incidents"):
        prepare()
        info = ReleaseInfo("R000001", _NOW, "bench", {}, has_samples=False)
        result = build(folder / "work" / PUBLISHED, made, info)
    with measured(out, "assertions"), duckdb.connect(str(result.staging), read_only=True) as con:
        failed = [test.reason for test in run_sql_tests(con) if not test.passed]
    if failed:
        raise AssertionError(f"The made-up warehouse breaks assertions: {failed}")
    with measured(out, "expectations"):
        check_release(result.staging, None, now=_NOW)
    size = result.staging.stat().st_size
    with measured(out, "a plain copy and fsync"):
        copy_synced(result.staging, folder / "plain.duckdb")
    copied = out.pop()
    with measured(out, f"publish {size / 1e6:,.0f} MB", "a plain copy and fsync", copied["seconds"]):
        publish(result, folder, now=_NOW)
    with open_read_only(folder) as con:
        bare = times(lambda: con.execute("select count(*) from fact_incident_losses").fetchall(), repeats)
        panel = times(lambda: con.sql(PANEL).pl(), repeats)
        out.append(_row("monthly panel per employer and country, p95", p95(panel), "a bare count", p95(bare)))
        slowest = 0.0
        everything: list[float] = []
        for example in read_examples():
            taken = times(lambda query=example.query: con.sql(query).pl(), max(repeats // 4, 3))  # type: ignore[misc]
            everything += taken
            slowest = max(slowest, statistics.median(taken))
        out.append(_row("example queries, p95", p95(everything), "the slowest, median", slowest))
    out.append(_row("build to published, together", sum(row["seconds"] for row in out[:4])))
    return out


def publish_large(megabytes: int, folder: Path) -> list[dict[str, Any]]:
    """The row of publishing a file of about so many MB, beside a plain copy and fsync of the same file."""
    info = ReleaseInfo("R000001", _NOW, "bench", {}, has_samples=False)
    result = build(folder / "work" / PUBLISHED, synthetic(1_000, 100), info)
    with duckdb.connect(str(result.staging)) as con:  # digests as text do not shrink: about 19 bytes a row
        con.execute(
            "create table filling as select md5(i::varchar) as digest from range(?) as t(i)", [megabytes * 52_000]
        )
        con.execute("checkpoint")
    out: list[dict[str, Any]] = []
    size = result.staging.stat().st_size / 1e6
    with measured(out, "a plain copy and fsync"):
        copy_synced(result.staging, folder / "plain.duckdb")
    (folder / "plain.duckdb").unlink()
    copied = out.pop()
    with measured(out, f"publish {size:,.0f} MB", "a plain copy and fsync", copied["seconds"]):
        publish(result, folder, now=_NOW)
    return out


def read_while_publishing(readers: int, refreshes: int, folder: Path) -> list[dict[str, Any]]:
    """The row of a read, p95, by so many processes while refreshes go out, beside the same with none going out."""
    builds = [
        build(
            folder / f"{claims}.duckdb",
            synthetic(claims, claims // 10),
            ReleaseInfo("R000001", _NOW, "bench", {}, has_samples=False),
        )
        for claims in (1_000, 2_000)
    ]
    counted = readers_while_refreshing(folder, builds, readers=readers, refreshes=refreshes)
    if counted.mixed:
        raise AssertionError(f"{counted.mixed} of {counted.reads:,} reads saw parts of two releases")
    what = f"{counted.reads:,} reads by {readers} processes during {refreshes} refreshes, none failed or mixed, p95"
    return [_row(what, p95(counted.taken), "with no refresh, p95", p95(counted.alone))]


@contextmanager
def measured(
    out: list[dict[str, Any]], what: str, beside: str = "", beside_seconds: float | None = None
) -> Iterator[None]:
    """Enter what the block took: on the clock, and of the processors (what a busy machine does not distort)."""
    clock, cpu = time.perf_counter(), time.process_time()
    yield
    row = _row(what, time.perf_counter() - clock, beside, beside_seconds)
    out.append({**row, "cpu_seconds": round(time.process_time() - cpu, 3)})


def times(action: Callable[[], object], repeats: int) -> list[float]:
    """Seconds of each of `repeats` calls, after one that warms up."""
    action()
    out = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        out.append(time.perf_counter() - start)
    return out


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


def as_table(rows: list[dict[str, Any]]) -> str:
    lines = [f"{'what':<58} {'seconds':>9} {'cpu':>9}  beside"]
    for row in rows:
        cpu = "" if row["cpu_seconds"] is None else f"{row['cpu_seconds']:.2f}"
        beside = f"{row['beside']}: {row['beside_seconds']:.3f}" if row["beside"] else ""
        lines.append(f"{row['what']:<58} {row['seconds']:>9.3f} {cpu:>9}  {beside}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--json", type=Path, help="write the figures as JSON too")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        rows = bench(given.claims, given.incidents, Path(folder))
    load = os.getloadavg()[0]
    print(f"{as_table(rows)}\nload of the machine at the end: {load:.1f}, {os.cpu_count()} processors")
    if given.json:
        given.json.write_text(json.dumps({"load": load, "rows": rows}, indent=2) + "\n", encoding="utf-8")


def _row(what: str, seconds: float, beside: str = "", beside_seconds: float | None = None) -> dict[str, Any]:
    beside_seconds = None if beside_seconds is None else round(beside_seconds, 4)
    row = {"what": what, "seconds": round(seconds, 4), "cpu_seconds": None}
    return {**row, "beside": beside, "beside_seconds": beside_seconds}


if __name__ == "__main__":
    main()
