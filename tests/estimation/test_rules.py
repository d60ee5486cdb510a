"""What each rule makes of the same tolls."""

import datetime as dt

import pytest

from pipelines.estimation.measures import rules_frame
from pipelines.estimation.rules import DEFAULT_RULE, RULES
from pipelines.warehouse.inputs import Rules
from tests.estimation.build import Said, losses

UCDP, AIRWARS, INTERVAL, ACLED, GTD = (rule.rule_id for rule in RULES)
NAMED = {"victims_named": True}


def test_an_attackers_toll_raises_high_alone() -> None:
    assert losses(Said("3", "the mayor"), Said("5", "@jnim", "perpetrator")).figures() == (3, 3, 5)


def test_an_attackers_lower_toll_lowers_nothing() -> None:
    assert losses(Said("8", "the mayor"), Said("5", "@jnim", "perpetrator")).figures() == (8, 8, 8)


def test_where_only_the_attacker_counts_its_toll_is_the_estimate() -> None:
    assert losses(Said("5", "@jnim", "perpetrator"), Said("9", "@csp", "perpetrator")).figures() == (5, 5, 9)
    assert losses(Said("5", "@jnim", "perpetrator"), Said("losses", "police")).figures() == (5, 5, 5)
    assert losses(Said("5", "@jnim", "perpetrator"), Said("up to 3", "police")).figures() == (None, None, 5)


def test_a_claimant_of_unknown_standing_raises_high_alone() -> None:
    assert losses(Said("3", "the mayor"), Said("9", "a pilot", "other")).figures() == (3, 3, 9)


def test_low_is_the_lowest_and_high_the_highest_reliable_toll() -> None:
    assert losses(Said("5", "the mayor"), Said("7", "doctors", "medical"), Said("6")).figures() == (5, 5, 7)


def test_an_employers_figure_with_names_is_best() -> None:
    world = losses(
        Said("2", "Dr Abbas", "medical"), Said("3", "@blackwater", "employer", other=NAMED), Said("4", "police")
    )
    assert world.figures() == (2, 3, 4)


def test_an_employers_figure_without_names_is_one_among_equals() -> None:
    assert losses(Said("2", "Dr Abbas", "medical"), Said("3", "@blackwater", "employer")).figures() == (2, 2, 3)


def test_names_given_by_a_channel_make_no_best() -> None:
    assert losses(Said("5", "the prefect"), Said("6", "a channel", "channel", other=NAMED)).figures() == (5, 5, 6)


def test_names_given_in_one_article_hold_for_the_figure_that_a_later_one_repeats() -> None:
    world = losses(
        Said("3", "@blackwater", "employer", article="a", other=NAMED),
        Said("3", "@blackwater", "employer", article="b"),
        Said("2", "a doctor", "medical"),
        days={"b": "2025-03-20"},
    )
    assert world.figures() == (2, 3, 3)


def test_the_employers_names_go_before_the_host_states() -> None:
    world = losses(
        Said("4", "@army", "host_state", other=NAMED), Said("3", "@blackwater", "employer", other=NAMED), Said("2")
    )
    assert world.figures() == (2, 3, 4)


def test_up_to_twenty_enters_high_alone() -> None:
    row = losses(Said("up to 20", "police")).row()
    assert (row["low"], row["best"], row["high"], row["high_is_open"]) == (None, None, 20, False)


def test_up_to_three_beside_two_is_not_contested() -> None:
    row = losses(Said("2", "the mission"), Said("up to 3", "an adviser")).row()
    assert (row["low"], row["best"], row["high"], row["contested"]) == (2, 2, 3, False)


def test_more_than_twenty_has_the_value_20_and_is_open() -> None:
    row = losses(Said("more than 20", "police")).row()
    assert (row["low"], row["best"], row["high"], row["high_is_open"]) == (20, 20, 20, True)


def test_more_than_twenty_and_exactly_20_contradict_each_other() -> None:
    assert losses(Said("more than 20", "police"), Said("20", "doctors")).row()["contested"]


def test_at_least_four_and_four_agree_and_leave_high_open() -> None:
    row = losses(Said("at least 4", "a militiaman"), Said("4", "doctors")).row()
    assert (row["low"], row["best"], row["high"], row["high_is_open"], row["contested"]) == (4, 4, 4, True, False)


def test_an_open_figure_below_the_highest_leaves_high_closed() -> None:
    assert not losses(Said("at least 4", "police"), Said("9", "@jnim", "perpetrator")).row()["high_is_open"]


def test_an_open_figure_does_not_empty_high() -> None:
    assert losses(Said("at least 9", "police"), Said("4", "doctors")).figures() == (4, 4, 9)


@pytest.mark.parametrize(
    ("word", "least", "acled"),
    [("several", 2, 3), ("dozens", 24, 12), ("tens", 20, 10), ("scores", 40, 20), ("hundreds", 200, 100)],
)
def test_a_vague_word_has_its_conservative_minimum_and_in_acleds_rule_acleds_value(
    word: str, least: int, acled: int
) -> None:
    world = losses(Said(word, "police"))
    assert world.figures() == (least, least, least)
    assert world.row()["high_is_open"]
    assert world.figures(rule_id=ACLED) == (acled, acled, acled)


