"""New articles into what is resolved already: only what they touch is resolved again.

Here belongs finding what new articles touch; how it is resolved is the same as from nothing, by the same functions, so that
the rows are the same (a test holds both against each other). What is touched, step by step as in `clustering`: the main
mentions that binding pairs connect with a new or a vanished one; then the background mentions that fit an incident which is
another now; then the loose background mentions connected with those. Mentions vanish where a newer version of their article
takes them out, and are new where their text has become a copy of another group's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.resolution import blocking, clustering, identity, linkrulings, rulings, scoring
from pipelines.resolution.copies import Copies
from pipelines.resolution.features import NEWS_DAYS, Actors, CountryOf, Kin, features
from pipelines.resolution.index import Keys, Rows, SortedIndex, Table, distinct, packed, unpacked
from pipelines.resolution.ledger import empty as empty_ledger
from pipelines.resolution.resolve import connection, first_reported, incidents_of, linked_to
from pipelines.resolution.standing import Standing
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
# So many keys are looked up at once: all that the first run meets would fill the memory.
_AT_ONCE = 400_000
_PAIRS = {"a": pl.Int64, "b": pl.Int64, "score": pl.Int32, "excluded": pl.Boolean}


@dataclass(frozen=True)
class Change:
    """What a refresh changed. `links`, `incidents`: rows that are new or replace one (`frames.Links`, `frames.Incidents`);
    `unlinked`: mention_id, `ended`: incident_id of rows that are to go. `touched`: the ids, ended ones too, of all incidents of
    which a mention, a copy or a version is new, other or gone. `entries`: what to append to the ledger."""

    links: pl.DataFrame
    incidents: pl.DataFrame
    unlinked: pl.DataFrame
    ended: pl.DataFrame
    touched: list[str]
    entries: pl.DataFrame


class Resolver:
    """What is resolved now, ready for new articles; `refresh` moves it on. `links` and `incidents` are all that hold now
    (sorted by nothing), `redirects` and `unapplied` as in `Resolution`, `entries` the ledger with what was added to it."""

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
        self.redirects = identity.no_redirects()
        self.unapplied = rulings.unapplied([])
        self.incidents: pl.DataFrame = frames.Incidents.empty()
        self.articles = Table(frames.Articles.empty().select(_ARTICLE), "document_id")
        self.mentions = Table(frames.Mentions.empty(), "document_id")
        self.claims = Table(frames.Claims.empty(), "document_id")
        self.pairs = Table(pl.DataFrame(schema=_PAIRS), "a", "b")
        self.copies = Copies()
        self.keys = (SortedIndex(), SortedIndex())
        self.standing = Standing.empty()
        self.superseded: set[str] = set()
        self.versioned: set[str] = set()
        self.features = Table(self._told([]), "document_id")

    def refresh(self, articles: pl.DataFrame, mentions: pl.DataFrame, claims: pl.DataFrame) -> Change:
        """Resolve new articles (`frames.Articles`) with their mentions and claims into what is resolved already. Raises
        ValueError for a document that is known: what was extracted again is resolved from nothing."""
        known = self.articles.rows("document_id", articles["document_id"])
        if len(known):
            raise ValueError(
                f"document {self.articles.take(known[:1])['document_id'][0]} is resolved already: resolve from nothing."
            )
        first = self.articles.height
        self.articles.add(articles.select(_ARTICLE))
        self.mentions.add(mentions)
        self.claims.add(claims)
        relabelled = self.copies.add(self.articles, first)
        new, gone, standing = self._versions(articles)
        relabelled -= set(articles["document_id"]) | self.superseded
        gone_slots = self._remove(gone | relabelled)
        fresh_slots = self._add(sorted(new | relabelled))
        self._compare(fresh_slots)
        changed = self._clustered(fresh_slots, gone_slots)
        # A version that comes late changes what the current one goes on from.
        stay = self._slots(standing)
        changed = np.concatenate([changed, self.standing.label[stay[self.standing.alive[stay]]]])
        read = gone | set(articles["document_id"])
        return self._resolve(self._with_ruled(changed, read), read, standing | relabelled)

    @property
    def wires(self) -> pl.DataFrame:
        """document_id, near_duplicate_group of all articles, sorted."""
        return self.copies.groups(self.articles.columns("document_id")["document_id"].sort().to_list())

    def _slots(self, documents: set[str]) -> Rows:
        return self.features.rows("document_id", pl.Series(sorted(documents), dtype=pl.String))

    def _versions(self, articles: pl.DataFrame) -> tuple[set[str], set[str], set[str]]:
        """The new documents that are current now, the old ones that no longer are, and the old ones that still are although
        another version came."""
        keys = articles.select("article_key").unique()
        slim = self.articles.columns("document_id", "article_key", "published_on", "fetched_at")
        versions = current_versions(slim.join(keys, on="article_key", how="semi"))
        self.versioned |= set(versions.filter(pl.len().over("article_key") > 1)["article_key"])
        current = set(versions.filter("is_current")["document_id"])
        given = set(articles["document_id"])
        before = set(versions["document_id"]) - given - self.superseded
        self.superseded |= set(versions["document_id"]) - current
        return current & given, before - current, current - given

    def _remove(self, documents: set[str]) -> Rows:
        slots = self._slots(documents)
        slots = slots[self.standing.alive[slots]]
        self.standing.alive[slots] = False
        return slots

    def _add(self, documents: list[str]) -> Rows:
        """Put the mentions of documents into the index; returns their slots."""
        told = self._told(documents)
        first = self.features.height
        self.features.add(told)
        self.standing.add(told)
        return np.arange(first, first + told.height, dtype=np.int64)

    def _told(self, documents: list[str]) -> pl.DataFrame:
        mentions, claims = self.mentions.of("document_id", documents), self.claims.of("document_id", documents)
        articles = self.articles.of("document_id", documents)
        groups = self.copies.groups(documents)
        first = self.articles.of("document_id", groups["near_duplicate_group"].unique().sort().to_list())
        texts = told_by_texts(pl.concat([articles, first]).unique("document_id"), groups)
        return features(mentions, claims, articles, groups, texts, self.actors)

    def _compare(self, fresh: Rows) -> None:
        """Score the fresh slots against all that they share a key with, and keep the pairs."""
        met = self._met(fresh)
        slots = distinct(met.ravel())
        told = self.features.take(slots).with_columns(idx=pl.Series(slots))
        with connection(told) as con:
            con.register("given_met", pl.DataFrame({"a": met[:, 0], "b": met[:, 1]}))
            con.execute("create temp table met as from given_met")
            blocking.keep_possible(con)
            scoring.score_pairs(con)
            self.pairs.add(con.sql("from scored order by a, b").pl())

    def _met(self, fresh: Rows) -> Rows:
        """Pairs (smaller, larger) of slots that share a key, at least one of them fresh."""
        told = self.features.take(fresh).with_columns(idx=pl.Series(fresh))
        with connection(told) as con:
            blocking.make_keys(con, news_days=NEWS_DAYS)
            keys = con.sql("select key, idx, l, r from keys").pl()
        left, right = (
            (side["key"].to_numpy(), side["idx"].to_numpy()) for side in (keys.filter("l"), keys.filter("r"))
        )
        lefts, rights = self.keys
        rights.add(*right)
        met = [_of_one_document(told), *self._found(*left, rights), *self._found(*right, lefts)]
        lefts.add(*left)
        return unpacked(distinct(*met))

    def _found(self, key: Keys, slots: Rows, others: SortedIndex) -> Iterator[Rows]:
        """The pairs of slots with the live ones that have their keys among `others` and may be the same incident, packed."""
        for start in range(0, len(key), _AT_ONCE):
            position, found = others.find(key[start : start + _AT_ONCE])
            one = slots[start : start + _AT_ONCE][position]
            live = self.standing.alive[found] & (found != one)
            one, other = one[live], found[live]
            possible = self.standing.possible(one, other)
            yield distinct(packed(one[possible], other[possible]))

    def _clustered(self, fresh: Rows, gone: Rows) -> Rows:
        """Cluster again what fresh and gone slots touch; returns the labels of all incidents that are not what they were."""
        at = self.standing
        changed = moved = np.zeros(0, dtype=np.int64)
        pairs = self._touching(moved)
        for tier in range(len(clustering.TIERS)):
            ours, left = fresh[at.tier[fresh] == tier], gone[at.tier[gone] == tier]
            changed = distinct(changed, self._tier_clustered(tier, ours, left, pairs))
            # Of a changed incident all mentions, for what fits one of them may fit it less now, or better.
            live = np.flatnonzero(at.among(at.label, changed) & at.alive & (at.tier <= tier))
            more = np.setdiff1d(np.concatenate([live, gone[at.tier[gone] <= tier]]), moved)
            moved = np.concatenate([moved, more])
            pairs = pl.concat([pairs, self._touching(more, live=False)])
        return changed

    def _tier_clustered(self, tier: int, fresh: Rows, gone: Rows, moved: pl.DataFrame) -> Rows:
        """Cluster again what of a tier is touched by fresh and gone slots of it, and by those moved in the tiers before (`moved`:
        their pairs); returns the labels that are not what they were."""
        at = self.standing
        recalled = self._recalled(tier, fresh, moved)
        before = at.label[recalled]
        self._join(tier, recalled)
        region = self._connected(tier, recalled, gone)
        edges = self._edges(region)
        at.component[region] = region[clustering.components(len(region), edges)]
        loose = region[~at.joined[region]]
        if len(loose) < len(region):
            edges = self._edges(loose)
        was = at.label[loose]
        clusters = at.own.take(loose)
        at.label[loose] = loose[clustering.average_link(clusters, edges)]
        at.merged.put(loose, clusters)
        return distinct(*_differing(before, at.label[recalled]), *_differing(was, at.label[loose]), at.label[gone])

    def _connected(self, tier: int, fresh: Rows, gone: Rows) -> Rows:
        """The live slots of a tier that binding pairs connect with fresh ones, or did with gone ones, in the order of their
        mention_id."""
        at = self.standing
        pairs = self._touching(np.sort(fresh))
        a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
        ties = (at.tier[a] == tier) & (at.tier[b] == tier) & pairs["binding"].to_numpy()
        seeds = np.concatenate(
            [fresh, at.component[fresh], at.component[a[ties]], at.component[b[ties]], at.component[gone]]
        )
        return self._ordered(np.flatnonzero(at.among(at.component, seeds) & at.alive & (at.tier == tier)))

    def _ordered(self, slots: Rows) -> Rows:
        return slots[self.features.take(slots, "mention_id")["mention_id"].arg_sort().to_numpy()]

    def _recalled(self, tier: int, fresh: Rows, moved: pl.DataFrame) -> Rows:
        """The mentions of a tier that may join or leave an incident: fresh ones, those that fit one of the moved ones, and those
        that cannot be in one incident with these."""
        at = self.standing
        pairs = moved.filter((pl.col("total") > clustering.TIERS[tier]) & ~pl.col("excluded"))
        ends = np.concatenate([pairs["a"].to_numpy(), pairs["b"].to_numpy()])
        found = distinct(fresh, ends[(at.tier[ends] == tier) & at.alive[ends]])
        return self._ordered(self._with_rivals(tier, found)) if tier else self._ordered(found)

    def _with_rivals(self, tier: int, slots: Rows) -> Rows:
        """Slots (which ascend) of a tier, and those of it that cannot be in one incident with one of them."""
        pairs = clustering.cannot_links(self._touching(slots), self.standing.tier == tier)
        return distinct(slots, pairs["a"].to_numpy(), pairs["b"].to_numpy())

    def _join(self, tier: int, recalled: Rows) -> None:
        """Let mentions of a tier join the incident of an earlier one that they fit, or be loose."""
        at = self.standing
        at.joined[recalled] = False
        if not tier:
            return
        # Whether one joins depends on where those would that cannot join with it.
        slots = self._with_rivals(tier, np.sort(recalled))
        pairs = self._touching(slots)
        told = clustering.to_earlier(pairs, at.tier, tier)
        told = told.with_columns(
            idx=pl.Series(at.positions(slots, told["idx"].to_numpy())),
            label=pl.Series(at.label[told["other"].to_numpy()]),
        ).filter(pl.col("idx") >= 0)
        cannot = pl.DataFrame(
            {
                end.name: at.positions(slots, end.to_numpy())
                for end in clustering.cannot_links(pairs, at.tier == tier).iter_columns()
            }
        )
        joined, into = clustering.join(told, cannot, at.own.take(slots), at.merged, clustering.TIERS[tier])
        wanted = at.among(slots[joined], recalled)
        at.joined[slots[joined[wanted]]] = True
        at.label[slots[joined[wanted]]] = into[wanted]

    def _touching(self, slots: Rows, *, live: bool = True) -> pl.DataFrame:
        """a, b, total, count, excluded, binding of the pairs with an end among slots (which ascend)."""
        values = pl.Series(slots, dtype=pl.Int64)
        found = distinct(self.pairs.rows("a", values), self.pairs.rows("b", values))
        pairs = self.pairs.take(found)
        if live:
            alive = self.standing.alive
            pairs = pairs.filter(alive[pairs["a"].to_numpy()] & alive[pairs["b"].to_numpy()])
        return clustering.edges_of(pairs, self.standing.exact)

    def _edges(self, slots: Rows) -> pl.DataFrame:
        """The pairs among slots, as `clustering` takes them: a, b are positions in `slots`, a < b."""
        scored = self._scored(slots)
        return clustering.edges_of(scored, self.standing.exact[slots])

    def _scored(self, slots: Rows) -> pl.DataFrame:
        """a, b (positions in `slots`), score, excluded of the pairs among slots."""
        values = pl.Series(np.sort(slots), dtype=pl.Int64)
        pairs = self.pairs.take(self.pairs.rows("a", values))
        one, other = (self.standing.positions(slots, pairs[end].to_numpy()) for end in ("a", "b"))
        among = (one >= 0) & (other >= 0)
        one, other = one[among], other[among]
        return pl.DataFrame(
            {
                "a": np.minimum(one, other),
                "b": np.maximum(one, other),
                "score": pairs["score"].to_numpy()[among],
                "excluded": pairs["excluded"].to_numpy()[among],
            }
        ).sort("a", "b")

    def _with_ruled(self, changed: Rows, read: set[str]) -> set[int]:
        """What rulings tie together is resolved together: those on what changed, and those on documents that came or went."""
        touched = set(changed.tolist())
        known = self.articles.columns("document_id", "article_key")
        groups = []
        for ruling in rulings.standing(self.people, "merge", "split", "confirm"):
            documents = set(linkrulings.documents_of(ruling, known))
            labels = self._labels_of(documents)
            groups.append(labels)
            if documents & read:
                touched |= labels
        while True:
            more = {one for group in groups if group & touched for one in group} - touched
            if not more:
                return touched
            touched = touched | more

    def _labels_of(self, documents: set[str]) -> set[int]:
        slots = self._slots(documents)
        return set(self.standing.label[slots[self.standing.alive[slots]]].tolist())

    def _linked(self, labels: set[int]) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The mentions of incidents, as `clustering.cluster` gives them joined to their features, and their pairs."""
        at = self.standing
        members = np.flatnonzero(at.among(at.label, np.array(sorted(labels), dtype=np.int64)) & at.alive)
        slots = self._ordered(members)
        scored = self._scored(slots)
        edges = clustering.edges_of(scored, at.exact[slots])
        background = at.joined[slots] & (at.tier[slots] == clustering.BACKGROUND)
        links = clustering.links(at.positions(slots, at.label[slots]), background, edges)
        told = self.features.take(members, "mention_id", "document_id").sort("mention_id").with_row_index("idx")
        return told.with_columns(pl.col("idx").cast(pl.Int64)).join(links, on="idx").sort("idx"), scored

    def _resolve(self, labels: set[int], others: set[str], altered: set[str]) -> Change:
        linked, scored = self._linked(labels)
        held = sorted({*linked["document_id"], *others})
        ruled, unapplied = linkrulings.apply_to_links(
            linked, scored, self._claims_on(held), self._versions_of(held), self.people
        )
        self._report(unapplied, set(held))
        lost = self.mentions.of("document_id", sorted(others)).select("mention_id", "document_id")
        lost = lost.join(ruled, on="mention_id", how="anti")
        before = self.links.join(pl.concat([ruled.select(lost.columns), lost]), on="mention_id", how="semi")
        ruled = _changed(ruled, before, altered)
        documents = sorted({*ruled["document_id"], *others})
        articles = self._versions_of(documents)
        everywhere = sorted({*documents, *articles["document_id"]})
        mentions, claims = self.mentions.of("document_id", everywhere), self.claims.of("document_id", everywhere)
        touched = pl.concat([ruled.select("mention_id"), lost.select("mention_id")])
        before = before.join(touched, on="mention_id", how="semi")
        identified = self._identify(ruled, mentions, claims, articles, before)
        links = linked_to(ruled, identified)
        copied = self.copies.groups(documents)
        incidents = incidents_of(links, mentions, claims, copied, first_reported(articles), self.actors.kin)
        return self._applied(links, incidents, before, identified)

    def _report(self, unapplied: pl.DataFrame, documents: set[str]) -> None:
        """Of rulings that were made on these documents, or on none that is known, say anew which no longer apply."""
        known = self.articles.columns("document_id", "article_key")
        made_on = {
            ruling["ruling_id"]: linkrulings.documents_of(ruling, known)
            for ruling in rulings.standing(self.people, "merge", "split", "confirm")
        }
        again = [ruling for ruling, there in made_on.items() if not there or documents & set(there)]
        of_these = pl.col("ruling_id").is_in(again)
        self.unapplied = pl.concat([self.unapplied.filter(~of_these), unapplied.filter(of_these)]).sort("ruling_id")

    def _claims_on(self, documents: list[str]) -> pl.DataFrame:
        """The claims that rulings on links are found again by; none where there is no ruling."""
        ruled = rulings.standing(self.people, "merge", "split", "confirm")
        return self.claims.of("document_id", documents) if ruled else self.claims.of("document_id", [])

    def _versions_of(self, documents: list[str]) -> pl.DataFrame:
        """The articles of documents, in all their versions."""
        own = self.articles.of("document_id", documents)
        keys = own.filter(pl.col("article_key").is_in(sorted(self.versioned)))["article_key"].unique()
        if keys.is_empty():
            return own
        versions = self.articles.columns("document_id", "article_key").filter(
            pl.col("article_key").is_in(keys.implode())
        )
        others = self.articles.of("document_id", versions["document_id"].to_list())
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
    ) -> Change:
        unlinked = before.join(links, on="mention_id", how="anti").select("mention_id")
        replaced = self.incidents.join(before, on="incident_id", how="semi")
        ended = replaced.select("incident_id").join(incidents, on="incident_id", how="anti")
        change = Change(
            links=links.join(before, on=links.columns, how="anti", nulls_equal=True),
            incidents=incidents.join(replaced, on=incidents.columns, how="anti", nulls_equal=True),
            unlinked=unlinked.sort("mention_id"),
            ended=ended.sort("incident_id"),
            touched=sorted({*links["incident_id"], *before["incident_id"]}),
            entries=identified.entries,
        )
        self.links = pl.concat([self.links.join(before, on="mention_id", how="anti"), links])
        self.incidents = pl.concat([self.incidents.join(replaced, on="incident_id", how="anti"), incidents])
        self.entries = pl.concat([self.entries, identified.entries])
        self.redirects = self._redirected(identified.redirects)
        return change

    def _redirected(self, anew: pl.DataFrame) -> pl.DataFrame:
        """All redirects: an older id that led to one that ended leads on."""
        standing = self.redirects.join(anew, on="incident_id", how="anti").join(
            self.incidents, on="incident_id", how="anti"
        )
        leads = standing.join(anew.rename({"incident_id": "into", "into": "on"}), on="into", how="left")
        ended = pl.col("into").is_in(anew["incident_id"].implode())
        led = leads.select("incident_id", into=pl.when(ended).then("on").otherwise("into"))
        return pl.concat([led, anew]).sort("incident_id")


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


def _of_one_document(told: pl.DataFrame) -> Rows:
    """The pairs of slots (idx) of one document, packed."""
    slots = told.select("idx", "document_id")
    pairs = slots.join(slots, on="document_id").filter(pl.col("idx") < pl.col("idx_right"))
    return packed(pairs["idx"].to_numpy(), pairs["idx_right"].to_numpy())


def _differing(before: Rows, now: Rows) -> tuple[Rows, Rows]:
    """Of labels that slots had and have, those of slots that have another now; new slots had none."""
    other = before != now
    return before[other & (before >= 0)], now[other]
