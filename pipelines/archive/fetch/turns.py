"""Whose turn it is at a host: one request at a time, a delay between two, a budget a day, and patience with failures.

Here belongs everything that a webmaster would ask of a crawler but the robots.txt (`robots`). It holds between threads (a lock
per host) and between processes (a lock file, and the state's `next_at`, written before the request is sent: a kill
cannot make the next request come too soon). What is asked for does not belong here.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
import hashlib
import random
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import filelock

from pipelines.archive import urls
from pipelines.archive.fetch.client import Client, ExchangeError, Response
from pipelines.archive.fetch.config import Manners
from pipelines.archive.fetch.state import State

_BUSY = frozenset({429, 503})
_PATIENCE = 600.0  # for another process, which needs a minute for an exchange and a delay


class NotNowError(Exception):
    """The host is not to be asked before `until` (seconds since 1970). `asked`: it was asked, and said so itself."""

    def __init__(self, reason: str, until: float, *, asked: bool = False) -> None:
        super().__init__(reason)
        self.until, self.asked = until, asked


class StoppedError(Exception):
    """The refresh is being ended: what was to be asked next stays due."""


@dataclass
class Clock:
    """Now and sleeping, in the world's time or in a simulated one."""

    now: Callable[[], float]
    sleep: Callable[[float], None]


@dataclass
class _Stripe:
    lock: filelock.BaseFileLock
    holders: int = 0
    gate: threading.Lock = field(default_factory=threading.Lock)


class Turns:
    """Gives each host's turn to one thread of one process at a time."""

    def __init__(self, client: Client, state: State, locks: Path, clock: Clock, stop: threading.Event) -> None:
        self.client, self.state, self.clock, self._stop = client, state, clock, stop
        self.manners: Manners = client.manners
        self._locks = locks
        self._locks.mkdir(parents=True, exist_ok=True)
        self._mutex = threading.Lock()
        self._hosts: dict[str, threading.Lock] = {}
        self._stripes: dict[str, _Stripe] = {}
        self.sent = 0  # requests of this process
        self.spent: dict[str, float] = {}  # seconds of delay that they cost, by host

    @contextlib.contextmanager
    def turn(self, host: str, *, delay: float = 0.0, budget: int | None = None) -> Iterator[Turn]:
        """Hold `host` alone. Never hold two at a time: two holders that want each other's host would wait for ever."""
        with self._mutex:
            lock = self._hosts.setdefault(host, threading.Lock())
        with lock, self._process_lock(host):
            yield Turn(self, host, max(delay, self.manners.delay), budget or self.manners.daily_budget)

    @contextlib.contextmanager
    def _process_lock(self, host: str) -> Iterator[None]:
        """One of 256 lock files by the host's hash; hosts of this process that share one hold it together."""
        name = hashlib.sha256(host.encode()).hexdigest()[:2]
        with self._mutex:
            path = self._locks / f"{name}.lock"
            stripe = self._stripes.setdefault(name, _Stripe(filelock.FileLock(path, thread_local=False)))
        with stripe.gate:
            if stripe.holders == 0:
                try:
                    stripe.lock.acquire(timeout=_PATIENCE, poll_interval=0.02)
                except filelock.Timeout:
                    until = self.clock.now() + _PATIENCE
                    raise NotNowError(f"another process has been at {host} for {_PATIENCE:.0f} s", until) from None
            stripe.holders += 1
        try:
            yield
        finally:
            with stripe.gate:
                stripe.holders -= 1
                if stripe.holders == 0:
                    stripe.lock.release()

    @contextlib.contextmanager
    def alone(self, what: str) -> Iterator[bool]:
        """Whether no other process reads `what` (a folder, files, a bulk download) now; it does not as long as this holds."""
        name = hashlib.sha256(what.encode()).hexdigest()[:16]
        lock = filelock.FileLock(self._locks / f"alone-{name}.lock", thread_local=False)
        try:
            lock.acquire(blocking=False)
        except filelock.Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def open_at(self, host: str, now: float) -> float:
        """When `host` may be asked again, as far as failures and its budget go: `now` where it may be now."""
        row = self.state.row("select * from hosts where host = ?", (host,))
        if row is None:
            return now
        if row["day"] == _day(now) and row["used"] >= self.manners.daily_budget:
            return max(row["backoff_until"], _midnight_after(now))
        return max(now, row["backoff_until"])

    def sleep(self, seconds: float) -> None:
        """Wait, but not for longer than the refresh lasts. Raises `StoppedError` where it is being ended."""
        self.clock.sleep(seconds)
        if self._stop.is_set():
            raise StoppedError

    def backoff(self, key: str, failures: int) -> float:
        """Seconds to wait after the n-th failure in a row: doubling, to a day, with jitter of a quarter either way."""
        base = min(self.manners.longest_backoff, self.manners.first_backoff * 2 ** min(failures - 1, 20))
        jitter = random.Random(f"{self.manners.seed}|{key}|{failures}")  # noqa: S311  # spreads load, keeps no secret
        return base * jitter.uniform(0.75, 1.25)


