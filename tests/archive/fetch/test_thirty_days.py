"""Thirty simulated days of a dozen faulty sources, with a kill -9 in every tenth run: nothing lost, nothing double."""

from __future__ import annotations

import collections
import itertools
import json
import os
import random
import subprocess

import pytest

from pipelines.archive.fetch import rejected, source_days, vanished
from pipelines.archive.store import Archive

from . import simulate, thirty_days
from . import world as w

# Twice a day, and killed in every tenth run; hourly with LOSSES_SIMULATED_HOURS=1, which takes some minutes.
STEP = float(os.environ.get("LOSSES_SIMULATED_HOURS", "12")) * w.HOUR
RUNS = int(30 * w.DAY / STEP)
KILLED = range(3, RUNS, 10)


@pytest.fixture(scope="module")
def simulation(tmp_path_factory):
    """(home, world, how often the fetcher was killed) after thirty days."""
    home = tmp_path_factory.mktemp("home")
    rng = random.Random(20241121)  # noqa: S311 - where to kill is no secret
    with w.World({}) as world:
        world.hosts.update(thirty_days.hosts(world.port))
        kills = {str(run): int(10 ** rng.uniform(1, 3.3)) for run in KILLED}
        run, killed = 0, 0
        while run < RUNS:
            command = simulate.command(home, world.port, run, RUNS, STEP, json.dumps(kills), 1.5)
            child = subprocess.run(command, cwd=simulate.TESTS, capture_output=True, text=True, check=False)
            done = child.stdout.split()
            if child.returncode == 0:
                break
            assert child.returncode == -9, child.stderr
            killed += 1
            run = int(done[-1]) + 1 if done else run
            kills[str(run)] = 0  # started again ten minutes later, and left alive
        yield home, world, killed


def test_every_tenth_run_was_killed(simulation):
    assert simulation[2] == len(KILLED)


def test_each_version_of_each_article_is_archived_once_and_none_is_missing(simulation):
    home, world, _ = simulation
    last = w.START + (RUNS - 1) * STEP
    archive = Archive(home / "archive")
    found = collections.Counter(json.loads(meta)["url"] for day in archive.days() for meta in archive.read(day)["meta"])
    expected = thirty_days.expected(world.port, last).documents
    # What came in the last four days may still be waiting for another try at a host that failed, or for its correction.
    settled = {
        url: n
        for url, n in expected.items()
        if int(url.rpartition("/")[2]) <= (last - w.START - 4 * w.DAY) // thirty_days.EVERY
    }
    assert {url: found[url] for url in settled} == settled
    assert {url: n for url, n in found.items() if n > expected.get(url, 0)} == {}
    assert list(archive.verify()) == [] or all("interrupted write" in line for line in archive.verify())


def test_pages_that_vanished_are_remembered(simulation):
    home, world, _ = simulation
    last = w.START + (RUNS - 1) * STEP
    gone = thirty_days.expected(world.port, last).gone
    known = set(vanished(home)["url"])
    assert known <= gone
    assert {url for url in gone if int(url.rpartition("/")[2]) < 24} <= known


def test_what_was_given_up_says_why(simulation):
    home, _, _ = simulation
    reasons = collections.Counter(reject.reason.partition(",")[0].partition(" by ")[0] for reject in rejected(home))
    assert set(reasons) <= {
        "it redirects in a circle", "the robots.txt of strict.test forbids it", "an answer that took longer than 1.5 s",
    }  # fmt: skip
    assert reasons["it redirects in a circle"] >= 2


def test_no_host_was_asked_twice_within_its_delay(simulation):
    _, world, _ = simulation
    by_host = collections.defaultdict(list)
    for request in world.requests:
        by_host[request.host].append(request.moment)
    for host, moments in by_host.items():
        delay = 8.0 if host == "strict" else thirty_days.DELAY
        close = [b - a for a, b in itertools.pairwise(moments) if b - a < delay - 1e-6]
        assert len([gap for gap in close if gap < thirty_days.DELAY - 1e-6]) == 0, host
        # The delay that a robots.txt asks for is known once it was read: the request for it has the usual one.
        assert len(close) <= sum(path == "/robots.txt" for path in world.asked(host)), host


def test_no_request_came_before_the_time_that_a_host_asked_for(simulation):
    _, world, _ = simulation
    restarts = [simulate.moment_of(run, STEP) + simulate.LATE for run in KILLED]
    told_at, until, waits = 0.0, 0.0, 0
    for request in world.requests:
        if request.host == "busy":
            # A process that was killed while it was being told could not take note of it.
            if not any(told_at < moment <= told_at + simulate.LATE and moment <= request.moment for moment in restarts):
                assert request.moment >= until
            if request.retry_after:
                told_at, until = request.moment, request.moment + request.retry_after
                waits += 1
    assert waits > 0


def test_nothing_that_a_robots_txt_forbids_was_asked_for_and_it_was_read_first_and_daily(simulation):
    _, world, _ = simulation
    assert not [path for path in world.asked("strict") if path.startswith("/private/")]
    for host in world.hosts:
        read_at = None
        for request in world.requests:
            if request.host == host and request.path == "/robots.txt":
                read_at = request.moment
            elif request.host == host:
                assert read_at is not None, host
                assert request.moment - read_at <= w.DAY + w.HOUR, host


def test_the_days_of_each_source_are_on_record(simulation):
    home, _, _ = simulation
    days = source_days(home)
    plain = days.filter(source="plain")
    assert plain.height == 30
    assert plain["ok"].sum() >= RUNS - len(KILLED)
    assert plain["entries"].sum() == int((RUNS - 1) * STEP // thirty_days.EVERY) + 1
    assert days.filter(source="revised")["documents"].sum() == sum(
        json.loads(meta)["url"].startswith("http://revised")
        for day in Archive(home / "archive").days()
        for meta in Archive(home / "archive").read(day)["meta"]
    )
