"""New articles into what is resolved already: only what they touch is resolved again.

Here belongs finding what new articles touch; how it is resolved is the same as from nothing, by the same functions, so that
the rows are the same (a test holds both against each other). What is touched: the components (`clustering`: all that could be
one incident with a mention, over however many steps) of mentions that share a key with a new one, of mentions that a
newer version of their article takes out, and of mentions whose text has become a copy of another group's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.resolution import blocking, clustering, identity, linkrulings, rulings, scoring, wires
from pipelines.resolution.features import NEWS_DAYS, Actors, CountryOf, Kin, features
from pipelines.resolution.index import GrowingPairs, Keys, Rows, SortedIndex
from pipelines.resolution.ledger import empty as empty_ledger
from pipelines.resolution.resolve import connection, first_reported, incidents_of, linked_to
from pipelines.resolution.succession import heirs
from pipelines.resolution.texts import told_by_texts
from pipelines.resolution.versions import current_versions
from pipelines.schemas import frames

_ARTICLE = [
    "document_id",
    "sequence",
    "fetched_at",
    "article_id",
    "article_key",
    "published_on",
    "publisher",
    "title",
    "text",
    "signature",
]


@dataclass(frozen=True)
class Change:
    """What a refresh changed. `links`, `incidents`: rows that are new or replace one (`frames.Links`, `frames.Incidents`);
    `unlinked`: mention_id, `ended`: incident_id of rows that are to go. `redirects`: incident_id, into: where the ended ones
    lead (an older id that led to one of them leads on). `entries`, `unapplied`: as in `Resolution`, of what was touched."""

    links: pl.DataFrame
    incidents: pl.DataFrame
    unlinked: pl.DataFrame
    ended: pl.DataFrame
    redirects: pl.DataFrame
    entries: pl.DataFrame
    unapplied: pl.DataFrame


class Resolver:
    """What is resolved now, ready for new articles; `refresh` moves it on. `links` and `incidents` are all that hold now
    (sorted by nothing), `entries` the ledger with what was added to it."""

    def __init__(
        self,
        kin: Kin,
        people: pl.DataFrame | None = None,
        ledger: pl.DataFrame | None = None,
        *,
        country_of: CountryOf = lambda actor_id: None,
    ) -> None:
        """Nothing resolved yet. `people`: the rulings that hold for all refreshes; with others, start anew."""
        self.actors = Actors(kin, country_of)
        self.people = rulings.empty() if people is None else people
        self.entries = empty_ledger() if ledger is None else ledger
        self.links: pl.DataFrame = frames.Links.empty()
        self.incidents: pl.DataFrame = frames.Incidents.empty()
        self._articles = _Table("document_id")
        self._mentions = _Table("document_id")
        self._claims = _Table("document_id")
        self._features = _Table("document_id")
        self._copies = _Copies()
        self._keys = (SortedIndex(), SortedIndex())
        self._pairs = GrowingPairs()
        self._alive = np.zeros(0, dtype=np.bool_)
        self._component = np.zeros(0, dtype=np.int64)
        self._bounds = np.zeros((3, 0), dtype=np.int64)  # lo, hi, country of every slot
        self._superseded: set[str] = set()
        self._versioned: set[str] = set()

    def refresh(self, articles: pl.DataFrame, mentions: pl.DataFrame, claims: pl.DataFrame) -> Change:
        """Resolve new articles (`frames.Articles`) with their mentions and claims into what is resolved already. Raises
        ValueError for a document that is known: what was extracted again is resolved from nothing."""
        known = self._articles.rows(articles["document_id"])
        if len(known):
            raise ValueError(
                f"document {self._articles.take(known[:1])['document_id'][0]} is resolved already: resolve from nothing."
            )
        first = self._articles.height
        self._articles.add(articles.select(_ARTICLE))
        self._mentions.add(mentions)
        self._claims.add(claims)
        relabelled = self._copies.add(self._articles, first)
        new, gone, standing = self._versions(articles)
        relabelled -= set(articles["document_id"]) | self._superseded
        gone_slots = self._remove(gone | relabelled)
        fresh_slots = self._add(sorted(new | relabelled))
        # A version that comes late changes what the current one goes on from.
        stay = self._features.rows(pl.Series(sorted(standing), dtype=pl.String))
        region = self._region(fresh_slots, np.concatenate([gone_slots, stay[self._alive[stay]]]))
        return self._resolve(region, gone | set(articles["document_id"]), standing | relabelled)

    def _versions(self, articles: pl.DataFrame) -> tuple[set[str], set[str], set[str]]:
        """The new documents that are current now, the old ones that no longer are, and the old ones that still are although
        another version came."""
        keys = articles.select("article_key").unique()
        slim = self._articles.columns("document_id", "article_key", "published_on", "fetched_at")
        versions = current_versions(slim.join(keys, on="article_key", how="semi"))
        self._versioned |= set(versions.filter(pl.len().over("article_key") > 1)["article_key"])
        current = set(versions.filter("is_current")["document_id"])
        given = set(articles["document_id"])
        before = set(versions["document_id"]) - given - self._superseded
        self._superseded |= set(versions["document_id"]) - current
        return current & given, before - current, current - given

    def _remove(self, documents: set[str]) -> Rows:
        slots = self._features.rows(pl.Series(sorted(documents), dtype=pl.String))
        slots = slots[self._alive[slots]]
        self._alive[slots] = False
        return slots

    def _add(self, documents: list[str]) -> Rows:
        """Put the mentions of documents into the index; returns their slots."""
        told = self._told(documents)
        first = self._features.height
        slots = np.arange(first, first + told.height, dtype=np.int64)
        self._features.add(told)
        self._alive = np.concatenate([self._alive, np.ones(told.height, dtype=np.bool_)])
        self._component = np.concatenate([self._component, slots])
        self._bounds = np.concatenate([self._bounds, _bounds(told)], axis=1)
        return slots

    def _told(self, documents: list[str]) -> pl.DataFrame:
        mentions, claims = self._mentions.of(documents), self._claims.of(documents)
        articles = self._articles.of(documents)
        groups = self._copies.groups(documents)
        first = self._articles.of(groups["near_duplicate_group"].unique().sort().to_list())
        texts = told_by_texts(pl.concat([articles, first]).unique("document_id"), groups)
        return features(mentions, claims, articles, groups, texts, self.actors)

    def _region(self, fresh: Rows, others: Rows) -> Rows:
        """The slots of everything that the fresh ones touch, and of the components of others."""
        touched = {*self._component[others].tolist(), *fresh.tolist()}
        a, b, score, excluded = self._compare(fresh)
        self._pairs.add(a, b, score, excluded)
        joined = (score > clustering.THRESHOLD) & ~excluded
        for end in (a, b):
            touched.update(self._component[end[joined]].tolist())
        touched = self._with_ruled(touched)
        return np.flatnonzero(self._alive & np.isin(self._component, np.array(sorted(touched), dtype=np.int64)))

    def _compare(self, fresh: Rows) -> tuple[Rows, Rows, npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
        """Score the fresh slots against all that they share a key with, and enter them into the index."""
        met = self._met(fresh)
        slots = np.unique(met)
        told = self._features.take(slots).with_columns(idx=pl.Series(slots))
        with connection(told) as con:
            con.register("given_met", pl.DataFrame({"a": met[:, 0], "b": met[:, 1]}))
            con.execute("create temp table met as from given_met")
            blocking.keep_possible(con)
            scoring.score_pairs(con)
            scored = con.sql("from scored").pl()
        return tuple(scored[name].to_numpy() for name in ("a", "b", "score", "excluded"))

    def _met(self, fresh: Rows) -> Rows:
        """Pairs (smaller, larger) of slots that share a key, at least one of them fresh."""
        told = self._features.take(fresh).with_columns(idx=pl.Series(fresh))
        with connection(told) as con:
            blocking.make_keys(con, news_days=NEWS_DAYS)
            keys = con.sql("select key, idx, l, r from keys").pl()
        sides = [keys.filter(side).select("key", "idx").unique() for side in ("l", "r")]
        keyed = [(side["key"].to_numpy(), side["idx"].to_numpy()) for side in sides]
        for index, (key, slots) in zip(self._keys, keyed, strict=True):
            index.add(key, slots)
        met = [np.zeros((0, 2), dtype=np.int64)]
        for (key, slots), others in zip(keyed, reversed(self._keys), strict=True):
            position, found = others.find(key)
            live = self._alive[found] & (found != slots[position])
            one, other = slots[position][live], found[live]
            possible = self._possible(one, other)
            one, other = one[possible], other[possible]
            met.append(np.stack([np.minimum(one, other), np.maximum(one, other)], axis=1))
        return np.unique(np.concatenate(met), axis=0)

    def _possible(self, one: Rows, other: Rows) -> npt.NDArray[np.bool_]:
        """As `blocking.keep_possible`, before the features of both sides are fetched."""
        lo, hi, country = self._bounds
        days = np.maximum(lo[one], lo[other]) <= np.minimum(hi[one], hi[other])
        return days & ((country[one] == 0) | (country[other] == 0) | (country[one] == country[other]))

    def _indexed(self, slots: Rows) -> pl.DataFrame:
        """The features of slots with idx = 0 … n - 1 in the order of mention_id."""
        told = self._features.take(slots).with_columns(slot=pl.Series(slots)).sort("mention_id")
        return told.with_row_index("idx").with_columns(pl.col("idx").cast(pl.Int64))

    def _with_ruled(self, touched: set[int]) -> set[int]:
        """What rulings tie together is resolved together."""
        groups = [self._ruled_on(ruling) for ruling in rulings.standing(self.people, "merge", "split")]
        while True:
            more = {one for group in groups if group & touched for one in group} - touched
            if not more:
                return touched
            touched = touched | more

    def _ruled_on(self, ruling: dict[str, Any]) -> set[int]:
        documents = linkrulings.documents_of(ruling, self._articles.columns("document_id", "article_key"))
        slots = self._features.rows(pl.Series(documents, dtype=pl.String))
        return set(self._component[slots[self._alive[slots]]].tolist())

    def _resolve(self, region: Rows, others: set[str], altered: set[str]) -> Change:
        told = self._indexed(region)
        scored = self._scored(told, region)
        linked = told.join(clustering.cluster(told, scored), on="idx").sort("idx")
        slots = linked["slot"].to_numpy()
        self._component[slots] = slots[linked["component"].to_numpy()]
        held = sorted({*linked["document_id"], *others})
        ruled, unapplied = linkrulings.apply_to_links(
            linked, scored, self._claims_on(held), self._versions_of(held), self.people
        )
        lost = self._mentions.of(sorted(others)).select("mention_id", "document_id")
        lost = lost.join(ruled, on="mention_id", how="anti")
        before = self.links.join(pl.concat([ruled.select(lost.columns), lost]), on="mention_id", how="semi")
        ruled = _changed(ruled, before, altered)
        documents = sorted({*ruled["document_id"], *others})
        articles = self._versions_of(documents)
        everywhere = sorted({*documents, *articles["document_id"]})
        mentions, claims = self._mentions.of(everywhere), self._claims.of(everywhere)
        touched = pl.concat([ruled.select("mention_id"), lost.select("mention_id")])
        before = before.join(touched, on="mention_id", how="semi")
        identified = self._identify(ruled, mentions, claims, articles, before)
        links = linked_to(ruled, identified)
        copied = self._copies.groups(documents)
        incidents = incidents_of(links, mentions, claims, copied, first_reported(articles), self.actors.kin)
        return self._applied(links, incidents, before, identified, unapplied)

    def _scored(self, told: pl.DataFrame, region: Rows) -> pl.DataFrame:
        """a, b (idx of `told`), score, excluded of the pairs within a region."""
        a, b, score, excluded = self._pairs.among(region)
        at = np.empty(len(region), dtype=np.int64)
        at[np.searchsorted(region, told["slot"].to_numpy())] = told["idx"].to_numpy()
        one, other = at[np.searchsorted(region, a)], at[np.searchsorted(region, b)]
        return pl.DataFrame(
            {"a": np.minimum(one, other), "b": np.maximum(one, other), "score": score, "excluded": excluded}
        ).sort("a", "b")

    def _claims_on(self, documents: list[str]) -> pl.DataFrame:
        """The claims that rulings on links are found again by; none where there is no ruling."""
        ruled = rulings.standing(self.people, "merge", "split", "confirm")
        return self._claims.of(documents) if ruled else self._claims.of([])

    def _versions_of(self, documents: list[str]) -> pl.DataFrame:
        """The articles of documents, in all their versions."""
        own = self._articles.of(documents)
        keys = own.filter(pl.col("article_key").is_in(sorted(self._versioned)))["article_key"].unique()
        if keys.is_empty():
            return own
        versions = self._articles.columns("document_id", "article_key").filter(
            pl.col("article_key").is_in(keys.implode())
        )
        others = self._articles.of(versions["document_id"].to_list())
        return pl.concat([own, others]).unique("document_id", maintain_order=True)

    def _identify(  # what ids depend on
        self,
        ruled: pl.DataFrame,
        mentions: pl.DataFrame,
        claims: pl.DataFrame,
        articles: pl.DataFrame,
        before: pl.DataFrame,
    ) -> identity.Identified:
        """The ids of a part of all mentions, from the part of the ledger that concerns it."""
        own = self.entries.join(articles.select("document_id"), on="document_id", how="semi")
        numbered = identity.number_mentions(
            identity.seen_mentions(mentions, claims, articles), own, identity.greatest(self.entries["number"])
        )
        elsewhere = self.incidents.join(before, on="incident_id", how="anti")["incident_id"]
        # A document can tell of incidents that are not touched: what the ledger says of them is left out.
        ids = pl.concat([own.select("incident_id"), before.select("incident_id")]).drop_nulls().unique()
        ids = ids.filter(~pl.col("incident_id").is_in(elsewhere.implode()))
        concerns = pl.concat(
            [own, self.entries.filter(pl.col("document_id").is_null()).join(ids, on="incident_id", how="semi")]
        )
        many = articles.filter(pl.len().over("article_key") > 1)["document_id"].sort().to_list()
        passed_on = heirs(self._told(many), current_versions(articles), numbered)
        return identity.identify(
            numbered,
            ruled.select("mention_id", "label"),
            passed_on,
            concerns.sort("entry"),
            last=identity.greatest(self.entries["entry"]),
            elsewhere=elsewhere,
        )

    def _applied(
        self,
        links: pl.DataFrame,
        incidents: pl.DataFrame,
        before: pl.DataFrame,
        identified: identity.Identified,
        unapplied: pl.DataFrame,
    ) -> Change:
        unlinked = before.join(links, on="mention_id", how="anti").select("mention_id")
        replaced = self.incidents.join(before, on="incident_id", how="semi")
        ended = replaced.select("incident_id").join(incidents, on="incident_id", how="anti")
        change = Change(
            links=links.join(before, on=links.columns, how="anti", nulls_equal=True),
            incidents=incidents.join(replaced, on=incidents.columns, how="anti", nulls_equal=True),
            unlinked=unlinked.sort("mention_id"),
            ended=ended.sort("incident_id"),
            redirects=identified.entries.filter(pl.col("kind").is_in(["merged", "withdrawn"])).select(
                "incident_id", into="other_id"
            ),
            entries=identified.entries,
            unapplied=unapplied,
        )
        self.links = pl.concat([self.links.join(before, on="mention_id", how="anti"), links])
        self.incidents = pl.concat([self.incidents.join(replaced, on="incident_id", how="anti"), incidents])
        self.entries = pl.concat([self.entries, identified.entries])
        return change


def _changed(ruled: pl.DataFrame, before: pl.DataFrame, altered: set[str]) -> pl.DataFrame:
    """Without the incidents that are what they were: the same mentions, and none of them of an altered document."""
    was = before.select("mention_id", was="incident_id")
    size = before.group_by("incident_id").len("size")
    now = ruled.select("mention_id", "document_id", "label").join(was, on="mention_id", how="left")
    kept = (
        now.group_by("label")
        .agg(
            len=pl.len(),
            ids=pl.col("was").n_unique(),
            was=pl.col("was").first(),
            altered=pl.col("document_id").is_in(sorted(altered)).any(),
        )
        .join(size, left_on="was", right_on="incident_id")
        .filter((pl.col("ids") == 1) & (pl.col("len") == pl.col("size")) & ~pl.col("altered"))
    )
    return ruled.join(kept, on="label", how="anti", maintain_order="left")


def _bounds(told: pl.DataFrame) -> Rows:
    """lo, hi and the country as a number (0: none) of mentions, in three rows."""
    columns = told.select(
        pl.col("lo").cast(pl.Int64).fill_null(-(2**31)),
        pl.col("hi").cast(pl.Int64).fill_null(2**31),
        pl.col("firm_country").str.encode("hex").str.to_integer(base=16, dtype=pl.Int64).fill_null(0),
    )
    return np.asarray(columns.to_numpy().T, dtype=np.int64)


class _Table:
    """Rows that are only added, found by the value of one column or by their number.

    They lie in pieces, each at least twice as long as the next, so that neither adding nor fetching a few touches all.
    """

    def __init__(self, column: str) -> None:
        self.column = column
        self.height = 0
        self._pieces: list[pl.DataFrame] = []
        self._index = SortedIndex()

    def add(self, rows: pl.DataFrame) -> None:
        self._index.add(_hashed(rows[self.column]), np.arange(self.height, self.height + rows.height, dtype=np.int64))
        self.height += rows.height
        self._pieces.append(rows)
        while len(self._pieces) > 1 and self._pieces[-2].height < 2 * self._pieces[-1].height:
            later, earlier = self._pieces.pop(), self._pieces.pop()
            self._pieces.append(pl.concat([earlier, later], rechunk=True))

    def rows(self, values: pl.Series) -> Rows:
        """The numbers, ascending, of the rows with one of the values."""
        _, found = self._index.find(_hashed(values.unique()))
        return np.sort(found)

    def take(self, rows: Rows) -> pl.DataFrame:
        """The rows with these numbers, which ascend."""
        start, parts = 0, []
        for piece in self._pieces:
            low, high = np.searchsorted(rows, [start, start + piece.height])
            parts.append(piece[rows[low:high] - start])
            start += piece.height
        return pl.concat(parts)

    def of(self, values: list[str]) -> pl.DataFrame:
        return self.take(self.rows(pl.Series(values, dtype=pl.String)))

    def columns(self, *names: str) -> pl.DataFrame:
        """All rows of some columns."""
        return pl.concat([piece.select(names) for piece in self._pieces], rechunk=False)


def _hashed(values: pl.Series) -> Keys:
    """document ids are digests: their first 16 digits are as good as any hash of them."""
    return values.str.slice(0, 16).str.to_integer(base=16, dtype=pl.UInt64).to_numpy()


class _Copies:
    """Groups of near-duplicate texts, as `wires.wire_groups` makes them."""

    def __init__(self) -> None:
        self._bands = SortedIndex()
        self._group: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}

    def add(self, articles: _Table, first: int) -> set[str]:
        """Enter the articles from row `first`; returns the documents whose group has another name now."""
        new = np.arange(first, articles.height, dtype=np.int64)
        signatures = wires.read_signatures(articles.take(new))
        keys = wires.band_keys(signatures)
        rows = np.repeat(new, keys.shape[1]) if len(keys) else new
        position, old = self._bands.find(keys.ravel())
        self._bands.add(keys.ravel(), rows)
        pairs = np.unique(np.stack([old, rows[position]], axis=1), axis=0)
        left, right = wires.copies(signatures)
        pairs = np.concatenate([pairs, np.stack([left, right], axis=1) + first])
        both = np.unique(pairs)
        compared = articles.take(both)
        ends = np.searchsorted(both, pairs)
        alike = wires.are_copies(wires.read_signatures(compared), ends[:, 0], ends[:, 1])
        return self._join(compared["document_id"], ends[alike].tolist())

    def _join(self, documents: pl.Series, edges: list[list[int]]) -> set[str]:
        renamed: set[str] = set()
        for one, other in edges:
            a, b = documents[one], documents[other]
            groups = sorted({self._group.get(a, a), self._group.get(b, b)})
            if len(groups) == 1:
                continue
            kept, merged = groups
            members = self._members.pop(merged, [merged])
            self._members[kept] = [*self._members.get(kept, [kept]), *members]
            for member in self._members[kept]:
                self._group[member] = kept
            renamed.update(members)
        return renamed

    def groups(self, documents: list[str]) -> pl.DataFrame:
        """document_id, near_duplicate_group."""
        return pl.DataFrame(
            {"document_id": documents, "near_duplicate_group": [self._group.get(d, d) for d in documents]},
            schema={"document_id": pl.String, "near_duplicate_group": pl.String},
        )
