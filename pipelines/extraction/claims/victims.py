"""Victims: which group the people of a figure belong to, as features for the model; their country and their employer.

The model weighs the words of the noun phrase, the actors named in it, what the document has said of a people ("the
Russians") and of a group, and the claim before ("three others"); CONTRACT.md names the groups.
"""

from __future__ import annotations

from collections import Counter

from pipelines.extraction.claims.candidates import Candidate
from pipelines.extraction.claims.figures import Figure
from pipelines.extraction.claims.group_rules import FOLLOWING, TOTALS, guess_group, leans_back
from pipelines.extraction.claims.predicates import Predicate, Statement
from pipelines.extraction.claims.scene import Scene, group_of_noun
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.nouns import core
from pipelines.extraction.text.syntax import Tree


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
    if noun is None or tree.glosses[noun] in TOTALS:
        others = f"{scene.groups['civilian'] > 0}.{scene.groups['state_forces'] > 0}.{contractors}"
        out += [
            f"total={predicate.cue.kind}.{guess}.{others}",
            f"total.cue={predicate.cue.lemma}.{contractors}",
            f"total.sides={others}.{largest}",
        ]
    focus = "C" if contractors != "0" else "N"
    return out + [f"{focus}:{f}" for f in out]


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
