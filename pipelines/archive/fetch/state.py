"""What the fetcher remembers between runs: one SQLite file, safe for several processes, and rebuildable.

Here belong the tables and the transactions over them; no network, no clock. Whatever must not be lost does not live
here: documents go on to the archive and attempts to the ledger, and wait here (`outbox`, `lines`) only until they are
there. Each is put in by the transaction that records the page or the attempt as done, so that a kill between any two
statements loses nothing and doubles nothing. Times are seconds since 1970, UTC.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_SCHEMA = """
create table if not exists hosts (  -- one host that was or will be asked
  host text primary key, next_at real not null default 0, failures integer not null default 0,
  backoff_until real not null default 0, day text not null default '', used integer not null default 0,
  error text
) without rowid;
create table if not exists robots (  -- the robots.txt of one origin
  origin text primary key, verdict text not null, body text not null default '', expires_at real not null
) without rowid;
create table if not exists walks (  -- one way through one source: `live`, or a backfill from a day on
  source text not null, walk text not null, pending text not null default '[]', running integer not null default 0,
  done integer not null default 0, entries integer not null default 0, refused integer not null default 0,
  next_at real not null default 0,
  cursor text not null default '{}', failures integer not null default 0, error text, last_try real, last_ok real,
  finished_at real, primary key (source, walk)
) without rowid;
create table if not exists listings (  -- one address that lists entries, with what a conditional request needs
  source text not null, url text not null, etag text, modified text, primary key (source, url)
) without rowid;
create table if not exists pages (  -- one page by its canonical URL
  key text primary key, url text not null, host text not null, source text not null, meta text not null,
  state text not null, next_at real, hops integer not null default 0, tries integer not null default 0,
  checks integer not null default 0, relevant integer, etag text, modified text, fingerprint text,
  first_at real not null, last_ok real, missing_since real, error text, alias_of text
) without rowid;
create index if not exists pages_due on pages (host, next_at) where next_at is not null;
create table if not exists sightings (  -- one source lists one page
  source text not null, key text not null, updated text, primary key (source, key)
) without rowid;
create table if not exists files (  -- how far one WARC file was read
  source text not null, file text not null, stamp text not null, size integer not null, position integer not null default 0,
  records integer not null default 0, matched integer not null default 0, finished integer not null default 0,
  error text, primary key (source, file)
) without rowid;
create table if not exists outbox (  -- one document on its way to the archive
  id integer primary key autoincrement, source text not null, fetched_at real not null, method text not null,
  origin text not null, media_type text not null, meta text not null, payload blob not null
);
create table if not exists lines (  -- one line on its way to a ledger
  id integer primary key autoincrement, ledger text not null, line text not null
);
"""
_VERSION = 1


class State:
    """The open state file. Threads share it: each transaction holds a lock."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = normal")
        (version,) = self._db.execute("pragma user_version").fetchone()
        if version not in (0, _VERSION):
            raise RuntimeError(
                f"{path} was written by another version (layout {version}, expected {_VERSION}): "
                "move it aside, the next run rebuilds it from the archive"
            )
        self.fresh = version == 0  # until `complete` says that what the archive holds is known here
        if self.fresh:
            with self.transaction():
                for statement in _SCHEMA.split(";\n"):
                    if statement.strip():
                        self._db.execute(statement)

    def complete(self) -> None:
        """The state knows what the archive holds. Within the transaction that made it so."""
        self._db.execute(f"pragma user_version = {_VERSION}")

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and nobody else writes in between. Not to be nested."""
        with self._lock:
            self._db.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run one statement; how many rows it changed. Alone it is its own transaction."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Row | None:
        with self._lock:
            found: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
            return found
