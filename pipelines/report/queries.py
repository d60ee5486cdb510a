"""What the pages are made from: rows of the published file, read by queries and nothing else.

What belongs here: reading. What does not: any figure that the warehouse does not hold, and how a page looks.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

Row = dict[str, Any]

# More rows than a person reads on one page; the page says how many there are, and where the rest is.
LONGEST_TABLE = 500

_ONE = {
    "release": "from releases order by released_at desc, release_id desc limit 1",
    "totals": """
        select
            (select count(*) from fact_incidents) as incidents,
            (select count(*) from dim_article where is_current) as articles,
            (select count(*) from dim_article where is_current and is_relevant) as relevant,
            (
                select count(distinct dim_source.name)
                from dim_article
                inner join dim_source using (source_key)
                where dim_article.is_current
            ) as sources,
            (select count(*) from fact_claims where is_current) as claims,
            (select min(date_start) from fact_incidents) as first_day,
            (select max(date_end) from fact_incidents) as last_day,
            (select max(last_reported_at) from fact_incidents) as last_report,
            (select max(fetched_at) from dim_article) as last_fetch,
            (select count(*) from rejects) as rejects""",
}

_MANY = {
    "incidents": """
        select
            fact_incidents.*,
            incidents_wide.employers,
            incidents_wide.perpetrators,
            incidents_wide.number_of_claims,
            dim_country.name as country_name
        from fact_incidents
        inner join incidents_wide using (incident_id)
        left join dim_country on fact_incidents.country = dim_country.iso3
        order by fact_incidents.incident_id""",
    "losses": """
        select incident_id, effect, rule_id, low, best, high, high_is_open, month_start
        from fact_incident_losses
        order by incident_id, effect, rule_id""",
    "rules": "from dim_rule order by is_default desc, rule_id",
    "actors": """
        select actor_id, min(name) as name, min(line_id) as line_id, min(line_name) as line_name
        from dim_actor
        group by actor_id
        order by actor_id""",
    "countries": "select iso3, name, iso_numeric from dim_country where is_used order by name",
    "contested": """
        select incidents_contested.*, dim_country.name as country_name
        from incidents_contested
        left join dim_country on incidents_contested.country = dim_country.iso3
        order by highest_claimed - lowest_claimed desc nulls last, n_denials desc, incident_id, effect""",
    "revisions": """
        select
            revisions.*,
            fact_incidents.date_start,
            fact_incidents.date_end,
            fact_incidents.place,
            fact_incidents.adm_1,
            fact_incidents.country,
            dim_country.name as country_name
        from revisions
        left join fact_incidents using (incident_id)
        left join dim_country on fact_incidents.country = dim_country.iso3
        order by revised_at desc, incident_id, version desc""",
    "releases": """
        select release_id, released_at, code_version, has_samples, table_rows
        from releases
        order by released_at desc, release_id desc""",
    "sources": """
        select
            dim_source.name,
            dim_source.source_type,
            dim_source.country,
            string_agg(distinct dim_article.language, ', ' order by dim_article.language) as languages,
            count(*) as articles,
            count(*) filter (where dim_article.is_relevant) as relevant,
            min(dim_article.published_on) as first_day,
            max(dim_article.published_on) as last_day
        from dim_article
        left join dim_source using (source_key)
        where dim_article.is_current
        group by all
        order by articles desc, dim_source.name""",
    "languages": """
        select language, count(*) as articles, count(*) filter (where is_relevant) as relevant
        from dim_article
        where is_current
        group by language
        order by articles desc, language""",
    "covered": """
        select coverage_months.country as iso3, dim_country.name as country, month_start
        from coverage_months
        left join dim_country on coverage_months.country = dim_country.iso3
        where in_coverage
        order by country, iso3, month_start""",
    "read_days": """
        select
            dim_source.name,
            count(*) filter (where ok > 0) as days_read,
            count(*) filter (where ok = 0) as days_failed,
            min(day) as first_day,
            max(day) filter (where ok > 0) as last_read,
            date_diff('day', min(day), max(day)) + 1 - count(*) as days_untried
        from fact_source_days
        left join dim_source using (source_key)
        group by all
        order by dim_source.name""",
    "rejects": """
        select stage, reason, count(*) as rows
        from rejects
        group by all
        order by rows desc, stage, reason""",
    "stages": """
        select
            stage,
            sum(rows_in) as rows_in,
            sum(rows_out) as rows_out,
            sum(rows_set_aside) as rows_set_aside,
            sum(rows_rejected) as rows_rejected
        from etl_runs
        group by stage
        order by min(started_at), stage""",
    "tables": """
        select table_name as name, comment, 'table' as kind from duckdb_tables() where not internal
        union all
        select view_name, comment, 'view' from duckdb_views() where not internal
        order by name""",
    "columns": """
        select table_name, column_name, data_type, comment
        from duckdb_columns()
        where not internal
        order by table_name, column_index""",
}

_BY_INCIDENT = {
    "claims": """
        select
            fact_claims.*,
            dim_article.document_id,
            dim_article.url,
            dim_article.title,
            dim_article.published_on,
            dim_article.language,
            dim_article.near_duplicate_group,
            dim_source.name as publisher,
            actor.name as employer_name
        from fact_claims
        inner join dim_article using (article_version_key)
        left join dim_source on dim_article.source_key = dim_source.source_key
        left join dim_actor as actor on fact_claims.employer_key = actor.actor_key
        where fact_claims.is_current and fact_claims.incident_id is not null
        order by dim_article.published_on nulls last, dim_source.name, fact_claims.claim_id""",
    "estimates": """
        select incident_id, effect, rule_id, low, best, high, high_is_open, contested, claim_keys
        from fact_casualty_estimates
        where scope = 'incident' and victim_group = 'contractor'
        order by incident_id, effect, rule_id""",
    "articles": """
        select
            bridge.incident_id,
            bridge.role,
            bridge.method,
            bridge.score,
            dim_article.url,
            dim_article.title,
            dim_article.published_on,
            dim_article.language,
            dim_source.name as publisher
        from bridge_incident_article as bridge
        inner join dim_article using (article_version_key)
        left join dim_source using (source_key)
        order by dim_article.published_on nulls last, dim_source.name, dim_article.document_id""",
    "history": """
        select
            incident_id, version, change, changed, why, recorded_from, release_id,
            deaths_contractors_low, deaths_contractors_best, deaths_contractors_high, high_is_open, grade
        from fact_incident_history
        order by incident_id, version""",
}


@dataclass(slots=True)
class Published:
    """The rows of one release. `one` holds single rows, `many` lists, `by_incident` lists by incident_id; all by name."""

    one: dict[str, Row] = field(default_factory=dict)
    many: dict[str, list[Row]] = field(default_factory=dict)
    by_incident: dict[str, dict[str, list[Row]]] = field(default_factory=dict)


def read(warehouse: Path) -> Published:
    """Read what the report shows from the published file, opened read-only. Raises FileNotFoundError where it is not."""
    if not warehouse.exists():
        raise FileNotFoundError(f"{warehouse.name}: expected the published file there; `losses run` makes it.")
    published = Published()
    with duckdb.connect(str(warehouse), read_only=True) as con:
        con.execute("set timezone = 'UTC'")
        for name, query in _ONE.items():
            published.one[name] = _rows(con, query)[0]
        for name, query in _MANY.items():
            published.many[name] = _rows(con, query)
        for name, query in _BY_INCIDENT.items():
            grouped: dict[str, list[Row]] = defaultdict(list)
            for row in _rows(con, query):
                grouped[row["incident_id"]].append(row)
            published.by_incident[name] = dict(grouped)
    return published


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    cursor = con.execute(query)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
