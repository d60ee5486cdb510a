"""One claimant's figure: across articles, versions, copies and names."""

from typing import Any

import polars as pl
import pytest

from pipelines.estimation.claimants import fold
from tests.estimation.build import Said, World, losses

SUPERSEDED = {"superseded": True, "stance": "disputed"}


def values(world: World, **wanted: Any) -> list[int | None]:
    """The points (else minima) of the tolls over all employers, in order."""
    wanted = {"scope": "incident", "effect": "killed", "victim_group": "contractor", "denied": False} | wanted
    tolls = world.tolls().filter([pl.col(name) == value for name, value in wanted.items()])
    return sorted(
        tolls.select(pl.coalesce("figure_point", "figure_min")).to_series().to_list(), key=lambda n: (n is None, n)
    )


def test_a_later_figure_by_the_same_claimant_replaces_the_earlier_across_articles() -> None:
    world = losses(
        Said("4", "@mali_army", "host_state", article="a"),
        Said("6", "@mali_army", "host_state", article="b"),
        days={"a": "2025-03-16", "b": "2025-03-19"},
    )
    assert values(world) == [6]
    assert world.figures() == (6, 6, 6)


def test_a_later_figure_replaces_a_larger_one() -> None:
    world = losses(
        Said("14", "the Interior Ministry", article="a"),
        Said("11", "Interior Ministry", article="b"),
        days={"a": "2017-09-10", "b": "2017-09-12"},
    )
    assert values(world) == [11]


def test_a_claimant_named_in_two_spellings_under_one_id_is_one_source() -> None:
    world = losses(
        Said("4", "Mali's army", article="a", other={"claimant_id": "mali_army"}),
        Said("5", "FAMa", article="b", other={"claimant_id": "mali_army"}),
        days={"b": "2025-03-02"},
    )
    assert values(world) == [5]


def test_two_unlike_names_are_two_claimants() -> None:
    world = losses(Said("4", "a local official", article="a"), Said("5", "an elected official", article="b"))
    assert values(world) == [4, 5]


def test_articles_accents_order_and_case_of_a_name_make_no_second_claimant() -> None:
    assert fold("The Ministry of Defence") == fold("Defense Ministry")
    assert fold("Le Sous-Préfet") == fold("sous préfet")
    assert fold("Mayor of Gao") != fold("Mayor of Kidal")


def test_who_speaks_for_somebody_is_that_somebody() -> None:
    assert fold("the Interior Ministry's spokesman") == fold("Interior Ministry")
    assert fold("a spokesman") == "spokesman"


def test_the_company_and_its_name_are_one_claimant_where_the_incident_has_one_company() -> None:
    world = losses(
        Said("2", "The company", "employer", article="a"),
        Said("3", "@wagner_group", "employer", article="b"),
        days={"b": "2025-03-09"},
    )
    assert values(world) == [3]


def test_the_army_and_its_name_are_one_claimant_where_one_army_alone_speaks_for_the_host() -> None:
    named, army = Said("4", "@malian_armed_forces", "host_state", article="a"), "the army"
    world = losses(named, Said("6", army, "host_state", article="b"), days={"a": "2025-03-09", "b": "2025-03-12"})
    assert values(world) == [6]
    other = Said("5", "@nigerien_armed_forces", "host_state", article="c")
    assert sorted(values(losses(named, Said("6", army, "host_state", article="b"), other))) == [4, 5, 6]


def test_where_two_companies_lost_people_the_company_may_be_either() -> None:
    world = losses(
        Said("2", "The company", "employer", article="a", employer=None),
        Said("3", "@wagner_group", "employer", article="b"),
        Said("1", "@redut", "employer", article="c", employer="redut"),
    )
    assert values(world) == [1, 2, 3]


def test_a_name_made_only_of_little_words_is_still_a_name() -> None:
    assert fold("A") == "a"
    assert fold("«»") == ""


def test_on_one_day_the_larger_figure_of_one_claimant_stands() -> None:
    world = losses(Said("4", "police", article="a"), Said("5", "police", article="b"))
    assert values(world) == [5]


def test_an_undated_article_replaces_no_dated_figure() -> None:
    world = losses(Said("4", "police", article="a"), Said("5", "police", article="b"), days={"b": None})
    assert values(world) == [4]


def test_a_later_article_with_no_figure_does_not_take_the_earlier_one_away() -> None:
    world = losses(Said("4", "police", article="a"), Said("losses", "police", article="b"), days={"b": "2025-04-01"})
    assert values(world) == [4]


def test_a_superseded_claim_makes_no_toll() -> None:
    world = losses(Said("6", "@army", "host_state"), Said("4", "@army", "host_state", other=SUPERSEDED))
    assert values(world) == [6]


def test_only_superseded_claims_make_no_estimate() -> None:
    assert losses(Said("4", "@army", "host_state", other=SUPERSEDED)).estimates().is_empty()


def test_a_cumulative_claim_makes_no_toll() -> None:
    world = losses(Said("300", "@army", "host_state", other={"cumulative": True}), Said("4", "police"))
    assert world.figures() == (4, 4, 4)


def test_a_figure_that_its_claimant_withdrew_stays_withdrawn_though_a_later_article_prints_it() -> None:
    world = losses(
        Said("4", "@army", "host_state", article="a"),
        Said("6", "@army", "host_state", article="b"),
        Said("4", "@army", "host_state", article="b", other=SUPERSEDED),
        Said("4", "@army", "host_state", article="c"),
        days={"a": "2025-03-16", "b": "2025-03-19", "c": "2025-03-25"},
    )
    assert values(world) == [6]


