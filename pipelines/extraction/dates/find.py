"""Dates in an article: what day, week or month each expression means, seen from the day of publication.

Here belong finding and resolving; which date is an incident's belongs to `incidents`, and the words of a language to
`dates_<code>`. A date that needs a day of publication that is not known stays unresolved: never today, never a guess.
The precision is GED's: 1 the day, 2 within 2-6 days, 3 the week, 4 the month, 5 longer.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Literal

from pipelines.extraction.dates.rules import RESOLVERS, Context
from pipelines.extraction.languages import SUPPORTED
from pipelines.extraction.languages.base_dates import DateLanguage
from pipelines.extraction.text.context import context_language
from pipelines.extraction.text.document import Document, Sentence
from pipelines.extraction.text.matching import fold
from pipelines.schemas.contract import DateSource

Role = Literal["event", "report", "since", "until", "future", "dateline"]

Patterns = list[tuple[str, re.Pattern[str], frozenset[str]]]

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


def find_dates(document: Document) -> list[DateMention]:
    """Every date expression of the article in the order of the text, resolved where it can be.

    With no `published_on`, a full date in the dateline or after "Published" stands for it. An article in a language
    without date words gives an empty list.
    """
    code = document.article.language
    if code not in SUPPORTED:
        return []
    language, patterns, trigger = _compiled(code)
    context = Context(code, language, document.article.published_on)
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
            since = mention.role == "since" and (context.last is None or context.last.role == "since")
            if mention.date_prec in (1, 2) and ((mention.role in ("event", "report") and event) or since):
                context.last = mention
            if mention.date_prec in (1, 4) and mention.date_start and mention.role != "report":
                context.month = mention if kind == "month" else None
    return out


def _own_date(document: Document, folded: str, context: Context, patterns: Patterns) -> dt.date | None:
    """The full date that the page gives as its own: in a dateline, or after "Published"."""
    for sentence in document.sentences[:8]:
        part = folded[sentence.start : sentence.end]
        for kind, match in _matches(part, sentence, context.language, patterns, document.article.language):
            if kind not in ("day", "iso", "numeric") or not match.groupdict().get("y"):
                continue
            before = part[: match.start()]
            first = document.text[sentence.start : sentence.start + match.start()]
            if _PUBLISHED.search(before) or (_DATELINE.match(first) and sentence.index < 3):
                found = RESOLVERS[kind](match, context)
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
    if word == "sept" and not (groups.get("d") or groups.get("y")):
        return False  # "de sept": seven, in French
    if kind == "month" and word and not any(groups.get(k) for k in ("y", "part", "rel")):
        bare = word in language.capital or not language.capital or len(word) <= 4
        before = part[: match.start("mon")]
        if bare and not re.search(language.month_after, before):
            return False
    return all(1 <= int(groups[name]) <= 31 for name in ("d", "d2") if groups.get(name))


def _mention(kind: str, match: re.Match[str], sentence: Sentence, text: str, context: Context) -> DateMention:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    while start < end and text[start] in " (,":
        start += 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    found = RESOLVERS[kind](match, context)
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


def _role(match: re.Match[str], sentence: Sentence, text: str, context: Context) -> Role:
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
    ahead = re.search(language.future, clause)
    if ahead and not re.search(context_language(context.code).attack, clause[ahead.start() :]):
        return "future"  # not so "a plane that nobody will own up to dropped bombs on Monday"
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
    r"^[\s,]*(?:(?:[\d.,]+|(?:to|at|from) [\w-]+|in|on|at|by|to|of|from|a|an|the|its|his|her|their|"
    r"reporters?|journalists?|state|television|radio|news|agency|"
    r"statement|press|conference|interview|telegram|twitter|x|facebook|website|media|video|message|local|late|early|"
    r"[\w.-]+ (?:group|intelligence|agency|television|tv|radio|channel|ministry|media|news)|intelligence|group|site|afp|reuters|"
    r"dans|un|une|le|la|les|l'|ce|du|de|des|d'|au|aux|a|presse|communique|afp|source|par|sur|en|the [\w.-]+)[\s,]*)*$"
)


def _only_reporting(words: str) -> bool:
    return len(words) <= 60 and (len(words.split()) <= 2 or _SMALL.match(words) is not None)


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
    language: DateLanguage = import_module(f"pipelines.extraction.languages.{code}.dates").LANGUAGE

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
