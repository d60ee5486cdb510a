"""Which addresses are spoken to, and that the judged address is the one that is connected to."""

from __future__ import annotations

import ipaddress
import ssl
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive.fetch import Manners, guard
from pipelines.archive.fetch.client import Client, ExchangeError, GuardedTransport
from pipelines.archive.fetch.guard import RefusedError


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "loopback"),
        ("::1", "loopback"),
        ("0.0.0.0", "reserved"),  # noqa: S104 - the address that is refused
        ("10.1.2.3", "private"),
        ("172.31.0.1", "private"),
        ("192.168.0.1", "private"),
        ("100.64.0.1", "private"),
        ("169.254.169.254", "metadata"),
        ("169.254.10.10", "link-local"),
        ("168.63.129.16", "metadata"),
        ("100.100.100.200", "metadata"),
        ("192.0.0.192", "metadata"),
        ("fd00:ec2::254", "metadata"),
        ("fe80::1%eth0", "link-local"),
        ("fc00::1", "private"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("255.255.255.255", "private"),
        ("198.51.100.7", "private"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:127.0.0.1", "loopback"),
        ("64:ff9b::a9fe:a9fe", "metadata"),
        ("2002:7f00:1::", "loopback"),
    ],
)
def test_an_address_behind_the_internet_is_refused_by_its_kind(address, kind):
    assert guard.refusal(address) == f"{address} is a {kind} address"


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.1.140", "2606:4700::1111", "64:ff9b::808:808"])
def test_a_public_address_is_spoken_to(address):
    assert guard.refusal(address) is None


def test_loopback_is_allowed_where_a_test_says_so_and_nothing_else_is():
    assert guard.refusal("127.0.0.1", allow_loopback=True) is None
    assert guard.refusal("169.254.169.254", allow_loopback=True) is not None
    assert guard.refusal("10.0.0.1", allow_loopback=True) is not None


@given(st.ip_addresses(v=4))
def test_what_is_not_global_is_refused_in_every_form_that_it_can_be_hidden_in(address):
    if address.is_global and not address.is_multicast:
        return
    value = int(address)
    forms = [str(address), f"::ffff:{address}", str(ipaddress.IPv6Address(0x64FF9B << 96 | value))]
    forms.append(str(ipaddress.IPv6Address((0x2002 << 112) | (value << 80))))
    assert all(guard.refusal(form) for form in forms)


@given(st.text(max_size=40))
def test_whatever_is_no_address_is_refused(text):
    try:
        ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        assert "is no IP address" in str(guard.refusal(text))


def test_only_ports_of_web_servers_are_spoken_to():
    guard.check_port(443)
    with pytest.raises(RefusedError, match="port 22 is none of 80, 443, 8080, 8443"):
        guard.check_port(22)


def test_one_forbidden_answer_among_several_refuses_the_name():
    transport = GuardedTransport(Manners(contact="a@b.org"), resolver=lambda *_: ["8.8.8.8", "127.0.0.1"])
    with pytest.raises(RefusedError, match=r"mixed\.org leads to 127\.0\.0\.1, a loopback address"):
        transport.addresses("mixed.org", 443, 1.0)


def test_the_name_is_looked_up_once_and_the_connection_goes_to_what_was_judged(monkeypatch):
    looks, connected = [], []

    def resolver(host, port, seconds):
        looks.append(host)
        return ["93.184.216.34"] if len(looks) == 1 else ["127.0.0.1"]

    def connect(self, host, port, *_):
        connected.append((host, port))
        raise httpcore.ConnectError("nobody there")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    manners = Manners(contact="a@b.org")
    client = Client(manners, GuardedTransport(manners, resolver=resolver))
    with pytest.raises(ExchangeError):
        client.get("https://turns.example.org/")

    assert (looks, connected) == (["turns.example.org"], [("93.184.216.34", 443)])


@pytest.mark.parametrize(
    "url", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://localhost/", "http://[::1]/"]
)
def test_odd_ways_to_write_this_machine_lead_to_it_and_are_refused(url):
    manners = Manners(contact="a@b.org", connect_time=5)
    client = Client(manners, GuardedTransport(manners))
    with pytest.raises((RefusedError, ExchangeError), match=r"loopback|not found|no address"):
        client.get(url)


@pytest.mark.parametrize(
    "url", ["ftp://a.org/", "file:///etc/passwd", "gopher://a.org", "javascript:alert(1)", "//a.org/x"]
)
def test_only_http_and_https_are_asked(url):
    manners = Manners(contact="a@b.org")
    transport = httpx.MockTransport(lambda request: httpx.Response(200))
    with pytest.raises(RefusedError, match="expected http or https"):
        Client(manners, transport).get(url)


def test_without_a_contact_there_is_no_fetching():
    with pytest.raises(ValueError, match="LOSSES_CONTACT"):
        Manners(contact=" ")


def test_a_look_up_that_hangs_ends_in_time(monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: time.sleep(1))
    with pytest.raises(OSError, match="no answer for the name slow"):
        guard.resolve("slow.example.org", 443, 0.05)


PEM = Path(__file__).parent / "secure.test.pem"  # a key and certificate for `secure.test`, for these tests alone


@pytest.fixture
def secure():
    """(port, names asked for in TLS) of a server with a certificate for `secure.test`."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = self.headers["Host"].encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_): ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(PEM)
    tls.sni_callback = lambda _, name, __: asked.append(name)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server.server_address[1], asked
    server.shutdown()
    server.server_close()


def test_tls_and_host_keep_the_name_although_the_connection_goes_to_an_address(secure):
    port, asked = secure
    manners = Manners(contact="a@b.org", allow_loopback=True)
    transport = GuardedTransport(
        manners, resolver=lambda *_: ["127.0.0.1"], tls=ssl.create_default_context(cafile=str(PEM))
    )
    response = Client(manners, transport).get(f"https://secure.test:{port}/a")
    assert (response.status, response.body, asked) == (200, f"secure.test:{port}".encode(), ["secure.test"])


@pytest.mark.parametrize(("name", "trusted"), [("other.test", True), ("secure.test", False)])
def test_a_certificate_for_another_name_or_of_nobody_known_is_not_accepted(secure, name, trusted):
    port, _ = secure
    manners = Manners(contact="a@b.org", allow_loopback=True)
    tls = ssl.create_default_context(cafile=str(PEM)) if trusted else None
    transport = GuardedTransport(manners, resolver=lambda *_: ["127.0.0.1"], tls=tls)
    with pytest.raises(ExchangeError, match="certificate verify failed"):
        Client(manners, transport).get(f"https://{name}:{port}/a")
