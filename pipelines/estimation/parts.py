"""Parts and wholes within one article: no part of a toll ever becomes the toll, and no person is counted twice.

"Six of them were Colombians" is left out beside its whole; "35 people, including eight Americans" counts eight
Americans; "two Nepalis and a Briton" with no whole are three. The rules are DESIGN.md's; that one claim breaks down another
(`part_of`) was read by `extraction`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.estimation import figures

# A part of a part of a part: no text that anyone could follow nests deeper.
_DEPTH = 4
_SIDES = ("state_forces", "rebel", "civilian")
# "another two", "two more": said of people beyond those counted before. The first pattern finds where to look closely.
MARKED = r"(?i)\b(?:another|further|additional|more|others|autres|de plus|encore|más|otr[oa]s?|ещ[её])\b"
_BEFORE = r"(?:another|(?:a |an )?(?:further|additional)|encore|más|otr[oa]s?|ещ[её])\s+"
_AFTER = r"\s+(?:more|others|further|autres|de plus|más)\b"


def with_wholes(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims with `left_out` and `left_out_of_employer`: their whole already counts them in that scope.

    A whole that is wider than its part is the toll of several groups, so one of another group than its part is `mixed`.
    A running total over several incidents is no whole. Where the whole is not there (it was rejected), its part stands
    for nothing.
    """
    claims = _widened(claims)
    wholes = claims.select(
        step=pl.col("claim_id"),
        whole_effect="effect",
        whole_group="victim_group",
        whole_employer="employer",
        whole_counts=~pl.col("cumulative"),
        whole_stands=~pl.col("superseded"),
        next_step="part_of",
    )
    found = claims.select(
        "claim_id",
        "effect",
        "victim_group",
        "employer",
        step="part_of",
        out=pl.lit(value=False),
        out_employer=pl.lit(value=False),
    ).filter(pl.col("step").is_not_null())
    for _ in range(_DEPTH):
        found = found.join(wholes, on="step", how="left")
        astray = pl.col("step").is_not_null() & pl.col("whole_effect").is_null()
        same = (
            pl.col("whole_counts")
            & (pl.col("whole_effect") == pl.col("effect"))
            & (pl.col("whole_group") == pl.col("victim_group"))
        ).fill_null(value=False)
        same_employer = same & (pl.col("employer").eq_missing(pl.col("whole_employer")) | ~pl.col("whole_stands"))
        found = found.with_columns(
            out=pl.col("out") | same | astray,
            out_employer=pl.col("out_employer") | same_employer | astray,
            step=pl.col("next_step"),
        ).drop("whole_effect", "whole_group", "whole_employer", "whole_counts", "whole_stands", "next_step")
    left = found.select("claim_id", left_out="out", left_out_of_employer="out_employer")
    return _without_notables(
        claims.join(left, on="claim_id", how="left", maintain_order="left").with_columns(
            pl.col("left_out", "left_out_of_employer").fill_null(value=False)
        )
    )


# "one of its commanders": a man whom people know of a number that nobody says.
_NOTABLE = (
    r"(?i)\b(?:one|two|un|une|deux) (?:of|de|des|d['’]) ?(?:(?:its|their|his|our|the|ses|leurs|nos|les) )?(?:[\w-]+ )?"
    r"(?:leader|commander|chief|officer|chef|commandant|cadre|officier|dirigeant)s\b"
)


