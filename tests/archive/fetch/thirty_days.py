"""The dozen sources of the simulation: what each host shows at a moment, and what must be in the archive in the end.

Every site publishes a story every `EVERY` seconds from `START` on, and lists its last twelve. Each has its own fault.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .world import HOUR, START, Answer, Host, allow_all, atom, drip, gzipped, page, rss, story, tagged

EVERY = 24 * HOUR
LISTED = 12
DELAY = 3.0
SITES = (
    "plain", "revised", "vanishing", "busy", "flaky", "slow", "zipped", "legacy", "sloppy", "moved", "circles", "strict",
)  # fmt: skip
MIRRORS = ("mirror", "planet")  # they list the stories of `plain` once more, under other addresses
RETRY = 1_800.0


@dataclass(frozen=True)
class Expected:
    """Documents by canonical URL, and pages that ought to be known as gone."""

    documents: dict[str, int]
    gone: set[str]


def numbers(moment: float) -> range:
    """The numbers of the stories that a site lists at `moment`."""
    last = int((moment - START) // EVERY)
    return range(max(0, last - LISTED + 1), last + 1)


def published(number: int) -> float:
    return START + number * EVERY


def expected(port: int, last_run: float) -> Expected:
    documents: dict[str, int] = {}
    gone: set[str] = set()
    for site in SITES:
        for number in range(int((last_run - START) // EVERY) + 1):
            host = "moved-to" if site == "moved" else site
            url = f"http://{host}.test:{port}/story/{number}"
            count = 1
            if site == "revised" and number % 3 == 0:
                count = 2
            if (site == "slow" and number == 5) or (site == "circles" and number % 10 == 5):
                count = 0
            if site == "strict" and number % 10 == 5:
                count = 0
            if count:
                documents[url] = count
            if site == "vanishing" and number % 10 == 7:
                gone.add(url)
    return Expected(documents, gone)


def hosts(port: int) -> dict[str, Host]:
    out = {site: _site(site, port) for site in SITES}
    out |= {name: _mirror(name, port) for name in MIRRORS}
    out["moved-to"] = lambda path, moment, headers: allow_all() if path == "/robots.txt" else _story("moved-to", path)
    return out


def _story(site: str, path: str, extra: str = "") -> Answer:
    number = int(path.partition("?")[0].rstrip("/").rpartition("/")[2])
    return page(f"{site} {number}", story(site, number, extra))


def _site(site: str, port: int) -> Host:
    faults: dict[str, Callable[[str, float, dict[str, str]], Answer | None]] = {
        "revised": _revised, "vanishing": _vanishing, "busy": _busy, "flaky": _flaky, "slow": _slow, "zipped": _zipped,
        "legacy": _legacy, "moved": lambda path, moment, headers: _moved(path, port), "circles": _circles,
    }  # fmt: skip

    def host(path: str, moment: float, headers: dict[str, str]) -> Answer:
        if path == "/robots.txt":
            return Answer(b"User-agent: *\nDisallow: /private/\nCrawl-delay: 8\n") if site == "strict" else allow_all()
        fault = faults.get(site)
        answer = fault(path, moment, headers) if fault else None
        if answer is not None:
            return answer
        if path == "/feed":
            return _feed(site, moment, headers, port)
        return _story(site, path)

    return host


def _feed(site: str, moment: float, headers: dict[str, str], port: int) -> Answer:
    base = f"http://{site}.test:{port}"
    if site == "revised":
        items = []
        for n in reversed(numbers(moment)):
            revised = n % 3 == 0 and moment >= published(n) + 20 * HOUR
            items.append((f"{base}/story/{n}", published(n), published(n) + 20 * HOUR if revised else published(n)))
        return tagged(atom(items), headers, "application/atom+xml")
    links = []
    for n in reversed(numbers(moment)):
        kept_back = site == "strict" and n % 10 == 5
        links.append((f"{base}/private/{n}" if kept_back else f"{base}/story/{n}?utm_source=rss", published(n), ""))
    body = rss(site, links, port)
    if site == "sloppy":
        body = body.replace(b"<title>sloppy", b"<title>sloppy & co").replace(b"</rss>", b"")
    return tagged(body, headers)


def _mirror(name: str, port: int) -> Host:
    def host(path: str, moment: float, headers: dict[str, str]) -> Answer:
        if path == "/robots.txt":
            return allow_all()
        suffix = "?fbclid=9" if name == "mirror" else "/?utm_campaign=planet#top"
        links = [(f"http://plain.test:{port}/story/{n}{suffix}", published(n), "") for n in reversed(numbers(moment))]
        return tagged(rss(name, links, port), headers)

    return host


def _number(path: str) -> int | None:
    return int(path.partition("?")[0].rpartition("/")[2]) if path.startswith("/story/") else None


def _chance(*parts: Any) -> float:
    return int(hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


def _revised(path: str, moment: float, headers: dict[str, str]) -> Answer | None:
    n = _number(path)
    if n is None or n % 3:
        return None
    corrected = moment >= published(n) + 20 * HOUR
    return _story("revised", path, "The toll was corrected to nine." if corrected else "The toll stood at seven.")


def _vanishing(path: str, moment: float, headers: dict[str, str]) -> Answer | None:
    n = _number(path)
    return Answer(status=404) if n is not None and n % 10 == 7 and moment > published(n) + 30 * HOUR else None


def _busy(path: str, moment: float, headers: dict[str, str]) -> Answer | None:
    # A tenth of the minutes are too many: whoever comes then is told to wait half an hour.
    if path != "/robots.txt" and _chance("busy", int(moment // 60)) < 0.1:
        return Answer(status=429, headers={"Retry-After": str(int(RETRY)), "-retry": str(RETRY)})
    return None


def _flaky(path: str, moment: float, headers: dict[str, str]) -> Answer | None:
    return Answer(status=500) if _chance("uneven", path, int(moment // HOUR)) < 0.25 else None


def _slow(path: str, moment: float, headers: dict[str, str]) -> Answer | None:
    n = _number(path)
    return drip(0.05) if n == 5 else None


def _zipped(path: str, moment: float, headers: dict[str, str]) -> Answer | None:
    n = _number(path)
    if n is None:
        return None
    cut = 80 if moment < published(n) + 13 * HOUR and n % 4 == 0 else None
    return gzipped(_story("zipped", path), cut=cut)


def _legacy(path: str, moment: float, headers: dict[str, str]) -> Answer | None:
    n = _number(path)
    if n is None:
        return None
    text = [f"Selon un élu, {n + 2} mercenaires ont été tués à la frontière, près du marché de la localité numéro {n}."]
    answer = page(f"Décès {n}", text, encoding="cp1252")
    return Answer(answer.body, headers={"Content-Type": "text/html; charset=utf-8"})


def _moved(path: str, port: int) -> Answer | None:
    n = _number(path)
    return None if n is None else Answer(status=301, headers={"Location": f"http://moved-to.test:{port}/story/{n}"})


def _circles(path: str, moment: float, headers: dict[str, str]) -> Answer | None:
    n = _number(path)
    if path.startswith("/again/") or (n is not None and n % 10 == 5):
        other = (
            path.partition("?")[0].replace("/story/", "/again/")
            if n is not None
            else path.replace("/again/", "/story/")
        )
        return Answer(status=301, headers={"Location": other})
    return None
