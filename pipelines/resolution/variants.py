"""Names that were exchanged between near-duplicate texts: what makes a copy another story.

A wire story that is printed again is shortened and reworded, but its places and companies stay. A text that is word for word
another but for a town or a company tells of something else, from the same pen. Here belongs finding exchanged names;
what they mean for a pair is decided in `scoring`.
"""

from __future__ import annotations

import calendar
import difflib
import re

import polars as pl

from pipelines.resolution.folding import country_names, place_key

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\w\s]|\n")
_CALENDAR = frozenset(name.casefold() for names in (calendar.day_name, calendar.month_name) for name in names)
_LONGEST_NAME = 3
# Longer texts are compared by their beginning, where the news is.
_MOST_TOKENS = 600
_ENDS = frozenset(".!?:…\n–—")
_INSIDE = frozenset("-‐‑'‘’")  # of a name: Al-Latifiya, 'Akra
_AFTER_DATELINE = frozenset("-–—(,")


def variants(articles: pl.DataFrame, wires: pl.DataFrame) -> pl.DataFrame:
    """document_id, variant: for every document in a group of copies, the names that it has in place of others in the group's
    first text (the one the group is named after), as sorted `other>own` of folded names; empty where there are none.

    `articles`: document_id, text and publisher; `wires`: `wire_groups`. Documents that are no copy are left out.
    """
    group = pl.col("near_duplicate_group")
    copied = wires.filter((pl.len().over(group) > 1) | (group != pl.col("document_id")))
    named = articles.select("document_id", "text", "publisher")
    pairs = copied.join(named, on="document_id").join(
        named, left_on="near_duplicate_group", right_on="document_id", suffix="_first"
    )
    rows = [
        {"document_id": row["document_id"], "variant": _exchanged(row)}
        for row in pairs.sort("document_id").iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema={"document_id": pl.String, "variant": pl.List(pl.String)})


def _exchanged(row: dict[str, str]) -> list[str]:
    if row["text"] == row["text_first"]:
        return []
    first, own = (_TOKEN.findall(row[name])[:_MOST_TOKENS] for name in ("text_first", "text"))
    outlets = {place_key(word) for name in ("publisher", "publisher_first") for word in _TOKEN.findall(row[name] or "")}
    if not _capitals(first) - _capitals(own) or not _capitals(own) - _capitals(first):
        return []  # nothing can have been exchanged: most copies stop here
    out = set()
    for kind, start, end, at, to in difflib.SequenceMatcher(None, first, own, autojunk=False).get_opcodes():
        if kind == "replace":
            old, new = _name(first, start, end, outlets), _name(own, at, to, outlets)
            if old and new and old != new:
                out.add(f"{old}>{new}")
    return sorted(out)


def _capitals(tokens: list[str]) -> set[str]:
    return {token for token in tokens if token[0].isupper()}


def _name(tokens: list[str], start: int, end: int, outlets: set[str]) -> str | None:
    """The folded name that tokens from start to end are, within a sentence or as its dateline; null where they are no name."""
    words = [word for word in tokens[start:end] if word not in _INSIDE]
    begins = start == 0 or tokens[start - 1] in _ENDS
    dateline = end < len(tokens) and tokens[end] in _AFTER_DATELINE
    if not 0 < len(words) <= _LONGEST_NAME or (begins and not dateline):
        return None
    if any(not word[0].isupper() or word.casefold() in _CALENDAR for word in words):
        return None
    keys = [place_key(word) for word in words]
    if outlets & set(keys) or country_names() & set(keys):
        return None
    return " ".join(keys)
