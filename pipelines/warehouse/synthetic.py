"""A made-up warehouse of any size, for measuring: the shape of the real one, with nothing true in it.

What does not belong here: timing anything (bench.py).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl

from pipelines.settings import PROJECT_ROOT
from pipelines.warehouse.inputs import Inputs, empty

_EMPLOYERS = ["wagner_group", "africa_corps", "redut", "convoy_pmc", "unknown_russian_pmc", "unknown_pmc"]
_COUNTRIES = ["MLI", "SYR", "LBY", "CAF", "SDN", "MOZ", "BFA", "NER", "UKR", "AFG", "IRQ", "SOM", "NGA", "COD", "YEM"]
_CLAIMANTS = ["perpetrator", "employer", "host_state", "local_official", "monitor", "analyst", "media", "channel"]
_RULES = (
    "ucdp_lower_reliable",
    "airwars_range",
    "interval_consistent",
    "acled_conservative",
    "gtd_recent_majority_lowest",
)
_FIRST_DAY = dt.date(2014, 1, 1)
_DAYS = 4_000
_SENTENCE = "fighters of the company were killed when their convoy was hit on the road to the north, a source said"
_KEY = ["incident_id", "scope", "victim_group", "employer_id", "effect"]


def synthetic(claims: int, incidents: int, *, seed: int = 7) -> Inputs:
    """Inputs with about `claims` claims of `incidents` incidents, told by one article per two and a half claims."""
    rng = np.random.default_rng(seed)
    articles = max(incidents, int(claims / 2.5))
    about = np.concatenate([np.arange(incidents), rng.integers(0, incidents, articles - incidents)])
    day = rng.integers(0, _DAYS, incidents)
    country, employer = rng.integers(0, len(_COUNTRIES), incidents), rng.integers(0, len(_EMPLOYERS), incidents)
    events = pl.DataFrame(
        {
            "number": np.arange(incidents),
            "day": [_FIRST_DAY + dt.timedelta(days=int(d)) for d in day],
            "country": np.array(_COUNTRIES)[country],
            "employer_id": np.array(_EMPLOYERS)[employer],
            "latitude": np.round(rng.uniform(-30, 40, incidents), 3),
            "longitude": np.round(rng.uniform(-15, 60, incidents), 3),
        }
    ).with_columns(
        incident_id=pl.format("CL-{}", pl.col("number").cast(pl.String).str.zfill(6)),
        employers='[{"actor_id": "' + pl.col("employer_id") + '", "name": "' + pl.col("employer_id") + '"}]',
    )
    told = pl.DataFrame({"article": np.arange(articles), "number": about}).join(events, on="number").sort("article")
    made = _claims(told, claims, rng)
    return Inputs(
        articles=_articles(told),
        mentions=_mentions(told),
        claims=made,
        links=told.select(
            mention_id=_document() + "#0", incident_id="incident_id", score=pl.lit(0.9), method=pl.lit("score")
        ),
        incidents=_incidents(events),
        estimates=_estimates(made, told),
        measures=events.select(
            "incident_id",
            number_of_sources=pl.lit(3, pl.Int64),
            n_independent_sources=pl.lit(2, pl.Int64),
            grade=pl.lit("fair"),
            figures_contested=pl.col("number") % 3 == 0,
        ),
        actors=_reference("actors"),
        countries=_reference("countries"),
        rules=pl.DataFrame(
            [
                {"rule_id": r, "version": "1", "description": r, "source": "made up", "is_default": r == _RULES[0]}
                for r in _RULES
            ]
        ),
        coverage=pl.DataFrame(
            [{"country": c, "date_from": _FIRST_DAY, "date_to": _FIRST_DAY + dt.timedelta(days=_DAYS), "why": "made up"}
             for c in _COUNTRIES]
        ),
    )  # fmt: skip


def _document() -> pl.Expr:
    """64 digits, as a SHA-256 has."""
    return pl.format(
        "{}{}{}{}", *[pl.col("article").hash(seed).cast(pl.String).str.zfill(20).str.tail(16) for seed in range(4)]
    )


def _articles(told: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("article").cast(pl.String)
    fetched = (pl.col("day") + pl.duration(days=pl.col("article") % 9)).cast(pl.Datetime("us", "UTC"))
    return told.select(
        document_id=_document(),
        sequence=pl.col("article") + 1,
        fetched_at=fetched,
        method=pl.lit("feed"),
        article_id="a" + number,
        article_key="id:a" + number,
        url="https://www.outlet-" + (pl.col("article") % 200).cast(pl.String) + ".example/" + number,
        title="Report " + number,
        publisher="Outlet " + (pl.col("article") % 200).cast(pl.String),
        published_on=(pl.col("day") + pl.duration(days=pl.col("article") % 5)).cast(pl.Date),
        published_on_source=pl.lit("metadata"),
        language=pl.lit("en"),
    )


def _mentions(told: pl.DataFrame) -> pl.DataFrame:
    return _filled(
        "mentions",
        told.select(
            mention_id=_document() + "#0",
            document_id=_document(),
            role=pl.lit("main"),
            event_type=pl.lit("ambush"),
            date_start="day",
            date_end="day",
            date_prec=pl.lit(1, pl.Int64),
            country="country",
            latitude="latitude",
            longitude="longitude",
            where_prec=pl.lit(1, pl.Int64),
            perpetrators=pl.lit('[{"actor_id": "jnim", "name": "JNIM"}]'),
            employers="employers",
        ),
    )


def _incidents(events: pl.DataFrame) -> pl.DataFrame:
    return _filled(
        "incidents",
        events.select(
            "incident_id",
            "country",
            "latitude",
            "longitude",
            "employers",
            event_type=pl.lit("ambush"),
            date_start="day",
            date_end="day",
            date_prec=pl.lit(1, pl.Int64),
            where_prec=pl.lit(1, pl.Int64),
            perpetrators=pl.lit('[{"actor_id": "jnim", "name": "JNIM"}]'),
            is_summary=pl.lit(value=False),
            disputed_event=pl.lit(value=False),
            first_reported_at=pl.col("day").cast(pl.Datetime("us", "UTC")),
        ),
    )


def _claims(told: pl.DataFrame, claims: int, rng: np.random.Generator) -> pl.DataFrame:
    extra = max(claims - told.height, 0)
    rows = np.sort(np.concatenate([np.arange(told.height), rng.integers(0, told.height, extra)]))
    figure = rng.integers(1, 30, len(rows))
    numbered = told[rows].with_columns(
        figure=pl.Series(figure),
        claimant_type=pl.Series(np.array(_CLAIMANTS)[rng.integers(0, len(_CLAIMANTS), len(rows))]),
        position=pl.int_range(pl.len()).over("article"),
    )
    quote = pl.col("figure").cast(pl.String) + " " + _SENTENCE + " (" + pl.col("incident_id") + ")."
    return _filled(
        "claims",
        numbered.select(
            claim_id=_document() + "#0." + pl.col("position").cast(pl.String),
            mention_id=_document() + "#0",
            document_id=_document(),
            effect=pl.when(pl.col("position") % 3 == 2).then(pl.lit("wounded")).otherwise(pl.lit("killed")),
            victim_group=pl.lit("contractor"),
            employer_id="employer_id",
            nationality=pl.lit("RUS"),
            figure_min="figure",
            figure_max="figure",
            figure_point="figure",
            modifier=pl.lit("exact"),
            figure_text=pl.col("figure").cast(pl.String),
            claimant="claimant_type",
            claimant_type="claimant_type",
            stance=pl.lit("asserted"),
            evidence_type=pl.lit("statement"),
            superseded=pl.lit(value=False),
            cumulative=pl.lit(value=False),
            quote=quote,
            char_start=pl.col("position") * 200,
            char_end=pl.col("position") * 200 + quote.str.len_chars(),
            sentence=quote + " Nothing else was known.",
            confidence=pl.lit(0.9),
            victims_named=pl.lit(value=False),
        ),
    )


def _estimates(claims: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    incident = told.select(mention_id=_document() + "#0", incident_id="incident_id")
    figures = (
        claims.select("mention_id", "claim_id", "effect", "employer_id", "figure_point")
        .join(incident, on="mention_id")
        .group_by("incident_id", "employer_id", "effect")
        .agg(
            low=pl.col("figure_point").min(),
            best=pl.col("figure_point").median().cast(pl.Int64),
            high=pl.col("figure_point").max(),
            claim_ids='["' + pl.col("claim_id").sort().str.join('", "') + '"]',
        )
    )
    none = pl.lit(None, pl.String)
    scopes = pl.concat(
        [
            figures.with_columns(scope=pl.lit("incident"), victim_group=pl.lit("contractor"), employer_id=none),
            figures.with_columns(scope=pl.lit("incident"), victim_group=pl.lit("total"), employer_id=none),
            figures.with_columns(scope=pl.lit("employer"), victim_group=pl.lit("contractor")).select(
                *figures.columns, "scope", "victim_group"
            ),
        ],
        how="diagonal",
    )
    return _filled(
        "estimates",
        pl.concat([scopes.with_columns(rule_id=pl.lit(rule)) for rule in _RULES]).with_columns(
            high_is_open=pl.lit(value=False), contested=pl.col("low") < pl.col("high")
        ),
    ).sort(_KEY)


def _filled(name: str, given: pl.DataFrame) -> pl.DataFrame:
    """The columns of an input in their types; what is not given is null."""
    schema = empty(name).schema
    return given.select(
        (pl.col(column) if column in given.columns else pl.lit(None)).cast(dtype).alias(column)
        for column, dtype in schema.items()
    )


def _reference(name: str) -> pl.DataFrame:
    path: Path = PROJECT_ROOT / "pipelines" / "reference" / f"{name}.csv"
    return pl.read_csv(path, infer_schema=False)
