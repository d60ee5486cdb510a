"""How many sources, how independent, and how far to trust them."""

from typing import Any

import polars as pl
import pytest

from pipelines.estimation.measures import incident_measures
from tests.estimation.build import INCIDENT, Said, World, losses


def measured(world: World, **given: Any) -> dict[str, Any]:
    claims = world.claims()
    links = claims.select("mention_id").unique().with_columns(incident_id=pl.lit(INCIDENT))
    articles = world.articles().with_columns(publisher="The " + pl.col("document_id"), article_key="document_id")
    made = incident_measures(
        world.estimates(),
        world.tolls(),
        claims=claims,
        links=links,
        articles=articles,
        incidents=world.incidents(),
        near_duplicate_groups=world.groups(),
        **given,
    )
    assert made.height == 1
    return made.row(0, named=True)


def test_sources_are_publishers_and_independent_sources_are_claimants() -> None:
    world = losses(
        Said("5", "the mayor", article="a"), Said("5", "the mayor", article="b"), Said("6", "doctors", article="b")
    )
    row = measured(world)
    assert (row["number_of_sources"], row["n_independent_sources"]) == (2, 2)


def test_copies_of_one_wire_story_are_one_independent_source() -> None:
    world = losses(Said("5", article="a"), Said("5", article="b"), copies={"a": "a", "b": "a"})
    assert measured(world)["n_independent_sources"] == 1


@pytest.mark.parametrize("kind", ["employer", "host_state"])
def test_what_the_employer_or_the_host_state_admits_is_confirmed(kind: str) -> None:
    assert measured(losses(Said("5", "@someone", kind)))["grade"] == "confirmed"


def test_what_the_victims_own_state_admits_is_confirmed() -> None:
    world = losses(Said("11", "Kathmandu's foreign ministry", "foreign_state", nationality="NPL"))
    actors = pl.DataFrame({"actor_id": ["nepal_mfa"], "country": ["NPL"]})
    by_id = losses(Said("11", "@nepal_mfa", "foreign_state", nationality="NPL"))
    by_name = losses(Said("11", "Nepal's embassy in Doha", "foreign_state", nationality="NPL"))
    assert measured(by_id, actors=actors)["grade"] == "confirmed"
    assert measured(by_name)["grade"] == "confirmed"
    assert measured(world)["grade"] == "weak"


def test_what_another_state_says_is_no_admission() -> None:
    assert measured(losses(Said("11", "Ukrainian intelligence", "foreign_state", nationality="RUS")))["grade"] == "weak"


def test_an_attacking_state_admits_nothing() -> None:
    world = losses(Said("11", "@sudan_army", "host_state", nationality="COL"), perpetrators=["sudan_army"])
    assert measured(world)["grade"] == "weak"


def test_a_denial_confirms_nothing_and_is_no_second_source() -> None:
    row = measured(losses(Said("5", "the mayor"), Said("no", "@wagner_group", "employer")))
    assert (row["grade"], row["figures_contested"], row["n_independent_sources"]) == ("weak", True, 2)


def test_what_the_host_says_of_its_own_soldiers_confirms_no_contractor() -> None:
    world = losses(Said("5", "@jnim", "perpetrator"), Said("2", "@army", "host_state", group="state_forces"))
    assert measured(world)["grade"] == "fair"


def test_two_independent_sources_are_fair_and_one_is_weak() -> None:
    assert measured(losses(Said("5", "the mayor"), Said("6", "doctors")))["grade"] == "fair"
    assert measured(losses(Said("5", "the mayor"), Said("1", "the mayor", effect="wounded")))["grade"] == "weak"


def test_a_disputed_event_is_contested_unless_it_is_admitted() -> None:
    assert measured(losses(Said("5", "the mayor"), Said("6", "doctors"), disputed=True))["grade"] == "contested"
    assert measured(losses(Said("5", "@wagner_group", "employer"), disputed=True))["grade"] == "confirmed"


def test_an_incident_of_which_every_figure_was_withdrawn_is_discounted() -> None:
    world = losses(Said("5", "the mayor", other={"superseded": True, "stance": "disputed"}))
    row = measured(world)
    assert (row["grade"], row["n_independent_sources"]) == ("discounted", 1)


def test_a_ruling_discounts_an_incident() -> None:
    assert measured(losses(Said("5", "@wagner_group", "employer")), discounted=[INCIDENT])["grade"] == "discounted"


def test_agreeing_figures_are_not_contested() -> None:
    assert not measured(losses(Said("at least 5", "the mayor"), Said("6", "doctors")))["figures_contested"]
