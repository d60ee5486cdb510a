"""The highlighted page, as its reader finds it: parsed again, never compared with a stored page."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Page, sync_playwright

from pipelines.extraction.page import highlight
from pipelines.schemas.contract import Actor, Article, Claim, Extraction, Incident, Span

TEXT = "At least seven Russians, two of them officers, were killed, JNIM said."


def claim(quote: str, text: str = TEXT, **fields: Any) -> Claim:
    start = text.index(quote)
    given: dict[str, Any] = {
        "effect": "killed",
        "victim_group": "contractor",
        "employer_id": "wagner_group",
        "nationality": "RUS",
        "figure_min": 7,
        "figure_max": None,
        "figure_point": 7,
        "modifier": "at_least",
        "figure_text": "At least seven",
        "claimant": "JNIM",
        "claimant_id": "jnim",
        "claimant_type": "perpetrator",
        "relayed_by": None,
        "stance": "asserted",
        "evidence_type": "statement",
        "part_of": None,
        "superseded": False,
        "cumulative": False,
        "quote": quote,
        "char_start": start,
        "char_end": start + len(quote),
        "confidence": 0.93,
    }
    return Claim(**(given | fields))


def extraction(*claims: Claim, text: str = TEXT, **fields: Any) -> Extraction:
    incident = Incident(
        "main",
        "ambush",
        date_start=dt.date(2024, 11, 21),
        date_end=dt.date(2024, 11, 21),
        date_prec=1,
        date_text="Thursday",
        country="MLI",
        perpetrators=[Actor("jnim", "JNIM", "JNIM", "claimed")],
        claims=list(claims),
    )
    article = Article("a", text, title="Ambush", published_on=dt.date(2024, 11, 23), **fields)
    return Extraction(article, bool(claims), [incident] if claims else [])


def page(*extractions: Extraction) -> Any:
    return html.document_fromstring(highlight(extractions))


def shown(tree: Any) -> str:
    """The article's text as it stands in the page: without the numbers of claims."""
    text = tree.find_class("text")[0]
    for number in text.xpath(".//sup"):
        number.drop_tree()
    return text.text_content()


def test_a_claim_is_marked_in_place_with_the_colour_of_its_group() -> None:
    (mark,) = page(extraction(claim("At least seven Russians"))).xpath("//mark")
    assert mark.text_content() == "At least seven Russians"
    assert "contractor" in mark.get("class").split()


def test_the_list_says_what_was_read_and_who_said_it() -> None:
    tree = page(extraction(claim("At least seven Russians", explain={"rule": "passive", "group": {"contractor": 0.9}})))
    (item,) = tree.xpath("//li[@id='a1-c1']")
    said = " ".join(item.text_content().split())
    for words in ("At least seven", "contractors", "killed", "7 (at least)", "JNIM (perpetrator)", "asserted", "0.93"):
        assert words in said
    assert "passive" in item.xpath("string(.//details)")
    assert "contractor 0.9" in item.xpath("string(.//details)")


def test_quotes_that_overlap_are_both_marked_and_the_text_stays_whole() -> None:
    tree = page(
        extraction(
            claim("At least seven Russians, two of them officers"),
            claim("two of them officers, were killed", victim_group="state_forces"),
        )
    )
    marks = [(mark.text_content(), mark.get("class").split()[0]) for mark in tree.xpath("//mark")]
    assert marks == [
        ("At least seven Russians, ", "contractor"),
        ("two of them officers", "contractor"),
        (", were killed", "state_forces"),
    ]
    assert "several" in tree.xpath("//mark")[1].get("class").split()
    assert shown(tree) == TEXT


def test_every_claim_has_a_link_to_its_quote_and_every_quote_one_to_its_claim() -> None:
    tree = page(extraction(claim("At least seven Russians"), claim("two of them officers"), claim("were killed")))
    ids = {element.get("id") for element in tree.xpath("//*[@id]")}
    targets = [link.get("href").removeprefix("#") for link in tree.xpath("//a[@href]")]
    assert {f"a1-c{n}" for n in (1, 2, 3)} | {f"a1-q{n}" for n in (1, 2, 3)} <= set(targets)
    assert set(targets) <= ids


