"""Estimating only what changed gives the rows that estimating everything gives."""

from dataclasses import replace

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.estimation.refresh import Estimated, refreshed
from tests.estimation.build import Said, World, losses
from tests.estimation.test_properties import DAYS, worlds


def estimated(world: World) -> Estimated:
    return Estimated(world.tolls(), world.estimates())


def again(before: Estimated, now: World, *changed: str) -> Estimated:
    claims = now.claims()
    links = (
        claims.select("mention_id").unique().with_columns(incident_id=pl.col("mention_id").str.split("#").list.last())
    )
    return refreshed(
        before,
        changed,
        claims=claims,
        links=links,
        articles=now.articles(),
        near_duplicate_groups=now.groups(),
        incidents=now.incidents(),
        kin=now.kin,
    )


def assert_same(one: Estimated, other: Estimated) -> None:
    assert one.tolls.equals(other.tolls)
    assert one.estimates.equals(other.estimates)


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
