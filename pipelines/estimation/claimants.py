"""Whose figure a claim is: one claimant however often, by whomever and in however many copies it is printed.

A claimant is its id, else its folded name; a figure in an article's own voice belongs to the article's wire group. Two
names that nothing ties together ("a local official", "an elected official") stay two claimants. Recognising who a name
is belongs to `extraction` and `reference`; grouping wire copies to `resolution`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import polars as pl

from pipelines.estimation import figures
from pipelines.schemas import contract

# Words that name nobody: "the Ministry of Defence" and "Defence Ministry" are one claimant.
_EMPTY = frozenset(
    "the a an of s in for and its his her their this le la les l un une de du des d sa son ses el los las al il et y".split()
)
# Who speaks for somebody is that somebody; alone, such a word is all the name there is.
_VOICES = frozenset("spokesman spokeswoman spokesperson spokesmen statement communique porte parole portavoz".split())
_SPELLINGS = {"defense": "defence", "center": "centre", "labor": "labour"}
_TYPE_ORDER = {name: rank for rank, name in enumerate(contract.ClaimantType.__args__)}  # type: ignore[attr-defined]
_ARMY = "_armed_forces"
_OURS = ("contractor", "mixed", "unknown")
_SAME_FIGURE = ["effect", "victim_group", *figures.FIGURE, "denied"]


@cache
def fold(name: str) -> str:
    """A claimant's name as its words, without case, accents, articles, order and who speaks for it: equal for one name
    spelled twice."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = [_SPELLINGS.get(word, word) for word in re.findall(r"\w+", plain)]
    said = [word for word in words if word not in _EMPTY] or words
    return " ".join(sorted([word for word in said if word not in _VOICES] or said))


def attributed(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims (with `claimant`, `claimant_id`, `wire_group`) with `source_key`, whose figure each one is."""
    names = claims["claimant"].drop_nulls().unique().sort()
    folded = pl.DataFrame(
        {"claimant": names, "folded": [fold(name) for name in names]},
        schema={"claimant": pl.String, "folded": pl.String},
    )
    return claims.join(folded, on="claimant", how="left").with_columns(
        source_key=pl.coalesce(
            "id:" + pl.col("claimant_id"),
            pl.when(pl.col("folded") != "").then("name:" + pl.col("folded")),
            "copy:" + pl.col("wire_group"),
        )
    )


def employers_as_claimants(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims (with `sole`) where "the company" and its name are one claimant, if the incident has one company alone."""
    own = (pl.col("claimant_type") == "employer") & ~pl.col("source_key").str.starts_with("copy:")
    return claims.with_columns(
        source_key=pl.when(own & pl.col("sole").is_not_null()).then("id:" + pl.col("sole")).otherwise("source_key")
    )


def armies_as_claimants(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims where "the army" and its name are one claimant, if one army alone speaks for the host state of the incident."""
    speaks = (pl.col("claimant_type") == "host_state") & pl.col("source_key").str.ends_with(_ARMY)
    army = (
        claims.filter(speaks)
        .group_by("incident_id")
        .agg(army=pl.col("source_key").min(), armies=pl.col("source_key").n_unique())
        .filter(pl.col("armies") == 1)
        .drop("armies")
    )
    unnamed = (pl.col("claimant_type") == "host_state") & pl.col("source_key").str.contains(
        r"^name:.*\b(?:army|armee)\b"
    )
    return (
        claims.join(army, on="incident_id", how="left", maintain_order="left")
        .with_columns(source_key=pl.when(unnamed & pl.col("army").is_not_null()).then("army").otherwise("source_key"))
        .drop("army")
    )


def without_copies(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims less those that a copy of a wire story repeats, whoever the copy says they are from.

    Of each wire group one article speaks: the one that attributes most figures, then the fullest, then the earliest.
    What only a copy has is kept.
    """
    wire = ["incident_id", "wire_group"]
    texts = claims.group_by([*wire, "document_id", "published_on"]).agg(
        named=(~pl.col("source_key").str.starts_with("copy:")).sum(), said=pl.len()
    )
    copied = texts.filter(pl.len().over(wire) > 1)
    if copied.is_empty():
        return claims
    speaking = (
        copied.sort(
            ["named", "said", "published_on", "document_id"], descending=[True, True, False, False], nulls_last=True
        )
        .unique(wire, keep="first", maintain_order=True)
        .select([*wire, pl.col("document_id").alias("speaks")])
    )
    marked = claims.join(speaking, on=wire, how="left")
    original = marked.filter(pl.col("document_id") == pl.col("speaks"))
    repeated = (
        marked.filter(pl.col("document_id") != pl.col("speaks"))
        .join(original, on=[*wire, *_SAME_FIGURE], how="semi", nulls_equal=True)
        .select("claim_id")
    )
    return claims.join(repeated, on="claim_id", how="anti")


def settled_types(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims with one `claimant_type` per claimant and incident: an attacker if it claims the contractors, else what most say.

    An army that counts the attackers it killed is no attacker of the contractors whose deaths it reports.
    """
    who = ["incident_id", "source_key"]
    settled = (
        claims.group_by([*who, "claimant_type"])
        .agg(said=pl.col("document_id").n_unique(), ours=pl.col("victim_group").is_in(_OURS).any())
        .with_columns(
            attacker=(pl.col("claimant_type") == "perpetrator") & pl.col("ours"),
            rank=pl.col("claimant_type").replace_strict(_TYPE_ORDER, return_dtype=pl.Int64),
        )
        .sort(["attacker", "said", "rank"], descending=[True, True, False])
        .unique(who, keep="first", maintain_order=True)
        .select([*who, "claimant_type"])
    )
    return claims.drop("claimant_type").join(settled, on=who, how="left")
