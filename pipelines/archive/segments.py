"""Append-only tables on disk: numbered parquet files, whose rows never change.

What a ledger needs and no more: append a frame, read them all in order. A file appears whole or not at all, and two
writers cannot take the same number. Sixteen segments of one size become one of sixteen times that size, so that a ledger of
a hundred thousand runs is some dozens of files and each row was written anew five times. Plain DuckDB reads them:
`select * from 'FOLDER/*.parquet'`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import filelock
import polars as pl

FAN = 16
_LOCK_SECONDS = 600.0


@dataclass(frozen=True, order=True)
class Segment:
    """One file: appends `first` to `last`; `00000007.parquet` holds one, `00000001-00000016.parquet` sixteen."""

    first: int
    last: int

    @classmethod
    def of(cls, path: Path) -> Segment:
        first, _, last = path.stem.partition("-")
        return cls(int(first), int(last or first))

    @property
    def name(self) -> str:
        return f"{self.first:08d}.parquet" if self.first == self.last else f"{self.first:08d}-{self.last:08d}.parquet"

    @property
    def level(self) -> int:
        """0 for a single append, 1 for FAN of them, 2 for FAN times FAN …"""
        level, span = 0, self.last - self.first + 1
        while span >= FAN:
            level, span = level + 1, span // FAN
        return level


class Segments:
    """One append-only table: a folder of segments. Safe for several processes: writers wait for a lock."""

    def __init__(self, folder: Path, schema: pl.Schema) -> None:
        self.folder, self.schema = folder, schema

    def append(self, rows: pl.DataFrame) -> Path | None:
        """Write the rows as the next segment and return the file that holds them; no rows, no segment."""
        if rows.is_empty():
            return None
        rows = rows.select(pl.col(name).cast(dtype) for name, dtype in self.schema.items())
        self.folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(self.folder / ".lock", timeout=_LOCK_SECONDS):
            number = max((segment.last for segment in self.segments()), default=0) + 1
            write_synced(rows, self.folder / Segment(number, number).name)
            self._compact()
            return self.files()[-1]

    def segments(self) -> list[Segment]:
        """The segments that hold the table, in order. A crash may leave parts beside the segment that they were joined
        into: those count no second time."""
        found = sorted(
            (Segment.of(path) for path in self.folder.glob("[0-9]*.parquet")), key=lambda s: (s.first, -s.last)
        )
        out: list[Segment] = []
        for segment in found:
            if not out or segment.last > out[-1].last:
                out.append(segment)
        return out

    def files(self) -> list[Path]:
        return [self.folder / segment.name for segment in self.segments()]

    def missing(self) -> list[int]:
        """Appends that no segment holds, though later ones stand: something was deleted."""
        held: set[int] = set()
        for segment in self.segments():
            held.update(range(segment.first, segment.last + 1))
        return sorted(set(range(1, max(held, default=0) + 1)) - held)

    def read(self) -> pl.DataFrame:
        """Every row, oldest segment first."""
        while True:
            files = self.files()
            try:
                frames = [pl.read_parquet(file).cast(self.schema) for file in files]
            except FileNotFoundError:
                if files == self.files():
                    raise
                continue  # joined into a larger one since it was listed
            return pl.concat(frames) if frames else pl.DataFrame(schema=self.schema)

    def _compact(self) -> None:
        """Join the last segments while there are FAN of one level, and delete what stands in a larger one. The caller holds
        the lock; whatever is read meanwhile, or after a crash, are the same rows."""
        segments = self.segments()
        while len(segments) >= FAN and len({segment.level for segment in segments[-FAN:]}) == 1:
            parts = segments[-FAN:]
            joined = Segment(parts[0].first, parts[-1].last)
            frames = [pl.read_parquet(self.folder / part.name).cast(self.schema) for part in parts]
            write_synced(pl.concat(frames), self.folder / joined.name)
            segments = self.segments()
        stand = {segment.name for segment in segments}
        for path in sorted(self.folder.glob("[0-9]*.parquet")):
            if path.name not in stand:
                path.unlink()


def write_synced(frame: pl.DataFrame, target: Path) -> None:
    """Write a parquet file that is there whole or not at all, on disk when this returns, and readable by whom the umask
    lets: a team shares it. The caller is the only one to write it."""
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        with temporary.open("wb") as file:
            frame.write_parquet(file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
