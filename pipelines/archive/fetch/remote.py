"""WARC files that are elsewhere: the list of a month's files, and each of them as a stream that can begin anywhere.

Here belong the addresses (CC-NEWS: `…/CC-NEWS/{yyyy}/{mm}/warc.paths.gz`, a file of paths a month, as Common Crawl documents
it) and reading a file of a gigabyte without holding it. What its records are does not (`warc`). A bulk download is a
documented interface: no robots.txt speaks of it; pace, budget, and one file at a time do hold.
"""

from __future__ import annotations

import datetime as dt
import io
import time
import zlib
from collections.abc import Iterable, Iterator
from typing import cast
from urllib.parse import urljoin

import httpcore
import httpx

from pipelines.archive import urls
from pipelines.archive.fetch.client import ExchangeError
from pipelines.archive.fetch.guard import RefusedError
from pipelines.archive.fetch.sources import Source
from pipelines.archive.fetch.turns import Turns

_LIST_AT_MOST = 20_000_000
_HOURS = 12.0  # the longest that one file may take
_WINDOW, _LEAST = 60.0, 64_000  # fewer bytes a minute: the connection is given up, the next one goes on there


def months(since: dt.date, until: dt.date) -> list[tuple[int, int]]:
    """(year, month) from the one of `since` to the one of `until`."""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return [divmod(number, 12) for number in range(first, last + 1)]


def addresses(turns: Turns, source: Source, since: dt.date, until: dt.date) -> list[str]:
    """The WARC files of a source, in order: its own address, or those in its lists, a month each where it has `{mm}`.

    Raises `ExchangeError`, `RefusedError` or `NotNowError`; a month that has no list yet (404) has no files.
    """
    template = source.url or ""
    pages = [template]
    if "{mm}" in template:
        pages = [template.format(yyyy=year, mm=f"{month + 1:02}") for year, month in months(since, until)]
    out: list[str] = []
    for page in map(urls.clean, pages):
        if not page.partition("?")[0].endswith((".paths", ".paths.gz")):
            out.append(page)
            continue
        with turns.turn(urls.host_of(page), delay=source.delay, budget=source.daily_budget) as turn:
            response = turn.get(page)
        if response.status == 404 and len(pages) > 1:
            continue
        if response.status != 200:
            raise ExchangeError(f"{urls.host_of(page)} answered {response.status} for its list of files, expected 200")
        lines = _unpacked(response.body).decode("utf-8", "replace").split()
        out.extend(urls.clean(urljoin(page, line if "://" in line else f"/{line.lstrip('/')}")) for line in lines)
    return list(dict.fromkeys(out))


class RemoteFile(io.RawIOBase):
    """A file at `url` from byte `position` on, read as it comes. `size` is that of the whole file."""

    def __init__(self, turns: Turns, source: Source, url: str, position: int) -> None:
        super().__init__()
        with turns.turn(urls.host_of(url), delay=source.delay, budget=source.daily_budget) as turn:
            turn.reserve()
        headers = {"Range": f"bytes={position}-"} if position else {}
        self._response = turns.client.stream(url, headers, seconds=_HOURS * 3600, idle=_WINDOW)
        self.size = _size(self._response, position)
        self._pieces = _watched(cast(Iterable[bytes], self._response.stream))
        self._rest = b""
        self._at = position
        if position and self._response.status_code == 200:
            self._skip(position)  # a server that knows no ranges begins at the beginning

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, fewer at a piece's end; none at the end of the file. Raises `OSError` where it breaks off."""
        if not self._rest:
            self._rest = self._next()
        out, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        self._at += len(out)
        if not out and self._at < self.size:
            raise OSError(f"the answer ended at byte {self._at} of {self.size}")
        return out

    def close(self) -> None:
        self._response.close()
        super().close()

    def _next(self) -> bytes:
        try:
            return next(self._pieces, b"")
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError) as error:
            raise OSError(f"the answer broke off: {error or type(error).__name__}") from error

    def _skip(self, count: int) -> None:
        while count and (piece := self._next()):
            self._rest, count = piece[count:], count - min(count, len(piece))


def _size(response: httpx.Response, position: int) -> int:
    """The size of the whole file that an answer is of, or is a part of."""
    status, headers = response.status_code, response.headers
    whole = headers.get("content-range", "").rpartition("/")[2] if status == 206 else headers.get("content-length", "")
    if status not in {200, 206} or not whole.isdigit():
        response.close()
        raise ExchangeError(f"the answer has status {status} and no size, expected a file (from byte {position} on)")
    return int(whole)


def _watched(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, unless fewer bytes than a person could type come in a minute."""
    begun, count = time.monotonic(), 0
    for piece in pieces:
        yield piece
        count += len(piece)
        now = time.monotonic()
        if now - begun > _WINDOW:
            if count < _LEAST:
                raise OSError(f"{count} bytes in {now - begun:.0f} seconds are too few")
            begun, count = now, 0


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    engine = zlib.decompressobj(wbits=31)
    try:
        out = engine.decompress(body, _LIST_AT_MOST)
    except zlib.error as error:
        raise ExchangeError(f"the list of files is broken: {error}") from error
    if engine.unconsumed_tail:
        raise RefusedError(f"a list of files of more than {_LIST_AT_MOST:,} bytes")
    return out
