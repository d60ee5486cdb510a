import datetime as dt
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.dates.find import DateMention, find_dates
from pipelines.extraction.text.document import read
from pipelines.schemas.contract import Article

SATURDAY = dt.date(2024, 7, 27)


def found(text: str, published: dt.date | None = SATURDAY, language: str = "en") -> list[DateMention]:
    return find_dates(read(Article("a", text, published_on=published, language=language)))


def span(text: str, published: dt.date | None = SATURDAY, language: str = "en") -> tuple[str, str, int | None] | None:
    """Start, end and precision of the first date that is resolved."""
    for mention in found(text, published, language):
        if mention.date_start and mention.date_end:
            return mention.date_start.isoformat(), mention.date_end.isoformat(), mention.date_prec
    return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They were killed on Thursday.", ("2024-07-25", "2024-07-25", 1)),
        ("They were killed late on Wednesday.", ("2024-07-24", "2024-07-24", 1)),
        ("They were killed on Saturday.", ("2024-07-27", "2024-07-27", 1)),
        ("They were killed last Saturday.", ("2024-07-20", "2024-07-20", 1)),
        ("They were killed on Thursday of last week.", ("2024-07-18", "2024-07-18", 1)),
        ("Thursday's ambush killed four.", ("2024-07-25", "2024-07-25", 1)),
        ("They died yesterday.", ("2024-07-26", "2024-07-26", 1)),
        ("They fought on Wednesday and Thursday.", ("2024-07-24", "2024-07-25", 2)),
        ("Six days after the army announced that it had hit them, they are missing.", ("2024-07-21", "2024-07-21", 1)),
        ("They died on the night of Wednesday to Thursday.", ("2024-07-24", "2024-07-25", 2)),
        ("They died on the night of 25 to 26 July.", ("2024-07-25", "2024-07-26", 2)),
        ("They died on the night of July 25 to 26.", ("2024-07-25", "2024-07-26", 2)),
        ("They died in fighting on July 22-27.", ("2024-07-22", "2024-07-27", 2)),
        ("They died between 25 and 27 July.", ("2024-07-25", "2024-07-27", 2)),
        ("They died between July 30 and August 2, 2023.", ("2023-07-30", "2023-08-02", 2)),
        ("They died over the weekend.", ("2024-07-27", "2024-07-28", 2)),
        ("They died last week.", ("2024-07-15", "2024-07-21", 3)),
        ("They died this week.", ("2024-07-22", "2024-07-27", 3)),
        ("They died two weeks ago.", ("2024-07-08", "2024-07-14", 3)),
        ("A year ago today four of them died.", ("2023-07-27", "2023-07-27", 1)),
        ("They died one month ago to the day.", ("2024-06-27", "2024-06-27", 1)),
        ("They died eleven days ago.", ("2024-07-16", "2024-07-16", 1)),
        ("They died in the week to July 20.", ("2024-07-14", "2024-07-20", 3)),
        ("They died earlier this month.", ("2024-07-01", "2024-07-27", 4)),
        ("They died last month.", ("2024-06-01", "2024-06-30", 4)),
        ("They died in December.", ("2023-12-01", "2023-12-31", 4)),
        ("They died in February of last year.", ("2023-02-01", "2023-02-28", 4)),
        ("They died in mid-June.", ("2024-06-11", "2024-06-20", 4)),
        ("They died in May 2021.", ("2021-05-01", "2021-05-31", 4)),
        ("They died in the summer of 2014.", ("2014-06-01", "2014-08-31", 5)),
        ("They died in 2016.", ("2016-01-01", "2016-12-31", 5)),
        ("They died on 9 June 2005.", ("2005-06-09", "2005-06-09", 1)),
        ("They died on Sept. 16, 2007.", ("2007-09-16", "2007-09-16", 1)),
        ("They died on October 2.", ("2023-10-02", "2023-10-02", 1)),
        ("They died on the first Sunday of June.", ("2024-06-02", "2024-06-02", 1)),
        ("They died on the second Saturday of the month.", ("2024-07-13", "2024-07-13", 1)),
        ("They died on the last Wednesday of the month.", ("2024-06-26", "2024-06-26", 1)),
        ("They died in the second week of May.", ("2024-05-08", "2024-05-14", 3)),
        ("They died in the last week of November.", ("2023-11-24", "2023-11-30", 3)),
        ("Four weeks on, nobody agrees on how the ambush went.", ("2024-06-24", "2024-06-30", 3)),
        ("They died on Valentine's Day.", ("2024-02-14", "2024-02-14", 1)),
        ("They died on Christmas Day 2014.", ("2014-12-25", "2014-12-25", 1)),
        ("They died on the 22nd.", ("2024-07-22", "2024-07-22", 1)),
        ("They died on 2021-05-27.", ("2021-05-27", "2021-05-27", 1)),
        ("They died on 27/05/2021.", ("2021-05-27", "2021-05-27", 1)),
        ("Five days after the ambush, nobody agrees on the toll.", ("2024-07-22", "2024-07-22", 1)),
    ],
)
def test_an_english_date_is_seen_from_the_day_of_publication(text: str, expected: tuple[str, str, int]) -> None:
    assert span(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ils ont été tués jeudi.", ("2024-07-25", "2024-07-25", 1)),
        ("Ils sont morts dans la nuit du 16 au 17 janvier.", ("2024-01-16", "2024-01-17", 2)),
        ("Ils sont morts le 7 février dernier.", ("2024-02-07", "2024-02-07", 1)),
        ("L'embuscade du vendredi 7 février 2025 a fait 25 morts.", ("2025-02-07", "2025-02-07", 1)),
        ("Ils sont morts il y a un an, jour pour jour.", ("2023-07-27", "2023-07-27", 1)),
        ("Ils sont morts il y a trois jours.", ("2024-07-24", "2024-07-24", 1)),
        ("Ils sont morts à la mi-juin.", ("2024-06-11", "2024-06-20", 4)),
        ("Ils sont morts ce week-end.", ("2024-07-27", "2024-07-28", 2)),
        ("Ils sont morts la semaine dernière.", ("2024-07-15", "2024-07-21", 3)),
        ("Ils sont morts le deuxième samedi du mois.", ("2024-07-13", "2024-07-13", 1)),
        ("Ils sont morts la deuxième semaine de mai.", ("2024-05-08", "2024-05-14", 3)),
        ("Ils sont morts en mars.", ("2024-03-01", "2024-03-31", 4)),
        ("Ils sont morts hier soir.", ("2024-07-26", "2024-07-26", 1)),
        ("Le bilan reste incertain, deux jours après l'attaque.", ("2024-07-25", "2024-07-25", 1)),
    ],
)
def test_a_french_date_is_seen_from_the_day_of_publication(text: str, expected: tuple[str, str, int]) -> None:
    assert span(text, language="fr") == expected


