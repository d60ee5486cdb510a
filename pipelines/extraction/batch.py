"""From a frame of articles to frames of what they say: the extraction stage as a whole.

Here belong batching, the worker pool and the frames; what one article says is `engine.extract`'s business. The rows do
not depend on the number of workers: articles are handed out and taken back in order.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from typing import Any

import polars as pl

from pipelines.extraction.engine import extract
from pipelines.extraction.text.document import read
from pipelines.schemas import frames
from pipelines.schemas.contract import Article, Claim, Extraction, Incident, Span
from pipelines.schemas.quarantine import Reject, quarantine, rejects_frame

# Below this, starting workers (each loads the language models) costs more than it saves.
POOL_FROM = 300
CHUNK = 32


@dataclass(frozen=True)
class Extracted:
    """What a batch of articles says. `readings`: one row an article, relevant or not; every article is in it or in
    `rejects`."""

    readings: pl.DataFrame
    mentions: pl.DataFrame
    claims: pl.DataFrame
    rejects: pl.DataFrame
    claims_said: int

    @property
    def relevant(self) -> int:
        return int(self.readings["relevant"].sum())


def extract_articles(
    articles: pl.DataFrame,
    *,
    now: dt.datetime,
    run_id: str | None,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> Extracted:
    """Extract a frame of `frames.Articles`; rows that break their schema go to `rejects`, the rest goes on."""
    rows = articles.sort("document_id").to_dicts()
    readings: list[dict[str, Any]] = []
    mentions: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    failed: list[Reject] = []
    for done, (row, extraction) in enumerate(_extractions(rows, workers), 1):
        progress(done)
        if extraction.rejected is not None:
            failed.append(
                Reject(
                    stage="extraction",
                    reason=extraction.rejected,
                    origin=row["url"] or row["article_id"],
                    document_id=row["document_id"],
                )
            )
            continue
        readings.append(_reading(row, extraction))
        for order, incident in enumerate(extraction.incidents):
            mention_id = f"{row['document_id']}#{order}"
            mentions.append(_mention(row, mention_id, incident))
            claims += _claims(row, extraction.article, mention_id, incident.claims)
    stamp: dict[str, Any] = {"stage": "claims", "now": now, "run_id": run_id}
    good_mentions, bad_mentions = quarantine(frames.Mentions, _frame(frames.Mentions, mentions), **stamp)
    said = _frame(frames.Claims, claims)
    orphaned = ~pl.col("mention_id").is_in(good_mentions["mention_id"].implode())
    good_claims, bad_claims = quarantine(frames.Claims, said.filter(~orphaned), **stamp)
    why = {json.loads(row)["mention_id"]: reason for row, reason in bad_mentions.select("row", "reason").iter_rows()}
    lost = [
        Reject(
            stage="claims",
            reason=f"its incident was rejected: {why.get(row['mention_id'], '')}",
            document_id=row["document_id"],
            row=row["quote"],
        )
        for row in said.filter(orphaned).to_dicts()
    ]
    return Extracted(
        readings=_frame(frames.Readings, readings),
        mentions=good_mentions,
        claims=good_claims,
        # The mentions that were set aside are not rows of this stage's count, which is of claims: their claims are.
        rejects=pl.concat([rejects_frame([*failed, *lost], now=now, run_id=run_id), bad_claims]),
        claims_said=said.height,
    )


def _extractions(rows: list[dict[str, Any]], workers: int | None) -> Iterator[tuple[dict[str, Any], Extraction]]:
    workers = workers or os.cpu_count() or 1
    if workers == 1 or len(rows) < POOL_FROM:
        for row in rows:
            yield row, attempt(_article(row))
        return
    # Spawned, not forked: polars and DuckDB hold threads that a fork would leave locked.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from zip(rows, pool.map(attempt, map(_article, rows), chunksize=CHUNK), strict=True)


def attempt(article: Article, how: Callable[[Article], Extraction] = extract) -> Extraction:
    """Extract, or say why not: one article that breaks the extractor costs no other article anything."""
    try:
        return how(article)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this article's, and becomes its reject
        return Extraction(
            article, None, rejected=f"extraction failed ({type(error).__name__}: {error}): report this article"
        )


def _article(row: dict[str, Any]) -> Article:
    return Article(
        article_id=row["article_id"],
        text=row["text"],
        title=row["title"],
        url=row["url"],
        publisher=row["publisher"],
        published_on=row["published_on"],
        language=row["language"],
        spans=[Span(*span) for span in json.loads(row["spans"])],
    )


def _mention(row: dict[str, Any], mention_id: str, incident: Incident) -> dict[str, Any]:
    fields = asdict(incident)
    fields.pop("claims")
    for side in ("perpetrators", "employers"):
        fields[side] = json.dumps(fields[side], ensure_ascii=False, sort_keys=True)
    return {"mention_id": mention_id, "document_id": row["document_id"], **fields}


def _reading(row: dict[str, Any], extraction: Extraction) -> dict[str, Any]:
    return {
        "document_id": row["document_id"],
        "relevant": bool(extraction.relevant),
        "incidents": len(extraction.incidents),
        "claims": sum(len(incident.claims) for incident in extraction.incidents),
    }


def _claims(
    row: dict[str, Any], article: Article, mention_id: str, claims: Iterable[Claim]
) -> Iterator[dict[str, Any]]:
    sentences = read(article).sentences
    for order, claim in enumerate(claims):
        fields = asdict(claim)
        fields.pop("explain")
        holding = [s for s in sentences if s.start < claim.char_end and claim.char_start < s.end]
        verbatim = article.text[claim.char_start : claim.char_end] == claim.quote
        yield {
            **fields,
            "claim_id": f"{mention_id}.{order}",
            "mention_id": mention_id,
            "document_id": row["document_id"],
            "part_of": None if claim.part_of is None else f"{mention_id}.{claim.part_of}",
            # A quote that is not in the text is nobody's words: emptied, it fails its schema and is quarantined.
            "quote": claim.quote if verbatim else "",
            "sentence": article.text[holding[0].start : holding[-1].end] if holding else claim.quote,
        }


def _frame(model: type[frames.pa.DataFrameModel], rows: list[dict[str, Any]]) -> pl.DataFrame:
    empty = model.empty()
    return pl.DataFrame(rows, schema=empty.schema) if rows else empty
