"""A release goes out whole or not at all, whatever happens on the way."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import shutil
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import filelock
import pytest

from pipelines.warehouse import ledger
from pipelines.warehouse.build import BuildResult, build
from pipelines.warehouse.publish import (
    PUBLISHED,
    STEPS,
    PublishError,
    building,
    kept_file,
    publish,
    published_release,
    reconcile,
    record_failure,
    releases,
    rollback,
    unpin,
)
from warehouse.small import NOW, incident, inputs, release

LATER = dt.datetime(2024, 12, 2, 6, tzinfo=dt.UTC)


TEMPLATES: dict[str, BuildResult] = {}


@pytest.fixture(scope="module", autouse=True)
def templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One build per country for all tests here: building takes longer than publishing."""
    folder = tmp_path_factory.mktemp("templates")
    for country in ("MLI", "SDN", "CAF", "LBY", "SYR"):
        given = inputs(incidents=[incident(1, country=country)])
        TEMPLATES[country] = build(folder / f"{country}.duckdb", given, release())


def make(home: Path, country: str = "MLI") -> BuildResult:
    """The next release as if built: another country makes another release."""
    number = int(ledger.next_release_id(home).removeprefix("R"))
    info = release(number, released_at=NOW + dt.timedelta(hours=number))
    staging = home / "work" / "losses.duckdb"
    staging.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(TEMPLATES[country].staging, staging)
    con = duckdb.connect(str(staging))
    con.execute(
        "update releases set release_id = ?, released_at = ?", [info.release_id, info.released_at.replace(tzinfo=None)]
    )
    con.close()
    return replace(TEMPLATES[country], staging=staging, release=info)


def go_out(home: Path, country: str = "MLI", **options: Any) -> str:
    return publish(make(home, country), home, now=NOW, **options).outcome


def country_in(home: Path) -> str:
    con = duckdb.connect(str(home / PUBLISHED), read_only=True)
    try:
        return con.execute("select country from fact_incidents").fetchall()[0][0]
    finally:
        con.close()


def statuses(home: Path) -> dict[str, str]:
    return dict(releases(home).select("release_id", "status").iter_rows())


def test_a_first_release_is_published_kept_and_entered(tmp_path: Path) -> None:
    assert go_out(tmp_path) == "published"
    assert country_in(tmp_path) == "MLI"
    assert statuses(tmp_path) == {"R000001": "current"}
    assert kept_file(tmp_path, "R000001").exists()
    assert not (tmp_path / "work" / "losses.duckdb").exists()
    assert list(tmp_path.glob("*.wal")) == []


def test_a_build_in_which_no_row_differs_publishes_nothing_new(tmp_path: Path) -> None:
    go_out(tmp_path)
    before = (tmp_path / PUBLISHED).stat()
    assert go_out(tmp_path) == "unchanged"
    after = (tmp_path / PUBLISHED).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert statuses(tmp_path) == {"R000001": "current"}


def test_the_next_release_is_built_with_those_that_went_out_and_without_those_that_did_not(tmp_path: Path) -> None:
    go_out(tmp_path)
    record_failure(make(tmp_path, "SDN"), tmp_path, now=LATER, reasons=["x"])
    go_out(tmp_path, "CAF")
    assert ledger.earlier(tmp_path)["release_id"].to_list() == ["R000001", "R000003"]
    assert ledger.next_release_id(tmp_path) == "R000004"


def test_a_staging_file_that_is_still_open_is_not_published(tmp_path: Path) -> None:
    result = make(tmp_path)
    result.staging.with_name("losses.duckdb.wal").write_bytes(b"unfinished")
    with pytest.raises(PublishError, match=r"is not closed: losses\.duckdb\.wal"):
        publish(result, tmp_path, now=NOW)
    assert not (tmp_path / PUBLISHED).exists()


def test_a_log_that_a_writer_left_beside_the_published_file_is_not_replayed_onto_the_next(tmp_path: Path) -> None:
    go_out(tmp_path)
    (tmp_path / f"{PUBLISHED}.wal").write_bytes(b"somebody opened the file for writing, and crashed")
    go_out(tmp_path, "SDN")
    assert country_in(tmp_path) == "SDN"


def test_a_failed_check_leaves_the_old_file_and_stands_in_the_ledger(tmp_path: Path) -> None:
    go_out(tmp_path)
    before = (tmp_path / PUBLISHED).read_bytes()
    record_failure(make(tmp_path, "SDN"), tmp_path, now=LATER, reasons=["No stage loses rows: 1 rows do not"])
    assert (tmp_path / PUBLISHED).read_bytes() == before
    assert statuses(tmp_path) == {"R000001": "current", "R000002": "failed"}
    assert releases(tmp_path)["reason"].to_list() == [None, "No stage loses rows: 1 rows do not"]
    assert go_out(tmp_path, "CAF") == "published"
    assert statuses(tmp_path) == {"R000001": "published", "R000002": "failed", "R000003": "current"}


def test_a_rollback_pins_its_release_until_it_is_let_go(tmp_path: Path) -> None:
    go_out(tmp_path)
    go_out(tmp_path, "SDN")
    rollback(tmp_path, "R000001", now=LATER, why="a misread toll")
    assert country_in(tmp_path) == "MLI"
    assert go_out(tmp_path, "CAF") == "held"
    assert country_in(tmp_path) == "MLI"
    assert statuses(tmp_path) == {"R000001": "pinned", "R000002": "published", "R000003": "held"}
    assert unpin(tmp_path, now=LATER) == "R000003"
    assert country_in(tmp_path) == "CAF"
    assert statuses(tmp_path)["R000003"] == "current"


