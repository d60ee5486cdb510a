"""Rows of a query as a picture: a line, with its low-high band where the rows have one.

For `losses sql --plot`. The rows say what is drawn: the first column that holds dates or months is the x axis; `low`,
`best` and `high` (also with a prefix, such as `killed_low`) are the band and its line; other numbers are lines.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

_FORMATS = (".png", ".svg", ".pdf")
_COLOURS = ("#9b2d20", "#1f4e79", "#4f7942", "#8c6d1f", "#5b3a78", "#3b3b3b")


def draw(rows: pl.DataFrame, target: Path) -> None:
    """Draw the rows into `target` (.png, .svg or .pdf). Raises ValueError, with what is missing, where they are no series."""
    from matplotlib.figure import Figure

    if target.suffix.lower() not in _FORMATS:
        raise ValueError(f"{target.name}: expected a name that ends in {', '.join(_FORMATS)}.")
    time = _time_column(rows)
    numbers = [name for name in rows.columns if name != time and rows.schema[name].is_numeric()]
    if time is None or not numbers:
        found = ", ".join(rows.columns) or "no column"
        raise ValueError(f"Nothing to draw: expected a column of dates or months and one of numbers; found {found}.")
    rows = rows.drop_nulls(time).sort(time)
    figure = Figure(figsize=(10, 5), layout="constrained")
    axes = figure.add_subplot()
    x = rows[time].cast(pl.Date).to_list()
    bands = [name.removesuffix("low") for name in numbers if name.endswith("low") and name[:-3] + "high" in numbers]
    for band, colour in zip(bands, _COLOURS, strict=False):
        axes.fill_between(
            x,
            _floats(rows, band + "low"),
            _floats(rows, band + "high"),
            step="mid",
            alpha=0.25,
            color=colour,
            label=f"{band}low – {band}high",
        )
    drawn = {band + end for band in bands for end in ("low", "high")}
    for name, colour in zip([name for name in numbers if name not in drawn], _COLOURS, strict=False):
        axes.plot(x, _floats(rows, name), drawstyle="steps-mid", color=colour, label=name)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_ylim(bottom=0)
    axes.set_xlabel(time)
    axes.legend(frameon=False)
    axes.grid(axis="y", alpha=0.3)
    figure.savefig(target, dpi=144, metadata={"Date": None} if target.suffix.lower() == ".svg" else None)


def _time_column(rows: pl.DataFrame) -> str | None:
    for name, dtype in rows.schema.items():
        if dtype.is_temporal():
            return name
    return None


def _floats(rows: pl.DataFrame, name: str) -> list[float]:
    """Null becomes NaN: what is unknown is a gap in the line, never a zero."""
    return [float("nan") if value is None else float(value) for value in rows[name]]
