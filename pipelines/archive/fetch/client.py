"""One exchange with one server: bounded in bytes and in time, and never with an address that the guard refuses.

Here belongs a single GET: the name is looked up once, every answer is judged, and the connection goes to the judged
address while TLS and Host keep the name, so that a name which changes its answer gains nothing. No redirect is followed, no
cookie kept, no proxy or credential read from the environment. When to ask, and what to do with the answer, do not
belong here.
"""

from __future__ import annotations

import contextlib
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import httpcore
import httpx

from pipelines.archive import urls
from pipelines.archive.fetch import guard
from pipelines.archive.fetch.config import Manners
from pipelines.archive.fetch.guard import RefusedError

_CHUNK = 65_536


class ExchangeError(Exception):
    """The exchange failed in a way that may pass: no connection, too slow, cut short, broken answer."""


@dataclass(frozen=True, slots=True)
class Response:
    """A complete answer. Header names are in lower case; `body` is decompressed, at most `max_bytes` long."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the exchange's deadline: a byte every few seconds does not extend it."""

    def __init__(self, inner: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._inner, self._left = inner, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, timeout=self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout=self._left())

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, timeout=self._left()), self._left)

    def close(self) -> None:
        self._inner.close()

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _PinnedBackend(httpcore.NetworkBackend):
    """Connects to addresses that were judged before, whatever the name may answer now."""

    def __init__(self, addresses: list[str], left: Callable[[], float], connect_time: float) -> None:
        self._addresses, self._left, self._connect_time = addresses, left, connect_time
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        error: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in self._addresses:
            try:
                limit = min(self._connect_time, self._left())
                stream = self._inner.connect_tcp(address, port, limit, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
                continue
            return _TimedStream(stream, self._left)
        raise error


class GuardedTransport(httpx.BaseTransport):
    """An httpx transport that speaks to judged addresses only, a new connection for each request.

    `request.extensions["deadline"]` is the moment (of `monotonic`) at which everything ends, `["idle"]` the longest silence.
    """

    def __init__(
        self,
        manners: Manners,
        *,
        resolver: guard.Resolver = guard.resolve,
        monotonic: Callable[[], float] = time.monotonic,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._manners, self._resolver, self._monotonic = manners, resolver, monotonic
        self._tls = tls or httpx.create_ssl_context(trust_env=False)

    def addresses(self, host: str, port: int, seconds: float) -> list[str]:
        """The judged addresses of a name. Raises `RefusedError` when any answer is forbidden: a mixed answer is a trap."""
        guard.check_port(port, allow_loopback=self._manners.allow_loopback)
        try:
            found = list(self._resolver(host, port, seconds))
        except (OSError, UnicodeError) as error:
            raise ExchangeError(f"the name {host} was not found: {error}") from error
        for address in found:
            reason = guard.refusal(address, allow_loopback=self._manners.allow_loopback)
            if reason:
                raise RefusedError(reason if address == host else f"{host} leads to {reason.replace(' is ', ', ', 1)}")
        if not found:
            raise ExchangeError(f"the name {host} has no address")
        return found

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        deadline: float = request.extensions["deadline"]

        def left() -> float:
            remaining = deadline - self._monotonic()
            if remaining <= 0:
                raise httpcore.ReadTimeout("out of time")
            return min(remaining, request.extensions.get("idle", remaining))

        url = request.url
        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = self.addresses(url.host, port, min(self._manners.connect_time, left()))
        pool = httpcore.ConnectionPool(
            ssl_context=self._tls,
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=_PinnedBackend(addresses, left, self._manners.connect_time),
        )
        inner = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=None,
        )
        try:
            answer = pool.handle_request(inner)
        except BaseException:
            pool.close()
            raise
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer, pool))


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response, pool: httpcore.ConnectionPool) -> None:
        self._answer, self._pool = answer, pool

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
        self._pool.close()