def test_a_rollback_to_a_release_that_is_gone_names_those_that_are_there(tmp_path: Path) -> None:
    go_out(tmp_path)
    with pytest.raises(PublishError, match=r"Release R000009 is not kept.*R000001"):
        rollback(tmp_path, "R000009", now=LATER)


def test_letting_go_of_nothing_is_refused(tmp_path: Path) -> None:
    go_out(tmp_path)
    with pytest.raises(PublishError, match="No release is pinned"):
        unpin(tmp_path, now=LATER)


def test_only_the_last_releases_stay_and_a_pinned_one_always_does(tmp_path: Path) -> None:
    go_out(tmp_path, "MLI", keep=2)
    rollback(tmp_path, "R000001", now=LATER)
    for country in ("SDN", "CAF", "LBY"):
        go_out(tmp_path, country, keep=2)
    unpin(tmp_path, now=LATER)
    rollback(tmp_path, "R000002", now=LATER)
    unpin(tmp_path, now=LATER)
    go_out(tmp_path, "SYR", keep=2)
    assert sorted(file.stem for file in (tmp_path / "releases").glob("*")) == ["R000004", "R000005"]


KILLED = """
    import os, pickle, sys
    from pathlib import Path
    from pipelines.warehouse.publish import publish
    result, home, now = pickle.loads(Path(sys.argv[1]).read_bytes())
    publish(result, home, now=now, step=lambda done: os._exit(9) if done == sys.argv[2] else None)
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_the_old_release_or_the_new_one_and_the_next_run_mends_it(
    step: str, tmp_path: Path
) -> None:
    go_out(tmp_path)
    note = tmp_path / "result.pickle"
    note.write_bytes(pickle.dumps((make(tmp_path, "SDN"), tmp_path, NOW)))
    # the child dies without any clean-up, as under kill -9
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(note), step], timeout=120, check=False)
    assert killed.returncode == 9
    swapped = STEPS.index(step) >= STEPS.index("swapped")
    assert country_in(tmp_path) == ("SDN" if swapped else "MLI")
    reconcile(tmp_path, now=LATER)
    assert ledger.current(tmp_path) == ("R000002" if swapped else "R000001")
    # what the crash kept from going out goes out with the next run, and what went out is not published again
    assert go_out(tmp_path, "SDN") == ("unchanged" if swapped else "published")
    assert country_in(tmp_path) == "SDN"
    assert statuses(tmp_path) == {"R000001": "published", "R000002": "current"}
    assert [file.name for file in tmp_path.glob(".losses*")] == []


READER = """
    import sys, duckdb
    con = duckdb.connect(sys.argv[1], read_only=True)
    con.execute("set enable_progress_bar = false")
    result = con.execute("select country from fact_incidents, range(3000000)")
    print(result.fetchone()[0], flush=True)
    sys.stdin.readline()
    rest = {row[0] for row in result.fetchall()}
    print(sorted(rest)[0], len(rest), flush=True)
"""


def test_a_reader_finishes_its_query_on_the_old_release_while_the_new_one_goes_out(tmp_path: Path) -> None:
    go_out(tmp_path)
    reader = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(READER), str(tmp_path / PUBLISHED)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdin and reader.stdout
    try:
        assert reader.stdout.readline().strip() == "MLI"
        assert go_out(tmp_path, "SDN") == "published"  # while the query is open
        assert country_in(tmp_path) == "SDN"
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline().strip() == "MLI 1"
        assert reader.wait(timeout=60) == 0
    finally:
        reader.kill()


def test_whoever_comes_second_waits_its_turn_and_is_told_for_whom(tmp_path: Path) -> None:
    waited: list[str] = []
    turn = threading.Event()

    def second() -> None:
        with building(tmp_path, on_wait=lambda holder: (waited.append(holder), turn.set())):  # type: ignore[func-returns-value]
            waited.append("in")

    with building(tmp_path, what="losses run"):
        thread = threading.Thread(target=second)
        thread.start()
        assert turn.wait(30)
        assert waited == [f"losses run (process {os.getpid()})"]
    thread.join(30)
    assert waited[-1] == "in"


def test_the_lock_of_a_process_that_died_holds_nobody_up(tmp_path: Path) -> None:
    held = "import os, sys; from pathlib import Path; from pipelines.warehouse.publish import building\n"
    held += "building(Path(sys.argv[1])).__enter__(); os._exit(9)"
    died = subprocess.run([sys.executable, "-c", held, str(tmp_path)], timeout=120, check=False)
    assert died.returncode == 9
    with building(tmp_path, timeout=1):
        pass


def test_a_wait_with_an_end_ends(tmp_path: Path) -> None:
    with building(tmp_path), pytest.raises(filelock.Timeout), building(tmp_path, timeout=0):
        pass


def test_the_published_file_says_which_release_it_is(tmp_path: Path) -> None:
    assert published_release(tmp_path) is None
    go_out(tmp_path)
    row = published_release(tmp_path)
    assert row is not None
    assert (row["release_id"], row["has_samples"], row["code_version"]) == ("R000001", False, "test")
