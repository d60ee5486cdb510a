"""The notebook draws the series from the published file, as a script and as marimo checks it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pipelines.settings import PROJECT_ROOT
from pipelines.warehouse.build import build
from pipelines.warehouse.publish import publish
from warehouse.small import NOW, article, claim, estimate, incident, inputs, link, measures, mention, release

NOTEBOOK = PROJECT_ROOT / "pipelines" / "warehouse" / "notebook.py"


def run(home: Path, *arguments: str) -> str:
    environment = {**os.environ, "LOSSES_HOME": str(home)}
    ran = subprocess.run(
        [sys.executable, str(NOTEBOOK), *arguments],
        capture_output=True,
        text=True,
        env=environment,
        cwd=home,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def published(home: Path) -> None:
    given = inputs(
        articles=[article("a", 1), article("b", 2)],
        mentions=[mention("a"), mention("b")],
        claims=[claim("a"), claim("b")],
        links=[link("a", 1), link("b", 2)],
        incidents=[incident(1, country="MLI"), incident(2, country="SDN")],
        estimates=[estimate(1, 5, 6, 9), estimate(2, 1, 1, 1)],
        measures=[measures(1), measures(2)],
    )
    publish(build(home / "staging.duckdb", given, release()), home, now=NOW)


def test_the_notebook_sums_and_draws_the_series_that_was_asked_for(tmp_path: Path) -> None:
    published(tmp_path)
    said = run(tmp_path, "--country", "MLI", "--period", "month", "--save", "series.png")
    assert "release R000001" in said
    assert "killed: 5 / 6 / 9 (low / best / high) in 1 incidents" in said
    assert "incidents behind it: CL-000001\n" in said
    assert (tmp_path / "series.png").read_bytes().startswith(b"\x89PNG")
    assert "killed: 6 / 7 / 10 (low / best / high) in 2 incidents" in run(tmp_path)


def test_a_notebook_with_nothing_published_says_what_to_do(tmp_path: Path) -> None:
    assert "killed" not in run(tmp_path)


def test_marimo_finds_nothing_wrong_with_the_notebook(tmp_path: Path) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "marimo", "check", "--strict", str(NOTEBOOK)],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr
