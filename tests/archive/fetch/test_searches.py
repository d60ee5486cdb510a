"""Searches and backfills: windows that are cut until they fit, pages that are walked, and going on after an interruption."""

from __future__ import annotations

import datetime as dt
import json
import threading
from urllib.parse import parse_qs, urlsplit

import pytest

from pipelines.archive.fetch import Source, source_days, status
from pipelines.archive.fetch.client import ExchangeError, Response
from pipelines.archive.fetch.listings import address, backfill_steps, live_steps, read

from . import world as w
from .world import Answer, page, rss, story

GDELT = Source("search", "gdelt", url="https://api.example.org/doc", query='"wagner group" killed')
RELIEF = Source("relief", "reliefweb", url="https://api.example.org/v2/reports", query="mercenaries", key_env="APPNAME")


def answer(body: object, status: int = 200) -> Response:
    text = body if isinstance(body, str) else json.dumps(body)
    return Response("https://api.example.org/doc", status, {}, text.encode())


def nothing_known(url: str) -> bool:
    return False


def test_a_search_asks_for_its_window_in_the_form_that_gdelt_documents():
    step = {"from": w.START, "to": w.START + 3600}
    query = parse_qs(urlsplit(address(GDELT, step, None)).query)
    assert query == {
        "query": ['"wagner group" killed'], "mode": ["ArtList"], "format": ["json"], "maxrecords": ["250"],
        "sort": ["DateAsc"], "startdatetime": ["20241101000000"], "enddatetime": ["20241101010000"],
    }  # fmt: skip


def test_a_full_answer_is_asked_for_again_in_halves_and_a_short_one_is_taken():
    step = {"from": w.START, "to": w.START + 3600}
    full = read(GDELT, step, answer({"articles": [{"url": f"https://e.org/{n}"} for n in range(250)]}), nothing_known)
    assert (full.entries, full.steps) == (
        [],
        [{"from": w.START, "to": w.START + 1800}, {"from": w.START + 1800, "to": w.START + 3600}],
    )
    short = read(
        GDELT, step, answer({"articles": [{"url": "https://e.org/1"}, {"title": "no address"}]}), nothing_known
    )
    assert ([entry.url for entry in short.entries], len(short.refused), short.steps) == (["https://e.org/1"], 1, [])


def test_a_window_that_cannot_be_cut_further_is_taken_as_it_is():
    step = {"from": w.START, "to": w.START + 900}
    full = read(GDELT, step, answer({"articles": [{"url": f"https://e.org/{n}"} for n in range(250)]}), nothing_known)
    assert (len(full.entries), full.steps) == (250, [])


def test_gdelts_loose_json_and_its_complaints_in_words_are_told_apart():
    step = {"from": w.START, "to": w.START + 900}
    loose = '{"articles": [{"url": "https://e.org/1", "title": "a \\\'b\\\' \t c"}]}'
    assert len(read(GDELT, step, answer(loose), nothing_known).entries) == 1
    assert read(GDELT, step, answer(""), nothing_known).entries == []
    with pytest.raises(ExchangeError, match="something else than JSON: 'Your query was too short"):
        read(GDELT, step, answer("Your query was too short or too long."), nothing_known)


def test_reliefweb_is_paged_and_gives_the_original_day():
    step = {"from": w.START, "to": w.START + 86_400}
    data = [
        {"fields": {"url": f"https://r.org/{n}", "date": {"original": "2024-10-31T00:00:00+00:00", "changed": "x"}}}
        for n in range(100)
    ]
    listing = read(RELIEF, step, answer({"data": data}), nothing_known)
    assert listing.entries[0].published_on == dt.date(2024, 10, 31)
    assert listing.steps == [{**step, "offset": 100}]
    assert "appname=mine" in address(RELIEF, step, "mine")


@pytest.mark.parametrize("body", [[], {"data": 3}, "null", {"data": [3, {"fields": 4}]}])
def test_answers_of_another_form_are_no_listing_or_an_empty_one(body):
    step = {"from": w.START, "to": w.START + 86_400}
    try:
        assert read(RELIEF, step, answer(body), nothing_known).entries == []
    except ExchangeError as error:
        assert "ReliefWeb's answer holds no data" in str(error)


def test_a_search_goes_on_from_where_it_was_with_some_hours_twice():
    steps, cursor = live_steps(GDELT, {"to": w.START + 3_600}, w.START + 2 * 3_600)
    assert cursor == {"to": w.START + 7_200}
    assert steps[0]["from"] == w.START + 3_600 - 6 * 3_600
    assert [step["to"] for step in steps] == [w.START, w.START + 7_200]


def test_a_backfill_of_a_search_takes_a_day_a_step():
    steps = backfill_steps(GDELT, dt.date(2024, 10, 30), w.START + 3_600)
    assert [step["to"] - step["from"] for step in steps] == [86_400, 86_400, 3_600]


