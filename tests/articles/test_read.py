"""A document is an article, or a reject that says why not."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive.documents import Found, document_id
from pipelines.archive.store import Archive
from pipelines.articles import Unreadable, read_articles, read_document, to_article
from pipelines.articles.read import read
from pipelines.schemas import frames
from pipelines.schemas.contract import Article
from pipelines.schemas.quarantine import polars_schema

from .pages import BODY, LEAD, page

NOW = dt.datetime(2026, 3, 4, 12, 0, tzinfo=dt.UTC)
TEXT = "\n\n".join(BODY)


def article(payload: str | bytes, media_type: str = "text/plain", meta: dict[str, Any] | None = None) -> Article:
    raw = payload.encode() if isinstance(payload, str) else payload
    return read_document(raw, media_type, meta, origin="test", now=NOW)


def line(**fields: Any) -> Article:
    return article(json.dumps(fields), "application/json")


def reason(payload: str | bytes, media_type: str = "text/plain", meta: dict[str, Any] | None = None) -> str:
    with pytest.raises(Unreadable) as error:
        article(payload, media_type, meta)
    return error.value.reason


# Text


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), f"\n\n  {TEXT}\t\n", "\u202eRTL\u202c " + TEXT])
def test_text_stays_as_it_is(text: str) -> None:
    assert article(text).text == text


def test_what_is_not_given_and_not_said_is_unknown() -> None:
    read = article(TEXT)
    assert (read.title, read.url, read.publisher, read.published_on, read.language) == (None, None, None, None, "en")
    assert read.article_id == "sha256:" + document_id(TEXT.encode(), None)[:16]


def test_what_is_given_beside_a_text_is_taken() -> None:
    meta = {
        "id": "x-1", "title": " A  title ", "publisher": "The Lantern Post", "published_on": "2025-05-06T10:00:00Z",
        "language": "en-GB", "url": "HTTP://www.example.org/a/?utm_source=feed#top",
    }  # fmt: skip
    read = article(TEXT, meta=meta)
    assert read.article_id == "x-1"
    assert read.title == "A title"
    assert read.published_on == dt.date(2025, 5, 6)
    assert read.url == "https://example.org/a"
    assert read.language == "en"


def test_a_line_that_is_clearly_a_headline_is_the_title_where_none_is_given() -> None:
    assert (
        article(f"Two guards killed by bomb in the north\n\n{TEXT}").title == "Two guards killed by bomb in the north"
    )
    assert article(f"NORTH, Monday\n\n{TEXT}").title is None
    assert article(f"Two guards killed.\n\n{TEXT}").title is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("© 2025 The Lantern Post. All Rights Reserved.", "The Lantern Post"),
        ("(c) 2020-2025 Lantern & Sons", "Lantern & Sons"),
        ("Copyright 2025 The Lantern Post All rights reserved", "The Lantern Post"),
        ("© 2025 all rights reserved", None),
        ("© Some Agency", None),
        ("Copyright 2025. Made with care.", None),
    ],
)
def test_the_publisher_of_a_text_is_whose_copyright_it_claims(line: str, expected: str | None) -> None:
    assert article(f"{TEXT}\n\n{line}").publisher == expected
    assert article(f"{TEXT}\n\n{line}", meta={"publisher": "Given"}).publisher == "Given"


# JSON


def test_a_line_of_jsonl_gives_its_fields() -> None:
    read = line(id="a-1", text=TEXT, title="T", published_on="2025-05-06", language="fr", url=None, publisher="P")
    assert (read.article_id, read.text, read.title, read.publisher) == ("a-1", TEXT, "T", "P")
    assert (read.published_on, read.language, read.url) == (dt.date(2025, 5, 6), "fr", None)
    assert line(article_id=17, text=TEXT).article_id == "17"


def test_a_line_of_jsonl_may_be_as_short_as_it_likes() -> None:
    assert line(id="a", text="2 dead").text == "2 dead"
    assert "no running text" in reason(b'{"text": "2, 3!"}', "application/json")


def test_a_page_within_json_is_read_as_a_page_and_its_fields_go_first() -> None:
    read = line(id="a", html=page(), publisher="Given")
    assert read.text.endswith(TEXT.replace("\n\n", "\n"))
    assert (read.title, read.publisher) == ("Two guards killed by roadside bomb", "Given")


def test_metadata_beside_a_file_fills_what_its_line_does_not_say() -> None:
    payload = json.dumps({"id": "a", "text": TEXT, "title": None})
    read = article(payload, "application/json", {"title": "Beside", "id": "other", "publisher": "P"})
    assert (read.article_id, read.title, read.publisher) == ("a", "Beside", "P")


def test_metadata_does_not_bring_words_of_its_own() -> None:
    read = article(
        json.dumps({"id": "a", "html": page()}), "application/json", {"text": "Other words than the page's."}
    )
    assert LEAD in read.text


# Pages


def test_a_page_gives_its_body_and_what_its_head_says() -> None:
    head = '<meta property="article:published_time" content="2025-05-06T23:30:00-05:00">'
    head += '<link rel="canonical" href="https://www.example.org/2025/05/07/two-guards/?utm_medium=x">'
    read = article(page(head=head), "text/html")
    assert all(paragraph in read.text for paragraph in BODY)
    assert "Most read" not in read.text
    assert read.title == "Two guards killed by roadside bomb"
    assert read.publisher == "The Lantern Post"
    assert read.published_on == dt.date(2025, 5, 6)
    assert read.url == "https://example.org/2025/05/07/two-guards"


def test_the_address_that_a_page_was_fetched_from_is_its_own_unless_another_is_given() -> None:
    fetched = read_document(page().encode(), "text/html", None, origin="https://www.example.org/a?fbclid=1", now=NOW)
    assert fetched.url == "https://example.org/a"
    given = {"url": "https://example.org/b"}
    assert (
        read_document(page().encode(), "text/html", given, origin="https://example.org/a", now=NOW).url == given["url"]
    )


@pytest.mark.parametrize("url", ["https://www.example.org/", "not an address", "ftp://example.org/x", "", " "])
def test_what_names_no_article_identifies_none(url: str) -> None:
    reading = read(TEXT.encode(), "text/plain", {"id": "a", "url": url}, origin="x", now=NOW)
    assert (reading.article.url, reading.key) == (None, "id:a")


def test_a_page_in_another_encoding_is_read_in_it() -> None:
    body = tuple(words.replace("Two", "Deux à trois") for words in BODY)
    source = page(body=body).replace("utf-8", "iso-8859-1").encode("cp1252")
    assert "Deux à trois guards" in article(source, "text/html").text


@pytest.mark.parametrize(
    "source",
    [
        "<html></html>",
        "<html><head><title>T</title></head><body><nav><a href=/>Home</a></nav></body></html>",
        page(title="Page not found", body=("Sorry, the page that you asked for could not be found. Try the search.",)),
        "<html><body><ul>"
        + "<li><a href=/x>Seven things to know about the harvest</a></li>" * 40
        + "</ul></body></html>",
        "<!DOCTYPE html><html><body>" + "<div>" * 5_000 + LEAD,
        "<html>" + "\0" * 3,
    ],
)
def test_a_page_with_no_article_is_a_reject(source: str) -> None:
    assert "no article in it" in reason(source, "text/html")


# Dates


@pytest.mark.parametrize(
    ("meta", "head", "expected"),
    [
        ({"published_on": "2025-01-02"}, "2025-05-06", (dt.date(2025, 1, 2), "given")),
        ({}, "2025-05-06", (dt.date(2025, 5, 6), "metadata")),
        ({"url": "https://example.org/2024/11/23/title"}, "", (dt.date(2024, 11, 23), "url")),
        ({"url": "https://example.org/2024/11/title"}, "", (None, None)),
        ({}, "", (None, None)),
    ],
)
def test_a_date_is_taken_from_the_first_that_says_it(
    meta: dict[str, Any], head: str, expected: tuple[dt.date | None, str | None]
) -> None:
    tag = f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{head}"}}</script>'
    reading = read(page(head=tag).encode(), "text/html", meta, origin="x", now=NOW)
    assert (reading.article.published_on, reading.published_on_source) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published on 3 May 2021 at 10:12", dt.date(2021, 5, 3)),
        ("Publié le 21 avril 2022 à 10h12 - Modifié à 17h40", dt.date(2022, 4, 21)),
        ("Thursday, November 21, 2024", dt.date(2024, 11, 21)),
        ("1er mars 2023", dt.date(2023, 3, 1)),
        ("NORTHPORT, May 16, 2013 (Agency) - Two guards were killed on Monday.", dt.date(2013, 5, 16)),
        ("NORTHPORT, May 16 (Agency) - Two guards were killed on Monday.", None),
        ("Two guards were killed on 3 May 2021, the ministry said on Friday.", None),
        ("31 February 2021", None),
    ],
)
def test_a_date_is_taken_from_the_text_only_where_it_is_plain(line: str, expected: dt.date | None) -> None:
    assert article(f"{line}\n\n{TEXT}").published_on == expected


def test_a_date_in_the_future_is_a_reject() -> None:
    assert reason(TEXT, meta={"published_on": "2026-03-06"}) == (
        "published on 2026-03-06, in the future (given; today is 2026-03-04): correct published_on, or give it in the"
        " metadata"
    )
    tag = '<meta property="article:published_time" content="2199-01-01">'
    assert "in the future (metadata" in reason(page(head=tag), "text/html")
    # It is the next day already east of Greenwich.
    assert article(TEXT, meta={"published_on": "2026-03-05"}).published_on == dt.date(2026, 3, 5)


# Languages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trois agents d'une société privée ont été tués lundi dans le nord, selon le gouverneur.", "fr"),
        ("Deux Russes tués à la frontière", "fr"),
        ("Two Nepali guards dead in Kabul", "en"),
        ("Kfar Yuval hostage crisis", "en"),
        ("AT LEAST 7 RUSSIAN MERCENARIES WERE KILLED IN THE ATTACK", "en"),
        ("Sgt Ngarukiyintwali Habyarimana, Gen Mbaye Diouf, Col Ould Sidi", "en"),
    ],
)
def test_a_short_text_is_in_the_likelier_of_the_supported_languages(text: str, expected: str) -> None:
    assert article(text).language == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Семь наёмников были убиты в понедельник на севере страны, сообщил губернатор.", "Russian (ru)"),
        (
            "Al menos siete mercenarios murieron el lunes en el norte del país, según informó el gobernador de la ciudad.",
            "Spanish (es)",
        ),
        ("قتل سبعة مرتزقة يوم الاثنين في شمال البلاد حسبما قال حاكم الإقليم للصحفيين", "Arabic (ar)"),
    ],
)
def test_an_unsupported_language_is_a_reject_that_names_it(text: str, name: str) -> None:
    assert reason(text).startswith(f"in {name}, which is not supported")


def test_a_given_language_that_is_supported_is_believed() -> None:
    assert article(TEXT, meta={"language": "French"}).language == "fr"
    assert article(TEXT, meta={"language": "xx"}).language == "en"


# Bad documents


@pytest.mark.parametrize(
    ("payload", "media_type", "meta", "words"),
    [
        (b"\xff\xfe\xff", "text/plain", None, "not valid in it"),
        (b"words \xff", "text/plain", None, "not valid UTF-8"),
        (b"1234 5678 !!", "text/plain", None, "no running text"),
        (b"{", "application/json", None, "not JSON"),
        (b'{"id": "a"}', "application/json", None, "neither text nor html"),
        (TEXT.encode(), "text/plain", {"published_on": "soon"}, "expected a day"),
        (b"word " * 300_000, "text/plain", None, "no single article"),
    ],
)
def test_a_document_that_is_no_article_says_why(
    payload: bytes, media_type: str, meta: dict[str, Any] | None, words: str
) -> None:
    assert words in reason(payload, media_type, meta)


def test_a_rejected_document_keeps_its_given_id() -> None:
    with pytest.raises(Unreadable) as error:
        line(id="a-9", text=TEXT, published_on="2099-01-01")
    assert error.value.article_id == "a-9"


# The table


def raw(*found: Found) -> pl.DataFrame:
    rows = [
        {
            "document_id": item.document_id, "sequence": n, "fetched_at": NOW, "origin": item.origin, "method": "file",
            "media_type": item.media_type, "payload": item.payload, "meta": json.dumps(item.meta) if item.meta else None,
        }
        for n, item in enumerate(found, start=1)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=polars_schema(frames.RawDocuments), orient="row")


DOCUMENTS = raw(
    Found(TEXT.encode(), "text/plain", "a", {"id": "a-1", "published_on": "2025-05-06"}),
    Found(page().encode(), "text/html", "b", {"url": "https://m.example.org/x?fbclid=1"}),
    Found("Семь наёмников были убиты в понедельник".encode(), "text/plain", "c"),
    Found(json.dumps({"text": TEXT, "url": "https://example.org/x"}).encode(), "application/json", "d"),
)


def test_documents_are_articles_and_rejects() -> None:
    articles, rejects = read_articles(DOCUMENTS, now=NOW, run_id="r")
    assert frames.Articles.validate(articles)["sequence"].to_list() == [1, 2, 4]
    assert articles["article_key"].to_list() == ["id:a-1", "url:https://example.org/x", "url:https://example.org/x"]
    assert articles["published_on_source"].to_list() == ["given", None, None]
    [reject] = rejects.to_dicts()
    assert (reject["stage"], reject["origin"], reject["document_id"]) == ("articles", "c", DOCUMENTS["document_id"][2])
    assert "Russian (ru)" in reject["reason"]


def test_reading_gives_the_same_rows_whatever_the_order_and_the_day() -> None:
    first, _ = read_articles(DOCUMENTS, now=NOW)
    for seed in range(3):
        order = list(range(DOCUMENTS.height))
        random.Random(seed).shuffle(order)  # noqa: S311
        again, _ = read_articles(DOCUMENTS[order], now=NOW + dt.timedelta(days=seed))
        assert again.equals(first)


def test_a_row_is_the_article_that_was_read() -> None:
    articles, _ = read_articles(DOCUMENTS, now=NOW)
    for row in articles.to_dicts():
        [source] = DOCUMENTS.filter(pl.col("document_id") == row["document_id"]).to_dicts()
        meta = json.loads(source["meta"]) if source["meta"] else None
        assert to_article(row) == read_document(source["payload"], source["media_type"], meta, origin="x", now=NOW)


def test_progress_is_reported_and_no_documents_give_no_articles() -> None:
    done: list[int] = []
    read_articles(DOCUMENTS, now=NOW, progress=done.append)
    assert done == [1, 2, 3, 4]
    articles, rejects = read_articles(DOCUMENTS.clear(), now=NOW)
    assert (articles.height, rejects.height) == (0, 0)


@given(st.lists(st.text(max_size=60), max_size=8), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_text_comes_through_the_archive_exact_with_spans_that_hold(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], newline: str
) -> None:
    text = newline.join([LEAD, *lines]).replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    archive = Archive(tmp_path_factory.mktemp("archive"))
    archive.add([Found(text.encode(), "text/plain", "o")], fetched_at=NOW, method="file")
    articles, rejects = read_articles(archive.read(NOW.date()), now=NOW)
    assert articles.height + rejects.height == 1
    for row in articles.to_dicts():
        assert row["text"] == text
        spans = to_article(row).spans
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@given(
    st.one_of(st.binary(max_size=120), st.text(max_size=120).map(lambda t: t.encode("utf-8", "replace"))),
    st.sampled_from(["text/plain", "text/html", "application/json"]),
    st.sampled_from([b"", b"<html><body><p>", b'{"text": "', b"<p>" * 40]),
)
def test_whatever_a_document_holds_it_is_read_or_unreadable(payload: bytes, media_type: str, head: bytes) -> None:
    try:
        read = read_document(head + payload, media_type, None, origin="o", now=NOW)
    except Unreadable as error:
        assert error.reason
    else:
        assert read.language in ("en", "fr")


def test_nothing_on_disk_or_the_clock_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    article(page(), "text/html")  # what is loaded once is loaded

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    assert article(page(), "text/html").published_on is None
