"""A refresh gives the same rows as a rebuild from nothing."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.resolution.refresh import Resolver
from pipelines.resolution.resolve import resolve
from pipelines.schemas import frames
from tests.resolution.build import Story, Told, document, frames_of, kin
from tests.resolution.test_order import stories


def numbered(stories):
    """The sequence of an article does not depend on the batch that it comes in."""
    for order, story in enumerate(stories, 1):
        story.sequence = order
    return stories


@settings(max_examples=25, deadline=None)
@given(stories(), st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_refreshes_in_any_batches_give_the_rows_of_a_rebuild(stories, sizes):
    numbered(stories)
    resolver, upto = Resolver(kin), 0
    while upto < len(stories):
        batch = stories[upto : upto + sizes[upto % len(sizes)]]
        upto += len(batch)
        before = resolver.entries
        change = resolver.refresh(*frames_of(batch))
        rebuilt = resolve(*frames_of(stories[:upto]), kin, ledger=before)
        assert resolver.links.sort("mention_id").equals(rebuilt.links)
        assert resolver.incidents.sort("incident_id").equals(rebuilt.incidents)
        assert change.entries.equals(rebuilt.entries)
        assert resolver.redirects.equals(rebuilt.redirects)


def test_a_change_holds_only_what_changed():
    resolver = Resolver(kin)
    resolver.refresh(
        *frames_of(numbered([Story("a", [Told()]), Story("far", [Told("2020-01-01", place="Bria", country="CAF")])]))
    )
    change = resolver.refresh(*frames_of([Story("b", [Told()], sequence=3)]))
    assert set(change.links["mention_id"]) == {f"{document('a')}#0", f"{document('b')}#0"}
    assert change.incidents.height <= 1
    assert change.unlinked.is_empty()
    assert change.ended.is_empty()


def test_what_a_new_version_takes_out_is_said():
    resolver = Resolver(kin)
    resolver.refresh(*frames_of([Story("v1", [Told()], published="2025-03-13", key="k", sequence=1)]))
    change = resolver.refresh(*frames_of([Story("v2", [Told(country="CAF", place="Bria")], key="k", sequence=2)]))
    assert change.unlinked["mention_id"].to_list() == [f"{document('v1')}#0"]
    assert resolver.links.height == 1
    frames.Links.validate(change.links)
    frames.Incidents.validate(change.incidents)


def test_a_document_that_is_known_is_not_resolved_twice():
    resolver = Resolver(kin)
    resolver.refresh(*frames_of([Story("a", [Told()])]))
    with pytest.raises(ValueError, match="resolved already"):
        resolver.refresh(*frames_of([Story("a", [Told()])]))


def test_no_new_article_changes_nothing():
    resolver = Resolver(kin)
    resolver.refresh(*frames_of([Story("a", [Told()])]))
    change = resolver.refresh(*frames_of([]))
    assert all(
        frame.is_empty() for frame in (change.links, change.incidents, change.entries, change.unlinked, change.ended)
    )
    assert isinstance(resolver.links, pl.DataFrame)