class Client:
    """GET with every limit of `manners` applied. `transport` is anything that speaks httpx's transport protocol."""

    def __init__(
        self, manners: Manners, transport: httpx.BaseTransport, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.manners, self._transport, self._monotonic = manners, transport, monotonic

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, max_bytes: int | None = None, cut: bool = False
    ) -> Response:
        """The answer of any status. Raises `RefusedError` (never again) or `ExchangeError` (perhaps later).

        An answer beyond `max_bytes` is refused, or with `cut` ends there.
        """
        try:
            url = urls.clean(url)
        except urls.UrlError as error:
            raise RefusedError(str(error)) from error
        limit = max_bytes or self.manners.max_bytes
        deadline = self._monotonic() + self.manners.total_time
        with contextlib.closing(self._open(url, headers or {}, deadline)) as response:
            body = b"" if response.status_code == 304 else self._read(response, limit, deadline, cut=cut)
            return Response(url, response.status_code, _plain(response.headers), body)

    def stream(self, url: str, headers: Mapping[str, str], *, seconds: float, idle: float) -> httpx.Response:
        """An open answer of any size, for files too large to hold: the caller reads `stream`, and closes it.

        It ends after `seconds`, or after `idle` seconds without a byte. Raises as `get` does.
        """
        headers = {"Accept-Encoding": "identity", **headers}
        return self._open(urls.clean(url), headers, self._monotonic() + seconds, idle=idle)

    def _open(
        self, url: str, headers: Mapping[str, str], deadline: float, *, idle: float | None = None
    ) -> httpx.Response:
        request = httpx.Request(
            "GET",
            url,
            headers={
                "User-Agent": self.manners.user_agent,
                "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/json,*/*;q=0.5",
                "Accept-Encoding": "gzip",
                "Connection": "close",
                **headers,
            },
            extensions={"deadline": deadline, "idle": idle or self.manners.total_time},
        )
        try:
            return self._transport.handle_request(request)
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise ExchangeError(f"{urls.host_of(url)} did not answer in time ({_words(error)})") from error
        except _BROKEN as error:
            raise ExchangeError(f"{urls.host_of(url)} could not be read: {_words(error)}") from error

    def _read(self, response: httpx.Response, limit: int, deadline: float, *, cut: bool) -> bytes:
        declared = response.headers.get("content-length", "")
        if not cut and declared.isdigit() and int(declared) > limit:
            raise RefusedError(f"an answer of {int(declared):,} bytes, expected at most {limit:,}")
        inflate = _inflater(response.headers.get("content-encoding", ""), limit, self.manners.max_ratio)
        out, sent = bytearray(), 0
        try:
            for chunk in cast(Iterable[bytes], response.stream):
                sent += len(chunk)
                if sent > limit and not cut:
                    raise RefusedError(f"an answer of more than {limit:,} bytes")
                if self._monotonic() > deadline:
                    raise ExchangeError(f"an answer that took longer than {self.manners.total_time:g} s")
                for piece in inflate(chunk):
                    out += piece
                if cut and len(out) >= limit:
                    return bytes(out[:limit])
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise ExchangeError(f"an answer that took longer than {self.manners.total_time:g} s") from error
        except _BROKEN as error:
            raise ExchangeError(f"the answer broke off: {_words(error)}") from error
        for piece in inflate(None):
            out += piece
        return bytes(out)


_BROKEN = (
    httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.TransportError, httpx.InvalidURL,
    ssl.SSLError, OSError,
)  # fmt: skip


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:200]


def _plain(headers: httpx.Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _inflater(encoding: str, limit: int, ratio: int) -> Callable[[bytes | None], Iterator[bytes]]:
    """A function that takes what was sent and gives what it holds, a piece at a time; None says that all was sent.

    Raises `RefusedError` beyond `limit` bytes or beyond `ratio` (a decompression bomb) without holding more than a piece,
    and `ExchangeError` where the stream is broken or ends early.
    """
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        return lambda chunk: iter((chunk,)) if chunk else iter(())
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise RefusedError(f"an answer in the encoding {encoding[:30]!r}, expected gzip, as was asked for")
    state = {"sent": 0, "held": 0}
    engine = zlib.decompressobj(wbits=47)

    def inflate(chunk: bytes | None) -> Iterator[bytes]:
        if chunk is None:
            yield engine.flush()  # at most one match of the window is still held back
            if not engine.eof:
                raise ExchangeError("the compressed answer ends too early")
            return
        state["sent"] += len(chunk)
        while chunk and not engine.eof:
            try:
                piece = engine.decompress(chunk, _CHUNK)
            except zlib.error as error:
                raise ExchangeError(f"the compressed answer is broken: {error}") from error
            chunk = engine.unconsumed_tail
            state["held"] += len(piece)
            if state["held"] > limit or state["held"] > max(1_000_000, ratio * state["sent"]):
                raise RefusedError(
                    f"{state['sent']:,} compressed bytes that hold more than {state['held'] - 1:,}: a decompression bomb"
                )
            yield piece

    return inflate
