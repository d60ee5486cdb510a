"""From files to what their articles say, with no warehouse: what `losses extract` prints.

Every input gives one `Extraction`, in input order; what cannot be read is one with `rejected`, in its place.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pipelines.archive.documents import Found, Rejected
from pipelines.archive.inputs import scan, scan_lines
from pipelines.articles import Unreadable, read_document
from pipelines.extraction.batch import attempt
from pipelines.extraction.engine import extract
from pipelines.schemas.contract import Article, Extraction

STANDARD_INPUT = "-"


def extract_files(
    files: Iterable[str],
    *,
    now: dt.datetime,
    everything: bool = False,
    explain: bool = False,
    standard_input: BinaryIO | None = None,
) -> Iterator[Extraction]:
    """Extract the articles of files and folders, and of standard input (JSONL) for `-`."""
    for name in files:
        found = scan_lines(standard_input or sys.stdin.buffer) if name == STANDARD_INPUT else scan([Path(name)])
        for item in found:
            yield _one(item, now=now, everything=everything, explain=explain)


def extract_row(row: dict[str, Any], *, now: dt.datetime, everything: bool = False) -> Extraction:
    """Extract one article that is given as an object of the input form (`id` or `article_id`, `text` or `html` …)."""
    fields = ("id", "article_id", "text", "html", "title", "published_on", "language", "url", "publisher")
    line = json.dumps({name: row[name] for name in fields if row.get(name) is not None}).encode()
    item = next(iter(scan_lines(io.BytesIO(line))))
    return _one(item, now=now, everything=everything, explain=False)


def _one(item: Found | Rejected, *, now: dt.datetime, everything: bool, explain: bool) -> Extraction:
    if isinstance(item, Rejected):
        return Extraction(Article(item.article_id or item.origin, ""), None, rejected=item.reason)
    try:
        article = read_document(item.payload, item.media_type, item.meta, origin=item.origin, now=now)
    except Unreadable as error:
        return Extraction(Article(error.article_id or item.origin, ""), None, rejected=str(error))
    return attempt(article, lambda given: extract(given, everything=everything, explain=explain))
