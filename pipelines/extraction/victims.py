"""Victims: which group the people of a figure belong to, as features and a decision.

The words of the noun phrase speak first, then the actors named in it, then what the document has said of a people ("the
Russians") and of a group, then the claim before ("three others"). The model weighs them; CONTRACT.md names the groups.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pipelines.extraction.candidates import Candidate
from pipelines.extraction.document import Document
from pipelines.extraction.figures import Figure
from pipelines.extraction.languages.base import Language
from pipelines.extraction.nouns import core
from pipelines.extraction.predicates import Predicate, Statement
from pipelines.extraction.syntax import Tree

_FOLLOWING = 9
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


def group_of_noun(tree: Tree, token: int, language: Language) -> str | None:
    """The group that a noun phrase names by its words alone; `person` where it names people and no group."""
    if tree.tags[token] not in language.noun_tags and tree.lowers[token] not in language.people:
        return None
    left, right = core(tree, token)
    group: str | None = None
    for match in language.group_phrases.find(tree.lowers[left:right]):
        group = match.value
    return group or language.people.get(tree.lowers[token])


def victim_noun(tree: Tree, figure: Figure) -> int | None:
    """The noun of the victims: the one that the figure counts."""
    return figure.noun


def group_features(
    candidate: Candidate, statement: Statement, scene: Scene, *, before: str | None, same_sentence: bool
) -> list[str]:
    """Features for the group of one figure; `before` is the group of the claim before it."""
    tree, language = candidate.tree, scene.language
    figure, predicate = statement.figure, statement.predicate
    noun = figure.noun
    out = [f"kind={figure.kind}", f"effect={predicate.cue.effect}", f"bias.{predicate.cue.kind}"]
    head = tree.glosses[noun] if noun is not None else "-"
    group = group_of_noun(tree, noun, language) if noun is not None else None
    leaning = _leans(tree, figure, language)
    contractors = _amount(scene.contractors)
    out += [f"head={head}", f"group={group}", f"group.kind={group}.{figure.kind}", f"leans={leaning}.{before}"]
    lead = "+".join(sorted(g for g in scene.lead))
    out += [
        f"doc={contractors}.{group}",
        f"lead={lead}.{group}",
        f"lead.c={'contractor' in scene.lead}.{group}.{leaning}",
    ]
    out.append(f"lead.head={'contractor' in scene.lead}.{head}")
    if leaning:
        out += [f"before={before}.{same_sentence}", f"before.effect={before}.{predicate.cue.effect}"]
    left, right = core(tree, noun) if noun is not None else (figure.start, figure.end)
    phrase = tree.lowers[min(left, figure.start) : right]
    owned = any(w in language.possessive for w in phrase) or any(
        w in language.possessive for w in tree.lowers[right : right + 4]
    )
    if owned:
        out += [
            f"owned.{group}",
            *(f"owned.actor={m.type}.{group}" for m in scene.actors if tree.starts[0] <= m.start < tree.starts[left]),
        ]
        first = next(
            (g for t in range(left) if (g := language.people.get(tree.lowers[t]) or _voice(tree, t, language))), None
        )
        out += [f"owned.first={first}.{group}", f"owned.before={before}"]
    out += [f"w={w}" for w in tree.glosses[min(left, figure.start) : right] if not w.isdigit()]
    nations = [language.demonyms[w] for w in phrase if w in language.demonyms]
    for nation in nations[:2]:
        lean = scene.lean(nation)
        out += [f"nation.lean={lean}", f"nation.lean.group={lean}.{group}", f"nation.doc={contractors}.{group}"]
    for match in language.group_phrases.find(phrase):
        out += [f"phrase={match.value}", f"phrase.group={match.value}.{group}"]
    after = tree.lowers[right : right + _FOLLOWING]
    behind = tree.glosses[right : right + _FOLLOWING]
    out += [f"a={w}" for w in behind[:6]]
    if behind[:1] == ["of"] or behind[:1] == ["from"]:
        out += [f"of={w}" for w in behind[1:5]]
    out += _mentions(tree, scene, left, right)
    for offset, word in enumerate(after):
        kind = language.people.get(word)
        if kind:
            out += [f"after.group={kind}", f"after.group.near={kind}.{offset < 4}.{group}"]
    killer = _agent(tree, predicate, language)
    if killer is not None:
        side = group_of_noun(tree, killer, language)
        out += [f"agent={tree.glosses[killer]}", f"agent.group={side}.{group}", f"agent.side={side}"]
        out += [f"agent.actor={m.type}.{group}" for m in scene.actors if m.start <= tree.starts[killer] < m.end]
    seen = Counter(
        g
        for t in range(len(tree))
        if not left <= t < right and (g := language.people.get(tree.lowers[t])) and g != "person"
    )
    out += [f"sentence={g}.{group}" for g in sorted(seen)]
    if any(w in ("including", "among", "mostly", "including") for w in tree.glosses):
        out.append(f"including.{group}.{len(seen)}")
    out.append(f"doc.groups={'+'.join(sorted(g for g in scene.groups if g != 'person'))}.{group}")
    guess, why = guess_group(candidate, figure, scene, before)
    out += [f"guess={guess}", f"guess.why={guess}.{why}", f"guess.lead={guess}.{why}.{'contractor' in scene.lead}"]
    out += [f"guess.kind={guess}.{figure.kind}.{leaning}", f"guess.doc={guess}.{contractors}"]
    largest = (
        figure.value is not None and figure.value >= scene.largest.get(predicate.cue.effect, 0) and figure.value > 2
    )
    sides = len([g for g in ("contractor", "state_forces", "civilian") if scene.groups[g]])
    out.append(f"largest={largest}.{guess}.{sides}")
    if noun is None or tree.glosses[noun] in _TOTALS:
        others = f"{scene.groups['civilian'] > 0}.{scene.groups['state_forces'] > 0}.{contractors}"
        out += [
            f"total={predicate.cue.kind}.{guess}.{others}",
            f"total.cue={predicate.cue.lemma}.{contractors}",
            f"total.sides={others}.{largest}",
        ]
    focus = "C" if contractors != "0" else "N"
    return out + [f"{focus}:{f}" for f in out]


_TOTALS = frozenset(
    {"people", "persons", "bodies", "dead", "lives", "others", "victims", "corpses", "wounded", "injured", "deaths"}
)
_GENERIC = frozenset({"person", "civilian", "rebel"})


def guess_group(candidate: Candidate, figure: Figure, scene: Scene, before: str | None) -> tuple[str, str]:
    """A group by rule, and which rule: the model's strongest feature, not its answer."""
    tree, noun, language = candidate.tree, figure.noun, scene.language
    contractors = scene.contractors > 0
    if noun is None:
        return _guess_without_noun(tree, figure, scene, before)
    left, right = core(tree, noun)
    left = min(left, figure.start)
    phrase = tree.lowers[left:right]
    group = group_of_noun(tree, noun, language)
    if _company_in(tree, scene, left, right):
        return "contractor", "company"
    joined = _joined_groups(tree, noun, language)
    if joined:
        return joined, "joined"
    if group in ("contractor", "state_forces"):
        return group, "noun"
    kind = _group_of(tree, right, language)
    if kind:
        return kind, "of"
    owner = _owner(tree, scene, left, right, language)
    if owner:
        return owner, "owner"
    after = _group_after(tree, right, language)
    nations = [language.demonyms[w] for w in phrase if w in language.demonyms]
    leans = next((scene.lean(n) for n in nations if scene.lean(n) != "-"), None)
    if leans and (group is None or group in _GENERIC):
        return leans, "nation"
    if group in ("rebel", "civilian"):
        foreign = any(w in language.foreign for w in phrase)
        return ("contractor", "foreign") if foreign and contractors else (group, "noun")
    if after:
        return after, "after"
    if any(w in language.foreign for w in phrase) and contractors:
        return "contractor", "foreign"
    if nations and contractors:
        return "contractor", "a nation"
    if _leans(tree, figure, language) and before:
        return before, "before"
    return ("contractor" if "contractor" in scene.lead else "unknown"), "lead"


