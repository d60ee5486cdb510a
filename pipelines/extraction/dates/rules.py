"""What each kind of date expression means, seen from the day of publication: one small function per kind.

Here belongs the arithmetic; finding the expressions belongs to `dates`, their words to `dates_<code>`. Every function gives
the earliest and the latest day and GED's precision, or None where the text does not say enough.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from pipelines.extraction.languages.base_dates import DateLanguage

Span = tuple[dt.date, dt.date, int]  # earliest, latest, precision

_DAY = dt.timedelta(days=1)
_YEARS = range(1900, 2100)


class Anchor(Protocol):
    """A date of the article that others are counted from."""

    @property
    def date_start(self) -> dt.date | None: ...
    @property
    def date_end(self) -> dt.date | None: ...
    @property
    def date_prec(self) -> int | None: ...
    @property
    def role(self) -> str: ...


@dataclass
class Context:
    """What a date is seen from: the day of publication, and the dates read so far."""

    code: str
    language: DateLanguage
    reference: dt.date | None
    last: Anchor | None = None
    month: Anchor | None = None  # the month named last: "In October … on the 18th"


def _number(text: str, language: DateLanguage) -> int | None:
    return int(text) if text.isdigit() else language.numbers.get(text)


def _year(groups: dict[str, str | None], name: str = "y") -> int | None:
    value = groups.get(name)
    return int(value) if value else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _month(year: int, month: int) -> Span:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), 4


def _shift(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _week(day: dt.date) -> Span:
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + 6 * _DAY, 3


def _prec(low: dt.date, high: dt.date) -> int:
    days = (high - low).days + 1
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def _last(reference: dt.date, month: int, day: int, weekday: int | None = None) -> dt.date | None:
    """The latest such day on or before the reference; with a weekday, the latest that falls on it."""
    for back in range(8):
        found = _date(reference.year - back, month, day)
        if found and found <= reference and (weekday is None or found.weekday() == weekday):
            return found
    return None


def _r_iso(match: re.Match[str], context: Context) -> Span | None:
    found = _date(int(match["y"]), int(match["m"]), int(match["d"]))
    return (found, found, 1) if found else None


def _r_numeric(match: re.Match[str], context: Context) -> Span | None:
    """Day first where only that is a date, or in French; "04/05/2021" in English is left alone: who knows?"""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    if a <= 12 and b <= 12 and a != b and "janvier" not in context.language.months:
        return None
    found = _date(year, b, a) or _date(year, a, b)
    return (found, found, 1) if found else None


def _r_day(match: re.Match[str], context: Context) -> Span | None:
    groups = match.groupdict()
    month, day, year = context.language.months[match["mon"]], int(match["d"]), _year(groups)
    weekday = context.language.weekdays.get(groups.get("wd") or "")
    if year is None and groups.get("back") and context.reference:
        year = context.reference.year + context.language.back[match["back"]]
    if year is not None:
        found = _date(year, month, day)
    elif context.reference is None:
        return None
    else:
        found = _last(context.reference, month, day, weekday) or _last(context.reference, month, day)
    return (found, found, 1) if found else None


def _r_days(match: re.Match[str], context: Context) -> Span | None:
    groups, months = match.groupdict(), context.language.months
    name, name2 = groups.get("mon") or groups.get("mon2"), groups.get("mon2") or groups.get("mon")
    if name is None or name2 is None:
        return None
    month, month2, year = months[name], months[name2], _year(groups)
    if year is None:
        if context.reference is None:
            return None
        start = _last(context.reference, month, int(match["d"]))
        year = start.year if start else context.reference.year
    low, high = _date(year, month, int(match["d"])), _date(year + (month2 < month), month2, int(match["d2"]))
    if low is None or high is None or high < low or (high - low).days > 366:
        return None
    return low, high, _prec(low, high)


def _r_weekday(match: re.Match[str], context: Context) -> Span | None:
    if context.reference is None:
        return None
    weekday = context.language.weekdays[match["wd"]]
    rel = (match.groupdict().get("rel") or "").strip()
    anchor = context.reference
    if rel in ("the previous", "the following", "that") and context.last and context.last.date_start:
        anchor = context.last.date_start
    back = (anchor.weekday() - weekday) % 7
    which = context.language.which.get(rel, 0)
    if rel == "the following" or which == 1:
        found = anchor + dt.timedelta(days=(weekday - anchor.weekday()) % 7 or 7)
    elif which == -1 and back == 0:
        found = anchor - 7 * _DAY
    else:
        found = anchor - back * _DAY
    return found, found, 1


def _r_weekday_week(match: re.Match[str], context: Context) -> Span | None:
    if context.reference is None:
        return None
    monday = _week(context.reference)[0]
    if match["week"] != "this":
        monday -= 7 * _DAY
    found = monday + context.language.weekdays[match["wd"]] * _DAY
    return (found, found, 1) if found <= context.reference else None


def _r_weekdays(match: re.Match[str], context: Context) -> Span | None:
    if context.reference is None:
        return None
    days = context.language.weekdays
    high = context.reference - dt.timedelta(days=(context.reference.weekday() - days[match["wd2"]]) % 7)
    low = high - dt.timedelta(days=(days[match["wd2"]] - days[match["wd"]]) % 7)
    return low, high, _prec(low, high)


def _r_ordinal_weekday(match: re.Match[str], context: Context) -> Span | None:
    groups, order = match.groupdict(), context.language.ordinals[match["ord"]]
    weekday = context.language.weekdays[match["wd"]]
    if not groups.get("mon"):
        return _in_this_month(context, weekday, order)
    month, year = context.language.months[match["mon"]], _year(groups)
    if year is None and context.reference is None:
        return None
    years = [year] if year else [context.reference.year, context.reference.year - 1] if context.reference else []
    for candidate in years:
        days = [d for d in _days_of(candidate, month) if d.weekday() == weekday]
        found = days[-1] if order == -1 else days[order - 1]
        if year or (context.reference and found <= context.reference):
            return found, found, 1
    return None


def _in_this_month(context: Context, weekday: int, order: int) -> Span | None:
    """ "The second Saturday of the month": of the month written in, or of the one before where that is still to come."""
    if context.reference is None:
        return None
    for back in (0, 1):
        month = _shift(context.reference.replace(day=1), -back)
        days = [d for d in _days_of(month.year, month.month) if d.weekday() == weekday]
        found = days[-1] if order == -1 else days[order - 1]
        if found <= context.reference:
            return found, found, 1
    return None


def _r_ordinal_week(match: re.Match[str], context: Context) -> Span | None:
    """ "The second week of November": its days 8 to 14, for weeks are counted so loosely; the last week is the last seven."""
    if context.reference is None and _year(match.groupdict()) is None:
        return None
    month, order = context.language.months[match["mon"]], context.language.ordinals[match["ord"]]
    year = _year(match.groupdict())
    if year is None and context.reference:
        year = context.reference.year - (month > context.reference.month)
    if year is None:
        return None
    days = _days_of(year, month)
    first = len(days) - 7 if order == -1 else 7 * (order - 1)
    return days[first], days[first + 6], 3


def _days_of(year: int, month: int) -> list[dt.date]:
    return [dt.date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def _r_holiday(match: re.Match[str], context: Context) -> Span | None:
    month, day = context.language.holidays[match["h"]]
    year = _year(match.groupdict())
    found = _date(year, month, day) if year else _last(context.reference, month, day) if context.reference else None
    return (found, found, 1) if found else None


def _r_day_only(match: re.Match[str], context: Context) -> Span | None:
    day = int(match["d"])
    if context.month and context.month.date_start:
        found = _date(context.month.date_start.year, context.month.date_start.month, day)
        return (found, found, 1) if found else None
    if context.reference is None:
        return None
    for back in range(3):
        month = _shift(context.reference.replace(day=1), -back)
        found = _date(month.year, month.month, day)
        if found and found <= context.reference:
            return found, found, 1
    return None


def _r_night_only(match: re.Match[str], context: Context) -> Span | None:
    """ "The night of the 13th to the 14th": of the month named last, or the latest such night."""
    first = _r_day_only(match, context)
    if first is None or int(match["d2"]) != (first[0] + _DAY).day:
        return None
    return first[0], first[0] + _DAY, 2


def _r_relative_day(match: re.Match[str], context: Context) -> Span | None:
    if context.reference is None:
        return None
    word = match["word"]
    if word in context.language.overnight:
        told = context.last if context.last and context.last.role == "report" else None
        day = (told.date_end if told else None) or context.reference
        return day - _DAY, day, 2  # the night before the day of the statement
    found = context.reference + context.language.relative[word] * _DAY
    return found, found, 1


def _r_week_of(match: re.Match[str], context: Context) -> Span | None:
    groups = match.groupdict()
    month = context.language.months[groups.get("mon") or groups.get("mon2") or ""]
    day, year = int(groups.get("d") or groups.get("d2") or 0), _year(groups)
    if year is None and context.reference is None:
        return None
    found = _date(year, month, day) if year else _last(context.reference or dt.date.min, month, day)
    if found is None:
        return None
    if match["how"] in ("to", "ending"):
        return found - 6 * _DAY, found, 3
    return found, found + 6 * _DAY, 3


def _r_weekend(match: re.Match[str], context: Context) -> Span | None:
    if context.reference is None:
        return None
    sunday = context.reference - dt.timedelta(days=(context.reference.weekday() + 1) % 7)
    if context.reference.weekday() == 5:  # written on a Saturday: it is the weekend
        return context.reference, context.reference + _DAY, 2
    return sunday - _DAY, sunday, 2


def _r_week(match: re.Match[str], context: Context) -> Span | None:
    if context.reference is None:
        return None
    which = context.language.which.get(match["rel"], 0)
    low, high, prec = _week(context.reference + 7 * which * _DAY)
    if which == 0:
        return low, context.reference, 3 if context.reference > low else 1
    return low, high, prec


def _part(span: Span, part: str | None, language: DateLanguage) -> Span:
    """The first, middle or last third of a span: "mid-July" is the 11th to the 20th."""
    low, high, prec = span
    if not part or part.strip(" -") not in language.parts:
        return span
    third, which = ((high - low).days + 1) // 3, language.parts[part.strip(" -")]
    start = low + which * third * _DAY
    end = high if which == 2 else low + ((which + 1) * third - 1) * _DAY
    return start, end, min(prec, 4) if (high - low).days <= 31 else prec


def _until(span: Span, reference: dt.date | None) -> Span:
    """A period that the day of publication lies in ends there."""
    low, high, prec = span
    return (low, reference, prec) if reference and low <= reference < high else span


def _r_month(match: re.Match[str], context: Context) -> Span | None:
    groups = match.groupdict()
    month, year = context.language.months[match["mon"]], _year(groups)
    reference = context.reference
    if year is None:
        if reference is None:
            return None
        year = reference.year if month <= reference.month else reference.year - 1
        rel = context.language.which.get((groups.get("rel") or "").strip(), 0)
        if rel == -1 and month == reference.month:
            year -= 1
        if rel == 1:
            return None
    return _until(_part(_month(year, month), groups.get("part"), context.language), reference)


def _r_months(match: re.Match[str], context: Context) -> Span | None:
    groups, months = match.groupdict(), context.language.months
    year2 = int(match["y2"])
    year = _year(groups) or (year2 if months[match["mon"]] <= months[match["mon2"]] else year2 - 1)
    low, high = _month(year, months[match["mon"]])[0], _month(year2, months[match["mon2"]])[1]
    return (low, high, 5) if low <= high else None


def _r_month_of(match: re.Match[str], context: Context) -> Span | None:
    if context.reference is None:
        return None
    return _month(context.reference.year + context.language.back[match["back"]], context.language.months[match["mon"]])


def _r_month_rel(match: re.Match[str], context: Context) -> Span | None:
    if context.reference is None:
        return None
    day = _shift(context.reference, context.language.which.get(match["rel"], 0))
    span = _part(_month(day.year, day.month), match.groupdict().get("part"), context.language)
    return _until(span, context.reference)


def _r_season(match: re.Match[str], context: Context) -> Span | None:
    """Seasons of the northern half, where most of the writing is done."""
    first, length = context.language.seasons[match["season"]]
    year = _year(match.groupdict())
    if year is None:
        if context.reference is None:
            return None
        year = context.reference.year if first <= context.reference.month else context.reference.year - 1
    low = dt.date(year, first, 1)
    span = (low, _shift(low, length) - _DAY, 5)
    return _part(span, match.groupdict().get("part"), context.language)


def _r_half(match: re.Match[str], context: Context) -> Span | None:
    year = int(match["y"])
    first = match["half"] in ("first", "premier")
    return (dt.date(year, 1, 1), dt.date(year, 6, 30), 5) if first else (dt.date(year, 7, 1), dt.date(year, 12, 31), 5)


def _r_year(match: re.Match[str], context: Context) -> Span | None:
    year = int(match["y"])
    if year not in _YEARS:
        return None
    span = (dt.date(year, 1, 1), dt.date(year, 12, 31), 5)
    return _until(_part(span, match.groupdict().get("part"), context.language), context.reference)


def _r_year_rel(match: re.Match[str], context: Context) -> Span | None:
    if context.reference is None:
        return None
    year = context.reference.year + context.language.which.get(match["rel"], 0)
    span = (dt.date(year, 1, 1), dt.date(year, 12, 31), 5)
    return _until(_part(span, match.groupdict().get("part"), context.language), context.reference)


def _r_ago(match: re.Match[str], context: Context) -> Span | None:
    return _counted(match, context, context.reference, -1)


def _r_to_the_day(match: re.Match[str], context: Context) -> Span | None:
    """ "A year ago today": that day, and not the year."""
    number, unit = _number(match["n"], context.language), context.language.units.get(match["unit"], "day")
    if context.reference is None or number is None:
        return None
    months = {"month": 1, "year": 12, "decade": 120}.get(unit)
    days = {"week": 7, "fortnight": 14}.get(unit, 1)
    try:
        found = _shift(context.reference, -number * months) if months else context.reference - number * days * _DAY
    except (OverflowError, ValueError):
        return None
    return found, found, 1


def _counted(match: re.Match[str], context: Context, anchor: dt.date | None, sign: int) -> Span | None:
    """So many days, weeks, months or years from an anchor: as exact as the unit is."""
    groups = match.groupdict()
    unit = context.language.units.get(groups.get("unit") or "", "day")
    number = _number(groups["n"], context.language) if groups.get("n") else 1
    if anchor is None or number is None:
        return None
    try:
        if unit == "day":
            found = anchor + sign * number * _DAY
            return found, found, 1
        if unit in ("week", "fortnight"):
            days = number * (7 if unit == "week" else 14)
            found = anchor + sign * days * _DAY
            return _week(found)
        if unit == "month":
            found = _shift(anchor, sign * number)
            return _month(found.year, found.month)
        year = anchor.year + sign * number * (10 if unit == "decade" else 1)
        return (dt.date(year, 1, 1), dt.date(year, 12, 31), 5) if year in _YEARS else None
    except (OverflowError, ValueError):
        return None


def _r_after_event(match: re.Match[str], context: Context) -> Span | None:
    """ "Five days after the attack, nobody agrees": written so many days after it."""
    return _counted(match, context, context.reference, -1)


def _r_anchored(match: re.Match[str], context: Context) -> Span | None:
    if context.last is None or context.last.date_start is None or context.last.date_end is None:
        return None
    groups = match.groupdict()
    word = groups.get("dir") or groups.get("unit") or ""
    low, high, prec = context.last.date_start, context.last.date_end, context.last.date_prec or 1
    if context.last.role == "report" and word not in context.language.backward | context.language.forward:
        return None  # "that day" is the day of the attack, not of the statement
    if word in context.language.backward:
        return _counted(match, context, low, -1)
    if word in context.language.forward:
        return _counted(match, context, high, 1)
    return low, high, prec


RESOLVERS: dict[str, Callable[[re.Match[str], Context], Span | None]] = {
    "iso": _r_iso,
    "numeric": _r_numeric,
    "night": _r_days,
    "days": _r_days,
    "night_weekdays": _r_weekdays,
    "weekdays": _r_weekdays,
    "day": _r_day,
    "ordinal_weekday": _r_ordinal_weekday,
    "ordinal_week": _r_ordinal_week,
    "holiday": _r_holiday,
    "weekday_week": _r_weekday_week,
    "weekday": _r_weekday,
    "day_only": _r_day_only,
    "night_only": _r_night_only,
    "relative_day": _r_relative_day,
    "week_of": _r_week_of,
    "weekend": _r_weekend,
    "week": _r_week,
    "month_of": _r_month_of,
    "month_rel": _r_month_rel,
    "months": _r_months,
    "month": _r_month,
    "season": _r_season,
    "half": _r_half,
    "year_rel": _r_year_rel,
    "year": _r_year,
    "ago": _r_ago,
    "to_the_day": _r_to_the_day,
    "after_event": _r_after_event,
    "anchored": _r_anchored,
}
