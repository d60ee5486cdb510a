"""The data folder that refreshes are measured on is one that the main job takes for its own."""

from __future__ import annotations

import datetime as dt

from pipelines.archive.store import Archive
from pipelines.bench_refresh import DAYS, fill
from pipelines.defs import state
from pipelines.resolution.synthetic import synthetic
from pipelines.schemas import frames
from pipelines.settings import Settings


def test_the_made_up_folder_is_read_as_one_that_was_filled_over_days_with_quotes_that_are_verbatim(
    home: Settings,
) -> None:
    world = synthetic(300)
    fill(home, world, until=dt.date(2026, 11, 25))
    known = state.known(home)
    assert (known.articles.height, known.claims.height) == (world.articles.height, world.claims.height)
    assert not known.samples
    assert len(Archive(home.archive).days()) == DAYS
    texts = dict(known.articles.select("document_id", "text").iter_rows())
    for claim in known.claims.to_dicts():
        assert texts[claim["document_id"]][claim["char_start"] : claim["char_end"]] == claim["quote"]
    frames.Claims.validate(known.claims)
    frames.Articles.validate(state.read_frames(home).read("articles", frames.Articles.empty()))
