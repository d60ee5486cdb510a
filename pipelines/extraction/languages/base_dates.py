"""What a language brings to dates: its words and its patterns. One instance per language, in `dates_<code>`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DateLanguage:
    """Words are folded. `patterns` are (kind, pattern, example); `dates` says what each kind means.

    `capital` holds the words that are dates only with a capital; `month_after` is what must stand before such a month;
    `trigger` is what a sentence must hold to be looked at. `since`, `until`, `future` and `reported` are looked for
    before a date, `reported_after` directly behind it.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    units: Mapping[str, str]
    capital: frozenset[str]
    month_after: str
    trigger: str
    patterns: tuple[tuple[str, str, str], ...]
    back: Mapping[str, int]
    relative: Mapping[str, int]
    overnight: frozenset[str]
    which: Mapping[str, int]
    backward: frozenset[str]
    forward: frozenset[str]
    parts: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    holidays: Mapping[str, tuple[int, int]]
    since: str
    until: str
    future: str
    reported: str
    reported_after: str
