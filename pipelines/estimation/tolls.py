"""Claims → tolls: one claimant's latest figure for one effect and one victim group in one incident.

Rules compare tolls, not claims (DESIGN.md). Here it is decided which claims count, under whose name, and which of one
claimant's figures stands; what low, best and high follow from them is decided in `rules`.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pipelines.estimation import claimants, employers, figures, parts
from pipelines.schemas import frames

_TOLL = ["scope", "incident_id", "employer", "effect", "victim_group", "source_key"]
_TEXT = [*_TOLL, "document_id", "denied"]
_FIGURE = [*figures.FIGURE, "modifier"]
_COLUMNS = list(frames.Tolls.to_schema().columns)


def tolls(
    claims: pl.DataFrame,
    links: pl.DataFrame,
    articles: pl.DataFrame,
    near_duplicate_groups: pl.DataFrame,
    kin: Iterable[tuple[str, str]] = (),
) -> pl.DataFrame:
    """`frames.Tolls` from `frames.Claims` of linked mentions, in toll_id order.

    `links` is `frames.Links`; of `articles` only document_id and published_on are read; `near_duplicate_groups` has
    document_id and near_duplicate_group (an article that is not there is its own group); `kin` pairs a company with its
    parent or successor (`employers.kin_pairs`). The same claims in any order give the same rows.
    """
    told = claimants.armies_as_claimants(_told(claims, links, articles, near_duplicate_groups))
    told = parts.with_wholes(claimants.employers_as_claimants(employers.folded(told, kin)))
    counting = claimants.without_copies(told.filter(~pl.col("superseded") & ~pl.col("cumulative")))
    counting = claimants.settled_types(counting)
    spoken = _per_text(_scoped(counting))
    corrected = _withdrawn(spoken, _scoped(told.filter("superseded")))
    return _columns(_with_sole_employers(_not_denied_since(_latest(corrected))))


def _told(claims: pl.DataFrame, links: pl.DataFrame, articles: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    wire = groups.select("document_id", wire_group="near_duplicate_group")
    joined = (
        claims.join(links.select("mention_id", "incident_id"), on="mention_id")
        .join(articles.select("document_id", "published_on"), on="document_id", how="left")
        .join(wire, on="document_id", how="left")
        .with_columns(
            wire_group=pl.coalesce("wire_group", "document_id"),
            # No number above nought was ever claimed: "nobody was hurt" is a denial, however it was marked.
            denied=(pl.col("stance") == "denied") | (pl.col("figure_max") == 0).fill_null(value=False),
        )
        .with_columns(
            *[pl.when("denied").then(0).otherwise(name).alias(name) for name in figures.FIGURE],
            modifier=pl.when("denied").then(pl.lit("exact")).otherwise("modifier"),
        )
    )
    return claimants.attributed(joined)


def _scoped(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims over all employers, and once more per employer where an incident has several companies."""
    mine = ~pl.col("left_out_of_employer") & pl.col("employer").is_not_null() & pl.col("sole").is_null()
    named = claims.with_columns(company="employer")
    over_all = named.filter(~pl.col("left_out")).with_columns(
        scope=pl.lit("incident"), employer=pl.lit(None, pl.String)
    )
    return pl.concat([over_all, named.filter(mine).with_columns(scope=pl.lit("employer")).select(over_all.columns)])


def _with_sole_employers(standing: pl.DataFrame) -> pl.DataFrame:
    """The tolls over all employers are those of the incident's only company."""
    same = standing.filter((pl.col("victim_group") == "contractor") & pl.col("sole").is_not_null())
    return pl.concat([standing, same.with_columns(scope=pl.lit("employer"), employer="sole")])


def _per_text(claims: pl.DataFrame) -> pl.DataFrame:
    """One row per claimant, article and kind (figure or denial): what the article has the claimant say."""
    said = claims.with_columns(figured=figures.has_figure() & ~pl.col("denied"))
    keep = [
        *_TEXT,
        *_FIGURE,
        "claimant_type",
        "victims_named",
        "published_on",
        "sole",
        pl.concat_list("claim_id").alias("claim_ids"),
    ]
    alone = pl.len().over(_TEXT) == 1
    single = said.filter(alone).select(keep)
    several = said.filter(~alone).filter(pl.col("figured") | ~pl.col("figured").any().over(_TEXT))
    if several.is_empty():
        return single
    # Figures of the same people, none of them said to come on top: the largest stands.
    people = pl.struct("nationality", "company")
    bounded = pl.col("modifier") == "up_to"
    added = (
        (people.n_unique() > 1)
        | (bounded.any() & ~bounded.all())
        | (pl.col("figure_text") + " " + pl.col("quote")).str.contains(parts.MARKED).any()
    )
    marked = several.with_columns(added=added.over(_TEXT))
    largest = (
        marked.filter(~pl.col("added"))
        .sort(
            [pl.coalesce("figure_point", "figure_min", "figure_max"), figures.is_open(), "claim_id"],
            descending=[True, True, False],
            nulls_last=True,
        )
        .unique(_TEXT, keep="first", maintain_order=True)
        .select(keep)
    )
    return pl.concat([single, largest, _added(marked.filter("added")).select(single.columns)])


