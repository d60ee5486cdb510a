"""The two worked examples of the coding rules, and the articles' figures that they come from."""

from tests.estimation.build import Said, World, losses

MALI = losses(
    Said("at least 7", "@jnim", "perpetrator", nationality="RUS"),
    Said("7", "@jnim", "perpetrator", nationality="RUS"),
    Said("at least 5", "A video", "visual", group="unknown"),
    Said("5", "local officials"),
    Said("at least 6", "A regional security consultant", "analyst", employer=None, nationality="RUS"),
    Said("7", "A Malian army source", "host_state", group="mixed"),
)
TINZAOUATEN = losses(
    Said("50", "@jnim", "perpetrator"),
    Said("10", "@jnim", "perpetrator", group="state_forces"),
    Said("84", "@csp", "perpetrator"),
    Said("47", "@csp", "perpetrator", group="state_forces"),
    Said("at least 80", "Russian bloggers", "channel", employer="unknown_russian_pmc"),
    Said("47", "A video", "visual", group="unknown"),
    Said("2", "@mali_army", "host_state", group="state_forces"),
    Said("losses", "@wagner_group", "employer", effect="killed_or_wounded"),
)


def test_in_central_mali_contractors_are_5_5_7_open_and_contested() -> None:
    row = MALI.row()
    assert (row["low"], row["best"], row["high"]) == (5, 5, 7)
    assert row["high_is_open"]
    assert row["contested"]


def test_in_central_mali_the_total_is_7_of_whom_2_are_of_no_known_side() -> None:
    assert MALI.row("total")["best"] - MALI.row()["best"] == 2
    assert MALI.figures("total") == (7, 7, 7)


def test_in_central_mali_unknown_employers_fold_into_the_named_one() -> None:
    assert MALI.figures(scope="employer", employer_id="wagner_group") == (5, 5, 7)


def test_at_tinzaouaten_contractors_are_80_80_84_and_state_forces_2_2_47() -> None:
    assert TINZAOUATEN.figures() == (80, 80, 84)
    assert TINZAOUATEN.figures("state_forces") == (2, 2, 47)


def test_at_tinzaouaten_both_sides_are_contested_and_no_highest_figure_is_open() -> None:
    for group in ("contractor", "state_forces"):
        row = TINZAOUATEN.row(group)
        assert row["contested"]
        assert not row["high_is_open"]


def test_at_tinzaouaten_the_video_of_47_bodies_adds_nobody_to_82() -> None:
    assert TINZAOUATEN.figures("total") == (82, 82, 131)


def test_at_tinzaouaten_the_employers_unnumbered_losses_stay_unknown() -> None:
    assert TINZAOUATEN.figures(effect="killed_or_wounded") == (None, None, None)


def test_the_order_of_claims_changes_no_estimate() -> None:
    for world in (MALI, TINZAOUATEN):
        turned = World(world.said[::-1])
        figures = ["victim_group", "scope", "effect", "rule_id", "low", "best", "high", "high_is_open", "contested"]
        assert turned.estimates().select(figures).equals(world.estimates().select(figures))
