"""Live sources in Dagster: the schedule, the watched folder, what the UI shows of a source, and what is told of failures."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import dagster as dg
import filelock
import polars as pl
import pytest
from dagster._core.definitions.freshness import TimeWindowFreshnessPolicy

from pipelines.archive.documents import Found
from pipelines.archive.fetch import listed, status
from pipelines.archive.fetch.state import State
from pipelines.archive.fetch.walks import Walks
from pipelines.archive.store import Archive
from pipelines.definitions import defs
from pipelines.defs import accounts, alerting, automation, live, state
from pipelines.defs.instance import instance
from pipelines.defs.refresh import refresh
from pipelines.settings import Settings

LOSSES = str(Path(sys.executable).parent / "losses")
TODAY = dt.datetime.now(dt.UTC).date().isoformat()


class Site:
    """A newspaper and a webhook on the loopback."""

    def __init__(self) -> None:
        self.hooks: list[dict[str, str]] = []
        self.stories, self.broken = 2, False
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if site.broken:
                    self.answer(500, b"no")
                elif self.path == "/feed":
                    items = "".join(f"<item><link>{site.url}/story/{n}</link></item>" for n in range(site.stories))
                    self.answer(200, f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
                elif self.path.startswith("/story/"):
                    story = f"Militants killed {self.path[-1]}2 Wagner fighters near Hombori in Mali on 3 March 2023. "
                    story += (
                        "Residents counted the vehicles that burned beside the road, and the army withdrew to its camp."
                    )
                    self.answer(
                        200, f"<!DOCTYPE html><html><body><article><p>{story}</p></article></body></html>".encode()
                    )
                else:
                    self.answer(404, b"none")

            def do_POST(self) -> None:
                site.hooks.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.answer(204, b"")

            def answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def desk(home: Settings, site: Site, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home that reads the newspaper and a folder, and posts to the webhook."""
    monkeypatch.setenv("LOSSES_CONTACT", "editor@example.org")
    monkeypatch.setenv("LOSSES_ALLOW_LOOPBACK", "1")
    monkeypatch.setenv("LOSSES_ALERT_WEBHOOK", f"{site.url}/hook?token=hush")
    home.home.mkdir()
    inbox = home.home.parent / "inbox"
    inbox.mkdir()
    home.sources.write_text(
        f'[[source]]\nname = "paper"\nkind = "feed"\nurl = "{site.url}/feed"\ncountries = ["MLI"]\ndelay = 3\n'
        f'[[source]]\nname = "inbox"\nkind = "folder"\npath = "{inbox}"\ntype = "own"\n',
        encoding="utf-8",
    )
    return Settings()


@pytest.fixture
def opened(home: Settings) -> Iterator[dg.DagsterInstance]:
    found = instance()
    yield found
    found.dispose()


def text(beginning: str) -> bytes:
    return f"{beginning}. The minister said on Monday that the bridge over the river will be opened next week.".encode()


def tick(opened: dg.DagsterInstance) -> dg.RunRequest | dg.SkipReason:
    context = dg.build_schedule_context(opened, scheduled_execution_time=dt.datetime.now(dt.UTC))
    return automation.live_sources(context)


