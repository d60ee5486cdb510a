"""The main job on a real Dagster instance and a real DuckDB file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import dagster as dg
import duckdb
import polars as pl
import pytest

from pipelines.defs.instance import instance
from pipelines.defs.progress import listening
from pipelines.defs.refresh import Outcome, refresh
from pipelines.settings import Settings
from pipelines.warehouse import publish, sql_tests

AMBUSH = (
    "Militants killed five Wagner fighters in an ambush near Hombori in Mali on Tuesday, a local official said. "
    "JNIM claimed that nine mercenaries died."
)
FOLLOW_UP = "Six Wagner mercenaries were killed in Tuesday's ambush near Hombori, in Mali, a doctor said on Thursday."
ELSEWHERE = "A bomb killed two Wagner fighters near Bossangoa in the Central African Republic on Monday, police said."


def article(name: str, text: str, **fields: str) -> dict[str, str]:
    return {
        "id": name,
        "text": text,
        "published_on": "2023-03-09",
        "publisher": f"The {name} Post",
        "language": "en",
        **fields,
    }


ARTICLES = [article("one", AMBUSH), article("two", FOLLOW_UP, published_on="2023-03-10"), article("three", ELSEWHERE)]


def write(folder: Path, articles: list[dict[str, str]], name: str = "articles.jsonl") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
    return path


def rows(settings: Settings, query: str) -> list[tuple]:
    with duckdb.connect(str(settings.warehouse), read_only=True) as con:
        return con.sql(query).fetchall()


INCIDENTS = """
    select array_agg(article_id order by article_id) as articles, any_value(i.country), any_value(i.date_start),
           any_value(deaths_contractors_low), any_value(deaths_contractors_best), any_value(deaths_contractors_high)
    from article_incidents join fact_incidents as i using (incident_id) group by incident_id order by articles
