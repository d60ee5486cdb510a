"""What a file is, told from its content: an article's text, a page, one JSON article, a list of them, or JSONL.

Here belongs recognising, never a file's ending. What is found is taken apart in `inputs`.
"""

from __future__ import annotations

import re
from typing import Literal

from pipelines.archive import given

Kind = Literal["text", "html", "json", "jsonl"]

_HTML_START = re.compile(
    r"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div"
    r"|p|h[1-6]|script|link|table|span)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_LATER = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_CLOSING_TAG = re.compile(r"</(?:p|div|h[1-6]|li|span|article|section)>", re.IGNORECASE)
_FEED = re.compile(r"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
_MEANT_AS_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*(?:\{|\]))")
_MAIL = re.compile(r"(?:[A-Za-z-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){0,20}(?:MIME-Version|Content-Type): ", re.IGNORECASE)
_HEAD = 4096
# A page saved without its head: this many closing tags in its first part, and it is no text that quotes a tag.
_CLOSING_LEAST = 3


def kind(text: str) -> Kind:
    """What decoded `text` is. Whatever is nothing else is `text`."""
    if text.lstrip()[:1] in {"{", "["} and _parses(text):
        return "json"
    if _is_jsonl(text):
        return "jsonl"
    # "[Agency] Seven killed" is a text; what opens an object or a list of objects was meant to be JSON.
    if _MEANT_AS_JSON.match(text):
        return "json"
    return "html" if is_html(text[: 16 * _HEAD]) else "text"


def is_html(head: str) -> bool:
    """Whether a file that begins so is a page."""
    if _HTML_START.match(head[:_HEAD]):
        return True
    if head.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return False  # JSON may hold a page
    return _HTML_LATER.search(head[:_HEAD]) is not None or len(_CLOSING_TAG.findall(head)) >= _CLOSING_LEAST


def is_feed(head: str) -> bool:
    """Whether a file that begins so is an RSS or Atom feed: a list of articles that are elsewhere."""
    return _FEED.match(head[:_HEAD]) is not None


def is_mail(head: str) -> bool:
    """Whether a file that begins so is an e-mail, or a page that a browser saved as one (MHTML)."""
    return _MAIL.match(head[:_HEAD]) is not None


def streams(head: bytes) -> bool:
    """Whether a file that begins so, and is too large to hold, is JSONL: its lines are objects."""
    lines = [line for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n")[:100] if line.strip()]
    return len(lines) > 1 and 2 * sum(line.lstrip().startswith(b"{") for line in lines) >= len(lines)


def _is_jsonl(text: str) -> bool:
    """Some line is an object, and the first or half of them look like one: a broken line spoils no other."""
    lines = [line.lstrip() for line in text.split("\n") if line.strip()]
    objects = [line for line in lines if line.startswith("{")]
    if len(lines) < 2 or not objects or not (lines[0].startswith("{") or 2 * len(objects) >= len(lines)):
        return False
    return any(_parses(line) for line in objects)


def _parses(text: str) -> bool:
    try:
        given.parse(text)
    except given.UnusableFieldError:
        return False
    return True
