"""The release in other formats: whole, safe to open, and without anybody's texts."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.warehouse.build import build
from pipelines.warehouse.export import LONGEST_QUOTE, export
from pipelines.warehouse.publish import publish
from warehouse.small import NOW, article, claim, doc, estimate, incident, inputs, link, measures, mention, release

LONG = "word " * 600


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two incidents of two years, one without a place; a title that a spreadsheet would run; a quote that is too long."""
    folder = tmp_path_factory.mktemp("home")
    place = {"latitude": 18.44, "longitude": 1.41, "where_prec": 1, "place": "Kidal"}
    given = inputs(
        articles=[article("a", 1, title='=HYPERLINK("http://x")'), article("b", 2)],
        mentions=[mention("a", **place), mention("b", date_start=None, date_end=None, date_prec=None)],
        claims=[claim("a"), claim("b", quote=LONG)],
        links=[link("a", 1), link("b", 2)],
        incidents=[incident(1, **place), incident(2, date_start=None, date_end=None, date_prec=None)],
        estimates=[
            estimate(n, 5, 5, 5, victim_group=group, claim_ids=f'["{doc(letter)}#0.0"]')
            for n, letter in ((1, "a"), (2, "b"))
            for group in ("contractor", "total")
        ],
        measures=[measures(1), measures(2)],
    )
    publish(build(folder / "work" / "x.duckdb", given, release()), folder, now=NOW)
    return folder


@pytest.fixture(scope="module")
def exported(home: Path) -> Path:
    export(home, home / "export")
    return home / "export"


def test_incidents_and_claims_are_partitioned_by_year_and_undated_ones_are_kept(exported: Path) -> None:
    rows = duckdb.sql(
        f"select incident_id, year from '{exported}/parquet/fact_incidents/*/*.parquet' order by 1"
    ).fetchall()
    assert [(incident_id, None if year is None else int(year)) for incident_id, year in rows] == [
        ("CL-000001", 2024),
        ("CL-000002", None),
    ]


def test_no_cell_of_a_csv_runs_in_a_spreadsheet(exported: Path) -> None:
    assert "'=HYPERLINK" in (exported / "csv" / "dim_article.csv").read_text()
    for file in exported.rglob("*.csv"):
        assert not any(line.startswith(("=", "+", "@")) for line in file.read_text().splitlines()), file.name


def test_quotes_are_cut_to_what_may_be_quoted(exported: Path) -> None:
    quotes = pl.read_csv(exported / "csv" / "fact_claims.csv")["quote"]
    assert quotes.str.len_chars().max() == LONGEST_QUOTE
    lengths = duckdb.sql(f"select max(length(quote)) from '{exported}/parquet/fact_claims/*/*.parquet'").fetchall()
    assert lengths == [(LONGEST_QUOTE,)]


def test_the_map_has_points_where_places_are_known_and_keeps_the_rest(exported: Path) -> None:
    features = json.loads((exported / "incidents.geojson").read_text())["features"]
    assert [feature["geometry"] for feature in features] == [{"type": "Point", "coordinates": [1.41, 18.44]}, None]
    assert features[0]["properties"]["deaths_contractors_best"] == 5


def test_the_ged_shaped_file_has_ged_s_names(exported: Path) -> None:
    header = (exported / "incidents_ged.csv").read_text().splitlines()[0].split(",")
    assert {"id", "side_a", "side_b", "where_prec", "date_prec", "deaths_a", "deaths_b", "best", "high", "low"} <= set(
        header
    )


def test_a_citation_and_a_licence_note_name_the_release(exported: Path) -> None:
    assert 'version: "R000001"' in (exported / "CITATION.cff").read_text()
    assert "release R000001" in (exported / "LICENCE.txt").read_text()


def test_an_export_replaces_the_one_before_and_nothing_else(home: Path, exported: Path, tmp_path: Path) -> None:
    (exported / "csv" / "of_an_older_release.csv").write_text("x")
    assert exported / "CITATION.cff" in export(home, exported)
    assert not (exported / "csv" / "of_an_older_release.csv").exists()
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(ValueError, match="holds other files"):
        export(home, tmp_path)
    assert (tmp_path / "thesis.docx").read_text() == "mine"


def test_only_what_is_asked_for_is_written(home: Path, tmp_path: Path) -> None:
    written = export(home, tmp_path / "map", ["geojson"])
    assert [file.name for file in written] == ["CITATION.cff", "LICENCE.txt", "incidents.geojson"]


def test_a_release_of_samples_says_so_wherever_it_goes(tmp_path: Path) -> None:
    given = inputs(articles=[article("a", 1, method="sample")])
    publish(build(tmp_path / "work" / "x.duckdb", given, release(has_samples=True)), tmp_path, now=NOW)
    export(tmp_path, tmp_path / "export", ["ged"])
    assert "invented" in (tmp_path / "export" / "LICENCE.txt").read_text()
    assert "is no data" in (tmp_path / "export" / "CITATION.cff").read_text()
