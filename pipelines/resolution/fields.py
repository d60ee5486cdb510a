"""The fields of an incident, made from the mentions that were linked to it.

Here belong the rules, one a field; each takes its value from the mentions, never from an average of them. Main mentions
decide; background ones where there is no main one. A value counts once a source group: ten copies of one wire story are one
voice. What is left equal is decided by the values themselves, never by the order of arrival.
"""

from __future__ import annotations

from typing import get_args

import polars as pl

from pipelines.schemas import contract, frames

# Finest first: a named place, a district, a province or part of a country, a line or vague feature, a country, the sea.
_CLASS = {1: 0, 2: 0, 3: 1, 4: 2, 5: 3, 6: 4, 7: 4}
# Whoever states it outright counts before whoever claims it for himself, blames another, or suspects.
_HEDGES = list(get_args(contract.Hedge))
_TYPES = list(get_args(contract.EventType))
_SUMMARY_DAYS = 31
_PARTIES = ("employer", "host_state", "foreign_state", "perpetrator")
_ACTORS = pl.List(pl.Struct({"actor_id": pl.String, "name": pl.String, "hedge": pl.String}))


def incidents(
    members: pl.DataFrame, claims: pl.DataFrame, reported: pl.DataFrame, related: pl.DataFrame
) -> pl.DataFrame:
    """One row of `frames.Incidents` per incident_id of `members`, sorted by it.

    `members`: `frames.Mentions` with incident_id and wire. `reported`: document_id, reported_at (when the article was first
    published, else fetched). `related`: actor_id, other: actors that are kin. The rules:

    - date: of the most precise mentions, the interval that most sources give; then stated before relative, then the earliest;
    - country: the one most sources give; place: of the mentions in that country, the finest kind, and of it what most give;
    - event type: the one most sources give, unknown last;
    - actors: whoever is named, most often named first; unnamed employers only where none is named;
    - is_summary: its interval is longer than a month, or it is told of no place finer than a country over more than a week;
    - disputed_event: two attackers who are not kin are each said to have done it, or a party denies it altogether.
    """
    told = members.with_columns(
        deciding=(pl.col("role") == "main") | ~(pl.col("role") == "main").any().over("incident_id"),
        source=pl.coalesce("wire", "document_id"),
    )
    deciding = told.filter("deciding")
    out = members.select("incident_id").unique()
    for part in (_date(deciding), _place(deciding), _event_type(deciding)):
        out = out.join(part, on="incident_id", how="left")
    attackers, employers = _actors(told, "perpetrators"), _actors(told, "employers")
    out = (
        out.join(_listed(attackers, "perpetrators", ["actor_id", "name", "hedge"]), on="incident_id", how="left")
        .join(_listed(_named_first(employers), "employers", ["actor_id", "name"]), on="incident_id", how="left")
        .join(_disputed(attackers, related, told, claims), on="incident_id", how="left")
        .join(_first_reported(told, reported), on="incident_id", how="left")
    )
    span = (pl.col("date_end") - pl.col("date_start")).dt.total_days()
    return (
        out.with_columns(
            pl.col("perpetrators", "employers").fill_null("[]"),
            pl.col("event_type").fill_null("unknown"),
            pl.col("disputed_event").fill_null(value=False),
            is_summary=((span > _SUMMARY_DAYS) | ((span > 7) & (pl.col("where_prec") >= 5))).fill_null(value=False),
        )
        .select(frames.Incidents.to_schema().columns.keys())
        .sort("incident_id")
    )


def _most(rows: pl.DataFrame, by: list[str], ties: list[pl.Expr]) -> pl.DataFrame:
    """Per incident the values of `by` that most sources give; `ties` (computed over each value's mentions), then the values
    themselves, decide between equals."""
    counted = rows.group_by("incident_id", *by).agg(
        pl.col("source").n_unique().alias("_sources"), *[tie.alias(f"_tie{n}") for n, tie in enumerate(ties)]
    )
    order = ["_sources", *[f"_tie{n}" for n in range(len(ties))]]
    return (
        counted.sort(
            ["incident_id", *order, *by], descending=[False, *[True] * len(order), *[False] * len(by)], nulls_last=True
        )
        .unique("incident_id", keep="first", maintain_order=True)
        .drop(order)
    )


def _date(rows: pl.DataFrame) -> pl.DataFrame:
    dated = rows.filter(pl.col("date_start").is_not_null() & pl.col("date_end").is_not_null())
    finest = dated.filter(
        pl.col("date_prec").fill_null(5) == pl.col("date_prec").fill_null(5).min().over("incident_id")
    )
    return _most(finest, ["date_start", "date_end", "date_prec"], [(pl.col("date_source") == "stated").sum()])


