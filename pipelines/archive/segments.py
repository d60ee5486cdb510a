"""Append-only tables on disk: numbered parquet files, each written once and never changed.

What a ledger needs and no more: append a frame, read them all in order. A file appears whole or not at all, and two
writers cannot take the same number. Plain DuckDB reads them: `select * from 'FOLDER/*.parquet'`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import polars as pl


class Segments:
    """One append-only table: a folder of `00000001.parquet`, `00000002.parquet` …"""

    def __init__(self, folder: Path, schema: pl.Schema) -> None:
        self.folder, self.schema = folder, schema

    def append(self, rows: pl.DataFrame) -> Path | None:
        """Write the rows as the next segment and return its file; no rows, no segment."""
        if rows.is_empty():
            return None
        rows = rows.select(pl.col(name).cast(dtype) for name, dtype in self.schema.items())
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.folder, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                rows.write_parquet(file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
            return self._publish(Path(temporary))
        finally:
            Path(temporary).unlink(missing_ok=True)

    def _publish(self, temporary: Path) -> Path:
        number = max((int(file.stem) for file in self.files()), default=0)
        while True:
            number += 1
            target = self.folder / f"{number:08d}.parquet"
            try:
                os.link(temporary, target)  # fails where the number is taken: a rename would overwrite
            except FileExistsError:
                continue
            folder = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
            return target

    def files(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*.parquet"))

    def read(self) -> pl.DataFrame:
        """Every row, oldest segment first."""
        frames = [pl.read_parquet(file).cast(self.schema) for file in self.files()]
        return pl.concat(frames) if frames else pl.DataFrame(schema=self.schema)
