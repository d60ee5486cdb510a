"""What is resolved is kept between runs, and a run that goes on from it gives the rows of a rebuild from nothing."""

import datetime as dt
import tempfile
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.resolution import ledger, rulings
from pipelines.resolution.kept import keep, reopen
from pipelines.resolution.refresh import Resolver
from pipelines.resolution.resolve import resolve
from tests.resolution.build import Story, Told, document, frames_of, kin
from tests.resolution.test_order import stories
from tests.resolution.test_refresh import numbered

WHEN = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


def next_run(folder, entries, batch, people=None, inputs="same"):
    """A run of its own: it knows the folder and the ledger, and nothing of the run before."""
    resolver = Resolver(kin, people, entries)
    reopen(resolver, folder, inputs)
    resolver.refresh(*frames_of(batch))
    keep(resolver, folder, inputs)
    return resolver


def assert_rebuilt(resolver, stories, entries, people=None):
    rebuilt = resolve(*frames_of(stories), kin, people, entries)
    assert resolver.links.sort("mention_id").equals(rebuilt.links)
    assert resolver.incidents.sort("incident_id").equals(rebuilt.incidents)
    assert resolver.redirects.equals(rebuilt.redirects)
    assert resolver.unapplied.equals(rebuilt.unapplied.sort("ruling_id"))
    assert resolver.entries.equals(pl.concat([entries, rebuilt.entries]))


def rule(stories, verb, target, value=""):
    articles, mentions, claims = frames_of(stories)
    links = resolve(articles, mentions, claims, kin).links
    row = rulings.make_ruling(
        rulings.Known(articles, claims, links), verb, target, value, who="a", when=WHEN, why="read both"
    )
    return pl.DataFrame([row], schema=rulings.empty().schema)


@settings(max_examples=15, deadline=None)
@given(stories(), st.lists(st.integers(1, 4), min_size=1, max_size=6), st.sampled_from(["", "merge", "confirm"]))
def test_runs_that_go_on_from_what_was_kept_give_the_rows_of_a_rebuild(stories, sizes, verb):
    numbered(stories)
    ids = resolve(*frames_of(stories), kin).incidents["incident_id"].to_list()
    people = rulings.empty()
    if verb and len(ids) > 1:
        people = rule(stories, verb, ids[0], ids[-1] if verb == "merge" else "")
    entries, upto = ledger.empty(), 0
    with tempfile.TemporaryDirectory() as folder:
        while upto < len(stories):
            batch = stories[upto : upto + sizes[upto % len(sizes)]]
            upto += len(batch)
            resolver = next_run(Path(folder), entries, batch, people)
            assert_rebuilt(resolver, stories[:upto], entries, people)
            entries = resolver.entries


def test_a_ruling_that_holds_elsewhere_is_not_lost_when_one_of_its_articles_reads_otherwise(tmp_path):
    one, other = (
        Story("one", [Told(place="Boni")], key="k0"),
        Story("other", [Told(place="Boni", quote="said")], key="k1"),
    )
    earlier = Story("earlier", [Told(place="Gao", quote="heard")], key="k0")
    people = rule([one, other], "confirm", "CL-000001")
    first = next_run(tmp_path, ledger.empty(), [other], people)
    second = next_run(tmp_path, first.entries, [earlier], people)
    assert second.unapplied.is_empty()
    assert_rebuilt(second, [other, earlier], first.entries, people)


def test_what_was_kept_under_other_inputs_or_another_ledger_is_not_opened(tmp_path):
    first = next_run(tmp_path, ledger.empty(), [Story("a", [Told()])])
    assert reopen(Resolver(kin, ledger=first.entries), tmp_path, "other") is None
    assert reopen(Resolver(kin), tmp_path, "same") is None
    assert reopen(Resolver(kin, ledger=first.entries), tmp_path, "same") == {}


def test_a_file_that_is_lost_or_broken_costs_time_and_nothing_else(tmp_path):
    first = next_run(tmp_path, ledger.empty(), [Story("a", [Told()])])
    sorted(tmp_path.glob("*.arrow"))[0].write_bytes(b"")
    assert reopen(Resolver(kin, ledger=first.entries), tmp_path, "same") is None
    for path in tmp_path.glob("*.arrow"):
        path.unlink()
    assert reopen(Resolver(kin, ledger=first.entries), tmp_path, "same") is None


def test_what_is_written_once_is_not_written_again(tmp_path):
    stories = numbered([Story(f"s{n}", [Told()]) for n in range(8)])
    first = next_run(tmp_path, ledger.empty(), stories)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.arrow")}
    next_run(tmp_path, first.entries, [Story("far", [Told("2020-01-01", place="Bria", country="CAF")], sequence=9)])
    after = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.arrow")}
    assert before.items() & after.items()
    assert all(after[name] == before[name] for name in before.keys() & after.keys())


def test_frames_that_were_kept_with_it_come_back(tmp_path):
    resolver = Resolver(kin)
    resolver.refresh(*frames_of([Story("a", [Told()])]))
    keep(resolver, tmp_path, "same", {"rejected": pl.DataFrame({"document_id": [document("a")]})})
    again = reopen(Resolver(kin, ledger=resolver.entries), tmp_path, "same")
    assert again["rejected"]["document_id"].to_list() == [document("a")]
