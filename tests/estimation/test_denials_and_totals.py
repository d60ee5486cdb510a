"""No denial is a zero, unknown stays unknown, and a total is no sum of what is counted twice."""

import polars as pl

from tests.estimation.build import Said, losses


def test_a_denial_changes_no_figure_and_contests_it() -> None:
    row = losses(Said("4", "police"), Said("no", "@army", "host_state")).row()
    assert (row["low"], row["best"], row["high"]) == (4, 4, 4)
    assert row["contested"]


def test_only_denials_make_0_0_0_that_nobody_contests() -> None:
    world = losses(Said("no", "@army", "host_state"), Said("no", "@wagner_group", "employer"))
    for rule in ("ucdp_lower_reliable", "acled_conservative", "gtd_recent_majority_lowest", "interval_consistent"):
        assert world.figures(rule_id=rule) == (0, 0, 0)
    assert not world.row()["contested"]


def test_a_denial_against_losses_that_nobody_counts_is_no_zero() -> None:
    row = losses(Said("losses", "@jnim", "perpetrator"), Said("no", "@army", "host_state")).row()
    assert (row["low"], row["best"], row["high"]) == (None, None, None)
    assert row["contested"]


def test_a_denial_of_any_loss_contests_deaths() -> None:
    row = losses(Said("4", "police"), Said("no", "@army", "host_state", effect="killed_or_wounded")).row()
    assert row["contested"]
    assert row["best"] == 4


def test_a_denial_of_any_loss_alone_is_no_dead_and_no_wounded() -> None:
    world = losses(Said("no", "@army", "host_state", effect="killed_or_wounded"))
    assert world.figures() == (0, 0, 0)
    assert world.figures(effect="wounded") == (0, 0, 0)


def test_a_denial_that_anyone_was_hurt_contests_every_group() -> None:
    world = losses(Said("4", "police"), Said("no", "@army", "host_state", group="unknown"))
    assert world.row()["contested"]
    assert world.figures("total") == (4, 4, 4)


def test_a_denial_that_anyone_was_hurt_makes_no_total_of_zero_where_losses_are_claimed() -> None:
    world = losses(Said("losses", "@jnim", "perpetrator"), Said("no", "@army", "host_state", group="unknown"))
    assert world.figures() == (None, None, None)
    assert world.figures("total") == (None, None, None)


def test_no_civilian_hurt_contests_no_contractors_figure() -> None:
    world = losses(Said("3", "monitors", "monitor"), Said("no", "monitors", "monitor", group="civilian"))
    assert not world.row()["contested"]
    assert world.figures("civilian") == (0, 0, 0)
    assert world.figures("total") == (3, 3, 3)


def test_uncounted_contractors_and_no_civilian_hurt_are_no_total_of_zero() -> None:
    world = losses(Said("losses", "police"), Said("no", "police", group="civilian"))
    assert world.figures("total") == (None, None, None)


def test_no_russian_died_is_no_zero_where_seven_bodies_include_russians() -> None:
    world = losses(Said("7", "@jnim", "perpetrator", group="mixed"), Said("no", "@army", "host_state"))
    assert world.figures() == (None, None, None)
    assert world.figures("total") == (7, 7, 7)


def test_three_wounded_and_nobody_killed_is_a_zero_of_deaths() -> None:
    world = losses(Said("3", "police", effect="wounded"), Said("no", "police"))
    assert world.figures() == (0, 0, 0)
    assert world.figures(effect="wounded") == (3, 3, 3)


def test_three_wounded_say_nothing_of_deaths() -> None:
    world = losses(Said("3", "police", effect="wounded"))
    assert world.estimates().filter(pl.col("effect") == "killed").is_empty()


def test_a_claimant_that_denies_and_later_counts_no_longer_denies() -> None:
    world = losses(
        Said("no", "@army", "host_state", article="a"),
        Said("6", "@army", "host_state", article="b"),
        days={"b": "2025-03-09"},
    )
    row = world.row()
    assert (row["low"], row["best"], row["high"], row["contested"]) == (6, 6, 6, False)


