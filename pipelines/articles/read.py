"""Reads a document as an article, or says why it is none.

Here belongs putting together what the document, its metadata and its page say, in this order. Pure: `now` is an argument,
and serves only to see that a date lies in the future.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.metadata
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.archive import decoding, given, urls
from pipelines.archive.documents import document_id, sha256
from pipelines.articles import dates, duplicates, language, spans
from pipelines.articles.dates import Published
from pipelines.schemas import frames
from pipelines.schemas.contract import Article, Span
from pipelines.schemas.quarantine import Reject, polars_schema, quarantine, rejects_frame

_LEAST_LETTERS = 20
_COPYRIGHT = re.compile(
    r"(?i:©|\(c\)|copyright)\s*©?\s*(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?,?\s+(?:(?i:by)\s+)?"
    r"(?P<outlet>[A-ZÀ-Þ][\w'’&-]*(?:\s+[\w'’&-]+){0,5}?)(?=\s*(?:[.,|]|$)|\s+(?i:all rights))"
)
_FRONT_PAGE = re.compile(r"https?://[^/?]+/?$")
# A book, a log or a dump; and more than the models of `extraction` read at once.
_MOST_CHARACTERS = 1_000_000


class Unreadable(ValueError):  # noqa: N818 - it is what the document is
    """A document that is no article. `reason` says in words what to do; `article_id` is the given one, if any."""

    def __init__(self, reason: str, article_id: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.article_id = reason, article_id


@dataclass(slots=True)
class Reading:
    """An article with what only the table needs to know of it."""

    article: Article
    key: str
    published_on_source: str | None


def read_document(
    payload: bytes, media_type: str, meta: dict[str, Any] | None, *, origin: str, now: dt.datetime
) -> Article:
    """One archived document as an article. Raises `Unreadable` where it is none."""
    return read(payload, media_type, meta, origin=origin, now=now).article


def read(payload: bytes, media_type: str, meta: dict[str, Any] | None, *, origin: str, now: dt.datetime) -> Reading:
    """As `read_document`, with the article's key and where its date was found."""
    fields: dict[str, Any] = {}
    try:
        beside = given.metadata(meta or {})
        # The words of an article are the document's own, whatever stands beside it.
        fields = {name: value for name, value in beside.items() if value is not None and name not in ("text", "html")}
        if media_type == "application/json":
            value = given.parse(decoding.decode_text(payload))
            fields |= {name: said for name, said in _article(value, fields).items() if said is not None}
            text, html = fields.get("text"), fields.get("html")
        elif media_type == "text/html":
            text, html = None, decoding.decode_html(payload)
        else:
            text, html = decoding.decode_text(payload), None
        if origin.startswith(("http://", "https://")):
            fields.setdefault("url", origin)
        return _reading(fields, text, html, identity=document_id(payload, meta), now=now)
    except (given.UnusableFieldError, decoding.UndecodableError) as error:
        raise Unreadable(str(error), given.article_id(fields)) from error
    except Unreadable as error:
        error.article_id = error.article_id or given.article_id(fields)
        raise


