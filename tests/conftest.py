"""What tests share: a data folder and a Dagster home of their own, never the developer's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipelines.settings import PROJECT_ROOT, Settings

# Property tests have no deadline: the machines that run them differ.
settings.register_profile("losses", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("losses")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings over an empty data folder and an empty, real Dagster instance, also for subprocesses."""
    dagster_home = tmp_path / "dagster"
    dagster_home.mkdir()
    shutil.copy(PROJECT_ROOT / "dagster.yaml", dagster_home / "dagster.yaml")
    monkeypatch.setenv("DAGSTER_HOME", str(dagster_home))
    monkeypatch.setenv("LOSSES_HOME", str(tmp_path / "data"))
    return Settings()
