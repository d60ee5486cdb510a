"""Frames that are made from the archive and can be made again: parquet files under `work/`, replaced as a whole.

A frame has a name, the digest of the code that made it and, where it is partitioned, a day. A change of code makes a new
folder, so that what old code made is never mixed with what new code makes. Nothing here is worth a backup.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import polars as pl


class Derived:
    """The frames of one stage made by one version of its code."""

    def __init__(self, work: Path, stage: str, digest: str = "") -> None:
        self.folder = work / stage / digest[:16] if digest else work / stage

    def _file(self, name: str, day: str) -> Path:
        return self.folder / name / f"{day}.parquet"

    def write(self, name: str, frame: pl.DataFrame, day: str = "all") -> None:
        """Replace a frame. A crash leaves the old file or the new one."""
        target = self._file(name, day)
        target.parent.mkdir(parents=True, exist_ok=True)
        # by process, for two may write at once; not by `tempfile`, whose files are their owner's alone: a team shares these
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            frame.write_parquet(temporary, compression="zstd")
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)

    def days(self, name: str) -> list[str]:
        """The days for which the frame stands, in order; `all` for one without days."""
        folder = self.folder / name
        return sorted(file.stem for file in folder.glob("*.parquet")) if folder.is_dir() else []

    def read(
        self,
        name: str,
        empty: pl.DataFrame,
        days: Iterable[str] | None = None,
        *,
        without: Iterable[str] = (),
        documents: pl.Series | None = None,
    ) -> pl.DataFrame:
        """Every day of a frame, or the given ones, in order, less some columns, of all documents or the given ones."""
        columns = [column for column in empty.columns if column not in set(without)]
        wanted = set(self.days(name)) & set(days) if days is not None else set(self.days(name))
        keep = pl.lit(value=True) if documents is None else pl.col("document_id").is_in(documents.implode())
        frames = [
            pl.scan_parquet(self._file(name, day)).filter(keep).select(columns).collect() for day in sorted(wanted)
        ]
        return pl.concat([empty.select(columns), *frames], how="vertical_relaxed")