def _without_notables(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims with "one of its commanders" left out beside any larger figure for the same people, whoever gives it.

    Who confirms the death of a commander has told of one of the dead and not how many there were.
    """
    people = ["incident_id", "effect", "victim_group"]
    value = pl.coalesce("figure_point", "figure_min", "figure_max")
    notable = claims.filter(pl.col("quote").str.contains(_NOTABLE) & (value <= 2)).select(
        "claim_id", *people, few=value
    )
    if notable.is_empty():
        return claims
    counts = claims.filter(~pl.col("left_out") & ~pl.col("superseded") & ~pl.col("cumulative")).select(
        *people, many=value
    )
    beside = notable.join(counts, on=people).filter(pl.col("many") > pl.col("few"))["claim_id"].unique()
    out = pl.col("claim_id").is_in(beside.implode())
    return claims.with_columns(
        left_out=pl.col("left_out") | out, left_out_of_employer=pl.col("left_out_of_employer") | out
    )


def _widened(claims: pl.DataFrame) -> pl.DataFrame:
    parts = claims.select(claim_id="part_of", part_group="victim_group", part_effect="effect").drop_nulls()
    wider = (
        claims.join(parts, on="claim_id")
        .filter(
            pl.col("victim_group").is_in(_SIDES)
            & (pl.col("part_group") != pl.col("victim_group"))
            & (pl.col("part_effect") == pl.col("effect"))
        )["claim_id"]
        .unique()
    )
    group = pl.when(pl.col("claim_id").is_in(wider.implode())).then(pl.lit("mixed")).otherwise("victim_group")
    return claims.with_columns(victim_group=group)


@dataclass(slots=True, frozen=True)
class Figure:
    """A figure with the claims that it was made from."""

    low: int | None
    high: int | None
    point: int | None
    modifier: str
    claim_ids: tuple[str, ...]

    @property
    def value(self) -> int:
        """What the figure counts, for choosing between figures of one claimant; -1: nothing."""
        for said in (self.point, self.low, self.high):
            if said is not None:
                return said
        return -1

    @property
    def is_open(self) -> bool:
        """Whether more is possible."""
        return self.modifier in figures.OPEN


Key = tuple[str | None, str | None]


def together(claims: Sequence[dict[str, Any]]) -> Figure:
    """What one claimant says in one article about one group, from the claims that are no part of another.

    Claims of different nationalities or employers are disjoint and added up; of those that may overlap the largest is the
    toll, for a smaller figure of the same claimant is some of the same people. A claim without nationality or employer is a
    whole over those that have them. "Another two" adds to what is said of the same people.
    """
    by_key: dict[Key, list[dict[str, Any]]] = {}
    for claim in sorted(claims, key=lambda claim: str(claim["claim_id"])):
        by_key.setdefault((claim["nationality"], claim["employer"]), []).append(claim)
    return _whole({key: _of_one_key(told) for key, told in by_key.items()})


def _of_one_key(claims: list[dict[str, Any]]) -> Figure:
    further = [_figure(claim) for claim in claims if is_further(claim["figure_text"], claim["quote"])]
    first = [_figure(claim) for claim in claims if not is_further(claim["figure_text"], claim["quote"])]
    if not first:
        return _largest(further)
    return added([_largest(first), *further])


def _whole(told: dict[Key, Figure]) -> Figure:
    """The largest of what each most general key says and the sum of what lies under it; disjoint ones are added up."""
    counted: list[tuple[Key, Figure]] = []
    for key, own in told.items():
        if any(_covers(other, key) for other in told):
            continue
        under = {other: figure for other, figure in told.items() if _covers(key, other)}
        counted.append((key, _largest([own, _whole(under)]) if under else own))
    counted.sort(key=lambda pair: (-pair[1].value, not pair[1].is_open, pair[1].claim_ids))
    apart: list[tuple[Key, Figure]] = []
    for key, figure in counted:
        if all(_disjoint(key, other) for other, _ in apart):
            apart.append((key, figure))
    return added([figure for _, figure in apart])


def _covers(wide: Key, narrow: Key) -> bool:
    return wide != narrow and all(w is None or w == n for w, n in zip(wide, narrow, strict=True))


def _disjoint(one: Key, other: Key) -> bool:
    return any(a is not None and b is not None and a != b for a, b in zip(one, other, strict=True))


def _largest(told: list[Figure]) -> Figure:
    """The larger of figures that may count the same people; "up to twenty" only says how many more than five there may be."""
    sure = [figure for figure in told if figure.modifier != "up_to"] or told
    # "At least seven", and later "seven": who once said that there may be more is not held to the shorter form.
    largest = min(sure, key=lambda figure: (-figure.value, not figure.is_open, figure.claim_ids))
    bounds = [figure for figure in told if figure.modifier == "up_to" and sure is not told]
    if largest.value < 0 or largest.is_open or not bounds:
        return largest
    bound = min(bounds, key=lambda figure: (-_most(figure), figure.claim_ids))
    if _most(bound) <= _most(largest):
        return largest
    ids = tuple(sorted({*largest.claim_ids, *bound.claim_ids}))
    return Figure(_least(largest), _most(bound), None, "range", ids)


def _figure(claim: dict[str, Any]) -> Figure:
    low, high, point = (claim[name] for name in figures.FIGURE)
    return Figure(low, high, point, claim["modifier"], (claim["claim_id"],))


def added(told: Sequence[Figure]) -> Figure:
    """Disjoint figures as one: bounds are added, and the sum is as open and as rough as its roughest part."""
    if len(told) == 1:
        return told[0]
    ids = tuple(sorted({claim for figure in told for claim in figure.claim_ids}))
    known = [figure for figure in told if figure.value >= 0]
    if not known:
        return Figure(None, None, None, "none", ids)
    least, most, said = (sum(part(figure) for figure in known) for part in (_least, _most, _said))
    modifiers = {figure.modifier for figure in known}
    if len(known) < len(told) or any(figure.is_open for figure in known):
        return Figure(least, None, said, "at_least", ids)
    if modifiers == {"up_to"}:
        return Figure(None, most, most, "up_to", ids)
    if "about" in modifiers:
        return Figure(None, None, said, "about", ids)
    return Figure(least, most, least if least == most else None, "exact" if least == most else "range", ids)


def _least(figure: Figure) -> int:
    return figure.low if figure.low is not None else _said(figure)


def _said(figure: Figure) -> int:
    # "Up to three" adds nothing to what is sure.
    return max(figure.value, 0) if figure.modifier != "up_to" else 0


def _most(figure: Figure) -> int:
    return max(said for said in (figure.high, figure.point, figure.low) if said is not None)


def is_further(figure_text: str | None, quote: str) -> bool:
    """Whether the words count people beyond those counted before: "another two", "two more", "deux autres"."""
    if not figure_text:
        return False
    text = figure_text.strip()
    said = re.escape(text)
    inside = re.search(rf"^{_BEFORE}|{_AFTER}", text, re.IGNORECASE)
    around = re.search(rf"\b{_BEFORE}{said}\b|\b{said}{_AFTER}", quote, re.IGNORECASE)
    return bool(inside or around)
