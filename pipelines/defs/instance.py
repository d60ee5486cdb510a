"""The Dagster instance that the command line, the UI and the schedules share.

`dagster.yaml` gives its paths relative to its own folder; Dagster would read them relative to the working directory.
Here they are made absolute, so that `losses run` from anywhere writes where the UI reads.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, cast

import dagster as dg
import yaml
from dagster._core.instance.ref import InstanceRef
from filelock import FileLock

from pipelines.settings import PROJECT_ROOT


def dagster_home() -> Path:
    """The folder that holds `dagster.yaml`: `DAGSTER_HOME`, else the project's root."""
    return Path(os.environ.get("DAGSTER_HOME") or PROJECT_ROOT).resolve()


def instance() -> dg.DagsterInstance:
    """Open the instance; the first opener makes its storage alone, for two at once on an empty store crash one."""
    home = dagster_home()
    store = home / ".dagster"
    store.mkdir(parents=True, exist_ok=True)
    os.environ["DAGSTER_HOME"] = str(home)
    config = _absolute(yaml.safe_load((home / "dagster.yaml").read_text(encoding="utf-8")) or {}, home)
    with FileLock(store / "opening.lock"):
        return dg.DagsterInstance.from_ref(
            InstanceRef.from_dir(str(store), config_dir=str(home), overrides=cast("Any", config))
        )


def _absolute(value: Any, home: Path) -> Any:
    if not isinstance(value, dict):
        return value
    return {
        key: str(home / item) if key == "base_dir" and isinstance(item, str) else _absolute(item, home)
        for key, item in value.items()
    }
