"""Fixtures: a world to read, a home to keep, a clock that only sleeping moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.archive.fetch import FetchReport, Manners, Source, fetch
from pipelines.archive.fetch.client import GuardedTransport
from pipelines.archive.fetch.turns import Clock
from pipelines.archive.store import Archive

from . import world as w

MANNERS = Manners(
    contact="editor@example.org", allow_loopback=True, total_time=0.6, connect_time=0.6, max_bytes=2_000_000
)


class Desk:
    """A home with its archive, clock and manners: `desk.fetch(sources)` is one refresh."""

    def __init__(self, home: Path) -> None:
        self.home, self.manners = home, MANNERS
        self.archive = Archive(home / "archive")
        self.clock = w.SimulatedClock(w.START)
        self.resolver: Callable[[str, int, float], Any] = w.loopback

    def fetch(self, sources: list[Source], **more: Any) -> FetchReport:
        transport = w.MomentTransport(GuardedTransport(self.manners, resolver=self.resolver), self.clock.now)
        given = {
            "home": self.home, "manners": self.manners, "clock": Clock(self.clock.now, self.clock.sleep),
            "transport": transport, "environ": {},
        }  # fmt: skip
        return fetch(sources, Archive(self.home / "archive"), **{**given, **more})

    def documents(self) -> list[dict[str, Any]]:
        archive = Archive(self.home / "archive")
        return [row for day in archive.days() for row in archive.read(day).iter_rows(named=True)]

    def later(self, seconds: float) -> None:
        self.clock.sleep(seconds)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def play() -> Iterator[Callable[[dict[str, w.Host]], w.World]]:
    """Start a world of the given hosts; it ends with the test."""
    running: list[w.World] = []

    def start(hosts: dict[str, w.Host]) -> w.World:
        world = w.World(hosts).__enter__()
        running.append(world)
        return world

    yield start
    for world in running:
        world.__exit__()
