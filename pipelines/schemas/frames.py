"""The frames that pass between stages: one pandera model each, with every column's meaning.

A column is declared here once; Dagster's Columns tab, the quarantine and the dictionary read it from here. The grain is
the first line of each docstring. What does not belong here: how a value is made.
"""

from __future__ import annotations

from typing import get_args

import pandera.polars as pa
import polars as pl
from pandera.engines.polars_engine import DateTime

from pipelines.schemas import contract

UTC = DateTime(time_unit="us", time_zone="UTC")


def _vocabulary(literal: object) -> list[str]:
    return list(get_args(literal))


class _Frame(pa.DataFrameModel):
    class Config:
        strict = True
        ordered = False


class RawDocuments(_Frame):
    """One archived document: the bytes as obtained, with where, when and how."""

    document_id: str = pa.Field(
        unique=True,
        str_matches=r"^[0-9a-f]{64}$",
        description="SHA-256 of the payload and the metadata given beside it; of the payload alone where there is none",
    )
    sequence: int = pa.Field(ge=1, unique=True, description="Position in the archive, from 1, in order of fetching")
    fetched_at: UTC = pa.Field(description="When it was obtained, UTC")
    origin: str = pa.Field(
        description="Where it was obtained: a URL, or a file's path as given, with #line for a line of a JSONL file"
    )
    method: str = pa.Field(
        isin=["file", "sample", "folder", "feed", "search", "warc"], description="How it was obtained"
    )
    media_type: str = pa.Field(
        isin=["text/plain", "text/html", "application/json"], description="What the payload is, told from its content"
    )
    payload: pl.Binary = pa.Field(description="The bytes as obtained")
    meta: str = pa.Field(
        nullable=True, description="What was given beside the payload, as a JSON object with sorted keys"
    )


class Articles(_Frame):
    """One version of an article: what was read from one archived document."""

    document_id: str = pa.Field(unique=True, description="The archived document")
    sequence: int = pa.Field(ge=1, description="The document's position in the archive")
    fetched_at: UTC = pa.Field(description="When the document was obtained, UTC")
    method: str = pa.Field(description="How the document was obtained")
    article_id: str = pa.Field(
        description="The id as given; where none was given, sha256: and the first 16 digits of document_id"
    )
    article_key: str = pa.Field(
        description="What versions of one article share: url: and its canonical URL, else id: and its article_id"
    )
    url: str = pa.Field(nullable=True, description="Canonical URL")
    title: str = pa.Field(nullable=True, description="Title")
    publisher: str = pa.Field(nullable=True, description="Publisher as given or as the page says")
    published_on: pl.Date = pa.Field(
        nullable=True, description="Publication date; null when unknown, never the day of fetching"
    )
    published_on_source: str = pa.Field(
        nullable=True, isin=["given", "metadata", "url", "text"], description="Where the publication date was found"
    )
    language: str = pa.Field(str_matches=r"^[a-z]{2}$", description="ISO 639-1 language")
    text: str = pa.Field(description="The text that offsets refer to: as given, or as extracted from HTML")
    spans: str = pa.Field(description="Marked stretches of the text as a JSON list of [start, end, kind]")
    signature: pl.Binary = pa.Field(
        description="MinHash signature of the body, 128 little-endian 32-bit integers: near-duplicate texts"
    )


class Readings(_Frame):
    """One article version that was extracted: whether it is relevant, and how much it says."""

    document_id: str = pa.Field(unique=True, description="The article version")
    relevant: bool = pa.Field(description="It reports at least one incident with foreign contractors among the victims")
    incidents: int = pa.Field(ge=0, description="Incidents it tells of")
    claims: int = pa.Field(ge=0, description="Claims it makes about them")


