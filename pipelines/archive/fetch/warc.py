"""Pages out of WARC files: streamed a record at a time, sieved on their bytes, and taken up again where it stopped.

Here belong reading the files (CC-NEWS and any other), the position in each, and which records become documents. Memory is
bounded by one record. What is relevant does not belong here (`relevance`).
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import io
import json
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipelines.archive import urls
from pipelines.archive.documents import Found, Rejected
from pipelines.archive.fetch.client import ExchangeError, Response
from pipelines.archive.fetch.pages import document, fingerprint, rough_fingerprint
from pipelines.archive.fetch.relevance import Relevance
from pipelines.archive.fetch.sources import Source
from pipelines.archive.fetch.state import State

_RECORD_AT_MOST = 10_000_000
_COMMIT_RECORDS = 5_000
_COMMIT_DOCUMENTS = 100
_STAMP = 4_096
_PIECE = 1 << 20
_GZIP = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class Match:
    """A record that passed the sieve: its page, its canonical URL, and when it was crawled (seconds since 1970)."""

    found: Found
    key: str
    crawled_at: float


@dataclass(slots=True)
class _Part:
    """What was read of one file since the last commit."""

    file: str
    stamp: str
    size: int
    position: int
    last: int  # where the last record that was read begins
    seen: int = 0
    batch: list[Match] = field(default_factory=list)
    error: str | None = None


def matches(
    records: ArchiveIterator, relevance: Callable[[bytes], bool]
) -> Iterator[tuple[WarcRecord, Match | Rejected | None]]:
    """Each response record with what it becomes: None where the sieve lets it fall or it is no page."""
    for record in records:
        if not record.is_http or record.http_headers is None or record.http_headers.status_code != 200:
            yield record, None
            continue
        payload = record.reader.read(_RECORD_AT_MOST + 1)
        yield record, _match(record, payload) if relevance(payload) else None


def _match(record: WarcRecord, payload: bytes) -> Match | Rejected | None:
    """The page of a record that passed the sieve."""
    address = record.headers.get("WARC-Target-URI") or ""
    try:
        url = urls.clean(address)
        key = urls.canonical(url)
    except urls.UrlError as error:
        return Rejected(address[:200], str(error))
    if len(payload) > _RECORD_AT_MOST:
        return Rejected(url, f"larger than {_RECORD_AT_MOST:,} bytes, the most for one page")
    headers = {name.lower(): value for name, value in record.http_headers.items()}
    found = document(Response(url, 200, headers, payload), {"url": key})
    if isinstance(found, Rejected):
        return found
    return Match(found, key, record.record_date.timestamp())


def _cut_short(stream: BinaryIO, position: int) -> bool:
    """Whether a gzip file ends within a member: fastwarc ends there without a word."""
    stream.seek(position)
    chunk = stream.read(_PIECE)
    if not chunk.startswith(_GZIP):
        return False
    engine = zlib.decompressobj(wbits=31)
    while chunk:
        try:
            engine.decompress(chunk, _PIECE)  # the member's end is looked for, not its content
        except zlib.error:
            return True
        chunk = engine.unconsumed_tail
        if engine.eof:
            chunk = engine.unused_data or stream.read(_PIECE)
            engine = zlib.decompressobj(wbits=31) if chunk else engine
        elif not chunk:
            chunk = stream.read(_PIECE)
    return not engine.eof


def _next_member(stream: BinaryIO, position: int) -> int | None:
    """Where the next gzip member may begin, from `position` on."""
    stream.seek(position)
    before = b""
    while chunk := stream.read(_PIECE):
        at = (before + chunk).find(_GZIP)
        if at >= 0:
            return position + at - len(before)
        position += len(chunk)
        before = chunk[-2:]
    return None


class Reader:
    """Reads the WARC files of one source. After `files()`: `records` read, `matched`, `rejects`, and `error`, if any."""

    def __init__(
        self, state: State, relevance: Relevance, source: Source, now: Callable[[], float], stop: threading.Event
    ) -> None:
        self._state, self._relevance, self._source, self._now, self._stop = state, relevance, source, now, stop
        self.records = self.matched = 0
        self.rejects: list[Rejected] = []
        self.error: str | None = None

    def files(self) -> Iterator[None]:
        """Read what is left of each file on disk, in order of names; yields after each commit."""
        paths = [Path(name) for name in sorted(glob.glob(self._source.path or "", recursive=True))]  # noqa: PTH207
        if not paths:
            self.error = f"no file at {self._source.path}: check the path"
        for path in paths:
            if not self._stop.is_set():
                yield from self.file(path)

    def file(self, path: Path) -> Iterator[None]:
        """One file on disk from where it stopped; what is broken within it is left out, and told."""
        size = path.stat().st_size
        with path.open("rb") as stream:
            stamp = hashlib.sha256(stream.read(_STAMP)).hexdigest()  # a WARC file begins with an id of its own
            part = self._opened(str(path), stamp, size)
            if part is None:
                return
            begin: int | None = part.position
            told = -1
            while begin is not None:
                stream.seek(begin)
                try:
                    yield from self._records(stream, part)
                    if self._stop.is_set():
                        return
                    if _cut_short(stream, part.last):
                        part.error = "it ends in the middle of a record"
                    break
                except OSError as error:
                    broken = max(begin, part.last + 1)
                    begin = _next_member(stream, broken + 1)
                    part.error = f"it ends in a broken record ({error})" if begin is None else None
                    if begin is not None and told != part.last:
                        told = part.last  # one reject for what is broken at a stretch
                        reason = f"what follows byte {broken} is broken ({error}): left out"
                        self.rejects.append(Rejected(f"{path.name}#{broken}", reason))
        yield from self._finish(part, path.name)

    def remote(self, name: str, open_at: Callable[[int], io.RawIOBase]) -> Iterator[None]:
        """One file that is read from elsewhere; where the connection breaks, the next reading goes on there.

        Published files do not change: one that was read to its end is not opened again.
        """
        part = self._opened(name, "", 0)
        if part is None:
            return
        try:
            with contextlib.closing(open_at(part.position)) as stream:
                yield from self._records(stream, part)
        except (OSError, ExchangeError) as error:
            self.error = f"{name}: {error}: the next reading goes on from byte {part.last}"
            part.position = part.last
            self._commit(part)
            return
        if not self._stop.is_set():
            yield from self._finish(part, name)

    def _finish(self, part: _Part, name: str) -> Iterator[None]:
        if part.error:
            self.error = f"{name}: {part.error}: get the rest of it; what comes is read from here on"
            part.position = part.last
        self._commit(part, finished=True)
        yield

    def _records(self, stream: BinaryIO | io.RawIOBase, part: _Part) -> Iterator[None]:
        """Records from where the stream stands. Position and documents are committed together: none twice, none left out."""
        records = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="content")
        for record, match in matches(records, self._relevance):
            full = part.seen >= _COMMIT_RECORDS or len(part.batch) >= _COMMIT_DOCUMENTS
            if full and record.stream_pos > part.position:
                # This record is not counted yet: the next reading would begin with it.
                part.position = record.stream_pos
                self._commit(part)
                yield
            if self._stop.is_set():
                return
            part.last = record.stream_pos
            part.seen += 1
            if isinstance(match, Rejected):
                self.rejects.append(match)
            elif match is not None:
                part.batch.append(match)

    def _opened(self, name: str, stamp: str, size: int) -> _Part | None:
        """Where to begin; None where all was read. A file that grew is read on; another one under its name from the start."""
        where = (self._source.name, name)
        row = self._state.row("select * from files where source = ? and file = ?", where)
        if row is None or row["stamp"] != stamp or row["size"] > size:
            self._state.execute("delete from files where source = ? and file = ?", where)
            return _Part(name, stamp, size, 0, 0)
        done = row["finished"] and row["size"] == size
        return None if done else _Part(name, stamp, size, row["position"], row["position"])

    def _commit(self, part: _Part, *, finished: bool = False) -> None:
        marks = [self._mark(match) for match in part.batch]
        now = self._now()
        with self._state.transaction():
            for match, mark in zip(part.batch, marks, strict=True):
                self._keep(match, mark, now)
            self._state.execute(
                "insert into files (source, file, stamp, size, position, records, matched, finished, error)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (source, file) do update set size = excluded.size,"
                " position = excluded.position, records = records + excluded.records,"
                " matched = matched + excluded.matched, finished = excluded.finished, error = excluded.error",
                (
                    self._source.name, part.file, part.stamp, part.size, part.position, part.seen, len(part.batch),
                    int(finished), part.error,
                ),
            )  # fmt: skip
        self.records += part.seen
        self.matched += len(part.batch)
        part.batch, part.seen = [], 0

    def _mark(self, match: Match) -> str:
        """The page's fingerprint, of the kind that it has where it is known."""
        row = self._state.row("select fingerprint from pages where key = ?", (match.key,))
        known = row["fingerprint"] if row else None
        if known is None or known.startswith("p:"):
            return rough_fingerprint(match.found.payload)
        return fingerprint(match.found.payload, match.found.media_type)

    def _keep(self, match: Match, mark: str, now: float) -> None:
        """A document into the outbox, unless the page says what it said before. Within a transaction."""
        row = self._state.row("select fingerprint from pages where key = ?", (match.key,))
        if row is not None and row["fingerprint"] == mark:
            return
        meta = json.dumps(match.found.meta, sort_keys=True)
        self._state.execute(
            "insert into outbox (source, fetched_at, method, origin, media_type, meta, payload)"
            " values (?, ?, 'warc', ?, ?, ?, ?)",
            (self._source.name, now, match.found.origin, match.found.media_type, meta, match.found.payload),
        )
        # Known from here on, but not asked for over the network: the file is what there is.
        self._state.execute(
            "insert into pages (key, url, host, source, meta, state, first_at, last_ok, fingerprint)"
            " values (?, ?, ?, ?, ?, 'kept', ?, ?, ?) on conflict (key) do update set fingerprint = excluded.fingerprint",
            (
                match.key, match.found.origin, urls.host_of(match.found.origin), self._source.name, meta, match.crawled_at, now,
                mark,
            ),
        )  # fmt: skip
