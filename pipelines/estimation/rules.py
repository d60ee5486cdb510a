"""The rules: tolls of one incident, victim group, employer and effect → low, best and high.

One small function per rule, each with its source. A rule sees asserted figures alone, each with the `key` of the row
that it counts for: denials, figures that are not said, totals over groups and whether the figures are contested are
the same for all rules (`estimates`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

# Whose list of names is best evidence, in this order: who pays them, who counts bodies, whose guests they are.
_NAMES = {"employer": 0, "medical": 1, "host_state": 2}
# ACLED codebook: what a vague word is worth where the report says no more.
_ACLED_SEVERAL = 3
_VAGUE = ("dozens", "tens", "scores", "hundreds")


@dataclass(slots=True, frozen=True)
class Rule:
    """A named way from tolls to low, best and high.

    `make` takes figured tolls, as `estimates.prepared` gives them with `key`, in toll_id order, and gives one row per key:
    key, low, best, high, high_is_open, used (their `claim_ids`, as a list).
    """

    rule_id: str
    version: int
    does: str
    source: str
    make: Callable[[pl.DataFrame], pl.DataFrame]


def ucdp_lower_reliable(tolls: pl.DataFrame) -> pl.DataFrame:
    """Low and high over reliable tolls; an attacker's raises high alone, unless there is no other; best is low.

    Where the employer, a host state or a medical source gives a figure with the victims' names, best is that figure.
    """
    told = tolls.with_columns(counts=pl.col("reliable") | ~pl.col("reliable").any().over("key"))
    named = (
        told.filter(
            pl.col("victims_named") & pl.col("low_value").is_not_null() & pl.col("claimant_type").is_in(list(_NAMES))
        )
        .with_columns(rank=pl.col("claimant_type").replace_strict(_NAMES, return_dtype=pl.Int64))
        .sort(["rank", "said_on", "low_value", "toll_id"], descending=[False, True, False, False], nulls_last=True)
        .unique("key", keep="first", maintain_order=True)
        .select("key", named="low_value")
    )
    made = told.group_by("key").agg(
        low=pl.col("low_value").filter("counts").min(),
        high=pl.col("high_value").max(),
        high_is_open=pl.col("open_at_top").any(),
        used="claim_ids",
    )
    return made.join(named, on="key", how="left").with_columns(best=pl.coalesce("named", "low"))


def airwars_range(tolls: pl.DataFrame) -> pl.DataFrame:
    """The lowest and the highest that anyone says; no best."""
    return (
        tolls.group_by("key")
        .agg(
            low=pl.col("low_value").min(),
            high=pl.col("high_value").max(),
            high_is_open=pl.col("open_at_top").any(),
            used="claim_ids",
        )
        .with_columns(best=pl.lit(None, pl.Int64))
    )


def interval_consistent(tolls: pl.DataFrame) -> pl.DataFrame:
    """The interval that the largest set of independent tolls agrees on; best where it is one number.

    Of sets of one size the one with more reliable tolls, then the lower one. An open interval ("at least seven") reads
    7 to 7, open.
    """
    starts = tolls.select("key", at="floor").unique()
    agreeing = starts.join(tolls, on="key", maintain_order="right").filter(
        (pl.col("floor") <= pl.col("at")) & (pl.col("ceiling").is_null() | (pl.col("ceiling") >= pl.col("at")))
    )
    sets = agreeing.group_by(["key", "at"]).agg(
        size=pl.len(),
        sure=pl.col("reliable").sum(),
        # The interval starts at its highest floor, `at`, and ends at its lowest ceiling.
        top=pl.col("ceiling").min(),
        used="claim_ids",
    )
    chosen = sets.sort(["size", "sure", "at"], descending=[True, True, False]).unique(
        "key", keep="first", maintain_order=True
    )
    # "Up to twenty" says nothing of a least.
    silent = (pl.col("at") == 0) & (pl.col("top") > 0).fill_null(value=False)
    return chosen.select(
        "key",
        low=pl.when(~silent).then("at"),
        best=pl.when(~silent & (pl.col("top").is_null() | (pl.col("top") == pl.col("at")))).then("at"),
        high=pl.coalesce("top", "at"),
        high_is_open=pl.col("top").is_null(),
        used="used",
    )


def acled_conservative(tolls: pl.DataFrame) -> pl.DataFrame:
    """The lowest toll, as low, best and high; a vague word counts as half of its conservative minimum, "several" as 3."""
    worth = (
        pl.when(pl.col("modifier") == "several")
        .then(pl.coalesce("figure_point", pl.lit(_ACLED_SEVERAL)))
        .when(pl.col("modifier").is_in(_VAGUE) & pl.col("figure_point").is_null())
        .then(pl.col("figure_min") // 2)
        .otherwise("low_value")
    )
    told = tolls.with_columns(taken=worth)
    return _one_figure(told.filter(pl.col("taken") == pl.col("taken").min().over("key")))


def gtd_recent_majority_lowest(tolls: pl.DataFrame) -> pl.DataFrame:
    """The most recent credible source; of several the figure that most give, else the lowest. No date, no answer."""
    credible = tolls.filter(pl.col("reliable") & pl.col("said_on").is_not_null() & pl.col("low_value").is_not_null())
    recent = credible.filter(pl.col("said_on") == pl.col("said_on").max().over("key")).with_columns(taken="low_value")
    votes = recent.with_columns(votes=pl.len().over(["key", "taken"]))
    leading = votes.filter(pl.col("votes") == pl.col("votes").max().over("key"))
    agreed = leading.filter(pl.col("taken").n_unique().over("key") == 1)
    others = recent.join(agreed, on="key", how="anti")
    lowest = others.filter(pl.col("taken") == pl.col("taken").min().over("key"))
    return _one_figure(pl.concat([agreed.drop("votes"), lowest]))


def _one_figure(taken: pl.DataFrame) -> pl.DataFrame:
    made = taken.group_by("key").agg(pl.col("taken").first(), high_is_open=pl.col("is_open").any(), used="claim_ids")
    return made.with_columns(low="taken", best="taken", high="taken")


RULES: tuple[Rule, ...] = (
    Rule(
        "ucdp_lower_reliable",
        1,
        "Low and high over reliable tolls (all claimants but attackers and others of unknown standing); an attacker's toll "
        "raises high alone, unless there is no other. Best is low, or the figure that the employer, a medical source or the "
        "host state gives with the victims' names; a ruling wins over all. The default.",
        "UCDP GED codebook: best, low and high estimates; the lower of reliable figures where sources disagree",
        ucdp_lower_reliable,
    ),
    Rule(
        "airwars_range",
        1,
        "The lowest and the highest toll that any source gives, attackers too; no best.",
        "Airwars methodology: minimum and maximum of reported casualties",
        airwars_range,
    ),
    Rule(
        "interval_consistent",
        1,
        "The interval that the largest set of independent tolls agrees on, where 'about n' is a tenth either way and at least "
        "one; best where the interval is one number, or open above it.",
        "The project's own: the largest set of independent sources whose figures one value satisfies",
        interval_consistent,
    ),
    Rule(
        "acled_conservative",
        1,
        "The lowest toll, as low, best and high; several is 3, tens 10, dozens 12, scores 20, hundreds 100.",
        "ACLED codebook: the most conservative estimate, and its values for vague words",
        acled_conservative,
    ),
    Rule(
        "gtd_recent_majority_lowest",
        1,
        "The toll of the most recent credible source, else what most of the most recent say, else the lowest of them, as low, "
        "best and high; attackers set aside; no answer where no credible toll has a date.",
        "GTD codebook: number of fatalities where sources differ",
        gtd_recent_majority_lowest,
    ),
)
DEFAULT_RULE = "ucdp_lower_reliable"
