"""Incident ids last: merges, splits, new versions, texts extracted again."""

import polars as pl
import pytest

from pipelines.resolution import ledger
from pipelines.resolution.ledger import LedgerError
from pipelines.resolution.resolve import resolve
from tests.resolution.build import Story, Told, document, frames_of, kin

EXACT = Told("2025-03-12", killed=5)


def run(entries, *stories):
    resolution = resolve(*frames_of(list(stories)), kin, ledger=entries)
    names = {document(s.name): s.name for s in stories}
    ids = {
        f"{names[mention.partition('#')[0]]}{mention.partition('#')[2]}": incident
        for mention, incident in resolution.links.select("mention_id", "incident_id").iter_rows()
    }
    return ids, resolution, pl.concat([entries, resolution.entries])


def kinds(resolution):
    return (
        resolution.entries.filter(~pl.col("kind").is_in(["mention", "linked"]))
        .select("kind", "incident_id", "other_id")
        .rows()
    )


def test_ids_are_minted_in_order_of_fetching():
    ids, _, _ = run(ledger.empty(), Story("late", [Told("2020-01-01")]), Story("early", [Told("2025-01-01")]))
    assert ids == {"late0": "CL-000001", "early0": "CL-000002"}


def test_an_id_is_kept_when_others_come_and_when_nothing_changes_no_entry_is_made():
    a, b = Story("a", [EXACT]), Story("b", [EXACT])
    ids, _, entries = run(ledger.empty(), a)
    ids2, _, entries = run(entries, a, b)
    assert ids["a0"] == ids2["a0"] == ids2["b0"]
    _, resolution, _ = run(entries, a, b)
    assert resolution.entries.is_empty()


def test_a_merge_keeps_the_older_id_and_the_other_leads_to_it():
    a, c = Story("a", [EXACT]), Story("c", [Told("2025-03-12", killed=9, place="Niono")])
    ids, _, entries = run(ledger.empty(), a, c)
    assert ids == {"a0": "CL-000001", "c0": "CL-000002"}
    # The article is extracted again, and now names the same town and figure.
    ids, resolution, entries = run(entries, a, Story("c", [EXACT]))
    assert ids == {"a0": "CL-000001", "c0": "CL-000001"}
    assert resolution.redirects.rows() == [("CL-000002", "CL-000001")]
    assert kinds(resolution) == [("merged", "CL-000002", "CL-000001")]
    _, resolution, _ = run(entries, a, Story("c", [EXACT]))
    assert resolution.redirects.rows() == [("CL-000002", "CL-000001")]
    assert resolution.entries.is_empty()


def test_a_split_leaves_the_id_with_the_founding_mention_and_says_from_which_the_new_one_comes():
    a = Story("a", [EXACT])
    ids, _, entries = run(ledger.empty(), a, Story("c", [EXACT]))
    assert set(ids.values()) == {"CL-000001"}
    ids, resolution, _ = run(entries, a, Story("c", [Told("2025-03-12", killed=9, place="Niono")]))
    assert ids == {"a0": "CL-000001", "c0": "CL-000002"}
    assert kinds(resolution) == [("split", "CL-000002", "CL-000001")]


def test_a_new_version_keeps_the_incidents_id():
    v1 = Story("v1", [EXACT], published="2025-03-13", key="k")
    v2 = Story("v2", [Told("2025-03-12", killed=6)], published="2025-03-14", key="k")
    ids, _, entries = run(ledger.empty(), v1)
    ids2, resolution, _ = run(entries, v1, v2)
    assert ids2 == {"v20": ids["v10"]}
    assert kinds(resolution) == []
    afresh, _, _ = run(ledger.empty(), v1, v2)
    assert afresh == ids2


def test_an_incident_that_its_only_article_no_longer_tells_is_withdrawn():
    v1 = Story("v1", [EXACT], published="2025-03-13", key="k")
    v2 = Story("v2", [Told("2023-01-01", country="CAF", place="Bria")], published="2025-03-14", key="k")
    _, _, entries = run(ledger.empty(), v1)
    v2.told[0].changes["mention_id"] = f"{document('v2')}#1"
    ids, resolution, _ = run(entries, v1, v2)
    assert ids == {"v21": "CL-000002"}
    assert kinds(resolution) == [("withdrawn", "CL-000001", None)]
    assert resolution.redirects.rows() == [("CL-000001", None)]


def test_an_id_whose_founding_article_goes_on_without_it_stays_with_the_others():
    v1 = Story("v1", [EXACT], published="2025-03-13", key="k")
    b = Story("b", [EXACT])
    _, _, entries = run(ledger.empty(), v1, b)
    v2 = Story("v2", [Told("2023-01-01", country="CAF", place="Bria")], published="2025-03-14", key="k")
    v2.told[0].changes["mention_id"] = f"{document('v2')}#1"
    ids, resolution, entries = run(entries, v1, b, v2)
    assert ids["b0"] == "CL-000001"
    assert kinds(resolution) == []
    assert run(entries, v1, b, v2)[0] == ids


def test_mentions_keep_their_ids_when_extraction_puts_them_in_another_order():
    first = Told("2025-03-12", quote="five men died at the bridge")
    second = Told("2025-03-15", place="Gao", quote="two more were shot at the gate of the camp")
    ids, _, entries = run(ledger.empty(), Story("a", [first, second]))
    assert ids == {"a0": "CL-000001", "a1": "CL-000002"}
    articles, mentions, claims = frames_of([Story("a", [second, first])])
    # Offsets are those of the text, whatever the order of the incidents.
    claims = claims.with_columns(
        char_start=pl.when(pl.col("quote") == second.quote).then(100).otherwise(0),
        char_end=pl.when(pl.col("quote") == second.quote).then(142).otherwise(27),
    )
    swapped = resolve(articles, mentions, claims, kin, ledger=entries)
    assert swapped.links["incident_id"].to_list() == ["CL-000002", "CL-000001"]
    assert kinds(swapped) == []


def test_the_ledger_is_read_back_as_written_and_by_plain_duckdb(tmp_path):
    import duckdb

    _, resolution, _ = run(ledger.empty(), Story("a", [EXACT]))
    ledger.append(tmp_path, resolution.entries)
    assert ledger.read(tmp_path).equals(resolution.entries)
    assert duckdb.sql(f"select incident_id from '{tmp_path}/incidents/*.parquet'").fetchall() == [("CL-000001",)]
    assert ledger.append(tmp_path, ledger.empty()) is None


def test_a_ledger_that_went_on_meanwhile_takes_no_stale_entries(tmp_path):
    _, resolution, _ = run(ledger.empty(), Story("a", [EXACT]))
    ledger.append(tmp_path, resolution.entries)
    with pytest.raises(LedgerError, match="written since it was read"):
        ledger.append(tmp_path, resolution.entries)


def test_a_ledger_with_a_missing_segment_is_not_read_as_if_it_were_whole(tmp_path):
    _, resolution, entries = run(ledger.empty(), Story("a", [EXACT]))
    first = ledger.append(tmp_path, resolution.entries)
    _, resolution, _ = run(entries, Story("a", [EXACT]), Story("b", [EXACT]))
    ledger.append(tmp_path, resolution.entries)
    first.unlink()
    with pytest.raises(LedgerError, match="found a gap"):
        ledger.read(tmp_path)
