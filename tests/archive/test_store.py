"""The archive keeps every document once, whole, and gives it back as it was."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive import store
from pipelines.archive.documents import Found, Rejected, document_id
from pipelines.archive.store import Archive, ArchiveError
from pipelines.schemas import frames

NOW = dt.datetime(2026, 1, 2, 23, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)


def text(words: str, origin: str = "a.txt", meta: dict[str, Any] | None = None) -> Found:
    return Found(words.encode(), "text/plain", origin, meta)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def add(archive: Archive, *found: Found | Rejected, at: dt.datetime = NOW) -> store.Added:
    return archive.add(found, fetched_at=at, method="file", run_id="run-1")


def test_a_document_is_given_back_byte_for_byte_with_where_when_and_how(archive: Archive) -> None:
    added = add(archive, Found(b"\xff\x00raw\r\n", "text/html", "https://example.org/1", {"title": "É", "a": 1}))
    assert (added.documents, added.known, added.days, added.rejects.height) == (1, 0, ["2026-01-02"], 0)
    [row] = archive.read("2026-01-02").to_dicts()
    assert row == {
        "document_id": hashlib.sha256(b'\xff\x00raw\r\n\x00{"a":1,"title":"\xc3\x89"}').hexdigest(),
        "sequence": 1,
        "fetched_at": NOW,
        "origin": "https://example.org/1",
        "method": "file",
        "media_type": "text/html",
        "payload": b"\xff\x00raw\r\n",
        "meta": '{"a":1,"title":"É"}',
    }
    assert archive.document(row["document_id"]) == row


def test_what_is_there_already_is_known_within_a_batch_and_across_runs(archive: Archive) -> None:
    first = add(archive, text("one"), text("one", "b.txt"), text("two"))
    again = add(archive, text("two"), text("three"), at=LATER)
    assert (first.documents, first.known) == (2, 1)
    assert (again.documents, again.known, again.days) == (1, 1, ["2026-01-03"])
    assert archive.days() == ["2026-01-02", "2026-01-03"]
    assert [*archive.read("2026-01-02")["sequence"], *archive.read("2026-01-03")["sequence"]] == [1, 2, 3]
    assert archive.count() == 3


def test_the_same_text_with_other_metadata_is_another_document(archive: Archive) -> None:
    added = add(archive, text("one"), text("one", meta={"title": "A"}), text("one", meta={}))
    assert (added.documents, added.known) == (2, 1)


def test_a_run_that_finds_nothing_new_writes_nothing(archive: Archive) -> None:
    add(archive, text("one"))
    before = sorted(archive.root.glob("**/*.parquet"))
    assert add(archive, text("one"), at=LATER).days == []
    assert sorted(archive.root.glob("**/*.parquet")) == before


def test_rejected_inputs_come_back_as_rows_and_are_not_kept(archive: Archive) -> None:
    added = add(archive, Rejected("bad.txt", "empty: it holds no text", "ff"), text("one"))
    [reject] = added.rejects.to_dicts()
    assert (reject["stage"], reject["origin"], reject["payload_hash"], reject["run_id"]) == (
        "archive",
        "bad.txt",
        "ff",
        "run-1",
    )
    assert added.documents == 1


def test_metadata_that_cannot_be_stored_is_a_reject(archive: Archive) -> None:
    added = add(archive, text("one", meta={"title": "\ud800"}), text("two"))
    assert added.documents == 1
    assert "cannot be stored" in added.rejects["reason"][0]


def test_a_day_is_a_utc_day_wherever_the_clock_stands(archive: Archive) -> None:
    late_in_new_york = dt.datetime(2026, 1, 2, 22, 0, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    assert add(archive, text("one"), at=late_in_new_york).days == ["2026-01-03"]
    with pytest.raises(ValueError, match="no time zone"):
        add(archive, text("two"), at=dt.datetime(2026, 1, 2))  # noqa: DTZ001


def test_plain_duckdb_reads_it(archive: Archive) -> None:
    add(archive, text("one"), text("two"))
    add(archive, text("three"), at=LATER)
    rows = duckdb.sql(
        f"""
        select fetched_on::varchar, sequence, decode(payload)
        from read_parquet('{archive.root}/fetched_on=*/*.parquet', hive_partitioning = true)
        order by sequence
        """
    ).fetchall()
    assert rows == [("2026-01-02", 1, "one"), ("2026-01-02", 2, "two"), ("2026-01-03", 3, "three")]


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_crash_while_writing_leaves_no_half_document(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    add(archive, text("one"))

    def crash(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path if step == "replace" else os, step, crash)
        with pytest.raises(OSError, match="no space"):
            add(archive, text("two"))
    assert archive.read("2026-01-02")["payload"].to_list() == [b"one"]
    assert list(archive.root.glob("**/*.tmp")) == []
    assert add(archive, text("two")).documents == 1
    assert list(archive.verify()) == []


def test_a_writer_that_is_killed_leaves_whole_documents_and_the_next_one_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    code = f"""
import datetime as dt, pathlib
from pipelines.archive import store
from pipelines.archive.documents import Found
store._BATCH_DOCUMENTS = 3
found = (Found(str(n).encode() * 50, "text/plain", "o") for n in range(10**9))
store.Archive(pathlib.Path({str(root)!r})).add(
    found, fetched_at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC), method="file", progress=lambda n: print(n, flush=True)
)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(5):
            writer.stdout.readline()
        writer.kill()
    archive = Archive(root)
    there = archive.count()
    assert there >= 15
    assert [line for line in archive.verify() if "interrupted write" not in line] == []
    assert add(archive, text("one more")).documents == 1
    assert archive.count() == there + 1
    assert list(archive.verify()) == []


