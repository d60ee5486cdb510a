"""No part of a toll ever becomes the toll, and nobody is counted twice."""

import pytest

from pipelines.estimation.parts import is_further
from tests.estimation.build import Said, losses


def test_a_part_of_the_same_group_is_left_out_beside_its_whole() -> None:
    world = losses(Said("14", "@houthis", "monitor"), Said("6", "@houthis", "monitor", nationality="COL", part_of=0))
    assert world.figures() == (14, 14, 14)


def test_a_part_told_by_another_claimant_is_left_out_too() -> None:
    world = losses(Said("14", "@houthis", "monitor"), Said("1", "the embassy", nationality="GBR", part_of=0))
    assert world.figures() == (14, 14, 14)


def test_a_part_of_a_part_is_left_out() -> None:
    world = losses(
        Said("35", "police", group="unknown"),
        Said("8", "police", nationality="USA", part_of=0),
        Said("2", "police", nationality="USA", part_of=1),
    )
    assert world.figures() == (8, 8, 8)


def test_a_part_whose_whole_is_wider_is_its_groups_toll() -> None:
    world = losses(Said("35", "police", group="mixed"), Said("8", "police", nationality="USA", part_of=0))
    assert world.figures() == (8, 8, 8)
    assert world.figures("total") == (35, 35, 35)


def test_a_whole_named_for_one_group_that_holds_another_is_mixed() -> None:
    world = losses(Said("35", "police", group="civilian"), Said("8", "police", nationality="USA", part_of=0))
    assert world.figures("mixed") == (35, 35, 35)
    assert world.figures("total") == (35, 35, 35)
    assert "civilian" not in set(world.estimates()["victim_group"])


def test_a_part_of_a_running_total_is_the_incidents_toll() -> None:
    world = losses(
        Said("300", "monitors", "monitor", other={"cumulative": True}), Said("8", "monitors", "monitor", part_of=0)
    )
    assert world.figures() == (8, 8, 8)


def test_a_part_of_a_withdrawn_whole_does_not_stand_in_for_it() -> None:
    gone = {"superseded": True, "stance": "disputed"}
    world = losses(
        Said("14", "police", other=gone), Said("2", "police", nationality="GBR", part_of=0), Said("11", "police")
    )
    assert world.figures() == (11, 11, 11)


def test_a_part_whose_whole_was_rejected_stands_for_nothing() -> None:
    orphan = Said("2", "police", nationality="GBR", other={"part_of": "a#CL-000001.99"})
    assert losses(orphan).estimates().is_empty()


def test_a_part_of_another_effect_is_its_own_figure() -> None:
    world = losses(Said("12", "police", effect="killed_or_wounded"), Said("3", "police", part_of=0))
    assert world.figures() == (3, 3, 3)
    assert world.figures(effect="killed_or_wounded") == (12, 12, 12)


def test_disjoint_parts_with_no_whole_are_added_into_one_toll() -> None:
    world = losses(Said("2", "police", nationality="NPL"), Said("1", "police", nationality="GBR"))
    assert world.figures() == (3, 3, 3)


def test_disjoint_parts_of_two_claimants_are_not_added() -> None:
    world = losses(Said("2", "police", nationality="NPL"), Said("1", "doctors", nationality="GBR"))
    assert world.figures() == (1, 1, 2)


def test_disjoint_parts_of_two_articles_are_not_added() -> None:
    world = losses(Said("2", nationality="NPL", article="a"), Said("1", nationality="GBR", article="b"))
    assert world.figures() == (1, 1, 2)


def test_parts_of_two_companies_are_added_over_all_employers() -> None:
    world = losses(
        Said("6", "police", employer="blackwater", nationality="USA"),
        Said("3", "police", employer="heli_air", nationality="BGR"),
    )
    assert world.figures() == (9, 9, 9)


def test_a_whole_without_nationality_is_not_added_to_its_parts() -> None:
    world = losses(
        Said("9", "police", employer=None),
        Said("6", "police", employer="blackwater", nationality="USA"),
        Said("3", "police", employer="heli_air", nationality="BGR"),
    )
    assert world.figures() == (9, 9, 9)


def test_a_smaller_figure_of_the_same_people_is_some_of_them() -> None:
    world = losses(Said("3"), Said("1", nationality="UGA"), Said("1", nationality="PER"), Said("1", nationality="UGA"))
    assert world.figures() == (3, 3, 3)


