"""The fetcher of the simulation, in a process of its own so that it can be killed.

    `simulate HOME PORT FIRST LAST STEP KILLS SECONDS`.

Runs the refreshes FIRST … LAST-1 one after another in simulated time; KILLS is a JSON object of run → how many calls into
the product it lives for. It prints the number of each run that ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from pipelines.archive.fetch import Clock, Manners, Source, fetch
from pipelines.archive.fetch.client import Client, GuardedTransport
from pipelines.archive.fetch.state import State
from pipelines.archive.store import Archive

from . import thirty_days, world

TESTS = Path(__file__).resolve().parents[2]
LATE = 600.0  # seconds after which a run that was killed is started again


def moment_of(run: int, step: float) -> float:
    return world.START + run * step


def sources(port: int) -> list[Source]:
    names = [*thirty_days.SITES, *thirty_days.MIRRORS]
    return [Source(name, "feed", url=f"http://{name}.test:{port}/feed") for name in names]


def live_for(moments: int) -> None:
    """End this process, as kill -9 does, at the n-th moment that matters.

    Such moments are: before each SQL statement, before and after each request, and around each write to a file.
    """
    left, lock = [moments], threading.Lock()

    def tick(*_: object) -> None:
        with lock:
            left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(owner: Any, name: str) -> None:
        inner = getattr(owner, name)

        def call(*given: Any, **more: Any) -> Any:
            tick()
            result = inner(*given, **more)
            tick()
            return result

        setattr(owner, name, call)

    opened = State.__init__

    def traced(self: State, path: Path) -> None:
        opened(self, path)
        self._db.set_trace_callback(tick)

    State.__init__ = traced  # type: ignore[method-assign]
    around(Client, "get")
    around(os, "fsync")
    around(os, "write")
    around(Path, "replace")


def main(home: Path, port: int, runs: range, *, step: float, kills: dict[str, int], seconds: float) -> None:
    manners = Manners(
        contact="editor@example.org", allow_loopback=True, total_time=seconds, connect_time=seconds,
        delay=thirty_days.DELAY, give_up_days=2,
    )  # fmt: skip
    guarded = GuardedTransport(manners, resolver=world.loopback)
    for run in runs:
        late = LATE if kills.get(str(run)) == 0 else 0.0
        clock = world.SimulatedClock(moment_of(run, step) + late)
        if kills.get(str(run), 0):
            live_for(kills[str(run)])
        fetch(
            sources(port), Archive(home / "archive"), home=home, manners=manners, environ={},
            clock=Clock(clock.now, clock.sleep), transport=world.MomentTransport(guarded, clock.now),
        )  # fmt: skip
        if kills.get(str(run), 0):
            os.kill(os.getpid(), signal.SIGKILL)
        print(run, flush=True)


def command(*given: object) -> list[str]:
    """The command that runs this module; to be run in the folder `TESTS`."""
    return [sys.executable, "-m", "archive.fetch.simulate", *map(str, given)]


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        Path(given[0]),
        int(given[1]),
        range(int(given[2]), int(given[3])),
        step=float(given[4]),
        kills=json.loads(given[5]),
        seconds=float(given[6]),
    )
