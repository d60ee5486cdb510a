"""Rulings of people: append-only rows of a CSV file that win over the machine, for good.

Here belong the file, its verbs and how a ruling finds again what it was made on: by the content of documents and by quotes,
never by row ids, so that it holds when texts are extracted again. A ruling that finds nothing any more is reported, not
dropped. What most deserves a ruling is listed in `review`.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from filelock import FileLock

COLUMNS = ["ruling_id", "who", "when", "why", "evidence", "verb", "target", "value", "anchor"]
VERBS = ("merge", "split", "correct", "reject", "confirm", "undo")
# A spreadsheet runs what starts with one of these; an apostrophe before it makes it text.
_LIVE = ("=", "+", "-", "@", "\t", "\r", "'")
UNAPPLIED = {"ruling_id": pl.String, "verb": pl.String, "target": pl.String, "reason": pl.String}
# An incident is found again by its first mentions; more than these say nothing new.
_MOST_ANCHORS = 25


class RulingError(ValueError):
    """A ruling that cannot be made or a file that cannot be read, with what to do about it."""


def empty() -> pl.DataFrame:
    """No rulings."""
    return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String))


def read(path: Path) -> pl.DataFrame:
    """All rulings of a CSV file in its order, undone ones too; none where there is no file. Raises RulingError for another
    header."""
    if not path.exists():
        return empty()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    if not rows:
        return empty()
    if rows[0] != COLUMNS:
        raise RulingError(
            f"{path}: expected the header {','.join(COLUMNS)}, found {','.join(rows[0])}. Restore the first line."
        )
    for number, row in enumerate(rows[1:], 2):
        if row and len(row) != len(COLUMNS):
            raise RulingError(
                f"{path}, row {number}: expected {len(COLUMNS)} cells, found {len(row)}. Correct or remove the row."
            )
    cells = [[_from_cell(cell) for cell in row] for row in rows[1:] if row]
    return pl.DataFrame(cells, schema=empty().schema, orient="row")


def append(path: Path, ruling: dict[str, str]) -> None:
    """Add one ruling to the file, under a lock, flushed to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock")):
        known = read(path)
        if ruling["ruling_id"] in known["ruling_id"]:
            raise RulingError(
                f"ruling {ruling['ruling_id']} stands already: the same person ruled the same at the same time."
            )
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        if not path.exists() or not path.stat().st_size:
            writer.writerow(COLUMNS)
        writer.writerow([_to_cell(ruling[column]) for column in COLUMNS])
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(buffer.getvalue())
            file.flush()
            os.fsync(file.fileno())


def _to_cell(text: str) -> str:
    return f"'{text}" if text.startswith(_LIVE) else text


def _from_cell(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell


@dataclass(frozen=True)
class Known:
    """What rulings are made on, as now known: `frames.Articles` (document_id, article_id, article_key are read), `frames.Claims`
    as extracted, before any ruling, and `frames.Links`."""

    articles: pl.DataFrame
    claims: pl.DataFrame
    links: pl.DataFrame


def make_ruling(
    known: Known,
    verb: str,
    target: str,
    value: str = "",
    *,
    who: str,
    when: dt.datetime,
    why: str,
    evidence: str = "",
) -> dict[str, str]:
    """A row for `append`. `value`: merge: the other incident; split: the articles or mentions to take out, with spaces between;
    correct: field=value; undo: nothing (the ruling is the target). Raises RulingError where the target or the value is not
    known, or who or why is empty."""
    if verb not in VERBS:
        raise RulingError(f"verb {verb!r}: expected one of {', '.join(VERBS)}.")
    if not who.strip() or not why.strip():
        raise RulingError("a ruling says who made it and why: give both.")
    anchor = _ANCHORS[verb](known, target, value)
    row = {
        "who": _line(who), "when": when.astimezone(dt.UTC).isoformat(timespec="seconds"), "why": _line(why),
        "evidence": _line(evidence), "verb": verb, "target": target, "value": value,
        "anchor": json.dumps(anchor, ensure_ascii=False, sort_keys=True),
    }  # fmt: skip
    digest = hashlib.sha256("\x1f".join(row[c] for c in COLUMNS[1:]).encode()).hexdigest()
    return {"ruling_id": f"R-{digest[:10]}", **row}


def add_ruling(path: Path, known: Known, verb: str, target: str, value: str = "", **said: Any) -> dict[str, str]:
    """Make a ruling and append it to the file; returns its row. An undo must name a ruling of the file."""
    if verb == "undo" and target not in read(path)["ruling_id"]:
        raise RulingError(f"ruling {target}: not in {path}. `losses rule list` shows the rulings.")
    ruling = make_ruling(known, verb, target, value, **said)
    append(path, ruling)
    return ruling


def _line(text: str) -> str:
    return " ".join(text.split())


def standing(people: pl.DataFrame, *verbs: str) -> list[dict[str, Any]]:
    """The rulings with these verbs that are not undone, in the file's order. An undo can itself be undone."""
    undone: set[str] = set()
    for row in reversed(people.filter(pl.col("verb") == "undo").to_dicts()):
        if row["ruling_id"] not in undone:
            undone.add(row["target"])
    return [row for row in people.to_dicts() if row["verb"] in verbs and row["ruling_id"] not in undone]


def unapplied(rows: list[tuple[dict[str, Any], str]]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {**{name: ruling[name] for name in ("ruling_id", "verb", "target")}, "reason": reason}
            for ruling, reason in rows
        ],
        schema=UNAPPLIED,
    )