def test_parts_that_come_to_more_than_the_general_figure_are_the_toll() -> None:
    world = losses(
        Said("2", "doctors"), Said("5", "doctors", nationality="NPL"), Said("8", "doctors", nationality="IND")
    )
    assert world.figures() == (13, 13, 13)


def test_figures_that_may_overlap_are_not_added() -> None:
    world = losses(
        Said("4", "police", nationality="RUS", employer=None),
        Said("6", "police", employer="blackwater"),
        Said("1", "doctors", employer="redut"),
    )
    assert world.row()["high"] == 6


def test_an_open_part_makes_an_open_sum() -> None:
    row = losses(Said("at least 2", "police", nationality="NPL"), Said("1", "police", nationality="GBR")).row()
    assert (row["low"], row["best"], row["high"], row["high_is_open"]) == (3, 3, 3, True)


def test_a_range_and_a_number_make_a_range() -> None:
    world = losses(Said("2 to 4", "police", nationality="NPL"), Said("1", "police", nationality="GBR"))
    assert world.figures() == (3, 3, 5)


def test_two_upper_bounds_add_up_to_an_upper_bound() -> None:
    world = losses(Said("up to 4", "police", nationality="NPL"), Said("up to 2", "police", nationality="GBR"))
    assert world.figures() == (None, None, 6)


def test_an_upper_bound_beside_a_number_adds_nothing_to_low() -> None:
    world = losses(Said("up to 4", "police", nationality="NPL"), Said("1", "police", nationality="GBR"))
    assert world.figures() == (1, 1, 5)


def test_five_and_up_to_twenty_of_one_claimant_are_five_to_twenty() -> None:
    assert losses(Said("5", "police"), Said("up to 20", "police")).figures() == (5, 5, 20)
    assert losses(Said("at least 5", "police"), Said("up to 20", "police")).figures() == (5, 5, 5)


def test_a_rough_part_makes_a_rough_sum() -> None:
    world = losses(Said("about 20", "police", nationality="NPL"), Said("1", "police", nationality="GBR"))
    assert world.figures() == (21, 21, 21)
    assert world.figures(rule_id="interval_consistent") == (19, None, 23)


def test_more_than_80_and_two_are_82() -> None:
    world = losses(Said("more than 80", "police", nationality="RUS"), Said("2", "police", nationality="GBR"))
    assert world.figures() == (82, 82, 82)


def test_uncounted_losses_of_two_nations_stay_unknown() -> None:
    world = losses(Said("losses", "police", nationality="RUS"), Said("losses", "police", nationality="GBR"))
    assert world.figures() == (None, None, None)


def test_another_two_are_added_to_what_was_counted_before() -> None:
    world = losses(Said("5", "a veteran"), Said("2", "a veteran", other={"figure_text": "another two"}))
    assert world.figures() == (7, 7, 7)


def test_another_of_another_nation_under_a_whole_adds_nothing() -> None:
    world = losses(
        Said("14", "@houthis", "monitor"),
        Said("1", "@houthis", "monitor", nationality="AUS", other={"figure_text": "another"}),
    )
    assert world.figures() == (14, 14, 14)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("another two", "another two were killed"),
        ("two", "another two were killed"),
        ("three", "a further three died"),
        ("six", "six more of its men died"),
        ("deux", "deux autres ont été tués"),
        ("uno", "más uno que falleció"),
        ("двое", "ещё двое погибли"),
    ],
)
def test_words_that_count_people_beyond_those_counted_before_are_known(text: str, quote: str) -> None:
    assert is_further(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("two", "two were killed"),
        (None, "another"),
        ("five", "more than five died, and another man fled"),
        ("1", "11 more died"),
    ],
)
def test_other_words_are_not_taken_for_them(text: str | None, quote: str) -> None:
    assert not is_further(text, quote)


def test_one_of_its_commanders_is_no_toll_beside_a_figure_for_the_same_people() -> None:
    known = Said("1", "@wagner_group", "employer", other={"quote": "la mort d'un de ses chefs"})
    world = losses(known, Said("at least 50", "@jnim", "perpetrator"), Said("more than 80", "two diplomats"))
    assert world.figures() == (80, 80, 80)
    assert losses(known).figures() == (1, 1, 1)


def test_one_of_the_guards_is_a_toll() -> None:
    world = losses(
        Said("1", "police", other={"quote": "one of the guards was killed"}), Said("3", "@jnim", "perpetrator")
    )
    assert world.figures() == (1, 1, 3)
