"""Which version of an article is current.

Here belongs the order of an article's versions. What a version says does not.
"""

from __future__ import annotations

import polars as pl


def current_versions(articles: pl.DataFrame) -> pl.DataFrame:
    """Rank the versions of every article (`frames.Articles`), one row a document, sorted by document_id.

    Versions of one `article_key` are ordered by (published_on with unknown first, fetched_at, document_id): the day of
    publication rules, so that an old version that is fetched late replaces nothing.

    Returns document_id, article_key, version (from 1), is_current, superseded_by (the next version's document_id, null
    for the current one) and superseded_at (when that one was fetched).
    """
    ordered = articles.select("document_id", "article_key", "published_on", "fetched_at").sort(
        "article_key", "published_on", "fetched_at", "document_id", nulls_last=False
    )
    return (
        ordered.with_columns(
            version=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("article_key"),
            superseded_by=pl.col("document_id").shift(-1).over("article_key"),
            superseded_at=pl.col("fetched_at").shift(-1).over("article_key"),
        )
        .with_columns(is_current=pl.col("superseded_by").is_null())
        .select("document_id", "article_key", "version", "is_current", "superseded_by", "superseded_at")
        .sort("document_id")
    )
