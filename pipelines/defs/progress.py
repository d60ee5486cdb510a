"""How far a run is: to Dagster's log, and to whoever listens (the command line's progress bars).

An asset says what it does and how much of it there is; nothing is said of work that is done in under two seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dagster as dg

# (what, done, total): total is None where it is not known.
Listener = Callable[[str, int, int | None], None]
_listeners: list[Listener] = []
_LOG_EVERY_SECONDS = 10


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hear of progress in this process while the block runs."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def say(what: str) -> None:
    for listener in _listeners:
        listener(what, 0, None)


def reporter(context: dg.AssetExecutionContext, what: str, total: int | None) -> Callable[[int], None]:
    """A function to call with how many are done; it logs every ten seconds."""
    logged = time.monotonic()

    def report(done: int) -> None:
        nonlocal logged
        for listener in _listeners:
            listener(what, done, total)
        if time.monotonic() - logged > _LOG_EVERY_SECONDS:
            logged = time.monotonic()
            context.log.info(f"{what}: {done:,}" + (f" of {total:,}" if total else ""))

    return report
