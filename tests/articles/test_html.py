"""What a page says about its article."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from pipelines.articles.html import NoPage, is_article, read_page

from .pages import BODY, LEAD, page


def linked(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Two guards killed by roadside bomb", "Two guards killed by roadside bomb"),
        ("Two guards killed - and one wounded - by bomb", "Two guards killed - and one wounded - by bomb"),
        ("North | Two guards killed by roadside bomb", "North | Two guards killed by roadside bomb"),
    ],
)
def test_the_name_of_the_site_is_cut_off_the_title_and_nothing_else(title: str, expected: str) -> None:
    # Each page's <title> ends with " | The Lantern Post".
    source = page(title=title).replace(f'<meta property="og:title" content="{title}">', "").replace("h1>", "h2>")
    assert read_page(source).title == expected


def test_a_title_that_ends_with_the_host_is_cut_too() -> None:
    source = page().replace("The Lantern Post", "").replace("bomb | ", "bomb | lantern.example")
    source = source.replace("<head>", '<head><link rel="canonical" href="https://www.lantern.example/north/two">')
    assert read_page(source).title == "Two guards killed by roadside bomb"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (linked(datePublished="2025-05-06T23:30:00-05:00", dateModified="2025-06-01"), dt.date(2025, 5, 6)),
        (f"{linked(datePublished='soon')}<meta name='pubdate' content='2025-05-06'>", dt.date(2025, 5, 6)),
        ("<meta property='article:published_time' content='20250506T101500Z'>", dt.date(2025, 5, 6)),
        ("<meta property='article:published_time' content='1970-01-01T00:00:00Z'>", None),
        ("<meta property='article:published_time' content='2025-02-30'>", None),
        ("<meta property='article:modified_time' content=''>", None),
        ("<meta name='date' content='2025-02'>", None),
        ("<meta name='citation_date' content='2025/02/01'>", dt.date(2025, 2, 1)),
    ],
)
def test_the_original_date_is_taken(head: str, expected: dt.date | None) -> None:
    assert read_page(page(head=head)).published_on == expected


@pytest.mark.parametrize(
    ("site", "publisher", "expected"),
    [
        ("The Lantern Post", "Some Agency", "The Lantern Post"),
        ("lanternpost", "The Lantern Post", "The Lantern Post"),
        ("@lantern", "The Lantern Post", "The Lantern Post"),
        ("Lantern &amp;amp; Sons | News that glows", None, "Lantern & Sons"),
        ("lantern.example", None, "lantern.example"),
    ],
)
def test_the_publisher_is_the_site_by_its_name(site: str, publisher: str | None, expected: str) -> None:
    source = page(head=linked(publisher={"name": publisher}))
    assert read_page(source.replace('content="The Lantern Post"', f'content="{site}"')).publisher == expected


def test_linked_data_of_other_things_and_broken_linked_data_are_passed_over() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "WebSite", "datePublished": "2001-01-01"}</script>'
        '<script type="application/ld+json">{broken</script>'
        '<script type="application/ld+json">[5, null, {"@type": ["Thing", 7]}, {"@graph": "x", "@type": {}}]</script>'
        '<script type="application/ld+json">' + "[" * 10_000 + "</script>"
        '<script type="application/ld+json">{"@graph": [{"@type": ["ReportageNewsArticle"],'
        ' "datePublished": "2025-05-06", "headline": [], "publisher": {"name": "Elsewhere"}}]}</script>'
    )
    read = read_page(page(head=head))
    assert (read.published_on, read.publisher) == (dt.date(2025, 5, 6), "The Lantern Post")


def test_a_date_of_the_day_of_reading_is_never_made_up() -> None:
    assert read_page(page()).published_on is None


def test_comments_are_left_out_and_tables_are_kept() -> None:
    table = "<table><tr><th>Place</th><th>Killed</th></tr><tr><td>Northern road</td><td>2</td></tr></table>"
    comments = (
        '<section id="comments"><div class="comment"><p>I heard that forty were killed there.</p></div></section>'
    )
    source = page().replace("</article>", f"{table}</article>{comments}")
    text = read_page(source).text
    assert "Northern road" in text
    assert "forty" not in text


@pytest.mark.parametrize(
    ("text", "titles", "expected"),
    [
        ("\n".join(BODY), (), True),
        (LEAD, (None, "Two guards killed"), True),
        (LEAD, ("404",), False),
        (LEAD, ("Page not found",), False),
        (LEAD, ("Just a moment...",), False),
        ("\n".join(["Another story of the day"] * 40), (), False),
        ("Short. Text.", (), False),
        ("\n".join([*BODY, *BODY, *["A thing to buy for the garden"] * 200]), (), True),
        ("兵士二人が月曜日に北部の道路で爆弾により死亡した。" * 8, (), True),
    ],
)
def test_an_article_has_running_sentences(text: str, titles: tuple[str | None, ...], expected: bool) -> None:
    assert is_article(text, titles) is expected


def test_a_page_that_is_made_to_cost_is_not_read() -> None:
    with pytest.raises(NoPage, match="elements"):
        read_page("<html><body>" + "<b></b>" * 200_001 + LEAD)


def test_a_parser_that_stumbles_rejects_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> str:
        raise AttributeError("no such thing")

    monkeypatch.setattr("trafilatura.extract", stumble)
    with pytest.raises(NoPage, match="AttributeError"):
        read_page(page())
