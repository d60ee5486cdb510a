"""Small literal frames to build a warehouse from: each helper fills in what a test does not care about."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.warehouse.build import BuildResult, build
from pipelines.warehouse.inputs import Inputs, ReleaseInfo, empty

NOW = dt.datetime(2024, 12, 1, 6, tzinfo=dt.UTC)


def frame(name: str, rows: list[dict[str, Any]], **defaults: Any) -> pl.DataFrame:
    """Rows of an input; a column that neither a row nor a default gives is null."""
    schema = empty(name).schema
    return pl.DataFrame([{c: row.get(c, defaults.get(c)) for c in schema} for row in rows], schema=schema)


def doc(letter: str) -> str:
    return letter * 64


def article(letter: str, sequence: int, **values: Any) -> dict[str, Any]:
    return {
        "document_id": doc(letter),
        "sequence": sequence,
        "fetched_at": dt.datetime(2024, 11, 24, 12, sequence, tzinfo=dt.UTC),
        "method": "file",
        "article_id": f"art-{letter}",
        "article_key": f"id:art-{letter}",
        "language": "en",
        "published_on": dt.date(2024, 11, 23),
        "publisher": "The Example",
        **values,
    }


def mention(letter: str, position: int = 0, **values: Any) -> dict[str, Any]:
    return {
        "mention_id": f"{doc(letter)}#{position}",
        "document_id": doc(letter),
        "role": "main",
        "event_type": "ambush",
        "date_start": dt.date(2024, 11, 21),
        "date_end": dt.date(2024, 11, 21),
        "date_prec": 1,
        "country": "MLI",
        "where_prec": 4,
        "perpetrators": "[]",
        "employers": actors("wagner_group"),
        **values,
    }


def claim(letter: str, position: int = 0, incident: int = 0, **values: Any) -> dict[str, Any]:
    quote = values.pop("quote", "Five Russian mercenaries were killed.")
    return {
        "claim_id": f"{doc(letter)}#{incident}.{position}",
        "mention_id": f"{doc(letter)}#{incident}",
        "document_id": doc(letter),
        "effect": "killed",
        "victim_group": "contractor",
        "employer_id": "wagner_group",
        "nationality": "RUS",
        "figure_min": 5,
        "figure_max": 5,
        "figure_point": 5,
        "modifier": "exact",
        "figure_text": "Five",
        "claimant_type": "media",
        "stance": "asserted",
        "evidence_type": "statement",
        "superseded": False,
        "cumulative": False,
        "quote": quote,
        "char_start": 10,
        "char_end": 10 + len(quote),
        "sentence": quote,
        "victims_named": False,
        **values,
    }


def incident(number: int, **values: Any) -> dict[str, Any]:
    return {
        "incident_id": f"CL-{number:06d}",
        "event_type": "ambush",
        "date_start": dt.date(2024, 11, 21),
        "date_end": dt.date(2024, 11, 21),
        "date_prec": 1,
        "country": "MLI",
        "where_prec": 4,
        "perpetrators": "[]",
        "employers": actors("wagner_group"),
        "is_summary": False,
        "disputed_event": False,
        "first_reported_at": dt.datetime(2024, 11, 23, tzinfo=dt.UTC),
        **values,
    }


def estimate(number: int, low: int | None, best: int | None, high: int | None, **values: Any) -> dict[str, Any]:
    return {
        "incident_id": f"CL-{number:06d}",
        "scope": "incident",
        "victim_group": "contractor",
        "effect": "killed",
        "rule_id": "ucdp_lower_reliable",
        "low": low,
        "best": best,
        "high": high,
        "high_is_open": False,
        "contested": False,
        "claim_ids": "[]",
        **values,
    }


def link(letter: str, number: int, position: int = 0, **values: Any) -> dict[str, Any]:
    return {"mention_id": f"{doc(letter)}#{position}", "incident_id": f"CL-{number:06d}", "method": "alone", **values}


def measures(number: int, **values: Any) -> dict[str, Any]:
    return {
        "incident_id": f"CL-{number:06d}",
        "number_of_sources": 1,
        "n_independent_sources": 1,
        "grade": "weak",
        "figures_contested": False,
        **values,
    }


def actors(*ids: str) -> str:
    return json.dumps([{"actor_id": i, "name": i.replace("_", " ").title(), "text": i, "hedge": None} for i in ids])


ACTORS = [
    {"actor_id": "wagner_group", "name": "Wagner Group", "type": "pmc", "country": "RUS", "successor": "africa_corps"}
    | {"valid_from": "2014", "valid_to": "2024", "aliases": "Wagner|PMC Wagner"},
    {"actor_id": "africa_corps", "name": "Africa Corps", "type": "pmc", "country": "RUS", "parent": "wagner_group"}
    | {"valid_from": "2023"},
    {"actor_id": "jnim", "name": "JNIM", "type": "rebel", "country": "MLI", "valid_from": "2017-03"},
]
RULES = [
    {"rule_id": "ucdp_lower_reliable", "version": "1", "description": "Reliable tolls.", "source": "UCDP GED codebook"}
    | {"is_default": True},
    {"rule_id": "airwars_range", "version": "1", "description": "Min and max.", "source": "Airwars methodology"}
    | {"is_default": False},
]
COUNTRIES = [
    {"iso3": "MLI", "name": "Mali", "continent": "AF"},
    {"iso3": "SDN", "name": "Sudan", "continent": "AF"},
    {"iso3": "CAF", "name": "Central African Republic", "continent": "AF"},
]


def inputs(**rows: list[dict[str, Any]] | pl.DataFrame) -> Inputs:
    """One article, one incident, one claim of five dead, unless given otherwise."""
    given: dict[str, Any] = {
        "articles": [article("a", 1)],
        "mentions": [mention("a")],
        "claims": [claim("a")],
        "links": [link("a", 1)],
        "incidents": [incident(1)],
        "estimates": [
            estimate(1, 5, 5, 5, claim_ids=json.dumps([f"{doc('a')}#0.0"])),
            estimate(1, 5, 5, 5, scope="employer", employer_id="wagner_group"),
            estimate(1, 5, 5, 5, victim_group="total"),
        ],
        "measures": [measures(1)],
        "actors": ACTORS,
        "countries": COUNTRIES,
        "rules": RULES,
        **rows,
    }
    return Inputs(**{n: v if isinstance(v, pl.DataFrame) else frame(n, v) for n, v in given.items()})


def release(number: int = 1, **values: Any) -> ReleaseInfo:
    given = {"release_id": f"R{number:06d}", "released_at": NOW, "code_version": "test", "inputs": {"archive": 1}}
    return ReleaseInfo(**{**given, "has_samples": False, **values})


def built(folder: Path, **rows: Any) -> tuple[duckdb.DuckDBPyConnection, BuildResult]:
    """Build the small warehouse and open it, writable, for a test to look at or to spoil."""
    result = build(folder / "staging.duckdb", inputs(**rows), release())
    return duckdb.connect(str(result.staging)), result
