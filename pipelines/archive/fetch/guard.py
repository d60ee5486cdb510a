"""Which addresses may be spoken to: the public internet and nothing behind it.

Here belongs the judgement over one IP address or port (pure), and the resolver's contract. Connecting does not.
The lists: IANA special-purpose registries (through `ipaddress`), and the clouds' metadata services, some of which sit on
public addresses. An address that carries another inside (IPv4-mapped, 6to4, Teredo, NAT64) is judged by both.
"""

from __future__ import annotations

import concurrent.futures
import ipaddress
import socket
from collections.abc import Callable, Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# (host, port, seconds) → the addresses that the name stands for, as text. Raises OSError where there are none.
Resolver = Callable[[str, int, float], Sequence[str]]

_PORTS = frozenset({80, 443, 8080, 8443})
_METADATA = frozenset(
    ipaddress.ip_address(a)
    for a in ("169.254.169.254", "168.63.129.16", "192.0.0.192", "100.100.100.200", "fd00:ec2::254")
)
_RESERVED = tuple(
    ipaddress.ip_network(n)
    for n in ("0.0.0.0/8", "192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "100::/64", "fec0::/10")
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_POOL = concurrent.futures.ThreadPoolExecutor(max_workers=16, thread_name_prefix="resolve")


class RefusedError(Exception):
    """An address that is never spoken to, or an answer that is never kept. Trying again would change nothing."""


def refusal(address: str, *, allow_loopback: bool = False) -> str | None:
    """Why `address` (an IP address as text) may not be spoken to, or None where it may."""
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return f"{address[:60]} is no IP address"
    for layer in (*_inside(ip), ip):
        kind = _kind(layer)
        if kind and not (allow_loopback and kind == "loopback"):
            return f"{address} is a {kind} address"
    return None


def check_port(port: int, *, allow_loopback: bool = False) -> None:
    """Raise `RefusedError` unless a web server may be expected at `port`."""
    if port not in _PORTS and not allow_loopback:
        raise RefusedError(f"port {port} is none of {', '.join(map(str, sorted(_PORTS)))}")


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    """The system's answer for a name, in its order, within `seconds` (the look-up itself knows no time limit)."""
    future = _POOL.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        answers = future.result(timeout=seconds)
    except concurrent.futures.TimeoutError as error:
        raise OSError(f"no answer for the name {host} within {seconds:.0f} s") from error
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def _kind(ip: Address) -> str | None:
    if ip in _METADATA:
        return "metadata"
    if ip.is_loopback:
        return "loopback"
    if ip.is_link_local:
        return "link-local"
    if ip.is_multicast:
        return "multicast"
    if ip.is_unspecified or any(ip in net for net in _RESERVED if net.version == ip.version):
        return "reserved"
    if ip.is_private or (not ip.is_global and not _wraps(ip)):
        return "private"
    return "reserved" if ip.is_reserved and not _wraps(ip) else None


def _wraps(ip: Address) -> bool:
    return bool(_inside(ip))


def _inside(ip: Address) -> tuple[Address, ...]:
    if not isinstance(ip, ipaddress.IPv6Address):
        return ()
    found: list[Address] = []
    if ip.ipv4_mapped:
        found.append(ip.ipv4_mapped)
    if ip.sixtofour:
        found.append(ip.sixtofour)
    if ip.teredo:
        found.extend(ip.teredo)
    if ip in _NAT64 or (int(ip) >> 32 == 0 and int(ip) > 1):  # ::a.b.c.d, but not :: and ::1
        found.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return tuple(found)
