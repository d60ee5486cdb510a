"""Which source says a claim, where several stand near by, and how the choice is learnt."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.extraction import extract
from pipelines.extraction.claims.model import Linear, column
from pipelines.extraction.training.train import Examples, fit_choice, matrix
from pipelines.schemas.contract import Article, Claim

OPENING = "JNIM fighters attacked a Wagner column near Hombori in Mali. "


def claims_by_figure(text: str) -> dict[int | None, Claim]:
    extraction = extract(Article("x", OPENING + text), everything=True)
    return {c.figure_point: c for incident in extraction.incidents for c in incident.claims}


def learnt() -> Linear:
    examples = Examples()
    for n in range(4):
        examples.choose("claimants", [("near",), ("far",), ("nobody",)], [True, False, False], f"a{n}")
        examples.choose("claimants", [("far",), ("nobody",)], [False, True], f"b{n}")
    x, y = matrix(examples.features["claimants"]), np.asarray(examples.answers["claimants"])
    fitted = fit_choice(x, y, np.ones(len(y)), np.flatnonzero(x.getnnz(axis=0)))
    keep = np.asarray([column(word) for word in ("near", "far", "nobody")])
    return Linear(keep, fitted.coef_.T[keep], fitted.intercept_, ["yes"])


def test_options_of_one_choice_are_ranked_against_each_other():
    near, far, nobody = (float(learnt().scores([word])[0]) for word in ("near", "far", "nobody"))
    assert near > nobody > far


def test_a_choice_is_numbered_and_its_wrong_options_are_negative():
    examples = Examples()
    examples.choose("claimants", [("p",), ("q",)], [False, True], "a")
    examples.choose("claimants", [("p",)], [True], "a")
    assert examples.answers["claimants"] == [-1, 1, 2]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Seven Wagner mercenaries were killed, a security source said.", "a security source"),
        (
            "The army said that it was in control. Seven Wagner mercenaries were killed, according to residents.",
            "residents",
        ),
    ],
)
def test_the_source_of_the_claims_own_sentence_says_it(text, claimant):
    assert claims_by_figure(text)[7].claimant == claimant


def test_no_source_near_by_is_the_articles_own_voice():
    claim = claims_by_figure("Seven Wagner mercenaries were killed.")[7]
    assert (claim.claimant, claim.claimant_type) == (None, "none")
