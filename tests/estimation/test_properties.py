"""What holds for any claims at all."""

import json
from dataclasses import replace
from random import Random

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.estimation.estimates import estimates
from pipelines.estimation.tolls import tolls
from tests.estimation.build import Said, World

NUMBERS = st.integers(1, 60)
FIGURES = st.one_of(
    NUMBERS.map(str),
    st.sampled_from(["at least", "more than", "up to", "fewer than", "about"]).flatmap(
        lambda word: NUMBERS.map(lambda n: f"{word} {n}")
    ),
    st.tuples(NUMBERS, NUMBERS).map(lambda pair: f"{min(pair)} to {max(pair)}"),
    st.sampled_from(["several", "dozens", "hundreds", "losses", "no"]),
)
CLAIMANTS = [
    (None, "none"), ("@jnim", "perpetrator"), ("@army", "host_state"), ("@wagner_group", "employer"), ("doctors", "medical"),
    ("a pilot", "other"),
]  # fmt: skip
CLAIMS = st.builds(
    lambda figure, who, group, effect, article, employer, nationality, named, gone: Said(
        figure,
        who[0],
        who[1],
        group=group,
        effect=effect,
        article=article,
        employer=employer,
        nationality=nationality,
        other={"victims_named": named, "superseded": gone == 0, "cumulative": gone == 1},
    ),
    FIGURES,
    st.sampled_from(CLAIMANTS),
    st.sampled_from(["contractor", "contractor", "state_forces", "civilian", "mixed", "unknown"]),
    st.sampled_from(["killed", "killed", "wounded", "killed_or_wounded"]),
    st.sampled_from("abc"),
    st.sampled_from([None, "wagner_group", "africa_corps", "redut", "unknown_russian_pmc"]),
    st.sampled_from([None, None, "RUS", "BLR"]),
    st.booleans(),
    st.integers(0, 9),
)
DAYS = {"a": "2025-03-01", "b": "2025-03-05", "c": None}
FIGURED = ["scope", "victim_group", "employer_id", "effect", "rule_id", "low", "best", "high", "high_is_open"]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    said = draw(st.lists(CLAIMS, min_size=1, max_size=9))
    for n in range(1, len(said)):
        whole = draw(st.one_of(st.none(), st.integers(0, n - 1)))
        if whole is not None and said[whole].article == said[n].article:
            said[n] = replace(said[n], part_of=whole)
    return World(said, days=DAYS)


def figures(world: World) -> pl.DataFrame:
    return world.estimates().select(FIGURED)


@given(worlds())
@settings(max_examples=20)
def test_low_best_and_high_are_in_order_under_every_rule(world: World) -> None:
    made = world.estimates()
    for one, other in (("low", "best"), ("best", "high"), ("low", "high")):
        assert made.filter(pl.col(one) > pl.col(other)).is_empty()


@given(worlds(), st.integers())
@settings(max_examples=20)
def test_permuting_the_claims_changes_nothing(world: World, seed: int) -> None:
    claims = world.claims()
    links = claims.select("mention_id").unique().sort("mention_id").with_columns(incident_id=pl.lit("CL-000001"))
    articles = world.articles()
    straight = tolls(claims, links, articles, world.groups(), world.kin)
    order = list(range(claims.height))
    Random(seed).shuffle(order)  # noqa: S311  a shuffle, no secret
    turned = tolls(claims[order], links.reverse(), articles.reverse(), world.groups(), world.kin)
    assert turned.equals(straight)
    assert estimates(turned.reverse(), world.incidents()).equals(estimates(straight, world.incidents()))


@given(worlds())
@settings(max_examples=20)
def test_adding_a_wire_copy_changes_no_figure(world: World) -> None:
    original = [claim for claim in world.said if claim.article == "a"]
    at = {n: len(world.said) + k for k, n in enumerate(n for n, claim in enumerate(world.said) if claim.article == "a")}
    copy = [
        replace(claim, article="z", part_of=None if claim.part_of is None else at[claim.part_of]) for claim in original
    ]
    copied = World([*world.said, *copy], days={**DAYS, "z": DAYS["a"]}, copies={"a": "a", "z": "a"})
    assert figures(copied).equals(figures(world))


@given(worlds())
@example(World([Said("up to 1", None, "none", group="state_forces", employer=None)], days=DAYS))  # its low is unknown
@settings(max_examples=20)
def test_adding_a_denial_changes_no_figure_that_anyone_gives(world: World) -> None:
    # By a claimant of its own: a claimant that denies its own figure later replaces it.
    denied = World([*world.said, Said("no", "@moscow", "foreign_state", article="b", employer=None)], days=DAYS)
    before = figures(world).filter(pl.col("high").is_not_null())
    after = figures(denied).join(
        before, on=["scope", "victim_group", "employer_id", "effect", "rule_id"], how="semi", nulls_equal=True
    )
    assert after.equals(before)


@given(worlds(), worlds())
@settings(max_examples=10)
def test_an_incidents_estimates_do_not_depend_on_other_incidents(one: World, other: World) -> None:
    there = [replace(claim, incident="CL-000002") for claim in other.said]
    moved = [c if c.part_of is None else replace(c, part_of=c.part_of + len(one.said)) for c in there]
    both = World([*one.said, *moved], days=DAYS).estimates()
    assert both.filter(pl.col("incident_id") == "CL-000001").equals(one.estimates())


@given(worlds())
@settings(max_examples=20)
def test_a_total_is_at_least_each_side_and_what_it_adds_is_of_no_known_side(world: World) -> None:
    made = world.estimates().filter(
        (pl.col("scope") == "incident") & pl.col("rule_id").is_in(["ucdp_lower_reliable", "airwars_range"])
    )
    totals = made.filter(pl.col("victim_group") == "total").select(
        "rule_id", "effect", total_low="low", total_best="best", total_high="high"
    )
    parts = made.filter(pl.col("victim_group") != "total").join(totals, on=["rule_id", "effect"])
    for name in ("low", "best", "high"):
        assert parts.filter(pl.col(f"total_{name}") < pl.col(name)).is_empty()
    sides = parts.filter(~pl.col("victim_group").is_in(["mixed", "unknown"]))
    sums = sides.group_by("rule_id", "effect").agg(pl.col("best").sum(), pl.col("total_best").first())
    assert sums.filter(pl.col("total_best") < pl.col("best")).is_empty()


@given(worlds())
@settings(max_examples=20)
def test_every_figure_is_supported_by_a_claim_that_it_names(world: World) -> None:
    made = world.estimates()
    known = set(world.claims()["claim_id"])
    for row in made.filter(pl.col("high").is_not_null()).iter_rows(named=True):
        named = json.loads(row["claim_ids"])
        assert named
        assert set(named) <= known
        assert len(named) == len(set(named))


@given(worlds())
@settings(max_examples=20)
def test_employers_rows_of_one_claimant_are_never_more_than_its_row_over_all(world: World) -> None:
    alone = World([replace(claim, by="police", kind="local_official", article="a") for claim in world.said], days=DAYS)
    made = alone.estimates().filter(
        (pl.col("victim_group") == "contractor") & (pl.col("rule_id") == "ucdp_lower_reliable")
    )
    sums = made.group_by("effect", "scope").agg(pl.col("low").sum())
    wide = dict(sums.filter(pl.col("scope") == "incident").select("effect", "low").iter_rows())
    for effect, low in sums.filter(pl.col("scope") == "employer").select("effect", "low").iter_rows():
        assert low <= wide.get(effect, 0)
