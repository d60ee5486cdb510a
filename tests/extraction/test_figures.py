"""Figures: what an expression counts, by the table "Figures" of the data contract."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.claims.figure import Figure, bounded
from pipelines.extraction.claims.figures import find_figures
from pipelines.extraction.languages import language
from pipelines.extraction.text.document import read
from pipelines.extraction.text.syntax import parse
from pipelines.schemas.contract import Article

ENGLISH = language("en")


def figures(text: str) -> list[Figure]:
    document = read(Article("a", text))
    return [figure for tree in parse(document.sentences, ENGLISH) for figure in find_figures(tree, ENGLISH)]


def values(text: str) -> list[tuple[int | None, int | None, int | None, str]]:
    return [(f.low, f.high, f.point, f.modifier) for f in figures(text) if f.kind not in ("name", "the", "own")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seven guards were killed.", (7, 7, 7, "exact")),
        ("At least seven guards were killed.", (7, None, 7, "at_least")),
        ("Seven or more guards were killed.", (7, None, 7, "at_least")),
        ("More than 80 guards were killed.", (81, None, 80, "more_than")),
        ("Over 80 guards were killed.", (81, None, 80, "more_than")),
        ("Up to 20 guards were killed.", (None, 20, 20, "up_to")),
        ("As many as 20 guards were killed.", (None, 20, 20, "up_to")),
        ("Fewer than 20 guards were killed.", (None, 19, 20, "up_to")),
        ("About 50 guards were killed.", (None, None, 50, "about")),
        ("Nearly fifty guards were killed.", (None, None, 50, "about")),
        ("Between 20 and 50 guards were killed.", (20, 50, None, "range")),
        ("20 to 50 guards were killed.", (20, 50, None, "range")),
        ("Two or three guards were killed.", (2, 3, None, "range")),
        ("Several guards were killed.", (2, None, None, "several")),
        ("A number of guards were killed.", (2, None, None, "several")),
        ("A couple of guards were killed.", (None, None, 2, "about")),
        ("Half a dozen guards were killed.", (None, None, 6, "about")),
        ("Two dozen guards were killed.", (None, None, 24, "about")),
        ("Dozens of guards were killed.", (24, None, None, "dozens")),
        ("Tens of guards were killed.", (20, None, None, "tens")),
        ("Scores of guards were killed.", (40, None, None, "scores")),
        ("Hundreds of guards were killed.", (200, None, None, "hundreds")),
        ("Thousands of guards were killed.", (2000, None, None, "hundreds")),
        ("No guards were killed.", (0, 0, 0, "exact")),
        ("A guard was killed.", (1, 1, 1, "exact")),
        ("Twenty-five guards were killed.", (25, 25, 25, "exact")),
        ("Three hundred and three guards were killed.", (303, 303, 303, "exact")),
        ("1,500 guards were killed.", (1500, 1500, 1500, "exact")),
        ("1 500 guards were killed.", (1500, 1500, 1500, "exact")),
        ("Another two guards were killed.", (2, 2, 2, "exact")),
        ("Both were killed.", (2, 2, 2, "exact")),
    ],
)
def test_an_expression_has_the_bounds_of_the_contract(text: str, expected: tuple) -> None:
    assert values(text)[0] == expected


def test_a_change_from_one_toll_to_another_is_two_figures() -> None:
    assert [v[2] for v in values("The toll was revised down from 14 to 12.")] == [14, 12]


def test_a_spread_of_estimates_is_a_range() -> None:
    assert values("Estimates of the dead ran from two to 20.")[0] == (2, 20, None, "range")


def test_an_age_is_no_number_of_people() -> None:
    assert values("A 12-year-old boy was killed.") == [(1, 1, 1, "exact")]


def test_a_year_does_not_join_the_number_after_it() -> None:
    assert (6, 6, 6, "exact") in values("In April 2005 six guards died.")


def test_the_noun_is_found_where_the_parse_misreads_a_name() -> None:
    document = read(Article("a", "At least 10 IS militants were killed."))
    tree = parse(document.sentences, ENGLISH)[0]
    figure = find_figures(tree, ENGLISH)[0]
    assert figure.noun is not None
    assert tree.words[figure.noun] == "militants"


@given(
    st.integers(min_value=1, max_value=10_000),
    st.sampled_from(["at_least", "more_than", "up_to", "fewer", "about", None]),
)
def test_bounds_are_in_order_and_the_point_is_the_number_that_was_said(value: int, bound: str | None) -> None:
    low, high, point, _ = bounded(value, bound)  # type: ignore[arg-type]
    assert point == value
    assert low is None or high is None or low <= high


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for figure in figures(text):
        assert figure.start < figure.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed a family of four.", (4, 4, 4, "exact")),
        ("The hospital spoke of seven dead, the army of five.", (5, 5, 5, "exact")),
        ("The death toll was revised up to 72.", (72, 72, 72, "exact")),
        ("He was the fifth guard to be killed on that road.", (5, 5, 5, "exact")),
        ("In March one of its drivers was hurt.", (1, 1, 1, "exact")),
        ("A Serb and a Croat were among the dead.", (1, 1, 1, "exact")),
    ],
)
def test_people_are_counted_in_these_ways_too(text: str, expected: tuple) -> None:
    assert expected in values(text)


@pytest.mark.parametrize(
    "text",
    [
        "They fought for three weeks.",
        "It happened on February 7.",
        "Nobody knows how many died.",
        "He was killed in Bakhmut.",
        "No aircraft was lost.",
    ],
)
def test_weeks_dates_places_and_aircraft_are_no_people(text: str) -> None:
    assert [f.parsed for f in figures(text) if f.kind not in ("pronoun", "zero") or f.noun is not None] == []


def test_a_boy_of_seven_is_one_person_and_his_age_is_no_figure() -> None:
    assert values("A boy of seven was killed.") == [(1, 1, 1, "exact")]
