"""Dates in an article: what day, week or month each expression means, seen from the day of publication.

Here belong finding and resolving; which date is an incident's belongs to `incidents`, and the words of a language to
`dates_<code>`. A date that needs a day of publication that is not known stays unresolved: never today, never a guess.
The precision is GED's: 1 the day, 2 within 2-6 days, 3 the week, 4 the month, 5 longer.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Literal

from pipelines.extraction.context import context_language
from pipelines.extraction.date_language import DateLanguage
from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.matching import fold
from pipelines.schemas.contract import DateSource

Role = Literal["event", "report", "since", "until", "future", "dateline"]
Span = tuple[dt.date, dt.date, int]  # earliest, latest, precision

Patterns = list[tuple[str, re.Pattern[str], frozenset[str]]]

_LANGUAGES = ("en", "fr")
_DAY = dt.timedelta(days=1)
_YEARS = range(1900, 2100)
_SLOT = re.compile(r"\{(WD|wd2?|mon2?|d2?|y2?|n|unit)\}")
# "BANGUI, March 20 (CPA) -", "Bangui, le 4 octobre (…)": the place and day of writing.
_DATELINE = re.compile(r"^[A-ZÀ-Ý][^\n.]{1,40}?,? (?:le )?$")
_PUBLISHED = re.compile(r"(?:published|posted|updated|publie|publiee|mis en ligne|modifie)(?: on| le| at)?:? ?$")


@dataclass(slots=True, frozen=True)
class DateMention:
    """One expression of time. `role` tells whether it dates a report, opens a period or lies ahead instead of an event.

    `date_start` and `date_end` are the earliest and latest possible day, None where they cannot be known.
    `anchored` marks one that was counted from another date of the article.
    """

    start: int
    end: int
    text: str
    date_start: dt.date | None
    date_end: dt.date | None
    date_prec: int | None
    source: DateSource | None
    kind: str
    role: Role
    sentence: int
    anchored: bool = False


@dataclass
class _Context:
    """What a date is seen from: the day of publication, and the dates read so far."""

    code: str
    language: DateLanguage
    reference: dt.date | None
    last: DateMention | None = None


def find_dates(document: Document) -> list[DateMention]:
    """Every date expression of the article in the order of the text, resolved where it can be.

    With no `published_on`, a full date in the dateline or after "Published" stands for it. An article in a language
    without date words gives an empty list.
    """
    code = document.article.language
    if code not in _LANGUAGES:
        return []
    language, patterns, trigger = _compiled(code)
    context = _Context(code, language, document.article.published_on)
    folded = fold(document.text)
    if context.reference is None:
        context.reference = _own_date(document, folded, context, patterns)
    out: list[DateMention] = []
    for sentence in document.body:
        part = folded[sentence.start : sentence.end]
        if not trigger.search(part):
            continue
        for kind, match in _matches(part, sentence, language, patterns, code):
            mention = _mention(kind, match, sentence, document.text, context)
            out.append(mention)
            event = mention.role == "event" or context.last is None or context.last.role == "report"
            if mention.date_prec in (1, 2) and mention.role in ("event", "report") and event:
                context.last = mention
    return out


def _own_date(document: Document, folded: str, context: _Context, patterns: Patterns) -> dt.date | None:
    """The full date that the page gives as its own: in a dateline, or after "Published"."""
    for sentence in document.sentences[:8]:
        part = folded[sentence.start : sentence.end]
        for kind, match in _matches(part, sentence, context.language, patterns, document.article.language):
            if kind not in ("day", "iso", "numeric") or not match.groupdict().get("y"):
                continue
            before = part[: match.start()]
            first = document.text[sentence.start : sentence.start + match.start()]
            if _PUBLISHED.search(before) or (_DATELINE.match(first) and sentence.index < 3):
                found = _RESOLVERS[kind](match, context)
                return found[1] if found else None
    return None


def _matches(
    part: str, sentence: Sentence, language: DateLanguage, patterns: Patterns, code: str
) -> list[tuple[str, re.Match[str]]]:
    """The longest expressions of a sentence, in order, none overlapping another."""
    found = []
    held = {need for need, words in _held(code).items() if words.search(part)}
    for order, (kind, pattern, needs) in enumerate(patterns):
        if not needs <= held:
            continue
        found += [
            (match.start(), -match.end(), order, kind, match)
            for match in pattern.finditer(part)
            if _plausible(match, kind, part, sentence.text, language)
        ]
    out: list[tuple[str, re.Match[str]]] = []
    end = -1
    for start, minus_end, _, kind, match in sorted(found, key=lambda f: f[:3]):
        if start >= end:
            out.append((kind, match))
            end = -minus_end
        elif -minus_end - start > end - out[-1][1].start():
            out[-1] = (kind, match)
            end = -minus_end
    return out


def _plausible(match: re.Match[str], kind: str, part: str, original: str, language: DateLanguage) -> bool:
    groups = match.groupdict()
    for name in ("mon", "mon2", "wd", "wd2"):
        word = groups.get(name)
        if word and word in language.capital and not original[match.start(name)].isupper():
            return False
    word = groups.get("mon")
    if kind == "month" and word and not any(groups.get(k) for k in ("y", "part", "rel")):
        bare = word in language.capital or not language.capital or len(word) <= 4
        before = part[: match.start("mon")]
        if bare and not re.search(language.month_after, before):
            return False
    return all(1 <= int(groups[name]) <= 31 for name in ("d", "d2") if groups.get(name))


def _mention(kind: str, match: re.Match[str], sentence: Sentence, text: str, context: _Context) -> DateMention:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    while start < end and text[start] in " (,":
        start += 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    found = _RESOLVERS[kind](match, context)
    low, high, prec = found if found else (None, None, None)
    groups = match.groupdict()
    stated = kind in ("iso", "numeric", "day", "days", "night", "holiday", "ordinal_weekday", "week_of") or groups.get(
        "y"
    )
    source: DateSource | None = None
    if found:
        source = "stated" if stated and not groups.get("back") else "relative"
    role = _role(match, sentence, text, context)
    pointing_back = kind in ("week", "month_rel", "year_rel", "ago", "relative_day", "weekend", "weekday_week")
    if role == "future" and pointing_back and high and context.reference and high <= context.reference:
        role = "event"  # "set to climb after last week's bombardment"
    if role == "future" and found and kind in ("weekday", "month", "day") and context.reference and not groups.get("y"):
        low = high = prec = source = None
    mention = DateMention(
        start, end, text[start:end], low, high, prec, source, kind, role, sentence.index, kind == "anchored"
    )
    return replace(mention, date_end=low) if low and high and high < low else mention


def _role(match: re.Match[str], sentence: Sentence, text: str, context: _Context) -> Role:
    """What the words around a date make of it."""
    language = context.language
    part = fold(sentence.text)
    before, after = part[: match.start()], part[match.end() :]
    if sentence.index < 4 and _DATELINE.match(sentence.text[: match.start()]) and re.match(r"\s?(?:\(|[-–—]|$)", after):
        return "dateline"
    if _PUBLISHED.search(before):
        return "dateline"
    whole = before + match.group()
    lead = whole[: match.start() + len(match.group()) - len(match.group().lstrip())]
    if re.search(language.until, lead):
        return "until"
    if not match.group().endswith("'s") and (
        re.search(language.since, lead) or re.match(r"(?:since|depuis)\b", match.group())
    ):
        return "since"
    clause = re.split(r"[;:\"“”«»]|, (?:and|but|while|which|who|et|mais|alors que|qui)\b", before)[-1]
    if re.search(language.future, clause):
        return "future"
    if match.groupdict().get("mon") and not match.groupdict().get("d"):
        return "event"  # nobody dates a statement by its month
    if re.match(language.reported_after, after):
        return "report"
    reports = [m.end() for m in re.finditer(language.reported, clause)]
    if not reports:
        return "event"
    between = clause[reports[-1] :]
    # "said on Friday", "said in a statement on Saturday": nothing but a few words between the verb and its date.
    attack = re.search(context_language(context.code).attack, between)
    return "report" if _only_reporting(between) and not attack else "event"


_SMALL = re.compile(
    r"^[\s,]*(?:(?:[\d.,]+|in|on|at|by|to|of|from|a|an|the|its|his|her|their|reporters?|journalists?|state|television|radio|news|agency|"
    r"statement|press|conference|interview|telegram|twitter|x|facebook|website|media|video|message|local|late|early|"
    r"[\w.-]+ (?:group|intelligence|agency|television|tv|radio|channel|ministry|media|news)|intelligence|group|site|afp|reuters|"
    r"dans|un|une|le|la|les|l'|ce|du|de|des|d'|au|aux|a|presse|communique|afp|source|par|sur|en|the [\w.-]+)[\s,]*)*$"
)


def _only_reporting(words: str) -> bool:
    return len(words) <= 60 and (len(words.split()) <= 2 or _SMALL.match(words) is not None)


# --- resolving -------------------------------------------------------------------------------------------------------


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


def _r_iso(match: re.Match[str], context: _Context) -> Span | None:
    found = _date(int(match["y"]), int(match["m"]), int(match["d"]))
    return (found, found, 1) if found else None


def _r_numeric(match: re.Match[str], context: _Context) -> Span | None:
    """Day first where only that is a date, or in French; "04/05/2021" in English is left alone: who knows?"""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    if a <= 12 and b <= 12 and a != b and "janvier" not in context.language.months:
        return None
    found = _date(year, b, a) or _date(year, a, b)
    return (found, found, 1) if found else None


def _r_day(match: re.Match[str], context: _Context) -> Span | None:
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


def _r_days(match: re.Match[str], context: _Context) -> Span | None:
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


def _r_weekday(match: re.Match[str], context: _Context) -> Span | None:
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


def _r_weekday_week(match: re.Match[str], context: _Context) -> Span | None:
    if context.reference is None:
        return None
    monday = _week(context.reference)[0]
    if match["week"] != "this":
        monday -= 7 * _DAY
    found = monday + context.language.weekdays[match["wd"]] * _DAY
    return (found, found, 1) if found <= context.reference else None


def _r_weekdays(match: re.Match[str], context: _Context) -> Span | None:
    if context.reference is None:
        return None
    days = context.language.weekdays
    high = context.reference - dt.timedelta(days=(context.reference.weekday() - days[match["wd2"]]) % 7)
    low = high - dt.timedelta(days=(days[match["wd2"]] - days[match["wd"]]) % 7)
    return low, high, _prec(low, high)


def _r_ordinal_weekday(match: re.Match[str], context: _Context) -> Span | None:
    month, order = context.language.months[match["mon"]], context.language.ordinals[match["ord"]]
    weekday = context.language.weekdays[match["wd"]]
    year = _year(match.groupdict())
    if year is None and context.reference is None:
        return None
    years = [year] if year else [context.reference.year, context.reference.year - 1] if context.reference else []
    for candidate in years:
        days = [d for d in _days_of(candidate, month) if d.weekday() == weekday]
        found = days[-1] if order == -1 else days[order - 1]
        if year or (context.reference and found <= context.reference):
            return found, found, 1
    return None


def _days_of(year: int, month: int) -> list[dt.date]:
    return [dt.date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def _r_holiday(match: re.Match[str], context: _Context) -> Span | None:
    month, day = context.language.holidays[match["h"]]
    year = _year(match.groupdict())
    found = _date(year, month, day) if year else _last(context.reference, month, day) if context.reference else None
    return (found, found, 1) if found else None


def _r_day_only(match: re.Match[str], context: _Context) -> Span | None:
    if context.reference is None:
        return None
    day = int(match["d"])
    for back in range(3):
        month = _shift(context.reference.replace(day=1), -back)
        found = _date(month.year, month.month, day)
        if found and found <= context.reference:
            return found, found, 1
    return None


def _r_relative_day(match: re.Match[str], context: _Context) -> Span | None:
    if context.reference is None:
        return None
    found = context.reference + context.language.relative[match["word"]] * _DAY
    return found, found, 1


def _r_week_of(match: re.Match[str], context: _Context) -> Span | None:
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


def _r_weekend(match: re.Match[str], context: _Context) -> Span | None:
    if context.reference is None:
        return None
    sunday = context.reference - dt.timedelta(days=(context.reference.weekday() + 1) % 7)
    if context.reference.weekday() == 5:  # written on a Saturday: it is the weekend
        return context.reference, context.reference + _DAY, 2
    return sunday - _DAY, sunday, 2


def _r_week(match: re.Match[str], context: _Context) -> Span | None:
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


def _r_month(match: re.Match[str], context: _Context) -> Span | None:
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


def _r_months(match: re.Match[str], context: _Context) -> Span | None:
    groups, months = match.groupdict(), context.language.months
    year2 = int(match["y2"])
    year = _year(groups) or (year2 if months[match["mon"]] <= months[match["mon2"]] else year2 - 1)
    low, high = _month(year, months[match["mon"]])[0], _month(year2, months[match["mon2"]])[1]
    return (low, high, 5) if low <= high else None


def _r_month_of(match: re.Match[str], context: _Context) -> Span | None:
    if context.reference is None:
        return None
    return _month(context.reference.year + context.language.back[match["back"]], context.language.months[match["mon"]])


def _r_month_rel(match: re.Match[str], context: _Context) -> Span | None:
    if context.reference is None:
        return None
    day = _shift(context.reference, context.language.which.get(match["rel"], 0))
    span = _part(_month(day.year, day.month), match.groupdict().get("part"), context.language)
    return _until(span, context.reference)


def _r_season(match: re.Match[str], context: _Context) -> Span | None:
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


def _r_half(match: re.Match[str], context: _Context) -> Span | None:
    year = int(match["y"])
    first = match["half"] in ("first", "premier")
    return (dt.date(year, 1, 1), dt.date(year, 6, 30), 5) if first else (dt.date(year, 7, 1), dt.date(year, 12, 31), 5)


def _r_year(match: re.Match[str], context: _Context) -> Span | None:
    year = int(match["y"])
    if year not in _YEARS:
        return None
    span = (dt.date(year, 1, 1), dt.date(year, 12, 31), 5)
    return _until(_part(span, match.groupdict().get("part"), context.language), context.reference)


def _r_year_rel(match: re.Match[str], context: _Context) -> Span | None:
    if context.reference is None:
        return None
    year = context.reference.year + context.language.which.get(match["rel"], 0)
    span = (dt.date(year, 1, 1), dt.date(year, 12, 31), 5)
    return _until(_part(span, match.groupdict().get("part"), context.language), context.reference)


def _r_ago(match: re.Match[str], context: _Context) -> Span | None:
    return _counted(match, context, context.reference, -1)


def _counted(match: re.Match[str], context: _Context, anchor: dt.date | None, sign: int) -> Span | None:
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


def _r_after_event(match: re.Match[str], context: _Context) -> Span | None:
    """ "Five days after the attack, nobody agrees": written so many days after it."""
    return _counted(match, context, context.reference, -1)


def _r_anchored(match: re.Match[str], context: _Context) -> Span | None:
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


_RESOLVERS: dict[str, Callable[[re.Match[str], _Context], Span | None]] = {
    "iso": _r_iso,
    "numeric": _r_numeric,
    "night": _r_days,
    "days": _r_days,
    "night_weekdays": _r_weekdays,
    "weekdays": _r_weekdays,
    "day": _r_day,
    "ordinal_weekday": _r_ordinal_weekday,
    "holiday": _r_holiday,
    "weekday_week": _r_weekday_week,
    "weekday": _r_weekday,
    "day_only": _r_day_only,
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
    "after_event": _r_after_event,
    "anchored": _r_anchored,
}


def _needs(pattern: str) -> frozenset[str]:
    """What a sentence must hold for a pattern to match: asked first, for most patterns ask for a weekday or a month."""
    needs = set()
    if "{mon" in pattern:
        needs.add("month")
    elif "{wd" in pattern:
        needs.add("weekday")
    if "{n}" in pattern or "<unit>" in pattern:
        needs.add("unit")
    if pattern.startswith(r"\b(?P<y>") or ("{y}" in pattern and not needs and "{y})?" not in pattern):
        needs.add("year")
    return frozenset(needs)


@cache
def _held(code: str) -> dict[str, re.Pattern[str]]:
    """Patterns that tell what a sentence holds, by what `_needs` may ask for."""
    language, _, _ = _compiled(code)
    return {
        "month": re.compile(rf"\b(?:{'|'.join(map(re.escape, language.months))})\b"),
        "weekday": re.compile(rf"\b(?:{'|'.join(map(re.escape, language.weekdays))})\b"),
        "unit": re.compile(
            r"day|night|week|fortnight|month|year|decade|morning|evening|jour|nuit|semaine|mois|an|veille|lendemain|soir"
        ),
        "year": re.compile(r"(?:19|20)\d\d"),
    }


@cache
def _compiled(code: str) -> tuple[DateLanguage, Patterns, re.Pattern[str]]:
    language: DateLanguage = import_module(f"pipelines.extraction.dates_{code}").LANGUAGE

    def any_of(words: object) -> str:
        return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))  # type: ignore[call-overload]

    weekdays, months = any_of(language.weekdays), any_of(language.months)
    numbers, units = any_of(language.numbers), any_of(language.units)
    slots = {
        "WD": weekdays,
        "wd": rf"(?P<wd>{weekdays})\b",
        "wd2": rf"(?P<wd2>{weekdays})\b",
        "mon": rf"(?P<mon>{months})\b\.?",
        "mon2": rf"(?P<mon2>{months})\b\.?",
        "d": r"(?P<d>[0-3]?\d)(?!\d|[.,]\d)",
        "d2": r"(?P<d2>[0-3]?\d)(?!\d|[.,]\d)",
        "y": r"(?P<y>(?:19|20)\d\d)(?!\d|[.,]\d)",
        "y2": r"(?P<y2>(?:19|20)\d\d)(?!\d|[.,]\d)",
        "n": rf"(?P<n>\d{{1,3}}|{numbers})",
        "unit": rf"(?P<unit>{units})\b",
    }
    patterns = [
        (kind, re.compile(_SLOT.sub(lambda slot: slots[slot.group(1)], pattern)), _needs(pattern))
        for kind, pattern, _ in language.patterns
    ]
    return language, patterns, re.compile(language.trigger)
