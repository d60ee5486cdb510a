"""Numbers that describe a release as a whole, for judging it against the release before.

What belongs here: counting, on one open warehouse file. What does not: what counts as wrong (expectations.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

_METRICS = """
with incidents as (
    select
        count(*) as incidents,
        avg((country is not null)::double) as share_with_country,
        avg((date_start is not null)::double) as share_with_date,
        avg((deaths_contractors_best is not null or wounded_contractors_best is not null
             or captured_contractors_best is not null or missing_contractors_best is not null)::double)
            as share_with_figure,
        avg(figures_contested::double) as share_contested,
        avg((employer_id <> 'unknown_pmc')::double) as share_with_employer,
        coalesce(max(deaths_contractors_best), 0) as largest_incident,
        coalesce(sum(deaths_contractors_best), 0) as contractors_killed,
        max(date_start) as latest_incident
    from fact_incidents
),
claims as (
    select
        count(*) as claims,
        avg((modifier <> 'none')::double) as share_claims_with_figure,
        coalesce(max(coalesce(figure_max, figure_min, figure_point)), 0) as largest_figure
    from fact_claims
),
articles as (
    select
        count(*) as articles,
        count(*) filter (where is_relevant) as relevant_articles,
        avg((published_on is not null)::double) as share_articles_dated,
        max(fetched_at) as last_fetched
    from dim_article
),
this_release as (
    select has_samples, released_at, release_id from releases order by released_at desc, release_id desc limit 1
),
rejected as (select count(*) as rejected from rejects)
select * from incidents cross join claims cross join articles cross join rejected left join this_release on true
"""
_DISTRIBUTIONS = {
    "effects of claims": "select effect, count(*) from fact_claims group by effect",
    "claimant types of claims": "select claimant_type, count(*) from fact_claims group by claimant_type",
    "countries of incidents": "select coalesce(country, 'unknown'), count(*) from fact_incidents group by all",
    "grades of incidents": "select coalesce(grade, 'unknown'), count(*) from fact_incidents group by all",
}


def profile(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The numbers of one release, and under `distributions` the shares of each kind of claim and incident."""
    rows: dict[str, Any] = con.sql(_METRICS).pl().row(0, named=True)
    distributions = {}
    for name, query in _DISTRIBUTIONS.items():
        counts = {str(key): int(count) for key, count in con.execute(query).fetchall()}
        total = sum(counts.values())
        distributions[name] = {key: count / total for key, count in sorted(counts.items())} if total else {}
    return {**rows, "distributions": distributions}


def profile_of(path: Path) -> dict[str, Any] | None:
    """The numbers of a published file; None where there is none, or where it is of a shape that cannot be compared."""
    if not path.exists():
        return None
    con = duckdb.connect(str(path), read_only=True)
    try:
        return profile(con)
    except duckdb.Error:
        return None
    finally:
        con.close()


def distance(one: dict[str, float], other: dict[str, float]) -> float:
    """Total variation between two distributions: 0 the same, 1 nothing in common."""
    return sum(abs(one.get(key, 0.0) - other.get(key, 0.0)) for key in {*one, *other}) / 2


def incident_rows(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The columns of incidents whose values have a range or a vocabulary, as pandas has them."""
    return con.sql("""
        select incident_id, event_type, date_prec, where_prec, country, latitude, longitude, grade,
               deaths_contractors_low, deaths_contractors_best, deaths_contractors_high, number_of_sources,
               n_independent_sources, date_diff('day', date_start, date_end) as days_long,
               coalesce(date_diff('day', date '1900-01-01', date_start), 0) as days_since_1900
        from fact_incidents order by incident_id
    """).df()
