"""One address for one article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive.urls import UrlError, canonical, clean, host_of, origin_of


@pytest.mark.parametrize(
    "form",
    [
        "https://www.example.org/news/attack",
        "http://example.org/news/attack/",
        "HTTPS://Example.ORG:443/news/attack#comments",
        "https://m.example.org/news/attack?utm_source=x&utm_medium=rss",
        "https://amp.example.org/news/attack?fbclid=abc",
        "https://example.org/news/attack/amp/",
        "https://example.org/amp/news/attack",
        "https://example.org/news/attack?amp=1&xtor=RSS-1",
        "https://example.org/news/attack?outputType=amp",
        "https://example.org/news/./old/../attack",
        "https://example.org/%6eews/attack",
        "https://user:secret@example.org/news/attack",
        "https://example-org.cdn.ampproject.org/c/s/example.org/news/attack",
        "https://www.google.com/amp/s/www.example.org/news/attack",
        "https://example.org./news/attack",
    ],
)
def test_each_way_to_link_to_an_article_has_one_canonical_address(form):
    assert canonical(form) == "https://example.org/news/attack"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/?p=12&b=2&a=1", "https://example.org/?a=1&b=2&p=12"),
        ("https://example.org/spip.php?article123", "https://example.org/spip.php?article123="),
        ("https://fr.m.wikipedia.org/wiki/Mali", "https://fr.wikipedia.org/wiki/Mali"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://exämple.org/é", "https://xn--exmple-cua.org/%C3%A9"),
        ("https://example.org/a%2fb", "https://example.org/a%2Fb"),
        ("https://example.org/amp", "https://example.org/amp"),
        ("https://example.org", "https://example.org/"),
        ("https://www.org/a", "https://www.org/a"),
    ],
)
def test_what_tells_articles_apart_is_kept(url, expected):
    assert canonical(url) == expected


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mailto:a@example.org", "scheme 'mailto'"),
        ("/relative", "scheme 'none'"),
        ("https:///path", "without a host"),
        ("https://example.org:99999/", "not an address"),
        ("https://exa\x00mple.org/", "scheme 'none'"),
        ("https://example.org/" + "a" * 3000, "3020 characters"),
    ],
)
def test_what_names_no_page_says_why(url, why):
    with pytest.raises(UrlError, match=why):
        clean(url)


def test_a_clean_address_keeps_what_the_server_may_need_and_no_credentials():
    url = clean("http://user:pw@WWW.Example.org:80/A/b c?utm_source=x&q=1#top")
    assert url == "http://www.example.org/A/b%20c?utm_source=x&q=1"
    assert (host_of(url), origin_of(url)) == ("www.example.org", "http://www.example.org")


_piece = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@given(
    st.sampled_from(["http", "https"]), st.lists(_piece, max_size=4), st.lists(st.tuples(_piece, _piece), max_size=3)
)
def test_the_canonical_form_of_a_canonical_form_is_itself(scheme, path, query):
    url = f"{scheme}://www.example.org/{'/'.join(path)}?{'&'.join(f'{k}={v}' for k, v in query)}"
    try:
        once = canonical(url)
    except UrlError:
        return
    assert canonical(once) == once
    assert clean(clean(url)) == clean(url)


@given(st.text(max_size=200))
def test_no_text_does_more_than_be_refused(text):
    for url in (text, f"https://{text}", f"https://example.org/{text}"):
        try:
            assert canonical(url).startswith("http")
        except UrlError:
            continue