def test_without_a_day_of_publication_a_relative_date_is_nothing() -> None:
    for text in ("They died on Thursday.", "They died yesterday.", "They died in July.", "They died on 9 June."):
        assert span(text, published=None) is None, text
    assert span("They died on 9 June 2005.", published=None) == ("2005-06-09", "2005-06-09", 1)


def test_a_full_date_in_the_dateline_stands_for_the_day_of_publication() -> None:
    text = "BENGHAZI, June 30, 2023 (Wire) - Drones killed two guards on Thursday."
    assert [m.date_start for m in found(text, published=None)][-1] == dt.date(2023, 6, 29)


def test_a_number_that_two_days_may_be_is_left_alone() -> None:
    assert span("They died on 04/05/2021.", published=None) is None


def test_a_date_earlier_or_later_is_counted_from_the_event_before_it() -> None:
    text = "The camp was shelled on Thursday. Three days earlier a mine had killed two."
    assert [m.date_start for m in found(text)] == [dt.date(2024, 7, 25), dt.date(2024, 7, 22)]


def test_a_weekday_with_a_date_finds_the_year_in_which_they_agree() -> None:
    assert span("They died on Thursday, July 25.", dt.date(2026, 3, 1)) == ("2024-07-25", "2024-07-25", 1)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Four guards were killed, the ministry said on Friday.", "report"),
        ("The ministry on Tuesday revised the toll.", "report"),
        ("The number of dead rose to nine on Thursday, the embassy said.", "report"),
        ("It has been at war since 2014.", "since"),
        ("The bodies will arrive on Thursday.", "future"),
        ("Three Russians were killed on Thursday, an official said.", "event"),
        ("Premiums are set to rise after last week's attack.", "event"),
    ],
)
def test_the_words_around_a_date_say_what_it_dates(text: str, role: str) -> None:
    assert [m.role for m in found(text)] == [role]


def test_may_and_march_are_months_only_where_they_are_written_so() -> None:
    assert found("They may march on the capital.") == []
    assert found("May be true, said the guard.") == []


def test_a_date_keeps_its_place_in_the_text() -> None:
    text = "Then, late on Wednesday, they left."
    (mention,) = found(text)
    assert text[mention.start : mention.end] == mention.text == "late on Wednesday"


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_pattern_finds_its_example(code: str) -> None:
    patterns = import_module(f"pipelines.extraction.languages.{code}.dates").LANGUAGE.patterns
    missed = [
        (kind, example)
        for kind, _, example in patterns
        if not any(
            m.kind == kind
            for m in found(f"On {example} they were killed {example}.", language=code)
            + found(f"They were killed in {example}.", language=code)
        )
    ]
    assert missed == []


@given(st.text(max_size=200), st.sampled_from(["en", "fr"]))
def test_any_text_gives_dates_in_order_and_within_it(text: str, language: str) -> None:
    mentions = found(text, language=language)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(m.date_start <= m.date_end for m in mentions if m.date_start and m.date_end)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31)))
def test_a_weekday_is_never_after_publication_nor_a_week_before(published: dt.date) -> None:
    for day in ("Monday", "Thursday", "Sunday"):
        (mention,) = found(f"They were killed on {day}.", published)
        assert mention.date_start is not None
        assert 0 <= (published - mention.date_start).days < 7


@given(st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31)))
def test_a_full_date_does_not_depend_on_publication(day: dt.date) -> None:
    written = f"They were killed on {day.day} {day:%B} {day.year}."
    assert span(written, None) == span(written) == (day.isoformat(), day.isoformat(), 1)


def test_a_day_without_its_month_is_of_the_month_named_last() -> None:
    days = [m.date_start for m in found("They set off in March. On the 18th they were killed.")]
    assert days == [dt.date(2024, 3, 1), dt.date(2024, 3, 18)]


def test_that_day_is_the_one_since_which_something_is_so() -> None:
    days = [m.date_start for m in found("Since Friday there is silence. On that day, shells hit the school.")]
    assert days == [dt.date(2024, 7, 26), dt.date(2024, 7, 26)]


def test_overnight_is_the_night_before_the_day_of_the_statement() -> None:
    mentions = found("Russia said on Thursday that missiles had hit the town overnight.")
    assert [(m.date_start, m.date_end, m.date_prec) for m in mentions][1] == (
        dt.date(2024, 7, 24),
        dt.date(2024, 7, 25),
        2,
    )


def test_seven_is_no_month_in_french() -> None:
    assert found("L'armée parle de cinq morts, l'hôpital de sept.", language="fr") == []
    assert [m.date_start for m in found("Le 12 sept 2021, il est mort.", language="fr")] == [dt.date(2021, 9, 12)]