class Mentions(_Frame):
    """One incident as one version of an article tells it."""

    mention_id: str = pa.Field(
        unique=True, description="document_id, # and the incident's position in the article from 0"
    )
    document_id: str = pa.Field(description="The article version that tells it")
    role: str = pa.Field(
        isin=_vocabulary(contract.Role), description="main: the article reports it; background: it recalls it"
    )
    event_type: str = pa.Field(isin=_vocabulary(contract.EventType), description="What kind of event")
    date_start: pl.Date = pa.Field(nullable=True, description="Earliest possible day")
    date_end: pl.Date = pa.Field(nullable=True, description="Latest possible day")
    date_prec: int = pa.Field(
        nullable=True,
        ge=1,
        le=5,
        description="UCDP GED: 1 the day, 2 within 2-6 days, 3 the week, 4 the month, 5 longer",
    )
    date_text: str = pa.Field(nullable=True, description="The words that date it")
    date_source: str = pa.Field(
        nullable=True,
        isin=_vocabulary(contract.DateSource),
        description="stated: an absolute date; relative: reckoned from the publication date",
    )
    country: str = pa.Field(nullable=True, str_matches=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3")
    adm_1: str = pa.Field(nullable=True, description="First-order division, GeoNames main name")
    place: str = pa.Field(nullable=True, description="Place, GeoNames main name")
    latitude: float = pa.Field(nullable=True, ge=-90, le=90, description="Degrees north")
    longitude: float = pa.Field(nullable=True, ge=-180, le=180, description="Degrees east")
    geonameid: int = pa.Field(nullable=True, description="GeoNames id")
    where_prec: int = pa.Field(
        nullable=True,
        ge=1,
        le=7,
        description="UCDP GED: 1 exact, 2 near, 3 second-order division, 4 first-order, 5 line or vague, 6 country, 7 international",
    )
    where_text: str = pa.Field(nullable=True, description="The words that place it")
    perpetrators: str = pa.Field(description="Who attacked: JSON list of {actor_id, name, text, hedge}")
    employers: str = pa.Field(description="Whose people were hit: JSON list of {actor_id, name, text, hedge}")

    @pa.dataframe_check(error="date_start must not come after date_end: correct the dates")
    def dates_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("date_start") <= pl.col("date_end")).fill_null(value=True))

    @pa.dataframe_check(error="coordinates stand only with where_prec 1 to 4: leave them out")
    def coordinates_fit_their_precision(cls, data: pa.PolarsData) -> pl.LazyFrame:
        placed = pl.col("latitude").is_not_null() | pl.col("longitude").is_not_null()
        return data.lazyframe.select(~placed | pl.col("where_prec").is_between(1, 4).fill_null(value=False))


class Claims(_Frame):
    """One figure (or its absence) about one effect on one victim group of one nationality and employer by one claimant in one version of an article."""

    claim_id: str = pa.Field(
        unique=True, description="mention_id, a point, and the claim's position in the incident, from 0"
    )
    mention_id: str = pa.Field(description="The incident, as this article tells it")
    document_id: str = pa.Field(description="The article version")
    effect: str = pa.Field(
        isin=_vocabulary(contract.Effect),
        description="What happened to the victims; killed_or_wounded enters no death total",
    )
    victim_group: str = pa.Field(
        isin=_vocabulary(contract.VictimGroup), description="Who the victims are; mixed: one figure over several groups"
    )
    employer_id: str = pa.Field(nullable=True, description="The victims' company or contractor force")
    nationality: str = pa.Field(
        nullable=True, str_matches=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3 of the victims"
    )
    figure_min: int = pa.Field(nullable=True, ge=0, description="Lower bound that the words give")
    figure_max: int = pa.Field(nullable=True, ge=0, description="Upper bound that the words give")
    figure_point: int = pa.Field(nullable=True, ge=0, description="The number said")
    modifier: str = pa.Field(isin=_vocabulary(contract.Modifier), description="How the number was said")
    figure_text: str = pa.Field(nullable=True, description="The words of the figure")
    claimant: str = pa.Field(
        nullable=True, description="Whoever the figure comes from, as named in the text; null: the article's own voice"
    )
    claimant_id: str = pa.Field(nullable=True, description="The claimant's actor id, where known")
    claimant_type: str = pa.Field(isin=_vocabulary(contract.ClaimantType), description="What the claimant is")
    relayed_by: str = pa.Field(nullable=True, description="Who passed the figure on")
    stance: str = pa.Field(
        isin=_vocabulary(contract.Stance), description="asserted, denied, disputed, or unverified by the outlet"
    )
    evidence_type: str = pa.Field(isin=_vocabulary(contract.Evidence), description="What the claim rests on")
    part_of: str = pa.Field(nullable=True, description="claim_id of the claim that this one breaks down")
    superseded: bool = pa.Field(description="The article itself says that the figure was revised or withdrawn")
    cumulative: bool = pa.Field(description="A running total over several incidents: enters no incident's estimate")
    quote: str = pa.Field(str_length={"min_value": 1}, description="The exact words that carry the claim")
    char_start: int = pa.Field(ge=0, description="Where the quote starts, code points")
    char_end: int = pa.Field(ge=1, description="Where the quote ends, exclusive")
    sentence: str = pa.Field(description="The sentence that the quote stands in")
    confidence: float = pa.Field(
        nullable=True, ge=0, le=1, description="Calibrated probability that the claim is right"
    )
    victims_named: bool = pa.Field(description="The text gives the victims' names with the figure")

    @pa.dataframe_check(error="figure_min must not exceed figure_max", ignore_na=True)
    def bounds_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("figure_min") <= pl.col("figure_max")).fill_null(value=True))