def anchor_of(ruling: dict[str, Any]) -> dict[str, Any] | None:
    """What a ruling holds on; null where its cell is broken."""
    try:
        anchor = json.loads(ruling["anchor"] or "{}")
    except json.JSONDecodeError:
        return None
    return anchor if isinstance(anchor, dict) else None


def _incident_anchor(known: Known, incident: str) -> list[dict[str, Any]]:
    mentions = known.links.filter(pl.col("incident_id") == incident)["mention_id"].sort().to_list()
    if not mentions:
        raise RulingError(
            f"incident {incident}: expected one of the {known.links['incident_id'].n_unique()} that are now known."
        )
    return [_mention_anchor(known, mention) for mention in mentions[:_MOST_ANCHORS]]


def _mention_anchor(known: Known, mention: str) -> dict[str, Any]:
    document = mention.partition("#")[0]
    keys = known.articles.filter(pl.col("document_id") == document)["article_key"].to_list()
    quotes = (
        known.claims.filter(pl.col("mention_id") == mention)
        .sort("char_start")["quote"]
        .unique(maintain_order=True)
        .to_list()
    )
    return {
        "document_id": document,
        "article_key": keys[0] if keys else None,
        "ordinal": int(mention.rpartition("#")[2]),
        "quotes": quotes[:5],
    }


def _claim_anchor(known: Known, claim_id: str, value: str) -> dict[str, Any]:
    rows = known.claims.filter(pl.col("claim_id") == claim_id).to_dicts()
    if not rows:
        raise RulingError(
            f"claim {claim_id}: expected one of the {known.claims.height} that are now known: `losses sql` shows fact_claims."
        )
    anchor = {
        name: rows[0][name]
        for name in ("document_id", "quote", "char_start", "effect", "victim_group", "figure_text", "claimant")
    }
    keys = known.articles.filter(pl.col("document_id") == anchor["document_id"])["article_key"].to_list()
    return {**anchor, "article_key": keys[0] if keys else None}


def _correct_anchor(known: Known, claim_id: str, value: str) -> dict[str, Any]:
    from pipelines.resolution.corrections import parse_correction

    parse_correction(value)
    return _claim_anchor(known, claim_id, value)


def _merge_anchor(known: Known, target: str, value: str) -> dict[str, Any]:
    if target == value:
        raise RulingError(f"merge {target} {value}: expected two different incidents.")
    return {"target": _incident_anchor(known, target), "value": _incident_anchor(known, value)}


def _split_anchor(known: Known, target: str, value: str) -> dict[str, Any]:
    members = known.links.filter(pl.col("incident_id") == target)["mention_id"].sort().to_list()
    given = dict(known.articles.select("document_id", "article_id").iter_rows())
    out, wanted = [], value.split()
    for name in wanted:
        found = [m for m in members if name in (m, m.partition("#")[0], given.get(m.partition("#")[0]))]
        if not found:
            raise RulingError(
                f"split {target}: {name} is not an article or mention of it. Its mentions: {' '.join(members) or 'none'}."
            )
        out += found
    rest = [m for m in members if m not in out]
    if not out or not rest:
        raise RulingError(
            f"split {target}: name the articles to take out, at least one and not all of its {len(members)}."
        )
    return {
        "out": [_mention_anchor(known, m) for m in out[:_MOST_ANCHORS]],
        "rest": [_mention_anchor(known, m) for m in rest[:_MOST_ANCHORS]],
    }


_ANCHORS = {
    "merge": _merge_anchor,
    "split": _split_anchor,
    "correct": _correct_anchor,
    "reject": _claim_anchor,
    "confirm": lambda known, target, value: {"target": _incident_anchor(known, target)},
    "undo": lambda known, target, value: {},
}
