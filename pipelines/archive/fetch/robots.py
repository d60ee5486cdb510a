"""What a site's robots.txt allows: fetched within the host's turn, kept for a day, read as RFC 9309 says.

Here belong the rules of the RFC about fetching it (status codes, redirects, size, caching); matching is protego's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from protego import Protego

from pipelines.archive import urls
from pipelines.archive.fetch.client import ExchangeError, Response
from pipelines.archive.fetch.config import ROBOT
from pipelines.archive.fetch.guard import RefusedError
from pipelines.archive.fetch.turns import NotNowError, Turns

_MAX_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB must be read
_UNREACHABLE_HOURS = 1.0  # how long "ask nothing" holds after the file could not be had


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for one origin. `delay` is in seconds, 0 where none is asked for."""

    allows: Callable[[str], bool]
    delay: float = 0.0


EVERYTHING = Rules(lambda _: True)


class Robots:
    """The rules of each origin, from the state or from the site."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._parsed: dict[tuple[str, str], Rules] = {}
        self._mutex = threading.Lock()

    def rules(self, url: str) -> Rules:
        """The rules for `url`'s origin. To be called while no turn is held. Raises `NotNowError` where they cannot be had now."""
        origin, state = urls.origin_of(url), self._turns.state
        row = state.row("select * from robots where origin = ?", (origin,))
        stale = row is None or row["expires_at"] <= self._turns.clock.now()
        if stale:
            self._fetch(origin)
            row = state.row("select * from robots where origin = ?", (origin,))
        if row is None or row["verdict"] == "unreachable":
            until = row["expires_at"] if row else self._turns.clock.now()
            reason = f"{origin}/robots.txt could not be had: nothing may be asked until it can"
            raise NotNowError(reason, until, asked=stale)
        return self._parse(origin, row["body"]) if row["verdict"] == "rules" else EVERYTHING

    def _parse(self, origin: str, body: str) -> Rules:
        with self._mutex:
            found = self._parsed.get((origin, body))
            if found is None:
                parser = Protego.parse(body)
                delay = parser.crawl_delay(ROBOT) or 0.0
                rate = parser.request_rate(ROBOT)
                if rate and rate.requests:
                    delay = max(delay, rate.seconds / rate.requests)
                limit = self._turns.manners.max_crawl_delay
                found = Rules(lambda url: parser.can_fetch(url, ROBOT), min(float(delay), limit))
                self._parsed[(origin, body)] = found
            return found

    def _fetch(self, origin: str) -> None:
        """Ask for the file and record the verdict: 2xx rules, 4xx everything is allowed, 5xx and silence nothing is."""
        url = f"{origin}/robots.txt"
        try:
            for _ in range(self._turns.manners.max_redirects + 1):
                with self._turns.turn(urls.host_of(url)) as turn:
                    response = turn.get(url, max_bytes=_MAX_BYTES, cut=True)
                location = response.headers.get("location")
                if response.status not in {301, 302, 303, 307, 308} or not location:
                    self._record(origin, response)
                    return
                url = urls.clean(urljoin(url, location))
            self._save(origin, "all", "", self._turns.manners.robots_hours)  # RFC 9309, 2.3.1.2: assume unavailable
        except (RefusedError, urls.UrlError):
            # It leads where nothing may be asked: no rules can be had from it, as with one that is not there.
            self._save(origin, "all", "", self._turns.manners.robots_hours)
        except ExchangeError:
            self._save(origin, "unreachable", "", _UNREACHABLE_HOURS)

    def _record(self, origin: str, response: Response) -> None:
        hours = self._turns.manners.robots_hours
        if response.status < 300:
            self._save(origin, "rules", response.body.decode("utf-8", "replace"), hours)
        elif response.status < 500:
            self._save(origin, "all", "", hours)
        else:
            self._save(origin, "unreachable", "", _UNREACHABLE_HOURS)

    def _save(self, origin: str, verdict: str, body: str, hours: float) -> None:
        self._turns.state.execute(
            "insert or replace into robots values (?, ?, ?, ?)",
            (origin, verdict, body, self._turns.clock.now() + hours * 3600),
        )