class Links(_Frame):
    """One mention and the incident it tells of. Every mention of a current article version has one row."""

    mention_id: str = pa.Field(unique=True, description="The incident as one article tells it")
    incident_id: str = pa.Field(str_matches=r"^CL-[0-9]{6,}$", description="The resolved incident")
    score: float = pa.Field(
        nullable=True, ge=0, le=1, description="How sure the link is; null: the incident's only mention"
    )
    method: str = pa.Field(description="What made the link: alone, score, background, or a ruling")


class Incidents(_Frame):
    """One resolved incident, as now known."""

    incident_id: str = pa.Field(
        unique=True, str_matches=r"^CL-[0-9]{6,}$", description="Opaque, stable id from the ledger"
    )
    event_type: str = pa.Field(isin=_vocabulary(contract.EventType), description="What kind of event")
    date_start: pl.Date = pa.Field(nullable=True, description="Earliest possible day")
    date_end: pl.Date = pa.Field(nullable=True, description="Latest possible day")
    date_prec: int = pa.Field(nullable=True, ge=1, le=5, description="UCDP GED precision of the date")
    country: str = pa.Field(nullable=True, description="ISO 3166-1 alpha-3")
    adm_1: str = pa.Field(nullable=True, description="First-order division")
    place: str = pa.Field(nullable=True, description="Place")
    latitude: float = pa.Field(nullable=True, description="Degrees north")
    longitude: float = pa.Field(nullable=True, description="Degrees east")
    geonameid: int = pa.Field(nullable=True, description="GeoNames id")
    where_prec: int = pa.Field(nullable=True, ge=1, le=7, description="UCDP GED precision of the place")
    perpetrators: str = pa.Field(description="JSON list of {actor_id, name, hedge}, most often named first")
    employers: str = pa.Field(description="JSON list of {actor_id, name}, most often named first")
    is_summary: bool = pa.Field(
        description="Over more than a week, or over places that cannot be told apart: never pinned to one cell"
    )
    disputed_event: bool = pa.Field(description="Parties dispute that it happened or by whom")
    first_reported_at: UTC = pa.Field(
        nullable=True, description="Earliest publication (else fetching) of an article that tells it"
    )

    @pa.dataframe_check(error="date_start must not come after date_end: correct the dates")
    def dates_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("date_start") <= pl.col("date_end")).fill_null(value=True))

    @pa.dataframe_check(error="coordinates stand only with where_prec 1 to 4: leave them out")
    def coordinates_fit_their_precision(cls, data: pa.PolarsData) -> pl.LazyFrame:
        placed = pl.col("latitude").is_not_null() | pl.col("longitude").is_not_null()
        return data.lazyframe.select(~placed | pl.col("where_prec").is_between(1, 4).fill_null(value=False))


