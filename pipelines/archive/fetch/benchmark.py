"""How fast WARC files pass the sieve, against a bare reading of the same file by fastwarc.

    python -m pipelines.archive.fetch.benchmark [FILE.warc.gz] [--pages FOLDER] [--records N] [--rounds N]

Without a file one is made: `--records` pages (2,000) in members of their own, as CC-NEWS has them, from the HTML files in
`--pages` where given, else from generated text; one page in fifty speaks of contractors. Bare: every response record
is parsed and its payload read. Sieved: the same, and the relevance filter on each payload. Kept: what a refresh does, documents
into the outbox included. Processor time is measured (all of it is one thread), the best of the rounds, taken in turns.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipelines.archive.fetch import warc
from pipelines.archive.fetch.relevance import Relevance
from pipelines.archive.fetch.sources import Source
from pipelines.archive.fetch.state import State

_RELEVANT = b"<p>Six mercenaries of a private military company were killed in an ambush, an officer said.</p>"


def bare(path: Path) -> int:
    """Read every response record and its payload; how many there were."""
    count = 0
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            record.reader.read()
            count += 1
    return count


def sieved(path: Path, relevance: Callable[[bytes], bool]) -> tuple[int, int]:
    """Read every response record through the sieve; how many there were, and how many passed."""
    count = passed = 0
    with path.open("rb") as stream:
        records = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="content")
        for _, match in warc.matches(records, relevance):
            count += 1
            passed += match is not None
    return count, passed


def kept(path: Path, relevance: Relevance) -> int:
    """Read the file as a refresh does, into a state of its own; how many records there were."""
    with tempfile.TemporaryDirectory() as folder:
        state = State(Path(folder) / "fetch.sqlite")
        source = Source("benchmark", "warc", path=str(path))
        reader = warc.Reader(state, relevance, source, time.time, threading.Event())
        for _ in reader.files():
            pass
        state.close()
        return reader.records


def make(path: Path, records: int, pages: list[bytes]) -> None:
    """Write a WARC file of `records` pages, one in fifty of them relevant."""
    rng = random.Random(1)  # noqa: S311 - a benchmark wants the same file each time
    with path.open("wb") as out:
        for number in range(records):
            body = rng.choice(pages)
            body = body + _RELEVANT if number % 50 == 0 else body
            record = WarcRecord()
            record.init_headers(WarcRecordType.response)
            record.headers.set("WARC-Target-URI", f"https://site{number % 89}.example.org/{number}")
            record.headers.set("WARC-Date", "2024-11-22T10:00:00Z")
            record.headers.set("Content-Type", "application/http; msgtype=response")
            record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body)
            member = io.BytesIO()
            record.write(member)
            out.write(gzip.compress(member.getvalue(), 6))


def generated(count: int = 50) -> list[bytes]:
    """Pages of the size of news pages, most of it scripts and menus, as on the web."""
    rng = random.Random(2)  # noqa: S311
    words = "the market council rain harvest road season minister budget match river school price village team".split()

    def text(length: int) -> str:
        return " ".join(rng.choice(words) for _ in range(length))

    def page() -> str:
        menu = "".join(
            f'<li class="menu-item i{n}"><a href="/{rng.choice(words)}/{n}">{text(3)}</a></li>' for n in range(400)
        )
        script = "".join(f'{{"id":{rng.random():.9f},"name":"{rng.choice(words)}"}},' for _ in range(1_500))
        body = "".join(f"<p>{text(60)}.</p>" for _ in range(15))
        head = f"<html><head><script>var data=[{script}]</script></head>"
        return f"{head}<body><ul>{menu}</ul><article>{body}</article></body></html>"

    return [page().encode() for _ in range(count)]


def measure(path: Path, rounds: int) -> tuple[int, int, dict[str, float]]:
    """How many records there are, how many passed, and records a second: `bare`, `sieved` and `kept`."""
    relevance = Relevance()
    best: dict[str, float] = {}
    count, passed = sieved(path, relevance)
    ways: dict[str, Callable[[Path], object]] = {
        "bare": bare, "sieved": lambda p: sieved(p, relevance), "kept": lambda p: kept(p, relevance),
    }  # fmt: skip
    for _ in range(rounds):
        for name, way in ways.items():
            begun = time.process_time()
            way(path)
            best[name] = min(best.get(name, float("inf")), time.process_time() - begun)
    return count, passed, {name: count / seconds for name, seconds in best.items()}


def rates(records: int = 2_000, rounds: int = 3) -> dict[str, float]:
    """Records a second, `bare`, `sieved` and `kept`, of a file made for it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.warc.gz"
        make(path, records, generated())
        return measure(path, rounds)[2]


def main(arguments: Iterable[str] | None = None) -> None:
    """Print a line each for bare, sieved and kept: records a second, and the share of the bare reading."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--records", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(None if arguments is None else list(arguments))
    with tempfile.TemporaryDirectory() as folder:
        path = given.file or Path(folder) / "benchmark.warc.gz"
        if given.file is None:
            pages = [_page(p) for p in sorted(given.pages.rglob("*.htm*"))] if given.pages else generated()
            make(path, given.records, pages)
        count, passed, found = measure(path, given.rounds)
        print(f"{count:,} records, {path.stat().st_size / 1e6:,.0f} MB, {passed:,} passed the sieve")
        for name, rate in found.items():
            print(f"{name:7} {rate:8,.0f} records/s  {rate / found['bare']:5.0%} of the bare reading")


def _page(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


if __name__ == "__main__":
    main()
