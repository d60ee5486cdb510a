"""The Dagster UI and daemon as one process to start and stop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pipelines.settings import PROJECT_ROOT


def serve(port: int) -> int:
    """Run the UI and the daemon until interrupted; returns their exit status.

    `dg dev` stops both when it gets an interrupt. It is started from here rather than from a shell with `&`, where it
    would inherit ignored signals and never stop.
    """
    from pipelines.defs.instance import dagster_home, instance

    instance().dispose()  # makes the storage once, before several processes open it at the same time
    home = dagster_home()
    command = [str(Path(sys.executable).parent / "dg"), "dev", "--host", "127.0.0.1", "--port", str(port)]
    print(f"Dagster UI: http://127.0.0.1:{port}  (Ctrl-C stops it)", flush=True)
    process = subprocess.Popen(command, cwd=PROJECT_ROOT, env={**os.environ, "DAGSTER_HOME": str(home)})  # noqa: S603 - our own command
    try:
        return process.wait()
    except KeyboardInterrupt:
        return process.wait()
