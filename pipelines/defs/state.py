"""All that is known at this moment, as the unpartitioned assets read it: one version of the code over the whole archive."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import dagster as dg
import polars as pl

from pipelines import articles as reading
from pipelines import extraction
from pipelines.archive.derived import Derived
from pipelines.archive.store import Archive
from pipelines.extraction.actors import find as actors
from pipelines.schemas import frames
from pipelines.settings import Settings


def read_frames(settings: Settings) -> Derived:
    """Articles, as this version of the reader makes them."""
    return Derived(settings.work, "articles", reading.DIGEST)


def said_frames(settings: Settings) -> Derived:
    """Readings, mentions and claims, as this version of reader and extractor makes them."""
    return Derived(settings.work, "claims", reading.DIGEST[:8] + extraction.DIGEST[:8])


def resolved_frames(settings: Settings) -> Derived:
    """Links, incidents, tolls and estimates, as last resolved."""
    return Derived(settings.work, "resolved")


_JUST = dt.timedelta(hours=12)
_LISTED = ("document_id", "sequence", "method", "fetched_at")


def _all_but(*names: str) -> list[str]:
    return [name for name in frames.Articles.empty().columns if name not in names]


@dataclass(frozen=True)
class Known:
    """Articles, with the texts of those alone that tell of an incident (resolution compares them; all others would only fill
    the memory), and what they say.

    The sample articles are in it only while nothing else is.
    """

    articles: pl.DataFrame
    readings: pl.DataFrame
    mentions: pl.DataFrame
    claims: pl.DataFrame
    samples: bool


@dataclass(frozen=True)
class Entering:
    """Which documents enter a release: `articles` (document_id, sequence, method, fetched_at). `samples`: they are the sample
    articles."""

    articles: pl.DataFrame
    samples: bool


def entering(settings: Settings) -> Entering:
    """The documents that enter a release; fails where the archive has days that this code has not read yet.

    What came while a run is under way, after the last that it has read, waits for the next run.
    """
    articles = read_frames(settings).read("articles", frames.Articles.empty(), without=_all_but(*_LISTED))
    readings = said_frames(settings).read(
        "readings", frames.Readings.empty(), without=["relevant", "incidents", "claims"]
    )
    refused = read_frames(settings).read("rejects", frames.Rejects.empty())["document_id"].drop_nulls().unique()
    rejects = said_frames(settings).read("rejects", frames.Rejects.empty())
    failed = rejects.filter(pl.col("stage") == "extraction")["document_id"].unique()
    unread = Archive(settings.archive).count() - articles.height - refused.len()
    if unread:
        archive = Archive(settings.archive)
        documents = archive.read_days(archive.days(), columns=["document_id", "sequence", "fetched_at"])
        unread = _missing(documents, pl.concat([articles["document_id"], refused])).height
    said: pl.Series = pl.concat([readings["document_id"], failed])
    unsaid = _missing(articles, said)
    if unread or unsaid.height:
        raise dg.Failure(
            f"{unread:,} documents have not been read and {unsaid.height:,} articles not been extracted by this version of the "
            "code. Backfill the days of articles and claims that the UI marks as unsynced (Partitions), or start `losses run`."
        )
    articles = articles.filter(pl.col("document_id").is_in(said.implode()))
    samples = articles.filter(pl.col("method") != "sample").is_empty()
    return Entering(articles if samples else articles.filter(pl.col("method") != "sample"), samples)


def known(settings: Settings, only: pl.Series | None = None, *, texts: bool = True) -> Known:
    """Read everything that enters a release, or what is known of some documents alone; fails as `entering`.

    Without `texts`, articles come without text and signature: what a release is made from holds neither.
    """
    read, said, enter = read_frames(settings), said_frames(settings), entering(settings)
    ids = pl.col("document_id").is_in(enter.articles["document_id"].implode())
    unread = ["text", "spans"] if texts else ["text", "spans", "signature"]
    articles = read.read("articles", frames.Articles.empty(), without=unread, documents=only).filter(ids)
    readings = said.read("readings", frames.Readings.empty(), documents=only).filter(ids)
    if texts:
        relevant = readings.filter("relevant")["document_id"]
        found = read.read(
            "articles", frames.Articles.empty(), without=_all_but("document_id", "text"), documents=relevant
        )
        articles = articles.join(found, on="document_id", how="left", maintain_order="left").with_columns(
            pl.col("text").fill_null("")
        )
    return Known(
        articles=articles,
        readings=readings,
        mentions=said.read("mentions", frames.Mentions.empty(), documents=only).filter(ids),
        claims=said.read("claims", frames.Claims.empty(), documents=only).filter(ids),
        samples=enter.samples,
    )


def _missing(rows: pl.DataFrame, done: pl.Series) -> pl.DataFrame:
    """Rows that are not done, but for those that just came: after the last that is done, within hours of the newest."""
    is_done = pl.col("document_id").is_in(done.implode())
    came = (pl.col("sequence") > pl.col("sequence").filter(is_done).max()) & (
        pl.col("fetched_at") > pl.col("fetched_at").max() - _JUST
    )
    return rows.filter(~is_done & ~came.fill_null(value=False))


def first_unread(settings: Settings) -> str | None:
    """The first day with a document that this version of the code has not read, or an article that it has not extracted."""
    archive, empty = Archive(settings.archive), frames.Articles.empty()
    without = [name for name in empty.columns if name != "document_id"]
    for day, count in sorted(archive.counts().items()):
        read = read_frames(settings).read("articles", empty, [day], without=without)["document_id"]
        refused = read_frames(settings).read("rejects", frames.Rejects.empty(), [day])["document_id"].drop_nulls()
        said = said_frames(settings).read("readings", frames.Readings.empty(), [day])["document_id"]
        failed = said_frames(settings).read("rejects", frames.Rejects.empty(), [day])
        if set(read) - set(said) - set(failed.filter(pl.col("stage") == "extraction")["document_id"]):
            return day
        known = {*read, *refused}
        if len(known) < count and set(archive.read_days([day], columns=["document_id"])["document_id"]) - known:
            return day
    return None


WIRES = pl.DataFrame(schema={"document_id": pl.String, "near_duplicate_group": pl.String})


def actors_frame() -> pl.DataFrame:
    """The actors that the reference data know, as text columns; lists are joined by | (aliases) or spaces (countries)."""
    rows = [
        {
            "actor_id": row.actor_id,
            "name": row.name,
            "type": row.type,
            "country": row.country,
            "parent": row.parent,
            "successor": row.successor,
            "principal": row.principal,
            "active_in": " ".join(sorted(row.active_in)) or None,
            "valid_from": str(row.valid_from) if row.valid_from else None,
            "valid_to": str(row.valid_to) if row.valid_to else None,
            "aliases": "|".join(row.aliases) or None,
            "source": row.source,
        }
        for _, row in sorted(actors.actors().items())
    ]
    return pl.DataFrame(rows, infer_schema_length=None, schema=dict.fromkeys(rows[0], pl.String))