def run(opened: dg.DagsterInstance, asked: dg.RunRequest, assets: list[str] | None = None) -> dg.ExecuteInProcessResult:
    return (
        defs()
        .resolve_job_def("refresh")
        .execute_in_process(
            instance=opened,
            tags=dict(asked.tags),
            run_config={**asked.run_config, "loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
            asset_selection=[dg.AssetKey(name) for name in assets] if assets else None,
        )
    )


def test_a_tick_reads_the_sources_and_publishes_and_all_of_it_is_in_the_ui_and_the_books(desk, opened, site):
    done = run(opened, tick(opened))
    assert done.success

    shown = done.asset_materializations_for_node("raw_documents")
    about = next(event for event in shown if event.asset_key == dg.AssetKey("raw_documents")).metadata
    assert (about["sources_read"].value, about["sources_failed"].value, about["stopped_early"].value) == (2, 0, False)
    assert "paper | read | 2 | 0" in about["sources"].value
    latest = opened.get_latest_materialization_event(live.key("paper"))
    assert latest.asset_materialization.metadata["entries"].value == 2

    (row,) = accounts.etl_runs(desk.ledger).read().filter(stage="archive").to_dicts()
    assert (row["rows_in"], row["rows_out"], row["rows_rejected"]) == (2, 2, 0)
    from pipelines.warehouse.query import run_query

    days = run_query(
        desk.home,
        "select source_id, tried, ok, documents, countries from fact_source_days join dim_source using (source_key) order by 1",
    )
    assert days.rows() == [("inbox", 1, 1, 0, None), ("paper", 1, 1, 2, ["MLI"])]


def test_a_source_that_fails_stops_nothing_and_its_reason_is_in_the_ui(desk, opened, site):
    site.broken = True
    done = run(opened, tick(opened), ["raw_documents"])
    assert done.success
    (seen,) = [event.asset_observation_data.asset_observation for event in done.get_asset_observation_events()]
    assert seen.asset_key == live.key("paper")
    assert "answered 500" in seen.metadata["error"].value or "robots.txt" in seen.metadata["error"].value


def test_two_refreshes_do_not_overlap_and_a_run_that_was_killed_does_not_hold_the_next_one_up(desk, opened):
    started = opened.create_run_for_job(defs().resolve_job_def("refresh"), status=dg.DagsterRunStatus.NOT_STARTED)
    opened.report_dagster_event(dg.DagsterEvent("PIPELINE_START", "refresh", message="started"), started.run_id)
    skipped = tick(opened)
    assert isinstance(skipped, dg.SkipReason)
    assert f"Run {started.run_id[:8]} is still going on" in skipped.skip_message

    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=6)
    with filelock.FileLock(desk.home / ".lock", is_singleton=False):
        assert automation.under_way(opened, desk, now=later).run_id == started.run_id
    assert automation.under_way(opened, desk, now=later) is None
    assert opened.get_run_by_id(started.run_id).status is dg.DagsterRunStatus.FAILURE


def test_what_a_killed_run_left_is_part_of_the_next_one_whatever_its_day(desk, opened):
    before = dt.datetime.now(dt.UTC) - dt.timedelta(days=3)
    Archive(desk.archive).add(
        [Found(text("Nobody has read this"), "text/plain", "a.txt")], fetched_at=before, method="file"
    )
    outbox = State(desk.home / "state" / "fetch.sqlite")
    outbox.execute(
        "insert into outbox (source, fetched_at, method, origin, media_type, meta, payload) values (?, ?, ?, ?, ?, ?, ?)",
        (
            "paper",
            before.timestamp() - 86_400,
            "feed",
            "https://p.example.org/1",
            "text/plain",
            "{}",
            text("Nor has anybody read that"),
        ),
    )
    outbox.close()
    asked = tick(opened)
    assert asked.tags["dagster/asset_partition_range_start"] == (before.date() - dt.timedelta(days=1)).isoformat()
    assert run(opened, asked).success
    assert tick(opened).tags["dagster/asset_partition_range_start"] == TODAY
    assert state.known(desk).articles.height == 4


def test_a_run_that_starts_after_its_day_is_over_fetches_nothing(desk, opened, site):
    asked = tick(opened)
    yesterday = (dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)).isoformat()
    late = asked.with_replaced_attrs(
        tags={f"dagster/asset_partition_range_{end}": yesterday for end in ("start", "end")}
    )
    done = run(opened, late, ["raw_documents"])
    assert done.success
    assert Archive(desk.archive).count() == 0


def test_what_comes_while_a_run_is_under_way_waits_for_the_next_one(desk, opened):
    archive, now = Archive(desk.archive), dt.datetime.now(dt.UTC)
    archive.add([Found(text("The first report came"), "text/plain", "a.txt")], fetched_at=now, method="file")
    assert run(opened, tick(opened), ["articles", "claims"]).success
    archive.add([Found(text("A second report came"), "text/plain", "b.txt")], fetched_at=now, method="file")
    assert state.known(desk).articles.height == 1
    assert state.first_unread(desk) == TODAY
    archive.add(
        [Found(text("An old report lay unread"), "text/plain", "c.txt")],
        fetched_at=now - dt.timedelta(days=2),
        method="file",
    )
    with pytest.raises(dg.Failure, match="1 documents have not been read"):
        state.known(desk)


