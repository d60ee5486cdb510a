"""The Dagster instance that the command line, the UI and the schedules share.

`dagster.yaml` gives its paths relative to its own folder, where Dagster reads them relative to the working directory.
Here they are made absolute and written to `.dagster/dagster.yaml`, which every process of ours opens: `losses run` from
anywhere writes where the UI reads.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dagster as dg
import yaml
from dagster._core.instance.ref import InstanceRef
from filelock import FileLock

from pipelines.settings import PROJECT_ROOT

_FOLDER = ".dagster"


def configured() -> Path:
    """The folder to give to Dagster as DAGSTER_HOME: it holds the settings with absolute paths.

    They are made from `dagster.yaml` in `DAGSTER_HOME`, else, where it only says where storage goes, from the project's.
    """
    home = Path(os.environ.get("DAGSTER_HOME") or PROJECT_ROOT).resolve()
    if home.name == _FOLDER:  # a process that was given the folder itself
        return home
    folder = home / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    own = home / "dagster.yaml"
    source = own if own.exists() else PROJECT_ROOT / "dagster.yaml"
    settings = yaml.safe_load(source.read_text(encoding="utf-8")) or {}
    absolute = yaml.safe_dump(_absolute(settings, home))
    target = folder / "dagster.yaml"
    with FileLock(folder / "opening.lock"):
        if not target.exists() or target.read_text(encoding="utf-8") != absolute:
            target.write_text(absolute, encoding="utf-8")
    return folder


def instance() -> dg.DagsterInstance:
    """Open the instance; the first opener makes its storage alone, for two at once on an empty store crash one."""
    folder = configured()
    with FileLock(folder / "opening.lock"):
        return dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(folder)))


def _absolute(value: Any, home: Path) -> Any:
    if not isinstance(value, dict):
        return value
    return {
        key: str(home / item) if key == "base_dir" and isinstance(item, str) else _absolute(item, home)
        for key, item in value.items()
    }
