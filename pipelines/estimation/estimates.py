"""Tolls → `fact_casualty_estimates`: what every rule has in common.

Here: which rows there are, denials, totals over victim groups, and whether figures are contested. How a rule chooses
between figures is in `rules`.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.estimation import figures
from pipelines.estimation.rules import RULES, Rule
from pipelines.schemas import frames

KEY = ["incident_id", "scope", "victim_group", "employer_id", "effect"]
SIDES = ("contractor", "state_forces", "rebel", "civilian")
WIDE = ("mixed", "unknown")
_UNRELIABLE = ("perpetrator", "other")
_FIGURES = ("low", "best", "high")
_COLUMNS = list(frames.Estimates.to_schema().columns)


def estimates(tolls: pl.DataFrame, incidents: pl.DataFrame, rules: Sequence[Rule] = RULES) -> pl.DataFrame:
    """`frames.Estimates` from `frames.Tolls`, sorted by key and rule; of `incidents` only the perpetrators are read.

    One row per incident, scope, victim group, employer, effect and rule, and in scope incident one `total` per effect. A
    figure that nobody gives is null. The same tolls in any order give the same rows.
    """
    told = prepared(tolls, incidents).sort("toll_id")
    rows = _rows(told)
    figured = (
        told.filter(~pl.col("denied") & figures.has_figure())
        .join(rows.select(*KEY, "key"), on=KEY, nulls_equal=True, maintain_order="left")
        .with_columns(open_at_top=pl.col("is_open") & (pl.col("high_value") == pl.col("high_value").max().over("key")))
    )
    totals = rows.filter("is_total")
    out = []
    for n, rule in enumerate(sorted(rules, key=lambda rule: rule.rule_id)):
        made = _with_denials(rows.filter(~pl.col("is_total")).join(_plain(rule.make(figured)), on="key", how="left"))
        over_all = totals.select(*KEY, "key", "place").join(_totals(made), on="place")
        both = pl.concat([made.select(over_all.columns), over_all])
        out.append(both.with_columns(rule_id=pl.lit(rule.rule_id), order=pl.col("key") * len(rules) + n))
    return (
        pl.concat(out)
        .sort("order")
        .with_columns(
            pl.col("high_is_open", "contested").fill_null(value=False),
            claim_ids="[" + pl.col("used").fill_null("") + "]",
        )
        .select(_COLUMNS)
    )


def prepared(tolls: pl.DataFrame, incidents: pl.DataFrame) -> pl.DataFrame:
    """Tolls with what rules ask for: low_value, high_value, floor, ceiling, is_open, reliable; claim_ids without brackets.

    A claimant that stands among the incident's perpetrators is one, whatever an article calls it; the host state only where
    it is named most often, for articles name the army that answers an attack beside those who attack.
    """
    actor = pl.List(pl.Struct({"actor_id": pl.String}))
    attackers = (
        incidents.select("incident_id", attacker=pl.col("perpetrators").str.json_decode(actor))
        .with_columns(leads=pl.col("attacker").list.first())
        .explode("attacker")
        .select(
            "incident_id",
            source_key="id:" + pl.col("attacker").struct.field("actor_id"),
            leads=(pl.col("attacker") == pl.col("leads")),
        )
        .drop_nulls()
        .unique(["incident_id", "source_key"], keep="first", maintain_order=True)
    )
    kind = pl.col("claimant_type")
    attacks = pl.col("leads").is_not_null() & (kind != "employer") & (pl.col("leads") | (kind != "host_state"))
    return (
        tolls.join(attackers, on=["incident_id", "source_key"], how="left")
        .with_columns(claimant_type=pl.when(attacks).then(pl.lit("perpetrator")).otherwise("claimant_type"))
        .with_columns(
            low_value=figures.low_value(),
            high_value=figures.high_value(),
            floor=figures.floor(),
            ceiling=figures.ceiling(),
            is_open=figures.is_open(),
            reliable=~kind.is_in(_UNRELIABLE),
            claim_ids=pl.col("claim_ids").str.strip_chars("[]"),
        )
        .drop("leads")
    )


def _plain(made: pl.DataFrame) -> pl.DataFrame:
    used = pl.when(pl.col("used").list.len() > 0).then(pl.col("used").list.join(", "))
    return made.select("key", pl.col(*_FIGURES).cast(pl.Int64), "high_is_open", used)


def _rows(told: pl.DataFrame) -> pl.DataFrame:
    """One row per key that is spoken of and per total, numbered in order, with what is said against it.

    `place` numbers incidents and effects; `only_denied`: nobody speaks of losses that may be these.
    """
    denials = _denials(told)
    asserted = told.filter(~pl.col("denied"))
    own = asserted.group_by(KEY).agg(
        asserted=pl.len(),
        apart=(pl.col("floor").max() > pl.col("ceiling").min()).fill_null(value=False),
    )
    mine = denials.group_by(KEY).agg(denials="claim_ids").with_columns(pl.col("denials").list.join(", "))
    rows = own.join(mine, on=KEY, how="full", coalesce=True, nulls_equal=True)
    whole = ["incident_id", "effect"]
    totals = (
        rows.filter(pl.col("scope") == "incident")
        .select(*whole, scope=pl.lit("incident"), victim_group=pl.lit("total"), is_total=pl.lit(value=True))
        .unique()
    )
    return (
        pl.concat([rows, totals], how="diagonal")
        .join(_spoken_widely(asserted, denials), on=whole, how="left")
        .sort(KEY)
        .with_row_index("key")
        .with_columns(
            pl.col("is_total").fill_null(value=False),
            asserted=pl.col("asserted").fill_null(0),
            place=pl.col("key").min().over(whole),
        )
        .with_columns(
            contested=pl.col("apart").fill_null(value=False)
            | (
                (pl.col("asserted") > 0)
                & (pl.col("denials").is_not_null() | pl.col("denied_widely").fill_null(value=False))
            ),
            only_denied=(pl.col("asserted") == 0) & ~_hinted(),
        )
        .select(*KEY, "key", "place", "is_total", "asserted", "denials", "contested", "only_denied")
    )


def _denials(told: pl.DataFrame) -> pl.DataFrame:
    """Denials; one of any loss ("no casualties") denies deaths and wounds alike."""
    denials = told.filter("denied").select(*KEY, "claim_ids")
    return _meaning(denials)


def _meaning(tolls: pl.DataFrame) -> pl.DataFrame:
    """Tolls once per effect that their words may mean: "casualties" are deaths, wounds or both."""
    either = tolls.filter(pl.col("effect") == "killed_or_wounded")
    return pl.concat([tolls, *(either.with_columns(effect=pl.lit(effect)) for effect in ("killed", "wounded"))])


def _spoken_widely(asserted: pl.DataFrame, denials: pl.DataFrame) -> pl.DataFrame:
    """Per incident and effect: which groups are said to have losses (`hints`), and whether all losses are denied."""
    whole = ["incident_id", "effect"]
    hints = _meaning(asserted.select(*whole, "victim_group").unique()).group_by(whole).agg(hints=pl.col("victim_group"))
    wide = denials.filter(pl.col("victim_group").is_in(WIDE)).select(*whole, denied_widely=pl.lit(value=True)).unique()
    return hints.join(wide, on=whole, how="full", coalesce=True)


def _hinted() -> pl.Expr:
    """Whether someone says that this group had losses, in words that may mean them.

    Such words forbid a nought: "seven bodies, including Russians" against "no Russian died" leaves the contractors unknown,
    and "no casualties" is no nought where anyone counts some.
    """
    hints = pl.col("hints").fill_null(pl.lit([], dtype=pl.List(pl.String)))
    wide = pl.any_horizontal([hints.list.contains(pl.lit(group)) for group in WIDE])
    return (
        wide
        | hints.list.contains(pl.col("victim_group"))
        | (pl.col("victim_group").is_in(WIDE) & (hints.list.len() > 0))
    )


def _with_denials(made: pl.DataFrame) -> pl.DataFrame:
    """Nought where every claim denies, and nowhere else."""
    nought = pl.col("only_denied") & pl.col("denials").is_not_null()
    return made.with_columns(
        *[pl.when(nought).then(0).otherwise(name).alias(name) for name in _FIGURES],
        used=pl.when(nought).then("denials").otherwise("used"),
    )


def _totals(made: pl.DataFrame) -> pl.DataFrame:
    """Over all victim groups: the larger of the mixed or unknown toll and the sum of sides, per `place`.

    Open where its highest part is, or where a side is said to have losses and nobody counts them.
    """
    wide = pl.col("victim_group").is_in(WIDE)
    uncounted = (pl.col("asserted") > 0) & pl.col("high").is_null()
    parted = made.filter(pl.col("scope") == "incident").with_columns(
        *[pl.when(wide).then(name).alias(f"whole_{name}") for name in _FIGURES],
        *[pl.when(~wide).then(name).alias(f"sides_{name}") for name in _FIGURES],
        uncounted=uncounted,
        lowless=(pl.col("asserted") > 0) & pl.col("low").is_null(),
        # A rule that gives a range and no best for a part gives none for the total.
        bestless=pl.col("low").is_not_null() & pl.col("best").is_null(),
        sides_open=~wide & (pl.col("high_is_open") | uncounted),
        whole_open=wide & pl.col("high_is_open") & (pl.col("high") == pl.col("high").max().over("place", wide)),
    )
    per_place = (
        parted.group_by("place")
        .agg(
            *[pl.col(f"whole_{name}").max() for name in _FIGURES],
            *[pl.col(f"sides_{name}").sum() for name in _FIGURES],
            *[pl.col(f"sides_{name}").count().alias(f"known_{name}") for name in _FIGURES],
            pl.col("uncounted", "lowless", "bestless", "sides_open", "whole_open", "contested").any(),
            pl.col("used"),
        )
        .with_columns(
            *[pl.when(pl.col(f"known_{name}") > 0).then(f"sides_{name}").alias(f"sides_{name}") for name in _FIGURES]
        )
        .with_columns(*[pl.max_horizontal(f"whole_{name}", f"sides_{name}").alias(name) for name in _FIGURES])
    )
    # Nobody hurt on one side, and losses that nobody counts on the other, are no nought.
    said = ~(pl.col("uncounted") & (pl.col("high") == 0))
    # Nor are nobody on one side and "up to three" on the other: at least none is what nobody said.
    least = said & ~(pl.col("lowless") & (pl.col("low") == 0))
    whole_high, sides_high = (pl.col(name).fill_null(-1) for name in ("whole_high", "sides_high"))
    return per_place.select(
        "place",
        low=pl.when(least).then("low"),
        best=pl.when(least & ~pl.col("bestless")).then("best"),
        high=pl.when(said).then("high"),
        high_is_open=((sides_high >= whole_high) & pl.col("sides_open"))
        | ((whole_high >= sides_high) & pl.col("whole_open")),
        contested="contested",
        used=pl.col("used").list.drop_nulls().list.join(", "),
    )
