"""The Dagster UI and its daemon as one thing to start and stop: what `make ui` and a service unit run.

Here belong running both, and the texts with which an operator's machine runs them by itself: a systemd unit, a cron line.
"""

from __future__ import annotations

import getpass
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from pipelines.settings import PROJECT_ROOT, Settings

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


def unit(settings: Settings, port: int) -> str:
    """A systemd unit that runs `losses ui` as this user, on this data folder.

    Settings stand in `environment` in the data folder, a NAME=value a line: keys and webhooks stay out of the unit.
    """
    return f"""\
[Unit]
Description=contractor-losses: Dagster UI and daemon
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
User={getpass.getuser()}
WorkingDirectory={_bare(PROJECT_ROOT)}
Environment={_quoted(f"LOSSES_HOME={settings.home.resolve()}")}
Environment={_quoted(f"DAGSTER_HOME={_dagster_home()}")}
EnvironmentFile=-{_bare(settings.home.resolve() / "environment")}
ExecStart={_quoted(_command())} ui --port {port}
KillMode=mixed
TimeoutStopSec=60
Restart=always
RestartSec=10
NoNewPrivileges=true
PrivateTmp=true

[Install]
WantedBy=multi-user.target
"""


def _bare(value: object) -> str:
    """A path that fills its line in a unit: there % begins a specifier (systemd.unit)."""
    return str(value).replace("%", "%%")


def _quoted(value: object) -> str:
    """One word of several in a unit (systemd.syntax, quoting)."""
    escaped = _bare(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def cron_line(settings: Settings) -> str:
    """A line for `crontab -e`, for machines without the daemon: reads sources, then runs; never twice at once."""
    home = settings.home.resolve()
    environment, lock, log = (shlex.quote(str(home / name)) for name in ("environment", "cron.lock", "cron.log"))
    command = shlex.quote(str(_command()))
    work = shlex.quote(f"{command} fetch; {command} run")
    set_up = (
        f"set -a; LOSSES_HOME={shlex.quote(str(home))}; DAGSTER_HOME={shlex.quote(str(_dagster_home()))}; "
        f"[ ! -f {environment} ] || . {environment}"
    )
    line = f"{set_up}; flock -n {lock} sh -c {work} >> {log} 2>&1"
    return f"{settings.schedule} {line.replace('%', chr(92) + '%')}\n"  # a bare % ends a command in a crontab


def _command() -> Path:
    return Path(sys.executable).parent / "losses"


def _dagster_home() -> Path:
    return Path(os.environ.get("DAGSTER_HOME") or PROJECT_ROOT).resolve()


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
