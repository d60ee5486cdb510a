"""Estimates of the incidents that changed, put among those that did not: the same rows as from nothing.

Tolls, estimates and measures of an incident follow from its own claims alone, so only what resolution touched is estimated
again. What changed is told by whoever resolved; here is only the putting together.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import polars as pl

from pipelines.estimation.employers import kin_pairs
from pipelines.estimation.estimates import estimates
from pipelines.estimation.measures import incident_measures
from pipelines.estimation.tolls import tolls


@dataclass(frozen=True)
class Told:
    """What incidents are estimated from: `frames.Claims`, `frames.Links`, `frames.Incidents`, of `frames.Articles` document_id,
    published_on, publisher and article_key, the near-duplicate groups (document_id, near_duplicate_group) and the actors
    (actor_id, country, parent, successor)."""

    claims: pl.DataFrame
    links: pl.DataFrame
    incidents: pl.DataFrame
    articles: pl.DataFrame
    near_duplicate_groups: pl.DataFrame
    actors: pl.DataFrame

    def of(self, incidents: Collection[str]) -> Told:
        """What is told of these incidents."""
        here = _among(incidents)
        links = self.links.filter(here)
        claims = self.claims.join(links, on="mention_id", how="semi")
        return replace(self, claims=claims, links=links, incidents=self.incidents.filter(here))


@dataclass(frozen=True)
class Estimated:
    """`frames.Tolls`, `frames.Estimates` and measures (`incident_measures`) of the same incidents."""

    tolls: pl.DataFrame
    estimates: pl.DataFrame
    measures: pl.DataFrame

    def without(self, incidents: Collection[str]) -> Estimated:
        gone = _among(incidents)
        return Estimated(self.tolls.filter(~gone), self.estimates.filter(~gone), self.measures.filter(~gone))

    def together_with(self, other: Estimated) -> Estimated:
        """Both, where they have no incident in common."""
        return Estimated(
            tolls=self.tolls.merge_sorted(other.tolls, key="toll_id"),
            estimates=self.estimates.merge_sorted(other.estimates, key="incident_id"),
            measures=self.measures.merge_sorted(other.measures, key="incident_id"),
        )


def estimated(told: Told) -> Estimated:
    """All incidents of `told`."""
    made = tolls(told.claims, told.links, told.articles, told.near_duplicate_groups, kin_pairs(told.actors))
    rows = estimates(made, told.incidents)
    return Estimated(made, rows, measured(told, made, rows))


def measured(told: Told, made: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The measures of incidents with these tolls and estimates."""
    return incident_measures(
        rows,
        made,
        claims=told.claims,
        links=told.links,
        articles=told.articles,
        incidents=told.incidents,
        near_duplicate_groups=told.near_duplicate_groups,
        actors=told.actors,
    )


def _among(incidents: Collection[str]) -> pl.Expr:
    ids = pl.Series("incident_id", sorted(incidents), dtype=pl.String)
    return pl.col("incident_id").is_in(ids.implode())
