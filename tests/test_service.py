"""Without anyone at the screen: a systemd unit and a cron line that do what they say."""

from __future__ import annotations

import configparser
import os
import shlex
import subprocess
from pathlib import Path

import pytest

from pipelines import service
from pipelines.settings import PROJECT_ROOT, Settings


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `losses` that writes down how it was called, in a folder whose name is hard on shells."""
    folder = tmp_path / "a 100% odd'folder"
    folder.mkdir()
    command = folder / "losses"
    log = folder / "calls"
    command.write_text(
        f'#!/bin/sh\necho "$1 $LOSSES_HOME $LOSSES_CONTACT" >> "$(dirname "$0")/{log.name}"\nsleep 0.5\n'
    )
    command.chmod(0o755)
    monkeypatch.setattr(service, "_command", lambda: command)
    return command


def test_the_unit_runs_the_ui_of_this_installation_on_this_home_with_its_settings_file(home):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read_string(service.unit(home, 3_100))
    run = unit["Service"]
    command, *arguments = shlex.split(run["ExecStart"])
    assert os.access(command, os.X_OK)
    assert arguments == ["ui", "--port", "3100"]
    assert run["EnvironmentFile"] == f"-{home.home}/environment"
    assert (run["WorkingDirectory"], run["Restart"], run["KillMode"]) == (str(PROJECT_ROOT), "always", "mixed")
    assert f'Environment="LOSSES_HOME={home.home}"' in service.unit(home, 3_100)


def test_a_path_that_is_hard_on_systemd_stays_one_word(tmp_path, stub):
    unit = service.unit(Settings(home=tmp_path / "the data 5%"), 3_000)
    assert f'ExecStart="{str(stub).replace("%", "%%")}" ui --port 3000' in unit
    assert f'Environment="LOSSES_HOME={tmp_path}/the data 5%%"' in unit


def test_the_cron_line_reads_the_sources_then_runs_with_the_settings_of_the_file_and_never_twice_at_once(
    tmp_path, stub
):
    settings = Settings(home=tmp_path / "the data")
    settings.home.mkdir()
    (settings.home / "environment").write_text("LOSSES_CONTACT=editor@example.org\n")
    line = service.cron_line(settings)
    assert line.startswith("7 * * * * ")
    assert line.count("\n") == 1
    # cron takes a bare % for the end of the command, and \% for a %.
    command = line.strip().split(" ", 5)[5].replace("\\%", "%")
    assert "%" not in line.replace("\\%", "")
    environment = {"PATH": os.environ["PATH"]}
    twice = [subprocess.Popen(["sh", "-c", command], env=environment) for _ in range(2)]
    assert sorted(process.wait(30) for process in twice) == [0, 1]
    calls = (stub.parent / "calls").read_text().splitlines()
    assert calls == [f"{what} {settings.home} editor@example.org" for what in ("fetch", "run")]


def test_the_cron_line_does_without_a_settings_file(tmp_path, stub):
    settings = Settings(home=tmp_path)
    command = service.cron_line(settings).strip().split(" ", 5)[5].replace("\\%", "%")
    assert subprocess.run(["sh", "-c", command], env={"PATH": os.environ["PATH"]}, check=False).returncode == 0
    assert (stub.parent / "calls").read_text().splitlines()[0] == f"fetch {tmp_path} "
