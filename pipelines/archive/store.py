"""The archive: every raw document once, by content, append-only, a folder per UTC day of fetching.

Here belong keeping and giving back bytes as they were obtained, and forgetting one where that must be. What the bytes say
does not (`articles`). On disk, for plain DuckDB as well:

    fetched_on=2026-01-02/0000000001-0000000040.parquet   documents by sequence number, columns of `frames.RawDocuments`
    forgotten.parquet                                     tombstones (`FORGOTTEN`): what was dropped, why and by whom

    select * from read_parquet('ARCHIVE/fetched_on=*/*.parquet', hive_partitioning = true)

A segment appears whole or not at all. It is written once; only `forget` writes it again, with the payload dropped.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import filelock
import polars as pl

from pipelines.archive.documents import Found, Rejected, canonical, document_id, sha256
from pipelines.archive.segments import sync_folder, write_synced
from pipelines.schemas import frames
from pipelines.schemas.quarantine import Reject, polars_schema, rejects_frame

SCHEMA = polars_schema(frames.RawDocuments)
FORGOTTEN = pl.Schema(
    {
        "document_id": pl.String(),
        "payload_hash": pl.String(),
        "why": pl.String(),
        "who": pl.String(),
        "forgotten_at": pl.Datetime("us", "UTC"),
    }
)
_SEGMENT = re.compile(r"^(\d{10})-(\d{10})\.parquet$")
_FOLDER = re.compile(r"^fetched_on=(\d{4}-\d{2}-\d{2})$")
_BATCH_DOCUMENTS, _BATCH_BYTES = 5_000, 64_000_000
_LOCK_SECONDS = 600.0


class ArchiveError(RuntimeError):
    """The archive cannot do what was asked. The message names the file or document, and the next step."""


@dataclass(slots=True)
class Added:
    """What became of what was found: found = `documents` (new) + `known` (already there) + rows of `rejects`."""

    documents: int = 0
    known: int = 0
    days: list[str] = field(default_factory=list)
    rejects: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=polars_schema(frames.Rejects)))


@dataclass(slots=True, frozen=True)
class _Segment:
    path: Path
    day: str
    first: int
    last: int


class Archive:
    """The archive in folder `root`, which need not exist yet. Safe for several processes: writers wait for a lock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: set[str] = set()
        self._seen: set[str] = set()

    # Adding

    def add(
        self,
        found: Iterable[Found | Rejected],
        *,
        fetched_at: dt.datetime,
        method: str,
        run_id: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Added:
        """Keep what is not there yet, in the order given, in bounded batches; sequence numbers go on without gaps.

        A document that is there, or was forgotten, is counted as known. `fetched_at` must be aware; its UTC day is the
        partition. `progress` is called with how many inputs are done. Raises `ArchiveError` where the lock is not had.
        """
        if fetched_at.tzinfo is None:
            raise ValueError("fetched_at has no time zone: give it in UTC")
        fetched_at = fetched_at.astimezone(dt.UTC)
        added, rejects, batch, size, done = Added(), [], [], 0, 0
        for item in found:
            done += 1
            if isinstance(item, Rejected):
                rejects.append(item.reject())
                continue
            problem = _unstorable(item)
            if problem is not None:
                rejects.append(problem)
                continue
            batch.append(item)
            size += len(item.payload)
            if len(batch) >= _BATCH_DOCUMENTS or size >= _BATCH_BYTES:
                self._add_batch(batch, fetched_at, method, added)
                batch, size = [], 0
                if progress:
                    progress(done)
        self._add_batch(batch, fetched_at, method, added)
        if progress:
            progress(done)
        added.rejects = rejects_frame(rejects, now=fetched_at, run_id=run_id)
        return added

    def _add_batch(self, batch: list[Found], fetched_at: dt.datetime, method: str, added: Added) -> None:
        if not batch:
            return
        with self._lock():
            known, forgotten = self._known_ids(), set(self.forgotten()["payload_hash"])
            rows, new = [], set[str]()
            last = max((segment.last for segment in self._segments()), default=0)
            for item in batch:
                identity = item.document_id
                if identity in known or identity in new or (forgotten and sha256(item.payload) in forgotten):
                    added.known += 1
                    continue
                new.add(identity)
                rows.append(
                    {
                        "document_id": identity,
                        "sequence": last + len(new),
                        "fetched_at": fetched_at,
                        "origin": item.origin,
                        "method": method,
                        "media_type": item.media_type,
                        "payload": item.payload,
                        "meta": canonical(item.meta) if item.meta else None,
                    }
                )
            if not rows:
                return
            frame = frames.RawDocuments.validate(pl.DataFrame(rows, schema=SCHEMA, orient="row"))
            day = fetched_at.date().isoformat()
            name = f"{last + 1:010d}-{last + len(new):010d}.parquet"
            self._write(frame, self.root / f"fetched_on={day}" / name)
            added.documents += len(rows)
            if day not in added.days:
                added.days.append(day)

    # Reading back

    def days(self) -> list[str]:
        """The UTC days on which something was fetched, as YYYY-MM-DD, in order."""
        return sorted({segment.day for segment in self._segments()})

    def days_within(self, days: Iterable[str]) -> list[str]:
        """Those of `days` on which something was fetched, in order."""
        return sorted(set(days) & set(self.days()))

    def read(self, day: str | dt.date, *, without: Iterable[str] = ()) -> pl.DataFrame:
        """The documents of one day as `frames.RawDocuments`, by sequence; not those forgotten, nor those in `without`."""
        left_out = {*without, *self.forgotten()["document_id"]}
        segments = [segment for segment in self._segments() if segment.day == str(day)]
        parts = [
            pl.scan_parquet(segment.path).filter(~pl.col("document_id").is_in(list(left_out))).collect()
            for segment in segments
        ]
        return pl.concat([pl.DataFrame(schema=SCHEMA), *parts]).select(SCHEMA.names()).sort("sequence")

    def read_days(self, days: Iterable[str], *, columns: Iterable[str]) -> pl.DataFrame:
        """Some columns of the documents of several days, by sequence."""
        wanted, names = set(days), list(columns)
        forgotten = self.forgotten()["document_id"].to_list()
        parts = [
            pl.scan_parquet(segment.path).filter(~pl.col("document_id").is_in(forgotten)).select(names).collect()
            for segment in self._segments()
            if segment.day in wanted
        ]
        return pl.concat([pl.DataFrame(schema=SCHEMA).select(names), *parts])

    def document(self, document_id: str) -> dict[str, object] | None:
        """One document as a dict of `frames.RawDocuments` columns; None where it is not there or was forgotten."""
        if document_id in set(self.forgotten()["document_id"]):
            return None
        for segment in self._segments():
            rows = pl.scan_parquet(segment.path).filter(pl.col("document_id") == document_id).collect()
            if not rows.is_empty():
                return rows.row(0, named=True)
        return None

    def count(self) -> int:
        """How many documents can be read: those kept, less those forgotten."""
        return sum(segment.last - segment.first + 1 for segment in self._segments()) - self.forgotten().height

    def counts(self) -> dict[str, int]:
        """How many documents were kept on each day, those forgotten included; reads no file."""
        counts: dict[str, int] = {}
        for segment in self._segments():
            counts[segment.day] = counts.get(segment.day, 0) + segment.last - segment.first + 1
        return counts

    def methods(self) -> set[str]:
        """How the documents were obtained: the methods that occur."""
        parts = [pl.scan_parquet(s.path).select(pl.col("method").unique()).collect() for s in self._segments()]
        return {method for part in parts for method in part["method"]}

    # Forgetting

    def forget(self, document_id: str, *, why: str, when: dt.datetime, who: str) -> bool:
        """Drop a document's payload and metadata for good; its row, hash and reason stay, and it never comes back.

        Returns False where it was forgotten before (an interrupted forgetting is then finished). Raises `ArchiveError`
        where there is no such document.
        """
        with self._lock():
            segment = self._segment_of(document_id)
            if segment is None:
                raise ArchiveError(
                    f"no document {document_id} in {self.root}: take the id from `dim_article` or `rejects`"
                )
            rows = pl.read_parquet(segment.path)
            mine = rows.filter(pl.col("document_id") == document_id)
            tombstones = self.forgotten()
            new = document_id not in set(tombstones["document_id"])
            if new:
                stone = {
                    "document_id": document_id,
                    "payload_hash": sha256(mine["payload"][0]),
                    "why": why,
                    "who": who,
                    "forgotten_at": when.astimezone(dt.UTC),
                }
                # First the stone, then the payload: from here on the document is not given out.
                self._write(pl.concat([tombstones, pl.DataFrame([stone], schema=FORGOTTEN)]), self._stones)
            gone = pl.col("document_id") == document_id
            kept = rows.with_columns(
                payload=pl.when(gone).then(pl.lit(b"")).otherwise(pl.col("payload")),
                meta=pl.when(gone).then(pl.lit(None, dtype=pl.String())).otherwise(pl.col("meta")),
            )
            if not kept.equals(rows):
                self._write(kept, segment.path)
            return new

    def forgotten(self) -> pl.DataFrame:
        """The tombstones, oldest first: document_id, payload_hash, why, who, forgotten_at."""
        return pl.read_parquet(self._stones) if self._stones.exists() else pl.DataFrame(schema=FORGOTTEN)

    # Checking

    def verify(self) -> Iterator[str]:
        """What is wrong, one sentence each, with the next step; nothing where all is well. Reads every byte."""
        for path in sorted(self.root.glob("**/*.tmp")):
            yield f"{path}: left by an interrupted write: the next write deletes it"
        stones = dict(self.forgotten().select("document_id", "payload_hash").iter_rows())
        expected, seen = 1, dict[str, Path]()
        for segment in self._segments():
            if segment.first != expected:
                yield f"{segment.path}: begins at {segment.first}, expected {expected}: restore what is missing from a backup"
            expected = segment.last + 1
            try:
                rows = pl.read_parquet(segment.path)
            except (OSError, pl.exceptions.PolarsError) as error:
                yield f"{segment.path}: cannot be read ({str(error)[:100]}): restore it from a backup"
                continue
            yield from _problems(segment, rows, stones, seen)
        for identity in sorted(set(stones) - set(seen)):
            yield f"{self._stones}: document {identity} was forgotten but has no row: restore its segment from a backup"

    # On disk

    @property
    def _stones(self) -> Path:
        return self.root / "forgotten.parquet"

    def _segments(self) -> list[_Segment]:
        """Every segment, by sequence."""
        out = []
        for path in self.root.glob("fetched_on=*/*.parquet"):
            name, folder = _SEGMENT.match(path.name), _FOLDER.match(path.parent.name)
            if name and folder:
                out.append(_Segment(path, folder.group(1), int(name.group(1)), int(name.group(2))))
        return sorted(out, key=lambda segment: segment.first)

    def _segment_of(self, document_id: str) -> _Segment | None:
        for segment in self._segments():
            ids = pl.scan_parquet(segment.path).select("document_id").filter(pl.col("document_id") == document_id)
            if not ids.collect().is_empty():
                return segment
        return None

    def _known_ids(self) -> set[str]:
        """The ids of all documents, forgotten ones too. Segments never lose an id: each is read once."""
        for segment in self._segments():
            name = segment.path.name
            if name not in self._seen:
                self._known.update(pl.scan_parquet(segment.path).select("document_id").collect()["document_id"])
                self._seen.add(name)
        return self._known

    def _write(self, frame: pl.DataFrame, target: Path) -> None:
        """Write a parquet file so that after a crash there is the old file, or none, or the whole new one."""
        target.parent.mkdir(parents=True, exist_ok=True)
        write_synced(frame, target)
        sync_folder(self.root)  # the day's own name in it may be new

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.root / ".lock", timeout=_LOCK_SECONDS)
        try:
            with lock:
                # Whoever has the lock is the only writer: what an interrupted one left is of no use.
                for path in self.root.glob("**/*.tmp"):
                    path.unlink(missing_ok=True)
                yield
        except filelock.Timeout:
            raise ArchiveError(
                f"another process has been writing to {self.root} for {_LOCK_SECONDS:.0f} seconds: wait for it, or stop it"
            ) from None


def _unstorable(item: Found) -> Reject | None:
    """Text columns are UTF-8: what was given beside a document must be, too."""
    try:
        item.origin.encode("utf-8")
        if item.meta:
            canonical(item.meta).encode("utf-8")
    except (ValueError, TypeError) as error:
        shown = item.origin.encode("utf-8", "backslashreplace").decode("utf-8")
        return Reject(
            stage="archive",
            reason=f"what was given beside the document cannot be stored ({str(error)[:80]}): correct it",
            origin=shown,
            payload_hash=sha256(item.payload),
        )
    return None


def _problems(segment: _Segment, rows: pl.DataFrame, stones: dict[str, str], seen: dict[str, Path]) -> Iterator[str]:
    path = segment.path
    if rows.schema != SCHEMA:
        yield f"{path}: columns {rows.columns}, expected {SCHEMA.names()}: restore it from a backup"
        return
    if rows["sequence"].to_list() != list(range(segment.first, segment.last + 1)):
        yield f"{path}: holds other sequence numbers than its name says: restore it from a backup"
    for row in rows.iter_rows(named=True):
        identity, day = row["document_id"], row["fetched_at"].date().isoformat()
        if identity in seen:
            yield f"{path}: document {identity} stands in {seen[identity]} too: restore one of them from a backup"
        seen[identity] = path
        if day != segment.day:
            yield f"{path}: document {identity} was fetched on {day}: move the segment to that day's folder"
        if identity in stones:
            if row["payload"]:
                yield f"{path}: document {identity} was forgotten but its payload is there: forget it again"
        elif _identity(row["payload"], row["meta"]) != identity:
            yield f"{path}: document {identity} does not have the content of its id: restore it from a backup"


def _identity(payload: bytes, meta: str | None) -> str:
    return sha256(payload + b"\0" + meta.encode("utf-8")) if meta else document_id(payload, None)
