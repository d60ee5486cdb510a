"""The command line, run as its user runs it."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from warehouse.small import NOW, incident, inputs, release

from pipelines.settings import PROJECT_ROOT
from pipelines.warehouse.build import build
from pipelines.warehouse.publish import publish

LOSSES = str(Path(sys.executable).parent / "losses")
SENTENCE = "Militants killed five Wagner fighters in an ambush near Hombori in Mali on Tuesday, a local official said."


def losses(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([LOSSES, *arguments], input=stdin, capture_output=True, check=False, timeout=300)


def test_extract_prints_one_object_an_article_in_input_order_and_a_reject_in_its_place(tmp_path):
    rows = [
        {"id": "one", "text": SENTENCE, "published_on": "2023-03-09", "language": "en"},
        {"id": "two", "text": ""},
        {"id": "three", "text": "Wagner's operas were performed in Bayreuth on Tuesday.", "language": "en"},
    ]
    done = losses("extract", "-", stdin="\n".join(json.dumps(row) for row in rows).encode())
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["article_id"] for row in said] == ["one", "two", "three"]
    assert [row["relevant"] for row in said] == [True, None, False]
    assert said[1].keys() == {"article_id", "relevant", "rejected"}
    assert done.returncode == 1
    claim = said[0]["incidents"][0]["claims"][0]
    assert (claim["effect"], claim["victim_group"], claim["figure_point"]) == ("killed", "contractor", 5)
    assert said[0]["text"][claim["char_start"] : claim["char_end"]] == claim["quote"]


def test_extract_writes_a_page_that_shows_the_claims(tmp_path):
    article, page = tmp_path / "article.txt", tmp_path / "page.html"
    article.write_text(SENTENCE, encoding="utf-8")
    assert losses("extract", "--explain", "--html", str(page), str(article)).returncode == 0
    assert "Wagner" in page.read_text(encoding="utf-8")


def test_evaluate_scores_gold_for_programs(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        json.dumps(
            {"article_id": "x", "text": "It rained in Paris.", "language": "en", "relevant": False, "incidents": []}
        )
    )
    done = losses("evaluate", "--json", str(gold))
    assert done.returncode == 0
    assert json.loads(done.stdout)["figure"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "gold": 0, "predicted": 0}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("run", "/no/such/folder"), "does not exist"),
        (("sql", "select 1"), "losses run"),
        (("rollback", "R000099"), "is not kept"),
        (("evaluate", "/no/such/gold.jsonl"), "cannot be read"),
        (("fetch",), "LOSSES_CONTACT"),
        (("forget", "abc", "--why", "asked"), "take the id from"),
        (("export",), "losses run"),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(home, arguments, says):
    done = losses(*arguments)
    words = b" ".join(done.stderr.split()).decode()
    assert done.returncode == 2
    assert says in words
    assert "Traceback" not in words


def test_a_statement_from_standard_input_is_one_statement_without_prompts(home):
    publish(build(home.home / "work" / "x.duckdb", inputs(), release()), home.home, now=NOW)
    done = losses("sql", "--format", "csv", stdin=b"select 1 as one;")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"one\n1\n", b"")
    wrong = losses("sql", stdin=b"selekt")
    assert (wrong.returncode, wrong.stdout) == (2, b"")


def test_the_report_goes_back_with_the_published_file_and_on_again(home):
    for number, country in ((1, "MLI"), (2, "SDN")):
        rows = inputs(incidents=[incident(1, country=country)])
        made = release(number, released_at=NOW + dt.timedelta(hours=number))
        publish(build(home.home / "work" / f"{number}.duckdb", rows, made), home.home, now=NOW)
    for command, shown in (
        (("rollback", "R000001", "--why", "a misread toll"), "R000001"),
        (("releases", "unpin"), "R000002"),
    ):
        assert losses(*command).returncode == 0
        assert f"Release {shown}" in (home.report / "index.html").read_text(encoding="utf-8")


def test_the_readme_names_every_command():
    readme = (PROJECT_ROOT / "README.md").read_text(encoding="utf-8")
    listed = losses("--help").stdout.decode()
    commands = re.findall(r"^  ([a-z]+)  ", listed[listed.index("Commands:") :], flags=re.MULTILINE)
    assert len(commands) > 12
    assert [name for name in commands if f"losses {name}" not in readme] == []
