"""What was tried, kept for good: one line an attempt, append-only, under `ledger/fetch/`.

Here belong writing and reading these lines, and the table that coverage is made of (`source_days`). Three ledgers, a
file a month each: `attempts` (one attempt at one source), `documents` (how many documents of a source were archived
together), `pages` (a page that vanished or came back). A line that a crash wrote twice has the same number and moment: it
counts once. A line that a crash cut short is left out.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.archive.fetch.state import State

_FOLDER = "fetch"


def put(state: State, ledger: str, moment: float, **values: Any) -> None:
    """Queue a line: to be called within the transaction that records what it tells."""
    line = json.dumps({"at": iso(moment), **values}, ensure_ascii=False, separators=(",", ":"))
    state.execute("insert into lines (ledger, line) values (?, ?)", (ledger, line))


def flush(state: State, folder: Path) -> None:
    """Append the queued lines to their files, then drop them from the queue. The caller holds the flush lock."""
    rows = state.rows("select id, ledger, line from lines order by id")
    files: dict[str, list[str]] = {}
    for row in rows:
        month = json.loads(row["line"])["at"][:7]
        files.setdefault(f"{row['ledger']}-{month}.jsonl", []).append(f'{{"n":{row["id"]},{row["line"][1:]}\n')
    for name, lines in files.items():
        append(folder / _FOLDER / name, "".join(lines))
    if rows:
        state.execute("delete from lines where id <= ?", (rows[-1]["id"],))


def read(folder: Path, ledger: str, *, months: int = 0) -> Iterator[dict[str, Any]]:
    """The lines of one ledger, oldest file first, each once; with `months`, of the last so many files alone."""
    for file in sorted((folder / _FOLDER).glob(f"{ledger}-????-??.jsonl"))[-months:]:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in dict.fromkeys(lines):
                try:
                    value = json.loads(line)
                except ValueError:
                    continue
                if isinstance(value, dict) and "at" in value:
                    yield value


def source_days(home: Path, *, months: int = 0) -> pl.DataFrame:
    """One row a source and UTC day: source, day, tried, ok, entries (new to the source), documents (archived).

    With `months`, of the last so many months in which anything was tried.

    `tried` and `ok` count attempts; an attempt is ok when everything that the source lists could be read. Sorted by both
    keys. A day on which nothing was tried has no row: it is unknown, not empty.
    """
    schema = {
        "source": pl.String,
        "day": pl.String,
        "tried": pl.Int64,
        "ok": pl.Int64,
        "entries": pl.Int64,
        "documents": pl.Int64,
    }
    rows = [
        (line["source"], line["at"][:10], 1, int(line["ok"]), line["entries"], 0)
        for line in read(home / "ledger", "attempts", months=months)
    ]
    rows += [
        (line["source"], line["at"][:10], 0, 0, 0, line["documents"])
        for line in read(home / "ledger", "documents", months=months)
    ]
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    totals = frame.group_by("source", "day").agg(pl.col("tried", "ok", "entries", "documents").sum())
    return totals.with_columns(pl.col("day").str.to_date("%Y-%m-%d")).sort("source", "day")


def vanished(home: Path) -> pl.DataFrame:
    """Pages that are gone as far as known: url (canonical), source, status, since (first found missing), at, sorted by url."""
    last: dict[str, dict[str, Any]] = {}
    for line in read(home / "ledger", "pages"):
        last[line["url"]] = line
    rows = [
        (url, line["source"], line["status"], line["since"], line["at"])
        for url, line in sorted(last.items())
        if line["event"] == "gone"
    ]
    schema = {"url": pl.String, "source": pl.String, "status": pl.Int64, "since": pl.String, "at": pl.String}
    stamps = pl.col("since", "at").str.to_datetime("%Y-%m-%dT%H:%M:%S%.fZ", time_unit="us", time_zone="UTC")
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(stamps)


def iso(moment: float) -> str:
    return dt.datetime.fromtimestamp(moment, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def append(path: Path, text: str) -> None:
    """Add `text` (whole lines) to a file, on disk when this returns; after a line that a crash cut short, on a new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        data = (("\n" if torn else "") + text).encode("utf-8", "backslashreplace")
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    finally:
        os.close(handle)
