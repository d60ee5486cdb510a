"""What the pages say: text made harmless, links, figures in words."""

from __future__ import annotations

import ast
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.report import words


def test_direction_overrides_and_controls_leave_the_text_and_joiners_stay():
    assert words.clean("a\u202eb\u2066c\x00d\u200be\n") == "abcde\n"
    assert words.clean("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//host/x",
        "http://",
        "file:///etc/passwd",
        "https://a.example/\u202egpj",
        " https://a.example",
        "http://[",
        "",
        None,
    ],
)
def test_only_whole_web_addresses_become_links(url):
    assert words.link(url) is None


def test_a_web_address_becomes_a_link_unchanged():
    assert words.link("https://a.example/b?c=d#e") == "https://a.example/b?c=d#e"


@given(st.text())
def test_nothing_in_a_script_can_end_the_element(text):
    written = words.script_json({"text": text})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"text": text}


def test_an_unknown_figure_is_said_to_be_unknown_and_an_open_one_open():
    assert words.span(None, None, None) == "number unknown"
    assert words.span(2, 2, 84) == "2 (2–84)"
    assert words.span(1, None, 84) == "1–84"
    assert words.span(6, None, 6) == "6"
    assert words.span(None, 3, None) == "3 (?–?)"
    assert words.span(40, 40, 40, is_open=True) == "40 or more"
    assert words.span(5, 5, 7, is_open=True) == "5 (5–7+)"
    assert words.span(0, 0, 0) == "0"


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ((15, None, 15, "at_least"), "at least 15"),
        ((81, None, 80, "more_than"), "more than 80"),
        ((None, None, 20, "about"), "about 20"),
        ((12, 15, None, "range"), "12 to 15"),
        ((24, None, None, "dozens"), "dozens"),
        ((None, None, None, "none"), "no figure"),
        ((1200, 1200, 1200, "exact"), "1,200"),
    ],
)
def test_a_claim_is_said_as_its_words_put_it(figure, said):
    names = ("figure_min", "figure_max", "figure_point", "modifier")
    assert words.said(dict(zip(names, figure, strict=True))) == said


def test_days_are_said_as_shortly_as_they_can_be():
    day = dt.date(2024, 7, 25)
    assert words.days(day, day) == "2024-07-25"
    assert words.days(day, dt.date(2024, 7, 27)) == "2024-07-25 to 27"
    assert words.days(day, dt.date(2024, 8, 2)) == "2024-07-25 to 2024-08-02"
    assert words.days(dt.date(2021, 1, 1), dt.date(2021, 12, 31)) == "in 2021"
    assert words.days(None, None) == "date unknown"


def test_data_for_a_page_reads_back_as_it_was_whatever_stands_in_it():
    value = {"a": "</script>\\ \"quoted\" 'single' \u2028 \n é"}
    script = words.script_data("DATA", value)
    literal = script.removeprefix("globalThis.DATA=JSON.parse('").removesuffix("');\n")
    assert "<" not in literal and "\n" not in literal
    assert json.loads(ast.literal_eval(f"'{literal}'")) == value
