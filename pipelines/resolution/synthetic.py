"""Synthetic articles, mentions and claims in any number, to measure cost with. They resemble no real event.

Here belongs making the frames; what is measured with them is `bench`. Incidents are as uneven as real ones: few countries
have most of them, and few incidents have most of the articles; a share of the mentions names no town, no day or no date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.schemas import frames

CLAIMS_PER_MENTION = 3
MENTIONS_PER_INCIDENT = 5
_FIRST_DAY = dt.date(2014, 1, 1)
_DAYS = 4000
_COUNTRIES = [
    "MLI",
    "UKR",
    "SDN",
    "CAF",
    "LBY",
    "SYR",
    "IRQ",
    "AFG",
    "SOM",
    "MOZ",
    "NER",
    "BFA",
    "COD",
    "NGA",
    "YEM",
    "HTI",
]
_TOWNS_PER_COUNTRY = 120
_EVENTS = ["ambush", "armed_clash", "attack_on_base", "ied", "shelling_missile", "air_drone_strike"]
_EMPLOYERS = [
    "wagner_group",
    "africa_corps",
    "blackwater",
    "g4s",
    "redut",
    "unknown_pmc",
    "unknown_col_pmc",
    "unknown_npl_pmc",
]
_ORIGINS = ["RUS", "RUS", "USA", "NPL", "RUS", None, "COL", "NPL"]
_ATTACKERS = ["jnim", "islamic_state", "taliban", "al_shabaab", "3r", "cpc"]

_WORDS = (
    "and the men who had come along the road in the morning were seen by several people who live beside it, then near"
)

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Synthetic:
    """`articles`, `mentions`, `claims`: frames of the stages before; `truth`: mention_id, incident (a number)."""

    articles: pl.DataFrame
    mentions: pl.DataFrame
    claims: pl.DataFrame
    truth: pl.DataFrame


def synthetic(claims: int, *, seed: int = 0, first_article: int = 0, incidents: int | None = None) -> Synthetic:
    """About `claims` claims. `first_article`: where numbering starts, for a second batch that continues a first one;
    `incidents`: out of how many incidents they tell, for a batch that tells of the first one's."""
    draw = np.random.default_rng(seed)
    mentions = max(claims // CLAIMS_PER_MENTION, 1)
    of = _of(draw, mentions, incidents or max(mentions // MENTIONS_PER_INCIDENT, 1))
    world = _world(incidents or max(mentions // MENTIONS_PER_INCIDENT, 1))
    articles = first_article + np.cumsum(draw.random(mentions) < 0.8)
    table = _mentions(draw, world, of, articles)
    return Synthetic(
        _articles(draw, table),
        _frame(frames.Mentions, table),
        _claims(draw, table),
        table.select("mention_id", "incident"),
    )


def _of(draw: np.random.Generator, mentions: int, incidents: int) -> Ints:
    """Which incident each mention tells of: a long tail, the largest with about a thousandth of all."""
    weight = 1 / np.arange(5, incidents + 5) ** 0.5
    return np.asarray(draw.choice(incidents, size=mentions, p=weight / weight.sum()), dtype=np.int64)


def _world(incidents: int) -> pl.DataFrame:
    """The incidents: the same for every batch."""
    draw = np.random.default_rng(7)
    weight = 1 / np.arange(1, len(_COUNTRIES) + 1) ** 0.7
    country = draw.choice(len(_COUNTRIES), size=incidents, p=weight / weight.sum())
    town = draw.integers(0, _TOWNS_PER_COUNTRY, size=incidents)
    centre = np.random.default_rng(8)
    latitudes = (
        centre.uniform(-4, 4, (len(_COUNTRIES), _TOWNS_PER_COUNTRY)) + np.arange(len(_COUNTRIES))[:, None] * 9 - 70
    )
    longitudes = (
        centre.uniform(-4, 4, (len(_COUNTRIES), _TOWNS_PER_COUNTRY)) + np.arange(len(_COUNTRIES))[:, None] * 20 - 160
    )
    employer = draw.integers(0, len(_EMPLOYERS), size=incidents)
    return pl.DataFrame(
        {
            "incident": np.arange(incidents),
            "day": draw.integers(0, _DAYS, size=incidents),
            "country": pl.Series(_COUNTRIES).gather(country),
            "place": pl.Series(_town_names()).gather(country * _TOWNS_PER_COUNTRY + town),
            "adm_1": pl.Series([f"Division {n}" for n in range(10)]).gather(town // 12),
            "latitude": latitudes[country, town].round(4),
            "longitude": longitudes[country, town].round(4),
            "employer": employer,
            "attacker": pl.Series(_ATTACKERS).gather(draw.integers(0, len(_ATTACKERS), size=incidents)),
            "event_type": pl.Series(_EVENTS).gather(draw.integers(0, len(_EVENTS), size=incidents)),
            "toll": draw.integers(1, 30, size=incidents),
        }
    )


def _town_names() -> list[str]:
    starts = ["Ba", "Do", "Ki", "Lu", "Me", "No", "Ra", "Sa", "Te", "Zu", "Gi", "Fo"]
    middles = ["ran", "mul", "ket", "dis", "vol", "gar", "pen", "bil", "tos", "lam"]
    ends = ["i", "a", "ou", "em", "ar", "ek", "on", "us", "il", "ad", "or", "et", "in", "ab", "uk", "es"]
    return [start + middle + end for end in ends for start in starts for middle in middles]


def _mentions(draw: np.random.Generator, world: pl.DataFrame, of: Ints, articles: Ints) -> pl.DataFrame:
    size = len(of)
    rows = world[pl.Series(of)]
    order = pl.DataFrame({"article": articles}).with_columns(ordinal=pl.int_range(pl.len()).over("article"))["ordinal"]
    document = pl.Series(
        "document_id", [f"{article * 2654435761 % 2**64:016x}{article:048x}" for article in articles.tolist()]
    )
    vague_day, vague_place = draw.random(size), draw.random(size)
    start = pl.Series(world["day"].gather(of)).to_numpy()
    length = np.select([vague_day < 0.03, vague_day < 0.08, vague_day < 0.13], [-1, 30, 6], 0)
    first = np.where(length == 30, start - start % 30, np.where(length == 6, start - start % 7, start))
    epoch = (_FIRST_DAY - dt.date(1970, 1, 1)).days
    dated = pl.Series(length >= 0)
    named = pl.Series(vague_place >= 0.2)
    day = pl.Series(first + epoch).cast(pl.Int32).cast(pl.Date)
    employer = rows["employer"]
    return rows.with_columns(
        document_id=document,
        mention_id=document + "#" + order.cast(pl.String),
        article=pl.Series(articles),
        role=pl.Series(np.where(draw.random(size) < 0.15, "background", "main")),
        spoken=pl.col("place"),
        happened=pl.Series(start + epoch).cast(pl.Int32).cast(pl.Date),
        date_start=pl.when(dated).then(day),
        date_end=pl.when(dated).then(pl.Series(np.maximum(first + length, first) + epoch).cast(pl.Int32).cast(pl.Date)),
        date_prec=pl.when(dated).then(pl.Series(np.select([length == 30, length == 6], [4, 3], 1))),
        date_source=pl.when(dated).then(pl.lit("relative")),
        place=pl.when(named).then("place"),
        latitude=pl.when(named).then("latitude"),
        longitude=pl.when(named).then("longitude"),
        adm_1=pl.when(pl.Series(vague_place >= 0.1)).then("adm_1"),
        where_prec=pl.Series(np.select([vague_place < 0.1, vague_place < 0.2], [6, 4], 1)),
        employers=pl.Series(
            [f'[{{"actor_id": "{e}", "hedge": null, "name": "{e}", "text": "{e}"}}]' for e in _EMPLOYERS]
        ).gather(employer),
        perpetrators=pl.concat_str(
            pl.lit('[{"actor_id": "'), "attacker", pl.lit('", "hedge": "claimed", "name": "'), "attacker", pl.lit('"}]')
        ),
        origin=pl.Series(_ORIGINS).gather(employer),
        employer_id=pl.Series(_EMPLOYERS).gather(employer),
    )


def _articles(draw: np.random.Generator, table: pl.DataFrame) -> pl.DataFrame:
    rows = (
        table.group_by("document_id")
        .agg(pl.col("article").first(), pl.col("spoken").first(), published_on=pl.col("happened").max())
        .sort("article")
        .with_columns(
            pl.col("published_on")
            + pl.Series(draw.integers(0, 6, size=table["document_id"].n_unique())) * pl.duration(days=1)
        )
    )
    size = rows.height
    signatures = draw.integers(0, 2**32, size=(size, 128), dtype=np.uint32)
    # One in forty prints what another has written.
    written_by = np.where(draw.random(size) < 0.025, np.maximum(np.arange(size) - 3, 0), np.arange(size))
    return _frame(
        frames.Articles,
        rows.with_columns(
            sequence=pl.col("article") + 1,
            fetched_at=pl.lit(dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
            method=pl.lit("file"),
            article_id=pl.col("document_id").str.slice(0, 16),
            article_key="id:" + pl.col("document_id"),
            language=pl.lit("en"),
            text=_texts(draw, rows).gather(written_by),
            spans=pl.lit("[]"),
            signature=pl.Series([row.tobytes() for row in signatures[written_by]], dtype=pl.Binary),
        ),
    )


def _texts(draw: np.random.Generator, rows: pl.DataFrame) -> pl.Series:
    """Some 1,500 characters a text, with the place and a dozen other names in it."""
    names = pl.Series(_town_names())
    parts: list[pl.Expr | pl.Series] = [pl.lit("Reported from"), rows["spoken"]]
    for _ in range(12):
        parts += [pl.lit(_WORDS), names.gather(pl.Series(draw.integers(0, len(names), size=rows.height)))]
    return rows.select(text=pl.concat_str(parts, separator=" "))["text"]


def _claims(draw: np.random.Generator, table: pl.DataFrame) -> pl.DataFrame:
    size = table.height * CLAIMS_PER_MENTION
    of = np.repeat(np.arange(table.height), CLAIMS_PER_MENTION)
    order = np.tile(np.arange(CLAIMS_PER_MENTION), table.height)
    number = pl.Series(
        np.maximum(table["toll"].to_numpy()[of] + draw.integers(-1, 2, size=size) * (draw.random(size) < 0.3), 1)
    )
    return _frame(
        frames.Claims,
        table.select("mention_id", "document_id", "employer_id", nationality="origin")[pl.Series(of)].with_columns(
            claim_id=pl.concat_str("mention_id", pl.lit("."), pl.Series(order).cast(pl.String)),
            effect=pl.Series(["killed", "killed", "wounded"]).gather(pl.Series(order)),
            victim_group=pl.lit("contractor"),
            figure_min=number,
            figure_max=number,
            figure_point=number,
            modifier=pl.lit("exact"),
            figure_text=number.cast(pl.String),
            claimant_type=pl.Series(["perpetrator", "local_official", "none"]).gather(pl.Series(order)),
            stance=pl.lit("asserted"),
            evidence_type=pl.lit("statement"),
            superseded=pl.lit(value=False),
            cumulative=pl.lit(value=False),
            quote=pl.lit("…"),
            char_start=pl.Series(order * 100),
            char_end=pl.Series(order * 100 + 50),
            sentence=pl.lit("…"),
            victims_named=pl.lit(value=False),
        ),
    )


def _frame(model: type[frames.pa.DataFrameModel], rows: pl.DataFrame) -> pl.DataFrame:
    schema = model.empty().schema
    return rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in schema.items()
    )
