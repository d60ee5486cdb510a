"""A way through one source: its list is asked for step by step, and what it lists becomes pages to ask for.

Here belong walks (the regular one, `live`, and backfills): when they are due, what an answer changes, how failures are
remembered. Each step is one transaction: the entries, the conditions of the next request and the step itself are
recorded together, so that a kill repeats a step and never skips one. Reading an answer does not belong here (`listings`).
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from pipelines.archive import urls
from pipelines.archive.fetch import ledger, listings
from pipelines.archive.fetch.client import ExchangeError, Response
from pipelines.archive.fetch.guard import RefusedError
from pipelines.archive.fetch.listings import Step
from pipelines.archive.fetch.robots import EVERYTHING, Robots
from pipelines.archive.fetch.sources import Source
from pipelines.archive.fetch.state import State
from pipelines.archive.fetch.turns import NotNowError, StoppedError, Turns

_log = logging.getLogger(__name__)

LIVE = "live"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_EARLY = (
    0.9  # an hourly source is due again after 54 minutes: an hourly schedule then never finds it a minute too young
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt at one source: `entries` new to it, `refused` that name no page, `error` why not ok, `next_at` seconds."""

    source: str
    walk: str
    ok: bool
    entries: int
    refused: int
    error: str | None
    next_at: float | None
    steps_done: int = 0
    steps_left: int = 0


def backfill_name(since: dt.date) -> str:
    return f"since:{since.isoformat()}"


