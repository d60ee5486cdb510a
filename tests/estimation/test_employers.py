"""Whose people: kin and unknown employers fold into a named one, and no row over employers counts anyone twice."""

import polars as pl

from pipelines.estimation.employers import kin_pairs
from tests.estimation.build import Said, World, losses


def by_employer(world: World) -> dict[str | None, int | None]:
    rows = world.estimates().filter(
        (pl.col("scope") == "employer") & (pl.col("rule_id") == "ucdp_lower_reliable") & (pl.col("effect") == "killed")
    )
    return dict(zip(rows["employer_id"], rows["best"], strict=True))


def test_no_employer_and_an_unknown_one_fold_into_the_only_named_one() -> None:
    world = losses(
        Said("5", "police", employer="wagner_group"),
        Said("6", "doctors", employer=None),
        Said("7", "the mayor", employer="unknown_russian_pmc"),
    )
    assert by_employer(world) == {"wagner_group": 5}
    assert world.figures(scope="employer", employer_id="wagner_group") == (5, 5, 7)


def test_a_successor_and_its_parent_are_one_employer_under_the_name_most_claimants_give() -> None:
    world = losses(
        Said("5", "police", employer="africa_corps"),
        Said("5", "doctors", employer="africa_corps"),
        Said("9", "@jnim", "perpetrator", employer="wagner_group"),
    )
    assert world.figures(scope="employer", employer_id="africa_corps") == (5, 5, 9)


def test_strangers_stay_two_employers() -> None:
    world = losses(
        Said("5", "police", employer="wagner_group"), Said("2", "police", employer="redut", nationality="RUS")
    )
    assert by_employer(world) == {"redut": 2, "wagner_group": 5}


def test_between_two_named_employers_an_unknown_one_is_counted_in_no_employers_row() -> None:
    world = losses(
        Said("11", "police", employer="unknown_pmc"),
        Said("6", "police", employer="blackwater", nationality="USA"),
        Said("3", "police", employer="heli_air", nationality="BGR"),
        Said("2", "police", employer="skylink", nationality="FJI"),
    )
    assert by_employer(world) == {"blackwater": 6, "heli_air": 3, "skylink": 2}
    assert world.figures() == (11, 11, 11)


def test_a_part_of_one_company_whose_whole_is_of_several_is_that_companys_toll() -> None:
    world = losses(
        Said("9", "police", employer=None),
        Said("6", "police", employer="blackwater", part_of=0),
        Said("3", "police", employer="heli_air", part_of=0),
    )
    assert by_employer(world) == {"blackwater": 6, "heli_air": 3}
    assert world.figures() == (9, 9, 9)


def test_a_part_of_the_same_company_becomes_no_toll_of_it() -> None:
    world = losses(Said("9", "police", employer=None), Said("6", "police", employer="blackwater", part_of=0))
    assert by_employer(world) == {"blackwater": 9}


def test_with_no_company_named_the_more_telling_unknown_one_stands() -> None:
    world = losses(
        Said("5", "police", employer="unknown_russian_pmc"),
        Said("6", "doctors", employer="unknown_pmc"),
        Said("7", employer=None),
    )
    assert by_employer(world) == {"unknown_russian_pmc": 5}


def test_where_no_employer_is_known_at_all_there_is_no_employers_row() -> None:
    assert by_employer(losses(Said("5", "police", employer=None))) == {}


def test_a_denial_does_not_decide_under_which_name_kin_stand() -> None:
    claims = [Said("5", "police", employer="africa_corps"), Said("no", "@a", "employer", employer="wagner_group")]
    more = [*claims, Said("no", "@b", "host_state", employer="wagner_group")]
    assert by_employer(World(claims)) == by_employer(World(more)) == {"africa_corps": 5}


def test_other_groups_have_no_employer() -> None:
    world = losses(Said("5", "police", group="state_forces", other={"employer_id": "wagner_group"}))
    assert by_employer(world) == {}


def test_kin_come_from_parents_and_successors_where_there_are_any() -> None:
    actors = pl.DataFrame(
        {
            "actor_id": ["wagner_group", "africa_corps", "redut"],
            "parent": [None, "wagner_group", ""],
            "successor": ["africa_corps", None, ""],
        }
    )
    assert kin_pairs(actors) == {("wagner_group", "africa_corps"), ("africa_corps", "wagner_group")}


def test_kinship_runs_through_names_that_stand_in_the_incident_and_through_no_other() -> None:
    kin = [("one", "parent"), ("two", "parent")]
    apart = losses(Said("5", "police", employer="one"), Said("2", "police", employer="two"), kin=kin)
    assert by_employer(apart) == {"one": 5, "two": 2}
