"""Resolution as a whole: mentions of many articles → incidents, links, ids.

Here belongs the order of the steps; each step is in its own module. Pure: no clock, no files, no Dagster; the ledger and the
rulings come in as frames, and what to append to the ledger goes out as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.resolution import blocking, clustering, fields, identity, linkrulings, rulings, scoring
from pipelines.resolution.features import NEWS_DAYS, Actors, CountryOf, Kin, features
from pipelines.resolution.ledger import empty as empty_ledger
from pipelines.resolution.succession import heirs
from pipelines.resolution.texts import told_by_texts
from pipelines.resolution.versions import current_versions
from pipelines.resolution.wires import wire_groups


@dataclass(frozen=True)
class Resolution:
    """What articles tell, resolved.

    `links`: `frames.Links`; `incidents`: `frames.Incidents`, both sorted by their first column. `redirects`: incident_id,
    into: ids that lead to others (null: withdrawn). `entries`: what to append to the ledger. `versions`:
    `current_versions`. `wires`: `wire_groups`. `unapplied`: ruling_id, verb, target, reason of the rulings on links that no
    longer apply. `features`: one row a current mention, and `scored`: a, b (its idx), score (log-odds times 100), excluded:
    what was compared.
    """

    links: pl.DataFrame
    incidents: pl.DataFrame
    redirects: pl.DataFrame
    entries: pl.DataFrame
    versions: pl.DataFrame
    wires: pl.DataFrame
    unapplied: pl.DataFrame
    features: pl.DataFrame
    scored: pl.DataFrame

    def explain(self, mention_id: str, other_id: str) -> pl.DataFrame:
        """Feature by feature, what speaks for and against two mentions being one incident: feature, level, weight (log-odds),
        excludes. Raises KeyError for a mention that is not a current one."""
        pair = self.features.filter(pl.col("mention_id").is_in([mention_id, other_id])).sort("idx")
        missing = {mention_id, other_id} - set(pair["mention_id"])
        if missing:
            raise KeyError(
                f"no current mention {sorted(missing)[0]}: expected document_id#position of a current article version"
            )
        with connection(self.features) as con:
            con.register("wanted", pair.select(a=pl.col("idx").min(), b=pl.col("idx").max()))
            con.execute("create temp table pairs as from wanted")
            levels = scoring.explain_pairs(con).drop("a", "b", "score", "excluded").row(0, named=True)
        told = pl.DataFrame(
            {"feature": list(levels), "level": list(levels.values())}, schema={"feature": pl.String, "level": pl.String}
        ).drop_nulls("level")
        prior = pl.DataFrame(
            {"feature": ["prior"], "level": [None], "weight": [scoring.PRIOR / 100], "excludes": [False]}
        )
        return pl.concat(
            [prior, told.join(scoring.weights(), on=["feature", "level"], how="left")], how="vertical_relaxed"
        )


@contextmanager
def connection(rows: pl.DataFrame) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory with the table `features`."""
    with duckdb.connect() as con:
        con.register("given", rows)
        con.execute("create temp table features as from given")
        yield con


def resolve(  # noqa: PLR0917 # the frames of the stages before, in their order
    articles: pl.DataFrame,
    mentions: pl.DataFrame,
    claims: pl.DataFrame,
    kin: Kin,
    people: pl.DataFrame | None = None,
    ledger: pl.DataFrame | None = None,
    *,
    country_of: CountryOf = lambda actor_id: None,
    progress: Callable[[str], None] = lambda step: None,
) -> Resolution:
    """Resolve `frames.Mentions` and `frames.Claims` of `frames.Articles` (all versions) into incidents.

    `kin` gives the actor ids that are parents, predecessors, children or successors of one; `country_of` where a company's
    people come from (ISO 3166-1 alpha-3). `people`: the rulings (`rulings.read`), which win over the machine; `ledger`: what
    `ledger.read` gives. The partition and the fields do not depend on the order of the rows or on how they were batched.
    """
    people = rulings.empty() if people is None else people
    entries = empty_ledger() if ledger is None else ledger
    progress("copies")
    versions, wires = current_versions(articles), wire_groups(articles)
    progress("features")
    told = features(mentions, claims, articles, wires, told_by_texts(articles, wires), Actors(kin, country_of))
    current = indexed(told, versions)
    progress("pairs")
    scored = compare(current)
    progress("clusters")
    linked = current.join(clustering.cluster(current, scored), on="idx").sort("idx")
    ruled, unapplied = linkrulings.apply_to_links(linked, scored, claims, articles, people)
    progress("ids")
    numbered = identity.number_mentions(identity.seen_mentions(mentions, claims, articles), entries)
    identified = identity.identify(
        numbered, ruled.select("mention_id", "label"), heirs(told, versions, numbered), entries
    )
    progress("fields")
    links = linked_to(ruled, identified)
    return Resolution(
        links=links,
        incidents=incidents_of(links, mentions, claims, wires, first_reported(articles), kin),
        redirects=identified.redirects,
        entries=identified.entries,
        versions=versions,
        wires=wires,
        unapplied=unapplied,
        features=current,
        scored=scored,
    )


def linked_to(ruled: pl.DataFrame, identified: identity.Identified) -> pl.DataFrame:
    """`frames.Links` from what clustering and rulings linked and the ids."""
    links = ruled.select("mention_id", "score", "method").join(identified.ids, on="mention_id").sort("mention_id")
    return links.select("mention_id", "incident_id", "score", "method")


def incidents_of(  # noqa: PLR0917 # all that fields are made from
    links: pl.DataFrame,
    mentions: pl.DataFrame,
    claims: pl.DataFrame,
    wires: pl.DataFrame,
    reported: pl.DataFrame,
    kin: Kin,
) -> pl.DataFrame:
    """`frames.Incidents` of linked mentions."""
    members = mentions.join(links.select("mention_id", "incident_id"), on="mention_id").join(
        wires.select("document_id", wire="near_duplicate_group"), on="document_id", how="left"
    )
    return fields.incidents(members, claims, reported, kinship(members, kin))


def indexed(told: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """The features of current mentions with idx = 0 … n - 1 in the order of mention_id."""
    current = versions.filter("is_current").select("document_id")
    return (
        told.join(current, on="document_id", how="semi")
        .sort("mention_id")
        .with_row_index("idx")
        .with_columns(pl.col("idx").cast(pl.Int64))
    )


def compare(current: pl.DataFrame) -> pl.DataFrame:
    """a, b, score, excluded of every pair that shares a key, sorted."""
    with connection(current) as con:
        blocking.make_pairs(con, news_days=NEWS_DAYS)
        scoring.score_pairs(con)
        return con.sql("from scored order by a, b").pl()


def first_reported(articles: pl.DataFrame) -> pl.DataFrame:
    """document_id, reported_at: when the article, in any version, was first published, else first fetched."""
    published = pl.col("published_on").cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    return articles.select("document_id", reported_at=pl.coalesce(published, "fetched_at").min().over("article_key"))


def kinship(members: pl.DataFrame, kin: Kin) -> pl.DataFrame:
    """actor_id, other: pairs of attackers who are kin, both ways."""
    ids = fields.actor_ids(members["perpetrators"])
    pairs = sorted({pair for one in ids for other in kin(one) for pair in ((one, other), (other, one))})
    return pl.DataFrame(pairs, schema={"actor_id": pl.String, "other": pl.String}, orient="row")
