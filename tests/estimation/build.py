"""Small frames for the tests of estimation: a claim is its words, its claimant and its article, the rest is plain."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.estimation import estimates as estimating
from pipelines.estimation import tolls as toll_making
from pipelines.schemas import frames

INCIDENT = "CL-000001"
KIN = [("wagner_group", "africa_corps")]
_MINIMA = {"several": 2, "dozens": 24, "tens": 20, "scores": 40, "hundreds": 200}


def words(said: str) -> dict[str, Any]:
    """The contract's columns of a figure in words: "7", "at least 7", "20 to 50", "dozens", "no", "losses" …"""
    kind, _, number = said.rpartition(" ")
    n = int(number) if number.isdigit() else None
    if said in _MINIMA:
        return _figure(_MINIMA[said], None, None, said)
    if said == "losses":
        return _figure(None, None, None, "none")
    if said == "no":
        return _figure(0, 0, 0, "exact") | {"stance": "denied"}
    if " to " in said and n is not None and kind.split()[0].isdigit():
        return _figure(int(kind.split()[0]), n, None, "range")
    return {
        "": _figure(n, n, n, "exact"),
        "at least": _figure(n, None, n, "at_least"),
        "more than": _figure(n + 1 if n is not None else None, None, n, "more_than"),
        "up to": _figure(None, n, n, "up_to"),
        "fewer than": _figure(None, n - 1 if n is not None else None, n, "up_to"),
        "about": _figure(None, None, n, "about"),
    }[kind]


def _figure(low: int | None, high: int | None, point: int | None, modifier: str) -> dict[str, Any]:
    return {"figure_min": low, "figure_max": high, "figure_point": point, "modifier": modifier}


@dataclass
class Said:
    """One claim: `by` is the claimant's name, or id where it starts with @; None is the article's own voice."""

    figure: str
    by: str | None = None
    kind: str = "local_official"
    group: str = "contractor"
    effect: str = "killed"
    article: str = "a"
    incident: str = INCIDENT
    employer: str | None = "wagner_group"
    nationality: str | None = None
    part_of: int | None = None
    other: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    """Frames of some claims: `days` gives articles' publication dates, `copies` their wire groups."""

    said: Sequence[Said]
    days: dict[str, str | None] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    perpetrators: Sequence[str] = ()
    disputed: bool = False
    kin: Iterable[tuple[str, str]] = tuple(KIN)

    def claims(self) -> pl.DataFrame:
        """`frames.Claims`; `part_of` of a claim is its whole's position in `said`."""
        rows = [self._row(n, claim) for n, claim in enumerate(self.said)]
        schema = {name: column.dtype.type for name, column in frames.Claims.to_schema().columns.items()}
        return frames.Claims.validate(pl.DataFrame(rows, schema=schema, orient="row"))

    def _row(self, n: int, claim: Said) -> dict[str, Any]:
        by = claim.by or ""
        quote = f"{claim.figure} {claim.effect}"
        return {
            "claim_id": _claim_id(n, claim),
            "mention_id": f"{claim.article}#{claim.incident}",
            "document_id": claim.article,
            "effect": claim.effect,
            "victim_group": claim.group,
            "employer_id": claim.employer if claim.group == "contractor" else None,
            "nationality": claim.nationality,
            "figure_text": claim.figure,
            "claimant": by.removeprefix("@") or None,
            "claimant_id": by[1:] if by.startswith("@") else None,
            "claimant_type": claim.kind if by else "none",
            "relayed_by": None,
            "stance": "asserted",
            "evidence_type": "statement",
            "part_of": None if claim.part_of is None else _claim_id(claim.part_of, self.said[claim.part_of]),
            "superseded": False,
            "cumulative": False,
            "quote": quote,
            "char_start": n,
            "char_end": n + len(quote),
            "sentence": quote,
            "confidence": None,
            "victims_named": False,
            **words(claim.figure),
            **claim.other,
        }

    def tolls(self) -> pl.DataFrame:
        """The tolls, validated."""
        claims = self.claims()
        mentions = claims.select("mention_id").unique().sort("mention_id")
        links = mentions.with_columns(
            incident_id=pl.col("mention_id").str.split("#").list.last(),
            score=pl.lit(None, pl.Float64),
            method=pl.lit("alone"),
        )
        made = toll_making.tolls(claims, links, self.articles(), self.groups(), self.kin)
        return frames.Tolls.validate(made)

    def articles(self) -> pl.DataFrame:
        """What estimation reads of articles. An article with no day of its own is of 1 March."""
        names = sorted({claim.article for claim in self.said})
        days = [self.days.get(name, "2025-03-01") for name in names]
        return pl.DataFrame(
            {"document_id": names, "published_on": [day and dt.date.fromisoformat(day) for day in days]},
            schema={"document_id": pl.String, "published_on": pl.Date},
        )

    def groups(self) -> pl.DataFrame:
        """The wire groups."""
        return pl.DataFrame(
            {"document_id": list(self.copies), "near_duplicate_group": list(self.copies.values())},
            schema={"document_id": pl.String, "near_duplicate_group": pl.String},
        )

    def incidents(self) -> pl.DataFrame:
        """What estimation reads of incidents."""
        ids = sorted({claim.incident for claim in self.said})
        attackers = json.dumps([{"actor_id": name, "name": name, "hedge": "claimed"} for name in self.perpetrators])
        return pl.DataFrame(
            {"incident_id": ids, "perpetrators": [attackers] * len(ids), "disputed_event": [self.disputed] * len(ids)},
            schema={"incident_id": pl.String, "perpetrators": pl.String, "disputed_event": pl.Boolean},
        )

    def estimates(self) -> pl.DataFrame:
        """All rules' estimates, validated."""
        return frames.Estimates.validate(estimating.estimates(self.tolls(), self.incidents()))

    def row(self, group: str = "contractor", **wanted: Any) -> dict[str, Any]:
        """One estimate; by default the default rule's deaths over all employers."""
        wanted = {
            "effect": "killed",
            "scope": "incident",
            "rule_id": "ucdp_lower_reliable",
            "victim_group": group,
        } | wanted
        found = self.estimates().filter([pl.col(name) == value for name, value in wanted.items()])
        assert found.height == 1, found
        return found.row(0, named=True)

    def figures(self, group: str = "contractor", **wanted: Any) -> tuple[int | None, int | None, int | None]:
        """low, best, high of one estimate."""
        row = self.row(group, **wanted)
        return row["low"], row["best"], row["high"]


def _claim_id(n: int, claim: Said) -> str:
    return f"{claim.article}#{claim.incident}.{n}"


def losses(*said: Said, **world: Any) -> World:
    """The world in which this is said."""
    return World(said, **world)
