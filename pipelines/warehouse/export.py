"""The published release in other formats: Parquet by year, CSV, GeoJSON, GED-shaped CSV, with how to cite it and its licence.

What belongs here: copying what is published. What does not: article texts, which are never exported, and any new figure.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import duckdb
import polars as pl

from pipelines.warehouse.query import csv_safe, fetch, open_read_only

Kind = Literal["parquet", "csv", "geojson", "ged"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# What is exported; the rest of the warehouse (runs, rejects) says how it was made and stays in it.
TABLES = (
    "fact_incidents",
    "fact_claims",
    "fact_casualty_estimates",
    "fact_incident_history",
    "fact_source_days",
    "bridge_incident_article",
    "bridge_incident_actor",
    "dim_actor",
    "dim_article",
    "dim_country",
    "dim_date",
    "dim_location",
    "dim_rule",
    "dim_source",
    "coverage_months",
    "releases",
)
VIEWS = ("losses_monthly", "losses_yearly", "country_months", "claims_wide", "incidents_wide", "incidents_acled")
# Tables of a size that is worth partitioning, by the year of what they tell; a null year has its own folder.
YEARS = {"fact_incidents": "year(date_start)", "fact_claims": "year(date_start)"}
# Quotes are cited, texts are not: nothing longer than this leaves the warehouse.
LONGEST_QUOTE = 1_200
# A folder that holds it was made by an export, and may be replaced by one.
MARKER = ".losses-export"


def export(home: Path, target: Path, kinds: Sequence[Kind] = KINDS) -> list[Path]:
    """Write the published release below `target` in the given formats, with CITATION.cff and LICENCE.txt.

    The folder is replaced as a whole: no file of an earlier release stays in it. Returns the files written, sorted.
    Raises NoWarehouseError where nothing is published, and ValueError where `target` holds what no export made.
    """
    if target.exists() and any(target.iterdir()) and not (target / MARKER).exists():
        raise ValueError(f"{target} holds other files; export into an empty folder, or one that `losses export` made.")
    con = open_read_only(home, allow_files=True)
    try:
        release = fetch(con, "from releases order by released_at desc, release_id desc limit 1").row(0, named=True)
        partial = target.with_name(f".{target.name}.new")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        (partial / MARKER).write_text(str(release["release_id"]), encoding="utf-8")
        writers: dict[str, Callable[[duckdb.DuckDBPyConnection, Path], None]] = {
            "parquet": _parquet, "csv": _csv, "geojson": _geojson, "ged": _ged,
        }  # fmt: skip
        for kind in kinds:
            writers[kind](con, partial)
        (partial / "CITATION.cff").write_text(citation(release), encoding="utf-8")
        (partial / "LICENCE.txt").write_text(licence(release), encoding="utf-8")
    finally:
        con.close()
    shutil.rmtree(target, ignore_errors=True)
    partial.replace(target)
    return sorted(file for file in target.rglob("*") if file.is_file() and file.name != MARKER)


def citation(release: dict[str, Any]) -> str:
    """CITATION.cff 1.2 for one release: cite the release, for the next one revises it."""
    warning = (
        "This release holds the product's invented sample articles and is no data. " if release["has_samples"] else ""
    )
    return f"""cff-version: 1.2.0
type: dataset
title: "contractor-losses: foreign military-contractor losses, by claim"
message: "{warning}Cite the release you used: later ones revise it."
version: "{release["release_id"]}"
date-released: {release["released_at"]:%Y-%m-%d}
abstract: >-
  Claims about foreign military contractors killed, wounded, captured or missing, each with the sentence that carries
  it, and the incidents and low/best/high estimates that were made from them.
  Code {release["code_version"]}, schema {release["schema_version"]}.
authors:
  - name: "the operators of this copy of contractor-losses"
"""


def licence(release: dict[str, Any]) -> str:
    """What may be done with an export, in plain words."""
    warning = (
        "This release was made from the sample articles that ship with the product. They are invented: nothing in it is a\n"
        "record of facts.\n\n"
        if release["has_samples"]
        else ""
    )
    return f"""{warning}The figures, codes and links in this folder (release {release["release_id"]}) are facts and may be used by
anybody; please cite the release (CITATION.cff).

The quotes are short extracts from news articles. Their rights stay with the publishers named beside them: quote
them as you would quote a newspaper, with the source, and do not put them together again into articles. No article text is in
this folder.

Place names and coordinates come from GeoNames (CC BY 4.0, https://www.geonames.org). Column names of GED and ACLED are used for
comparison only: these are no data of UCDP or ACLED.
"""


def _parquet(con: duckdb.DuckDBPyConnection, target: Path) -> None:
    for name in TABLES:
        folder = target / "parquet" / name
        folder.mkdir(parents=True)
        quoted = str(folder).replace("'", "''")
        if name in YEARS:
            rows = f"select {_columns(con, name)}, {YEARS[name]} as year from {name}"  # noqa: S608 # names of ours
            how = "format parquet, compression zstd, partition_by (year), overwrite_or_ignore"
            con.execute(f"copy ({rows}) to '{quoted}' ({how})")
        else:
            rows = f"select {_columns(con, name)} from {name}"  # noqa: S608 # as above
            con.execute(f"copy ({rows}) to '{quoted}/{name}.parquet' (format parquet, compression zstd)")


def _csv(con: duckdb.DuckDBPyConnection, target: Path) -> None:
    folder = target / "csv"
    folder.mkdir()
    for name in (*TABLES, *VIEWS):
        rows = fetch(con, f"select {_columns(con, name)} from {name} order by all")  # noqa: S608 # names of ours
        (folder / f"{name}.csv").write_text(csv_safe(rows), encoding="utf-8")


def _ged(con: duckdb.DuckDBPyConnection, target: Path) -> None:
    rows = fetch(con, "from incidents_ged order by id")
    (target / "incidents_ged.csv").write_text(csv_safe(rows), encoding="utf-8")


def _geojson(con: duckdb.DuckDBPyConnection, target: Path) -> None:
    """A FeatureCollection (RFC 7946) of the incidents; one without coordinates has a null geometry and is kept."""
    rows = fetch(
        con,
        """
        select wide.*, incidents.latitude, incidents.longitude, incidents.where_prec, incidents.is_summary
        from incidents_wide as wide inner join fact_incidents as incidents on wide.incident_id = incidents.incident_id
        order by wide.incident_id
        """,
    )
    with (target / "incidents.geojson").open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [\n')
        for number, feature in enumerate(_features(rows)):
            file.write((",\n" if number else "") + json.dumps(feature, ensure_ascii=False, default=str))
        file.write("\n]}\n")


def _features(rows: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in rows.iter_rows(named=True):
        latitude, longitude = row.pop("latitude"), row.pop("longitude")
        point = None if latitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
        yield {"type": "Feature", "id": row["incident_id"], "geometry": point, "properties": row}


def _columns(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """The columns of a table, with quotes and sentences cut to what may be quoted."""
    names = [row[0] for row in con.execute(f"describe {name}").fetchall()]
    short = {"quote", "sentence"} if name == "fact_claims" else set()
    return ", ".join(f"left({c}, {LONGEST_QUOTE}) as {c}" if c in short else c for c in names)
