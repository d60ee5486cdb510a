"""From files to what their articles say, with no warehouse: what `losses extract` prints.

Every input gives one `Extraction`, in input order; what cannot be read is one with `rejected`, in its place.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

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


def _one(item: Found | Rejected, *, now: dt.datetime, everything: bool, explain: bool) -> Extraction:
    if isinstance(item, Rejected):
        return Extraction(Article(item.article_id or item.origin, ""), None, rejected=item.reason)
    try:
        article = read_document(item.payload, item.media_type, item.meta, origin=item.origin, now=now)
    except Unreadable as error:
        return Extraction(Article(error.article_id or item.origin, ""), None, rejected=str(error))
    return attempt(article, lambda given: extract(given, everything=everything, explain=explain))
