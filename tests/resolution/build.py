"""Small literal articles, mentions and claims for the tests of resolution."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import struct
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.schemas import frames

FETCHED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
KIN = {
    "wagner_group": {"africa_corps"},
    "africa_corps": {"wagner_group"},
    "jnim": {"katiba_macina"},
    "katiba_macina": {"jnim"},
}
PLACES = {  # latitude, longitude, adm_1
    "Boni": (15.08, -2.22, "Mopti"), "Nokara": (15.17, -2.4, "Mopti"), "Dallah": (15.1, -2.67, "Mopti"),
    "Kidal": (18.44, 1.41, "Kidal"), "Gao": (16.27, -0.04, "Gao"), "Niono": (14.25, -5.99, "Ségou"),
    "Bangui": (4.36, 18.56, "Bangui"), "Bria": (6.54, 21.99, "Haute-Kotto"),
}  # fmt: skip


def kin(actor_id: str) -> set[str]:
    return KIN.get(actor_id, set())


def document(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def text_signature(words: str) -> bytes:
    """Unlike for unlike words; the same for the same."""
    digest = hashlib.sha256(words.encode()).digest()
    return struct.pack(
        "<128I", *(int.from_bytes(hashlib.sha256(digest + bytes([n])).digest()[:4], "little") for n in range(128))
    )


@dataclass
class Told:
    """An incident as an article tells it."""

    day: str | None = "2025-03-12"
    until: str | None = None
    place: str | None = "Boni"
    country: str | None = "MLI"
    role: str = "main"
    event_type: str = "ambush"
    employers: tuple[str, ...] = ("africa_corps",)
    perpetrators: tuple[str, ...] = ("jnim",)
    killed: int | None = None
    nationality: str | None = "RUS"
    quote: str | None = None
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass
class Story:
    """An article, in one version."""

    name: str
    told: list[Told]
    published: str | None = "2025-03-14"
    words: str | None = None
    key: str | None = None
    fetched: dt.datetime = FETCHED
    sequence: int | None = None


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def frames_of(stories: list[Story]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Articles, mentions and claims; sequence numbers in the order given, where none is."""
    articles, mentions, claims = [], [], []
    for order, story in enumerate(stories, 1):
        document_id = document(story.name)
        articles.append(
            {
                "document_id": document_id, "sequence": story.sequence or order, "fetched_at": story.fetched, "method": "file",
                "article_id": story.name, "article_key": f"id:{story.key or story.name}", "url": None, "title": None,
                "publisher": None, "published_on": _date(story.published),
                "published_on_source": "given" if story.published else None, "language": "en", "text": story.name, "spans": "[]",
                "signature": text_signature(story.words or story.name),
            }
        )  # fmt: skip
        for position, told in enumerate(story.told):
            mentions.append(_mention(document_id, position, told))
            claims += _claims(mentions[-1], position, told)
    return tuple(  # type: ignore[return-value]
        pl.DataFrame(rows, schema=model.empty().schema)
        for model, rows in ((frames.Articles, articles), (frames.Mentions, mentions), (frames.Claims, claims))
    )


def _mention(document_id: str, position: int, told: Told) -> dict[str, Any]:
    start, end = _date(told.day), _date(told.until or told.day)
    days = (end - start).days if start and end else None
    at = PLACES.get(told.place or "", (None, None, None))
    row = {
        "mention_id": f"{document_id}#{position}", "document_id": document_id, "role": told.role, "event_type": told.event_type,
        "date_start": start, "date_end": end,
        "date_prec": None if days is None else 1 if days == 0 else 2 if days < 6 else 3 if days == 6 else 4 if days < 32 else 5,
        "date_text": None, "date_source": "stated" if start else None, "country": told.country, "adm_1": at[2],
        "place": told.place, "latitude": at[0], "longitude": at[1], "geonameid": None,
        "where_prec": 1 if told.place else 6 if told.country else None, "where_text": told.place,
        "perpetrators": json.dumps([{"actor_id": a, "name": a, "text": a, "hedge": "claimed"} for a in told.perpetrators]),
        "employers": json.dumps([{"actor_id": a, "name": a, "text": a, "hedge": None} for a in told.employers]),
    }  # fmt: skip
    return {**row, **told.changes}


def _claims(mention: dict[str, Any], position: int, told: Told) -> list[dict[str, Any]]:
    if told.killed is None and told.quote is None:
        return []
    quote = told.quote or f"{told.killed} were killed"
    blank = dict.fromkeys(frames.Claims.empty().columns)
    return [
        {
            **blank, "claim_id": f"{mention['mention_id']}.0", "mention_id": mention["mention_id"],
            "document_id": mention["document_id"], "effect": "killed", "victim_group": "contractor",
            "employer_id": told.employers[0] if told.employers else None, "nationality": told.nationality,
            "figure_min": told.killed, "figure_max": told.killed, "figure_point": told.killed,
            "modifier": "none" if told.killed is None else "exact",
            "figure_text": None if told.killed is None else str(told.killed),
            "claimant_type": "none", "stance": "asserted", "evidence_type": "statement", "superseded": False, "cumulative": False,
            "quote": quote, "char_start": 100 * position, "char_end": 100 * position + len(quote), "sentence": quote,
            "victims_named": False,
        }
    ]  # fmt: skip
