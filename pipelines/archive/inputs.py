"""A person's files and folders, taken apart into documents: each input is one `Found` or one `Rejected`, and none is lost.

Here belongs what can be read as an article at all: HTML, text, JSON (one article or a list), JSONL, and gzip of these,
told from the content. What the article says does not belong here (`articles`), nor do live sources (`fetch`).
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pipelines.archive import files, given, recognition
from pipelines.archive.decoding import UndecodableError, decode_html, decode_text
from pipelines.archive.documents import Found, Limits, Rejected, sha256
from pipelines.archive.files import Entry, Reader, UnusableFileError

_BOM = b"\xef\xbb\xbf"
_BLANKS = " \t\r\n"


def scan(paths: Iterable[Path | str], *, limits: Limits | None = None) -> Iterator[Found | Rejected]:
    """Every document in `paths` (files, or folders with all that is in them), in order of paths, then names, then lines.

    Lazy: a JSONL file of any size passes line by line. Nothing raises: whatever cannot be read is a `Rejected` that says
    what to do. `limits` default to `Limits()`.
    """
    limits = limits or Limits()
    for path in paths:
        for entry in files.entries(Path(path)):
            if isinstance(entry, Rejected):
                yield entry
            else:
                yield from _scan_file(entry, limits)


def scan_lines(stream: BinaryIO, *, origin: str = "-", limits: Limits | None = None) -> Iterator[Found | Rejected]:
    """The documents of a JSONL stream, such as standard input: one a line."""
    limits = limits or Limits()
    yield from _lines(stream.readline, origin, None, limits)


def documents(payload: bytes, origin: str, *, meta: dict[str, Any] | None = None) -> Iterator[Found | Rejected]:
    """The documents in the bytes of one file or one answer, told from their content."""
    if not payload.strip():
        yield Rejected(origin, "empty: it holds no text", sha256(payload))
        return
    head = payload[:65_536].decode("latin-1")
    try:
        # A page says its encoding itself: what looks like one is decoded as one.
        if recognition.is_html(head) and not recognition.is_mail(head):
            decode_html(payload)
            yield Found(payload, "text/html", origin, meta)
            return
        text = decode_text(payload)
    except UndecodableError as error:
        yield Rejected(origin, str(error), sha256(payload))
        return
    if recognition.is_feed(text):
        yield Rejected(origin, "a feed, not an article: add it to the sources, or give its articles", sha256(payload))
        return
    if recognition.is_mail(text):
        reason = "an e-mail, or a page saved as one (MHTML): save the page as HTML, or its text as .txt"
        yield Rejected(origin, reason, sha256(payload))
        return
    yield from _by_kind(text, payload, origin, meta)


def _by_kind(text: str, payload: bytes, origin: str, meta: dict[str, Any] | None) -> Iterator[Found | Rejected]:
    kind = recognition.kind(text)
    if kind == "html":  # in UTF-16, say
        yield Found(payload, "text/html", origin, meta)
    elif kind == "jsonl":
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield _json_document(line.strip(_BLANKS), f"{origin}#{number}", meta)
    elif kind == "json":
        yield from _json_file(text, payload, origin, meta)
    elif not text.strip():
        yield Rejected(origin, "empty: it holds no text", sha256(payload))
    else:
        yield Found(payload, "text/plain", origin, meta)


def _scan_file(entry: Entry, limits: Limits) -> Iterator[Found | Rejected]:
    try:
        meta = _read_meta(entry, limits)
        with Reader(entry.path, limits) as reader:
            head = reader.read(limits.document_bytes + 1)
            if len(head) <= limits.document_bytes:
                yield from _filed(entry, documents(head, entry.origin, meta=meta))
            elif recognition.streams(head):
                yield from _stream(entry, head, reader, meta, limits)
            else:
                unpacked = " once unpacked" if reader.packed else ""
                raise UnusableFileError(
                    f"larger than {_size(limits.document_bytes)}{unpacked}, the most for one document: split it, or"
                    " write JSONL, one article a line"
                )
    except UnusableFileError as error:
        yield Rejected(entry.origin, str(error), files.file_hash(entry.path))


def _filed(entry: Entry, found: Iterator[Found | Rejected]) -> Iterator[Found | Rejected]:
    """A file that is rejected whole has the hash of the file as it lies on disk, packed or not."""
    for item in found:
        if isinstance(item, Rejected) and item.origin == entry.origin:
            yield Rejected(item.origin, item.reason, files.file_hash(entry.path), item.article_id)
        else:
            yield item


def _read_meta(entry: Entry, limits: Limits) -> dict[str, Any] | None:
    """What NAME.meta.json gives. Where it is broken, its document waits: read without, it would be another document."""
    if entry.meta_path is None:
        return None
    name = files.shown(entry.meta_path)
    if Path(entry.meta_path).is_symlink():
        raise UnusableFileError(f"not read, because its metadata is a symbolic link: put a plain file at {name}")
    try:
        with Reader(entry.meta_path, limits) as reader:
            payload = reader.read(limits.meta_bytes + 1)
        if len(payload) > limits.meta_bytes:
            raise UnusableFileError(f"larger than {_size(limits.meta_bytes)}")
        return given.metadata(given.parse(decode_text(payload))) or None
    except (UnusableFileError, UndecodableError, given.UnusableFieldError) as error:
        raise UnusableFileError(f"not read, because of its metadata: {name}: {error}") from None


def _stream(
    entry: Entry, head: bytes, reader: Reader, meta: dict[str, Any] | None, limits: Limits
) -> Iterator[Found | Rejected]:
    """A JSONL file that is too large to hold: `head` was read already."""
    begun = io.BytesIO(head)

    def line(most: int) -> bytes:
        out = begun.readline(most)
        if len(out) < most and not out.endswith(b"\n"):  # where the head ends, within a line or after one
            out += reader.line(most - len(out))
        return out

    yield from _lines(line, entry.origin, meta, limits)


def _lines(read: Any, origin: str, meta: dict[str, Any] | None, limits: Limits) -> Iterator[Found | Rejected]:
    number, most = 0, limits.document_bytes + 1
    while line := read(most):
        number += 1
        place = f"{origin}#{number}"
        if len(line) == most and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = read(1 << 20)
            reason = f"a line larger than {_size(limits.document_bytes)}, the most for one document: shorten it"
            yield Rejected(place, reason)
            continue
        line = line.removeprefix(_BOM) if number == 1 else line
        if not line.strip():
            continue
        try:
            yield _json_document(decode_text(line).strip(_BLANKS), place, meta)
        except UndecodableError as error:
            yield Rejected(place, str(error), sha256(line.strip()))


def _json_file(text: str, payload: bytes, origin: str, meta: dict[str, Any] | None) -> Iterator[Found | Rejected]:
    try:
        value = given.parse(text)
    except given.UnusableFieldError as error:
        yield Rejected(origin, str(error), sha256(payload))
        return
    if not isinstance(value, list):
        yield _json_document(text.strip(_BLANKS), origin, meta)
        return
    if not value:
        yield Rejected(origin, "an empty list: it holds no article", sha256(payload))
    for number, item in enumerate(_items(text), start=1):
        yield _json_document(item, f"{origin}#{number}", meta)


def _items(text: str) -> Iterator[str]:
    """The items of a JSON list, each exactly as it is written."""
    decoder, at = json.JSONDecoder(), text.index("[") + 1
    while True:
        while text[at] in " \t\r\n,":
            at += 1
        if text[at] == "]":
            return
        _, end = decoder.raw_decode(text, at)
        yield text[at:end]
        at = end


def _json_document(text: str, origin: str, meta: dict[str, Any] | None) -> Found | Rejected:
    value: Any = None
    payload = text.encode("utf-8")
    try:
        value = given.parse(text)
        given.article(value)
    except given.UnusableFieldError as error:
        return Rejected(origin, str(error), sha256(payload), given.article_id(value))
    return Found(payload, "application/json", origin, meta)


def _size(count: int) -> str:
    return f"{count / 1_000_000:g} MB" if count >= 1_000_000 else f"{count:,} bytes"
