"""The scores of extracted articles against gold, on claims small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.extraction.evaluate import Measure, evaluate


def claim(figure: int | None = 7, *, at: int = 0, **fields: Any) -> dict[str, Any]:
    return {
        "effect": "killed",
        "victim_group": "contractor",
        "figure_min": figure,
        "figure_max": figure,
        "figure_point": figure,
        "claimant": "the army",
        "claimant_id": None,
        "quote": "seven died",
        "char_start": at,
        "char_end": at + 10,
        **fields,
    }


def article(*claims: dict[str, Any], article_id: str = "a", **fields: Any) -> dict[str, Any]:
    incident = {
        "role": "main",
        "event_type": "ambush",
        "date_start": "2024-11-21",
        "date_end": "2024-11-21",
        "date_prec": 1,
        "country": "MLI",
        "place": None,
        "where_prec": 4,
        "perpetrators": [{"actor_id": "jnim", "name": "JNIM"}],
        "employers": [{"actor_id": "wagner_group", "name": "Wagner Group"}],
        "claims": list(claims),
        **{name: value for name, value in fields.items() if name not in {"relevant", "text", "phenomenon"}},
    }
    row = {"article_id": article_id, "relevant": fields.get("relevant", True), "text": fields.get("text", "seven died")}
    row["incidents"] = [incident] if row["relevant"] else []
    return row | ({"phenomenon": fields["phenomenon"]} if "phenomenon" in fields else {})


def test_a_perfect_prediction_scores_one_everywhere() -> None:
    gold = article(claim(), claim(3, effect="wounded"))
    scores = evaluate([gold], [gold])
    assert {name: measure.f1 for name, measure in scores.claims.items()} == dict.fromkeys(scores.claims, 1.0)
    assert scores.relevance.f1 == 1.0
    assert set(scores.to_json()["incident"].values()) == {1.0}
    assert scores.mistakes == []


def test_an_article_without_prediction_misses_all_of_its_claims() -> None:
    scores = evaluate([article(claim(), claim(3))], [])
    assert (scores.claims["figure"].recall, scores.claims["figure"].gold) == (0.0, 2)
    assert [mistake.kind for mistake in scores.mistakes].count("missed") == 2


def test_a_figure_that_differs_is_a_miss_and_an_extra() -> None:
    scores = evaluate([article(claim(7))], [article(claim(8))])
    assert (scores.claims["figure"].hits, scores.claims["figure"].predicted) == (0, 1)
    assert sorted(mistake.kind for mistake in scores.mistakes) == ["extra", "missed"]


def test_a_point_counts_only_where_a_figure_has_no_bounds() -> None:
    vague = {"figure_min": None, "figure_max": None}
    assert evaluate([article(claim(50, **vague))], [article(claim(60, **vague))]).claims["figure"].hits == 0
    opened = {"figure_min": 7, "figure_max": None}
    assert evaluate([article(claim(7, **opened))], [article(claim(9, **opened))]).claims["figure"].hits == 1


def test_quotes_may_lie_two_hundred_characters_apart_and_no_more() -> None:
    assert evaluate([article(claim(at=0))], [article(claim(at=210))]).claims["figure"].hits == 1
    assert evaluate([article(claim(at=0))], [article(claim(at=211))]).claims["figure"].hits == 0


def test_a_wrong_group_keeps_the_figure_and_loses_the_rest() -> None:
    scores = evaluate([article(claim())], [article(claim(victim_group="mixed"))])
    assert [scores.claims[name].hits for name in ("figure", "victim", "full")] == [1, 0, 0]
    assert [mistake.kind for mistake in scores.mistakes] == ["group"]


def test_other_right_answers_are_right() -> None:
    gold = claim(effect_ok=["wounded"], victim_group_ok=["mixed"], claimant_ok=["the army", "a colonel"])
    said = claim(effect="wounded", victim_group="mixed", claimant="A colonel in Bamako")
    assert evaluate([article(gold)], [article(said)]).claims["full"].hits == 1


@pytest.mark.parametrize(
    ("gold", "said", "right"),
    [
        ("the Malian army", "Malian Army", True),  # one inside the other, whatever its case
        ("L'état-major", "etat major", True),  # accents and punctuation fall away
        ("the army", "farmy", False),  # whole words only
        ("the army", None, False),
        (None, None, True),
        (None, "the army", False),
    ],
)
def test_a_claimant_is_right_by_its_name(gold: str | None, said: str | None, right: bool) -> None:
    scores = evaluate([article(claim(claimant=gold))], [article(claim(claimant=said))])
    assert bool(scores.claims["full"].hits) is right


def test_nobody_is_a_right_claimant_where_the_gold_lists_it() -> None:
    gold = claim(claimant_ok=["the army", None])
    assert evaluate([article(gold)], [article(claim(claimant=None))]).claims["full"].hits == 1


def test_a_claimants_id_is_enough() -> None:
    gold, said = claim(claimant="the group", claimant_id="jnim"), claim(claimant="GSIM", claimant_id="jnim")
    assert evaluate([article(gold)], [article(said)]).claims["full"].hits == 1


def test_a_claim_said_twice_is_one_claim() -> None:
    scores = evaluate([article(claim())], [article(claim(), claim(at=5))])
    assert (scores.claims["figure"].predicted, scores.claims["figure"].precision) == (1, 1.0)


def test_a_debatable_claim_counts_neither_way() -> None:
    gold = article(claim(7), claim(3, optional=True))
    for said in (article(claim(7)), article(claim(7), claim(3))):
        measure = evaluate([gold], [said]).claims["full"]
        assert (measure.hits, measure.predicted, measure.gold) == (1, 1, 1)


def test_a_claim_in_an_irrelevant_article_is_wrong() -> None:
    scores = evaluate([article(relevant=False)], [article(claim())])
    assert (scores.claims["figure"].precision, scores.relevance.precision) == (0.0, 0.0)
    assert {mistake.kind for mistake in scores.mistakes} == {"relevance", "extra"}


def test_contractor_measures_look_at_contractor_claims_alone() -> None:
    gold = article(claim(7), claim(10, victim_group="state_forces"))
    scores = evaluate([gold], [article(claim(7))])
    assert (scores.claims["full"].recall, scores.claims["contractor_full"].recall) == (0.5, 1.0)


def test_a_quote_is_verbatim_in_the_text_that_the_prediction_prints() -> None:
    said = article(claim(at=3), text="Oh seven died")
    assert evaluate([article(claim(at=3))], [said]).quotes.value == 1.0
    assert evaluate([article(claim(at=3))], [said | {"text": "seven died"}]).quotes.value == 0.0


def test_the_fields_of_the_main_incident_are_scored() -> None:
    said = article(claim(), date_end="2024-11-22", country="NER", place="Gao", where_prec=1, perpetrators=[])
    incident = evaluate([article(claim())], [said]).to_json()["incident"]
    assert incident == {
        "date": 0.0,
        "date_prec": 1.0,
        "country": 0.0,
        "place": 0.0,
        "where_prec": 0.0,
        "perpetrator": 0.0,
        "employer": 1.0,
        "event_type": 1.0,
    }


def test_a_background_incident_is_not_scored_for_its_fields() -> None:
    gold = article(claim(), role="background")
    assert set(evaluate([gold], [article(claim())]).to_json()["incident"].values()) == {None}


def test_an_actor_is_right_by_its_id_or_by_its_name() -> None:
    gold = article(claim(), employers=[{"actor_id": "x", "name": "Nobody"}], employers_ok=["unknown_russian_pmc"])
    for actor in ({"actor_id": "unknown_russian_pmc", "name": "?"}, {"actor_id": "y", "name": "nobody"}):
        assert evaluate([gold], [article(claim(), employers=[actor])]).incident["employer"].value == 1.0


def test_mistakes_are_grouped_by_phenomenon_else_by_kind() -> None:
    gold = [article(claim(), article_id="a", phenomenon="toll rose to"), article(claim(), article_id="b")]
    groups = evaluate(gold, [row | {"incidents": []} for row in gold]).by_phenomenon()
    assert {name: len(mistakes) for name, mistakes in groups.items()}["missed"] == 1
    assert {mistake.article_id for mistake in groups["toll rose to"]} == {"a"}


def test_the_order_of_the_articles_does_not_matter() -> None:
    gold = [article(claim(n), article_id=str(n)) for n in range(5)]
    said = [article(claim(n + n % 2), article_id=str(n)) for n in range(5)]
    assert evaluate(gold, said).to_json() == evaluate(gold[::-1], said[::-1]).to_json()


def test_gold_with_an_id_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'a' twice"):
        evaluate([article(claim()), article(claim())], [])


def test_nothing_asked_and_nothing_said_is_right_and_something_said_is_not() -> None:
    assert (Measure().precision, Measure().recall, Measure().f1) == (1.0, 1.0, 1.0)
    assert (Measure(0, 1, 0).precision, Measure(0, 1, 0).recall, Measure(0, 1, 0).f1) == (0.0, 0.0, 0.0)
