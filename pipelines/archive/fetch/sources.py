"""Which sources there are: the list that ships with the product, and a person's own, in a form that can be written by hand.

Here belongs the form of `sources.toml` and its checks. When a source is due, and how it is read, do not.

A source is a `[[source]]` table with these keys (all but `name` and `kind` may be left out):

    name         unique, lower case: what `losses sources` and the warehouse call it
    kind         feed (RSS or Atom), gdelt, reliefweb, folder, warc
    url          the address of the feed, or of a WARC file, or of a list of them (…paths.gz, with {yyyy} and {mm} where
                 there is one a month); GDELT and ReliefWeb have theirs
    path         the folder or the WARC files on disk (`*` allowed), in place of a url
    query        what to search for (gdelt, reliefweb)
    domain       the publisher's domain, where it is not the url's host; title: the publisher's name
    country      ISO 3166-1 alpha-3 of the publisher; countries: of what it covers, which is what coverage is made of
    language     ISO 639-1; type: agency, broadcaster, newspaper, outlet, monitor, humanitarian, search, archive, own
    every        how often, as in 30m, 1h, 1d (default 1h)
    enabled      false: kept in the list, never asked (default true)
    verified_on  the day on which somebody read it successfully; left out (null) where nobody did yet
    paged        true where older entries are at ?paged=2, 3 … (WordPress): a backfill and long outages use them
    delay, daily_budget   kinder than the defaults: seconds between two requests, requests a day
    key_env      the environment variable with the key or application name that the service asks for

A second file adds sources, and changes those that it names again key by key.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

import polars as pl

from pipelines.archive import urls

Kind = Literal["feed", "gdelt", "reliefweb", "folder", "warc"]
Type = Literal[
    "agency", "broadcaster", "newspaper", "outlet", "monitor", "humanitarian", "search", "archive", "own"
]  # fmt: skip
DEFAULT_SOURCES = Path(__file__).resolve().parents[2] / "reference" / "sources.toml"
_SERVICES = {
    "gdelt": "https://api.gdeltproject.org/api/v2/doc/doc",  # blog.gdeltproject.org/gdelt-doc-2-0-api-debuts
    "reliefweb": "https://api.reliefweb.int/v2/reports",  # apidoc.reliefweb.int
}
_UNITS = {"m": 60, "h": 3_600, "d": 86_400}
_SHORTEST = 300


class SourcesError(ValueError):
    """A list of sources that cannot be used: every problem in it, with the file, the source and what to write."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source. `every` and `delay` are in seconds; see the module for the keys."""

    name: str
    kind: Kind
    url: str | None = None
    path: str | None = None
    query: str | None = None
    domain: str | None = None
    title: str | None = None
    country: str | None = None
    countries: tuple[str, ...] = ()
    language: str | None = None
    type: Type = "outlet"
    every: int = 3_600
    enabled: bool = True
    verified_on: dt.date | None = None
    paged: bool = False
    delay: float = 0.0
    daily_budget: int | None = None
    key_env: str | None = None

    @property
    def readable(self) -> bool:
        """Whether there is something to read: an enabled source with an address or a path."""
        return self.enabled and (self.url is not None or self.path is not None)


def listed(own: Path) -> list[Source]:
    """The sources that ship with the product, with a person's `own` list over them where there is one."""
    return load(DEFAULT_SOURCES, *([own] if own.exists() else []))


def load(*paths: Path) -> list[Source]:
    """The sources of the given files, later ones over earlier, sorted by name. Raises `SourcesError` with every problem."""
    tables: dict[str, dict[str, Any]] = {}
    problems: list[str] = []
    for path in paths or (DEFAULT_SOURCES,):
        names: set[str] = set()
        for number, table in enumerate(_tables(path, problems), start=1):
            name = table.get("name")
            where = f"{path.name}, source {number} ({name!r})"
            if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", name):
                problems.append(f"{where}: name must be lower-case letters, digits and hyphens, at most 60")
            elif name in names:
                problems.append(f"{where}: the name stands twice in this file")
            else:
                names.add(name)
                tables[name] = {**tables.get(name, {}), **table}
    sources = [source for name, table in sorted(tables.items()) if (source := _source(name, table, problems))]
    if problems:
        raise SourcesError("\n".join(problems))
    return sources