"""


def done(outcome: Outcome) -> Outcome:
    assert outcome.success, outcome.error
    return outcome


def test_articles_become_incidents_with_estimates_and_a_release(home, tmp_path):
    outcome = done(refresh([write(tmp_path / "in", ARTICLES)], home))
    assert outcome.exit_status == 0
    found = rows(home, INCIDENTS)
    assert [row[0] for row in found] == [["one", "two"], ["three"]] or [row[0] for row in found] == [
        ["three"],
        ["one", "two"],
    ]
    by_articles = {tuple(row[0]): row[1:] for row in found}
    mali = by_articles["one", "two"]
    assert mali[0] == "MLI"
    assert str(mali[1]) == "2023-03-07"
    assert mali[2:] == (5, 5, 9)
    assert rows(home, "select count(*) from releases") == [(1,)]


def test_running_again_changes_no_row_and_no_id_and_publishes_nothing_new(home, tmp_path):
    path = write(tmp_path / "in", ARTICLES)
    done(refresh([path], home))
    before = rows(home, INCIDENTS), home.warehouse.stat().st_mtime_ns
    again = done(refresh([path], home))
    assert (rows(home, INCIDENTS), home.warehouse.stat().st_mtime_ns) == before
    archived = again.stages.filter(pl.col("stage") == "archive").row(0, named=True)
    assert (archived["rows_in"], archived["rows_out"], archived["rows_set_aside"]) == (3, 0, 3)
    assert publish.releases(home.home).height == 1


def test_order_and_batches_do_not_matter(home, tmp_path):
    done(refresh([write(tmp_path / "in", ARTICLES)], home))
    expected = rows(home, INCIDENTS)
    other = Settings(home=tmp_path / "other")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOSSES_HOME", str(other.home))
        for number, one in enumerate(reversed(ARTICLES)):
            done(refresh([write(tmp_path / "batches", [one], f"{number}.jsonl")], other))
    assert rows(other, INCIDENTS) == expected


def test_bad_input_is_a_reject_each_and_nothing_else_is_lost(home, tmp_path):
    folder = tmp_path / "in"
    write(folder, ARTICLES)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "cut.html.gz").write_bytes(b"\x1f\x8b\x08\x00\x00")
    (folder / "broken.jsonl").write_text('{"id": "x", "text": "A text."}\n{"id": \n', encoding="utf-8")
    (folder / "away.txt").symlink_to("/etc/hostname")
    write(folder, [article("future", AMBUSH, published_on="2999-01-01")], "future.jsonl")
    write(
        folder,
        [article("odd", "Am Dienstag wurden in Mali fünf Söldner der Gruppe Wagner getötet. " * 4, language="de")],
        "odd.jsonl",
    )
    outcome = done(refresh([folder], home))
    assert outcome.exit_status == 1
    rejected = {Path(str(row["origin"]).split("#")[0]).name for row in outcome.rejects.to_dicts()}
    assert {
        "empty.txt",
        "binary.txt",
        "cut.html.gz",
        "broken.jsonl",
        "away.txt",
        "future.jsonl",
        "odd.jsonl",
    } <= rejected
    assert outcome.rejects["reason"].str.len_chars().min() > 10
    assert len(rows(home, INCIDENTS)) == 2
    assert rows(home, "select count(*) from rejects") == [(outcome.rejects.height,)]


def test_a_failing_check_blocks_publication_and_the_last_good_release_stays(home, tmp_path, monkeypatch):
    done(refresh([write(tmp_path / "in", ARTICLES[:2])], home))
    before = home.warehouse.read_bytes()
    real = sql_tests.run

    def broken(con, assertion):
        result = real(con, assertion)
        failing = assertion.name == "assert_low_best_high_are_in_order"
        return (
            sql_tests.TestResult(result.name, result.severity, result.why, 1, [{"incident_id": "CL-1"}])
            if failing
            else result
        )

    monkeypatch.setattr(sql_tests, "run", broken)
    outcome = refresh([write(tmp_path / "more", ARTICLES[2:])], home)
    assert outcome.exit_status == 2
    assert "the release was refused: Low best high are in order" in str(outcome.error)
    assert home.warehouse.read_bytes() == before
    ledger = publish.releases(home.home)
    assert ledger["status"].to_list() == ["current", "failed"]
    assert "CL-1" in str(ledger["reason"][1])
    recorded = instance().get_latest_materialization_event(dg.AssetKey("release"))
    assert recorded is not None
    assert recorded.run_id != outcome.run_id

    monkeypatch.undo()
    monkeypatch.setenv("LOSSES_HOME", str(home.home))
    assert len(rows(home, INCIDENTS)) == 1


def test_what_dagster_recorded_tells_the_run(home, tmp_path):
    outcome = done(refresh([write(tmp_path / "in", ARTICLES)], home))
    opened = instance()
    run = opened.get_run_by_id(outcome.run_id)
    assert run is not None
    assert run.status == dg.DagsterRunStatus.SUCCESS
    event = opened.get_latest_materialization_event(dg.AssetKey("claims"))
    assert event is not None and event.asset_materialization is not None
    assert (
        event.asset_materialization.metadata["dagster/row_count"].value
        == rows(home, "select count(*) from fact_claims")[0][0]
    )
    table = opened.get_latest_materialization_event(dg.AssetKey("fact_incidents"))
    assert table is not None and table.asset_materialization is not None
    schema = table.asset_materialization.metadata["dagster/column_schema"].value
    types = {column.name: column.type for column in schema.columns}
    assert (types["incident_id"], types["date_start"], types["deaths_contractors_best"]) == (
        "VARCHAR",
        "DATE",
        "INTEGER",
    )
    checks = opened.event_log_storage.get_latest_asset_check_execution_by_key(
        [dg.AssetCheckKey(dg.AssetKey("claims"), "quotes_are_verbatim")]
    )
    assert [record.status.value for record in checks.values()] == ["SUCCEEDED"]


def test_a_reader_keeps_the_old_release_while_a_new_one_goes_out(home, tmp_path):
    done(refresh([write(tmp_path / "in", ARTICLES[:2])], home))
    with duckdb.connect(str(home.warehouse), read_only=True) as reader:
        done(refresh([write(tmp_path / "more", ARTICLES[2:])], home))
        assert reader.sql("select count(*) from fact_incidents").fetchall() == [(1,)]
    assert rows(home, "select count(*) from fact_incidents") == [(2,)]


def test_a_run_waits_for_whoever_builds_the_warehouse_and_says_so(home, tmp_path):
    said: list[str] = []
    home.home.mkdir(parents=True)
    hold = "import sys; from pathlib import Path; from pipelines.warehouse.publish import building\n"
    hold += (
        f"with building(Path({str(home.home)!r}), what='a colleague'):\n    print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"

    def hear(what: str, done: int, total: int | None) -> None:
        said.append(what)
        if what.startswith("Waiting for"):
            holder.stdin.close()

    with listening(hear):
        done(refresh([write(tmp_path / "in", ARTICLES)], home))
    assert [what for what in said if what.startswith("Waiting for a colleague (process")] != []
    assert holder.wait(10) == 0


def test_the_samples_leave_the_published_tables_when_own_articles_come(home, tmp_path, monkeypatch):
    from pipelines import sample

    monkeypatch.setattr(sample, "paths", lambda: [write(tmp_path / "samples", ARTICLES[:2])])
    done(refresh([], home))
    assert rows(home, "select has_samples from releases") == [(True,)]
    done(refresh([write(tmp_path / "own", ARTICLES[2:])], home))
    assert rows(home, "select has_samples from releases order by released_at") == [(True,), (False,)]
    assert [row[0] for row in rows(home, INCIDENTS)] == [["three"]]
