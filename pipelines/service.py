"""The Dagster UI and its daemon as one thing to start and stop: what `make ui` and a service unit run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

LOOPBACK = "127.0.0.1"
_STOP_SECONDS = 20


class ServiceError(RuntimeError):
    """The UI cannot be started; says why and what to do."""


def serve(port: int) -> int:
    """Run the UI on the loopback, and the daemon, until one of them ends or this process is told to stop."""
    from pipelines.defs.instance import configured, instance

    _raise_if_taken(port)
    instance().dispose()  # makes the storage once, before several processes open it at the same time
    home = configured()
    python = [sys.executable, "-m"]
    commands = (
        [*python, "dagster_webserver", "-m", "pipelines.definitions", "-h", LOOPBACK, "-p", str(port)],
        [*python, "dagster._daemon", "run", "-m", "pipelines.definitions"],
    )
    environment = {**os.environ, "DAGSTER_HOME": str(home)}
    # In .dagster, so that nothing that Dagster leaves in its working directory lands among the code.
    processes = [subprocess.Popen(command, cwd=home, env=environment) for command in commands]  # noqa: S603 - our own
    print(f"Dagster UI: http://{LOOPBACK}:{port}  (Ctrl-C stops it; it takes half a minute to come up)", flush=True)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        return next(code for process in processes if (code := process.poll()) is not None)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(processes)


def _raise_if_taken(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((LOOPBACK, port)) == 0:
            raise ServiceError(f"Port {port} is taken: is the UI running already? `losses ui --port N` takes another.")


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask first, then make sure: started in the background, a server may ignore an interrupt."""
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
    for process in processes:
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
