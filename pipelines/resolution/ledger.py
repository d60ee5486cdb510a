"""The append-only ledger of incident ids under `LOSSES_HOME/ledger/incidents/`.

Here belong its columns and the check that it is whole; what stands in a row is decided in `identity`. Plain DuckDB reads it:
`select * from 'ledger/incidents/*.parquet' order by entry`.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.archive.segments import Segments

SCHEMA = pl.Schema(
    {
        "entry": pl.Int64,  # position in the ledger, from 1
        "kind": pl.String,  # mention, linked, merged, split, withdrawn
        "number": pl.Int64,  # of the mention, in order of fetching; an incident's id is the number of its founding mention
        "document_id": pl.String,  # where the mention stands
        "ordinal": pl.Int64,  # its position in the article when it was entered
        "spans": pl.String,  # its quotes as start-end;start-end: what it is known by when the text is extracted again
        "incident_id": pl.String,  # mention, linked: what it was linked to; merged, split, withdrawn: which incident
        "other_id": pl.String,  # linked: the one before; merged: the one that goes on; split: the one it was part of
    }
)


class LedgerError(Exception):
    """The ledger on disk has a gap, or went on since it was read."""


def empty() -> pl.DataFrame:
    """A ledger with no entry."""
    return SCHEMA.to_frame()


def read(ledger: Path) -> pl.DataFrame:
    """All entries under `ledger` (the folder LOSSES_HOME/ledger), in order. Raises LedgerError where some are missing: without
    them ids would be given twice."""
    entries = _table(ledger).read()
    if entries["entry"].to_list() != list(range(1, entries.height + 1)):
        raise LedgerError(
            f"{_table(ledger).folder}: expected entries 1 to {entries.height}, found a gap. Restore the folder from the backup."
        )
    return entries


def append(ledger: Path, entries: pl.DataFrame) -> Path | None:
    """Add the `entries` of a resolution as one new segment and return its file; none for no entries. Raises LedgerError where
    the ledger has gone on since the resolution read it."""
    if entries.is_empty():
        return None
    table = _table(ledger)
    files = table.files()
    last = pl.read_parquet(files[-1], columns=["entry"])["entry"][-1] if files else 0
    if entries["entry"][0] != last + 1:
        raise LedgerError(
            f"{table.folder} ends with entry {last}, the new entries start with {entries['entry'][0]}: it was written since "
            "it was read. Read it again and resolve again."
        )
    return table.append(entries)


def _table(ledger: Path) -> Segments:
    return Segments(ledger / "incidents", SCHEMA)
