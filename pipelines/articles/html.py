"""A page to its article: body text, title, publisher, publication date, address and declared language.

Here belongs what the HTML says. Marking what is left of navigation (`spans`) and guessing a language (`language`) do not.
Settings were measured on pages with gold bodies: comments left out, tables kept, both fallbacks on (see `tests/articles`).
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import trafilatura
from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura.utils import load_html

from pipelines.articles.dates import EARLIEST, from_iso, is_written

# What they warn of, a reject says better.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

# The date finder takes today for its limit unless told: a limit far ahead, so that a date in the future is seen, and rejected.
_LATEST = "2199-12-31"
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report|Posting)$")
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "date_published", "parsely-pub-date",
    "sailthru.date", "publishdate", "pubdate", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date",
)  # fmt: skip
_SEPARATOR = re.compile(r"\s+[|\-–—:·•»]\s+|\s*[|｜]\s*")
_SITE_WORD = re.compile(r"[^\W_]+")
_TITLE_LEAST = 12
# What stands for a name in an account or an address: "@outlet", "outlet", "outlet.com", "The_Outlet".
_HANDLE = re.compile(r"@|[a-z0-9-]+(?:\.[a-z]{2,4})*$|\S*_")
# News pages have a thousand elements, the largest some thousands. Beyond these the extractor's comparisons, whose cost
# grows with the square, are left out; then the page is not read at all.
_MANY_ELEMENTS, _TOO_MANY_ELEMENTS = 10_000, 200_000
_NOT_THE_PAGE = re.compile(
    r"^\s*(?:404|403|50[023])\s*$|\b(?:404|403|50[023])\b.{0,20}\b(?:error|not found|forbidden|unavailable)|"
    r"\b(?:page|file|article) (?:not found|cannot be found|does not exist)|^(?:error|erreur|not found)\b.{0,12}$|"
    r"access denied|just a moment|attention required|are you (?:a robot|human)|verify(?:ing)? (?:that )?you are|"
    r"enable (?:javascript|cookies)|page introuvable|accès refusé|before you continue|consent required",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s|$)|[。！？।؟]")
_RUNNING_LEAST, _SHORT_PAGE, _PER_SENTENCE, _PARAGRAPHS = 120, 1_000, 500, 400


@dataclass(slots=True)
class Page:
    """What a page says about its article; None for what it does not say. `text` is empty where there is no article."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published_on: dt.date | None = None
    url: str | None = None
    language: str | None = None


class NoPage(ValueError):  # noqa: N818 - it is what was found
    """The HTML cannot be parsed."""


def is_article(text: str, titles: Iterable[str | None]) -> bool:
    """Whether what was extracted is an article: running sentences, no error page, consent wall or list of links."""
    first_line = text.lstrip().split("\n", maxsplit=1)[0]
    if len(text) < _SHORT_PAGE and any(_NOT_THE_PAGE.search(title) for title in (*titles, first_line) if title):
        return False
    sentences = len(_SENTENCE_END.findall(text))
    paragraphs = sum(
        len(line) for line in text.split("\n") if len(line) >= 80 and _SENTENCE_END.search(line, len(line) - 4)
    )
    running = sentences > 0 and len(text) <= _PER_SENTENCE * sentences
    return len(text) >= _RUNNING_LEAST and (running or paragraphs >= _PARAGRAPHS)


def read_page(source: str) -> Page:
    """Read the HTML `source`. Raises `NoPage` where no parser makes anything of it. Pure: no clock, no network."""
    try:
        return _read(source)
    except NoPage:
        raise
    except (
        Exception
    ) as error:  # whatever a parser stumbles over in a hostile page is that page's reject, not a failed run
        raise NoPage(f"the page cannot be parsed as HTML ({type(error).__name__})") from error


