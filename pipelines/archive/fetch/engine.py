"""A refresh: every source that is due, every page that is due, each host in its own thread, then on into the archive.

Here belong the order of the work, the way out of the outbox, and the report. How a host, a list or a page is treated does
not (`turns`, `walks`, `pages`). A refresh may be killed at any point and started again, or run twice at once: what is
done is recorded with what it brought, and nothing is asked for twice.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import math
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

import filelock
import httpx

from pipelines.archive import inputs, urls
from pipelines.archive.documents import Found, Rejected, sha256
from pipelines.archive.fetch import ledger, remote, warc
from pipelines.archive.fetch.client import Client, ExchangeError, GuardedTransport
from pipelines.archive.fetch.config import Manners
from pipelines.archive.fetch.guard import RefusedError
from pipelines.archive.fetch.pages import Done, Pages
from pipelines.archive.fetch.relevance import Relevance
from pipelines.archive.fetch.robots import Robots
from pipelines.archive.fetch.sources import Source
from pipelines.archive.fetch.state import State
from pipelines.archive.fetch.turns import Clock, NotNowError, StoppedError, Turns
from pipelines.archive.fetch.walks import LIVE, Outcome, Walks
from pipelines.archive.store import Archive

_BATCH_BYTES = 32_000_000
_BATCH_SECONDS = 600.0  # what was read is in the archive that soon, however long the refresh lasts
_ASIDE = 900.0
# Pages that are due and that a source of this refresh lists; of a source that was switched off nothing is asked any more.
_DUE = """
    from pages where next_at <= ? and (source in (select source from chosen) or exists (
        select 1 from chosen join sightings using (source) where sightings.key = pages.key))
"""
WORLD = Clock(time.time, time.sleep)


@dataclass(slots=True)
class FetchReport:
    """One refresh: documents archived, pages that said nothing new, rejects, and each attempted source's outcome by name.

    `interrupted` is true where it was stopped before all that was due was done: the next one goes on.
    """

    documents: int = 0
    known: int = 0
    requests: int = 0
    rejects: list[Rejected] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    interrupted: bool = False

    @property
    def failed(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if not outcome.ok]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh or backfill is: steps of lists taken and left, documents found, pages waiting."""

    source: str
    steps_done: int
    steps_left: int
    documents: int
    pages_waiting: int


def fetch(
    sources: Iterable[Source],
    archive: Archive,
    *,
    home: Path,
    manners: Manners,
    clock: Clock = WORLD,
    transport: httpx.BaseTransport | None = None,
    environ: Mapping[str, str] | None = None,
    only: Iterable[str] | None = None,
    since: dt.date | None = None,
    force: bool = False,
    aliases: Iterable[str] = (),
    progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
) -> FetchReport:
    """Read every enabled source that is due (of `only`, where given) and keep what is new.

    `since` makes it a backfill of the sources in `only`: their lists are walked from that UTC day on, and an interrupted
    backfill goes on where it stopped, and one that was finished has nothing left to do. `force` asks now, whatever the plan
    and although it was finished (a host's own wishes still hold). `aliases` are more
    words for contractors, for the relevance filter of WARC files. `stop` ends it soon, and in order, from another
    thread. Nothing that a server does raises; `ValueError` for names in `only` that are no readable sources.
    """
    chosen = _choose(sources, only, since)
    context = _Context(
        archive, home, manners, clock, transport or GuardedTransport(manners), os.environ if environ is None else environ,
        tuple(aliases), progress, stop or threading.Event(),
    )  # fmt: skip
    with _Refresh(chosen, context) as refresh:
        return refresh.run(since, force=force)


def _choose(sources: Iterable[Source], only: Iterable[str] | None, since: dt.date | None) -> list[Source]:
    known = {source.name: source for source in sources}
    names = sorted(known) if only is None else sorted(set(only))
    if since is not None and only is None:
        raise ValueError("a backfill needs the names of its sources")
    missing = [name for name in names if name not in known]
    if missing:
        raise ValueError(f"no source is called {', '.join(missing)}: expected one of {', '.join(sorted(known))}")
    chosen = [known[name] for name in names if known[name].readable]
    if only is not None and len(chosen) < len(names):
        off = ", ".join(name for name in names if not known[name].readable)
        raise ValueError(f"not enabled, or without an address: {off} (set enabled = true in your own sources.toml)")
    return chosen


