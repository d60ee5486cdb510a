"""What the Dagster UI shows of an asset: columns with their meanings, checks named as claims, a few rows, a small plot.

Article text is hostile: in a table it is escaped, shortened and stripped of control characters and direction overrides.
"""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import unicodedata
from typing import Any

import dagster as dg
import polars as pl

from pipelines.defs.partitions import fetch_days
from pipelines.schemas.quarantine import table_columns

_CELL = 160

# Nothing taken in, or no release looked at, for two days is warned of, for over a week fails: the schedule reads each hour.
fresh = dg.FreshnessPolicy.time_window(warn_window=dt.timedelta(days=2), fail_window=dt.timedelta(days=8))
_HASH = re.compile(r"\b[0-9a-f]{64}\b")  # all 64 characters would take the width of the other columns


def columns(model: type) -> dict[str, dg.TableMetadataValue | Any]:
    """The Columns tab of a frame."""
    return {
        "dagster/column_schema": dg.TableSchema(
            columns=[dg.TableColumn(name, type_, description=meaning) for name, type_, meaning in table_columns(model)]
        )
    }


def check(name: str, asset: str, claim: str, *, blocking: bool = True, by_day: bool = True) -> dg.AssetCheckSpec:
    """A check named as what it claims; a blocking one holds everything downstream back."""
    return dg.AssetCheckSpec(
        name, asset=asset, description=claim, blocking=blocking, partitions_def=fetch_days if by_day else None
    )


def table(rows: pl.DataFrame) -> dg.MarkdownMetadataValue:
    """A few rows as a Markdown table that shows hostile text as text."""
    if rows.is_empty():
        return dg.MetadataValue.md("no rows")
    lines = [" | ".join(rows.columns), " | ".join("---" for _ in rows.columns)]
    lines += [" | ".join(_cell(value) for value in row) for row in rows.iter_rows()]
    return dg.MetadataValue.md("\n".join(f"| {line} |" for line in lines))


def first(wrong: pl.DataFrame) -> dict[str, dg.MarkdownMetadataValue]:
    """The first rows that break a check, where any do."""
    return {} if wrong.is_empty() else {"first": table(wrong.head(5))}


def rows(found: list[dict[str, Any]]) -> dg.MarkdownMetadataValue:
    """Rows of any shape as a table, every value as text."""
    return table(pl.DataFrame([{name: str(value) for name, value in row.items()} for row in found]))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    # Category C: control, format (zero-width, direction overrides), surrogate, private use.
    text = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in str(value))
    text = _HASH.sub(lambda found: found[0][:12] + "…", " ".join(text.split()))
    text = text if len(text) <= _CELL else text[: _CELL - 1] + "…"
    for mark in "\\`*_{}[]()#+!|~":
        text = text.replace(mark, "\\" + mark)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("://", ":&#8203;//")


def bars(values: pl.Series, title: str) -> dg.MarkdownMetadataValue:
    """A small bar chart of how often each value stands in a column, most frequent first."""
    counts = values.drop_nulls().value_counts(sort=True, name="count").head(8)
    return plot(counts[counts.columns[0]].cast(pl.String).to_list(), counts["count"].to_list(), title)


def plot(names: list[str], heights: list[float], title: str) -> dg.MarkdownMetadataValue:
    """A bar chart as an inlined picture of a few kilobytes."""
    from matplotlib.figure import Figure

    if not names:
        return dg.MetadataValue.md("nothing to draw yet")
    figure = Figure(figsize=(5, 0.4 * len(names) + 0.8), layout="tight")
    axes = figure.add_subplot()
    drawn = axes.barh(names[::-1], heights[::-1], color="#9b2d20")
    axes.bar_label(drawn, padding=3)
    axes.set_title(title, loc="left", fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    axes.xaxis.set_visible(False)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=90)
    picture = base64.b64encode(buffer.getvalue()).decode()
    return dg.MetadataValue.md(f"![{title}](data:image/png;base64,{picture})")


def verbatim(name: str, claims: pl.DataFrame, articles: pl.DataFrame) -> dg.AssetCheckResult:
    """Every quote stands in its article at its offsets, counted in code points."""
    joined = claims.join(articles.select("document_id", "text"), on="document_id", how="left")
    wrong = joined.filter(
        pl.col("text").is_null()
        | (pl.col("text").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start")) != pl.col("quote"))
    )
    return dg.AssetCheckResult(
        check_name=name,
        passed=wrong.is_empty(),
        metadata={
            "claims": claims.height,
            "wrong": wrong.height,
            **first(wrong.select("claim_id", "quote")),
        },
    )