# Rules so seldom wrong on gold (one in fifty) that the model is not asked. "Fighters" and the like stay open.
SURE = frozenset({"noun", "company", "joined", "nation", "of"})


def is_sure(tree: Tree, figure: Figure, group: str, why: str, scene: Scene) -> bool:
    """Whether the rule's group stands without the model."""
    language = scene.language
    if why not in SURE:
        return False
    if why == "nation" and group != "contractor":
        return False
    word = tree.lowers[figure.noun if figure.noun is not None else figure.anchor]
    if scene.contractors and any(w in language.former for w in tree.lowers[figure.start : figure.end + 3]):
        return False
    return not (word in language.ambiguous and group != "contractor") and not (
        group == "contractor" and scene.contractors < 1
    )


def _joined_groups(tree: Tree, noun: int, language: Language) -> str | None:
    """Mixed, where one figure counts two groups: "two dozen soldiers and Russian fighters"."""
    own = group_of_noun(tree, noun, language)
    if own in (None, "person"):
        return None
    for child in tree.children[noun]:
        if tree.labels[child] != "conj" or any(tree.labels[c] == "nummod" for c in tree.children[child]):
            continue
        if (
            any(tree.lowers[c] in language.indefinite for c in tree.children[child])
            or tree.tags[child] not in language.plural_tags
        ):
            continue
        other = group_of_noun(tree, child, language)
        if other not in (None, "person", own):
            return "mixed"
    return None


