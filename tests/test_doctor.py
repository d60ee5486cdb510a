"""What the doctor finds: nothing on a sound home, and each thing that an operator has to mend, with what to do."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator

import dagster as dg
import filelock
import pytest
from dagster._core.definitions.run_request import InstigatorType
from dagster._core.remote_origin import (
    ManagedGrpcPythonEnvCodeLocationOrigin,
    RemoteInstigatorOrigin,
    RemoteRepositoryOrigin,
)
from dagster._core.scheduler.instigation import (
    InstigatorState,
    InstigatorStatus,
    ScheduleInstigatorData,
    TickData,
    TickStatus,
)
from dagster._core.types.loadable_target_origin import LoadableTargetOrigin
from dagster._daemon.types import DaemonHeartbeat
from dagster._utils.error import SerializableErrorInfo
from pydantic import SecretStr

from pipelines import doctor
from pipelines.archive.documents import Found
from pipelines.archive.fetch import Alert, tell
from pipelines.archive.fetch import ledger as attempts
from pipelines.archive.fetch.state import State
from pipelines.archive.store import Archive
from pipelines.defs.instance import instance
from pipelines.settings import Settings
from pipelines.warehouse import ledger

NOW = dt.datetime.now(dt.UTC)
FEED = '[[source]]\nname = "paper"\nkind = "feed"\nurl = "https://paper.example.org/feed"\n'


@pytest.fixture
def made(home: Settings) -> Settings:
    home.home.mkdir()
    return home


@pytest.fixture
def opened(made: Settings) -> Iterator[dg.DagsterInstance]:
    found = instance()
    yield found
    found.dispose()


def ill(found: Iterator[doctor.Finding]) -> list[str]:
    return [finding.words for finding in found if not finding.well]


def try_source(settings: Settings, *, failures: int, hours_ago: float) -> None:
    state, at = State(settings.home / "state" / "fetch.sqlite"), NOW.timestamp() - hours_ago * 3_600
    state.execute(
        "insert into walks (source, walk, failures, error, last_try, next_at) values ('paper', 'live', ?, ?, ?, ?)",
        (failures, "paper.example.org answered 404" if failures else None, at, at + 3_240),
    )
    state.close()


def test_a_folder_that_does_not_exist_yet_is_well(home):
    found = list(doctor.findings(home, now=NOW))
    assert (found[0].well, found[0].words) == (True, f"{home.home} does not exist yet: `losses run` makes it")
    assert not home.home.exists()


def test_a_full_disk_is_told(made, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**12, 10**12, 10**9))
    assert ill(doctor.folder(made)) == [
        f"1.0 GB free where {made.home} lies: make room, a release needs its size three times"
    ]


def test_a_folder_of_somebody_else_is_told(made, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert ill(doctor.folder(made)) == [f"{made.home} cannot be written to: give it to the user that runs `losses`"]


def test_who_builds_the_warehouse_is_told_and_one_who_never_ends_is_no_good(made):
    assert [finding.words for finding in doctor.lock(made, NOW)] == ["nobody builds the warehouse"]
    (made.home / ".lock.holder").write_text("another run (process 7)")
    with filelock.FileLock(made.home / ".lock", is_singleton=False):
        assert ill(doctor.lock(made, NOW)) == []
        (words,) = ill(doctor.lock(made, NOW + dt.timedelta(hours=7)))
    assert "another run (process 7) builds the warehouse since" in words
    assert "terminate it" in words


def test_an_archive_into_which_nothing_comes_and_documents_that_nobody_read_are_told(made):
    long_ago = NOW - dt.timedelta(days=9)
    Archive(made.archive).add([Found(b"text", "text/plain", "a.txt")], fetched_at=long_ago, method="file")
    newest, unread = ill(doctor.archive(made, NOW))
    assert newest.endswith("nothing came since; start the schedule live_sources")
    assert unread == f"documents of {long_ago.date()} are not read by this version of the code: start `losses run`"


@pytest.mark.parametrize(
    ("name", "file", "content"),
    [
        ("rulings", "rulings.csv", b"this is\nno list of rulings"),
        ("releases", "ledger/releases/00000001.parquet", b"no parquet"),
        ("incident ids", "ledger/incidents/00000001.parquet", b"no parquet"),
        ("runs", "ledger/etl_runs/00000001.parquet", b"no parquet"),
    ],
)
def test_a_ledger_that_cannot_be_read_is_told_by_its_name(made, name, file, content):
    target = made.home / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    (words,) = [words for words in ill(doctor.ledgers(made, NOW)) if words.startswith(f"the ledger of {name} cannot")]
    assert words.endswith("restore it from a backup")


def test_a_list_of_sources_with_a_mistake_is_told(made):
    made.sources.write_text('[[source]]\nname = "paper"\nkind = "fed"\n')
    (words,) = ill(doctor.sources(made, NOW))
    assert "source 'paper': kind is 'fed', expected one of feed" in words


def test_sources_without_a_contact_are_told(made):
    made.sources.write_text(FEED)
    assert "LOSSES_CONTACT is not set" in ill(doctor.sources(made, NOW))[0]


def test_sources_that_nobody_reads_are_told(made):
    made.sources.write_text(FEED)
    settings = made.model_copy(update={"contact": "editor@example.org"})
    assert ill(doctor.sources(settings, NOW))[0].startswith("no source was tried yet: start the schedule")
    try_source(settings, failures=0, hours_ago=5)
    assert ill(doctor.sources(settings, NOW))[0].startswith("no source was tried since")


def test_a_source_that_fails_again_and_again_is_told_with_its_reason(made):
    made.sources.write_text(FEED)
    settings = made.model_copy(update={"contact": "editor@example.org"})
    try_source(settings, failures=3, hours_ago=0.5)
    (words,) = ill(doctor.sources(settings, NOW))
    assert words.startswith("source paper failed 3 times in a row, last read never: paper.example.org answered 404;")


def test_a_source_that_fell_silent_is_told(made):
    made.sources.write_text(FEED)
    settings = made.model_copy(update={"contact": "editor@example.org"})
    try_source(settings, failures=0, hours_ago=0.5)
    state = State(made.home / "state" / "fetch.sqlite")
    for hour in range(80, 240):
        at = NOW.timestamp() - hour * 3_600
        attempts.put(state, "attempts", at, source="paper", walk="live", ok=True, entries=1)
    attempts.flush(state, made.ledger)
    state.close()
    (words,) = ill(doctor.sources(settings, NOW))
    assert words.startswith("paper has had nothing new since")


def test_alerts_that_the_webhook_does_not_take_or_that_cannot_be_written_are_told(made):
    settings = made.model_copy(update={"alert_webhook": SecretStr("http://127.0.0.1:9/nobody")})
    alert = Alert("run_failed", "key", "refresh failed", NOW - dt.timedelta(hours=2))
    tell([alert], home=made.home, now=NOW, webhook="http://127.0.0.1:9/nobody")
    (words,) = ill(doctor.alerts(settings, NOW))
    assert words.startswith("1 alerts were not taken by the webhook, the oldest of")
    assert ill(doctor.alerts(made, NOW)) == []
    made.sources.write_text(FEED)
    assert ill(doctor.alerts(made.model_copy(update={"alert_file": made.home / "new" / "alerts.log"}), NOW)) == []
    nowhere = made.model_copy(update={"alert_file": made.sources / "alerts.log"})
    assert ill(doctor.alerts(nowhere, NOW))[0].startswith("alerts cannot be written to")


def test_a_release_that_was_refused_or_whose_file_is_gone_or_broken_or_that_is_pinned_is_told(made):
    assert ill(doctor.release(made, NOW)) == []
    ledger.append_event(made.home, "failed", NOW, "R000002", reason="few incidents")
    refused, missing = ill(doctor.release(made, NOW))
    assert refused.endswith("because few incidents")
    assert missing.startswith("the published file is missing:")
    made.warehouse.write_bytes(b"no database")
    assert ill(doctor.release(made, NOW))[1].startswith("the published file does not open")
    ledger.append_event(made.home, "rolled_back", NOW, "R000001", reason="a mistake")
    assert ill(doctor.release(made, NOW))[-1].startswith("release R000001 is pinned by a rollback")


def test_a_daemon_that_does_not_run_is_told_and_one_that_does_is_well(opened):
    assert "does not run: start the service unit" in doctor._daemon(opened).words
    for name in opened.get_required_daemon_types():
        opened.add_daemon_heartbeat(DaemonHeartbeat(dt.datetime.now(dt.UTC).timestamp(), name, "1", []))
    assert doctor._daemon(opened) == doctor.Finding(True, "the daemon runs")


def test_a_schedule_whose_last_look_failed_is_told_and_one_that_is_stopped_is_named(opened):
    assert [finding.words for finding in doctor._ticks(opened)] == [
        "the schedule live_sources is stopped: start it in the UI (Automation), unless cron reads the sources"
    ]
    place = RemoteRepositoryOrigin(
        ManagedGrpcPythonEnvCodeLocationOrigin(
            LoadableTargetOrigin(executable_path="python", module_name="pipelines.definitions")
        ),
        "repository",
    )
    schedule = RemoteInstigatorOrigin(place, "live_sources")
    data = ScheduleInstigatorData("7 * * * *", NOW.timestamp())
    opened.add_instigator_state(InstigatorState(schedule, InstigatorType.SCHEDULE, InstigatorStatus.RUNNING, data))
    assert [finding.words for finding in doctor._ticks(opened)] == ["the schedule live_sources runs"]
    opened.create_tick(
        TickData(
            schedule.get_id(), "live_sources", InstigatorType.SCHEDULE, TickStatus.FAILURE, NOW.timestamp(),
            error=SerializableErrorInfo("ValueError: no disk\n", [], "ValueError"), selector_id=schedule.get_selector().get_id(),
        )
    )  # fmt: skip
    assert ill(doctor._ticks(opened)) == ["live_sources failed when it last looked: ValueError: no disk"]


def test_a_run_that_was_killed_one_that_waits_and_one_that_failed_are_told(opened, made):
    from pipelines.definitions import defs

    job = defs().resolve_job_def("refresh")
    run = opened.create_run_for_job(job, status=dg.DagsterRunStatus.NOT_STARTED)
    opened.report_dagster_event(dg.DagsterEvent("PIPELINE_START", "refresh", message="started"), run.run_id)
    assert ill(doctor._runs(opened, made, NOW)) == []
    late = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=10)
    assert "was killed but stands as started" in ill(doctor._runs(opened, made, late))[0]
    opened.report_run_failed(opened.get_run_by_id(run.run_id), "gone")
    assert ill(doctor._runs(opened, made, late)) == [
        f"the last run {run.run_id[:8]}: failure: open it in the Dagster UI"
    ]
    opened.create_run_for_job(job, status=dg.DagsterRunStatus.NOT_STARTED)
    assert "has waited for an hour" in ill(doctor._runs(opened, made, late + dt.timedelta(hours=1)))[0]


def test_the_webhook_is_shown_nowhere(made):
    settings = made.model_copy(update={"alert_webhook": SecretStr("https://hooks.example.org/hush")})
    assert "hush" not in "".join(finding.words for finding in doctor.findings(settings, now=NOW)) + repr(settings)
