"""What the pages say: names of codes in plain words, and text from articles made harmless.

What belongs here: single values. What does not: reading the warehouse, or how a page looks.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

EFFECTS = {
    "killed": "Killed",
    "wounded": "Wounded",
    "captured": "Captured",
    "missing": "Missing",
    "killed_or_wounded": "Killed or wounded, not told apart",
}
RULES = {
    "ucdp_lower_reliable": "UCDP: lower of reliable",
    "airwars_range": "Airwars: full range",
    "interval_consistent": "Interval most agree on",
    "acled_conservative": "ACLED: lowest",
    "gtd_recent_majority_lowest": "GTD: most recent majority",
}
GROUPS = {
    "contractor": "contractors",
    "state_forces": "state forces",
    "rebel": "members of armed groups",
    "civilian": "civilians",
    "mixed": "several groups in one figure",
    "unknown": "people of an unknown side",
}
CLAIMANTS = {
    "perpetrator": "the attackers",
    "employer": "the employer",
    "host_state": "host government or army",
    "foreign_state": "another government or army",
    "local_official": "local officials",
    "medical": "medical source",
    "monitor": "NGO, UN or tracking group",
    "analyst": "analyst",
    "media": "outlet, by its own count",
    "visual": "seen in a picture or video",
    "witness": "witness",
    "relatives": "relatives",
    "channel": "blogger or messaging channel",
    "other": "other source",
    "none": "nobody named",
}
LANGUAGES = {"en": "English", "fr": "French", "und": "unknown"}
# Who a claim speaks for: attackers tend to raise a toll, the side that was hit tends to lower it.
SIDES = {
    "perpetrator": "attackers",
    "employer": "hit",
    "host_state": "hit",
    "media": "outlet",
    "none": "outlet",
}
PRECISIONS = {
    1: "the exact place",
    2: "near the place named",
    3: "somewhere in the district",
    4: "somewhere in the division",
    5: "along a line, or vague",
    6: "the country alone",
    7: "no country, or international waters",
}
DATES = {
    1: "the day is known",
    2: "known within two to six days",
    3: "known to the week",
    4: "known to the month",
    5: "longer than a month",
}
GRADES = {
    "confirmed": "the employer, the host state or the victims' home state admits it",
    "fair": "two or more claimants say it, and nobody disputes that it happened",
    "weak": "one source alone says it",
    "contested": "it is disputed that it happened, or by whom",
    "discounted": "ruled out, or no claim about it stands",
}
# What acts instead of being read: controls, halves of characters, private ones and tags, marks that turn the direction of
# text around, and characters without any width. Those that join letters stay: Persian and emoji need them.
_ACTS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ud800-\uf8ff\U000e0000-\U0010ffff]"
)


def clean(text: str) -> str:
    """Text of an article without what acts instead of being read: controls, direction overrides, unseen characters."""
    return _ACTS.sub("", text)


def link(url: str | None) -> str | None:
    """The address if a page may link to it: http or https with a host, else None. It is printed as text all the same."""
    if not url or clean(url) != url or any(char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme.lower() in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def plain(code: str | None, names: dict[str, str] | None = None) -> str:
    """A code in words: its name where it has one, else the code without underscores; empty for null."""
    if code is None:
        return ""
    return clean((names or {}).get(code) or code.replace("_", " "))


def days(start: date | None, end: date | None) -> str:
    """ "2024-07-25", "2024-07-25 to 27", "date unknown"."""
    if start is None:
        return "date unknown" if end is None else f"until {end}"
    if end is None or end == start:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"in {start.year}"
    tail = end.isoformat()
    same = 8 if tail[:8] == start.isoformat()[:8] else 0
    return f"{start.isoformat()} to {tail[same:]}"


def span(low: int | None, best: int | None, high: int | None, *, is_open: bool = False) -> str:
    """ "2 (2–84)", "1–84", "40 or more", "number unknown"."""
    if low is None and best is None and high is None:
        return "number unknown"
    more = "+" if is_open else ""
    bounds = f"{_number(low)}–{_number(high)}{more}"
    if low is not None and low == high and best in {None, low}:
        return f"{low:,} or more" if is_open else f"{low:,}"
    if best is None:
        return bounds
    return f"{best:,} ({bounds})"


def said(claim: dict[str, Any]) -> str:
    """The figure of a claim as it was read: "at least 15", "12 to 15", "dozens", "no figure"."""
    low, high, point, how = (claim[name] for name in ("figure_min", "figure_max", "figure_point", "modifier"))
    if how == "none" or (low is None and high is None and point is None):
        return "no figure"
    if how in {"several", "dozens", "tens", "scores", "hundreds"}:
        return plain(how)
    if point is not None and how in {"at_least", "more_than", "up_to", "about"}:
        return f"{plain(how)} {point:,}"
    if low is not None and high is not None and low != high:
        return f"{low:,} to {high:,}"
    return _number(point if point is not None else low if low is not None else high)


def _number(value: int | None) -> str:
    return "?" if value is None else f"{value:,}"


def script_json(value: Any) -> str:
    """JSON that may stand inside a script element or file: nothing in it can end the element or a line of script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def script_data(name: str, value: Any) -> str:
    """A script that defines a global from JSON. A browser parses JSON in a string in half the time of a literal."""
    text = script_json(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"globalThis.{name}=JSON.parse('{text}');\n"
