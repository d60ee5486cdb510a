"""What an incident's sources are worth: how many, how independent, how far they can be trusted.

The figures themselves are in `estimates`; `fact_incidents` puts the two together.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

import polars as pl

from pipelines.estimation.estimates import prepared
from pipelines.estimation.rules import DEFAULT_RULE, RULES
from pipelines.reference.countries import country_of_demonym, country_of_name

_ADMITS = ("employer", "host_state")


def incident_measures(
    estimates: pl.DataFrame,
    tolls: pl.DataFrame,
    *,
    claims: pl.DataFrame,
    links: pl.DataFrame,
    articles: pl.DataFrame,
    incidents: pl.DataFrame,
    near_duplicate_groups: pl.DataFrame,
    actors: pl.DataFrame | None = None,
    discounted: Collection[str] = (),
) -> pl.DataFrame:
    """One row per incident: number_of_sources, n_independent_sources, grade, figures_contested.

    Takes the frames of `schemas.frames`; `actors` (actor_id, country) tells a claimant's country; `discounted` are
    incidents that a ruling discounts. Sorted by incident_id.
    """
    told = prepared(tolls, incidents).filter(pl.col("scope") == "incident")
    per_toll = told.group_by("incident_id").agg(
        claimants=pl.col("source_key").n_unique(),
        asserting=pl.col("source_key").filter(~pl.col("denied")).n_unique(),
        admitted=(
            ~pl.col("denied") & (pl.col("victim_group") == "contractor") & pl.col("claimant_type").is_in(_ADMITS)
        ).any(),
    )
    contested = (
        estimates.filter((pl.col("scope") == "incident") & (pl.col("rule_id") == DEFAULT_RULE))
        .group_by("incident_id")
        .agg(figures_contested=pl.col("contested").any())
    )
    home = _home_states(claims, links, actors)
    return (
        incidents.select("incident_id", "disputed_event")
        .join(_publishers(links, articles, near_duplicate_groups, claims), on="incident_id", how="left")
        .join(per_toll, on="incident_id", how="left")
        .join(contested, on="incident_id", how="left")
        .with_columns(
            number_of_sources=pl.col("number_of_sources").fill_null(0).cast(pl.Int64),
            n_independent_sources=pl.coalesce("claimants", "wire_groups").fill_null(0).cast(pl.Int64),
            figures_contested=pl.col("figures_contested").fill_null(value=False),
            grade=_grade(home, discounted),
        )
        .select("incident_id", "number_of_sources", "n_independent_sources", "grade", "figures_contested")
        .sort("incident_id")
    )


def _grade(home: list[str], discounted: Collection[str]) -> pl.Expr:
    """Airwars' grades: what the employer, the host or the home state admits is confirmed whoever disputes it."""
    withdrawn = pl.col("incident_id").is_in(sorted(discounted)) | (
        pl.col("stands").not_() & pl.col("claimants").is_null()
    )
    return (
        pl.when(withdrawn.fill_null(value=False))
        .then(pl.lit("discounted"))
        .when(pl.col("admitted").fill_null(value=False) | pl.col("incident_id").is_in(home))
        .then(pl.lit("confirmed"))
        .when("disputed_event")
        .then(pl.lit("contested"))
        .when(pl.col("asserting").fill_null(0) >= 2)
        .then(pl.lit("fair"))
        .otherwise(pl.lit("weak"))
    )


def _publishers(
    links: pl.DataFrame, articles: pl.DataFrame, groups: pl.DataFrame, claims: pl.DataFrame
) -> pl.DataFrame:
    document = pl.col("mention_id").str.split("#").list.first()
    # Claims that a ruling rejects are not among `claims`: nothing stands of an incident that has none left.
    standing = claims.filter(~pl.col("superseded")).select("mention_id", stands=pl.lit(value=True)).unique()
    return (
        links.with_columns(document_id=document)
        .join(articles.select("document_id", "publisher", "article_key"), on="document_id", how="left")
        .join(groups, on="document_id", how="left")
        .join(standing, on="mention_id", how="left")
        .group_by("incident_id")
        .agg(
            number_of_sources=pl.coalesce("publisher", "article_key", "document_id").n_unique(),
            wire_groups=pl.coalesce("near_duplicate_group", "document_id").n_unique(),
            stands=pl.col("stands").fill_null(value=False).any(),
        )
    )


def _home_states(claims: pl.DataFrame, links: pl.DataFrame, actors: pl.DataFrame | None) -> list[str]:
    """Incidents whose contractors' own state counts them among its dead."""
    said = claims.filter(
        (pl.col("claimant_type") == "foreign_state")
        & (pl.col("victim_group") == "contractor")
        & (pl.col("stance") != "denied")
        & ~pl.col("superseded")
        & ~pl.col("cumulative")
        & pl.col("nationality").is_not_null()
    ).join(links.select("mention_id", "incident_id"), on="mention_id")
    if actors is None:
        actors = pl.DataFrame(schema={"actor_id": pl.String, "country": pl.String})
    known = actors.select(claimant_id="actor_id", country="country").unique(
        "claimant_id", keep="first", maintain_order=True
    )
    names = said["claimant"].drop_nulls().unique().sort()
    named = pl.DataFrame(
        {"claimant": names, "named": [_country_in(name) for name in names]},
        schema={"claimant": pl.String, "named": pl.String},
    )
    told = said.join(known, on="claimant_id", how="left").join(named, on="claimant", how="left")
    home = pl.coalesce("country", "named") == pl.col("nationality")
    return told.filter(home)["incident_id"].unique().sort().to_list()


@cache
def _country_in(name: str) -> str | None:
    """The country that a claimant's name holds ("Nepal's embassy in Doha", "the Colombian foreign ministry")."""
    for word in re.findall(r"[^\W\d_]+", name):
        found = country_of_demonym(word) or country_of_name(word)
        if found:
            return found
    return None


def rules_frame() -> pl.DataFrame:
    """`dim_rule`: rule_id, version, description, source, is_default."""
    return pl.DataFrame(
        [
            {
                "rule_id": rule.rule_id,
                "version": str(rule.version),
                "description": rule.does,
                "source": rule.source,
                "is_default": rule.rule_id == DEFAULT_RULE,
            }
            for rule in RULES
        ]
    )