def searching(world: w.World, per_day: int, days: int) -> w.Host:
    """A search that knows `per_day` articles of `days` days before START, on the host `news`."""
    moments = [w.START - days * w.DAY + n * w.DAY / per_day for n in range(days * per_day)]

    def host(path: str, moment: float, headers: dict[str, str]) -> Answer:
        query = parse_qs(urlsplit(path).query)
        start, end = (
            dt.datetime.strptime(query[name][0], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC).timestamp()
            for name in ("startdatetime", "enddatetime")
        )
        found = [n for n, at in enumerate(moments) if start <= at < end][:250]
        return Answer(json.dumps({"articles": [{"url": world.url("news", f"/{n}")} for n in found]}).encode())

    return host


def news(path: str, moment: float, headers: dict[str, str]) -> Answer:
    return w.allow_all() if path == "/robots.txt" else page(path, story("news", 1, path))


def test_a_backfill_can_be_interrupted_and_goes_on_to_the_same_documents(play, desk):
    world = play({"news": news})
    world.hosts["api"] = searching(world, per_day=4, days=6)
    source = Source("search", "gdelt", url=world.url("api", "/doc"), query="q", delay=6)
    since = dt.date(2024, 10, 26)
    told = []
    stop = threading.Event()

    def progress(at):
        told.append(at)
        if len(told) == 4:
            stop.set()

    first = desk.fetch([source], only=["search"], since=since, progress=progress, stop=stop)
    between = len(world.asked("api"))
    second = desk.fetch([source], only=["search"], since=since)
    third = desk.fetch([source], only=["search"], since=since)

    assert first.interrupted
    assert not second.interrupted
    assert len(world.asked("api")) == 6  # a day a step, each once
    assert between < 6
    assert first.documents + second.documents == 24
    assert (third.documents, third.outcomes) == (0, [])
    assert told[0].steps_done + told[0].steps_left == 6
    assert len({row["origin"] for row in desk.documents()}) == 24
    assert {row["method"] for row in desk.documents()} == {"search"}


def test_a_backfill_of_a_paged_feed_walks_back_to_the_day_and_ends_where_pages_repeat(play, desk):
    world = play({})

    def host(path, moment, headers):
        if path == "/robots.txt":
            return w.allow_all()
        parts = urlsplit(path)
        if parts.path == "/feed":
            number = int(parse_qs(parts.query).get("paged", ["1"])[0])
            ages = range((number - 1) * 5, number * 5)
            items = [(world.url("paper", f"/{age}"), w.START - age * w.DAY, "") for age in ages]
            return w.tagged(rss("paper", items, 0), headers)
        return page(path, story("paper", 1, path))

    def stubborn(path, moment, headers):
        items = [(world.url("paper", "/0"), w.START, "")]
        return w.allow_all() if path == "/robots.txt" else w.tagged(rss("stubborn", items, 0), headers)

    world.hosts |= {"paper": host, "stubborn": stubborn}
    sources = [Source(n, "feed", url=world.url(n, "/feed"), paged=True) for n in ("paper", "stubborn")]
    report = desk.fetch(sources, only=["paper", "stubborn"], since=dt.date(2024, 10, 20))

    assert [path for path in world.asked("paper") if "feed" in path] == ["/feed", "/feed?paged=2", "/feed?paged=3"]
    assert len([path for path in world.asked("stubborn") if "feed" in path]) == 2
    assert report.documents == 15


def test_a_key_is_sent_and_neither_kept_nor_shown_and_where_it_is_missing_that_is_said(play, desk):
    world = play({})
    world.hosts["api"] = lambda path, *_: Answer(status=403)
    source = Source("relief", "reliefweb", url=world.url("api", "/v2/reports"), query="q", key_env="APPNAME")
    missing = desk.fetch([source])
    desk.later(w.HOUR)
    refused = desk.fetch([source], environ={"APPNAME": "very-secret"})

    assert missing.outcomes[0].error == "the environment variable APPNAME is not set: set it"
    assert source_days(desk.home)["tried"].to_list() == [1]  # what was not asked was not tried
    assert refused.outcomes[0].error.startswith("api.test answered 403, expected 200")
    assert "very-secret" in world.asked("api")[0]
    kept = b"".join(path.read_bytes() for path in desk.home.rglob("*") if path.is_file())
    assert b"very-secret" not in kept


def test_names_that_are_no_sources_and_sources_that_are_off_are_told_before_anything_is_asked(play, desk):
    off = Source("off", "feed", url="https://example.org/feed", enabled=False)
    with pytest.raises(ValueError, match="no source is called nope: expected one of off"):
        desk.fetch([off], only=["nope"])
    with pytest.raises(ValueError, match="not enabled, or without an address: off"):
        desk.fetch([off], only=["off"])
    with pytest.raises(ValueError, match="a backfill needs the names"):
        desk.fetch([off], since=dt.date(2024, 11, 1))
    assert desk.fetch([off]).outcomes == []


def test_the_status_of_a_home_that_was_never_used_is_empty_and_makes_nothing(desk):
    (row,) = status(desk.home, [GDELT], now=dt.datetime(2024, 11, 2, tzinfo=dt.UTC))
    assert (row.source, row.last_success, row.entries, row.error, row.next_try) == ("search", None, 0, None, None)
    assert list(desk.home.iterdir()) == []
