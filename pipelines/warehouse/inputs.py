"""What the warehouse is built from: the frames of the stages, reference data, and what the ledgers and runs say.

Here belong the frames that only the warehouse takes, declared as in schemas/frames.py, and `Inputs`, which holds one of
each. What does not belong here: reading them from disk (whoever calls does that) and what becomes of them (sql/).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import duckdb
import pandera.polars as pa
import polars as pl

from pipelines.schemas import frames
from pipelines.schemas.quarantine import polars_schema

SCHEMA_VERSION = "1.0"
Source = pl.DataFrame | Path


class _Frame(pa.DataFrameModel):
    class Config:
        strict = False


class Actors(_Frame):
    """One actor in one period, as pipelines/reference/actors.csv has it: every column is text, lists are joined by |."""

    actor_id: str = pa.Field(description="Id of the actor")
    name: str = pa.Field(description="Main name")
    type: str = pa.Field(nullable=True, description="What it is: pmc, rebel, state_force, …")
    country: str = pa.Field(nullable=True, description="ISO 3166-1 alpha-3 of its home")
    parent: str = pa.Field(nullable=True, description="actor_id of what it belongs to or came from")
    successor: str = pa.Field(nullable=True, description="actor_id of what took its place")
    principal: str = pa.Field(nullable=True, description="actor_id of the state it works for")
    active_in: str = pa.Field(nullable=True, description="Countries, alpha-3, separated by spaces")
    valid_from: str = pa.Field(nullable=True, description="Year, month or day from which this row holds")
    valid_to: str = pa.Field(nullable=True, description="Year, month or day up to which this row holds")
    aliases: str = pa.Field(nullable=True, description="Names it goes by, joined by |")
    source: str = pa.Field(nullable=True, description="Where the row comes from")


class Countries(_Frame):
    """One country or territory, as pipelines/reference/countries.csv has it."""

    iso3: str = pa.Field(description="ISO 3166-1 alpha-3")
    name: str = pa.Field(description="English name")
    continent: str = pa.Field(nullable=True, description="Continent code of GeoNames")


class Rules(_Frame):
    """One estimate rule at one version."""

    rule_id: str = pa.Field(description="Id of the rule")
    version: str = pa.Field(description="Version of the rule")
    description: str = pa.Field(description="What the rule does")
    source: str = pa.Field(description="Where the rule comes from")
    is_default: bool = pa.Field(description="The rule that fact_incidents and the series use")


class Sources(_Frame):
    """One publisher that the reference data or the list of feeds knows."""

    source_id: str = pa.Field(description="Id of the source")
    name: str = pa.Field(nullable=True, description="Name of the publisher")
    domain: str = pa.Field(nullable=True, description="Domain that its articles stand under")
    country: str = pa.Field(nullable=True, description="ISO 3166-1 alpha-3 of its seat")
    source_type: str = pa.Field(nullable=True, description="agency, newspaper, monitor, state_media, sample, …")
    countries: str = pa.Field(
        nullable=True, description="Countries that it covers, alpha-3, separated by spaces; * is all"
    )


class SourceDays(_Frame):
    """One source on one UTC day of fetching."""

    source_id: str = pa.Field(description="The source")
    day: pl.Date = pa.Field(description="UTC day")
    tried: int = pa.Field(description="How often it was tried")
    ok: int = pa.Field(description="How often it was read successfully")
    entries: int = pa.Field(description="Entries that it listed")
    documents: int = pa.Field(description="Documents archived from it")


class Coverage(_Frame):
    """One stretch of days for which somebody vouches that what was reported about a country was read."""

    country: str = pa.Field(description="ISO 3166-1 alpha-3; * is every country")
    date_from: pl.Date = pa.Field(description="First day")
    date_to: pl.Date = pa.Field(description="Last day")
    why: str = pa.Field(nullable=True, description="Who says so, and why")


class WireGroups(_Frame):
    """One article version and the group of near-duplicates (copies of one wire story) that it belongs to."""

    document_id: str = pa.Field(description="The article version")
    near_duplicate_group: str = pa.Field(nullable=True, description="What copies of one text share")


class Measures(_Frame):
    """One incident and what its sources are worth."""

    incident_id: str = pa.Field(description="The incident")
    number_of_sources: int = pa.Field(description="Distinct publishers")
    n_independent_sources: int = pa.Field(description="Distinct claimants, with none the wire group")
    grade: str = pa.Field(description="confirmed, fair, weak, contested, discounted")
    figures_contested: bool = pa.Field(description="No single value satisfies all tolls, or one is denied")


class History(_Frame):
    """One version of one incident, from the ledger."""

    incident_id: str = pa.Field(description="The incident")
    version: int = pa.Field(description="Version, from 1")
    valid_from: pl.Datetime("us", "UTC") = pa.Field(nullable=True, description="When published evidence supported it")  # type: ignore[valid-type]
    valid_to: pl.Datetime("us", "UTC") = pa.Field(nullable=True, description="When newer evidence replaced it")  # type: ignore[valid-type]
    recorded_from: pl.Datetime("us", "UTC") = pa.Field(description="When the release with it went out")  # type: ignore[valid-type]
    recorded_to: pl.Datetime("us", "UTC") = pa.Field(nullable=True, description="When a release replaced it")  # type: ignore[valid-type]
    release_id: str = pa.Field(description="The release that brought it")
    change: str = pa.Field(description="new, updated, merged, split, withdrawn")
    changed: str = pa.Field(nullable=True, description="What changed, as a JSON list of names")
    why: str = pa.Field(nullable=True, description="Why it changed")
    state: str = pa.Field(nullable=True, description="The incident as it stood, as a JSON object: see STATE")


# The keys of `History.state`, named as in fact_incidents: what a reader of the history can ask for. Absent is null.
STATE = {
    "event_type": "VARCHAR",
    "date_start": "DATE",
    "date_end": "DATE",
    "date_prec": "INTEGER",
    "country": "VARCHAR",
    "adm_1": "VARCHAR",
    "place": "VARCHAR",
    "employer_ids": "VARCHAR[]",
    "perpetrator_ids": "VARCHAR[]",
    "deaths_contractors_low": "INTEGER",
    "deaths_contractors_best": "INTEGER",
    "deaths_contractors_high": "INTEGER",
    "high_is_open": "BOOLEAN",
    "wounded_contractors_best": "INTEGER",
    "captured_contractors_best": "INTEGER",
    "missing_contractors_best": "INTEGER",
    "low": "INTEGER",
    "best": "INTEGER",
    "high": "INTEGER",
    "figures_contested": "BOOLEAN",
    "grade": "VARCHAR",
    "number_of_sources": "INTEGER",
    "n_independent_sources": "INTEGER",
}


class Releases(_Frame):
    """One published release, from the ledger of releases."""

    release_id: str = pa.Field(description="Id of the release")
    released_at: pl.Datetime("us", "UTC") = pa.Field(description="When it was published")  # type: ignore[valid-type]
    schema_version: str = pa.Field(description="Version of the tables' shape")
    code_version: str = pa.Field(description="Version of the code")
    inputs: str = pa.Field(description="What it was made from, as a JSON object")
    has_samples: bool = pa.Field(description="It holds the sample articles")
    run_id: str = pa.Field(nullable=True, description="The run that built it")
    table_rows: str = pa.Field(description="Rows of each table, as a JSON object")
    table_digests: str = pa.Field(description="Digest of each table, as a JSON object")


# Where the columns of each input are declared. Articles come without text, spans and signature.
ARTICLE_TEXT = ("text", "spans", "signature")
MODELS: dict[str, type[pa.DataFrameModel]] = {
    "articles": frames.Articles,
    "readings": frames.Readings,
    "mentions": frames.Mentions,
    "claims": frames.Claims,
    "links": frames.Links,
    "incidents": frames.Incidents,
    "estimates": frames.Estimates,
    "rejects": frames.Rejects,
    "measures": Measures,
    "actors": Actors,
    "countries": Countries,
    "rules": Rules,
    "sources": Sources,
    "source_days": SourceDays,
    "coverage": Coverage,
    "wire_groups": WireGroups,
    "history": History,
    "etl_runs": frames.EtlRuns,
    "releases": Releases,
    "release": Releases,
}


def empty(name: str) -> pl.DataFrame:
    """An input with no rows and the right columns."""
    schema = polars_schema(MODELS[name])
    return pl.DataFrame(schema={c: t for c, t in schema.items() if not (name == "articles" and c in ARTICLE_TEXT)})


@dataclass(frozen=True)
class Inputs:
    """Everything that one release is made from: polars frames, or paths (globs too) of parquet files; None has no rows.

    `claims` are those of all article versions; `links` those of the current ones. `releases` are the earlier releases:
    the build adds its own row.
    """

    articles: Source
    mentions: Source
    claims: Source
    links: Source
    incidents: Source
    estimates: Source
    measures: Source
    actors: Source
    countries: Source
    rules: Source
    readings: Source | None = None
    sources: Source | None = None
    source_days: Source | None = None
    coverage: Source | None = None
    wire_groups: Source | None = None
    history: Source | None = None
    rejects: Source | None = None
    etl_runs: Source | None = None
    releases: Source | None = None

    def register(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make each input a view `raw_<name>`. Raises ValueError naming the columns that one lacks."""
        for name in (f.name for f in fields(self)):
            given = getattr(self, name)
            register(con, name, empty(name) if given is None else given)