def _place(rows: pl.DataFrame) -> pl.DataFrame:
    country = _most(rows.filter(pl.col("country").is_not_null()), ["country"], [])
    placed = (
        rows.join(country.rename({"country": "_country"}), on="incident_id", how="left")
        .filter(pl.col("country").eq_missing(pl.col("_country")) & pl.col("where_prec").is_not_null())
        .with_columns(_class=pl.col("where_prec").replace_strict(_CLASS))
    )
    finest = placed.filter(pl.col("_class") == pl.col("_class").min().over("incident_id"))
    spot = ["adm_1", "place", "latitude", "longitude", "geonameid"]
    chosen = _most(finest, ["place", "adm_1"], [])
    at = finest.join(chosen, on=["incident_id", "place", "adm_1"], how="inner", nulls_equal=True)
    precision = _most(at, ["where_prec"], [])
    coordinates = _most(at, ["latitude", "longitude", "geonameid"], [pl.col("latitude").is_not_null().sum()])
    division = _most(placed.filter(pl.col("adm_1").is_not_null()), ["adm_1"], []).rename({"adm_1": "_division"})
    return (
        country.join(chosen, on="incident_id", how="full", coalesce=True)
        .join(precision, on="incident_id", how="left")
        .join(coordinates, on="incident_id", how="left")
        .join(division, on="incident_id", how="left")
        # A place that nobody put into a division takes the one that others name for the incident.
        .with_columns(adm_1=pl.coalesce("adm_1", "_division"))
        .select("incident_id", "country", *spot, "where_prec")
    )


def _event_type(rows: pl.DataFrame) -> pl.DataFrame:
    types = rows.filter(pl.col("event_type") != "unknown").with_columns(
        _order=pl.col("event_type").replace_strict({kind: n for n, kind in enumerate(_TYPES)})
    )
    return _most(types, ["_order", "event_type"], []).drop("_order")


def _actors(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """incident_id, actor_id, name, hedge, sources: each actor that the mentions name, with the strongest hedge."""
    named = rows.select("incident_id", "source", column).join(_parsed(rows[column]), on=column, how="inner")
    name = (
        named.group_by("incident_id", "actor_id", "name")
        .agg(times=pl.col("source").n_unique().cast(pl.Int64))
        .sort("incident_id", "actor_id", -pl.col("times"), "name")
        .unique(["incident_id", "actor_id"], keep="first", maintain_order=True)
    )
    hedges = {hedge: n for n, hedge in enumerate(_HEDGES)}
    strongest = named.group_by("incident_id", "actor_id").agg(
        sources=pl.col("source").n_unique(),
        rank=pl.col("hedge").replace_strict(hedges, default=None, return_dtype=pl.Int64).min(),
    )
    return (
        strongest.join(name.select("incident_id", "actor_id", "name"), on=["incident_id", "actor_id"])
        .with_columns(
            hedge=pl.col("rank").replace_strict(
                {n: hedge for hedge, n in hedges.items()}, default=None, return_dtype=pl.String
            )
        )
        .sort("incident_id", -pl.col("sources").cast(pl.Int64), "actor_id")
    )


def _parsed(texts: pl.Series) -> pl.DataFrame:
    """The JSON list, actor_id, name, hedge: a row an actor of each different list."""
    different = texts.unique().sort().to_frame().filter(pl.col(texts.name) != "[]")
    return (
        different.with_columns(actor=pl.col(texts.name).str.json_decode(_ACTORS))
        .explode("actor")
        .unnest("actor")
        .drop_nulls("actor_id")
    )


def actor_ids(texts: pl.Series) -> list[str]:
    """Every actor id in a column of JSON lists, sorted."""
    return _parsed(texts)["actor_id"].unique().sort().to_list()


def _named_first(employers: pl.DataFrame) -> pl.DataFrame:
    """Without the unnamed employers of incidents where one is named."""
    unnamed = pl.col("actor_id").str.starts_with("unknown_")
    return employers.filter(~unnamed | unnamed.all().over("incident_id"))


def _listed(actors: pl.DataFrame, column: str, keys: list[str]) -> pl.DataFrame:
    return (
        actors.group_by("incident_id", maintain_order=True)
        .agg(pl.struct(keys).alias(column))
        .with_columns(
            pl.format("[{}]", pl.col(column).list.eval(pl.element().struct.json_encode()).list.join(", ")).alias(column)
        )
    )


def _disputed(attackers: pl.DataFrame, related: pl.DataFrame, told: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    said = attackers.filter(pl.col("hedge").is_in(["claimed", "blamed", "suspected", "stated"])).select(
        "incident_id", "actor_id"
    )
    rivals = (
        said.join(said.rename({"actor_id": "other"}), on="incident_id")
        .filter(pl.col("actor_id") < pl.col("other"))
        .join(related, on=["actor_id", "other"], how="anti")
        .select("incident_id")
    )
    denied = (
        claims.filter(
            (pl.col("stance") == "denied")
            & pl.col("figure_min").is_null()
            & pl.col("figure_max").is_null()
            & pl.col("claimant_type").is_in(_PARTIES)
        )
        .join(told.select("mention_id", "incident_id"), on="mention_id")
        .select("incident_id")
    )
    return pl.concat([rivals, denied]).unique().with_columns(disputed_event=pl.lit(value=True))


def _first_reported(told: pl.DataFrame, reported: pl.DataFrame) -> pl.DataFrame:
    return (
        told.select("incident_id", "document_id")
        .join(reported, on="document_id", how="left")
        .group_by("incident_id")
        .agg(first_reported_at=pl.col("reported_at").min())
    )