class Tolls(_Frame):
    """One claimant's latest figure for one effect on one victim group in one incident, over all employers or for one: rules compare these."""

    toll_id: str = pa.Field(unique=True, description="scope, : and the claim_id of the toll's first claim")
    incident_id: str = pa.Field(description="The incident")
    scope: str = pa.Field(
        isin=["incident", "employer"], description="incident: over all employers; employer: for one. Never mix the two"
    )
    effect: str = pa.Field(isin=_vocabulary(contract.Effect), description="The effect")
    victim_group: str = pa.Field(isin=_vocabulary(contract.VictimGroup), description="Whose losses")
    employer_id: str = pa.Field(nullable=True, description="In scope employer: after folding into kin")
    claimant_type: str = pa.Field(isin=_vocabulary(contract.ClaimantType), description="What the claimant is")
    source_key: str = pa.Field(
        description="Whose figure it is: id: and the claimant's id, else name: and its folded name, else copy: and the wire group"
    )
    figure_min: int = pa.Field(nullable=True, description="Lower bound that the words give")
    figure_max: int = pa.Field(nullable=True, description="Upper bound that the words give")
    figure_point: int = pa.Field(nullable=True, description="The number said")
    modifier: str = pa.Field(isin=_vocabulary(contract.Modifier), description="How the number was said")
    denied: bool = pa.Field(description="A denial: contests, and enters no figure")
    victims_named: bool = pa.Field(description="The claimant gave the victims' names with this figure")
    said_on: pl.Date = pa.Field(
        nullable=True, description="Publication date of the article that gives it; null: unknown"
    )
    claim_ids: str = pa.Field(description="JSON list of the claims it was made from")


class Estimates(_Frame):
    """Incident, scope, victim group, employer, effect and rule: low, best and high with the claims that made them."""

    incident_id: str = pa.Field(description="The incident")
    scope: str = pa.Field(
        isin=["incident", "employer"],
        description="incident: over all employers; employer: one of them. Never sum the two",
    )
    victim_group: str = pa.Field(
        isin=[*_vocabulary(contract.VictimGroup), "total"], description="Whose losses; total: everybody's"
    )
    employer_id: str = pa.Field(nullable=True, description="The employer, in scope employer")
    effect: str = pa.Field(isin=_vocabulary(contract.Effect), description="The effect")
    rule_id: str = pa.Field(description="The rule, see dim_rule")
    low: int = pa.Field(nullable=True, ge=0, description="Lowest figure the rule supports; null: not said")
    best: int = pa.Field(
        nullable=True, ge=0, description="The figure the rule takes; null: not said, or the rule has none"
    )
    high: int = pa.Field(nullable=True, ge=0, description="Highest figure the rule supports; null: not said")
    high_is_open: bool = pa.Field(description="The highest figure is a lower bound ('at least'): more is possible")
    contested: bool = pa.Field(description="No single value satisfies all tolls, or one is denied")
    claim_ids: str = pa.Field(description="JSON list of the claims used")


class EtlRuns(_Frame):
    """One stage in one run: rows in = rows out + set aside + rejected."""

    run_id: str = pa.Field(description="The Dagster run")
    stage: str = pa.Field(description="The stage: archive, articles, extraction, claims, incidents, estimates, load")
    partition: str = pa.Field(nullable=True, description="The UTC day of fetching, for stages that are partitioned")
    started_at: UTC = pa.Field(description="When it started, UTC")
    finished_at: UTC = pa.Field(description="When it ended, UTC")
    rows_in: int = pa.Field(ge=0, description="Rows that came in")
    rows_out: int = pa.Field(ge=0, description="Rows that went on")
    rows_set_aside: int = pa.Field(
        ge=0, description="Rows that rightly go no further: known documents, irrelevant articles, superseded claims"
    )
    rows_rejected: int = pa.Field(ge=0, description="Rows that were rejected, each a row in rejects")
    digest_in: str = pa.Field(nullable=True, description="Digest of the rows that came in, whatever their order")
    digest_out: str = pa.Field(nullable=True, description="Digest of the rows that went on, whatever their order")


class Rejects(_Frame):
    """One rejected row: nothing vanishes."""

    stage: str = pa.Field(
        isin=["archive", "articles", "extraction", "claims", "incidents", "estimates", "load"],
        description="Where it was rejected",
    )
    reason: str = pa.Field(description="Why, in words that say what to do")
    origin: str = pa.Field(nullable=True, description="Where the input came from")
    document_id: str = pa.Field(nullable=True, description="The archived document, where there is one")
    payload_hash: str = pa.Field(nullable=True, description="SHA-256 of what was rejected")
    row: str = pa.Field(nullable=True, description="The rejected row as JSON, shortened")
    rejected_at: UTC = pa.Field(description="When, UTC")
    run_id: str = pa.Field(nullable=True, description="The Dagster run")
