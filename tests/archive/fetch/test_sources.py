"""The list of sources: ten lines that a person can write, and errors that say what to write instead."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.archive.fetch import Source, SourcesError, load, sources_frame
from pipelines.archive.fetch.sources import seconds

OWN = """
[[source]]
name = "my-outlet"
kind = "feed"
url = "https://www.example.org/feed"
countries = ["NER", "MLI"]
language = "fr"
every = "30m"
verified_on = 2024-11-21
"""


def test_ten_lines_make_a_source(tmp_path):
    (tmp_path / "own.toml").write_text(OWN)
    assert load(tmp_path / "own.toml") == [
        Source(
            "my-outlet", "feed", url="https://www.example.org/feed", domain="example.org", countries=("MLI", "NER"),
            language="fr", every=1800, verified_on=dt.date(2024, 11, 21),
        )
    ]  # fmt: skip


def test_a_second_list_changes_a_source_key_by_key(tmp_path):
    (tmp_path / "a.toml").write_text(OWN)
    (tmp_path / "b.toml").write_text('[[source]]\nname = "my-outlet"\nenabled = false\n')
    (source,) = load(tmp_path / "a.toml", tmp_path / "b.toml")
    assert (source.enabled, source.readable, source.language) == (False, False, "fr")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('name = "My Outlet"', "lower-case letters, digits and hyphens"),
        ('kind = "rss"', "kind is 'rss', expected one of feed, gdelt, reliefweb, folder, warc"),
        ('url = "ftp://example.org/feed"', "scheme 'ftp', expected http or https"),
        ('countries = ["ML"]', "expected a list of ISO 3166-1 alpha-3 codes"),
        ('country = "Mali"', "expected an ISO 3166-1 alpha-3 code"),
        ('language = "french"', "expected an ISO 639-1 code such as fr"),
        ('every = "10s"', "expected a span such as 30m, 1h or 1d"),
        ('verified_on = "2024-11-21"', "expected a day such as 2024-11-21, without quotes"),
        ('type = "blog"', "type is 'blog', expected one of agency"),
        ('enabled = "yes"', "expected true or false"),
        ("delay = -1", "expected a number of at least 0"),
        ('colour = "red"', "colour is no key of a source"),
    ],
)
def test_a_wrong_line_says_which_and_what_was_expected(tmp_path, line, message):
    key = line.partition(" ")[0]
    kept = [row for row in OWN.splitlines() if row.partition(" ")[0] != key]
    (tmp_path / "own.toml").write_text("\n".join([*kept, line]))
    with pytest.raises(SourcesError) as caught:
        load(tmp_path / "own.toml")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('kind = "feed"', "url is missing: a feed has an address"),
        ('kind = "gdelt"', "query is missing"),
        ('kind = "folder"', "path is missing: say which folder is watched"),
        ('kind = "warc"', "exactly one of them"),
    ],
)
def test_what_a_kind_needs_is_asked_for(tmp_path, table, message):
    (tmp_path / "own.toml").write_text(f'[[source]]\nname = "x"\n{table}\n')
    with pytest.raises(SourcesError, match=message):
        load(tmp_path / "own.toml")


def test_all_problems_are_told_at_once_and_broken_toml_is_one(tmp_path):
    (tmp_path / "own.toml").write_text('[[source]]\nname = "a"\nkind = "x"\n[[source]]\nname = "b"\nkind = "y"\n')
    (tmp_path / "bad.toml").write_text("[[source\n")
    with pytest.raises(SourcesError) as caught:
        load(tmp_path / "own.toml", tmp_path / "bad.toml")
    assert len(str(caught.value).splitlines()) == 3


def test_a_name_that_stands_twice_in_one_list_is_a_mistake(tmp_path):
    (tmp_path / "own.toml").write_text(OWN + OWN)
    with pytest.raises(SourcesError, match="stands twice"):
        load(tmp_path / "own.toml")


def test_the_list_that_ships_is_off_and_unverified_and_has_no_two_alike():
    sources = load()
    assert len(sources) >= 40
    assert not any(source.enabled or source.verified_on for source in sources)
    assert {"en", "fr"} <= {source.language for source in sources}
    assert {"agency", "broadcaster", "newspaper", "outlet", "monitor", "humanitarian", "search"} <= {
        s.type for s in sources
    }
    addresses = [source.url for source in sources if source.url and source.kind == "feed"]
    assert len(addresses) == len(set(addresses))
    assert all(source.domain for source in sources if source.kind == "feed")


def test_the_frame_of_sources_has_a_row_each_by_name(tmp_path):
    (tmp_path / "own.toml").write_text(OWN)
    frame = sources_frame(load(tmp_path / "own.toml"))
    assert frame.select("source", "domain", "countries", "verified_on").rows() == [
        ("my-outlet", "example.org", ["MLI", "NER"], dt.date(2024, 11, 21))
    ]


@pytest.mark.parametrize(("text", "expected"), [("5m", 300), ("1h", 3600), ("2d", 172800)])
def test_spans_are_read(text, expected):
    assert seconds(text) == expected
