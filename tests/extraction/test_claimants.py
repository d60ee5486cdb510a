"""Whose figure it is where one voice speaks of another."""

from __future__ import annotations

import pytest

from pipelines.extraction import extract
from pipelines.schemas.contract import Article, Claim

OPENING = "JNIM fighters attacked a Wagner column near Hombori in Mali. "


def only_claim(sentence: str, figure: int) -> Claim:
    extraction = extract(Article("x", OPENING + sentence), everything=True)
    found = [c for incident in extraction.incidents for c in incident.claims if c.figure_point == figure]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("verb", ["asserting", "saying", "adding"])
def test_a_figure_is_its_own_speakers_and_whoever_reports_him_relays_it(verb):
    sentence = f"SITE Intelligence Group reported that JNIM claimed the raid, {verb} that eleven Wagner mercenaries were killed."
    claim = only_claim(sentence, 11)
    assert (claim.claimant, claim.claimant_id, claim.claimant_type) == ("JNIM", "jnim", "perpetrator")
    assert claim.relayed_by == "SITE Intelligence Group"


def test_a_figure_outside_what_the_other_says_stays_the_reporters():
    claim = only_claim("SITE Intelligence Group said that eleven Wagner mercenaries were killed.", 11)
    assert claim.claimant == "SITE Intelligence Group"


def test_deceased_men_in_a_video_are_the_videos_claim():
    claim = only_claim("A video seen by Reuters showed at least five deceased men beside a damaged vehicle.", 5)
    assert (claim.effect, claim.modifier, claim.claimant_type, claim.evidence_type) == (
        "killed",
        "at_least",
        "visual",
        "video",
    )


def test_a_claimants_bracket_is_closed():
    claim = only_claim(
        "The Permanent Strategic Framework (CSP) said that 84 Wagner mercenaries were killed in Mali.", 84
    )
    assert claim.claimant == "The Permanent Strategic Framework (CSP)"


@pytest.mark.parametrize(
    ("sentence", "figure", "claimant"),
    [
        ("The company, Halden Risk, has confirmed two deaths of its contractors.", 2, "The company, Halden Risk"),
        (
            "The army's spokesman, Brigadier Nabil Osman, said that seven mercenaries were killed.",
            7,
            "The army's spokesman, Brigadier Nabil Osman",
        ),
        ("One of them, a former fighter, put the dead mercenaries at eight.", 8, "One of them, a former fighter"),
        ("The agency quoted a nurse as saying that four mercenaries had been killed.", 4, "a nurse"),
        ("The embassy's last figure was 64 mercenaries killed.", 64, "The embassy"),
        ("We understand from the prefect that two mercenaries were killed.", 2, "the prefect"),
        ("A rumour that five mercenaries were dead made the rounds.", 5, "A rumour"),
        ("The foreign ministry knows of three mercenaries killed.", 3, "The foreign ministry"),
        ("The authors conclude that 94 mercenaries were killed.", 94, "The authors"),
        ("Seven mercenaries were killed, a trader who follows the war said on Tuesday.", 7, "a trader"),
        ("Two officers reached by telephone said that seven mercenaries died.", 7, "Two officers"),
        ("Comrade Gabriel, who led the raid, boasted that thirty mercenaries were killed.", 30, "Comrade Gabriel"),
        ("By the reckoning of the mayor, six mercenaries were killed.", 6, "the mayor"),
    ],
)
def test_a_source_is_found_in_any_construction(sentence, figure, claimant):
    assert only_claim(sentence, figure).claimant == claimant


def test_a_report_in_which_somebody_says_it_is_no_source_of_its_own():
    assert (
        only_claim("The army confirmed it in a statement that spoke of one dead mercenary.", 1).claimant == "The army"
    )


def test_islamic_state_is_no_state_and_states_nothing():
    claim = only_claim("Islamic State said that it had killed nine mercenaries.", 9)
    assert (claim.claimant, claim.claimant_type) == ("Islamic State", "perpetrator")