def test_a_segment_may_be_read_by_others(archive: Archive) -> None:
    add(archive, text("one"))
    [path] = archive.root.glob("*/*.parquet")
    assert path.stat().st_mode & 0o777 == 0o644


def test_batches_are_bounded_and_numbered_without_gaps(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_BATCH_DOCUMENTS", 2)
    done: list[int] = []
    archive.add((text(str(i)) for i in range(5)), fetched_at=NOW, method="file", progress=done.append)
    assert [path.name for path in sorted(archive.root.glob("*/*.parquet"))] == [
        "0000000001-0000000002.parquet",
        "0000000003-0000000004.parquet",
        "0000000005-0000000005.parquet",
    ]
    assert done == [2, 4, 5]
    assert list(archive.verify()) == []


def test_two_writers_take_no_number_twice(archive: Archive) -> None:
    other = Archive(archive.root)
    add(archive, text("one"))
    add(other, text("two"), text("one"))
    add(archive, text("three"), text("two"))
    assert archive.read("2026-01-02")["sequence"].to_list() == [1, 2, 3]


def test_days_may_be_asked_for_and_some_documents_left_out(archive: Archive) -> None:
    add(archive, text("one"), text("two"))
    one = document_id(b"one", None)
    assert archive.days_within(["2026-01-05", "2026-01-02"]) == ["2026-01-02"]
    assert archive.read("2026-01-02", without=[one])["payload"].to_list() == [b"two"]
    assert archive.read("2026-01-05").is_empty()
    assert archive.read_days(["2026-01-02"], columns=["origin", "sequence"]).rows() == [("a.txt", 1), ("a.txt", 2)]
    assert archive.methods() == {"file"}
    assert archive.document("0" * 64) is None


def test_an_archive_that_does_not_exist_yet_is_empty(archive: Archive) -> None:
    assert (archive.days(), archive.count(), archive.methods(), list(archive.verify())) == ([], 0, set(), [])
    assert archive.read("2026-01-02").columns == list(store.SCHEMA)
    assert add(archive).documents == 0


def test_what_is_forgotten_is_gone_stays_gone_and_says_why(archive: Archive) -> None:
    add(archive, text("one", meta={"title": "secret"}), text("two"))
    [one] = archive.read("2026-01-02")["document_id"].to_list()[:1]
    assert archive.forget(one, why="asked by the author", when=LATER, who="operator") is True
    assert archive.forget(one, why="again", when=LATER, who="operator") is False
    assert archive.read("2026-01-02")["payload"].to_list() == [b"two"]
    assert archive.document(one) is None
    assert archive.count() == 1
    [stone] = archive.forgotten().to_dicts()
    assert stone == {
        "document_id": one,
        "payload_hash": hashlib.sha256(b"one").hexdigest(),
        "why": "asked by the author",
        "who": "operator",
        "forgotten_at": LATER,
    }
    on_disk = b"".join(path.read_bytes() for path in archive.root.glob("**/*.parquet"))
    assert b"secret" not in on_disk
    back = add(archive, text("one"), text("one", meta={"title": "secret"}), at=LATER)
    assert (back.documents, back.known) == (0, 2)
    assert list(archive.verify()) == []


def test_an_interrupted_forgetting_is_seen_and_finished(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    add(archive, text("one"))
    one = document_id(b"one", None)
    write, calls = Archive._write, []

    def once(self: Archive, frame: pl.DataFrame, target: Path) -> None:
        calls.append(target)
        if len(calls) > 1:
            raise OSError("power cut")
        write(self, frame, target)

    with monkeypatch.context() as patched:
        patched.setattr(Archive, "_write", once)
        with pytest.raises(OSError, match="power cut"):
            archive.forget(one, why="w", when=LATER, who="o")
    assert archive.read("2026-01-02").is_empty()
    assert [line for line in archive.verify() if "forget it again" in line]
    archive.forget(one, why="w", when=LATER, who="o")
    assert list(archive.verify()) == []
    assert archive.forgotten()["payload_hash"].to_list() == [hashlib.sha256(b"one").hexdigest()]


def test_forgetting_what_is_not_there_says_so(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="no document 123"):
        archive.forget("123", why="w", when=NOW, who="o")


def test_verify_names_what_is_wrong(archive: Archive) -> None:
    add(archive, text("one"))
    add(archive, text("two"), at=LATER)
    [first] = archive.root.glob("fetched_on=2026-01-02/*.parquet")
    [second] = archive.root.glob("fetched_on=2026-01-03/*.parquet")
    rows = pl.read_parquet(second).with_columns(payload=pl.lit(b"tampered"))
    rows.write_parquet(second)
    first.write_bytes(first.read_bytes()[:-20])
    (archive.root / "fetched_on=2026-01-03" / "x.tmp").write_bytes(b"")
    problems = list(archive.verify())
    assert [bool(words) for words in problems] == [True] * 3
    assert "left by an interrupted write" in problems[0]
    assert "cannot be read" in problems[1]
    assert "does not have the content of its id" in problems[2]
    first.unlink()
    assert any("expected 1: restore what is missing" in line for line in archive.verify())


def test_a_lock_that_is_not_had_is_an_error_that_says_what_to_do(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_LOCK_SECONDS", 0.05)
    with archive._lock(), pytest.raises(ArchiveError, match="wait for it, or stop it"):
        add(Archive(archive.root), text("one"))


payloads = st.lists(
    st.one_of(
        st.builds(
            Found,
            payload=st.binary(min_size=1, max_size=20),
            media_type=st.sampled_from(["text/plain", "text/html", "application/json"]),
            origin=st.text(max_size=8),
            meta=st.one_of(st.none(), st.dictionaries(st.text(max_size=3), st.text(max_size=5), max_size=2)),
        ),
        st.builds(Rejected, origin=st.text(max_size=5), reason=st.text(max_size=5)),
    ),
    max_size=8,
)


@given(payloads, payloads)
def test_found_is_added_and_known_and_rejected_and_comes_back_exact(
    tmp_path_factory: pytest.TempPathFactory, one: list[Found | Rejected], two: list[Found | Rejected]
) -> None:
    archive = Archive(tmp_path_factory.mktemp("archive"))
    for found in (one, two, one):
        added = archive.add(found, fetched_at=NOW, method="file")
        assert added.documents + added.known + added.rejects.height == len(found)
    wanted = {item.document_id: item.payload for item in [*one, *two] if isinstance(item, Found)}
    rows = archive.read("2026-01-02")
    assert frames.RawDocuments.validate(rows).height == archive.count() == len(wanted)
    assert dict(rows.select("document_id", "payload").iter_rows()) == wanted
    assert rows["sequence"].to_list() == list(range(1, len(wanted) + 1))
    assert list(archive.verify()) == []


def test_threads_and_instances_that_add_at_once_leave_no_gap_and_no_copy(archive: Archive) -> None:
    archives = [archive, archive, Archive(archive.root), Archive(archive.root)]

    def run(n: int) -> store.Added:
        return add(archives[n], *(text(f"{words}") for words in range(n, n + 20)))

    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(run, range(4)))
    assert sum(one.documents for one in added) == archive.count() == 23
    assert sum(one.known for one in added) == 80 - 23
    assert list(archive.verify()) == []
