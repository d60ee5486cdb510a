"""Estimating only what changed gives the rows that estimating everything gives."""

from dataclasses import replace

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.estimation.refresh import Estimated, Told
from pipelines.estimation.refresh import estimated as estimate
from tests.estimation.build import Said, World, losses
from tests.estimation.test_properties import DAYS, worlds


def told_by(world: World) -> Told:
    claims = world.claims()
    links = (
        claims.select("mention_id").unique().with_columns(incident_id=pl.col("mention_id").str.split("#").list.last())
    )
    return Told(
        claims=claims,
        links=links,
        incidents=world.incidents(),
        articles=world.articles().with_columns(publisher="document_id", article_key="document_id"),
        near_duplicate_groups=world.groups(),
        actors=pl.DataFrame(
            [
                {"actor_id": one, "country": None, "parent": other, "successor": None}
                for one, other in sorted(world.kin)
            ],
            schema=dict.fromkeys(["actor_id", "country", "parent", "successor"], pl.String),
        ),
    )


def estimated(world: World) -> Estimated:
    return estimate(told_by(world))


def again(before: Estimated, now: World, *changed: str) -> Estimated:
    return before.without(changed).together_with(estimate(told_by(now).of(changed)))


def assert_same(one: Estimated, other: Estimated) -> None:
    assert one.tolls.equals(other.tolls)
    assert one.estimates.equals(other.estimates)
    assert one.measures.equals(other.measures)


@given(st.lists(worlds(), min_size=3, max_size=3), worlds())
@settings(max_examples=10)
def test_a_changed_incident_is_estimated_anew_and_the_others_stay(stories: list[World], story: World) -> None:
    def told(parts: list[World]) -> World:
        said: list[Said] = []
        for n, part in enumerate(parts, 1):
            first = len(said)
            said += [
                replace(c, incident=f"CL-{n:06d}", part_of=None if c.part_of is None else c.part_of + first)
                for c in part.said
            ]
        return World(said, days=DAYS)

    # The second incident stands last among the claims, so that the others' claims keep their ids.
    before, after = told([stories[0], stories[2], stories[1]]), told([stories[0], stories[2], story])
    assert_same(again(estimated(before), after, "CL-000003"), estimated(after))


def test_an_incident_that_ended_leaves() -> None:
    before = losses(Said("5"), Said("3", incident="CL-000002"))
    assert_same(again(estimated(before), losses(Said("5")), "CL-000002"), estimated(losses(Said("5"))))


def test_nothing_changed_is_nothing_changed() -> None:
    world = losses(Said("5"), Said("3", incident="CL-000002"))
    assert_same(again(estimated(world), world), estimated(world))
