"""The fetcher of the simulation, in a process of its own so that it can be killed: `simulate.py HOME PORT FIRST LAST KILLS`.

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

sys.path.insert(0, str(Path(__file__).parent))

import thirty_days
import world

from pipelines.archive.fetch import Clock, Manners, Source, fetch
from pipelines.archive.fetch.client import GuardedTransport
from pipelines.archive.store import Archive

PRODUCT = os.sep + os.path.join("pipelines", "archive") + os.sep


def moment_of(run: int, step: float) -> float:
    return world.START + run * step


def sources(port: int) -> list[Source]:
    names = [*thirty_days.SITES, *thirty_days.MIRRORS]
    return [Source(name, "feed", url=f"http://{name}.test:{port}/feed") for name in names]


def live_for(calls: int) -> None:
    """End this process, as kill -9 does, at the n-th call of one of the product's functions in any thread."""
    left = [calls]

    def count(frame, event, _):  # noqa: ANN001, ANN202
        if event == "call" and PRODUCT in frame.f_code.co_filename:
            left[0] -= 1
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    threading.setprofile(count)


def main(home: Path, port: int, first: int, last: int, step: float, kills: dict[str, int]) -> None:
    manners = Manners(contact="editor@example.org", allow_loopback=True, total_time=0.3, delay=thirty_days.DELAY)
    guarded = GuardedTransport(manners, resolver=world.loopback)
    for run in range(first, last):
        clock = world.SimulatedClock(
            moment_of(run, step) + (600.0 if str(run) in kills and kills[str(run)] == 0 else 0.0)
        )
        if kills.get(str(run), 0):
            live_for(kills[str(run)])
        fetch(
            sources(port), Archive(home / "archive"), home=home, manners=manners, environ={},
            clock=Clock(clock.now, clock.sleep), transport=world.MomentTransport(guarded, clock.now),
        )  # fmt: skip
        if kills.get(str(run), 0):
            os.kill(os.getpid(), signal.SIGKILL)
        print(run, flush=True)


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]),
        int(sys.argv[3]),
        int(sys.argv[4]),
        float(sys.argv[5]),
        json.loads(sys.argv[6]),
    )
