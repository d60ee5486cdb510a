"""What the extractor gets right of the product's own gold never falls below what it got right before."""

from __future__ import annotations

from functools import cache

import floors
import pytest

FILES = ("gold", "phenomena")


said = cache(floors.predicted)


@cache
def measured(name: str) -> dict[str, float]:
    return floors.measures(name, floors.gold(name), said(name))


@pytest.mark.parametrize("name", FILES)
def test_no_measure_is_below_its_floor(name: str) -> None:
    assert floors.fallen(floors.pinned()[name]["floors"], measured(name)) == {}


@pytest.mark.parametrize("name", FILES)
def test_every_measure_has_a_floor(name: str) -> None:
    assert set(floors.pinned()[name]["floors"]) == set(measured(name))


@pytest.mark.parametrize("name", FILES)
def test_the_floors_were_measured_on_this_gold(name: str) -> None:
    pin = "the gold changed: measure again with `python tests/quality/floors.py --pin`"
    assert floors.pinned()[name]["sha256"] == floors.fingerprint(name), pin


def test_every_quote_is_verbatim() -> None:
    assert [measured(name)["quotes_verbatim"] for name in FILES] == [1.0, 1.0]


def test_every_sample_article_has_gold_and_the_other_way_round() -> None:
    found = {row["article_id"]: row for row in said("gold")}
    rows = {row["article_id"]: row for row in floors.gold("gold")}
    assert set(found) == set(rows)
    assert [name for name, row in found.items() if row["relevant"] is None] == []
    assert [name for name, row in found.items() if row["text"] != rows[name]["text"]] == []


def test_a_floor_only_rises() -> None:
    now = {"a": 0.4, "b": 0.6, "c": 0.1, "d": 1.0}
    assert floors.raised({"a": 0.5, "b": 0.5}, now) == {"a": 0.5, "b": 0.59, "c": 0.09, "d": 1.0}
    assert floors.fallen({"a": 0.5, "b": 0.5, "gone": 0.2}, {"a": 0.4, "b": 0.5}) == {
        "a": (0.5, 0.4),
        "gone": (0.2, 0.0),
    }
