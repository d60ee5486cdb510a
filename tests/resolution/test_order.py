"""The result does not depend on the order of arrival, nor on how the articles are batched."""

import datetime as dt
import random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.resolution import ledger
from pipelines.resolution.resolve import resolve
from tests.resolution.build import Story, Told, frames_of, kin

DAY = dt.date(2025, 3, 10)


@st.composite
def told(draw):
    start = draw(st.one_of(st.none(), st.integers(0, 6)))
    length = draw(st.sampled_from([0, 0, 0, 1, 6, 30]))
    return Told(
        day=None if start is None else str(DAY + dt.timedelta(days=start)),
        until=None if start is None else str(DAY + dt.timedelta(days=start + length)),
        place=draw(st.sampled_from(["Boni", "Nokara", "Gao", None])),
        country=draw(st.sampled_from(["MLI", "MLI", "MLI", None])),
        role=draw(st.sampled_from(["main", "main", "background"])),
        event_type=draw(st.sampled_from(["ambush", "ied", "unknown"])),
        employers=draw(st.sampled_from([("wagner_group",), ("africa_corps",), ("redut",), ()])),
        perpetrators=draw(st.sampled_from([("jnim",), ()])),
        killed=draw(st.sampled_from([None, 2, 5])),
    )


@st.composite
def stories(draw):
    count = draw(st.integers(1, 9))
    return [
        Story(
            f"s{n}",
            draw(st.lists(told(), min_size=1, max_size=2)),
            published=draw(st.sampled_from(["2025-03-14", "2025-03-20", None])),
            words=draw(st.sampled_from(["one wire story", f"words {n}"])),
            key=draw(st.sampled_from([f"k{n}", f"k{n}", "k0"])),
        )
        for n in range(count)
    ]


def partition(resolution):
    return {
        frozenset(group) for group in resolution.links.group_by("incident_id").agg("mention_id")["mention_id"].to_list()
    }


def fields(resolution):
    """The incidents' fields, by their mentions instead of their ids."""
    members = resolution.links.group_by("incident_id").agg(pl.col("mention_id").sort().str.join(" "))
    return resolution.incidents.join(members, on="incident_id").drop("incident_id").sort("mention_id").rows()


@settings(max_examples=20, deadline=None)
@given(stories(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_incidents_with_the_same_fields(stories, rnd):
    first = resolve(*frames_of(stories), kin)
    shuffled = stories[:]
    rnd.shuffle(shuffled)
    second = resolve(*frames_of(shuffled), kin)
    assert partition(first) == partition(second)
    assert fields(first) == fields(second)
    scores = [dict(r.links.select("mention_id", "score").iter_rows()) for r in (first, second)]
    assert scores[0] == scores[1]


@settings(max_examples=12, deadline=None)
@given(stories(), st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_any_batching_gives_the_same_incidents_and_no_ledger_gives_the_same_ids(stories, sizes):
    whole = resolve(*frames_of(stories), kin)
    entries, upto, batched = ledger.empty(), 0, None
    while upto < len(stories):
        upto = min(len(stories), upto + sizes[upto % len(sizes)])
        batched = resolve(*frames_of(stories[:upto]), kin, ledger=entries)
        entries = pl.concat([entries, batched.entries])
    assert partition(batched) == partition(whole)
    assert fields(batched) == fields(whole)
    vanished = len({s.key for s in stories}) < len(stories)
    if not vanished:
        assert batched.links.equals(whole.links)
    again = resolve(*frames_of(stories), kin, ledger=entries)
    assert again.links.equals(batched.links)
    assert again.entries.is_empty()


def test_rows_in_any_order_give_the_same_frames():
    frames_in = frames_of(
        [Story(f"s{n}", [Told(f"2025-03-{10 + n % 3}", killed=n % 2 + 1), Told(place="Gao")]) for n in range(12)]
    )
    first = resolve(*frames_in, kin)
    rnd = random.Random(1)  # noqa: S311 # a shuffle, not a secret
    shuffled = [frame.sample(fraction=1, shuffle=True, seed=rnd.randrange(9)) for frame in frames_in]
    second = resolve(*shuffled, kin)
    for name in ("links", "incidents", "entries", "redirects", "wires", "versions"):
        assert getattr(first, name).equals(getattr(second, name)), name
