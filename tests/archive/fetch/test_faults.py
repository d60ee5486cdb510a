"""What a refresh makes of a world in which everything goes wrong: real sockets, one fault a test."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import re

import pytest

from pipelines.archive.fetch import Source, rejected, source_days, status, vanished

from . import world as w
from .world import Answer, page, rss, story


def feed(world, host: str, path: str = "/feed", **more) -> Source:
    return Source(host, "feed", url=world.url(host, path), **more)


def one_feed(links, port=0):
    """A host that lists `links` and serves a story under each."""

    def host(path: str, moment: float, headers: dict[str, str]) -> Answer:
        if path == "/robots.txt":
            return w.allow_all()
        if path == "/feed":
            return w.tagged(rss("news", [(link, w.START, "") for link in links], port), headers)
        return page(f"Story {path}", story("desk", 1))

    return host


def outcomes(report):
    return {outcome.source: (outcome.ok, outcome.error) for outcome in report.outcomes}


def test_a_feed_is_read_and_each_entry_is_archived_once_with_its_address_and_day(play, desk):
    world = play({"news": one_feed(["http://news.test/a?utm_source=rss", "/b"])})
    world.hosts["news"] = one_feed([world.url("news", "/a?utm_source=rss"), world.url("news", "/b")])

    report = desk.fetch([feed(world, "news")])

    assert (report.documents, report.rejects, outcomes(report)) == (2, [], {"news": (True, None)})
    documents = sorted(desk.documents(), key=lambda row: row["origin"])
    assert [row["origin"] for row in documents] == [world.url("news", "/a?utm_source=rss"), world.url("news", "/b")]
    assert [json.loads(row["meta"]) for row in documents] == [
        {"published_on": "2024-11-01", "url": world.url("news", "/a")},
        {"published_on": "2024-11-01", "url": world.url("news", "/b")},
    ]
    assert {row["method"] for row in documents} == {"feed"}
    assert source_days(desk.home).rows() == [("news", dt.date(2024, 11, 1), 1, 1, 2, 2)]


def test_what_did_not_change_is_asked_for_on_conditions_and_archived_no_second_time(play, desk):
    world = play({})
    world.hosts["news"] = one_feed([world.url("news", "/a")])
    desk.fetch([feed(world, "news")])
    desk.later(w.HOUR)

    report = desk.fetch([feed(world, "news")])

    again = [request for request in world.requests if request.path == "/feed"][1]
    assert (again.status, report.documents, outcomes(report)) == (304, 0, {"news": (True, None)})
    assert again.headers["if-none-match"].startswith('"')


def test_a_source_is_left_alone_until_it_is_due(play, desk):
    world = play({})
    world.hosts["news"] = one_feed([world.url("news", "/a")])
    desk.fetch([feed(world, "news")])
    desk.later(0.5 * w.HOUR)

    report = desk.fetch([feed(world, "news")])

    assert (report.outcomes, report.requests) == ([], 0)


def test_pages_of_a_source_that_was_switched_off_are_asked_for_no_more_unless_another_lists_them(play, desk):
    world = play({})
    shared, own = world.url("news", "/shared"), world.url("news", "/own")
    world.hosts["news"] = one_feed([shared, own])
    world.hosts["other"] = one_feed([shared])
    desk.fetch([feed(world, "news"), feed(world, "other")])
    assert sorted(world.asked("news")) == ["/feed", "/own", "/robots.txt", "/shared"]
    desk.later(40 * w.DAY)
    desk.fetch([dataclasses.replace(feed(world, "news"), enabled=False), feed(world, "other")])
    assert world.asked("news")[4:] == ["/robots.txt", "/shared"]


def test_a_corrected_page_is_a_new_version_and_a_new_advertisement_is_none(play, desk):
    world = play({})

    def host(path, moment, headers):
        if path == "/robots.txt":
            return w.allow_all()
        corrected = moment >= w.START + 20 * w.HOUR
        if path == "/feed":
            changed = w.START + 20 * w.HOUR if corrected else w.START
            return w.tagged(w.atom([(world.url("paper", "/toll"), w.START, changed)]), headers)
        return page("Toll", story("paper", 1, "The toll rose to nine." if corrected else "Seven died."))

    world.hosts["paper"] = host
    source = feed(world, "paper")
    for _ in range(10):  # thirty hours: looked at again after six, and when the feed says that it changed
        desk.fetch([source])
        desk.later(3 * w.HOUR)

    texts = [row["payload"].decode() for row in sorted(desk.documents(), key=lambda row: row["sequence"])]
    assert len(texts) == 2
    assert "Seven died" in texts[0]
    assert "rose to nine" in texts[1]
    assert world.asked("paper").count("/toll") >= 3


def test_a_page_that_vanishes_is_remembered_and_its_document_stays(play, desk):
    world = play({})

    def host(path, moment, headers):
        if path == "/robots.txt":
            return w.allow_all()
        if path == "/feed":
            return w.tagged(rss("news", [(world.url("paper", "/gone"), w.START, "")], 0), headers)
        return Answer(status=404) if moment > w.START + 5 * w.HOUR else page("Gone", story("paper", 1))

    world.hosts["paper"] = host
    for _ in range(12):
        desk.fetch([feed(world, "paper")])
        desk.later(3 * w.HOUR)

    assert len(desk.documents()) == 1
    assert vanished(desk.home).select("url", "status").rows() == [(world.url("paper", "/gone"), 404)]
    assert rejected(desk.home) == []


def test_three_feeds_that_list_one_article_bring_one_document(play, desk):
    world = play({})
    link = world.url("news", "/a")
    forms = {"one": link, "two": f"{link}?utm_medium=feed&fbclid=1", "three": f"{link}/?utm_campaign=x#top"}
    for name, form in forms.items():
        world.hosts[name] = one_feed([form])
    world.hosts["news"] = one_feed([link])

    report = desk.fetch([feed(world, name) for name in forms])

    assert report.documents == 1
    assert len([path for path in world.asked("news") if path != "/robots.txt"]) == 1
    assert source_days(desk.home)["entries"].to_list() == [1, 1, 1]


def test_a_host_that_asks_for_patience_gets_it_and_the_others_do_not_wait(play, desk):
    world = play({})

    def busy(path, moment, headers):
        if path == "/robots.txt":
            return w.allow_all()
        if moment < w.START + 2 * w.HOUR:
            return Answer(status=429, headers={"Retry-After": "7200", "-retry": "7200"})
        return one_feed([])(path, moment, headers)

    world.hosts["busy"] = busy
    world.hosts["news"] = one_feed([world.url("news", "/a")])
    sources = [feed(world, "busy"), feed(world, "news")]
    first = desk.fetch(sources)
    desk.later(w.HOUR)
    desk.fetch(sources)
    waiting = len(world.asked("busy"))
    desk.later(2 * w.HOUR)
    last = desk.fetch(sources)

    assert outcomes(first) == {"busy": (False, "busy.test answered 429"), "news": (True, None)}
    assert waiting == 2  # robots.txt and the feed, once
    assert outcomes(last)["busy"] == (True, None)


def test_retry_after_may_be_a_date(play, desk):
    world = play({})

    def busy(path, moment, headers):
        if path == "/robots.txt":
            return w.allow_all()
        return Answer(status=503, headers={"Retry-After": "Fri, 01 Nov 2024 05:00:00 GMT"})

    world.hosts["busy"] = busy
    desk.fetch([feed(world, "busy")])

    (row,) = status(desk.home, [feed(world, "busy")], now=dt.datetime(2024, 11, 1, 1, tzinfo=dt.UTC))
    assert row.next_try == dt.datetime(2024, 11, 1, 5, tzinfo=dt.UTC)


def test_a_dead_host_is_tried_ever_more_seldom_and_delays_nobody(play, desk):
    world = play({})
    world.hosts["news"] = one_feed([world.url("news", "/a")])
    world.hosts["dead"] = lambda *_: Answer(status=500)
    sources = [feed(world, "dead"), feed(world, "news")]
    for _ in range(24):
        desk.fetch(sources)
        desk.later(w.HOUR)

    days = {row["source"]: row for row in source_days(desk.home).iter_rows(named=True)}
    assert days["news"]["ok"] == 24
    assert days["dead"]["ok"] == 0
    assert len(world.asked("dead")) < 24


def test_a_slow_answer_is_cut_off_although_it_never_falls_silent(play, desk):
    world = play({})
    world.hosts["slow"] = lambda path, *_: w.allow_all() if path == "/robots.txt" else w.drip(0.05)

    report = desk.fetch([feed(world, "slow")])

    assert outcomes(report) == {"slow": (False, "an answer that took longer than 0.6 s")}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda: w.bomb(10), "a decompression bomb"),
        (w.endless, "an answer of more than 2,000,000 bytes"),
        (lambda: Answer(b"x", declared=10**10), "an answer of 10,000,000,000 bytes, expected at most 2,000,000"),
        (lambda: Answer(b"x", headers={"Content-Encoding": "br"}), "in the encoding 'br', expected gzip"),
        (lambda: Answer(b"%PDF-1.7 ...", headers={"Content-Type": "text/html"}), "a PDF"),
        (lambda: Answer(b'{"id": "x", "text": "seven killed"}'), "JSON, expected a page or a text"),
        (
            lambda: Answer(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}),
            "is a metadata address",
        ),
        (lambda: Answer(status=302, headers={"Location": "http://10.0.0.8/"}), "10.0.0.8 is a private address"),
        (
            lambda: Answer(status=302, headers={"Location": "file:///etc/passwd"}),
            "of scheme 'file', expected http or https",
        ),
        (lambda: Answer(status=302, headers={"Location": "http://[::ffff:169.254.1.1]/"}), "is a link-local address"),
    ],
    ids=["bomb", "endless", "declared", "encoding", "pdf", "json", "metadata", "private", "file", "mapped"],
)
def test_a_dangerous_answer_is_refused_with_its_reason_and_the_rest_goes_on(play, desk, answer, reason):
    world = play({})

    def host(path, moment, headers):
        return (
            answer()
            if path == "/bad"
            else one_feed([world.url("site", "/bad"), world.url("site", "/good")])(path, moment, headers)
        )

    world.hosts["site"] = host
    desk.resolver = lambda host, port, seconds: ["127.0.0.1"] if host.endswith(".test") else [host.strip("[]")]

    report = desk.fetch([feed(world, "site")])

    assert report.documents == 1
    assert [reason in reject.reason for reject in report.rejects] == [True], report.rejects
    assert [reject.reason for reject in rejected(desk.home)] == [reject.reason for reject in report.rejects]


def test_a_name_that_turns_inwards_on_the_second_look_is_refused(play, desk):
    world = play({})
    world.hosts["turn"] = one_feed([world.url("turn", "/a")])
    looks: list[str] = []

    def resolver(host, port, seconds):
        looks.append(host)
        return ["127.0.0.1"] if len(looks) < 3 else ["192.168.1.1"]

    desk.resolver = resolver
    report = desk.fetch([feed(world, "turn")])

    assert len(looks) == 3  # one look-up a request: robots.txt, the feed, the page
    assert [reject.reason for reject in report.rejects] == ["turn.test leads to 192.168.1.1, a private address"]


def test_redirects_in_a_circle_end_as_a_reject(play, desk):
    world = play({})

    def host(path, moment, headers):
        if path in {"/a", "/b"}:
            return Answer(status=301, headers={"Location": "/b" if path == "/a" else "/a"})
        return one_feed([world.url("loop", "/a")])(path, moment, headers)

    world.hosts["loop"] = host
    report = desk.fetch([feed(world, "loop")])

    assert len(report.rejects) == 1
    assert "circle" in report.rejects[0].reason
    assert world.asked("loop").count("/a") == 1


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("/feed", "loop.test redirects without end"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is a metadata address"),
        ("gopher://loop.test/feed", "of scheme 'gopher', expected http or https"),
    ],
)
def test_a_feed_that_redirects_in_a_circle_or_inwards_is_an_error_of_its_source_alone(play, desk, location, error):
    world = play({})
    world.hosts["news"] = one_feed([world.url("news", "/a")])
    world.hosts["loop"] = lambda path, *_: (
        w.allow_all() if path == "/robots.txt" else Answer(status=301, headers={"Location": location})
    )
    desk.resolver = lambda host, port, seconds: ["127.0.0.1"] if host.endswith(".test") else [host]

    found = outcomes(desk.fetch([feed(world, "loop"), feed(world, "news")]))

    assert found["news"] == (True, None)
    assert error in found["loop"][1]
    assert len(world.asked("loop")) <= desk.manners.max_redirects + 2


def test_a_page_that_answers_with_errors_for_a_while_is_not_lost(play, desk):
    world = play({})
    ill = [500, 502, 503]

    def host(path, moment, headers):
        if path == "/a" and ill:
            return Answer(status=ill.pop())
        return one_feed([world.url("news", "/a")])(path, moment, headers)

    world.hosts["news"] = host
    counts = []
    for _ in range(12):
        counts.append(desk.fetch([feed(world, "news")]).documents)
        desk.later(2 * w.HOUR)
    assert (counts[0], sum(counts), ill) == (0, 1, [])


def test_a_page_that_moved_to_another_host_is_asked_for_there_by_that_hosts_rules(play, desk):
    world = play({})

    def old(path, moment, headers):
        if path == "/a":
            return Answer(status=301, headers={"Location": world.url("new", "/a")})
        return one_feed([world.url("old", "/a")])(path, moment, headers)

    world.hosts |= {"old": old, "new": one_feed([])}
    report = desk.fetch([feed(world, "old")])

    assert [row["origin"] for row in desk.documents()] == [world.url("new", "/a")]
    assert world.asked("new") == ["/robots.txt", "/a"]
    assert report.rejects == []


def test_a_kept_page_that_moves_later_is_not_archived_again_unless_its_text_changed(play, desk):
    world = play({})

    def old(path, moment, headers):
        if path in {"/a", "/b"} and moment > w.START + 3 * w.HOUR:
            return Answer(status=301, headers={"Location": world.url("new", path)})
        links = [world.url("old", "/a"), world.url("old", "/b")]
        return one_feed(links)(path, moment, headers)

    def new(path, moment, headers):
        if path == "/b":
            return page(f"Story {path}", story("desk", 1, "The toll was corrected to nine."))
        return one_feed([])(path, moment, headers)

    world.hosts |= {"old": old, "new": new}
    for _ in range(4):
        desk.fetch([feed(world, "old")])
        desk.later(4 * w.HOUR)

    assert sorted(row["origin"] for row in desk.documents()) == [
        world.url("new", "/b"),
        world.url("old", "/a"),
        world.url("old", "/b"),
    ]


def test_a_truncated_gzip_is_tried_again_and_comes_whole(play, desk):
    world = play({})

    def host(path, moment, headers):
        if path == "/a":
            whole = page("A", story("news", 1))
            return w.gzipped(whole, cut=60 if moment < w.START + w.HOUR else None)
        return one_feed([world.url("zip", "/a")])(path, moment, headers)

    world.hosts["zip"] = host
    first = desk.fetch([feed(world, "zip")])
    desk.later(2 * w.HOUR)
    second = desk.fetch([feed(world, "zip")])

    assert (first.documents, first.rejects, second.documents) == (0, [], 1)


def test_a_page_that_never_comes_is_given_up_after_a_week_of_trying_and_that_is_said(play, desk):
    world = play({})

    def host(path, moment, headers):
        return Answer(status=403) if path == "/a" else one_feed([world.url("shy", "/a")])(path, moment, headers)

    world.hosts["shy"] = host
    reports = []
    for _ in range(10 * 3):
        reports.append(desk.fetch([feed(world, "shy")]))
        desk.later(8 * w.HOUR)

    (reject,) = [reject for report in reports for reject in report.rejects]
    assert re.fullmatch(r"shy\.test keeps it back \(status 403\), \d+ times in [78] days", reject.reason)
    assert 6 <= world.asked("shy").count("/a") <= 15


def test_a_page_in_another_encoding_than_the_server_says_is_kept_as_it_came(play, desk):
    world = play({})

    def host(path, moment, headers):
        if path == "/a":
            answer = page(
                "Décès", ["Sept mercenaires ont été tués près de la frontière, a déclaré un élu."], encoding="cp1252"
            )
            return Answer(answer.body, headers={"Content-Type": "text/html; charset=utf-8"})
        return one_feed([world.url("fr", "/a")])(path, moment, headers)

    world.hosts["fr"] = host
    desk.fetch([feed(world, "fr")])

    (document,) = desk.documents()
    assert "tués près".encode("cp1252") in document["payload"]


def test_an_encoding_that_only_the_server_tells_is_not_lost(play, desk):
    world = play({})
    text = "Семеро наёмников погибли на севере страны, сообщил чиновник."

    def host(path, moment, headers):
        if path == "/a":
            body = f"<html><body><article><p>{text}</p></article></body></html>".encode("cp1251")
            return Answer(body, headers={"Content-Type": "text/html; charset=windows-1251"})
        return one_feed([world.url("ru", "/a")])(path, moment, headers)

    world.hosts["ru"] = host
    report = desk.fetch([feed(world, "ru")])

    assert report.rejects == []
    (document,) = desk.documents()
    if b"windows-1251" in document["meta"].encode():
        assert text in document["payload"].decode("utf-8-sig")
    else:
        assert text in document["payload"].decode("cp1251")


@pytest.mark.parametrize(
    ("body", "ok"),
    [
        (b"<rss><channel><item><title>A & B</title><link>LINK</link></item></channel></rss>", True),
        (b"<rss><channel><item><link>LINK</link></item><item><link>", True),
        (b"<html><body>We are down for maintenance</body></html>", False),
        (b"", False),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel/></rss>', False),
        ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss/>'.encode("utf-16"), False),
    ],
    ids=["ampersand", "cut", "html", "empty", "entities", "utf-16"],
)
def test_a_broken_feed_gives_what_can_be_read_or_says_that_it_is_none(play, desk, body, ok):
    world = play({})

    def host(path, moment, headers):
        if path == "/feed":
            return Answer(body.replace(b"LINK", world.url("xml", "/a").encode()), headers={"Content-Type": "text/xml"})
        return one_feed([])(path, moment, headers)

    world.hosts["xml"] = host
    report = desk.fetch([feed(world, "xml")])

    assert outcomes(report)["xml"][0] is ok
    assert report.documents == int(ok)


def test_robots_txt_is_obeyed_its_delay_too_and_what_it_forbids_is_said(play, desk):
    world = play({})

    def host(path, moment, headers):
        if path == "/robots.txt":
            return Answer(b"User-agent: contractor-losses\nDisallow: /private/\nCrawl-delay: 20\n")
        links = [world.url("strict", p) for p in ("/private/a", "/b", "/c")]
        return one_feed(links)(path, moment, headers)

    world.hosts["strict"] = host
    report = desk.fetch([feed(world, "strict")])

    assert "/private/a" not in world.asked("strict")
    assert [reject.reason for reject in report.rejects] == ["the robots.txt of strict.test forbids it"]
    moments = [request.moment for request in world.requests]
    assert all(later - sooner >= 20 for sooner, later in itertools.pairwise(moments[1:]))


def test_without_a_readable_robots_txt_nothing_is_asked(play, desk):
    world = play({})
    world.hosts["shut"] = lambda path, *_: Answer(status=500 if path == "/robots.txt" else 200)

    report = desk.fetch([feed(world, "shut")])

    assert set(world.asked("shut")) == {"/robots.txt"}
    assert outcomes(report)["shut"][0] is False


def test_nothing_that_identifies_a_visitor_is_kept_or_sent(play, desk):
    world = play({})
    secret = world.url("news", "/a").replace("http://", "http://user:secret@")
    world.hosts["news"] = one_feed([secret, world.url("news", "/b")])

    desk.fetch([feed(world, "news")])

    assert len(desk.documents()) == 2
    assert all("cookie" not in r.headers and "authorization" not in r.headers for r in world.requests)
    assert all(r.headers["user-agent"].endswith("(+editor@example.org)") for r in world.requests)
    kept = b"".join(path.read_bytes() for path in desk.home.rglob("*") if path.is_file())
    assert b"secret" not in kept


def test_a_days_budget_ends_the_day_and_the_rest_comes_tomorrow(play, desk):
    world = play({})
    world.hosts["big"] = one_feed([world.url("big", f"/{n}") for n in range(10)])
    source = feed(world, "big", daily_budget=6)

    today = desk.fetch([source])
    desk.later(w.DAY)
    tomorrow = desk.fetch([source])

    assert (today.documents, tomorrow.documents) == (4, 4)  # robots.txt and the feed count as well, both days


def test_a_host_that_asks_for_long_delays_has_its_share_and_the_refresh_ends(play, desk):
    world = play({})

    def host(path, moment, headers):
        if path == "/robots.txt":
            return Answer(b"User-agent: *\nCrawl-delay: 240\n")
        return one_feed([world.url("slowly", f"/{n}") for n in range(9)])(path, moment, headers)

    world.hosts["slowly"] = host
    reports = [desk.fetch([feed(world, "slowly")]) for _ in range(3)]

    assert [report.documents for report in reports] == [3, 4, 2]