@dataclass
class Turn:
    """The right to send requests to one host, one after the other."""

    turns: Turns
    host: str
    delay: float
    budget: int

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, max_bytes: int | None = None, cut: bool = False
    ) -> Response:
        """Wait for the host's pace, ask, and keep account. Raises `NotNowError`, `ExchangeError` or `RefusedError`."""
        if urls.host_of(url) != self.host:
            raise ValueError(f"a turn at {self.host} cannot ask {urls.host_of(url)}")
        self.reserve()
        try:
            response = self.turns.client.get(url, headers, max_bytes=max_bytes, cut=cut)
        except ExchangeError as error:
            self._failed(str(error))
            raise
        finally:
            self._pause()
        if response.status in _BUSY:
            wait = retry_after(response.headers.get("retry-after"), self.turns.clock.now())
            raise self._failed(f"{self.host} answered {response.status}", wait, busy=True)
        if response.status >= 500:
            reason = f"{self.host} answered {response.status}"
            self._failed(reason)
            raise ExchangeError(reason)
        self.turns.state.execute(
            "update hosts set failures = 0, error = null where host = ? and failures > 0", (self.host,)
        )
        return response

    def reserve(self) -> None:
        """Wait for the host's pace and account for one request, which is to be sent now."""
        self._wait()
        self.turns.sent += 1
        self.turns.spent[self.host] = self.turns.spent.get(self.host, 0.0) + self.delay

    def _wait(self) -> None:
        state, clock = self.turns.state, self.turns.clock
        now = clock.now()
        with state.transaction():
            state.execute("insert or ignore into hosts (host) values (?)", (self.host,))
            row = state.row("select * from hosts where host = ?", (self.host,))
        if row is None:  # inserted in the same transaction
            raise AssertionError(self.host)
        if row["backoff_until"] > now:
            if row["backoff_until"] - now > self.turns.manners.wait_at_most:
                raise NotNowError(row["error"] or f"{self.host} is left alone for a while", row["backoff_until"])
            self.turns.sleep(row["backoff_until"] - now)
        if row["next_at"] > clock.now():
            self.turns.sleep(row["next_at"] - clock.now())
        now = clock.now()
        used = row["used"] if row["day"] == _day(now) else 0
        if used >= self.budget:
            raise NotNowError(f"the day's {self.budget} requests to {self.host} are used up", _midnight_after(now))
        state.execute(
            "update hosts set day = ?, used = ?, next_at = ? where host = ?",
            (_day(now), used + 1, now + self.delay, self.host),
        )

    def _pause(self) -> None:
        """The delay counts from the end of the answer too: a slow server gets its rest."""
        until = self.turns.clock.now() + self.delay
        self.turns.state.execute("update hosts set next_at = max(next_at, ?) where host = ?", (until, self.host))

    def _failed(self, reason: str, wait: float | None = None, *, busy: bool = False) -> NotNowError:
        state, now = self.turns.state, self.turns.clock.now()
        row = state.row("select failures from hosts where host = ?", (self.host,))
        failures = (row["failures"] if row else 0) + 1
        # One broken exchange may be the page's own fault; a second in a row, or being told so, is the host's.
        if wait is None:
            patience = failures if busy else failures - 1
            wait = self.turns.backoff(self.host, patience) if patience else 0.0
        until = now + min(wait, 7 * 86_400.0)
        state.execute(
            "update hosts set failures = ?, backoff_until = max(backoff_until, ?), error = ? where host = ?",
            (failures, until, reason, self.host),
        )
        return NotNowError(reason, until, asked=True)


def retry_after(value: str | None, now: float) -> float | None:
    """Seconds that a `Retry-After` header asks for (RFC 9110, 10.2.3: seconds or a date), or None where it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:12]), 10**9))
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return max(0.0, moment.timestamp() - now)


def _day(now: float) -> str:
    return dt.datetime.fromtimestamp(now, dt.UTC).date().isoformat()


def _midnight_after(now: float) -> float:
    return (now // 86_400 + 1) * 86_400
