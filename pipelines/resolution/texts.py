"""What texts say beyond what was extracted from them: the names in them, and names exchanged between copies.

Here belongs collecting them; what it is worth that the other article names a place, or does not, is in `scoring`.
"""

from __future__ import annotations

import polars as pl

from pipelines.resolution.folding import name_number, place_key
from pipelines.resolution.variants import variants

# A capitalised word, with what an article or a hyphen ties to it: Boni, M'bau, Al-Fashir.
_NAME = r"\p{Lu}[\p{L}’']+(?:-\p{L}[\p{L}’']+)*"


def told_by_texts(articles: pl.DataFrame, wires: pl.DataFrame) -> pl.DataFrame:
    """document_id, variant (`variants.variants`; empty for what is no copy), names (`names_in`) of every article.

    `articles`: document_id, title, text, publisher; `wires`: `wire_groups` of the documents that are asked for.
    """
    return (
        wires.select("document_id")
        .join(variants(articles, wires), on="document_id", how="left")
        .join(names_in(articles), on="document_id", how="left")
        .with_columns(pl.col("variant", "names").fill_null([]))
        .sort("document_id")
    )


def names_in(articles: pl.DataFrame) -> pl.DataFrame:
    """document_id, names: the sorted names in each title and text as numbers (`name_number`); no row for a text without one.

    Words that are capitalised only because they begin a sentence are among them: they are some place's name too rarely
    to matter.
    """
    found = (
        articles.select("document_id", word=pl.concat_str(pl.col("title").fill_null(""), pl.lit(" "), "text"))
        .with_columns(pl.col("word").str.extract_all(_NAME).list.unique())
        .explode("word")
        .drop_nulls("word")
    )
    words = found["word"].unique().sort()
    keys = pl.Series("key", [place_key(word) for word in words], dtype=pl.String)
    numbers = pl.DataFrame([words, keys]).with_columns(names=name_number(pl.col("key"))).drop("key")
    return found.join(numbers, on="word").group_by("document_id").agg(pl.col("names").unique().sort())