def test_thousands_are_a_thousand_in_acleds_rule() -> None:
    thousands = {"figure_min": 2000, "modifier": "hundreds", "figure_text": "thousands"}
    assert losses(Said("hundreds", "police", other=thousands)).figures(rule_id=ACLED) == (1000, 1000, 1000)


def test_a_range_gives_low_its_lower_and_high_its_upper_end() -> None:
    assert losses(Said("20 to 50", "police")).figures() == (20, 20, 50)


def test_about_fifty_agrees_with_47() -> None:
    assert not losses(Said("about 50", "police"), Said("47", "doctors")).row()["contested"]
    assert losses(Said("about 50", "police"), Said("44", "doctors")).row()["contested"]


def test_about_two_is_one_either_way() -> None:
    assert not losses(Said("about 2", "police"), Said("3", "doctors")).row()["contested"]
    assert losses(Said("about 2", "police"), Said("4", "doctors")).row()["contested"]


def test_losses_without_a_number_stay_unknown_under_every_rule() -> None:
    world = losses(Said("losses", "police"))
    for rule in RULES:
        assert world.figures(rule_id=rule.rule_id) == (None, None, None)


def test_airwars_takes_the_range_of_everybody_and_no_best() -> None:
    world = losses(Said("5", "police"), Said("2", "@jnim", "perpetrator"), Said("at least 9", "doctors"))
    assert world.figures(rule_id=AIRWARS) == (2, None, 9)


def test_interval_takes_what_the_largest_set_of_tolls_agrees_on() -> None:
    world = losses(
        Said("5", "the mayor"),
        Said("at least 4", "doctors"),
        Said("about 5", "police"),
        Said("9", "@jnim", "perpetrator"),
    )
    assert world.figures(rule_id=INTERVAL) == (5, 5, 5)


def test_interval_has_no_best_where_a_range_is_agreed_on() -> None:
    world = losses(Said("about 50", "police"), Said("47 to 60", "doctors"))
    assert world.figures(rule_id=INTERVAL) == (47, None, 55)


def test_interval_prefers_reliable_tolls_and_then_the_lower_of_two_equal_sets() -> None:
    assert losses(Said("5", "police"), Said("7", "doctors")).figures(rule_id=INTERVAL) == (5, 5, 5)
    assert losses(Said("3", "@jnim", "perpetrator"), Said("7", "doctors")).figures(rule_id=INTERVAL) == (7, 7, 7)


def test_interval_reads_an_open_toll_as_its_least_and_open() -> None:
    row = losses(Said("at least 7", "police"), Said("at least 5", "doctors")).row(rule_id=INTERVAL)
    assert (row["low"], row["best"], row["high"], row["high_is_open"]) == (7, 7, 7, True)


def test_interval_says_nothing_of_a_least_from_an_upper_bound() -> None:
    assert losses(Said("up to 20", "police")).figures(rule_id=INTERVAL) == (None, None, 20)


def test_acled_takes_the_lowest_toll_of_anybody() -> None:
    world = losses(Said("5", "police"), Said("2", "@jnim", "perpetrator"), Said("9", "doctors"))
    assert world.figures(rule_id=ACLED) == (2, 2, 2)


def test_gtd_takes_the_most_recent_credible_toll() -> None:
    world = losses(
        Said("5", "police", article="a"),
        Said("7", "doctors", article="b"),
        Said("9", "@jnim", "perpetrator", article="c"),
        days={"a": "2025-03-01", "b": "2025-03-05", "c": "2025-03-09"},
    )
    assert world.figures(rule_id=GTD) == (7, 7, 7)


def test_gtd_takes_the_majority_of_the_most_recent_tolls_else_the_lowest() -> None:
    assert losses(Said("7", "police"), Said("7", "doctors"), Said("5", "the mayor")).figures(rule_id=GTD) == (7, 7, 7)
    assert losses(Said("7", "police"), Said("6", "doctors"), Said("5", "the mayor")).figures(rule_id=GTD) == (5, 5, 5)


def test_gtd_gives_no_answer_without_a_date_or_without_a_credible_source() -> None:
    assert losses(Said("7", "police"), days={"a": None}).figures(rule_id=GTD) == (None, None, None)
    assert losses(Said("7", "@jnim", "perpetrator")).figures(rule_id=GTD) == (None, None, None)


def test_every_estimate_names_the_claims_used() -> None:
    world = losses(Said("5", "police"), Said("9", "@jnim", "perpetrator"))
    first, second = world.claims()["claim_id"]
    assert world.row()["claim_ids"] == f'["{first}", "{second}"]'
    assert world.row(rule_id=ACLED)["claim_ids"] == f'["{first}"]'
    assert world.row("total")["claim_ids"] == f'["{first}", "{second}"]'


def test_rules_say_what_they_do_and_one_is_the_default() -> None:
    frame = Rules.validate(rules_frame())
    assert frame.filter("is_default")["rule_id"].to_list() == [DEFAULT_RULE]
    assert frame["rule_id"].n_unique() == len(RULES) == 5
    assert all(len(text) > 40 for text in frame["description"])


def test_the_day_on_which_a_toll_was_last_said_is_kept() -> None:
    tolls = losses(Said("5", "police", article="a"), Said("5", "police", article="b"), days={"b": "2025-03-20"}).tolls()
    assert tolls["said_on"].unique().to_list() == [dt.date(2025, 3, 20)]
