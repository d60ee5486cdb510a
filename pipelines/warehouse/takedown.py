"""Forgetting a document: its text and quotes go from everywhere, a tombstone with its hash and the reason stays.

Here belongs finding every copy of a document's words below the data folder. Publishing a release without it is the next
run's business; until then the published file is the only place that still quotes it.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import polars as pl

from pipelines.archive.store import Archive
from pipelines.settings import Settings
from pipelines.warehouse.export import MARKER


def forget(settings: Settings, document_id: str, *, why: str, who: str, now: dt.datetime) -> list[Path]:
    """Drop the document's words from the archive, the derived frames, the ledgers and kept releases; returns what was
    changed or deleted. Raises ArchiveError where the archive has no such document.

    The export in the data folder goes, for `losses export` makes it anew. A kept release that quotes it is deleted: a file
    that is opened to be altered is no longer what was published.
    """
    Archive(settings.archive).forget(document_id, why=why, when=now, who=who)
    changed = [settings.archive / "forgotten.parquet"]
    told = sorted([*settings.work.rglob("*.parquet"), *(settings.ledger / "rejects").glob("*.parquet")])
    changed += [path for path in told if _drop_rows(path, document_id)]
    standing = settings.work / "standing"
    if standing.exists():  # what resolution keeps between runs; the next run resolves from nothing
        shutil.rmtree(standing)
        changed.append(standing)
    for leftover in (settings.work / "staging").glob("*.duckdb"):
        leftover.unlink()
        changed.append(leftover)
    for kept in sorted((settings.home / "releases").glob("*.duckdb")):
        if _quotes(kept, document_id):
            kept.unlink()
            changed.append(kept)
    exported = settings.home / "export"
    if (exported / MARKER).exists():  # copies that were taken elsewhere are out of reach
        shutil.rmtree(exported)
        changed.append(exported)
    return changed


def _drop_rows(path: Path, document_id: str) -> bool:
    rows = pl.read_parquet(path)
    if "document_id" not in rows.columns:
        return False
    left = rows.filter(pl.col("document_id").ne_missing(document_id))
    if left.height == rows.height:
        return False
    temporary = path.with_suffix(".tmp")
    left.write_parquet(temporary, compression="zstd")
    temporary.replace(path)
    return True


def _quotes(release: Path, document_id: str) -> bool:
    """Whether a release has the document among its articles, with its title and quotes."""
    with duckdb.connect(str(release), read_only=True) as con:
        found = con.execute("select count(*) from dim_article where document_id = ?", [document_id]).fetchone()
    return bool(found and found[0])