def register(con: duckdb.DuckDBPyConnection, name: str, source: Source) -> None:
    if isinstance(source, Path):
        path = str(source).replace("'", "''")
        con.execute(f"create or replace temp view raw_{name} as select * from read_parquet('{path}')")  # noqa: S608 # quoted
    else:
        con.register(f"raw_{name}", source)
    have = {row[0] for row in con.execute(f"describe raw_{name}").fetchall()}
    missing = [column for column in empty(name).columns if column not in have]
    if missing:
        raise ValueError(
            f"The input `{name}` lacks {', '.join(missing)}; it has {', '.join(sorted(have))}. "
            f"Its columns are declared by {MODELS[name].__module__}.{MODELS[name].__name__}."
        )


@dataclass(frozen=True)
class ReleaseInfo:
    """What a release says of itself. `released_at` is aware, UTC; `inputs` names what it was made from, by digest."""

    release_id: str
    released_at: dt.datetime
    code_version: str
    inputs: Mapping[str, Any]
    has_samples: bool
    run_id: str | None = None
    schema_version: str = SCHEMA_VERSION

    def frame(self, rows: Mapping[str, int], digests: Mapping[str, str]) -> pl.DataFrame:
        """The release's own row of `releases`."""
        row = {
            "release_id": self.release_id,
            "released_at": self.released_at,
            "schema_version": self.schema_version,
            "code_version": self.code_version,
            "inputs": json.dumps(self.inputs, sort_keys=True, ensure_ascii=False),
            "has_samples": self.has_samples,
            "run_id": self.run_id,
            "table_rows": json.dumps(dict(sorted(rows.items()))),
            "table_digests": json.dumps(dict(sorted(digests.items()))),
        }
        return pl.DataFrame([row], schema=empty("releases").schema)