def test_files_in_a_watched_folder_start_a_run_once_they_are_whole_and_no_second_one(desk, opened, monkeypatch):
    def look(cursor):
        context = dg.build_sensor_context(opened, cursor=cursor)
        return automation.watched_folders(context), context.cursor

    inbox = desk.home.parent / "inbox"
    assert look(None)[0].skip_message == "Nothing has changed in the watched folders."
    (inbox / "one.txt").write_text(
        "Two Wagner fighters were killed near Hombori in Mali, police said.", encoding="utf-8"
    )
    assert look(None)[0].skip_message.startswith("Files are being written")
    monkeypatch.setattr(automation, "_STILL", -1.0)
    asked, cursor = look(None)
    assert asked.run_config["ops"]["raw_documents"]["config"] == {"fetch": True, "sources": ["inbox"]}
    assert look(cursor)[0].skip_message == "Nothing has changed in the watched folders."
    assert run(opened, asked, ["raw_documents"]).success
    assert Archive(desk.archive).count() == 1
    (inbox / "two.txt").write_text("Three more were killed on Thursday, a doctor said.", encoding="utf-8")
    assert isinstance(look(cursor)[0], dg.RunRequest)


def test_a_folder_is_read_without_a_contact_and_a_site_is_not(desk, opened, monkeypatch):
    monkeypatch.delenv("LOSSES_CONTACT")
    books = accounts.Accounts(desk.ledger, "a-run", dt.datetime.now(dt.UTC))
    settings = Settings()
    assert live.read(settings, books, today=TODAY, only=["inbox"]).requests == 0
    with pytest.raises(live.NoContactError, match="LOSSES_CONTACT is not set, and paper would be asked"):
        live.read(settings, books, today=TODAY)


def test_a_run_that_reads_for_too_long_ends_in_order_and_the_next_one_goes_on(desk, site):
    site.stories = 3
    books = accounts.Accounts(desk.ledger, "a-run", dt.datetime.now(dt.UTC))
    first = live.read(desk, books, today=TODAY, only=["paper"], seconds=4)
    assert (first.interrupted, first.documents < 3) == (True, True)
    second = live.read(desk, books, today=TODAY, only=["paper"])
    assert (second.interrupted, first.documents + second.documents) == (False, 3)


def test_a_backfill_of_a_source_is_a_run_and_what_is_left_of_it_stands_in_the_status(desk, opened, monkeypatch):
    asked = tick(opened).with_replaced_attrs(
        run_config={"ops": {"raw_documents": {"config": {"fetch": True, "sources": ["paper"], "since": "2024-11-01"}}}}
    )
    with monkeypatch.context() as cut:
        cut.setattr(Walks, "due", lambda *_: [])
        assert run(opened, asked, ["raw_documents"]).success
    (paper,) = [
        state
        for state in status(desk.home, listed(desk.sources), now=dt.datetime.now(dt.UTC))
        if state.source == "paper"
    ]
    assert paper.backfill == "since 2024-11-01: 0 lists read, all left"
    assert run(opened, asked, ["raw_documents"]).success
    assert Archive(desk.archive).count() == 2
    (paper,) = [
        state
        for state in status(desk.home, listed(desk.sources), now=dt.datetime.now(dt.UTC))
        if state.source == "paper"
    ]
    assert paper.backfill is None
    assert opened.get_latest_materialization_event(live.key("paper")) is None


