"""The articles that ship with the product, read as anybody's articles are."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from pipelines import sample
from pipelines.archive.documents import Found, Rejected
from pipelines.archive.inputs import scan
from pipelines.articles import read_document
from pipelines.schemas.contract import Article

NOW = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)


@cache
def found() -> list[Found | Rejected]:
    return list(scan(sample.paths()))


@cache
def articles() -> list[Article]:
    return [
        read_document(item.payload, item.media_type, item.meta, origin=item.origin, now=NOW)
        for item in found()
        if isinstance(item, Found)
    ]


def test_no_sample_is_rejected() -> None:
    assert [item for item in found() if isinstance(item, Rejected)] == []
    assert len(articles()) == len(found()) >= 40


def test_every_sample_has_what_a_reader_looks_for() -> None:
    for article in articles():
        assert article.title and article.publisher and article.published_on, article.article_id
        assert 70 <= len(article.text.split()) <= 450, article.article_id


def test_ids_are_given_and_differ() -> None:
    ids = [article.article_id for article in articles()]
    assert len(set(ids)) == len(ids)
    assert not [name for name in ids if name.startswith("sha256:")]


def test_they_come_in_two_languages_and_in_every_form() -> None:
    languages = [article.language for article in articles()]
    assert set(languages) == {"en", "fr"}
    assert languages.count("fr") >= 8
    endings = {path.suffix for path in sample.paths()[0].rglob("*")}
    assert {".html", ".txt", ".jsonl", ".json"} <= endings


def test_their_addresses_lead_nowhere() -> None:
    for article in articles():
        assert article.url is None or (urlsplit(article.url).hostname or "").endswith(".example"), article.url


def test_one_page_has_a_later_version_under_the_same_address() -> None:
    urls = [article.url for article in articles() if article.url]
    assert len(urls) - len(set(urls)) == 1


def test_pages_are_read_without_their_navigation_and_links_to_other_stories() -> None:
    for article in articles():
        for noise in ("cookies", "Accept all", "Tout accepter", "You may also like", "Most read", "Flood barrier"):
            assert noise not in article.text, (article.article_id, noise)


def test_the_readme_names_every_folder_and_says_what_is_invented() -> None:
    readme = (Path(sample.__file__).parent / "README.md").read_text(encoding="utf-8")
    folders = [path.name for path in sample.paths()[0].iterdir() if path.is_dir()]
    assert [folder for folder in folders if f"`{folder}/`" not in readme] == []
    assert "no record of facts" in readme


def test_the_coverage_has_days_in_order_and_a_reason() -> None:
    with sample.coverage().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == {"country", "from", "to", "why"}
    for row in rows:
        assert len(row["country"]) == 3 and row["why"]
        assert dt.date.fromisoformat(row["from"]) <= dt.date.fromisoformat(row["to"])
