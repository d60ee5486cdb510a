"""The product's own gold keeps the data contract, and covers what it says it covers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, get_args

import floors
import pytest

from pipelines.schemas import contract

ROWS = [pytest.param(row, id=row["article_id"]) for name in ("gold", "phenomena") for row in floors.gold(name)]
# Words to the bounds and the point that CONTRACT.md's table of figures gives them.
SHAPES = {
    "exact": lambda low, high, point: low == high == point,
    "at_least": lambda low, high, point: low == point and high is None,
    "more_than": lambda low, high, point: low == point + 1 and high is None,
    "up_to": lambda low, high, point: low is None and high in {point, point - 1},
    "about": lambda low, high, point: low is high is None and point is not None,
    "range": lambda low, high, point: low < high and point is None,
    "several": lambda low, high, point: (low, high, point) == (2, None, None),
    "dozens": lambda low, high, point: (low, high, point) == (24, None, None),
    "tens": lambda low, high, point: (low, high, point) == (20, None, None),
    "scores": lambda low, high, point: (low, high, point) == (40, None, None),
    "hundreds": lambda low, high, point: low in {200, 2000} and high is point is None,
    "none": lambda low, high, point: low is high is point is None,
}
VOCABULARIES = {
    "effect": contract.Effect,
    "victim_group": contract.VictimGroup,
    "claimant_type": contract.ClaimantType,
    "modifier": contract.Modifier,
    "stance": contract.Stance,
    "evidence_type": contract.Evidence,
}


def claims(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [claim for incident in row["incidents"] for claim in incident["claims"]]


@pytest.mark.parametrize("row", ROWS)
def test_a_claim_stands_in_the_text(row: dict[str, Any]) -> None:
    for claim in claims(row):
        assert row["text"][claim["char_start"] : claim["char_end"]] == claim["quote"] != ""
        assert (claim["figure_text"] or "") in claim["quote"]
        assert (claim["claimant"] or "") in row["text"]


@pytest.mark.parametrize("row", ROWS)
def test_a_claim_keeps_the_vocabularies_and_the_table_of_figures(row: dict[str, Any]) -> None:
    for claim in claims(row):
        for field, literal in VOCABULARIES.items():
            assert claim[field] in get_args(literal), (field, claim)
        bounds = (claim["figure_min"], claim["figure_max"], claim["figure_point"])
        assert SHAPES[claim["modifier"]](*bounds), claim
        if claim["figure_min"] == claim["figure_max"] == 0:
            assert claim["stance"] == "denied", claim
        if claim.get("superseded"):
            assert claim["stance"] == "disputed", claim


@pytest.mark.parametrize("row", ROWS)
def test_an_incident_keeps_the_vocabularies_and_its_dates_their_order(row: dict[str, Any]) -> None:
    assert row["relevant"] == bool(row["incidents"])
    for incident in row["incidents"]:
        assert incident["role"] in get_args(contract.Role)
        assert incident["event_type"] in get_args(contract.EventType)
        assert incident["where_prec"] in {None, *range(1, 8)}
        days = [incident["date_start"], incident["date_end"]]
        assert (days[0] is None) == (days[1] is None) == (incident["date_prec"] is None)
        if days[0]:
            assert dt.date.fromisoformat(days[0]) <= dt.date.fromisoformat(days[1])


def test_ids_are_given_once() -> None:
    assert [name for name, times in Counter(param.id for param in ROWS).items() if times > 1] == []


def test_the_sentences_have_one_phenomenon_each_and_both_languages() -> None:
    rows = floors.gold("phenomena")
    assert len(rows) >= 150
    assert [label for label, times in Counter(row["phenomenon"] for row in rows).items() if times > 1] == []
    assert Counter(row["language"] for row in rows)["fr"] >= 40
    assert sum(not row["relevant"] for row in rows) >= 20


def test_the_articles_hold_hard_negatives_french_and_revisions() -> None:
    rows = floors.gold("gold")
    assert len(rows) >= 40
    assert sum(not row["relevant"] for row in rows) >= 10
    assert sum(row["language"] == "fr" for row in rows) >= 8
    assert any(claim.get("superseded") for row in rows for claim in claims(row))