def _guess_without_noun(tree: Tree, figure: Figure, scene: Scene, before: str | None) -> tuple[str, str]:
    language = scene.language
    word = tree.lowers[figure.anchor]
    country = language.demonyms.get(word)
    if country and scene.lean(country) != "-":
        return scene.lean(country), "nation"
    group = language.people.get(word)
    if group and group != "person":
        return group, "noun"
    kind = _group_of(tree, figure.end, language)
    if kind:
        return kind, "of"
    after = _group_after(tree, figure.end, language)
    if after:
        return after, "after"
    if before:
        return before, "before"
    return ("contractor" if "contractor" in scene.lead else "unknown"), "lead"


def _company_in(tree: Tree, scene: Scene, left: int, right: int) -> bool:
    """Whether a contractor company stands in the phrase, or after "of" or "from" behind it."""
    start, end = tree.starts[left], tree.ends[right - 1]
    behind = end
    if right < len(tree) and tree.tags[right] in ("IN", "-LRB-", "WP"):
        behind = tree.ends[min(right + _FOLLOWING + 3, len(tree)) - 1]
    return any(m.type == "pmc" and start <= m.start < behind for m in scene.actors)


def _owner(tree: Tree, scene: Scene, left: int, right: int, language: Language) -> str | None:
    """Whose people "its own men" are: those of the sentence's first side."""
    if not any(w in language.possessive for w in tree.lowers[left : right + 3]):
        return None
    for token in range(left):
        kinds = [m.type for m in scene.actors if m.start <= tree.starts[token] < m.end]
        source = language.sources.get(tree.lowers[token])
        kind = kinds[0] if kinds else source.kind if source else None
        if kind in _SIDES:
            return _SIDES[kind]
        group = language.people.get(tree.lowers[token])
        if group in ("rebel", "state_forces", "contractor"):
            return group
    return None


_SIDES = {
    "pmc": "contractor", "employer": "contractor", "rebel": "rebel", "perpetrator": "rebel", "state_forces": "state_forces",
    "force": "state_forces",
}  # fmt: skip


def _group_of(tree: Tree, right: int, language: Language) -> str | None:
    """The group in "five bodies of terrorists", "three dead among the instructors"."""
    at = right + 1 if right < len(tree) and tree.words[right] in ('"', "”", "»") else right
    if at >= len(tree) or tree.lowers[at] not in language.partitive | language.among:
        return None
    for token in range(at + 1, min(at + 7, len(tree))):
        group = group_of_noun(tree, token, language)
        inside = tree.labels[token] in ("compound", "amod", "nmod", "poss") and tree.heads[token] > token
        if group and not inside:
            return group if group != "person" else None
        if tree.lowers[token] in (",", ";", "."):
            return None
    return None


