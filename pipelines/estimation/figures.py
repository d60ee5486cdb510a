"""What a figure's words allow: its value, its bounds, and whether more is possible.

Here belong the expressions that every rule shares. How a figure is read from words is `extraction`'s; which figures are
compared is each rule's. The table of modifiers is the data contract's.
"""

from __future__ import annotations

import polars as pl

# Words that give a floor and no ceiling: what they count may be more.
OPEN = ("at_least", "more_than", "several", "dozens", "tens", "scores", "hundreds")
FIGURE = ("figure_min", "figure_max", "figure_point")
# "About n" stands for n, a tenth either way, and at least one either way.
ABOUT_SHARE = 0.1


def has_figure() -> pl.Expr:
    """Whether the words give any number at all."""
    return pl.any_horizontal([pl.col(name).is_not_null() for name in FIGURE])


def low_value() -> pl.Expr:
    """The value of a toll: the number said, else its lower bound; null for "up to n", which says nothing of a least."""
    return pl.when(pl.col("modifier") != "up_to").then(pl.coalesce("figure_point", "figure_min"))


def high_value() -> pl.Expr:
    """What a toll gives to `high`: the larger of the number said and the upper bound, else the lower bound."""
    return pl.coalesce(pl.max_horizontal("figure_point", "figure_max"), "figure_min")


def is_open() -> pl.Expr:
    """Whether the figure is a lower bound ("at least seven", "dozens")."""
    return pl.col("modifier").is_in(OPEN) & pl.col("figure_max").is_null() & has_figure()


def floor() -> pl.Expr:
    """The least number that satisfies the words: "more than 80" is 81, "about 50" 45, "up to 20" 0."""
    point = pl.col("figure_point")
    about = (point - _leeway()).clip(lower_bound=0)
    said = pl.when(pl.col("modifier") == "about").then(about).otherwise(point)
    return pl.when(pl.col("modifier") == "up_to").then(0).otherwise(pl.coalesce("figure_min", said))


def ceiling() -> pl.Expr:
    """The greatest number that satisfies the words; null where more is possible."""
    point = pl.col("figure_point")
    return (
        pl.when(pl.col("figure_max").is_not_null())
        .then(pl.col("figure_max"))
        .when(pl.col("modifier") == "about")
        .then(point + _leeway())
        .when(is_open())
        .then(None)
        .otherwise(pl.max_horizontal("figure_point", "figure_min"))
    )


def _leeway() -> pl.Expr:
    return (pl.col("figure_point") * ABOUT_SHARE).floor().cast(pl.Int64).clip(lower_bound=1)
