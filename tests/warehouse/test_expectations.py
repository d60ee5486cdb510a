"""A release as a whole: what blocks it, what warns, and what it is compared with."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.warehouse.build import BuildResult, build
from pipelines.warehouse.expectations import ExpectationResult, check_release
from pipelines.warehouse.sql_tests import TestResult
from pipelines.warehouse.validation_page import validation_page, write_validation_page
from warehouse.small import NOW, article, claim, doc, estimate, incident, inputs, link, measures, mention, release


def made(folder: Path, incidents: int, **info: Any) -> BuildResult:
    """A release of so many incidents, each told by an article of its own."""
    letters = [f"{n:x}" for n in range(1, incidents + 1)]
    given = inputs(
        articles=[article(letter, n) for n, letter in enumerate(letters, 1)],
        mentions=[mention(letter) for letter in letters],
        claims=[claim(letter) for letter in letters],
        links=[link(letter, n) for n, letter in enumerate(letters, 1)],
        incidents=[incident(n) for n in range(1, incidents + 1)],
        estimates=[
            estimate(n, 5, 5, 5, victim_group=group, claim_ids=f'["{doc(letter)}#0.0"]')
            for n, letter in enumerate(letters, 1)
            for group in ("contractor", "total")
        ],
        measures=[measures(n) for n in range(1, incidents + 1)],
    )
    return build(folder / f"of_{incidents}_{info.get('has_samples', False)}.duckdb", given, release(**info))


def failing(results: list[ExpectationResult]) -> dict[str, str]:
    return {result.claim: result.severity for result in results if not result.passed}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("releases")


@pytest.fixture(scope="module")
def ten(folder: Path) -> BuildResult:
    return made(folder, 10)


@pytest.fixture(scope="module")
def seven(folder: Path) -> BuildResult:
    return made(folder, 7)


def test_a_first_release_without_any_incident_goes_out_with_a_warning(folder: Path) -> None:
    results = check_release(made(folder, 0).staging, None, now=NOW)
    assert failing(results) == {"The warehouse holds incidents": "warn"}


def test_a_sound_release_meets_every_expectation(ten: BuildResult) -> None:
    results = check_release(ten.staging, None, now=NOW)
    assert failing(results) == {}
    assert len({result.name for result in results}) == len(results) > 15


def test_a_release_that_loses_a_third_of_its_incidents_does_not_go_out_unasked(
    ten: BuildResult, seven: BuildResult
) -> None:
    results = check_release(seven.staging, ten.staging, now=NOW)
    assert failing(results) == {
        "Volume: the release keeps its incidents": "error",
        "Volume: the release keeps its articles": "error",
    }
    lost = next(result for result in results if result.claim == "Volume: the release keeps its incidents")
    assert lost.blocks
    assert lost.reason == "Volume: the release keeps its incidents: expected at least 0.8, found 0.7"
    assert "--allow-shrink" in lost.why


def test_asked_for_it_goes_out_with_a_warning(ten: BuildResult, seven: BuildResult) -> None:
    results = check_release(seven.staging, ten.staging, now=NOW, allow_shrink=True)
    assert set(failing(results).values()) == {"warn"}
    assert not any(result.blocks for result in results)


def test_two_incidents_that_turn_out_to_be_one_are_no_loss_however_few_there_are(folder: Path) -> None:
    three, two = made(folder, 3), made(folder, 2)
    results = check_release(two.staging, three.staging, now=NOW)
    assert "Volume: the release keeps its incidents" not in failing(results)


def test_the_first_release_without_samples_is_not_compared_with_them(folder: Path, ten: BuildResult) -> None:
    samples = made(folder, 9, has_samples=True)
    own = made(folder, 1)
    assert failing(check_release(own.staging, samples.staging, now=NOW)) == {}


def test_old_news_warns_and_does_not_block(ten: BuildResult) -> None:
    results = check_release(ten.staging, None, now=NOW + dt.timedelta(days=90))
    assert failing(results) == {"Freshness: something was fetched in the last 30 days": "warn"}


@pytest.mark.parametrize(
    ("spoiled", "claim_in_words", "severity"),
    [
        ("deaths_contractors_best = 4000", "No incident has more contractors killed than any on record", "warn"),
        ("grade = 'probable'", "Grades are those of Airwars", "error"),
        ("country = 'ML'", "Countries are ISO 3166-1 alpha-3", "error"),
        ("event_type = 'battle'", "Event types are those of the contract", "error"),
        ("date_start = date '0204-11-21'", "No incident is dated before 1900", "warn"),
        ("number_of_sources = 0", "Every incident has a source", "error"),
        ("latitude = 181", "Latitudes are on the globe", "error"),
    ],
)
def test_a_code_that_does_not_exist_blocks_and_one_misread_figure_warns(
    spoiled: str, claim_in_words: str, severity: str, tmp_path: Path
) -> None:
    result = made(tmp_path, 1)
    con = duckdb.connect(str(result.staging))
    con.execute(f"update fact_incidents set {spoiled}")
    con.close()
    assert failing(check_release(result.staging, None, now=NOW))[claim_in_words] == severity


def test_a_previous_file_of_another_shape_is_not_compared_with(tmp_path: Path, ten: BuildResult) -> None:
    old = tmp_path / "old.duckdb"
    duckdb.connect(str(old)).execute("create table something_else (a int)").close()
    assert failing(check_release(ten.staging, old, now=NOW)) == {}


def result(name: str, *, passed: bool, severity: str = "error", sample: str = "") -> TestResult:
    rows = [] if passed else [{"quote": sample}]
    return TestResult(name, severity, "it matters", len(rows), rows)  # type: ignore[arg-type]


def test_the_page_says_what_blocks_in_words_and_loads_nothing(ten: BuildResult) -> None:
    page = validation_page(
        ten,
        [result("assert_no_stage_loses_rows", passed=False), result("assert_dates_are_in_order", passed=True)],
        check_release(ten.staging, None, now=NOW),
        now=NOW,
    )
    assert "Blocked: 1 of " in page
    assert page.index("No stage loses rows") < page.index("Dates are in order")
    assert "✗ blocks" in page
    assert "✓ holds" in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_what_an_article_says_is_shown_and_not_run(ten: BuildResult, tmp_path: Path) -> None:
    hostile = result("assert_quotes_are_short", passed=False, severity="warn", sample="<script>alert(1)</script>")
    write_validation_page(tmp_path / "a" / "page.html", ten, [hostile], [], now=NOW)
    page = (tmp_path / "a" / "page.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "May go out, with 1 warnings" in page


def test_a_release_of_samples_says_so_on_its_page(folder: Path) -> None:
    assert "not for analysis" in validation_page(made(folder, 1, has_samples=True), [], [], now=NOW)
