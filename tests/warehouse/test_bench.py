"""The harness measures what it says, at any size; how long it takes is no test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.warehouse.bench import main


def test_a_small_run_measures_building_publishing_and_reading(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--claims", "60", "--incidents", "20", "--json", str(tmp_path / "figures.json")])
    rows = json.loads((tmp_path / "figures.json").read_text())["rows"]
    assert [row["what"].split(",")[0].split(" from ")[0] for row in rows] == [
        "build",
        "assertions",
        "expectations",
        next(row["what"] for row in rows if row["what"].startswith("publish")),
        "monthly panel per employer and country",
        "example queries",
        "build to published",
    ]
    assert all(row["seconds"] >= 0 for row in rows)
    assert "a plain copy and fsync" in capsys.readouterr().out
