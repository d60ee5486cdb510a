"""Bytes to text, only when sure of the encoding: a wrong guess would be quoted as evidence.

Here belong encodings and what is no text at all. Whether the text is HTML or JSON does not (`recognition`).
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF: save its text as .txt or .html"),
    (b"PK\x03\x04", "a ZIP archive or an office document: unpack it, or save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save its text as .txt"),
    (b"{\\rtf", "an RTF document: save its text as .txt"),
    (b"\x89PNG", "a PNG picture, not text"),
    (b"\xff\xd8\xff", "a JPEG picture, not text"),
    (b"GIF8", "a GIF picture, not text"),
    (b"\x1f\x8b", "gzip inside gzip: unpack it once"),
    (b"BZh", "compressed with bzip2: unpack it, or compress it with gzip"),
    (b"\xfd7zXZ\x00", "compressed with xz: unpack it, or compress it with gzip"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd: unpack it, or compress it with gzip"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it"),
    (b"Rar!", "a RAR archive: unpack it"),
    (b"SQLite format 3\x00", "an SQLite database, not text"),
    (b"PAR1", "a Parquet file: export it as JSONL, one article a line"),
    (b"WARC/", "a WARC file, not an article: take its pages out first"),
    (b"\x7fELF", "a program, not text"),
    (b"MZ\x90", "a program, not text"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.-]{2,40})["']""")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# What French and English texts hold beyond ASCII in Windows-1252: letters inside words, and typographic marks.
_LEGACY_LETTERS = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒÆñ")
_LEGACY_MARKS = frozenset("«»’‘“”–—…•€£°©\u00a0")
_LEGACY_LEAST = 4
# The web reads these labels as Windows-1252 (WHATWG Encoding Standard, https://encoding.spec.whatwg.org/#names-and-labels).
_WEB_LABELS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}
_TOLERATED = 0.001


class UndecodableError(ValueError):
    """These bytes are no text, or no text whose encoding is certain. The message says what to do."""


def decode_text(payload: bytes) -> str:
    """The text of `payload`, newlines as they are, a byte order mark taken off. Raises `UndecodableError`."""
    marked = _by_mark(payload)
    if marked is not None:
        return _without_controls(marked)
    _raise_if_binary(payload)
    wide = _wide_without_mark(payload)
    if wide is not None:
        return _without_controls(wide)
    try:
        return _without_controls(payload.decode("utf-8"))
    except UnicodeDecodeError as error:
        _raise_if_nul(payload)
        legacy = _legacy(payload)
        if legacy is not None:
            return _without_controls(legacy)
        raise UndecodableError(
            f"not valid UTF-8 (byte 0x{payload[error.start]:02x} at offset {error.start}), and no other encoding is"
            " certain: save it as UTF-8"
        ) from None


def decode_html(payload: bytes) -> str:
    """The source of a page: by its mark, the encoding it declares, UTF-8, or the only likely one. Raises `UndecodableError`."""
    marked = _by_mark(payload)
    if marked is not None:
        return _without_nul(marked)
    _raise_if_binary(payload)
    wide = _wide_without_mark(payload)
    if wide is not None:
        return _without_nul(wide)
    declared = declared_charset(payload)
    for encoding in dict.fromkeys([declared or "utf-8", "utf-8"]):
        try:
            return _without_nul(payload.decode(encoding))
        except UnicodeDecodeError:
            continue
    # A page that says what it is may hold a few broken bytes, from an advertisement say: they become U+FFFD.
    if declared is not None:
        mended = payload.decode(declared, errors="replace")
        if mended.count("\ufffd") <= max(1, _TOLERATED * len(mended)):
            return _without_nul(mended)
    guess = from_bytes(payload).best() if declared is None else None
    if guess is None or guess.encoding in {"ascii", "utf_8"}:
        said = f"declares {declared} but is not valid in it" if declared else "declares no encoding and is not UTF-8"
        raise UndecodableError(f"the page {said}: save it as UTF-8")
    return _without_nul(str(guess))


def declared_charset(payload: bytes) -> str | None:
    """The encoding that a page declares in its first 4,096 bytes, by its Python name; None where none is known."""
    head = payload[:4096]
    match = _CHARSET.search(head) or _XML_ENCODING.search(head)
    if match is None:
        return None
    label = match.group(1).decode("ascii").lower()
    label = _WEB_LABELS.get(label, label)
    try:
        info = codecs.lookup(label)
    except LookupError:
        return None
    if not info._is_text_encoding or info.name.startswith(("utf-16", "utf-32", "utf-7")):
        return None  # bytes that spell out "charset=" in ASCII are in none of these
    return info.name


def _by_mark(payload: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if payload.startswith(mark):
            try:
                return payload[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise UndecodableError(
                    f"begins with the mark of {encoding.upper()} but is not valid in it (offset {error.start}): save it"
                    " as UTF-8"
                ) from None
    return None


def _raise_if_binary(payload: bytes) -> None:
    for signature, what in _SIGNATURES:
        if payload.startswith(signature):
            raise UndecodableError(f"{what} (a binary file)")


def _wide_without_mark(payload: bytes) -> str | None:
    """UTF-16 without a mark: in Latin script, every second byte is NUL."""
    head = payload[:4096]
    if len(head) < 4 or len(payload) % 2 or b"\0" not in head:
        return None
    even, odd = head[0::2], head[1::2]
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros.count(0) > 0.4 * len(zeros) and others.count(0) == 0:
            try:
                return payload.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _legacy(payload: bytes) -> str | None:
    """Windows-1252, where every byte beyond ASCII makes sense in French or English, and there are enough of them."""
    try:
        text = payload.decode("cp1252")
    except UnicodeDecodeError:
        return None
    beyond = [i for i, char in enumerate(text) if ord(char) > 0x7F]
    letters = 0
    for i in beyond:
        char = text[i]
        if char in _LEGACY_LETTERS:
            around = text[max(0, i - 1) : i] + text[i + 1 : i + 2]
            if not any(c.isascii() and c.isalpha() for c in around):
                return None
            letters += 1
        elif char not in _LEGACY_MARKS:
            return None
    return text if len(beyond) >= _LEGACY_LEAST and 2 * letters >= len(beyond) else None


def _without_controls(text: str) -> str:
    """`text` itself, if it is text: no NUL, and hardly any control character."""
    if "\0" in text:
        raise UndecodableError("holds NUL bytes (a binary file): save its text as UTF-8")
    controls = len(_CONTROL.findall(text))
    if controls > max(3, 0.005 * len(text)):
        raise UndecodableError(f"holds {controls} control characters (a binary file): save its text as UTF-8")
    return text


def _raise_if_nul(payload: bytes) -> None:
    if b"\0" in payload:
        raise UndecodableError("holds NUL bytes (a binary file): save its text as UTF-8")


def _without_nul(source: str) -> str:
    if source.count("\0") > max(3, _TOLERATED * len(source)):
        raise UndecodableError("holds NUL bytes (a binary file): save its text as UTF-8")
    return source.replace("\0", "\ufffd")  # as HTML parsers do
