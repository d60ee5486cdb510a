"""How the fetcher behaves towards other people's servers: limits and manners, each with its reason.

Numbers belong here; what obeys them does not. Nothing here reads the environment: whoever starts a fetch passes values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

ROBOT = "contractor-losses"  # the name that a robots.txt addresses


@dataclass(frozen=True, slots=True)
class Manners:
    """Seconds and bytes throughout. `contact` is an address that a webmaster can write to: without one, no fetching."""

    contact: str
    delay: float = 3.0  # between two requests to one host; a robots.txt or a source may ask for more, never for less
    daily_budget: int = 1_500  # requests to one host in a UTC day
    host_share: float = 900.0  # seconds of delays that one refresh spends at one host: the rest comes with the next one
    workers: int = 8  # hosts that are read at the same time
    connect_time: float = 10.0
    total_time: float = (
        60.0  # of one exchange, from the name look-up to the last byte: slow servers cannot hold a worker
    )
    max_bytes: int = 10_000_000  # of one page or feed, as sent and as decompressed
    max_ratio: int = 200  # decompressed to sent, beyond the first megabyte; text rarely passes 20
    max_redirects: int = 5  # RFC 9309 asks for five with robots.txt; browsers follow 20
    max_entries: int = 1_000  # of one feed: the rest is refused, so that no feed can aim us at someone
    wait_at_most: float = 120.0  # a Retry-After up to this is waited for, a longer one ends the host's turn
    max_crawl_delay: float = 300.0
    robots_hours: float = 24.0  # RFC 9309: a robots.txt should not be used for longer
    first_backoff: float = 600.0
    longest_backoff: float = 86_400.0
    give_up_after: int = 6  # failed attempts at one page, and
    give_up_days: float = 7.0  # days since it was first listed, after which it is a reject
    seed: int = 0  # of the jitter
    allow_loopback: bool = False  # for tests alone

    def __post_init__(self) -> None:
        if not self.contact.strip() or any(ord(c) < 32 for c in self.contact) or not self.contact.isascii():
            raise ValueError(
                f"contact is {self.contact!r}: expected a mail or web address that webmasters can write to "
                "(set LOSSES_CONTACT); nothing is fetched without one"
            )

    @property
    def user_agent(self) -> str:
        return f"{ROBOT}/{_version()} (+{self.contact})"


@cache
def _version() -> str:
    return version("contractor-losses")