def test_a_figure_that_its_own_article_still_gives_is_not_withdrawn() -> None:
    world = losses(
        Said("5", "@army", "host_state", article="a"),
        Said("7", "@army", "host_state", article="b"),
        Said("7", "@army", "host_state", article="b", other=SUPERSEDED),
        days={"b": "2025-03-19"},
    )
    assert values(world) == [7]


def test_a_correction_holds_where_no_date_is_known() -> None:
    world = losses(
        Said("14", "@army", "host_state", article="a"),
        Said("11", "@army", "host_state", article="b"),
        Said("14", "@army", "host_state", article="b", other=SUPERSEDED),
        days={"a": None, "b": None},
    )
    assert values(world) == [11]


def test_what_another_claimant_disputes_stays_its_claimants_figure() -> None:
    world = losses(Said("11", "@cpc", "perpetrator", other={"stance": "disputed"}), Said("3", "the deputy"))
    assert values(world) == [3, 11]


def test_a_figure_that_the_outlet_could_not_verify_counts() -> None:
    assert values(losses(Said("5", "A video", "visual", other={"stance": "unverified"}))) == [5]


def test_wire_copies_count_once_though_each_speaks_in_its_own_voice() -> None:
    world = losses(Said("5", article="a"), Said("5", article="b"), copies={"a": "a", "b": "a"})
    assert world.tolls().filter(pl.col("scope") == "incident").height == 1


def test_two_reports_in_their_own_voices_are_two_sources() -> None:
    assert values(losses(Said("5", article="a"), Said("6", article="b"))) == [5, 6]


def test_a_copy_that_names_the_claimant_otherwise_adds_no_source() -> None:
    world = losses(
        Said("4", "Mali's army", "host_state", article="a"),
        Said("4", "the military", "host_state", article="b"),
        copies={"a": "a", "b": "a"},
    )
    assert values(world) == [4]


def test_what_only_a_copy_says_is_kept() -> None:
    world = losses(
        Said("4", "Mali's army", "host_state", article="a"),
        Said("4", "the military", "host_state", article="b"),
        Said("15", "@jnim", "perpetrator", article="b"),
        copies={"a": "a", "b": "a"},
    )
    assert values(world) == [4, 15]


def test_two_sources_of_one_article_that_give_one_figure_are_two() -> None:
    assert values(losses(Said("4", "the sub-prefect"), Said("4", "a trader", "witness"))) == [4, 4]


def test_a_claimant_whom_one_article_calls_the_attacker_is_the_attacker() -> None:
    world = losses(
        Said("dozens", "@sudan_army", "perpetrator", article="a"),
        Said("dozens", "@sudan_army", "foreign_state", article="b"),
        Said("dozens", "@sudan_army", "foreign_state", article="c"),
        Said("3", "relatives", "relatives", article="c"),
    )
    assert world.figures() == (3, 3, 24)


def test_an_army_that_counts_the_attackers_it_killed_is_no_attacker_of_the_contractors() -> None:
    world = losses(
        Said("20", "@mali_army", "perpetrator", group="rebel"),
        Said("4", "@mali_army", "host_state", article="a"),
        Said("4", "@mali_army", "host_state", article="b"),
        Said("7", "@jnim", "perpetrator"),
    )
    assert world.figures() == (4, 4, 7)


def test_a_claimant_among_the_incidents_perpetrators_is_the_attacker_whatever_articles_call_it() -> None:
    world = losses(Said("15", "@lna", "foreign_state"), Said("6", "a tracking group", "monitor"), perpetrators=["lna"])
    assert world.figures() == (6, 6, 15)


def test_the_host_army_that_answers_an_attack_is_no_attacker() -> None:
    world = losses(
        Said("4", "@mali_army", "host_state"), Said("9", "@jnim", "perpetrator"), perpetrators=["jnim", "mali_army"]
    )
    assert world.figures() == (4, 4, 9)
    alone = losses(
        Said("24", "@sudan_army", "host_state"), Said("3", "relatives", "relatives"), perpetrators=["sudan_army"]
    )
    assert alone.figures() == (3, 3, 24)


def test_the_employer_stays_reliable_though_its_own_men_fired() -> None:
    world = losses(Said("2", "@wagner_group", "employer"), perpetrators=["wagner_group"])
    assert world.row(rule_id="gtd_recent_majority_lowest")["best"] == 2


def test_every_toll_names_the_claims_that_it_was_made_from() -> None:
    world = losses(
        Said("2", nationality="NPL"),
        Said("1", nationality="GBR"),
        Said("5", "police"),
        Said("5", "police", article="b"),
    )
    ids = world.tolls().filter(pl.col("scope") == "incident")["claim_ids"].to_list()
    claims = world.claims()["claim_id"].to_list()
    assert sorted(ids) == sorted([f'["{claims[0]}", "{claims[1]}"]', f'["{claims[2]}", "{claims[3]}"]'])


@pytest.mark.parametrize("group", ["contractor", "state_forces", "rebel", "civilian", "mixed", "unknown"])
def test_figures_of_one_group_enter_no_other_groups_row(group: str) -> None:
    estimates = losses(Said("7", "police", group=group)).estimates().filter(pl.col("scope") == "incident")
    assert set(estimates["victim_group"]) == {group, "total"}


def test_claims_without_a_link_make_no_toll() -> None:
    assert losses().tolls().is_empty()
    assert losses().estimates().is_empty()
