"""Claims: from a text to effect, figure, victims and claimant, with the quote that carries them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.actors.find import find_actors
from pipelines.extraction.claims.candidates import find_candidates
from pipelines.extraction.claims.find import FoundClaim, find_claims
from pipelines.extraction.text.document import read
from pipelines.schemas.contract import Article, Claim, Span


def found(text: str, spans: list[Span] | None = None, *, explain: bool = False) -> list[FoundClaim]:
    document = read(Article("a", text, spans=spans or []))
    return find_claims(document, find_actors(document), explain=explain)


def claims(text: str, spans: list[Span] | None = None) -> list[Claim]:
    return [item.claim for item in found(text, spans)]


def short(claim: Claim) -> tuple[str, int | None]:
    return claim.effect, claim.figure_point


def test_a_plain_sentence_gives_a_claim_for_each_effect() -> None:
    got = claims("Rebels killed four soldiers and wounded seven others near the town on Tuesday.")
    assert [short(c) for c in got] == [("killed", 4), ("wounded", 7)]
    assert got[0].victim_group == "state_forces"


def test_every_quote_stands_in_the_text_at_its_offsets() -> None:
    text = "KABUL, June 20 (AP) - At least six guards were killed, police said. Two mercenaries were captured."
    for claim in claims(text):
        assert text[claim.char_start : claim.char_end] == claim.quote


def test_a_text_without_a_casualty_word_is_not_parsed() -> None:
    assert find_candidates(read(Article("a", "The minister opened a school with 40 pupils."))) == []


def test_the_source_of_a_figure_is_its_claimant() -> None:
    claim = claims("At least 25 civilians were killed in the attack, the army said on Sunday.")[0]
    assert (claim.claimant, claim.claimant_type) == ("the army", "host_state")


def test_two_sources_joined_by_and_are_one_claimant() -> None:
    text = "A car bomb killed seven people, including two soldiers, police and medical officials said."
    assert claims(text)[0].claimant == "police and medical officials"


def test_what_the_article_says_itself_has_no_claimant() -> None:
    claim = claims("Gunmen shot dead three contractors in the city on Monday.")[0]
    assert (claim.claimant, claim.claimant_type) == (None, "none")


def test_a_pronoun_stands_for_the_source_named_before() -> None:
    text = "The governor confirmed the attack on Sunday. He said that five mercenaries were killed."
    assert claims(text)[0].claimant == "The governor"


def test_nobody_hurt_is_a_denied_zero() -> None:
    claim = claims("The company said that none of its guards was killed.")[0]
    assert (claim.figure_min, claim.figure_max, claim.stance) == (0, 0, "denied")


def test_heavy_losses_have_no_figure() -> None:
    claim = claims("The mercenaries suffered heavy losses in the battle, a commander said.")[0]
    assert (claim.effect, claim.figure_min, claim.figure_point, claim.modifier) == (
        "killed_or_wounded",
        None,
        None,
        "none",
    )


def test_a_part_points_at_its_whole() -> None:
    got = claims("The blast killed 35 people, including eight contractors, officials said.")
    assert [c.figure_point for c in got] == [35, 8]
    assert got[1].part_of == 0


def test_a_withdrawn_toll_is_superseded_and_disputed() -> None:
    got = claims("The ministry revised the number of guards killed down from 14 to 12.")
    assert [(c.figure_point, c.superseded, c.stance) for c in got] == [(14, True, "disputed"), (12, False, "asserted")]


def test_a_running_total_is_cumulative() -> None:
    got = claims("A soldier was killed on Friday, bringing to 300 the number of soldiers killed since January.")
    assert [(c.figure_point, c.cumulative) for c in got] == [(1, False), (300, True)]


def test_a_headline_repeats_the_body_and_is_dropped() -> None:
    text = "Four guards killed in Kabul\nA bomb killed four guards in Kabul on Monday, police said."
    got = claims(text, [Span(0, 27, "headline")])
    assert [(c.figure_point, c.claimant) for c in got] == [(4, "police")]


def test_a_headline_that_alone_says_it_is_kept() -> None:
    text = "Four guards killed in Kabul\nThe minister promised an inquiry on Monday."
    assert [c.figure_point for c in claims(text, [Span(0, 27, "headline")])] == [4]


def test_boilerplate_gives_no_claims() -> None:
    text = "The minister spoke.\nRead also: Four guards were killed in Kabul on Monday."
    assert claims(text, [Span(20, len(text), "boilerplate")]) == []


def test_threats_and_survivors_are_no_casualties() -> None:
    assert claims("The group threatened to kill two hostages.") == []
    assert claims("Three guards survived the attack.") == []


def test_ages_vehicles_and_deployments_are_no_casualties() -> None:
    assert (
        claims("Some 1,000 troops with 60 vehicles, commanded by a colonel aged 51, were sent to stop the killing.")
        == []
    )


def test_mercenaries_of_a_named_company_have_their_employer_and_country() -> None:
    claim = claims("Four Russian mercenaries of the Wagner Group were killed in central Mali, residents said.")[0]
    assert (claim.victim_group, claim.employer_id, claim.nationality) == ("contractor", "wagner_group", "RUS")


def test_mercenaries_of_no_named_company_belong_to_the_unknown_one_of_their_country() -> None:
    assert claims("Four Colombian mercenaries were killed in Darfur.")[0].employer_id == "unknown_col_pmc"


def test_explain_shows_how_each_part_was_decided() -> None:
    item = found("Two security guards were killed, police said.", explain=True)[0]
    assert item.claim.explain is not None
    assert item.claim.explain["figure"] == "exactly 2"
    assert item.claim.explain["group"] == {"contractor by noun": 1.0}
    assert item.claim.explain["claimant"]["how"] == "said"


def test_the_same_text_gives_the_same_claims_again() -> None:
    text = "Rebels said they killed nine mercenaries; the army spoke of two dead."
    assert claims(text) == claims(text)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from('killed wounded two 5 guards , . said the army " ( ) ; : of them none'.split()), max_size=60
    )
)
def test_hostile_word_salads_give_verbatim_quotes_and_sound_figures(words: list[str]) -> None:
    text = " ".join(words)
    for claim in claims(text):
        assert text[claim.char_start : claim.char_end] == claim.quote
        if claim.figure_min is not None and claim.figure_max is not None:
            assert claim.figure_min <= claim.figure_max


def test_those_who_confirm_an_attack_are_not_its_victims() -> None:
    got = claims("Two local officials confirmed the incident in which five mercenaries were killed.")
    assert [c.figure_point for c in got] == [5]


def test_another_source_in_the_same_sentence_counts_anew() -> None:
    text = (
        "An army source spoke of the death of seven individuals, including Russian mercenaries, "
        "while an official said that five mercenaries were among the dead."
    )
    assert [c.part_of for c in claims(text)] == [None, None]


def test_a_figure_that_another_replaces_is_superseded() -> None:
    got = claims("Fourteen mercenaries were killed, not eleven, the ministry said.")
    assert [(c.figure_point, c.superseded) for c in got if c.figure_point in (11, 14)][:1] == [(14, False)]
    assert all(c.superseded for c in got if c.figure_point == 11)


def test_a_count_up_to_today_is_cumulative() -> None:
    got = claims("Since May 2022 the company has lost 40 mercenaries, who were killed in raids.")
    assert [c.cumulative for c in got if c.figure_point == 40] == [True]


def test_who_was_named_in_the_sentence_before_is_killed_as_them() -> None:
    text = "Four employees of Blackwater drove into the town on Sunday. Gunmen shot them dead."
    assert short(claims(text)[0]) == ("killed", 4)


def test_who_was_among_the_dead_is_one_of_them() -> None:
    got = claims("Two Fijian guards and a Kenyan driver were among the seven people killed, the embassy said.")
    assert ("killed", 2) in [short(c) for c in got]
    assert ("killed", 7) in [short(c) for c in got]


def test_a_part_is_told_with_its_whole() -> None:
    got = claims("Nine people were taken prisoner, three of them former marines who worked for the company.")
    assert [short(c) for c in got] == [("captured", 9), ("captured", 3)]
    assert got[1].part_of == 0


def test_four_more_are_four() -> None:
    assert [short(c) for c in claims("Four more guards were killed on the road north.")] == [("killed", 4)]
    assert [short(c) for c in claims("The ambush cost the company another four men.")] == [("killed", 4)]
    assert [short(c) for c in claims("The raid cost five Russian lives.")] == [("killed", 5)]


def test_each_nationality_of_a_list_is_a_claim() -> None:
    got = claims("The dead were two Britons, a Fijian and an American.")
    assert [short(c) for c in got] == [("killed", 2), ("killed", 1), ("killed", 1)]


def test_another_voice_may_leave_out_what_it_counts() -> None:
    got = claims("The hospital spoke of seven dead mercenaries, the army of four.")
    assert [short(c) for c in got] == [("killed", 7), ("killed", 4)]


def test_those_who_speak_are_not_those_who_died() -> None:
    got = claims("Two security sources said that four guards had been killed.")
    assert [short(c) for c in got] == [("killed", 4)]


def test_a_place_in_a_series_is_a_running_total() -> None:
    claim = claims("He was the fifth guard to be killed on that road this year.")[0]
    assert (claim.figure_point, claim.cumulative) == (5, True)


def test_captured_and_then_killed_is_two_claims() -> None:
    got = claims("Rebels captured three soldiers and executed them. Rebels kidnapped two guards who were later killed.")
    assert {("captured", 3), ("captured", 2)} <= {short(c) for c in got}


def test_giving_no_figure_for_the_dead_denies_nothing() -> None:
    text = "The rebels said 84 Wagner mercenaries were killed near Kidal in Mali. They gave no figure for the rebels' own dead."
    assert [(c.figure_point, c.stance) for c in claims(text)] == [(84, "asserted")]