@dataclass(frozen=True, slots=True)
class _Context:
    """What a refresh is given from outside."""

    archive: Archive
    home: Path
    manners: Manners
    clock: Clock
    transport: httpx.BaseTransport
    environ: Mapping[str, str]
    aliases: tuple[str, ...]
    progress: Callable[[Progress], None] | None
    stop: threading.Event


class _Refresh:
    def __init__(self, sources: list[Source], context: _Context) -> None:
        self._sources = {source.name: source for source in sources}
        self._archive, self._home, self._manners = context.archive, context.home, context.manners
        self._progress, self._stop = context.progress, context.stop
        self._clock = context.clock
        if self._clock is WORLD:
            self._clock = Clock(WORLD.now, self._pause)
        self._state = State(self._home / "state" / "fetch.sqlite")
        self._state.execute("create temp table chosen (source text primary key)")
        for name in ["", *self._sources]:  # "": pages that the archive holds, of a state that was lost
            self._state.execute("insert into chosen values (?)", (name,))
        client = Client(self._manners, context.transport)
        self._turns = Turns(client, self._state, self._home / "state" / "locks", self._clock, self._stop)
        robots = Robots(self._turns)
        self._relevance = Relevance(context.aliases)
        self._walks = Walks(self._state, self._turns, robots, self._sources, context.environ)
        self._pages = Pages(self._state, self._turns, robots, self._sources, self._relevance)
        self._flush_lock = filelock.FileLock(self._home / "state" / "flush.lock", thread_local=False)
        self._flush_gate, self._mutex = threading.Lock(), threading.Lock()
        self._report = FetchReport()
        self._plan: dict[str, str] = {}
        self._share = math.inf

    def _pause(self, seconds: float) -> None:
        self._stop.wait(seconds)

    def __enter__(self) -> _Refresh:
        return self

    def __exit__(self, *_: object) -> None:
        self._state.close()

    def run(self, since: dt.date | None, *, force: bool) -> FetchReport:
        self._flush()  # what a killed run left
        if self._state.fresh:
            self._rebuild()
        self._share = self._manners.host_share if since is None else math.inf
        self._plan = {name: self._walks.begin(source, since) for name, source in self._sources.items()}
        if force:
            for name, walk in self._plan.items():
                self._state.execute(
                    "update walks set next_at = 0, finished_at = null where source = ? and walk = ?", (name, walk)
                )
        try:
            self._work()
        except KeyboardInterrupt:
            self._stop.set()
        finally:
            self._flush()
        report = self._report
        report.interrupted = self._stop.is_set()
        report.requests = self._turns.sent
        report.rejects.sort(key=lambda reject: (reject.origin, reject.reason))
        report.outcomes.sort(key=lambda outcome: (outcome.source, outcome.walk))
        return report

    # The network: one thread a host; folders and files: one thread a source

    def _work(self) -> None:
        closed: dict[
            str, float
        ] = {}  # host → when it may be looked at again, in a refresh that lasts (for a large file)
        running: dict[Future[bool], str] = {}
        local = self._local_due()
        with ThreadPoolExecutor(self._manners.workers + len(local), thread_name_prefix="fetch") as pool:
            for name in local:
                running[pool.submit(self._local, name)] = f"source:{name}"
            try:
                while not self._stop.is_set():
                    busy, now = set(running.values()), self._clock.now()
                    for host in self._hosts_due():
                        free = host not in busy and closed.get(host, 0.0) <= now
                        if free and len(busy) < self._manners.workers + len(local):
                            running[pool.submit(self._host, host)] = host
                            busy.add(host)
                    if not running:
                        break
                    for future in wait(running, timeout=1.0, return_when=FIRST_COMPLETED).done:
                        host = running.pop(future)
                        if not future.result():
                            closed[host] = self._clock.now() + _ASIDE
                            self._turns.spent.pop(host, None)
                    self._flush_if_full()
            except BaseException:
                self._stop.set()  # the threads end after the exchange that they are in
                raise

    def _hosts_due(self) -> list[str]:
        now = self._clock.now()
        hosts = {host for _, host in self._walks.due(self._plan)}
        rows = self._state.rows(f"select distinct host {_DUE}", (now,))
        hosts.update(row["host"] for row in rows)
        return sorted(host for host in hosts if self._turns.open_at(host, now) <= now + self._manners.wait_at_most)

    def _host(self, host: str) -> bool:
        """Work through what is due at one host. False where the host must be left alone for now, or had its share."""
        try:
            while not self._stop.is_set():
                if self._turns.spent.get(host, 0.0) >= self._share:
                    return False
                names = [name for name, at in self._walks.due(self._plan) if at == host]
                if names:
                    self._took(self._walks.visit(names[0], self._plan[names[0]]), names[0])
                    continue
                row = self._state.row(
                    f"select key {_DUE} and host = ? order by next_at, key limit 1", (self._clock.now(), host)
                )
                if row is None:
                    return True
                done = self._pages.visit(row["key"])
                if done is not None:
                    self._did(done)
        except (NotNowError, StoppedError):
            return False
        return True

    def _took(self, outcome: Outcome | None, name: str) -> None:
        with self._mutex:
            if outcome is not None:
                self._report.outcomes.append(outcome)
            self._tell(name)

    def _did(self, done: Done) -> None:
        with self._mutex:
            self._report.known += int(done.known)
            if done.reject is not None:
                self._report.rejects.append(done.reject)
            if done.document:
                self._tell(done.source)

    def _tell(self, name: str) -> None:
        if self._progress is None or name not in self._plan:
            return
        row = self._state.row("select * from walks where source = ? and walk = ?", (name, self._plan[name]))
        waiting = self._state.row("select count(*) as n from pages where state = 'due' and source = ?", (name,))
        found = self._state.row("select count(*) as n from outbox where source = ?", (name,))
        if row is not None and waiting is not None and found is not None:
            left = len(json.loads(row["pending"]))
            self._progress(Progress(name, row["done"], left, self._report.documents + found["n"], waiting["n"]))

    # Folders and files

    def _local_due(self) -> list[str]:
        now = self._clock.now()
        rows = self._state.rows(
            "select * from walks where next_at <= ? and finished_at is null order by source", (now,)
        )
        due = [row["source"] for row in rows if self._plan.get(row["source"]) == row["walk"]]
        return [name for name in due if self._sources[name].kind in {"folder", "warc"}]

    def _local(self, name: str) -> bool:
        source, walk = self._sources[name], self._plan[name]
        what = urls.host_of(source.url) if source.url else f"source:{name}"
        with self._turns.alone(what) as alone:
            if alone and source.kind == "folder":
                self._folder(source, walk)
            elif alone:
                self._warc(source, walk)
        return True

    def _folder(self, source: Source, walk: str) -> None:
        now = self._clock.now()
        rejected: list[Rejected] = []

        def good(found: Iterable[Found | Rejected]) -> Iterable[Found]:
            for item in found:
                if isinstance(item, Found):
                    yield item
                else:
                    rejected.append(item)

        added = self._archive.add(
            good(inputs.scan([source.path or ""])), fetched_at=dt.datetime.fromtimestamp(now, dt.UTC), method="folder"
        )
        new = [item for item in rejected if self._first_time(source, item)]
        self._count(added.documents, added.known, added.days)
        with self._mutex:
            self._report.rejects.extend(new)
        unread = [item for item in rejected if item.origin == source.path]
        error = unread[0].reason if unread else None
        self._report.outcomes.append(
            self._walks.finish_local(
                source, walk, entries=added.documents + len(new), documents=added.documents, error=error
            )
        )

    def _first_time(self, source: Source, item: Rejected) -> bool:
        """A file that stays in the folder is one reject, not one a refresh."""
        key = sha256(f"{item.origin}|{item.payload_hash}|{item.reason}".encode())
        return bool(self._state.execute("insert or ignore into sightings values (?, ?, null)", (source.name, key)))

    def _warc(self, source: Source, walk: str) -> None:
        reader = warc.Reader(self._state, self._relevance, source, self._clock.now, self._stop)
        try:
            for _ in reader.files() if source.path else self._remote(source, walk, reader):
                self._flush_if_full()
        except (ExchangeError, RefusedError, NotNowError) as error:
            reader.error = str(error)
        except StoppedError:
            pass
        with self._mutex:
            self._report.rejects.extend(reader.rejects)
            if not self._stop.is_set():
                self._report.outcomes.append(
                    self._walks.finish_local(source, walk, entries=reader.records, documents=0, error=reader.error)
                )

    def _remote(self, source: Source, walk: str, reader: warc.Reader) -> Iterator[None]:
        """The files of the last days' months, or since a backfill's day, one after the other."""
        today = dt.datetime.fromtimestamp(self._clock.now(), dt.UTC).date()
        since = today - dt.timedelta(days=3) if walk == LIVE else dt.date.fromisoformat(walk.partition(":")[2])
        for url in remote.addresses(self._turns, source, since, today):
            if self._stop.is_set():
                return
            yield from reader.remote(url, functools.partial(remote.RemoteFile, self._turns, source, url))

    # Into the archive and the ledgers

    def _flush_if_full(self) -> None:
        row = self._state.row("select coalesce(sum(length(payload)), 0) as n, min(fetched_at) as since from outbox")
        if row is None or row["since"] is None:
            return
        if row["n"] >= _BATCH_BYTES or self._clock.now() - row["since"] >= _BATCH_SECONDS:
            self._flush()

    def _flush(self) -> None:
        """The outbox into the archive, the queued lines into their ledgers. Once at a time over all processes.

        A kill after `add` and before the rows are dropped adds them again: the archive knows them by their content.
        """
        with self._flush_gate, self._flush_lock:
            while rows := self._batch():
                groups: dict[tuple[str, str], list[int]] = {}
                for position, row in enumerate(rows):
                    day = ledger.iso(row["fetched_at"])[:10]
                    groups.setdefault((day, row["method"]), []).append(position)
                for (_, method), positions in sorted(groups.items()):
                    moment = max(rows[i]["fetched_at"] for i in positions)  # by then all of them had been obtained
                    found = [
                        Found(rows[i]["payload"], rows[i]["media_type"], rows[i]["origin"], json.loads(rows[i]["meta"]))
                        for i in positions
                    ]
                    added = self._archive.add(
                        found, fetched_at=dt.datetime.fromtimestamp(moment, dt.UTC), method=method
                    )
                    self._count(added.documents, added.known, added.days)
                    self._sent([rows[i] for i in positions], moment)
            ledger.flush(self._state, self._home / "ledger")

    def _batch(self) -> list[sqlite3.Row]:
        ids, size = [], 0
        for row in self._state.rows("select id, length(payload) as n from outbox order by id limit 2000"):
            ids.append(row["id"])
            size += row["n"]
            if size >= _BATCH_BYTES:
                break
        return self._state.rows("select * from outbox where id <= ? order by id", (ids[-1],)) if ids else []

    def _sent(self, rows: list[sqlite3.Row], moment: float) -> None:
        counts: dict[str, int] = {}
        with self._state.transaction():
            for row in rows:
                if self._state.execute("delete from outbox where id = ?", (row["id"],)):
                    counts[row["source"]] = counts.get(row["source"], 0) + 1
            for name, count in sorted(counts.items()):
                ledger.put(self._state, "documents", moment, source=name, documents=count)

    def _count(self, documents: int, known: int, days: list[str]) -> None:
        with self._mutex:
            self._report.documents += documents
            self._report.known += known
            self._report.days = sorted({*self._report.days, *days})

    def _rebuild(self) -> None:
        """A state that was lost: pages that the archive holds are known again, so that none is taken for new."""
        rows = self._archive.read_days(self._archive.days(), columns=["fetched_at", "origin", "method", "meta"])
        with self._state.transaction():
            for fetched_at, origin, method, meta in rows.iter_rows():
                if method in {"feed", "search", "warc"} and meta:
                    self._pages.remember(json.loads(meta), origin, fetched_at.timestamp())
            self._state.complete()
