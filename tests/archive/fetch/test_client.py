"""One bounded exchange, and answers of any bytes: what comes out is what was sent, or a reason."""

from __future__ import annotations

import gzip
import zlib

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.archive.fetch import Manners, Source
from pipelines.archive.fetch.client import Client, ExchangeError, Response
from pipelines.archive.fetch.guard import RefusedError
from pipelines.archive.fetch.listings import read
from pipelines.archive.fetch.pages import document, fingerprint, rough_fingerprint

MANNERS = Manners(contact="editor@example.org", max_bytes=100_000)


class Pieces(httpx.SyncByteStream):
    def __init__(self, pieces):
        self._pieces = pieces

    def __iter__(self):
        yield from self._pieces


def get(pieces, headers=None, status=200, **more) -> Response:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, headers=headers or {}, stream=Pieces(pieces)))
    return Client(MANNERS, transport).get("https://example.org/", **more)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    marks = sorted({place % (len(data) + 1) for place in places})
    return [data[a:b] for a, b in zip([0, *marks], [*marks, len(data)], strict=True)]


@given(
    st.binary(max_size=5_000),
    st.lists(st.integers(0, 10_000), max_size=8),
    st.sampled_from(["gzip", "x-gzip", "deflate", ""]),
)
def test_however_an_answer_is_cut_and_packed_the_same_bytes_come_out(data, places, encoding):
    packed = {"": data, "deflate": zlib.compress(data)}.get(encoding, gzip.compress(data))
    assert get(cut(packed, places), {"Content-Encoding": encoding} if encoding else {}).body == data


@given(st.binary(min_size=1, max_size=3_000), st.integers(1, 17))
def test_a_packed_answer_that_ends_early_is_none(data, missing):
    packed = gzip.compress(data)
    with pytest.raises(ExchangeError, match=r"ends too early|is broken"):
        get([packed[: max(1, len(packed) - missing)]], {"Content-Encoding": "gzip"})


def test_limits_hold_for_what_is_sent_for_what_is_declared_and_for_what_is_unpacked():
    with pytest.raises(RefusedError, match="more than 100,000 bytes"):
        get([b"x" * 60_000, b"x" * 60_000])
    with pytest.raises(RefusedError, match="an answer of 200,000 bytes"):
        get([b"x"], {"Content-Length": "200000"})
    with pytest.raises(RefusedError, match="a decompression bomb"):
        get([gzip.compress(b"\0" * 200_000)], {"Content-Encoding": "gzip"})
    assert len(get([b"x" * 60_000, b"x" * 60_000], cut=True, max_bytes=70_000).body) == 70_000


def test_what_is_sent_says_who_asks_and_nothing_else_about_them():
    asked = []

    def answer(request):
        asked.append(dict(request.headers))
        return httpx.Response(200, headers={"Set-Cookie": "a=b"}, stream=Pieces([b""]))

    client = Client(MANNERS, httpx.MockTransport(answer))
    for _ in range(2):
        client.get("https://user:pw@example.org/a#b")
    assert asked[0] == asked[1]
    assert set(asked[0]) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert asked[0]["user-agent"].startswith("contractor-losses/")


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(alphabet="<>/=\"'&;![]- rssfeditmlnkchaguo:xs0123?", max_size=300).map(str.encode),
        st.text(max_size=80).map(lambda t: f"<rss><channel><item><link>{t}</link></item></channel></rss>".encode()),
    )
)
def test_no_bytes_make_a_feed_do_more_than_fail(body):
    source, step = Source("x", "feed", url="https://example.org/feed"), {"page": 1, "on": False}
    try:
        listing = read(source, step, Response("https://example.org/feed", 200, {}, body), lambda _: False)
    except (ExchangeError, RefusedError):
        return
    assert all(entry.url for entry in listing.entries)


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=200).map(lambda t: f"<html><body><p>{t}</p></body></html>".encode())
    )
)
def test_any_page_has_a_fingerprint_and_is_a_document_or_a_reject(body):
    assert document(Response("https://example.org/a", 200, {}, body), {"url": "https://example.org/a"}).origin
    assert fingerprint(body, "text/html") == fingerprint(body, "text/html")
    assert rough_fingerprint(body) == rough_fingerprint(body)


def test_the_frame_of_a_page_does_not_enter_its_fingerprint_and_its_words_do():
    def page(words, frame):
        text = "".join(
            f"<p>{words} The convoy had left the town before dawn, officers of the garrison said.</p>" for _ in range(4)
        )
        head = f"<html><head><script>{frame}</script></head>"
        return f"{head}<body><article>{text}</article><!-- {frame} --></body></html>".encode()

    for mark in (lambda p: fingerprint(p, "text/html"), rough_fingerprint):
        assert mark(page("Seven died.", "a1")) == mark(page("Seven died.", "b2"))
        assert mark(page("Seven died.", "a1")) != mark(page("Nine died.", "a1"))