def test_each_source_that_is_on_is_an_asset_that_goes_stale_by_its_own_pace(desk):
    specs = {spec.key: spec for spec in live.live_sources_as_assets().assets}
    assert set(specs) == {live.key("paper"), live.key("inbox")}
    policy = specs[live.key("paper")].freshness_policy
    assert isinstance(policy, TimeWindowFreshnessPolicy)
    assert policy.warn_window.to_timedelta() == dt.timedelta(hours=3)
    assert policy.fail_window.to_timedelta() == dt.timedelta(hours=27)
    desk.sources.write_text("no toml [", encoding="utf-8")
    assert not live.live_sources_as_assets().assets


def test_a_failed_run_is_told_once_to_the_file_and_the_webhook_until_the_job_succeeded(desk, opened, site, monkeypatch):
    desk.sources.write_text("no toml [", encoding="utf-8")
    asked = tick(opened)

    def watch(failed):
        event = dg.DagsterEvent("PIPELINE_FAILURE", "refresh", message="failed")
        context = dg.build_run_status_sensor_context(
            "alert_of_failed_runs", event, opened, opened.get_run_by_id(failed.run_id)
        ).for_run_failure()
        alerting.alert_of_failed_runs(context)

    for _ in range(2):
        failed = run(opened, asked, ["raw_documents"])
        assert not failed.success
        watch(failed)
    (line,) = desk.alerts.read_text().splitlines()
    assert "refresh, run " in line
    assert "raw_documents: sources.toml: cannot be read as TOML" in line
    assert [hook["kind"] for hook in site.hooks] == ["run_failed"]
    shutil.rmtree(desk.sources, ignore_errors=True)
    desk.sources.unlink()
    assert run(opened, asked, ["raw_documents"]).success
    desk.sources.write_text("no toml [", encoding="utf-8")
    watch(run(opened, asked, ["raw_documents"]))
    assert len(site.hooks) == 2


def test_a_jump_in_losses_is_told_by_the_sensor_and_the_samples_are_no_news(desk, opened, site, monkeypatch, tmp_path):
    monkeypatch.setattr(alerting, "_RECENT_DAYS", 36_500)
    assert refresh([], desk).success
    assert site.hooks == []
    (tmp_path / "one.txt").write_text(
        "Militants killed 40 Wagner fighters near Hombori in Mali on 3 March 2023, police said.", encoding="utf-8"
    )
    assert refresh([tmp_path / "one.txt"], desk, allow_shrink=True).success
    assert ["Hombori): 40 contractors killed" in hook["message"] for hook in site.hooks] == [True]
    alerting.alerts(dg.build_sensor_context(opened))
    assert len(site.hooks) == 1


def test_the_command_line_tells_of_a_failed_run_too(desk, site):
    broken = desk.archive / "fetched_on=2026-11-02" / "0000000001-0000000001.parquet"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"no parquet")
    assert not refresh([], desk).success
    assert [hook["kind"] for hook in site.hooks] == ["run_failed"]


def test_a_webhook_that_is_down_and_a_file_that_cannot_be_written_stop_no_run(desk, monkeypatch):
    monkeypatch.setenv("LOSSES_ALERT_WEBHOOK", "http://127.0.0.1:9/nobody")
    monkeypatch.setenv("LOSSES_ALERT_FILE", str(desk.sources / "no folder"))
    now = dt.datetime.now(dt.UTC)
    assert alerting.tell(Settings(), [alerting.Alert("run_failed", "k", "m", now)], now=now) == []
    assert refresh([], Settings()).success


def test_fetch_on_the_command_line_enters_what_it_did_into_the_books_and_the_ui(desk, opened, site):
    done = subprocess.run([LOSSES, "fetch"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "2 new documents, 0 known, 0 rejected, 4 requests.\n"), done.stderr
    assert accounts.etl_runs(desk.ledger).read()["rows_out"].to_list() == [2]
    assert opened.get_latest_materialization_event(live.key("paper")) is not None
    status = subprocess.run([LOSSES, "sources", "status", "--json"], capture_output=True, text=True, check=True)
    rows = pl.DataFrame([json.loads(line) for line in status.stdout.splitlines()], infer_schema_length=None)
    assert rows.filter(source="paper").select("entries", "documents", "error").rows() == [(2, 2, None)]
