"""What is forgotten is quoted nowhere below the data folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from pipelines.archive.documents import Found
from pipelines.archive.store import Archive, ArchiveError
from pipelines.settings import Settings
from pipelines.warehouse.build import build
from pipelines.warehouse.export import export
from pipelines.warehouse.publish import kept_file, publish
from pipelines.warehouse.takedown import forget
from warehouse.small import NOW, article, claim, inputs, mention, release


def archived(settings: Settings) -> str:
    found = Found(payload=b"Five contractors were killed.", origin="one.txt", media_type="text/plain")
    Archive(settings.archive).add([found], fetched_at=NOW, method="file")
    return found.document_id


def test_an_export_and_the_kept_releases_that_quote_it_go(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    document = archived(settings)
    made = inputs(
        articles=[article("a", 1, document_id=document)],
        mentions=[mention("a", mention_id=f"{document}#0", document_id=document)],
        claims=[claim("a", claim_id=f"{document}#0.0", mention_id=f"{document}#0", document_id=document)],
        links=[], estimates=[],
    )  # fmt: skip
    publish(build(tmp_path / "staging.duckdb", made, release()), tmp_path, now=NOW)
    export(tmp_path, tmp_path / "export", ["csv"])
    changed = forget(settings, document, why="asked by the author", who="operator", now=NOW + dt.timedelta(days=1))
    assert not (tmp_path / "export").exists()
    assert not kept_file(tmp_path, "R000001").exists()
    assert {tmp_path / "export", kept_file(tmp_path, "R000001")} <= set(changed)
    assert Archive(settings.archive).document(document) is None


def test_a_folder_that_no_export_made_stays(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    document = archived(settings)
    (tmp_path / "export").mkdir()
    forget(settings, document, why="asked by the author", who="operator", now=NOW)
    assert (tmp_path / "export").exists()


def test_a_document_that_nobody_archived_cannot_be_forgotten(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no document"):
        forget(Settings(home=tmp_path), "0" * 64, why="w", who="o", now=NOW)


def test_what_resolution_keeps_between_runs_goes_for_it_holds_quotes(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    document = archived(settings)
    kept = settings.work / "standing" / "00000001.arrow"
    kept.parent.mkdir(parents=True)
    pl.DataFrame({"document_id": [document], "quote": ["Five contractors were killed"]}).write_ipc(kept)
    changed = forget(settings, document, why="asked by the author", who="operator", now=NOW)
    assert not kept.exists()
    assert kept.parent in changed
