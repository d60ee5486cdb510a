"""Tolls → `fact_casualty_estimates`: what every rule has in common.

Here: which rows there are, denials, totals over victim groups, and whether figures are contested. How a rule chooses
between figures is in `rules`.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.estimation import figures
from pipelines.estimation.rules import KEY, RULES, Rule
from pipelines.schemas import frames

SIDES = ("contractor", "state_forces", "rebel", "civilian")
WIDE = ("mixed", "unknown")
_UNRELIABLE = ("perpetrator", "other")
_FIGURES = ("low", "best", "high")
_PLACE = ["incident_id", "scope", "employer_id"]
_COLUMNS = list(frames.Estimates.to_schema().columns)


def estimates(tolls: pl.DataFrame, incidents: pl.DataFrame, rules: Sequence[Rule] = RULES) -> pl.DataFrame:
    """`frames.Estimates` from `frames.Tolls`, sorted by incident and key; of `incidents` only the perpetrators are read.

    One row per incident, scope, victim group, employer, effect and rule, and in scope incident one `total` per effect. A
    figure that nobody gives is null. The same tolls in any order give the same rows.
    """
    told = prepared(tolls, incidents)
    rows = _rows(told)
    figured = told.filter(~pl.col("denied") & figures.has_figure())
    out = []
    for rule in rules:
        made = _with_denials(rows.join(_plain(rule.make(figured)), on=KEY, how="left", nulls_equal=True))
        out.append(pl.concat([made, _totals(made)]).with_columns(rule_id=pl.lit(rule.rule_id)))
    return (
        pl.concat(out)
        .with_columns(
            pl.col("high_is_open", "contested").fill_null(value=False),
            claim_ids=pl.when(pl.col("claim_ids").list.len() > 0)
            .then('["' + pl.col("claim_ids").list.unique().list.sort().list.join('", "') + '"]')
            .otherwise(pl.lit("[]")),
        )
        .select(_COLUMNS)
        .sort([*KEY, "rule_id"])
    )


def prepared(tolls: pl.DataFrame, incidents: pl.DataFrame) -> pl.DataFrame:
    """Tolls with what rules ask for: low_value, high_value, floor, ceiling, is_open, reliable; claim_ids as a list.

    A claimant that stands among the incident's perpetrators is one, whatever an article calls it.
    """
    attackers = (
        incidents.select(
            "incident_id", pl.col("perpetrators").str.json_decode(pl.List(pl.Struct({"actor_id": pl.String})))
        )
        .explode("perpetrators")
        .select(
            "incident_id",
            source_key="id:" + pl.col("perpetrators").struct.field("actor_id"),
            attacks=pl.lit(value=True),
        )
        .drop_nulls("source_key")
        .unique()
    )
    attacks = pl.col("attacks").fill_null(value=False) & (pl.col("claimant_type") != "employer")
    return (
        tolls.join(attackers, on=["incident_id", "source_key"], how="left")
        .with_columns(claimant_type=pl.when(attacks).then(pl.lit("perpetrator")).otherwise("claimant_type"))
        .with_columns(
            low_value=figures.low_value(),
            high_value=figures.high_value(),
            floor=figures.floor(),
            ceiling=figures.ceiling(),
            is_open=figures.is_open(),
            reliable=~pl.col("claimant_type").is_in(_UNRELIABLE),
            claim_ids=pl.col("claim_ids").str.json_decode(pl.List(pl.String)),
        )
        .drop("attacks")
    )


def _plain(made: pl.DataFrame) -> pl.DataFrame:
    return made.select(
        *KEY, pl.col(*_FIGURES).cast(pl.Int64), "high_is_open", pl.col("claim_ids").cast(pl.List(pl.String))
    )


def _rows(told: pl.DataFrame) -> pl.DataFrame:
    """One row per key that is spoken of, with what is said against it: `asserted`, `denials` and `contested`."""
    denials = _denials(told)
    asserted = told.filter(~pl.col("denied"))
    own = asserted.group_by(KEY).agg(
        asserted=pl.len(),
        apart=(pl.col("floor").max() > pl.col("ceiling").min()).fill_null(value=False),
    )
    mine = denials.group_by(KEY).agg(denials=pl.col("claim_ids").explode())
    rows = own.join(mine, on=KEY, how="full", coalesce=True, nulls_equal=True).with_columns(
        pl.col("asserted").fill_null(0)
    )
    # "No casualties" speaks of every group, and of every effect.
    wide = (
        denials.filter(pl.col("victim_group").is_in(WIDE))
        .select("incident_id", "effect")
        .unique()
        .with_columns(denied_widely=pl.lit(value=True))
    )
    return (
        rows.join(wide, on=["incident_id", "effect"], how="left")
        .join(_hints(asserted), on=["incident_id", "effect"], how="left")
        .with_columns(
            contested=pl.col("apart").fill_null(value=False)
            | (
                (pl.col("asserted") > 0)
                & (pl.col("denials").is_not_null() | pl.col("denied_widely").fill_null(value=False))
            ),
            only_denied=(pl.col("asserted") == 0)
            & ~pl.col("hinted").fill_null([]).list.contains(pl.col("victim_group")),
        )
        .select(*KEY, "asserted", "denials", "contested", "only_denied")
    )


def _denials(told: pl.DataFrame) -> pl.DataFrame:
    """Denials; one of any loss ("no casualties") denies deaths and wounds alike."""
    denials = told.filter("denied").select(*KEY, "claim_ids")
    either = denials.filter(pl.col("effect") == "killed_or_wounded")
    return pl.concat([denials, *(either.with_columns(effect=pl.lit(effect)) for effect in ("killed", "wounded"))])


def _hints(asserted: pl.DataFrame) -> pl.DataFrame:
    """Per incident and effect the groups that someone says had losses, in words that may mean this effect.

    They forbid a nought: "seven bodies, including Russians" against "no Russian died" leaves the contractors unknown.
    """
    may_mean = pl.concat(
        [
            asserted.select("incident_id", "effect", "victim_group"),
            *(
                asserted.filter(pl.col("effect") == "killed_or_wounded").select(
                    "incident_id", "victim_group", effect=pl.lit(effect)
                )
                for effect in ("killed", "wounded")
            ),
        ],
        how="diagonal",
    )
    any_of = pl.col("victim_group").is_in(WIDE).any()
    return (
        may_mean.group_by(["incident_id", "effect"])
        .agg(groups=pl.col("victim_group").unique(), wide=any_of)
        .with_columns(
            hinted=pl.when("wide").then(pl.lit([*SIDES, *WIDE])).otherwise(pl.concat_list("groups", pl.lit(list(WIDE))))
        )
        .select("incident_id", "effect", "hinted")
    )


def _with_denials(made: pl.DataFrame) -> pl.DataFrame:
    """Nought where every claim denies, and nowhere else."""
    nought = pl.col("only_denied") & pl.col("denials").is_not_null()
    return made.with_columns(
        *[pl.when(nought).then(0).otherwise(name).alias(name) for name in _FIGURES],
        claim_ids=pl.when(nought).then("denials").otherwise("claim_ids"),
    ).select(*KEY, *_FIGURES, "high_is_open", "contested", "claim_ids", "asserted")


def _totals(made: pl.DataFrame) -> pl.DataFrame:
    """Over all victim groups: the larger of the mixed or unknown toll and the sum of sides.

    Open where its highest part is, or where a side is said to have losses and nobody counts them.
    """
    place = [*_PLACE, "effect"]
    whole = pl.col("victim_group").is_in(WIDE)
    per_place = (
        made.filter(pl.col("scope") == "incident")
        .group_by(place)
        .agg(
            *[pl.col(name).filter(whole).max().alias(f"whole_{name}") for name in _FIGURES],
            *[_sum(pl.col(name).filter(~whole)).alias(f"sides_{name}") for name in _FIGURES],
            # A rule that gives a range and no best for a part gives none for the total.
            unknown_best=(pl.col("low").is_not_null() & pl.col("best").is_null()).any(),
            uncounted=((pl.col("asserted") > 0) & pl.col("high").is_null() & ~whole).any(),
            sides_open=pl.col("high_is_open").filter(~whole).any(),
            whole_open=pl.col("high_is_open")
            .filter(whole & (pl.col("high") == pl.col("high").filter(whole).max()))
            .any(),
            contested=pl.col("contested").any(),
            claim_ids=pl.col("claim_ids").explode(),
            silent=((pl.col("asserted") > 0) & pl.col("high").is_null()).any(),
        )
        .with_columns(
            *[pl.max_horizontal(f"whole_{name}", f"sides_{name}").alias(name) for name in _FIGURES],
        )
    )
    # Nobody hurt on one side, and losses that nobody counts on the other, are no nought.
    unsaid = pl.col("silent") & (pl.col("high") == 0)
    by_sides = pl.col("sides_high").fill_null(-1) >= pl.col("whole_high").fill_null(-1)
    by_whole = pl.col("whole_high").fill_null(-1) >= pl.col("sides_high").fill_null(-1)
    return per_place.with_columns(
        *[pl.when(~unsaid).then(name).alias(name) for name in ("low", "high")],
        best=pl.when(~unsaid & ~pl.col("unknown_best")).then("best"),
        high_is_open=(by_sides & (pl.col("sides_open") | pl.col("uncounted"))) | (by_whole & pl.col("whole_open")),
        victim_group=pl.lit("total"),
        asserted=pl.lit(0, pl.UInt32),
    ).select(made.columns)


def _sum(column: pl.Expr) -> pl.Expr:
    return pl.when(column.is_not_null().any()).then(column.sum())
