"""Runs the assertions of sql/tests/ and the grain of every table on a staging file: each returns its offending rows.

What belongs here: running and reporting. What does not: what is asserted (the SQL files; the headers' keys), and how the
release as a whole compares with the one before (expectations.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import duckdb

from pipelines.warehouse.headers import SQL_ROOT, HeaderError, read_models

Severity = Literal["error", "warn"]
SHOWN_ROWS = 5


@dataclass(frozen=True)
class TestResult:
    """One assertion: `failures` offending rows, of which `sample` shows the first. Severity error blocks publication."""

    __test__ = False  # not a test class, whatever its name

    name: str
    severity: Severity
    why: str
    failures: int
    sample: list[dict[str, Any]] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return self.failures == 0

    @property
    def blocks(self) -> bool:
        return not self.passed and self.severity == "error"

    @property
    def claim(self) -> str:
        """The name in words: `assert_no_stage_loses_rows` is "No stage loses rows"."""
        words = self.name.removeprefix("assert_").replace("_", " ")
        return words[:1].upper() + words[1:]

    @property
    def reason(self) -> str:
        """One line for a ledger: what does not hold, how often, and one example."""
        example = f", e.g. {self.sample[0]}" if self.sample else ""
        return f"{self.claim}: {self.failures:,} rows do not{example}"


@dataclass(frozen=True)
class Assertion:
    name: str
    severity: Severity
    why: str
    query: str


def run_sql_tests(con: duckdb.DuckDBPyConnection, *, sql_root: Path = SQL_ROOT) -> list[TestResult]:
    """Run every assertion on an open staging file. Raises duckdb.Error, naming the file, where a query does not run."""
    return [run(con, assertion) for assertion in assertions(sql_root)]


def assertions(sql_root: Path = SQL_ROOT) -> Iterator[Assertion]:
    """The assertions of sql/tests/, then the grain of every table, both in the order of their names."""
    yield from (read_assertion(path) for path in sorted((sql_root / "tests").glob("assert_*.sql")))
    for model in sorted(read_models(sql_root), key=lambda model: model.name):
        if model.kind == "table" and model.key:
            keys = ", ".join(model.key)
            yield Assertion(
                name=f"assert_{model.name}_has_one_row_per_{'_and_'.join(model.key)}",
                severity="error",
                why=f"a row that stands twice is counted twice. Grain: {model.grain}",
                query=f"select {keys}, count(*) as n_rows from {model.name} group by {keys} having count(*) > 1",  # noqa: S608
            )


def read_assertion(path: Path) -> Assertion:
    """Parse one file: severity and because in the header, then the query. Raises HeaderError."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = {}
    while lines and lines[0].startswith("-- "):
        key, _, value = lines.pop(0).removeprefix("-- ").partition(": ")
        header[key] = value.strip()
    severity = header.get("severity")
    if severity not in {"error", "warn"} or not header.get("because"):
        raise HeaderError(f"{path.name}: the header needs `-- severity: error` or `warn`, and `-- because: …`.")
    return Assertion(path.stem, severity, header["because"], "\n".join(lines).strip().rstrip(";"))  # type: ignore[arg-type]


def run(con: duckdb.DuckDBPyConnection, assertion: Assertion) -> TestResult:
    try:
        rows = con.sql(f"from ({assertion.query}) as offending limit {SHOWN_ROWS + 1}").pl()
        failures = rows.height
        if failures > SHOWN_ROWS:
            ((failures,),) = con.execute(f"select count(*) from ({assertion.query}) as offending").fetchall()  # noqa: S608
    except duckdb.Error as error:
        raise type(error)(f"{assertion.name}: {error}") from error
    return TestResult(assertion.name, assertion.severity, assertion.why, failures, rows.head(SHOWN_ROWS).to_dicts())
