"""The scene of an article: who its peoples and sides are, gathered once from its words and its named actors.

Here belongs what the words alone say; whose people a figure counts is decided in `group_rules` and `victims`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pipelines.extraction.claims.candidates import Candidate
from pipelines.extraction.claims.predicates import Predicate
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.nouns import core
from pipelines.extraction.text.syntax import Tree

_CROWD = 500  # larger figures are seldom one incident's toll
_WORD = re.compile(r"[^\W\d_]+")
_LEAD = 2  # the sentences that say what an article is about


class Mention(Protocol):
    """An actor named in the text, as actors.py finds it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def actor_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def parent(self) -> str | None: ...


@dataclass(slots=True)
class Scene:
    """What the whole article says of its peoples and sides, gathered once."""

    actors: Sequence[Mention]
    language: Language
    peoples: dict[str, Counter[str]] = field(default_factory=dict)
    groups: Counter[str] = field(default_factory=Counter)
    lead: Counter[str] = field(default_factory=Counter)
    largest: dict[str, int] = field(default_factory=dict)
    types: Counter[str] = field(default_factory=Counter)
    attackers: Counter[str] = field(default_factory=Counter)

    @property
    def contractors(self) -> int:
        """How often the article speaks of contractors."""
        return max(self.groups["contractor"], self.types["hired"]) + self.types["pmc"]

    def lean(self, demonym_country: str) -> str:
        """What the people of a country mostly are in this article."""
        seen = self.peoples.get(demonym_country)
        return seen.most_common(1)[0][0] if seen else "-"


def scene(document: Document, candidates: Sequence[Candidate], actors: Sequence[Mention], language: Language) -> Scene:
    """Read the article for who its peoples are: "Russian mercenaries" makes Russians contractors there."""
    out = Scene(actors, language)
    for word in _WORD.findall(document.text.lower()):
        if word in language.hired:
            out.types["hired"] += 1
    end_of_lead = max((c.tree.sentence.end for c in candidates if c.index <= _LEAD), default=0)
    for mention in actors:
        out.types[mention.type] += 1
        if mention.type == "pmc" and mention.start < end_of_lead:
            out.lead["contractor"] += 1
    for candidate in candidates:
        tree = candidate.tree
        for effect in sorted({p.cue.effect for p in candidate.predicates}):
            values = [f.value for f in candidate.figures if f.kind == "number" and f.value and f.value < _CROWD]
            out.largest[effect] = max([out.largest.get(effect, 0), *values])
        for predicate in candidate.predicates:
            killer = agent_of(tree, predicate)
            if killer is not None and predicate.cue.effect in ("killed", "wounded", "captured"):
                out.attackers.update(sides_at(tree, killer, actors, language))
        for token in range(len(tree)):
            group = group_of_noun(tree, token, language)
            if group and group != "person":
                out.groups[group] += 1
                if candidate.index <= _LEAD:
                    out.lead[group] += 1
                left, right = core(tree, token)
                for other in range(left, right):
                    country = language.demonyms.get(tree.lowers[other])
                    if country:
                        out.peoples.setdefault(country, Counter())[group] += 1
    return out


def sides_at(tree: Tree, token: int, actors: Sequence[Mention], language: Language) -> set[str]:
    """The sides that a noun phrase names, by its words and by the actors in it."""
    left, right = core(tree, token)
    named = {
        SIDES[m.type]
        for m in actors
        if m.type in SIDES and m.start < tree.ends[right - 1] and m.end > tree.starts[left]
    }
    group = group_of_noun(tree, token, language)
    return named or ({group} if group and group != "person" else set())


# The side that a kind of actor or of voice speaks and fights for.
SIDES = {
    "pmc": "contractor", "employer": "contractor", "rebel": "rebel", "perpetrator": "rebel", "state_forces": "state_forces",
    "force": "state_forces", "state_force": "state_forces", "government": "state_forces", "state": "state_forces",
}  # fmt: skip


def group_of_noun(tree: Tree, token: int, language: Language) -> str | None:
    """The group that a noun phrase names by its words alone; `person` where it names people and no group."""
    if tree.tags[token] not in language.noun_tags and tree.lowers[token] not in language.people:
        return None
    left, right = core(tree, token)
    group: str | None = None
    for match in language.group_phrases.find(tree.lowers[left:right]):
        group = match.value
    return group or language.people.get(tree.lowers[token])


def agent_of(tree: Tree, predicate: Predicate) -> int | None:
    """Who did it: the subject of an active predicate, the "by" phrase of a passive one."""
    for child in tree.children[predicate.anchor]:
        if tree.labels[child] == "nsubj":
            return child
        if tree.labels[child] == "agent":
            for grandchild in tree.children[child]:
                return grandchild
    head = tree.heads[predicate.anchor]
    if tree.labels[predicate.anchor] in ("advcl", "conj", "xcomp"):
        for child in tree.children[head]:
            if tree.labels[child] == "nsubj":
                return child
    return None