def read_articles(
    raw: pl.DataFrame,
    *,
    now: dt.datetime,
    run_id: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`frames.RawDocuments` → (`frames.Articles`, `frames.Rejects`): documents = articles + rejects, by sequence."""
    rows, rejects = [], []
    for done, row in enumerate(raw.sort("sequence").iter_rows(named=True), start=1):
        meta = json.loads(row["meta"]) if row["meta"] else None
        try:
            reading = read(row["payload"], row["media_type"], meta, origin=row["origin"], now=now)
            rows.append(_row(row, reading))
        except Unreadable as error:
            rejects.append(
                Reject(
                    stage="articles",
                    reason=error.reason,
                    origin=row["origin"],
                    document_id=row["document_id"],
                    payload_hash=sha256(row["payload"]),
                )
            )
        if progress:
            progress(done)
    found = pl.DataFrame(rows, schema=polars_schema(frames.Articles), orient="row")
    good, bad = quarantine(frames.Articles, found, stage="articles", now=now, run_id=run_id)
    return good, pl.concat([rejects_frame(rejects, now=now, run_id=run_id), bad])


def to_article(row: dict[str, Any]) -> Article:
    """A row of `frames.Articles` (as a dict) as the record that extraction reads."""
    return Article(
        article_id=row["article_id"],
        text=row["text"],
        title=row["title"],
        url=row["url"],
        publisher=row["publisher"],
        published_on=row["published_on"],
        language=row["language"],
        spans=[Span(start, end, kind) for start, end, kind in json.loads(row["spans"])],
    )


def _article(value: Any, fields: dict[str, Any]) -> dict[str, Any]:
    try:
        return given.article(value)
    except given.UnusableFieldError as error:
        raise Unreadable(str(error), given.article_id(value) or given.article_id(fields)) from error


def _reading(fields: dict[str, Any], text: str | None, html: str | None, *, identity: str, now: dt.datetime) -> Reading:
    hint: str | None = None
    title, publisher, url = (_given(fields, name) for name in ("title", "publisher", "url"))
    on_page = None
    if not (text and text.strip()) and html is not None:
        from pipelines.articles.html import NoPage, read_page

        try:
            page = read_page(html)
        except NoPage as error:
            raise Unreadable(f"{error}: save the article as text") from error
        text, hint, on_page = page.text, language.known(page.language), page.published_on
        title, publisher, url = title or page.title, publisher or page.publisher, url or page.url
    text = text or ""
    least = 1 if fields.get("text") else _LEAST_LETTERS  # a line of JSONL says itself that it is an article
    if sum(map(str.isalpha, text)) < least:
        raise Unreadable("no article in it: no running text was found; give the article's own page, or its text")
    if len(text) > _MOST_CHARACTERS:
        raise Unreadable(
            f"a text of {len(text):,} characters is no single article: split it, one article a file or line"
        )
    url = _canonical(url)
    published = _published(fields, on_page, url, text, now)
    marked = spans.mark(text, title=title, publisher=publisher)
    article = Article(
        article_id=given.article_id(fields) or f"sha256:{identity[:16]}",
        text=text,
        title=title or _headline(text, marked),
        url=url,
        publisher=publisher or _outlet(text, marked),
        published_on=published.on,
        language=_language(fields, text, marked, hint),
        spans=marked,
    )
    key = f"url:{url}" if url else f"id:{article.article_id}"
    return Reading(article, key, published.source)


def _given(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _canonical(url: str | None) -> str | None:
    """The address that identifies the article. What is no address, or the front page of a site, identifies none."""
    try:
        address = urls.canonical(url) if url else None
    except urls.UrlError:
        return None
    return address if address and not _FRONT_PAGE.match(address) else None


def _published(
    fields: dict[str, Any], on_page: dt.date | None, url: str | None, text: str, now: dt.datetime
) -> Published:
    candidates: tuple[tuple[dt.date | None, dates.Source], ...] = (
        (given.day(fields.get("published_on")), "given"),
        (on_page, "metadata"),
        (dates.from_url(url), "url"),
        (dates.from_text(text), "text"),
    )
    for day, source in candidates:
        if day is not None:
            if dates.in_future(day, now):
                raise Unreadable(
                    f"published on {day}, in the future ({source}; today is {now.astimezone(dt.UTC).date()}): correct"
                    " published_on, or give it in the metadata"
                )
            return Published(day, source)
    return Published()


def _language(fields: dict[str, Any], text: str, marked: list[Span], hint: str | None) -> str:
    said = language.known(fields.get("language"))
    if said in language.SUPPORTED:
        return said
    found = language.detect(_body(text, marked), hint=hint)
    if found not in language.SUPPORTED:
        supported = " and ".join(language.name(code) for code in language.SUPPORTED)
        raise Unreadable(f"in {language.name(found)}, which is not supported: give a translation; read are {supported}")
    return found


def _body(text: str, marked: list[Span]) -> str:
    chars = list(text)
    for span in marked:
        if span.kind == "boilerplate":
            chars[span.start : span.end] = " " * (span.end - span.start)
    body = "".join(chars)
    return body if sum(map(str.isalpha, body)) >= _LEAST_LETTERS else text


def _headline(text: str, marked: list[Span]) -> str | None:
    for span in marked:
        if span.kind == "headline":
            return " ".join(text[span.start : span.end].split())
    return None


def _outlet(text: str, marked: list[Span]) -> str | None:
    """Whose copyright the text's last lines claim, with a year: a picture's agency has none."""
    for span in reversed(marked):
        match = _COPYRIGHT.match(text[span.start : span.end]) if span.kind == "boilerplate" else None
        if match:
            return " ".join(match["outlet"].split())
    return None


def _row(raw: dict[str, Any], reading: Reading) -> dict[str, Any]:
    article = reading.article
    return {
        "document_id": raw["document_id"],
        "sequence": raw["sequence"],
        "fetched_at": raw["fetched_at"],
        "method": raw["method"],
        "article_id": article.article_id,
        "article_key": reading.key,
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "published_on": article.published_on,
        "published_on_source": reading.published_on_source,
        "language": article.language,
        "text": article.text,
        "spans": json.dumps([[span.start, span.end, span.kind] for span in article.spans]),
        "signature": duplicates.signature(article.text, article.spans),
    }


def _digest() -> str:
    """What this reading depends on: its code and the libraries that decide what a page says."""
    here = Path(__file__).parent
    archive = here.parent / "archive"
    files = [*sorted(here.glob("*.py")), here / "patterns.toml"]
    files += [archive / name for name in ("decoding.py", "given.py", "urls.py")]
    parts = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    parts += [importlib.metadata.version(name) for name in ("trafilatura", "htmldate", "py3langid", "rensa")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


DIGEST = _digest()
