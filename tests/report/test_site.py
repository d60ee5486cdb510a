"""The pages of a release, made from a small warehouse."""

from __future__ import annotations

import datetime as dt
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from pipelines.report.queries import read
from pipelines.report.site import PAGES, front_data, write_report
from pipelines.settings import PROJECT_ROOT
from tests.warehouse import small

HOSTILE = "<script>alert(1)</script>\u202e\"'><img src=x onerror=alert(2)>"


class Tags(HTMLParser):
    """The elements of a page with their attributes, and what is text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def parsed(path: Path) -> Tags:
    tags = Tags()
    tags.feed(path.read_text(encoding="utf-8"))
    return tags


@pytest.fixture
def hostile(tmp_path):
    """A release in which title, quote, claimant, publisher and address of an article are attacks."""
    quote = f"{HOSTILE} Five"
    con, result = small.built(
        tmp_path,
        articles=[
            small.article("a", 1, title=HOSTILE, publisher=HOSTILE, url="javascript:alert(3)"),
            small.article("b", 2, url="https://b.example/news?a=1&b=2"),
            small.article("c", 3, publisher="The Copy"),
        ],
        mentions=[small.mention(letter) for letter in "abc"],
        claims=[
            small.claim("a", quote=quote, sentence=f"He said: {quote}, no more.", claimant=HOSTILE),
            *(
                small.claim(letter, claimant="JNIM", claimant_type="perpetrator", figure_min=9, figure_max=None)
                | {"figure_point": 9, "modifier": "at_least", "quote": "at least nine", "char_end": 23}
                | {"sentence": "JNIM counts at least nine."}
                for letter in "bc"
            ),
        ],
        links=[small.link(letter, 1) for letter in "abc"],
        wire_groups=[{"document_id": small.doc(letter), "near_duplicate_group": "wire"} for letter in "bc"],
    )
    con.close()
    return result.staging


def test_a_report_has_every_page_and_one_for_every_incident_and_nothing_else_of_an_older_one(hostile, tmp_path):
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "validation.html").write_text("kept")
    (folder / "old.html").write_text("gone")

    files = write_report(hostile, folder)

    assert {f"{name}.html" for name in PAGES} <= {path.name for path in files}
    assert folder / "incidents" / "CL-000001.html" in files
    assert (folder / "validation.html").read_text() == "kept"
    assert not (folder / "old.html").exists()
    assert [path.name for path in tmp_path.iterdir() if "report" in path.name] == ["report"]


def test_the_same_release_gives_the_same_files(hostile, tmp_path):
    first = {p.name: p.read_bytes() for p in write_report(hostile, tmp_path / "one")}
    assert {p.name: p.read_bytes() for p in write_report(hostile, tmp_path / "two")} == first


def test_a_hostile_article_is_text_on_every_page(hostile, tmp_path):
    allowed = {"d3.min.js", "plot.umd.min.js", "topojson-client.min.js", "world.js", "incidents.js", "common.js"}
    allowed |= {"draw.js", "series.js", "map.js", "front.js", "table.js", "incident.js", "dictionary.js"}
    pages = [path for path in write_report(hostile, tmp_path / "report") if path.suffix == ".html"]
    for path in pages:
        tags = parsed(path)
        for tag, attributes in tags.elements:
            assert tag not in {"img", "iframe", "object", "embed"}
            assert not [name for name in attributes if name.startswith("on")]
            assert not (attributes.get("href") or "").lower().startswith("javascript:")
            if tag == "script":
                assert attributes.get("type") == "application/json" or Path(attributes["src"] or "").name in allowed
        assert "\u202e" not in path.read_text(encoding="utf-8")
    text = parsed(tmp_path / "report" / "incidents" / "CL-000001.html").text
    assert "<script>alert(1)</script>" in text
    assert "javascript:alert(3)" in text


def test_nothing_is_asked_of_the_network(hostile, tmp_path):
    for path in write_report(hostile, tmp_path / "report"):
        if path.suffix == ".html":
            for tag, attributes in parsed(path).elements:
                loaded = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
                assert loaded is None or not re.match(r"(https?:)?//", loaded)
        elif path.suffix == ".css":
            assert not re.search(r"url\(|@import", path.read_text(encoding="utf-8"))


def test_links_within_the_report_lead_somewhere(hostile, tmp_path):
    folder = tmp_path / "report"
    anchors = {attributes.get("id") for _, attributes in parsed_all(write_report(hostile, folder))}
    for page in folder.rglob("*.html"):
        for _tag, attributes in parsed(page).elements:
            target = attributes.get("href") or ""
            if target.startswith(("http", "data:")) or not target:
                continue
            name, _, anchor = target.partition("#")
            assert not name or (page.parent / name).resolve().exists(), (page.name, target)
            assert not anchor or anchor in anchors, (page.name, target)


def parsed_all(files):
    return [element for path in files if path.suffix == ".html" for element in parsed(path).elements]


def test_the_quote_is_marked_in_its_sentence(hostile, tmp_path):
    write_report(hostile, tmp_path / "report")
    page = (tmp_path / "report" / "incidents" / "CL-000001.html").read_text(encoding="utf-8")
    assert "JNIM counts <mark>at least nine</mark>." in page


def test_copies_of_one_wire_story_are_one_voice_that_names_each(hostile, tmp_path):
    write_report(hostile, tmp_path / "report")
    page = (tmp_path / "report" / "incidents" / "CL-000001.html").read_text(encoding="utf-8")
    assert page.count("<mark>at least nine</mark>") == 1
    assert "1 copy of the same wire story" in page
    assert "The Copy" in page and "https://b.example/news?a=1&amp;b=2" in page


def test_the_numbers_of_the_front_are_those_of_the_series(tmp_path):
    con, result = small.built(
        tmp_path,
        articles=[small.article("a", 1), small.article("b", 2)],
        mentions=[small.mention("a"), small.mention("b")],
        claims=[small.claim("a"), small.claim("b")],
        links=[small.link("a", 1), small.link("b", 2)],
        incidents=[small.incident(1), small.incident(2, country="SDN", date_start=dt.date(2024, 11, 2))],
        estimates=[small.estimate(1, 5, 5, 9), small.estimate(2, None, None, None)],
        measures=[small.measures(1), small.measures(2)],
    )
    series = con.sql(
        "select sum(low), sum(best), sum(high), sum(n_incidents) from losses_monthly where effect = 'killed'"
    ).fetchall()[0]
    con.close()
    shown = front_data(read(result.staging))["losses"]["killed/ucdp_lower_reliable"]
    sums = [sum(value for value in shown[name] if value is not None) for name in ("low", "best", "high")]
    assert (*sums, len(shown["incident"])) == series
    assert None in shown["best"], "unknown stays null on its way to the page"


def test_samples_are_said_loudly_on_every_page_and_only_where_there_are_any(hostile, tmp_path):
    write_report(hostile, tmp_path / "own")
    with duckdb.connect(str(hostile)) as con:
        con.execute("update releases set has_samples = true")
    write_report(hostile, tmp_path / "samples")
    for page in (tmp_path / "samples").rglob("*.html"):
        assert "Sample articles, not data." in page.read_text(encoding="utf-8")
    for page in (tmp_path / "own").rglob("*.html"):
        assert "Sample articles" not in page.read_text(encoding="utf-8")


def test_an_incident_that_was_merged_away_keeps_its_address(hostile, tmp_path):
    with duckdb.connect(str(hostile)) as con:
        con.execute(
            "insert into fact_incident_history by name select * replace ('CL-000009' as incident_id, 'merged' as change, "
            "'merged into CL-000001' as why) from (from fact_incident_history union all by name select 'x' as incident_id, "
            "1 as version) limit 1"
        )
    write_report(hostile, tmp_path / "report")
    text = parsed(tmp_path / "report" / "incidents" / "CL-000009.html").text
    assert "no longer an incident of its own" in text
    assert "merged into CL-000001" in text


def test_an_id_that_is_no_name_of_a_page_is_refused(hostile, tmp_path):
    with duckdb.connect(str(hostile)) as con:
        for table in ("fact_incidents", "fact_incident_losses"):
            con.execute(f"update {table} set incident_id = '../../evil'")
    with pytest.raises(ValueError, match="expected an id of letters"):
        write_report(hostile, tmp_path / "report")
    assert not (tmp_path / "evil.html").exists()


def test_without_a_published_file_the_next_step_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="losses run"):
        write_report(tmp_path / "losses.duckdb", tmp_path / "report")


def test_the_picture_is_drawn_from_claims_and_rules_of_the_incident(hostile, tmp_path):
    write_report(hostile, tmp_path / "report")
    page = (tmp_path / "report" / "incidents" / "CL-000001.html").read_text(encoding="utf-8")
    data = json.loads(re.findall(r'<script type="application/json">(.*?)</script>', page)[0])
    claims = {claim["said"]: (claim["low"], claim["high"], claim["side"]) for claim in data["claims"]}
    assert claims == {"5": (5, 5, "outlet"), "at least 9": (9, None, "attackers")}
    assert data["rules"][0]["is_default"]


def test_what_people_ruled_stands_on_the_page_of_the_incident(hostile, tmp_path):
    told = (
        (1, "ruling RL-0001: a copy; the officer was misquoted; ruling RL-0002: seen on video; new article x"),
        (2, "ruling RL-0002 no longer stands"),
    )
    with duckdb.connect(str(hostile)) as con:
        for version, why in told:
            con.execute(
                "insert into fact_incident_history by name select 'CL-000001' as incident_id, ? as version, ? as why, "
                "'updated' as change, timestamptz '2025-01-02 00:00:00+00' as recorded_from",
                [version, why],
            )
    write_report(hostile, tmp_path / "report")
    text = " ".join(parsed(tmp_path / "report" / "incidents" / "CL-000001.html").text.split())
    assert "RL-0001, 2025-01-02: a copy; the officer was misquoted" in text
    assert "RL-0002, 2025-01-02 undone: seen on video" in text


def test_the_coverage_page_names_the_gaps_between_months_that_were_read(tmp_path):
    rows = [
        {"country": "MLI", "date_from": dt.date(2024, first, 1), "date_to": dt.date(2024, first, 29), "why": "read"}
        for first in (2, 3, 8)
    ]
    con, result = small.built(tmp_path, coverage=rows)
    con.close()
    published = read(result.staging)
    assert front_data(published)["covered"] == {
        "MLI": [(dt.date(2024, 2, 1), dt.date(2024, 3, 1)), (dt.date(2024, 8, 1), dt.date(2024, 8, 1))]
    }
    write_report(result.staging, tmp_path / "report")
    text = " ".join(parsed(tmp_path / "report" / "coverage.html").text.split())
    assert "1 stretch between months in coverage" in text
    assert "Mali2024-042024-074" in text


def test_the_published_file_is_offered_where_it_lies_beside_the_report(hostile, tmp_path):
    write_report(hostile, hostile.parent / "report")
    links = [attributes.get("href") for _, attributes in parsed(hostile.parent / "report" / "data.html").elements]
    assert f"../{hostile.name}" in links
    write_report(hostile, tmp_path / "elsewhere" / "report")
    links = [
        attributes.get("href") or ""
        for _, attributes in parsed(tmp_path / "elsewhere" / "report" / "data.html").elements
    ]
    assert not [link for link in links if link.endswith(".duckdb")]


def test_a_revision_says_of_which_incident_where_and_when_and_from_what_to_what(hostile, tmp_path):
    with duckdb.connect(str(hostile)) as con:
        for version, change, best in ((1, "new", 5), (2, "updated", 6)):
            con.execute(
                "insert into fact_incident_history by name select 'CL-000001' as incident_id, ? as version, ? as change, "
                "['deaths_contractors_best'] as changed, 'new article' as why, 'R000001' as release_id, 'weak' as grade, "
                "timestamptz '2025-01-02 00:00:00+00' as recorded_from, ? as deaths_contractors_low, "
                "? as deaths_contractors_best, ? as deaths_contractors_high",
                [version, change, best, best, best],
            )
    write_report(hostile, tmp_path / "report")
    text = " ".join(parsed(tmp_path / "report" / "revisions.html").text.split())
    assert "Since the last release: 1 updated." in text
    assert "CL-000001Mali, 2024-11-21" in text
    assert "updateddeaths contractors best56weaknew article" in text


def test_each_number_leads_to_the_query_that_made_it(hostile, tmp_path):
    folder = tmp_path / "report"
    pages = [path for path in write_report(hostile, folder) if path.suffix == ".html"]
    named = {
        (attributes["href"] or "").partition("#")[2]
        for path in pages
        for tag, attributes in parsed(path).elements
        if tag == "a" and "data.html#" in (attributes.get("href") or "")
    }
    assert {"fact_incidents", "fact_claims", "fact_incident_losses", "revisions", "coverage_months"} <= named
    dictionary = parsed(folder / "data.html").text
    for name in named - {"h-dictionary"}:
        made_by = re.search(rf"Made by (sql/\w+/{name}\.sql)", dictionary)
        assert made_by is not None, name
        assert (PROJECT_ROOT / made_by[1]).exists()
