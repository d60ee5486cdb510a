"""What a source lists: from a feed's or a search's answer to the addresses of articles, and where to ask on.

Here belong the three forms (RSS/Atom, GDELT DOC 2.0, ReliefWeb 2): which addresses to ask, and how to read the answers.
All of it is pure: bytes in, entries out. Asking, and remembering what was listed before, do not belong here. A way
through a source is a list of steps (JSON objects); each answer may put further steps in its place.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import feedparser

from pipelines.archive.fetch.client import ExchangeError, Response
from pipelines.archive.fetch.guard import RefusedError
from pipelines.archive.fetch.sources import Source

Step = dict[str, Any]
_DAY = 86_400.0
_OVERLAP = 6 * 3_600.0  # a search indexes an article up to hours after it appeared
_FIRST_LOOK = 3 * _DAY
_GDELT_MOST = 250  # records an answer may hold
_GDELT_SHORTEST = 900.0  # GDELT's own grain: fifteen minutes
_RELIEFWEB_MOST = 100
_MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One listed article: where it is and, where the list says so, when it appeared and was last changed."""

    url: str
    published_on: dt.date | None = None
    updated: str | None = None


@dataclass(slots=True)
class Listing:
    """What one answer lists, in its order; `refused` are entries that name no page; `steps` are to be taken next."""

    entries: list[Entry] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def live_steps(source: Source, cursor: Mapping[str, Any], now: float) -> tuple[list[Step], dict[str, Any]]:
    """The steps of a regular refresh, and the cursor to keep once all of them are taken."""
    if source.kind == "feed":
        return [{"page": 1, "on": bool(cursor)}], {"seen": True}
    start = min(float(cursor.get("to", now - _FIRST_LOOK)), now) - _OVERLAP
    return _windows(start, now), {"to": now}


def backfill_steps(source: Source, since: dt.date, now: float) -> list[Step]:
    """The steps from the day `since` (UTC) to now: a day a step for searches, page after page for a paged feed."""
    start = dt.datetime.combine(since, dt.time(), dt.UTC).timestamp()
    if source.kind == "feed":
        return [{"page": 1, "since": start}]
    return _windows(start, now)


def address(source: Source, step: Step, key: str | None) -> str:
    """The URL that a step asks for. It may hold a key: it is sent, and never kept or shown."""
    base = source.url or ""
    if source.kind == "feed":
        return base if step["page"] == 1 else _with(base, {"paged": str(step["page"])})
    if source.kind == "gdelt":
        return _with(
            base,
            {
                "query": source.query or "", "mode": "ArtList", "format": "json", "maxrecords": str(_GDELT_MOST),
                "sort": "DateAsc", "startdatetime": _stamp(step["from"]), "enddatetime": _stamp(step["to"]),
            },
        )  # fmt: skip
    return _with(
        base,
        {
            "appname": key or "", "query[value]": source.query or "", "filter[field]": "date.created",
            "filter[value][from]": _iso(step["from"]), "filter[value][to]": _iso(step["to"]), "sort[]": "date.created:asc",
            "limit": str(_RELIEFWEB_MOST), "offset": str(step.get("offset", 0)),
        },
    ) + "&" + urlencode([("fields[include][]", name) for name in ("url", "date.original", "date.changed")])  # fmt: skip


def read(source: Source, step: Step, response: Response, known: Callable[[str], bool]) -> Listing:
    """What the answer to a step lists. Raises `ExchangeError` where it is no such list. `known`: listed before."""
    if source.kind == "feed":
        return _read_feed(source, step, response, known)
    found = _json(source, response)
    return _read_gdelt(step, found) if source.kind == "gdelt" else _read_reliefweb(step, found)


