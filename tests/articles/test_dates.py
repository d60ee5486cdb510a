"""When an article was published, where that is said plainly."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.articles.dates import from_iso, from_text, from_url, in_future, is_date_line, is_written

days = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
}


@given(days)
def test_a_day_in_an_address_is_read(day: dt.date) -> None:
    assert from_url(f"https://example.org/{day.year}/{day.month:02d}/{day.day:02d}/two-guards") == day
    assert from_url(f"https://example.org/{day.year}/{day.month}/{day.day}") == day
    assert from_url(f"https://example.org/news/two-guards-{day.isoformat()}.html") in (day, None)


@pytest.mark.parametrize(
    "url",
    [None, "", "https://example.org/2024/05/title", "https://example.org/2024/13/45/x", "https://example.org/20245"],
)
def test_an_address_without_a_day_says_none(url: str | None) -> None:
    assert from_url(url) is None


@given(days, st.sampled_from(["en", "fr"]), st.sampled_from(["", "Published ", "Publié le ", "Posted on "]))
def test_a_date_line_is_read_in_both_languages(day: dt.date, language: str, before: str) -> None:
    line = f"{before}{day.day} {MONTHS[language][day.month - 1]} {day.year}"
    assert is_date_line(line)
    assert from_text(f"A headline of some words\n\n{line}\n\nAnd then the text.") == day


@given(days)
def test_an_american_date_line_is_read(day: dt.date) -> None:
    assert from_text(f"{MONTHS['en'][day.month - 1]} {day.day}, {day.year}\n\nText.") == day
    assert from_text(f"NORTHPORT, {MONTHS['en'][day.month - 1]} {day.day}, {day.year} (Agency) - Two died.") == day


@given(days, st.sampled_from(["", "T10:15:00Z", " 10:15", "T23:59:59.5-11:00"]))
def test_an_iso_date_is_the_day_as_written(day: dt.date, time: str) -> None:
    assert from_iso(day.isoformat() + time) == day


@given(st.text(max_size=80))
def test_whatever_a_text_says_is_a_day_or_none(text: str) -> None:
    for read in (from_text, from_url, from_iso):
        assert read(text) is None or isinstance(read(text), dt.date)


def test_a_date_within_the_text_dates_nothing() -> None:
    assert from_text("Two guards were killed on 3 May 2021. It was the second attack.") is None
    assert from_text("\n".join(["Line of the text."] * 20 + ["3 May 2021"])) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [("21.11.2024", dt.date(2024, 11, 21)), ("21/11/2024 - 10h15", dt.date(2024, 11, 21)), ("11/21/2024", dt.date(2024, 11, 21)),
     ("03/05/2021", None), ("Published: 03/05/2021", None)],
)  # fmt: skip
def test_figures_are_a_date_only_where_it_is_plain_which_is_the_day(line: str, expected: dt.date | None) -> None:
    assert from_text(f"{line}\n\nThe text.") == expected


def test_a_date_at_the_foot_counts_where_it_says_that_it_is_the_publication() -> None:
    lines = "\n".join(["Line of the text."] * 20)
    assert from_text(f"{lines}\nFirst published: 12 May 2014") == dt.date(2014, 5, 12)
    assert from_text(f"{lines}\n12 May 2014") is None


def test_the_future_begins_when_no_place_on_earth_has_that_day() -> None:
    now = dt.datetime(2026, 3, 4, 23, 0, tzinfo=dt.UTC)
    assert not in_future(dt.date(2026, 3, 5), now)
    assert in_future(dt.date(2026, 3, 6), now)


@given(days, st.sampled_from(["en", "fr"]))
def test_a_day_is_written_in_figures_or_in_words(day: dt.date, language: str) -> None:
    month = MONTHS[language][day.month - 1]
    for form in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        assert is_written(day, f"Published {form}.")
    assert not is_written(day, f"{month} {day.year}, {day.year}/{day.month:02d}/")
