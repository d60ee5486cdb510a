"""Victims: which group the people of a figure belong to, as features for the model; their country and their employer.

The model weighs the words of the noun phrase, the actors named in it, what the document has said of a people ("the
Russians") and of a group, and the claim before ("three others"); CONTRACT.md names the groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.extraction.claims.candidates import Candidate
from pipelines.extraction.claims.claimants import Attribution
from pipelines.extraction.claims.figure import Figure
from pipelines.extraction.claims.group_rules import SURE, guess_group, is_sure, leans_back
from pipelines.extraction.claims.predicates import Predicate, Statement
from pipelines.extraction.claims.scene import SIDES, Scene, agent_of, group_of_noun, sides_at
from pipelines.extraction.claims.totals import FOLLOWING, TOTALS
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.nouns import core
from pipelines.extraction.text.syntax import Tree


@dataclass(slots=True, frozen=True)
class Around:
    """What stands around a figure: the group of the claim before it, in the same sentence or not; who says this one; and
    the groups that words alone give to figures of the article, by effect and value."""

    before: str | None
    same_sentence: bool
    voice: Attribution | None
    told: Mapping[tuple[str, int], Counter[str]]


def told_by_words(
    statements: Iterable[tuple[Candidate, Statement]], scene: Scene
) -> dict[tuple[str, int], Counter[str]]:
    """The groups that the words around a figure settle, by effect and value: an article says "five" of one group twice."""
    out: dict[tuple[str, int], Counter[str]] = {}
    for candidate, statement in statements:
        value = statement.figure.value
        group, why = guess_group(candidate, statement.figure, scene, None)
        if value is not None and value > 1 and is_sure(candidate.tree, statement.figure, group, why, scene):
            out.setdefault((statement.predicate.cue.effect, value), Counter())[group] += 1
    return out


def group_features(candidate: Candidate, statement: Statement, scene: Scene, around: Around) -> list[str]:
    """Features for the group of one figure."""
    before, same_sentence = around.before, around.same_sentence
    tree, language = candidate.tree, scene.language
    figure, predicate = statement.figure, statement.predicate
    noun = figure.noun
    out = [f"kind={figure.kind}", f"effect={predicate.cue.effect}", f"bias.{predicate.cue.kind}"]
    head = tree.glosses[noun] if noun is not None else "-"
    group = group_of_noun(tree, noun, language) if noun is not None else None
    leaning = leans_back(tree, figure, language)
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
    after = tree.lowers[right : right + FOLLOWING]
    behind = tree.glosses[right : right + FOLLOWING]
    out += [f"a={w}" for w in behind[:6]]
    if behind[:1] == ["of"] or behind[:1] == ["from"]:
        out += [f"of={w}" for w in behind[1:5]]
    out += _mentions(tree, scene, left, right)
    for offset, word in enumerate(after):
        kind = language.people.get(word)
        if kind:
            out += [f"after.group={kind}", f"after.group.near={kind}.{offset < 4}.{group}"]
    killer = agent_of(tree, predicate)
    if killer is not None:
        side = group_of_noun(tree, killer, language)
        out += [f"agent={tree.glosses[killer]}", f"agent.group={side}.{group}", f"agent.side={side}"]
        out += [f"agent.actor={m.type}.{group}" for m in scene.actors if m.start <= tree.starts[killer] < m.end]
        does = side_at(tree, killer, scene) or ("voice" if tree.glosses[killer] in _HE else "-")
        out += [
            f"agent.does={does}.{predicate.cue.kind}.{group}",
            f"agent.does.lemma={does}.{predicate.cue.lemma}.{leaning}",
            f"agent.does.guess={does}.{predicate.cue.kind}.{guess_group(candidate, figure, scene, before)[0]}",
        ]
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
    same = around.told.get((predicate.cue.effect, figure.value or 0))
    if same and why not in SURE:
        out += [f"same={g}.{guess}.{leaning}" for g in sorted(same)]
    smaller = {
        g
        for (effect, value), seen in around.told.items()
        if effect == predicate.cue.effect and value < (figure.value or 0)
        for g in seen
    }
    if noun is None or leaning or group in (None, "person"):
        out += [f"smaller={'+'.join(sorted(smaller))}.{guess}", f"smaller.n={len(smaller)}.{guess}.{leaning}"]
    largest = (
        figure.value is not None and figure.value >= scene.largest.get(predicate.cue.effect, 0) and figure.value > 2
    )
    sides = len([g for g in ("contractor", "state_forces", "civilian") if scene.groups[g]])
    out.append(f"largest={largest}.{guess}.{sides}")
    if noun is None or tree.glosses[noun] in TOTALS:
        others = f"{scene.groups['civilian'] > 0}.{scene.groups['state_forces'] > 0}.{contractors}"
        out += [
            f"total={predicate.cue.kind}.{guess}.{others}",
            f"total.cue={predicate.cue.lemma}.{contractors}",
            f"total.sides={others}.{largest}",
        ]
    out += _voice_features(around, predicate, guess, group, leaning=leaning, owned=owned)
    attackers = scene.attackers
    roles = f"{min(2, attackers['contractor'])}.{min(2, attackers['rebel'])}.{min(2, attackers['state_forces'])}"
    out += [
        f"attackers={roles}.{guess}",
        f"attackers.c={attackers['contractor'] > attackers['rebel']}.{guess}.{leaning}",
    ]
    focus = "C" if contractors != "0" else "N"
    return out + [f"{focus}:{f}" for f in out]


_HE = frozenset({"he", "she", "it", "they", "who", "which", "that"})


def side_at(tree: Tree, token: int, scene: Scene) -> str | None:
    """The side that a noun phrase names: by an actor in it, by its word for people, by its word for a voice."""
    sides = sides_at(tree, token, scene.actors, scene.language)
    source = scene.language.sources.get(tree.lowers[token])
    spoken = SIDES.get(source.kind) if source is not None else None
    return min(sides) if sides else spoken


def _voice_features(
    around: Around, predicate: Predicate, guess: str, group: str | None, *, leaning: bool, owned: bool
) -> list[str]:
    """Who says it: an army that admits losses admits its own, a rebel who claims them claims others'."""
    voice = around.voice
    if voice is None:
        return [f"voice=-.{guess}.{leaning}"]
    side = SIDES.get(voice.source.removeprefix("actor:"), voice.source)
    return [
        f"voice={side}.{guess}.{leaning}",
        f"voice.cue={side}.{predicate.cue.lemma}.{leaning}",
        f"voice.lemma={voice.lemma}.{leaning}.{group}",
        f"voice.side.lemma={side}.{voice.lemma}.{leaning}",
        f"voice.own={side}.{owned}.{group}",
        f"voice.kind={side}.{group}.{predicate.cue.kind}",
    ]


def _voice(tree: Tree, token: int, language: Language) -> str | None:
    source = language.sources.get(tree.lowers[token])
    return f"source:{source.kind}" if source else None


def _mentions(tree: Tree, scene: Scene, left: int, right: int) -> list[str]:
    start, end = tree.starts[left], tree.ends[right - 1]
    stop = tree.ends[min(right + FOLLOWING, len(tree)) - 1]
    out = []
    for mention in scene.actors:
        if mention.start < end and mention.end > start:
            out.append(f"actor={mention.type}")
        elif end <= mention.start < stop:
            out.append(f"actor.after={mention.type}")
        elif tree.starts[0] <= mention.start < start:
            out.append(f"actor.before={mention.type}")
    return out


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