def _read_feed(source: Source, step: Step, response: Response, known: Callable[[str], bool]) -> Listing:
    # A feed has no use for entities of its own, and everything bad about XML begins with them. UTF-16 hides nothing.
    if re.search(rb"<!ENTITY", response.body.replace(b"\0", b""), re.IGNORECASE):
        raise RefusedError("a feed that declares XML entities")
    parsed = feedparser.parse(
        io.BytesIO(response.body),  # bytes in a file object: a string could be taken for an address or a path
        response_headers={
            "content-location": response.url, "content-type": response.headers.get("content-type", "application/xml"),
        },
        sanitize_html=False,
        resolve_relative_uris=False,
    )  # fmt: skip
    if not parsed.entries and (not parsed.get("version") or parsed.bozo):
        why = f": {parsed.bozo_exception}" if parsed.bozo else ""
        raise ExchangeError(f"the answer is no feed{why}"[:300])
    listing = Listing()
    oldest: float | None = None
    for item in parsed.entries:
        link = str(item.get("link") or "").strip()
        if not link:
            listing.refused.append(f"an entry without a link: {str(item.get('title') or '')[:80]!r}")
            continue
        moment = item.get("published_parsed") or dict.get(item, "updated_parsed")
        seconds = float(calendar.timegm(moment)) if moment else None
        if seconds is not None:
            oldest = seconds if oldest is None else min(oldest, seconds)
        updated = dict.get(item, "updated") or item.get("published")
        listing.entries.append(Entry(link, _day(item.get("published_parsed")), str(updated)[:100] if updated else None))
    # A site that knows no ?paged= gives the same page again and again: it ends there.
    mark = hashlib.sha256("\n".join(entry.url for entry in listing.entries).encode()).hexdigest()[:16]
    fresh = bool(listing.entries) and mark != step.get("before")
    if source.paged and fresh and _goes_on(step, listing.entries, oldest, known):
        listing.steps.append({**step, "page": step["page"] + 1, "before": mark})
    return listing


def _goes_on(step: Step, entries: list[Entry], oldest: float | None, known: Callable[[str], bool]) -> bool:
    """Whether the next page of a feed may hold what is missing."""
    if "since" in step:
        return oldest is not None and oldest >= step["since"]
    # A page on which everything is new: more appeared since the last look than one page holds.
    return bool(step.get("on")) and step["page"] < _MOST_PAGES and not any(known(entry.url) for entry in entries)


def _read_gdelt(step: Step, found: Any) -> Listing:
    articles = found.get("articles", []) if isinstance(found, dict) else None
    if not isinstance(articles, list):
        raise ExchangeError("GDELT's answer holds no list of articles")
    if len(articles) >= _GDELT_MOST and step["to"] - step["from"] > _GDELT_SHORTEST:
        middle = (step["from"] + step["to"]) / 2  # the answer is full: ask for each half of the time
        return Listing(steps=[{**step, "to": middle}, {**step, "from": middle}])
    listing = Listing()
    for item in articles:
        url = item.get("url") if isinstance(item, dict) else None
        if isinstance(url, str) and url:
            listing.entries.append(Entry(url))  # seendate is when GDELT saw it, not when it was published
        else:
            listing.refused.append("an article without an address")
    return listing


def _read_reliefweb(step: Step, found: Any) -> Listing:
    data = found.get("data") if isinstance(found, dict) else None
    if not isinstance(data, list):
        raise ExchangeError("ReliefWeb's answer holds no data")
    listing = Listing()
    for item in data:
        values = item.get("fields") if isinstance(item, dict) else None
        url = values.get("url") if isinstance(values, dict) else None
        if not isinstance(values, dict) or not isinstance(url, str) or not url:
            listing.refused.append("a report without an address")
            continue
        dates = values.get("date")
        dates = dates if isinstance(dates, dict) else {}
        listing.entries.append(Entry(url, _iso_day(dates.get("original")), _text(dates.get("changed"))))
    if len(data) >= _RELIEFWEB_MOST:
        listing.steps.append({**step, "offset": step.get("offset", 0) + len(data)})
    return listing


def _json(source: Source, response: Response) -> Any:
    try:
        # GDELT escapes some titles in ways that JSON does not know: a lone backslash stands for itself.
        text = re.sub(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})', r"\\\\", response.body.decode("utf-8", "replace"))
        return json.loads(text, strict=False) if text.strip() else {}
    except (ValueError, RecursionError) as error:
        said = re.sub(r"\s+", " ", response.body[:160].decode("utf-8", "replace")).strip()
        raise ExchangeError(f"{source.kind} answered with something else than JSON: {said!r}") from error


def _windows(start: float, end: float) -> list[Step]:
    """[start, end) cut at midnights, UTC."""
    steps: list[Step] = []
    while start < end:
        stop = min(end, (start // _DAY + 1) * _DAY)
        steps.append({"from": start, "to": stop})
        start = stop
    return steps


def _with(url: str, query: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    joined = "&".join(piece for piece in (parts.query, urlencode(query)) if piece)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, joined, ""))


def _stamp(moment: float) -> str:
    return dt.datetime.fromtimestamp(moment, dt.UTC).strftime("%Y%m%d%H%M%S")


def _iso(moment: float) -> str:
    return dt.datetime.fromtimestamp(moment, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def _day(moment: Any) -> dt.date | None:
    try:
        return dt.date(*moment[:3]) if moment else None
    except (TypeError, ValueError):
        return None


def _iso_day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _text(value: Any) -> str | None:
    return value[:100] if isinstance(value, str) else None
