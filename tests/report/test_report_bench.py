"""The benchmark of the report runs to its end at a small size."""

from __future__ import annotations

import pytest

from pipelines.report.bench import bench

pytestmark = pytest.mark.browser


def test_the_pages_are_made_and_each_act_of_a_reader_has_its_figure(tmp_path):
    rows = bench(60, tmp_path, tries=1)
    told = {row["what"] for row in rows}
    assert {
        "make the report of 60 incidents",
        "index.html: first view, drawn",
        "incidents.html: first view, drawn",
    } <= told
    assert {f"filter by {name}, all pictures drawn" for name in ("rule", "effect", "country", "employer")} <= told
    assert {"sort the table by best", "search the table, letter m", "the next page of the table"} <= told
    assert all(row["seconds"] >= 0 for row in rows)