class Walks:
    """The walks of all sources that are asked over the network."""

    def __init__(
        self, state: State, turns: Turns, robots: Robots, sources: Mapping[str, Source], environ: Mapping[str, str]
    ):
        self._state, self._turns, self._robots, self._sources = state, turns, robots, sources
        self._environ = environ
        self._hosts = {s.name: urls.host_of(urls.clean(s.url)) for s in sources.values() if s.url and s.kind != "warc"}

    def begin(self, source: Source, since: dt.date | None = None) -> str:
        """Make sure that the walk exists; a backfill that was interrupted goes on where it stopped. Returns its name."""
        walk = backfill_name(since) if since else LIVE
        self._state.execute("insert or ignore into walks (source, walk) values (?, ?)", (source.name, walk))
        return walk

    def due(self, walks: Mapping[str, str]) -> list[tuple[str, str]]:
        """(source, host) of each walk in `walks` (source → walk) that is due now."""
        rows = self._state.rows(
            "select source, walk from walks where finished_at is null and next_at <= ? order by source",
            (self._turns.clock.now(),),
        )
        due = [row["source"] for row in rows if walks.get(row["source"]) == row["walk"]]
        return [(name, self._hosts[name]) for name in due if name in self._hosts]

    def visit(self, name: str, walk: str) -> Outcome | None:
        """Take the next step of a walk. None where it was not due any more, or more steps are left.

        Raises `NotNowError` where the host must wait.
        """
        source, row = self._sources[name], self._row(name, walk)
        if row is None or not self._is_due(row):
            return None
        key = self._environ.get(source.key_env) if source.key_env else None
        if source.key_env and not key:
            return self._fail(
                source, walk, f"the environment variable {source.key_env} is not set: set it", asked=False
            )
        started = self._started(source, walk, row)
        if started is None:
            return None  # between our look and now another process took the whole walk
        step = json.loads(started["pending"])[0]
        try:
            response, url = self._ask(source, walk, step, key)
            if response is None:
                return None
            return self._take(source, walk, step, response, url)
        except (ExchangeError, RefusedError) as error:
            return self._fail(source, walk, str(error), step=step)
        except NotNowError as error:
            return self._fail(source, walk, str(error), step=step, until=error.until, asked=error.asked)
        except StoppedError:
            raise
        except Exception as error:  # noqa: BLE001 - hostile input to a parser that is not ours: it stops nobody else
            _log.exception("the list of %s could not be handled", name)
            reason = f"the answer could not be handled ({type(error).__name__}: {error})"[:300]
            return self._fail(source, walk, reason, step=step)

    def finish_local(self, source: Source, walk: str, *, entries: int, documents: int, error: str | None) -> Outcome:
        """Record one reading of a folder or of files on disk."""
        now = self._turns.clock.now()
        next_at = now + _EARLY * source.every if walk == LIVE else None
        with self._state.transaction():
            self._state.execute(
                "update walks set entries = ?, last_try = ?, last_ok = iif(?, ?, last_ok), error = ?, next_at = ?,"
                " failures = iif(?, 0, failures + 1), finished_at = ? where source = ? and walk = ?",
                (entries, now, error is None, now, error, next_at or 0.0, error is None,
                 None if walk == LIVE or error else now, source.name, walk),
            )  # fmt: skip
            ledger.put(
                self._state,
                "attempts",
                now,
                source=source.name,
                walk=walk,
                ok=error is None,
                entries=entries,
                refused=0,
            )
            if documents:
                ledger.put(self._state, "documents", now, source=source.name, documents=documents)
        return Outcome(source.name, walk, error is None, entries, 0, error, next_at)

    def _row(self, name: str, walk: str) -> sqlite3.Row | None:
        return self._state.row("select * from walks where source = ? and walk = ?", (name, walk))

    def _is_due(self, row: sqlite3.Row) -> bool:
        return row["finished_at"] is None and row["next_at"] <= self._turns.clock.now()

    def _started(self, source: Source, walk: str, row: sqlite3.Row) -> sqlite3.Row | None:
        """A walk that rests is given its steps, from its cursor to now; None where it is not due any more."""
        if row["running"]:
            return row
        now = self._turns.clock.now()
        cursor = json.loads(row["cursor"])
        if walk == LIVE:
            steps, cursor = listings.live_steps(source, cursor, now)
        else:
            steps = listings.backfill_steps(source, dt.date.fromisoformat(walk.partition(":")[2]), now)
        with self._state.transaction():
            self._state.execute(
                "update walks set running = 1, pending = ?, entries = 0, refused = 0, done = 0,"
                " cursor = json_set(cursor, '$.next', json(?)) where source = ? and walk = ? and running = 0"
                " and next_at <= ? and finished_at is null",
                (json.dumps(steps), json.dumps(cursor), source.name, walk, now),
            )
            started = self._row(source.name, walk)
        return started if started is not None and started["running"] else None

    def _ask(self, source: Source, walk: str, step: Step, key: str | None) -> tuple[Response | None, str]:
        """The answer to a step, redirects followed each in its own host's turn; None where another process took it."""
        url = start = urls.clean(listings.address(source, step, key))
        for _ in range(self._turns.manners.max_redirects + 1):
            # A documented interface for programs is no page that a robots.txt speaks of.
            rules = self._robots.rules(url) if source.kind == "feed" else EVERYTHING
            if not rules.allows(url):
                raise RefusedError(f"the robots.txt of {urls.host_of(url)} forbids the feed")
            delay = max(rules.delay, source.delay)
            with self._turns.turn(urls.host_of(url), delay=delay, budget=source.daily_budget) as turn:
                if not self._stands(source, walk, step):
                    return None, start
                response = turn.get(url, self._conditions(source, step, start))
            location = response.headers.get("location")
            if response.status not in _REDIRECTS or not location:
                return response, start
            if key:
                raise RefusedError(f"{urls.host_of(url)} redirects a request that holds a key: it is not followed")
            url = urls.clean(urljoin(url, location))
        raise RefusedError(f"{urls.host_of(start)} redirects without end")

    def _stands(self, source: Source, walk: str, step: Step) -> bool:
        """Whether the step is still the next one of its walk."""
        row = self._row(source.name, walk)
        return row is not None and bool(row["running"]) and json.loads(row["pending"])[:1] == [step]

    def _conditions(self, source: Source, step: Step, url: str) -> dict[str, str]:
        if source.kind != "feed" or "since" in step:
            return {}
        row = self._state.row("select * from listings where source = ? and url = ?", (source.name, url))
        pairs = {"If-None-Match": row["etag"], "If-Modified-Since": row["modified"]} if row else {}
        return {name: value for name, value in pairs.items() if value}

    def _take(self, source: Source, walk: str, step: Step, response: Response, url: str) -> Outcome | None:
        if response.status == 304:
            listing = listings.Listing()
        elif response.status == 200:
            listing = listings.read(source, step, response, lambda link: self._known(source, link))
        elif response.status in {404, 410} and source.kind == "feed" and step["page"] > 1:
            listing = listings.Listing()  # beyond the last page of a feed
        else:
            host = urls.host_of(response.url)
            raise ExchangeError(
                f"{host} answered {response.status}, expected 200: look whether the address is still right"
            )
        now = self._turns.clock.now()
        with self._state.transaction():
            if not self._stands(source, walk, step):
                return None  # between our answer and now another process was answered too, and took the step
            limit = self._turns.manners.max_entries
            listed = [self._list(source, entry, now) for entry in listing.entries[:limit]]
            new, refused = listed.count(1), listed.count(None) + len(listing.refused) + len(listing.entries[limit:])
            if source.kind == "feed" and response.status == 200:
                self._state.execute(
                    "insert or replace into listings values (?, ?, ?, ?)",
                    (source.name, url, response.headers.get("etag"), response.headers.get("last-modified")),
                )
            return self._advance(source, walk, listing.steps, new=new, refused=refused)

    def _known(self, source: Source, link: str) -> bool:
        try:
            key = urls.canonical(link)
        except urls.UrlError:
            return False
        return self._state.row("select 1 from sightings where source = ? and key = ?", (source.name, key)) is not None

    def _list(self, source: Source, entry: listings.Entry, now: float) -> int | None:
        """Record one listed page: 1 where it is new to this source, None where it is no page. Within a transaction."""
        try:
            url = urls.clean(urljoin(source.url or "", entry.url))
            key = urls.canonical(url)
        except (urls.UrlError, ValueError):
            return None  # a mailto: link or the like
        meta: dict[str, str] = {"url": key}
        today = dt.datetime.fromtimestamp(now, dt.UTC).date()
        if entry.published_on and entry.published_on <= today + dt.timedelta(days=1):
            meta["published_on"] = entry.published_on.isoformat()
        self._state.execute(
            "insert or ignore into pages (key, url, host, source, meta, state, next_at, first_at)"
            " values (?, ?, ?, ?, ?, 'due', ?, ?)",
            (key, url, urls.host_of(url), source.name, json.dumps(meta, sort_keys=True), now, now),
        )
        if self._state.execute("insert or ignore into sightings values (?, ?, ?)", (source.name, key, entry.updated)):
            return 1
        changed = self._state.execute(
            "update sightings set updated = ? where source = ? and key = ? and updated is not ?",
            (entry.updated, source.name, key, entry.updated),
        )
        if changed:  # the publisher says that it changed: look at once, whatever the plan was
            self._state.execute("update pages set next_at = ? where key = ? and state in ('kept', 'gone')", (now, key))
        return 0

    def _advance(self, source: Source, walk: str, steps: list[Step], *, new: int, refused: int) -> Outcome | None:
        """The step is taken: `steps` come in its place. Within a transaction."""
        row = self._row(source.name, walk)
        if row is None:
            raise AssertionError(f"{source.name}, {walk}")
        now = self._turns.clock.now()
        pending = steps + json.loads(row["pending"])[1:]
        entries, done, refused = row["entries"] + new, row["done"] + 1, row["refused"] + refused
        where = (source.name, walk)
        if pending:
            self._state.execute(
                "update walks set pending = ?, entries = ?, refused = ?, done = ?, last_try = ? where source = ? and walk = ?",
                (json.dumps(pending), entries, refused, done, now, *where),
            )
            return None
        next_at = now + _EARLY * source.every if walk == LIVE else None
        self._state.execute(
            "update walks set pending = '[]', running = 0, entries = ?, refused = ?, done = ?, failures = 0, error = null,"
            " last_try = ?, last_ok = ?, next_at = ?, finished_at = ?, cursor = json_extract(cursor, '$.next')"
            " where source = ? and walk = ?",
            (entries, refused, done, now, now, next_at or 0.0, None if walk == LIVE else now, *where),
        )
        ledger.put(
            self._state, "attempts", now, source=source.name, walk=walk, ok=True, entries=entries, refused=refused
        )
        return Outcome(source.name, walk, True, entries, refused, None, next_at, done)

    def _fail(
        self,
        source: Source,
        walk: str,
        reason: str,
        *,
        step: Step | None = None,
        until: float | None = None,
        asked: bool = True,
    ) -> Outcome | None:
        """The step stays to be taken. An attempt that reached nobody is no attempt: it says nothing about the source.

        None where another process took the `step` meanwhile: what it was answered counts.
        """
        now = self._turns.clock.now()
        with self._state.transaction():
            if step is not None and not self._stands(source, walk, step):
                return None
            row = self._row(source.name, walk)
            failures = (row["failures"] if row else 0) + int(asked)
            next_at = max(
                until or 0.0, now + self._turns.backoff(f"{source.name}|{walk}", max(failures, 1)) if asked else 0.0
            )
            next_at = max(next_at, now + 60.0)
            self._state.execute(
                "update walks set failures = ?, error = ?, next_at = ?, last_try = ? where source = ? and walk = ?",
                (failures, reason, next_at, now, source.name, walk),
            )
            if asked:
                ledger.put(
                    self._state, "attempts", now, source=source.name, walk=walk, ok=False, entries=0, error=reason[:300]
                )
        left = len(json.loads(row["pending"])) if row else 0
        done = row["done"] if row else 0
        return Outcome(source.name, walk, False, 0, 0, reason, next_at, done, left)