def _read(source: str) -> Page:
    tree = load_html(source)
    if tree is None:
        raise NoPage("the page cannot be parsed as HTML")
    elements = sum(1 for _ in tree.iter())
    if elements > _TOO_MANY_ELEMENTS:
        raise NoPage(f"the page has {elements:,} elements, no article has more than {_TOO_MANY_ELEMENTS:,}")
    fast = elements > _MANY_ELEMENTS
    text = trafilatura.extract(source, include_comments=False, include_tables=True, fast=fast) or ""
    meta = trafilatura.extract_metadata(tree, date_config=_date_options())
    linked = list(_linked_data(tree))
    publisher = _publisher(tree, linked, meta.sitename)
    title = _title(tree, linked, _one_line(meta.title), publisher, meta.hostname)
    return Page(
        text=text if is_article(text, (title, tree.findtext(".//title"))) else "",
        title=title,
        publisher=publisher,
        published_on=_published(tree, linked) or _searched(meta.date, source),
        url=meta.url,
        language=tree.get("lang") or tree.get("xml:lang"),
    )


def _date_options() -> dict[str, Any]:
    return {
        "extensive_search": False,
        "original_date": True,
        "min_date": EARLIEST.isoformat(),
        "max_date": _LATEST,
    }


def _published(tree: HtmlElement, linked: list[dict[str, Any]]) -> dt.date | None:
    """The original date: of the article's linked data, else of a meta element."""
    for item in linked:
        day = from_iso(item.get("datePublished"))
        if day:
            return day
    metas = {
        (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get("content")
        for meta in reversed(tree.findall(".//meta"))
    }
    for name in _PUBLISHED_META:
        day = from_iso(metas.get(name))
        if day:
            return day
    return None


def _searched(found: str | None, source: str) -> dt.date | None:
    """What htmldate finds elsewhere, where the page spells it out: a bare month it fills up with the first, or today."""
    day = from_iso(found)
    return day if day and is_written(day, source) else None


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article, in the order of the page."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        queue = value if isinstance(value, list) else [value]
        for item in queue:
            graph = item.get("@graph") if isinstance(item, dict) else None
            for node in graph if isinstance(graph, list) else [item]:
                if isinstance(node, dict) and _is_article(node.get("@type")):
                    yield node


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and _ARTICLE_TYPE.search(one) for one in kinds)


def _publisher(tree: HtmlElement, linked: list[dict[str, Any]], found: str | None) -> str | None:
    """The site by its own name, before the linked data's publisher (which may be the agency) and trafilatura's guess."""
    names: list[object] = [meta.get("content") for meta in tree.iterfind('.//meta[@property="og:site_name"]')]
    for item in linked:
        publisher = item.get("publisher")
        names.append(publisher.get("name") if isinstance(publisher, dict) else publisher)
    spelt = [name for raw in (*names, found) if (name := _site_name(raw))]
    return next((name for name in spelt if not _HANDLE.match(name)), spelt[0] if spelt else None)


def _site_name(raw: object) -> str | None:
    """A name without the motto after it; None for what is none."""
    name = _one_line(unescape(raw)) if isinstance(raw, str) else None
    if name is None or name.lower().startswith("copyright"):
        return None
    return re.split(r"\s+\|\s+", name)[0] or None


def _title(
    tree: HtmlElement, linked: list[dict[str, Any]], found: str | None, publisher: str | None, host: str | None
) -> str | None:
    """The title without the name of the site: a page's other titles say where the name begins."""
    if not found:
        return None
    others = [item.get("headline") for item in linked] + ["".join(h1.itertext()) for h1 in tree.iterfind(".//h1")]
    wanted = [_folded(other) for other in others if isinstance(other, str)]
    sites = {_folded(publisher or ""), _folded(host or ""), _folded((host or "").rsplit(".", 1)[0])} - {""}
    title = found
    for cut in reversed(list(_SEPARATOR.finditer(found))):
        head, tail = found[: cut.start()].strip(), found[cut.end() :].strip()
        if len(head) < _TITLE_LEAST:
            break
        site = _folded(tail)
        if _folded(head) in wanted or any(site in name or name in site for name in sites):
            title = head
    return title


def _folded(text: str) -> str:
    return "".join(_SITE_WORD.findall(text.casefold()))


def _one_line(text: object) -> str | None:
    return (" ".join(text.split()) or None) if isinstance(text, str) else None
