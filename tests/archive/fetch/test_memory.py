"""What is remembered: ledgers that a crash cannot spoil, a state that can be lost, two refreshes at once, alerts told once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import logging
import shutil
import subprocess
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive.fetch import (
    Alert,
    Source,
    incident_jumps,
    month_jumps,
    run_failed,
    silent_sources,
    source_days,
    status,
    tell,
)
from pipelines.archive.fetch import ledger as ledger_module
from pipelines.archive.fetch.client import ExchangeError
from pipelines.archive.fetch.engine import WORLD
from pipelines.archive.fetch.pages import Pages
from pipelines.archive.fetch.state import State
from pipelines.archive.fetch.turns import retry_after
from pipelines.archive.fetch.walks import Walks

from . import simulate, thirty_days
from . import world as w
from .test_faults import feed, one_feed

NOW = dt.datetime(2024, 11, 20, 12, tzinfo=dt.UTC)


def test_two_refreshes_at_once_ask_no_host_together_and_archive_nothing_twice(play, desk):
    world = play({})
    world.hosts.update(thirty_days.hosts(world.port))
    command = simulate.command(desk.home, world.port, 4, 6, 12 * w.HOUR, "{}", 20)
    children = [subprocess.Popen(command, cwd=simulate.TESTS, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [child.wait(timeout=120) for child in children] == [0, 0]

    found = Counter(json.loads(row["meta"])["url"] for row in desk.documents())
    last = w.START + 5 * 12 * w.HOUR
    expected = thirty_days.expected(world.port, last).documents
    assert {url: count for url, count in found.items() if count > expected.get(url, 0)} == {}
    assert len(found) > 20
    assert set(world.most_at_once.values()) == {1}
    for host in world.hosts:
        moments = [request.moment for request in world.requests if request.host == host]
        assert all(b - a >= thirty_days.DELAY - 1e-6 for a, b in itertools.pairwise(moments)), host


@pytest.mark.parametrize("moment", ["_started", "_ask"])
def test_a_walk_that_another_refresh_took_meanwhile_is_not_begun_anew_and_has_not_failed(
    play, desk, monkeypatch, moment
):
    world = play({})
    world.hosts["news"] = one_feed([world.url("news", "/a")])
    source, real = feed(world, "news"), getattr(Walks, moment)

    def overtaken(self, *given):
        monkeypatch.setattr(Walks, moment, real)
        assert desk.fetch([source]).documents == 1
        if moment == "_ask":
            raise ExchangeError("we were not answered in time")
        return real(self, *given)

    monkeypatch.setattr(Walks, moment, overtaken)
    assert desk.fetch([source]).failed == []
    assert world.asked("news") == ["/robots.txt", "/feed", "/a"]
    (state,) = status(desk.home, [source], now=NOW)
    assert (state.failures, state.error) == (0, None)
    assert source_days(desk.home).select("tried", "ok").rows() == [(1, 1)]


def test_a_state_that_was_lost_is_made_again_and_nothing_comes_twice(play, desk):
    world = play({})
    world.hosts["news"] = one_feed([world.url("news", f"/{n}") for n in range(3)])
    desk.fetch([feed(world, "news")])
    shutil.rmtree(desk.home / "state")
    desk.later(w.HOUR)
    report = desk.fetch([feed(world, "news")])

    assert (report.documents, len(desk.documents())) == (0, 3)
    assert source_days(desk.home).select("tried", "ok", "documents").rows() == [(2, 2, 3)]


def test_a_line_written_twice_counts_once_and_a_line_cut_short_not_at_all(desk):
    state = State(desk.home / "state" / "fetch.sqlite")
    for n in range(3):
        ledger_module.put(state, "attempts", w.START + n, source="a", walk="live", ok=True, entries=n)
    rows = state.rows("select * from lines")
    ledger_module.flush(state, desk.home / "ledger")
    for row in rows:  # as after a kill between writing the lines and dropping them from the queue
        state.execute("insert into lines values (?, ?, ?)", tuple(row))
    ledger_module.flush(state, desk.home / "ledger")
    (file,) = (desk.home / "ledger" / "fetch").glob("attempts-*.jsonl")
    file.write_bytes(file.read_bytes() + b'{"n":9,"at":"2024-11-01T00:0')
    ledger_module.put(state, "attempts", w.START + 9, source="a", walk="live", ok=False, entries=0)
    ledger_module.flush(state, desk.home / "ledger")
    state.close()

    assert source_days(desk.home).rows() == [("a", dt.date(2024, 11, 1), 4, 3, 3, 0)]


def test_days_on_which_nothing_was_tried_have_no_row(desk):
    assert source_days(desk.home).is_empty()


def test_a_state_of_another_layout_says_what_to_do(desk):
    path = desk.home / "state" / "fetch.sqlite"
    state = State(path)
    state.execute("pragma user_version = 99")
    state.close()
    with pytest.raises(RuntimeError, match="move it aside, the next run rebuilds it"):
        State(path)


@given(st.integers(0, 10**12))
def test_retry_after_in_seconds_is_what_it_says_up_to_a_lifetime(seconds):
    assert retry_after(str(seconds), w.START) == min(seconds, 10**9)


@given(st.integers(946_684_800, 2_114_380_800).map(lambda n: dt.datetime.fromtimestamp(n, dt.UTC)))
def test_retry_after_as_a_date_is_the_time_until_then_and_never_negative(moment):
    text = moment.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert retry_after(text, w.START) == max(0.0, moment.timestamp() - w.START)


@given(st.text(max_size=40))
def test_retry_after_of_any_other_text_says_nothing_or_a_number(text):
    value = retry_after(text, w.START)
    assert value is None or value >= 0


def attempts(home, name, hours, walk="live"):
    state = State(home / "state" / "fetch.sqlite")
    for hour in hours:
        ledger_module.put(state, "attempts", w.START + hour * w.HOUR, source=name, walk=walk, ok=True, entries=1)
    ledger_module.flush(state, home / "ledger")
    state.close()


def test_a_source_that_is_silent_for_longer_than_its_habit_is_told_and_one_within_it_is_not(desk):
    attempts(desk.home, "hourly", range(24 * 10))
    attempts(desk.home, "weekly", range(0, 24 * 70, 24 * 7))
    attempts(desk.home, "young", range(3))
    end = dt.datetime.fromtimestamp(w.START + 24 * 11.5 * w.HOUR, dt.UTC)
    alerts = silent_sources(desk.home, ["hourly", "weekly", "young"], now=end)
    assert [alert.key for alert in alerts] == ["source_silent|hourly|2024-11-10T23:00:00+00:00"]
    assert "nothing new since 2024-11-10 23:00 UTC; it used to have something every 1 hours" in alerts[0].message
    assert silent_sources(desk.home, ["hourly"], now=end - dt.timedelta(hours=20)) == []


def test_an_incident_at_the_threshold_is_told_and_an_unknown_figure_is_not():
    rows = [
        ("CL-000002", None, None, None),
        ("CL-000001", dt.date(2024, 7, 27), "Kidal", 80),
        ("CL-000003", dt.date(2024, 11, 1), None, 5),
    ]
    (alert,) = incident_jumps(rows, 50, now=NOW)
    assert alert.message == "Incident CL-000001 (2024-07-27, Kidal): 80 contractors killed, at or above 50."


def test_a_figure_that_grows_a_little_is_no_new_alert_and_one_that_doubled_is():
    keys = [incident_jumps([("CL-000001", None, None, n)], 10, now=NOW)[0].key for n in (10, 14, 19, 20, 39, 40)]
    assert [keys.index(key) for key in keys] == [0, 0, 0, 3, 3, 5]
    before = {f"2024-{n:02}": 2.0 for n in range(1, 7)}
    keys = [month_jumps({**before, "2024-07": n}, where="MLI", now=NOW)[0].key for n in (8.0, 9.0, 13.0, 14.0)]
    assert [keys.index(key) for key in keys] == [0, 0, 0, 3]


def test_a_job_that_fails_each_hour_for_one_reason_is_one_alert_until_it_has_succeeded():
    def key(run, reason, since):
        return run_failed("refresh", run, reason, since=since, now=NOW).key

    assert key("a1", "3 of 10 rows", None) == key("b2", "4 of 12 rows", None)
    assert key("a1", "3 of 10 rows", None) != key("a1", "the disk is full", None)
    assert key("a1", "3 of 10 rows", None) != key("a1", "3 of 10 rows", "c3")


def test_a_month_above_the_band_of_the_months_before_is_told():
    months = {f"2024-{n:02}": float(value) for n, value in enumerate((2, 4, 3, 2, 5, 3, 84, 3), start=1)}
    (alert,) = month_jumps({**months, "2024-09": None}, where="MLI", now=NOW)
    assert alert.message == (
        "MLI, 2024-07: 84 contractors killed, above the band of the months before (up to 8, median 3)."
    )
    assert month_jumps(months, where="MLI", now=NOW, since="2024-08") == []


def test_too_few_months_make_no_band():
    assert month_jumps({"2024-01": 1.0, "2024-02": 90.0}, where="MLI", now=NOW) == []


class Hook:
    """A webhook on the loopback that can be told to fail."""

    def __init__(self):
        self.status, self.bodies, self.keys = 200, [], []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.bodies.append(json.loads(body))
                hook.keys.append(self.headers["Idempotency-Key"])
                self.send_response(hook.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_): ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


@pytest.fixture
def hook():
    made = Hook()
    yield made
    made.server.shutdown()
    made.server.server_close()


DISK = run_failed("refresh", "run-1", "the disk\nis \x1b[31mfull", since=None, now=NOW)


def test_an_alert_goes_to_the_file_and_the_webhook_once(desk, hook):
    file = desk.home / "alerts.txt"
    first = tell([DISK], home=desk.home, now=NOW, file=file, webhook=hook.url)
    second = tell([DISK], home=desk.home, now=NOW + dt.timedelta(hours=1), file=file, webhook=hook.url)

    assert (first, second) == ([DISK], [])
    assert file.read_text() == "2024-11-20T12:00:00Z run_failed: refresh, run run-1, failed: the disk is [31mfull\n"
    assert hook.bodies == [
        {
            "kind": "run_failed", "key": DISK.key, "message": DISK.message, "at": "2024-11-20T12:00:00+00:00",
            "text": DISK.message,
        }
    ]  # fmt: skip
    assert hook.keys == [DISK.key]


def test_what_the_webhook_did_not_take_is_sent_again_for_a_week_and_written_once(desk, hook):
    alert = Alert("losses_jump", "losses_jump|MLI|2024-07|3", "84", NOW)
    file = desk.home / "alerts.txt"
    assert tell([alert], home=desk.home, now=NOW, file=file, webhook="http://127.0.0.1:9/nobody") == [alert]
    hook.status = 500
    assert tell([], home=desk.home, now=NOW, file=file, webhook=hook.url) == []
    hook.status = 204
    tell([alert], home=desk.home, now=NOW + dt.timedelta(days=1), file=file, webhook=hook.url)
    tell([alert], home=desk.home, now=NOW + dt.timedelta(days=1), file=file, webhook=hook.url)
    assert len(hook.bodies) == 2
    assert len(file.read_text().splitlines()) == 1
    late = Alert("losses_jump", "losses_jump|MLI|2024-08|3", "90", NOW)
    tell([late], home=desk.home, now=NOW)
    tell([], home=desk.home, now=NOW + dt.timedelta(days=8), webhook=hook.url)
    assert len(hook.bodies) == 2


def test_the_address_of_the_webhook_is_logged_nowhere(desk, hook, caplog):
    with caplog.at_level(logging.DEBUG):
        tell([DISK], home=desk.home, now=NOW, file=desk.home / "alerts.txt", webhook=f"{hook.url}?token=hush")
        tell([DISK], home=desk.home, now=NOW, webhook="http://127.0.0.1:9/hush")
    assert len(hook.bodies) == 1
    assert "hush" not in caplog.text
    assert [file for file in desk.home.rglob("*") if file.is_file() and b"hush" in file.read_bytes()] == []


def test_a_refresh_of_nothing_is_quiet(desk):
    report = desk.fetch([Source("off", "feed", enabled=False)])
    assert (report.documents, report.outcomes, report.requests, report.interrupted) == (0, [], 0, False)


def test_a_state_whose_making_was_interrupted_is_made_again(play, desk, monkeypatch):
    world = play({})
    world.hosts["news"] = one_feed([world.url("news", f"/{n}") for n in range(3)])
    desk.fetch([feed(world, "news")])
    shutil.rmtree(desk.home / "state")
    desk.later(w.HOUR)

    def dies(*_):
        raise MemoryError("the machine is gone")

    with monkeypatch.context() as broken:
        broken.setattr(Pages, "remember", dies)
        with pytest.raises(MemoryError):
            desk.fetch([feed(world, "news")])
    assert desk.fetch([feed(world, "news")]).documents == 0


def test_a_refresh_that_is_stopped_ends_although_it_waits_for_its_turn(play, desk):
    world = play({})
    world.hosts["news"] = one_feed([world.url("news", "/a")])
    desk.manners = dataclasses.replace(desk.manners, delay=86_400.0)
    stop = Event()

    def robots_then_stop(path, moment, headers):
        stop.set()
        return w.allow_all()

    world.hosts["news"] = robots_then_stop
    report = desk.fetch([feed(world, "news")], stop=stop, clock=WORLD)

    assert report.interrupted
    assert world.asked("news") == ["/robots.txt"]
    assert source_days(desk.home).is_empty()
