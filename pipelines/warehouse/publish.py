"""Takes a staging file that passed its checks to the name that analysts open, and keeps the releases before it.

The order of the steps is what makes a crash harmless: the new release is kept under releases/, copied beside the published
file and synced, renamed onto it in one step, and only then entered in the ledger. `reconcile` enters what a crash
between the last two left out: the published file says itself which release it is. What does not belong here: building
the file and judging it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import duckdb
import filelock
import polars as pl

from pipelines.archive.segments import sync_folder
from pipelines.warehouse import ledger
from pipelines.warehouse.build import OUTSIDE_DIGEST, BuildResult

PUBLISHED = "losses.duckdb"
RELEASES = "releases"
LOCK = ".lock"
STEPS = ("closed", "kept", "copied", "swapped", "recorded", "pruned")
Step = Callable[[str], None]


class PublishError(RuntimeError):
    """A release that cannot be published, rolled back to or unpinned; the published file is as it was."""


@dataclass(frozen=True)
class Publication:
    """What became of a build: published; unchanged (nothing new to publish); held (a rollback has pinned another)."""

    outcome: Literal["published", "unchanged", "held"]
    release_id: str
    path: Path
    why: str


@contextmanager
def building(
    home: Path, *, on_wait: Callable[[str], None] | None = None, what: str = "", timeout: float = -1
) -> Iterator[None]:
    """Hold the one lock for whoever builds the warehouse below `home`; wait for whoever holds it.

    `on_wait` is called once, with who holds it, when there is a wait. Raises filelock.Timeout after `timeout` seconds
    (-1: waits as long as it takes). The lock goes with its process: a crash leaves none behind.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(home / LOCK)
    holder = home / f"{LOCK}.holder"
    try:
        lock.acquire(blocking=False)
    except filelock.Timeout:
        if on_wait:
            on_wait(_read_holder(holder))
        lock.acquire(timeout=timeout)
    try:
        holder.write_text(f"{what or 'another run'} (process {os.getpid()})", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def publish(
    result: BuildResult, home: Path, *, now: datetime, keep: int = 10, step: Step = lambda _: None
) -> Publication:
    """Publish a build that passed its checks. Call it inside `building`.

    A build whose rows and definitions are those of the last release is dropped; one that is built while a rollback pins
    another release is kept and goes out with `unpin`. `step` is called with each name of STEPS when that step is done.
    Raises PublishError where the staging file is not closed.
    """
    wal = result.staging.with_name(result.staging.name + ".wal")
    if wal.exists():
        raise PublishError(
            f"{result.staging} is not closed: {wal.name} lies beside it. Close every connection to it first."
        )
    step("closed")
    reconcile(home, now=now)
    release = result.release
    last = ledger.last_good(home)
    if last is not None and _known(last) == result.known and (home / PUBLISHED).exists():
        result.staging.unlink()
        return Publication(
            "unchanged", last["release_id"], home / PUBLISHED, f"no row differs from release {last['release_id']}"
        )
    kept = _keep(result.staging, kept_file(home, release.release_id))
    step("kept")
    pinned = ledger.pinned(home)
    if pinned is not None:
        ledger.append(home, "held", now, result, reason=f"release {pinned} is pinned by a rollback")
        return Publication(
            "held", release.release_id, kept, f"release {pinned} is pinned; `losses releases unpin` lets go"
        )
    swap(kept, home, step=step)
    ledger.append(home, "published", now, result)
    step("recorded")
    prune(home, keep=keep)
    step("pruned")
    return Publication("published", release.release_id, home / PUBLISHED, "")


def record_failure(result: BuildResult, home: Path, *, now: datetime, reasons: list[str]) -> None:
    """Enter in the ledger that a build did not go out, and why; the published file is untouched, the staging file goes."""
    ledger.append(home, "failed", now, result, reason="; ".join(reasons))
    result.staging.unlink(missing_ok=True)


def swap(source: Path, home: Path, *, step: Step = lambda _: None) -> None:
    """Put a copy of `source` in the published file's place: readers see the old file or the new one, and nothing else."""
    target = home / PUBLISHED
    new = home / f".{PUBLISHED}.new"
    try:
        copy_synced(source, new)
        step("copied")
        # Somebody may have opened the published file for writing and left a log: it must not be replayed onto the new one.
        target.with_name(f"{PUBLISHED}.wal").unlink(missing_ok=True)
        new.replace(target)
        sync_folder(home)
        step("swapped")
    finally:
        new.unlink(missing_ok=True)


def rollback(home: Path, release_id: str, *, now: datetime, why: str = "") -> None:
    """Publish a kept release again and pin it: refreshes are built and kept, but not published, until `unpin`.

    Raises PublishError where the release is not kept, naming those that are.
    """
    kept = kept_file(home, release_id)
    if not kept.exists():
        there = ", ".join(sorted(file.stem for file in (home / RELEASES).glob("*.duckdb"))) or "none"
        raise PublishError(f"Release {release_id} is not kept. Kept under {home / RELEASES}: {there}.")
    swap(kept, home)
    ledger.append_event(home, "rolled_back", now, release_id, reason=why)


def unpin(home: Path, *, now: datetime) -> str:
    """Let go of a rollback and publish the newest good release; returns its id. Raises PublishError where none is pinned."""
    pinned = ledger.pinned(home)
    if pinned is None:
        raise PublishError("No release is pinned: `losses rollback RELEASE` pins one.")
    newest = ledger.last_good(home)
    release_id = pinned if newest is None else str(newest["release_id"])
    kept = kept_file(home, release_id)
    if not kept.exists():
        raise PublishError(f"Release {release_id} is not kept under {home / RELEASES}; `losses run` makes a new one.")
    if release_id != pinned:
        swap(kept, home)
    ledger.append_event(home, "unpinned", now, release_id, reason=f"was pinned to {pinned}")
    return release_id


def reconcile(home: Path, *, now: datetime) -> str | None:
    """Enter in the ledger a release that a crash published without entering; returns its id, or None where all is well."""
    row = published_release(home)
    if row is None or ledger.knows(home, str(row["release_id"])):
        return None
    ledger.append_row(home, "published", now, row, reason="entered after a crash between publishing and recording")
    return str(row["release_id"])


def published_release(home: Path) -> dict[str, object] | None:
    """The last row of `releases` in the published file: which release it is; None where there is no file."""
    path = home / PUBLISHED
    if not path.exists():
        return None
    con = duckdb.connect(str(path), read_only=True)
    try:
        rows = con.sql("select * from releases order by released_at desc, release_id desc limit 1").pl()
    finally:
        con.close()
    return rows.row(0, named=True) if rows.height else None


def releases(home: Path) -> pl.DataFrame:
    """Every release, newest last: release_id, status (current, pinned, published, held, failed), when, rows, reason,
    whether its file is still kept, has_samples."""
    return ledger.overview(home, kept={file.stem for file in (home / RELEASES).glob("*.duckdb")})


def kept_file(home: Path, release_id: str) -> Path:
    return home / RELEASES / f"{release_id}.duckdb"


def prune(home: Path, *, keep: int) -> list[str]:
    """Delete kept files beyond the newest `keep` good releases; the published and the pinned one always stay."""
    good = ledger.good_ids(home)
    stay = {*good[-max(keep, 1) :], ledger.pinned(home), ledger.current(home)}
    gone = []
    for file in sorted((home / RELEASES).glob("*.duckdb")):
        if file.stem not in stay:
            file.unlink()
            gone.append(file.stem)
    return gone


def copy_synced(source: Path, target: Path) -> None:
    """Copy a file and wait until it is on the disk."""
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _keep(staging: Path, kept: Path) -> Path:
    """Move the staging file under releases/, whole and synced; a copy where it lies on another file system."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        with staging.open("rb+") as file:
            os.fsync(file.fileno())
        staging.replace(kept)
    except OSError:
        partial = kept.with_suffix(".partial")
        copy_synced(staging, partial)
        partial.replace(kept)
        staging.unlink()
    sync_folder(kept.parent)
    return kept


def _known(row: dict[str, object]) -> dict[str, str]:
    digests = json.loads(str(row["table_digests"]))
    return {name: digest for name, digest in digests.items() if name not in OUTSIDE_DIGEST}


def _read_holder(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8")
    except OSError:
        return "another run"
