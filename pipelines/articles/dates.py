"""When an article was published, and where that was found: given, metadata, URL or text; else unknown.

Here belong publication dates alone; dates of events do not (`extraction`). Never a file's time, never today.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Source = Literal["given", "metadata", "url", "text"]

# Nothing that this ledger reads was printed earlier; a date before it is a slip of a content system (1970-01-01).
EARLIEST = dt.date(1970, 1, 2)
# The day begins up to 14 hours earlier elsewhere than in UTC.
_AHEAD = dt.timedelta(days=1)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv", "february feb février fevrier févr", "march mar mars", "april apr avril avr",
            "may mai", "june jun juin", "july jul juillet juil", "august aug août aout", "september sept sep septembre",
            "october oct octobre", "november nov novembre", "december dec décembre decembre déc",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY_MONTH_YEAR = rf"(?:\w+,? )?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)? {_MONTH},? (?P<year>(?:19|20)\d\d)"
_MONTH_DAY_YEAR = rf"(?:\w+,? )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)"
_ISO = r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"
_DOTTED = r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)"
# Day or month first? Only a number above 12 tells.
_DAY_FIRST = r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)"
_MONTH_FIRST = r"(?P<month>\d{1,2})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>(?:19|20)\d\d)"
_FORMS = (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _ISO, _DOTTED, _DAY_FIRST, _MONTH_FIRST)
_CLOCK = r"(?:[,\s]*(?:at|à|@)?\s*\d{1,2}\s?[:h.]\s?\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?)?"
_SAID = r"(?:(?:published|posted|first published|publié|publiée|mis en ligne)(?:\s+(?:on|at|le))?\s*:?\s*)"
# A line that is nothing but "Published on 3 May 2021 at 10:12", with what was updated when after it.
_SAID_LINES = tuple(re.compile(rf"^{_SAID}{form}{_CLOCK}(?:\s*[-–|·(].{{0,60}})?$", re.IGNORECASE) for form in _FORMS)
_DATE_LINES = _SAID_LINES + tuple(
    re.compile(rf"^(?:\d{{1,2}}:\d\d,\s*)?{form}{_CLOCK}(?:\s*[-–|·(].{{0,60}})?$", re.IGNORECASE) for form in _FORMS
)
# "KABUL, May 16, 2013 (Agency) -": a dateline with its year. Without the year it dates nothing.
_DATELINES = tuple(
    re.compile(rf"^[A-ZÀ-Þ][\w'’ .,/-]{{1,50}}?,\s+{form}\s*(?:\([^)]{{2,30}}\))?\s*[-–—:]+\s", re.IGNORECASE)
    for form in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR)
)
_IN_URL = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>0?[1-9]|1[0-2])[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
_IN_URL_COMPACT = re.compile(r"[/-](?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_HEAD_LINES, _FOOT_LINES = 12, 5


@dataclass(slots=True, frozen=True)
class Published:
    """A publication date and where it was found; both None where it is unknown."""

    on: dt.date | None = None
    source: Source | None = None


def in_future(day: dt.date, now: dt.datetime) -> bool:
    """Whether nobody on earth can have published on `day` yet."""
    return day > now.astimezone(dt.UTC).date() + _AHEAD


def from_url(url: str | None) -> dt.date | None:
    """The day in an address such as `/2024/11/23/title`; a year and a month alone are no day."""
    for pattern in (_IN_URL, _IN_URL_COMPACT):
        match = pattern.search(url or "")
        if match and (day := _day(match)):
            return day
    return None


def from_text(text: str) -> dt.date | None:
    """The day that a date line or a dateline with its year gives; None for anything less plain.

    A bare date counts in the first lines only; "Published on …" does in the last ones as well.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    head, foot = lines[:_HEAD_LINES], lines[-_FOOT_LINES:]
    for pattern_set, where in ((_DATE_LINES, head), (_DATELINES, head), (_SAID_LINES, foot)):
        for line in where:
            for pattern in pattern_set:
                match = pattern.match(line[:200])
                if match and (day := _day(match)):
                    return day
    return None


def from_iso(value: object) -> dt.date | None:
    """The day of an ISO 8601 date or time, as written: in the publisher's own time zone."""
    match = (
        re.match(r"\s*(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})(?!\d)", value)
        if isinstance(value, str)
        else None
    )
    return _day(match) if match else None


def is_written(day: dt.date, text: str) -> bool:
    """Whether `day` stands somewhere in `text`, in figures or in words, with its day of the month."""
    year, month, number = day.year, day.month, day.day
    names = "|".join(name for name, value in _MONTHS.items() if value == month)
    forms = (
        rf"{year}[-/.]?{month:02d}[-/.]?{number:02d}(?!\d)",
        rf"(?<!\d)(?:0?{number}[-/.]0?{month}|0?{month}[-/.]0?{number})[-/.]{year}(?!\d)",
        rf"(?<!\d)0?{number}(?:st|nd|rd|th|er)? (?:{names})\.?,? {year}",
        rf"\b(?:{names})\.? 0?{number}(?:st|nd|rd|th)?,? {year}",
    )
    return any(re.search(form, text, re.IGNORECASE) for form in forms)


def is_date_line(line: str) -> bool:
    """Whether a line is nothing but when the article was published."""
    return any(pattern.match(line.strip()[:200]) for pattern in _DATE_LINES)


def _day(match: re.Match[str]) -> dt.date | None:
    month = match["month"].lower().rstrip(".")
    try:
        day = dt.date(int(match["year"]), _MONTHS.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None
    return day if day >= EARLIEST else None
