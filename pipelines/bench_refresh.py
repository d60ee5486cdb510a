"""What a refresh costs on a data folder of any size: the main job itself, from a file of new articles to the published release.

Here belongs making the data folder of made-up articles, claims and their quotes that the job finds. The rest of the
measuring is `bench`. Nothing of it is true.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.archive import store
from pipelines.archive.segments import write_synced
from pipelines.defs import state
from pipelines.defs.refresh import Outcome, refresh
from pipelines.resolution.synthetic import Synthetic, synthetic
from pipelines.schemas import frames
from pipelines.schemas.contract import Article
from pipelines.settings import PROJECT_ROOT, Settings

DAYS = 10  # days of fetching that the older articles came in


@dataclass(frozen=True)
class Taken:
    """Seconds until the new release was published, and until its report was written too."""

    published: float
    reported: float


def refreshes(
    claims: int, stream: list[Article], folder: Path, *, say: Callable[[str], None] = lambda _: None
) -> tuple[Taken, Taken]:
    """What the first run over `claims` claims took, and the refresh that then adds the articles of `stream`: from a file, or the
    archive, through every stage and check. Raises RuntimeError where a run fails.
    """
    with _own_home(folder) as settings:
        say(f"  making a data folder of {claims:,} claims")
        fill(settings, synthetic(claims), until=dt.datetime.now(dt.UTC).date())
        say("  the first run over it")
        first = _run([], settings)
        new = folder / "new.jsonl"
        new.write_text("".join(json.dumps(_row(article)) + "\n" for article in stream), encoding="utf-8")
        say(f"  a refresh with {len(stream):,} new articles")
        return first, _run([new], settings)


def fill(settings: Settings, world: Synthetic, *, until: dt.date) -> None:
    """Write the archive and the frames of articles and claims, as if they had come in the days before `until`."""
    articles = world.articles.sort("sequence").with_columns(
        sequence=pl.int_range(1, pl.len() + 1), day=pl.int_range(pl.len()) * DAYS // pl.len()
    )
    texts = articles.select("document_id", "text")
    claims = world.claims.join(texts, on="document_id").with_columns(
        quote=pl.col("text").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start")),
        sentence=pl.col("text").str.slice(pl.col("char_start"), 100),
    )
    said = claims.group_by("document_id").agg(claims=pl.len(), incidents=pl.col("mention_id").n_unique())
    readings = said.with_columns(relevant=pl.lit(value=True))
    for number in range(DAYS):
        day = until - dt.timedelta(days=DAYS - number)
        mine = articles.filter(pl.col("day") == number).with_columns(
            fetched_at=pl.lit(dt.datetime.combine(day, dt.time(12), dt.UTC))
        )
        if mine.is_empty():
            continue
        _archive(settings.archive, mine, day)
        state.read_frames(settings).write("articles", _of(frames.Articles, mine), str(day))
        for name, model, rows in (
            ("claims", frames.Claims, claims),
            ("mentions", frames.Mentions, world.mentions),
            ("readings", frames.Readings, readings),
        ):
            these = rows.join(mine.select("document_id"), on="document_id", how="semi")
            state.said_frames(settings).write(name, _of(model, these), str(day))


def _archive(root: Path, articles: pl.DataFrame, day: dt.date) -> None:
    first, last = articles["sequence"][0], articles["sequence"][-1]
    target = root / f"fetched_on={day}" / f"{first:010d}-{last:010d}.parquet"
    target.parent.mkdir(parents=True)
    documents = articles.with_columns(
        payload=pl.col("text").cast(pl.Binary), origin=pl.lit("made up"), media_type=pl.lit("text/plain")
    )
    write_synced(
        documents.select(
            pl.col(n) if n in documents.columns else pl.lit(None, t).alias(n) for n, t in store.SCHEMA.items()
        ),
        target,
    )


def _of(model: type[frames.pa.DataFrameModel], rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(pl.col(name).cast(dtype) for name, dtype in model.empty().schema.items())


def _row(article: Article) -> dict[str, str]:
    return {
        "id": article.article_id,
        "text": article.text,
        "publisher": "The Daily Example",
        "published_on": "2024-06-01",
        "language": "en",
    }


def _run(paths: list[Path], settings: Settings) -> Taken:
    start = time.time()
    outcome: Outcome = refresh(paths, settings)
    if not outcome.success:
        raise RuntimeError(f"The run that was to be measured failed: {outcome.error}")
    ended = time.time()
    return Taken(settings.warehouse.stat().st_mtime - start, ended - start)


@contextmanager
def _own_home(folder: Path) -> Iterator[Settings]:
    """A data folder and a Dagster home below `folder`: the user's own are not touched."""
    shutil.copy(PROJECT_ROOT / "dagster.yaml", folder / "dagster.yaml")
    before = {name: os.environ.get(name) for name in ("DAGSTER_HOME", "LOSSES_HOME")}
    os.environ.update(DAGSTER_HOME=str(folder), LOSSES_HOME=str(folder / "data"))
    try:
        yield Settings()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
