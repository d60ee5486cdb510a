"""Whether what is kept is what was written: every archived byte, every ledger, every published row.

Each function yields what is wrong, one sentence each, with the next step; nothing where all is well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from pipelines.archive.segments import Segments
from pipelines.archive.store import Archive
from pipelines.resolution import ledger as incident_ids
from pipelines.settings import Settings
from pipelines.warehouse import ledger
from pipelines.warehouse.build import DEFINITIONS, OUTSIDE_DIGEST, measure


def problems(settings: Settings) -> Iterator[str]:
    """Everything that is wrong below the data folder. Reads every byte of it."""
    yield from Archive(settings.archive).verify()
    yield from _ledgers(settings)
    yield from _release(settings.warehouse)
    for kept in sorted((settings.home / "releases").glob("*.duckdb")):
        yield from _release(kept)


def _ledgers(settings: Settings) -> Iterator[str]:
    try:
        incident_ids.read(settings.ledger)
    except incident_ids.LedgerError as error:
        yield f"ledger of incident ids: {error}"
    for folder in sorted(path for path in settings.ledger.glob("*") if path.is_dir()):
        table = Segments(folder, pl.Schema())
        if missing := table.missing():
            shown = ", ".join(str(number) for number in missing[:5])
            yield f"{folder}: segments are missing, {len(missing):,} of them, such as {shown}: restore the folder from a backup"
        for path in table.files():
            try:
                pl.read_parquet(path)
            except (OSError, pl.exceptions.PolarsError) as error:
                yield f"{path}: cannot be read ({str(error)[:100]}): restore it from a backup"
    published = ledger.current(settings.home)
    if published and not settings.warehouse.exists():
        yield f"{settings.warehouse} is missing; `losses rollback {published}` brings the last release back"


def _release(path: Path) -> Iterator[str]:
    if not path.exists():
        return
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            row = con.execute(
                "select release_id, table_digests from releases order by released_at desc, release_id desc"
            ).fetchone()
            if row is None:
                yield f"{path}: names no release: roll back to a kept one"
                return
            for table, digest in sorted(json.loads(row[1]).items()):
                if table not in {*OUTSIDE_DIGEST, DEFINITIONS} and measure(con, table)[1] != digest:
                    yield f"{path}: table {table} is not what release {row[0]} was published with: roll back to a kept release"
    except duckdb.Error as error:
        yield f"{path}: cannot be opened ({str(error)[:100]}): `losses rollback` to a kept release, or `losses run`"