def test_a_claimant_that_counts_and_later_denies_stands_by_the_denial() -> None:
    world = losses(
        Said("6", "@jnim", "perpetrator", article="a"),
        Said("no", "@jnim", "perpetrator", article="b"),
        Said("2", "police"),
        days={"b": "2025-03-09"},
    )
    row = world.row()
    assert (row["low"], row["best"], row["high"], row["contested"]) == (2, 2, 2, True)


def test_nought_that_was_not_marked_as_a_denial_is_one() -> None:
    row = losses(Said("4", "police"), Said("no", "@army", "host_state", other={"stance": "asserted"})).row()
    assert (row["low"], row["best"], row["high"], row["contested"]) == (4, 4, 4, True)


def test_a_denied_number_enters_no_figure() -> None:
    row = losses(Said("4", "police"), Said("9", "@army", "host_state", other={"stance": "denied"})).row()
    assert (row["low"], row["best"], row["high"], row["contested"]) == (4, 4, 4, True)


def test_killed_and_wounded_are_never_added() -> None:
    world = losses(Said("3", "police"), Said("5", "police", effect="wounded"), Said("2", "police", effect="missing"))
    assert world.figures() == (3, 3, 3)
    assert world.figures("total") == (3, 3, 3)


def test_casualties_alone_enter_no_death_total() -> None:
    world = losses(Said("12", "police", effect="killed_or_wounded"), Said("3", "police"))
    assert world.figures("total") == (3, 3, 3)


def test_a_mixed_figure_never_counts_as_contractors() -> None:
    world = losses(Said("7", "@army", "host_state", group="mixed"))
    assert "contractor" not in set(world.estimates()["victim_group"])
    assert world.figures("total") == (7, 7, 7)


def test_the_total_is_the_sum_of_sides_where_that_is_larger() -> None:
    world = losses(Said("5", "police"), Said("4", "police", group="state_forces"), Said("7", "doctors", group="mixed"))
    assert world.figures("total") == (9, 9, 9)


def test_the_total_is_the_mixed_toll_where_that_is_larger() -> None:
    world = losses(Said("5", "police"), Said("4", "police", group="state_forces"), Said("12", "doctors", group="mixed"))
    assert world.figures("total") == (12, 12, 12)


def test_of_a_mixed_and_an_unknown_toll_the_larger_counts_and_not_their_sum() -> None:
    world = losses(Said("7", "@army", "host_state", group="mixed"), Said("5", "A video", "visual", group="unknown"))
    assert world.figures("total") == (7, 7, 7)


def test_an_attackers_mixed_figure_raises_the_total_high_alone() -> None:
    world = losses(
        Said("5", "police"), Said("30", "@jnim", "perpetrator", group="mixed"), Said("8", "doctors", group="mixed")
    )
    assert world.figures("total") == (8, 8, 30)


def test_a_side_whose_losses_nobody_counts_leaves_the_total_open() -> None:
    row = losses(Said("5", "police"), Said("losses", "police", group="state_forces")).row("total")
    assert (row["low"], row["best"], row["high"], row["high_is_open"]) == (5, 5, 5, True)


def test_a_total_has_no_best_where_a_part_of_it_has_none() -> None:
    world = losses(Said("20 to 50", "police"), Said("4", "police", group="state_forces"))
    assert world.figures("total", rule_id="interval_consistent") == (24, None, 54)


def test_a_total_is_contested_where_a_side_is() -> None:
    assert losses(Said("5", "police"), Said("6", "doctors"), Said("1", group="civilian")).row("total")["contested"]


def test_totals_are_made_over_all_employers_only() -> None:
    totals = losses(Said("5", "police")).estimates().filter(pl.col("victim_group") == "total")
    assert set(totals["scope"]) == {"incident"}