def _added(claims: pl.DataFrame) -> pl.DataFrame:
    gathered = claims.group_by(_TEXT).agg(
        pl.col("claimant_type", "published_on", "sole").first(),
        pl.col("victims_named").any(),
        pl.struct("claim_id", *_FIGURE, "figure_text", "quote", "nationality", employer=pl.col("company")).alias(
            "told"
        ),
    )
    made = [parts.together(told) for told in gathered["told"].to_list()]
    figure = pl.DataFrame(
        [(one.low, one.high, one.point, one.modifier, list(one.claim_ids)) for one in made],
        schema={**dict.fromkeys(figures.FIGURE, pl.Int64), "modifier": pl.String, "claim_ids": pl.List(pl.String)},
        orient="row",
    )
    return pl.concat([gathered.drop("told"), figure], how="horizontal")


def _withdrawn(spoken: pl.DataFrame, superseded: pl.DataFrame) -> pl.DataFrame:
    """`spoken` with `withdrawn`: figures that their claimant replaced in an article that says so.

    A later article may still print the old figure, and an article's date may be unknown; the correction holds.
    """
    text = _TEXT[:-1]
    standing = spoken.filter(~pl.col("denied")).select([*text, *figures.FIGURE])
    corrected = superseded.join(standing, on=text, how="semi", nulls_equal=True).join(
        standing, on=[*text, *figures.FIGURE], how="anti", nulls_equal=True
    )
    gone = corrected.select([*_TOLL, *figures.FIGURE]).unique().with_columns(withdrawn=pl.lit(value=True))
    return spoken.join(gone, on=[*_TOLL, *figures.FIGURE], how="left", nulls_equal=True).with_columns(
        pl.col("withdrawn").fill_null(value=False)
    )


def _latest(spoken: pl.DataFrame) -> pl.DataFrame:
    """Of each claimant the figure that stands, with every claim that gives it.

    The order of fetching must not matter, so of two articles of one day, or of none, the larger figure stands: tolls grow.
    """
    kind = [*_TOLL, "denied"]
    alone = pl.len().over(kind) == 1
    order = (
        spoken.filter(~alone)
        .with_columns(
            figured=figures.has_figure(),
            high_value=figures.high_value(),
            low_value=figures.low_value(),
            more=figures.is_open(),
        )
        .sort(
            ["withdrawn", "figured", "published_on", "high_value", "low_value", "more", "document_id"],
            descending=[True, False, False, False, False, False, True],
            nulls_last=False,
        )
    )
    standing = order.unique(kind, keep="last", maintain_order=True)
    repeated = (
        order.join(standing.select([*kind, *_FIGURE]), on=[*kind, *_FIGURE], how="semi", nulls_equal=True)
        .group_by(kind)
        .agg(pl.col("victims_named").any(), pl.col("claim_ids").explode().unique().sort())
    )
    several = standing.drop("victims_named", "claim_ids").join(repeated, on=kind, nulls_equal=True)
    return pl.concat([spoken.filter(alone), several.select(spoken.columns)])


def _not_denied_since(standing: pl.DataFrame) -> pl.DataFrame:
    """A claimant that first denies and later counts, or the other way round, stands by the later of the two."""
    both = standing.filter(pl.col("denied").n_unique().over(_TOLL) > 1)
    if both.is_empty():
        return standing
    latest = pl.col("published_on").max().over(_TOLL)
    older = both.filter(latest.is_not_null() & (pl.col("published_on").is_null() | (pl.col("published_on") < latest)))
    return standing.join(older.select([*_TOLL, "denied"]), on=[*_TOLL, "denied"], how="anti", nulls_equal=True)


def _columns(standing: pl.DataFrame) -> pl.DataFrame:
    ids = pl.col("claim_ids")
    return (
        standing.with_columns(
            toll_id=pl.col("scope") + ":" + ids.list.first(),
            employer_id="employer",
            said_on="published_on",
            claim_ids='["' + ids.list.join('", "') + '"]',
        )
        .select(_COLUMNS)
        .sort("toll_id")
    )
