"""Estimates of the incidents that changed, put among those that did not: the same rows as from nothing.

Tolls and estimates of an incident follow from its own claims alone, so only what resolution touched is estimated again.
What changed is told by whoever resolved; here is only the putting together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import polars as pl

from pipelines.estimation.estimates import estimates
from pipelines.estimation.tolls import tolls


@dataclass(frozen=True)
class Estimated:
    """`frames.Tolls` and `frames.Estimates` of the same incidents."""

    tolls: pl.DataFrame
    estimates: pl.DataFrame


def refreshed(
    before: Estimated,
    changed: Collection[str],
    *,
    claims: pl.DataFrame,
    links: pl.DataFrame,
    articles: pl.DataFrame,
    near_duplicate_groups: pl.DataFrame,
    incidents: pl.DataFrame,
    kin: Iterable[tuple[str, str]] = (),
) -> Estimated:
    """`before` with the incidents of `changed` estimated anew; the frames are those that are now known.

    `changed` are the incidents of which a link, a claim, a copy or an attacker is new, other or gone; those that ended are
    among them and leave. The rows are those that `tolls` and `estimates` give for all incidents.
    """
    ids = pl.Series("incident_id", sorted(changed), dtype=pl.String)
    here = pl.col("incident_id").is_in(ids.implode())
    mine = links.filter(here)
    made = tolls(claims.join(mine, on="mention_id", how="semi"), mine, articles, near_duplicate_groups, kin)
    anew = estimates(made, incidents.filter(here))
    return Estimated(
        tolls=before.tolls.filter(~here).merge_sorted(made, key="toll_id"),
        estimates=before.estimates.filter(~here).merge_sorted(anew, key="incident_id"),
    )
