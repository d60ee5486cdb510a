"""A small internet on the loopback: one real server that plays every host by its Host header, with all their faults.

Every host is `NAME.test`. What a host shows depends on the simulated moment that the request carries in `X-Moment`, so that
what ought to be archived after thirty days can be said beforehand. The server keeps account of every request.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import os
import sys
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

START = dt.datetime(2024, 11, 1, tzinfo=dt.UTC).timestamp()
HOUR, DAY = 3_600.0, 86_400.0


@dataclass(frozen=True)
class Request:
    host: str
    path: str
    moment: float
    headers: dict[str, str]
    status: int
    retry_after: float | None = None


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stream: Callable[[], Sequence[bytes]] | None = None
    declared: int | None = None


Host = Callable[[str, float, dict[str, str]], Answer]


class World:
    """The running server. `requests` is the account; `most_at_once` the most requests in flight, by host."""

    def __init__(self, hosts: dict[str, Host]) -> None:
        self.hosts, self.requests = hosts, list[Request]()
        self.most_at_once: dict[str, int] = {}
        self._now_at: dict[str, int] = {}
        self._lock = threading.Lock()
        world = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                world.serve(self)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> World:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def url(self, host: str, path: str) -> str:
        return f"http://{host}.test:{self.port}{path}"

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        host = headers["host"].partition(".test")[0]
        moment = float(headers.get("x-moment", START))
        with self._lock:
            self._now_at[host] = self._now_at.get(host, 0) + 1
            self.most_at_once[host] = max(self.most_at_once.get(host, 0), self._now_at[host])
        in_flight = True
        try:
            answer = self.hosts[host](handler.path, moment, headers)
            retry = answer.headers.pop("-retry", None)
            with self._lock:
                self.requests.append(
                    Request(host, handler.path, moment, headers, answer.status, float(retry) if retry else None)
                )
            handler.send_response(answer.status)
            for name, value in {"Set-Cookie": "visitor=1; Path=/", **answer.headers}.items():
                handler.send_header(name, value)
            if answer.stream is None:
                handler.send_header("Content-Length", str(answer.declared or len(answer.body)))
            if answer.stream is None and not answer.body:  # its last byte ends the headers
                in_flight = self._end(host)
            handler.end_headers()
            if in_flight:
                in_flight = self._end(host)
            for piece in [answer.body] if answer.stream is None else answer.stream():
                handler.wfile.write(piece)
                handler.wfile.flush()
        except OSError:
            return  # the client had enough, or was killed
        finally:
            handler.close_connection = True
            if in_flight:  # the client went before it was answered
                self._end(host)

    def _end(self, host: str) -> bool:
        """A request is over before its last byte goes: the client may be back before the next line otherwise."""
        with self._lock:
            self._now_at[host] -= 1
        return False

    def asked(self, host: str) -> list[str]:
        return [request.path for request in self.requests if request.host == host]


class MomentTransport(httpx.BaseTransport):
    """Tells the server the simulated moment, and ends the process at once where a host is asked by two threads together."""

    def __init__(self, inner: httpx.BaseTransport, now: Callable[[], float]) -> None:
        self._inner, self._now = inner, now
        self._asked: set[str] = set()
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        with self._lock:
            if host in self._asked:
                print(f"{host} is asked by two at once", file=sys.stderr, flush=True)
                os._exit(3)
            self._asked.add(host)
        try:
            request.headers["X-Moment"] = repr(self._now())
            return self._inner.handle_request(request)
        finally:
            with self._lock:
                self._asked.discard(host)


class SimulatedClock:
    """Time that passes only where somebody sleeps."""

    def __init__(self, moment: float) -> None:
        self.moment, self._lock = moment, threading.Lock()

    def now(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.moment += seconds


def loopback(host: str, port: int, seconds: float) -> list[str]:
    """A resolver for which every name is this machine."""
    return ["127.0.0.1"]


# What hosts are made of


def page(title: str, paragraphs: Sequence[str], *, encoding: str = "utf-8", declare: bool = True) -> Answer:
    """A page whose frame differs each time: a counter, a token, an advertisement. The article does not."""
    noise = hashlib.sha256(str(time.perf_counter_ns()).encode()).hexdigest()
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    meta = f'<meta charset="{encoding}">' if declare else ""
    html = (
        f"<!DOCTYPE html><html><head>{meta}<title>{title}</title><script>var token='{noise}';</script></head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article><!-- {noise} --></body></html>"
    )
    return Answer(
        html.encode(encoding), headers={"Content-Type": f"text/html; charset={encoding}" if declare else "text/html"}
    )


def story(site: str, number: int, extra: str = "") -> list[str]:
    return [
        f"The {site} correspondent reports on day {number} that a convoy was attacked and that mercenaries died.",
        f"An officer said that the fighting of report {number} lasted for three hours before help could reach the column.",
        f"Residents who spoke to {site} counted vehicles that burned beside the road and said the army had withdrawn. {extra}",
    ]


def rss(title: str, items: Sequence[tuple[str, float, str]], port: int) -> bytes:
    """`items`: link, publication moment, anything to go into the item."""
    rows = "".join(
        f"<item><title>{hashlib.md5(link.encode()).hexdigest()}</title><link>{link.replace('&', '&amp;')}</link>"  # noqa: S324
        f"<pubDate>{format_datetime(dt.datetime.fromtimestamp(at, dt.UTC))}</pubDate>{more}</item>"
        for link, at, more in items
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0">'
    return f"{head}<channel><title>{title}</title>{rows}</channel></rss>".encode()


def atom(items: Sequence[tuple[str, float, float]]) -> bytes:
    """`items`: link, publication moment, moment of the last change."""
    rows = "".join(
        f"<entry><title>t</title><id>{link}</id><link href='{link}'/><published>{stamp(at)}</published>"
        f"<updated>{stamp(changed)}</updated></entry>"
        for link, at, changed in items
    )
    return f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>a</title>{rows}</feed>".encode()


def stamp(moment: float) -> str:
    return dt.datetime.fromtimestamp(moment, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def tagged(body: bytes, headers: dict[str, str], content_type: str = "application/rss+xml") -> Answer:
    """An answer with an ETag, or 304 where the client has it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    if headers.get("if-none-match") == tag:
        return Answer(status=304, headers={"ETag": tag})
    return Answer(body, headers={"ETag": tag, "Content-Type": content_type})