def _group_after(tree: Tree, right: int, language: Language) -> str | None:
    """The group named right after: "of the attackers", "among the instructors", "were Ugandan guards"."""
    for token in range(right, min(right + 6, len(tree))):
        if tree.glosses[token] in (",", ";", "and", "but"):
            return None
        group = group_of_noun(tree, token, language)
        if group and group != "person" and tree.labels[token] in ("pobj", "attr"):
            return group
    return None


def _voice(tree: Tree, token: int, language: Language) -> str | None:
    source = language.sources.get(tree.lowers[token])
    return f"source:{source.kind}" if source else None


def _leans(tree: Tree, figure: Figure, language: Language) -> bool:
    """Whether the figure's people are named elsewhere ("three others", "one of them", "the two", "he")."""
    if figure.kind in ("both", "rest", "pronoun") or figure.noun is None:
        return True
    word = tree.lowers[figure.noun]
    return (
        word in language.others
        or tree.tags[figure.noun] == "PRP"
        or tree.glosses[figure.noun] in ("dead", "wounded", "injured", "whom", "victims")
    )


def _mentions(tree: Tree, scene: Scene, left: int, right: int) -> list[str]:
    start, end = tree.starts[left], tree.ends[right - 1]
    stop = tree.ends[min(right + _FOLLOWING, len(tree)) - 1]
    out = []
    for mention in scene.actors:
        if mention.start < end and mention.end > start:
            out.append(f"actor={mention.type}")
        elif end <= mention.start < stop:
            out.append(f"actor.after={mention.type}")
        elif tree.starts[0] <= mention.start < start:
            out.append(f"actor.before={mention.type}")
    return out


def _agent(tree: Tree, predicate: Predicate, language: Language) -> int | None:
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


def _amount(n: int) -> str:
    return "0" if n == 0 else "1" if n == 1 else "2" if n < 4 else "4" if n < 8 else "8"


def nationality_of(tree: Tree, figure: Figure, language: Language) -> str | None:
    """The people's country, where their noun phrase says it."""
    if figure.noun is None:
        return None
    left, right = core(tree, figure.noun)
    left = min(left, figure.start)
    for token in range(right - 1, left - 1, -1):
        country = language.demonyms.get(tree.lowers[token])
        if country and (tree.words[token][0].isupper() or language.adjectives_low):
            return country
    if right < len(tree) and tree.lowers[right] in language.partitive:
        for token in range(right + 1, min(right + 4, len(tree))):
            country = language.demonyms.get(tree.lowers[token])
            if country and (tree.words[token][0].isupper() or language.adjectives_low):
                return country
    return None


def employer_of(tree: Tree, figure: Figure, scene: Scene, nationality: str | None) -> str | None:
    """Whose contractors: a company in the sentence, else the article's main one, else the unknown one of their country."""
    companies = [m for m in scene.actors if m.type == "pmc"]
    start, end = tree.starts[figure.start], tree.ends[-1]
    near = [m for m in companies if start <= m.start < end] or [
        m for m in companies if tree.starts[0] <= m.start < start
    ]
    if near:
        return near[0].actor_id
    ids = Counter(m.actor_id for m in companies)
    if ids:
        return min(ids, key=lambda i: (-ids[i], i))
    if nationality is not None:
        return unknown_company(nationality)
    leaning = sorted(c for c in scene.peoples if scene.lean(c) == "contractor")
    return unknown_company(leaning[0]) if len(leaning) == 1 else "unknown_pmc"


def unknown_company(country: str) -> str:
    """The id of a country's unnamed contractors (CONTRACT.md, `employers`)."""
    return "unknown_russian_pmc" if country == "RUS" else f"unknown_{country.lower()}_pmc"
