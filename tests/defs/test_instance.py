"""Where Dagster keeps its own storage."""

from pathlib import Path

import pytest
import yaml

from pipelines.defs.instance import configured


def test_a_folder_that_only_says_where_storage_goes_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    folder = configured()
    told = (folder / "dagster.yaml").read_text(encoding="utf-8")
    assert folder.parent == tmp_path
    assert str(tmp_path) in told
    assert yaml.safe_load(told)["storage"]


def test_settings_of_the_folder_go_before_the_projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    assert yaml.safe_load((configured() / "dagster.yaml").read_text(encoding="utf-8")) == {
        "telemetry": {"enabled": False}
    }