def gzipped(answer: Answer, *, cut: int | None = None) -> Answer:
    body = gzip.compress(answer.body)
    return Answer(body[:cut], headers={**answer.headers, "Content-Encoding": "gzip"})


def bomb(gigabytes: int) -> Answer:
    """`gigabytes` of zeros as gzip, made while it is sent."""

    def pieces() -> Sequence[bytes]:
        engine = zlib.compressobj(9, zlib.DEFLATED, 31)
        block = engine.compress(b"\0" * (1 << 24)) + engine.flush(zlib.Z_SYNC_FLUSH)
        again = zlib.compressobj(9, zlib.DEFLATED, -15)
        more = again.compress(b"\0" * (1 << 24)) + again.flush(zlib.Z_FULL_FLUSH)
        return (block if n == 0 else more for n in range(gigabytes * 64))  # type: ignore[return-value]

    return Answer(headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}, stream=pieces)


def endless() -> Answer:
    def pieces() -> Sequence[bytes]:
        return (b"<p>more and more</p>" * 4_096 for _ in range(1 << 20))  # type: ignore[return-value]

    return Answer(headers={"Content-Type": "text/html"}, stream=pieces)


def drip(seconds: float) -> Answer:
    """A byte now and then: never silent long enough for a read timeout."""

    def pieces() -> Sequence[bytes]:
        def drops():
            for _ in range(1_000):
                time.sleep(seconds)
                yield b"a"

        return drops()  # type: ignore[return-value]

    return Answer(headers={"Content-Type": "text/html"}, stream=pieces)


def allow_all(_: str = "") -> Answer:
    return Answer(b"User-agent: *\nDisallow:\n", headers={"Content-Type": "text/plain"})
