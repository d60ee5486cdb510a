"""The twenty questions are answered, in the shape that they promise."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.build import build
from pipelines.warehouse.examples import Example, read_example, read_examples
from pipelines.warehouse.headers import HeaderError
from pipelines.warehouse.inputs import ReleaseInfo
from pipelines.warehouse.synthetic import synthetic
from warehouse.small import NOW

EXAMPLES = read_examples()
# On made-up data nothing is ever revised, and nothing lacks a month or a country.
MAY_BE_EMPTY = {"12_what_fits_no_month", "16_what_was_revised"}


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """Forty made-up incidents with a hundred claims."""
    info = ReleaseInfo("R000001", NOW, "test", {}, has_samples=False)
    result = build(tmp_path_factory.mktemp("examples") / "x.duckdb", synthetic(100, 40), info)
    return duckdb.connect(str(result.staging), read_only=True)


def test_there_are_twenty_questions() -> None:
    assert len(EXAMPLES) == 20
    assert all(example.question.endswith("?") for example in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.path.stem)
def test_a_question_is_answered_in_the_shape_it_promises(example: Example, con: duckdb.DuckDBPyConnection) -> None:
    rows = con.sql(example.query).pl()
    assert tuple(rows.columns) == example.columns
    assert rows.height > 0 or example.path.stem in MAY_BE_EMPTY


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.path.stem)
def test_a_question_has_the_same_answer_twice(example: Example, con: duckdb.DuckDBPyConnection) -> None:
    assert con.sql(example.query).pl().equals(con.sql(example.query).pl())


def test_an_example_without_a_question_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.sql").write_text("-- answer: one\n-- columns: a\nselect 1 as a;\n")
    with pytest.raises(HeaderError, match=r"examples/x\.sql.*`-- question: …`"):
        read_example(tmp_path / "x.sql")