def sources_frame(sources: Iterable[Source]) -> pl.DataFrame:
    """One row a source: name, kind, domain, title, country, countries (list), language, type, enabled, verified_on."""
    schema: dict[str, Any] = {
        "source": pl.String, "kind": pl.String, "domain": pl.String, "title": pl.String, "country": pl.String,
        "countries": pl.List(pl.String), "language": pl.String, "type": pl.String, "enabled": pl.Boolean,
        "verified_on": pl.Date,
    }  # fmt: skip
    rows = [
        (
            s.name, s.kind, s.domain, s.title, s.country, list(s.countries), s.language, s.type, s.enabled,
            s.verified_on,
        )
        for s in sorted(sources, key=lambda s: s.name)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def seconds(text: str) -> int:
    """`30m`, `1h` or `1d` in seconds, five minutes at least. Raises `ValueError`."""
    match = re.fullmatch(r"(\d{1,4})([mhd])", text.strip())
    value = int(match.group(1)) * _UNITS[match.group(2)] if match else 0
    if value < _SHORTEST:
        raise ValueError(f"is {text!r}, expected a span such as 30m, 1h or 1d, of 5m at least")
    return value


def _tables(path: Path, problems: list[str]) -> list[dict[str, Any]]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(f"{path.name}: cannot be read as TOML: {error}")
        return []
    tables = data.get("source", [])
    extra = sorted(set(data) - {"source"})
    if extra or not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        problems.append(f"{path.name}: expected [[source]] tables alone, found {', '.join(extra) or 'something else'}")
        return []
    return tables


_KEYS = {field.name for field in fields(Source)}
_ISO3 = re.compile(r"[A-Z]{3}")
_TEXT_KEYS = ("url", "path", "query", "domain", "title", "country", "language", "key_env")


def _source(name: str, table: dict[str, Any], problems: list[str]) -> Source | None:
    before = len(problems)

    def wrong(key: str, what: str) -> None:
        problems.append(f"source {name!r}: {key} {what}")

    for key in sorted(set(table) - _KEYS):
        wrong(key, f"is no key of a source, expected one of {', '.join(sorted(_KEYS))}")
    values = {key: value for key, value in table.items() if key in _KEYS}
    for key in _TEXT_KEYS:
        if key in values and (not isinstance(values[key], str) or not values[key].strip()):
            wrong(key, f"is {values[key]!r}, expected text")
    for key, allowed in (("kind", get_args(Kind)), ("type", get_args(Type))):
        if values.get(key, allowed[0] if key == "type" else None) not in allowed:
            wrong(key, f"is {values.get(key)!r}, expected one of {', '.join(allowed)}")
    for key in ("enabled", "paged"):
        if not isinstance(values.get(key, True), bool):
            wrong(key, f"is {values[key]!r}, expected true or false")
    _check_values(values, wrong)
    if len(problems) > before:
        return None
    values["countries"] = tuple(sorted(values.get("countries", ())))
    values.setdefault("url", _SERVICES.get(values["kind"]))
    values.setdefault("every", 3_600)
    source = Source(**values)
    _check_whole(source, wrong)
    if len(problems) > before:
        return None
    if source.url and source.domain is None and source.kind == "feed":
        return replace(source, domain=urls.host_of(urls.canonical(source.url)))
    return source


def _check_values(values: dict[str, Any], wrong: Any) -> None:
    countries = values.get("countries", [])
    if not isinstance(countries, list) or not all(isinstance(c, str) and _ISO3.fullmatch(c) for c in countries):
        wrong("countries", f"is {countries!r}, expected a list of ISO 3166-1 alpha-3 codes such as MLI")
    if "country" in values and not _ISO3.fullmatch(str(values["country"])):
        wrong("country", f"is {values['country']!r}, expected an ISO 3166-1 alpha-3 code such as MLI")
    if "language" in values and not re.fullmatch(r"[a-z]{2}", str(values["language"])):
        wrong("language", f"is {values['language']!r}, expected an ISO 639-1 code such as fr")
    if "every" in values:
        try:
            values["every"] = seconds(str(values["every"]))
        except ValueError as error:
            wrong("every", str(error))
    if "verified_on" in values and type(values["verified_on"]) is not dt.date:
        wrong("verified_on", f"is {values['verified_on']!r}, expected a day such as 2024-11-21, without quotes")
    for key, least in (("delay", 0), ("daily_budget", 1)):
        value = values.get(key, least)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < least:
            wrong(key, f"is {value!r}, expected a number of at least {least}")


def _check_whole(source: Source, wrong: Any) -> None:
    if source.url is not None:
        try:
            urls.clean(re.sub(r"\{(yyyy|mm)\}", "00", source.url) if source.kind == "warc" else source.url)
        except urls.UrlError as error:
            wrong("url", f"is {source.url[:80]!r}: {error}")
    if source.kind in _SERVICES and not source.query:
        wrong("query", f"is missing: a {source.kind} source says what it searches for")
    if not source.enabled:
        return
    if source.kind == "feed" and source.url is None:
        wrong("url", "is missing: a feed has an address (or write enabled = false)")
    if source.kind == "folder" and source.path is None:
        wrong("path", "is missing: say which folder is watched")
    if source.kind == "warc" and (source.url is None) == (source.path is None):
        wrong("path", "or url: a WARC source has exactly one of them")