def test_hostile_text_is_shown_as_text() -> None:
    hostile = "<script>alert(1)</script><img src=//x.example onerror=alert(2)> {{ 7 * 7 }} seven died"
    article = extraction(
        claim("seven died", hostile, claimant="</li><script>x</script>", figure_text='"><b>'), text=hostile
    )
    article.article.title = "</title><script>alert(3)</script>"
    article.article.url = "javascript:alert(4)"
    tree = page(article)
    assert tree.xpath("//script | //img | //b | //@onerror") == []
    assert shown(tree) == hostile
    assert not [link for link in tree.xpath("//a/@href") if not link.startswith("#")]


def test_characters_that_would_reorder_or_hide_text_are_named() -> None:
    text = "seven \u202enerdlihc\u202c died\u200b\x00 \ud800"
    tree = page(extraction(claim("seven", text), text=text))
    assert [char.text_content() for char in tree.find_class("char")] == [
        "U+202E",
        "U+202C",
        "U+200B",
        "U+0000",
        "U+D800",
    ]
    assert highlight([extraction(claim("seven", text, claimant="\u202eno"), text=text)]).encode("utf-8")
    assert "\u202e" not in tree.text_content()


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    source = highlight(
        [extraction(claim("were killed"), text=TEXT + " http://x.example/a.css", url="https://x.example")]
    )
    tree = html.document_fromstring(source)
    assert tree.xpath("//@src | //link | //script | //iframe | //form") == []
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")
    assert "url(" not in source and "@import" not in source


def test_a_rejected_article_says_why_and_an_irrelevant_one_that_it_is() -> None:
    rejected = Extraction(Article("b", ""), None, rejected="language 'xx' is not read: give English or French")
    text = page(rejected, extraction()).text_content()
    assert "Rejected: language 'xx' is not read" in " ".join(text.split())
    assert "Not relevant" in text


def test_marked_spans_and_quotes_live_together() -> None:
    text = "Home » News\nSeven died."
    tree = page(extraction(claim("Seven died", text), text=text, spans=[Span(0, 11, "boilerplate")]))
    assert [span.text_content() for span in tree.find_class("boilerplate")] == ["Home » News"]
    assert shown(tree) == text


def test_several_articles_are_listed_at_the_top() -> None:
    tree = page(extraction(claim("were killed")), extraction(claim("were killed")))
    assert tree.xpath("//nav//a/@href") == ["#a1", "#a2"]
    assert len(set(tree.xpath("//@id"))) == len(tree.xpath("//@id"))


@given(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_whatever_the_quotes_the_text_stays_whole(text: str, spans: list[tuple[int, int]]) -> None:
    claims = []
    for one, other in spans:
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        claims.append(claim(text[start:end] or text, text, char_start=start, char_end=end))
    assert shown(page(extraction(*claims, text=text))) == text


@pytest.fixture
def phone() -> Iterator[Page]:
    """A page of a real browser on a screen 360 pixels wide."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 360, "height": 740})
        browser.close()


@pytest.mark.browser
def test_on_a_phone_nothing_is_fetched_nothing_overflows_and_the_keyboard_reaches_every_claim(
    phone: Page, tmp_path: Path
) -> None:
    long = TEXT + " " + "x" * 400 + " <img src=https://x.example/i.png>"
    file = tmp_path / "page.html"
    source = extraction(
        claim("At least seven Russians", long, explain={"rule": "y" * 300}), claim("were killed", long), text=long
    )
    file.write_text(highlight([source]), encoding="utf-8")
    fetched, said = [], []
    phone.on("request", lambda request: fetched.append(request.url))
    phone.on("console", lambda message: said.append(message.text))
    phone.goto(file.as_uri())
    assert (fetched, said) == ([file.as_uri()], [])
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    reached = []
    for _ in range(8):
        phone.keyboard.press("Tab")
        reached.append(phone.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
    assert {"#a1-claims", "#a1-c1", "#a1-c2", "#a1-q1", "#a1-q2", "SUMMARY"} <= set(reached)
