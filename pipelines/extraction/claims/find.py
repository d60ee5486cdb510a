"""Claims: from an article's candidate sentences to one record per figure, effect, victim group and claimant.

The order of the work: which figures count casualties (pairs.py), whose people they are (victims.py), who says so
(claimants.py), what the sentence adds to the meaning (meaning.py), then what is said twice. Nothing here knows incidents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from pipelines.extraction.claims.candidates import Candidate, find_candidates, language_for
from pipelines.extraction.claims.claimants import (
    SPEAKERS,
    Attribution,
    claimant_type,
    find_attributions,
    innermost,
    passing_on,
    relayed_by,
    resolve,
)
from pipelines.extraction.claims.figure import Figure
from pipelines.extraction.claims.group_rules import guess_group, is_sure, own_losses
from pipelines.extraction.claims.meaning import Meaning, link_parts, meaning_of
from pipelines.extraction.claims.model import load
from pipelines.extraction.claims.pairs import Context, context_features, pair_features, speaks
from pipelines.extraction.claims.predicates import Predicate, Statement
from pipelines.extraction.claims.repetition import without_repeats
from pipelines.extraction.claims.scene import SIDES, Mention, Scene, scene
from pipelines.extraction.claims.speaking import Voices, choose
from pipelines.extraction.claims.victims import Around, employer_of, group_features, nationality_of, told_by_words
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.nouns import core
from pipelines.extraction.text.syntax import Tree
from pipelines.schemas.contract import Claim, Effect, VictimGroup

Offsets = tuple[int, int]
# Chosen on cross-validated predictions: models/MODEL_CARD.md.
PAIR_THRESHOLD = 0.42
LOSS_THRESHOLD = 0.4  # a loss without a figure is its own predicate: less can go wrong
ALSO_THRESHOLD = 0.6  # a second effect of one figure is rarer than one
THEM_THRESHOLD = 0.3  # so few sentences say "them" of those counted before that the model knows little of them
_CONTEXT_REACH = 5
_COUNTED = frozenset({"number", "range", "vague"})
_THEM = frozenset({"them", "they", "both", "all"})
_THEM_REACH = 4


@dataclass(slots=True)
class Draft:
    """A figure that a predicate was found for. `predicate` of a figure that leans on an earlier sentence stands there."""

    number: int
    figure: Figure
    predicate: Predicate
    probability: float
    context: Context | None = None

    @property
    def effect(self) -> Effect:
        return self.predicate.cue.effect


@dataclass(slots=True)
class FoundClaim:
    """A claim with where its parts stand: `sentence` indexes `document.sentences`, spans are offsets of the text."""

    claim: Claim
    sentence: int
    figure_span: Offsets | None
    predicate_span: Offsets | None
    victims_span: Offsets | None
    claimant_span: Offsets | None
    actor_ids: tuple[str, ...] = ()


def find_claims(document: Document, actors: Sequence[Mention], *, explain: bool = False) -> list[FoundClaim]:
    """Every claim of an article, in the order of the text.

    `claim.part_of` is an index into the returned list. With `explain`, each claim carries the parse of its figure, the
    probability that the figure counts casualties, and why this group and this claimant.
    """
    candidates = find_candidates(document)
    if not candidates:
        return []
    language = language_for(document)
    attributions = find_attributions(candidates, actors, language)
    view = scene(document, candidates, actors, language)
    reading = Reading(view, Voices(document, candidates, attributions), language)
    found: list[FoundClaim] = []
    group: str | None = None
    spoke: Attribution | None = None
    last = -1
    drafts = decide(candidates, language)
    told = told_by_words([(candidates[d.number], standing(d)) for d in drafts], view)
    for draft in drafts:
        if _is_voice_or_side(candidates, draft, actors, attributions):
            continue
        source, certainty = _claimant(reading, draft, spoke)
        around = Around(group, last == draft.number, source, told)
        group, reasons = _group(reading, draft, around)
        spoke, last = source or spoke, draft.number
        item = _found(reading, draft, group, source)
        if explain:
            item.claim.explain = _explained(draft, reasons, source, certainty)
        found.append(item)
    link_parts(document, found)
    return without_repeats(document, found)


def _is_voice_or_side(
    candidates: Sequence[Candidate], draft: Draft, actors: Sequence[Mention], attributions: Sequence[Attribution]
) -> bool:
    """Whether the figure counts no victims but names a side ("SADAT") or those who speak ("according to three witnesses")."""
    tree, figure = candidates[draft.number].tree, draft.figure
    start, end = tree.starts[figure.start], tree.ends[figure.end - 1]
    if figure.kind == "name" and any(m.start < end and m.end > start for m in actors):
        return True
    own = [a for a in attributions if a.candidate == draft.number]
    if any(a.how == "according" and a.start <= start < a.end for a in own):
        return True
    # "two local officials confirmed it": those who speak, unless the predicate is said of them.
    single = figure.value == 1  # "one of them said that two had died", "a nurse said"
    heads = {figure.noun, figure.anchor, figure.start} if single else {figure.noun}
    speaks = [a for a in own if a.how == "said" and a.head in heads and (single or a.source in SPEAKERS)]
    return any(draft.predicate.anchor not in tree.ancestors(a.head) for a in speaks)


@dataclass(slots=True, frozen=True)
class Reading:
    """An article as its claims are read: who its peoples are, who speaks, in which language."""

    view: Scene
    voices: Voices
    language: Language

    @property
    def candidates(self) -> Sequence[Candidate]:
        """The candidate sentences."""
        return self.voices.candidates


def _explained(draft: Draft, group: dict[str, float], source: Attribution | None, certainty: float) -> dict[str, Any]:
    return {
        "figure": draft.figure.parsed,
        "kind": draft.figure.kind,
        "predicate": draft.predicate.cue.lemma,
        "leans": draft.context is not None,
        "probability": round(draft.probability, 3),
        "group": group,
        "claimant": {"how": source.how if source else "own voice", "probability": round(certainty, 3)},
    }


def decide(candidates: Sequence[Candidate], language: Language) -> list[Draft]:
    """The figures that count casualties, each with its predicate, by place."""
    pair_model, context_model = load("pairs", language.code), load("contexts", language.code)
    out = []
    for number, candidate in enumerate(candidates):
        before = contexts(candidates, number)
        for figure in candidate.figures:
            drafts = [
                Draft(number, figure, p, pair_model.probability(pair_features(candidate, figure, p, language)))
                for p in candidate.predicates
                if not speaks(candidate.tree, figure, p)
            ]
            for context in before:
                p = context_model.probability(context_features(candidate, figure, context, language))
                drafts.append(Draft(number, figure, context.predicate, p, context))
            options = [draft for draft in drafts if draft.probability >= _threshold(draft)]
            if options:
                best = _preferred(candidate, options)
                out += [best, *_also(best, options)]
    return _without_overlaps(candidates, out)


def _threshold(draft: Draft) -> float:
    own = draft.context is None and draft.figure.anchor == draft.predicate.anchor
    if draft.context is not None and draft.context.pronoun is not None:
        return THEM_THRESHOLD
    return LOSS_THRESHOLD if draft.figure.kind == "bare" and own else PAIR_THRESHOLD


def _preferred(candidate: Candidate, options: Sequence[Draft]) -> Draft:
    """The likeliest reading; who "wounded in the attack, died" is dead."""
    best = max(options, key=lambda d: d.probability)
    killed = [d for d in options if d.effect == "killed" and d.context is None]
    aside = candidate.tree.labels[best.predicate.anchor] in ("acl", "amod") if best.context is None else False
    if best.effect == "wounded" and killed and aside:
        return max(killed, key=lambda d: d.probability)
    return best


def _also(best: Draft, options: Sequence[Draft]) -> list[Draft]:
    """Who was captured and then killed is both: a second claim of the same figure."""
    both = {"killed", "captured"}
    if best.context is not None or best.effect not in both:
        return []
    other = [
        d
        for d in options
        if d.context is None
        and d.effect in both - {best.effect}
        and d.predicate.cue.kind == "verb"
        and d.probability >= ALSO_THRESHOLD
    ]
    return sorted(other, key=lambda d: -d.probability)[:1]


def contexts(candidates: Sequence[Candidate], number: int) -> list[Context]:
    """The last predicate of each effect in the nearest sentence before that has any, and those that the next sentence
    says of "them"."""
    here = candidates[number]
    found = _said_of_them(here, candidates[number + 1]) if number + 1 < len(candidates) else []
    for earlier in range(number - 1, -1, -1):
        there = candidates[earlier]
        back = here.index - there.index
        if back > _CONTEXT_REACH:
            break
        values = tuple(f.value for f in there.figures if f.value is not None and f.kind in _COUNTED)
        seen: dict[Effect, Context] = {}
        for predicate in reversed(there.predicates):
            seen.setdefault(predicate.cue.effect, Context(predicate, there.tree, back, values))
        if seen:
            return [*seen.values(), *found]
    return found


def _said_of_them(here: Candidate, after: Candidate) -> list[Context]:
    """The predicates of the next sentence that take "them": "Three men stood at the gate. Gunmen shot them dead." """
    if here.predicates or after.index != here.index + 1:
        return []
    tree = after.tree
    seen: dict[Effect, Context] = {}
    for predicate in after.predicates:
        near = range(max(0, predicate.start - _THEM_REACH), min(len(tree), predicate.end + _THEM_REACH))
        them = next((t for t in near if tree.glosses[t] in _THEM and _argument(tree, t)), None)
        if them is not None:
            seen.setdefault(predicate.cue.effect, Context(predicate, tree, -1, (), them))
    return list(seen.values())


def _argument(tree: Tree, token: int) -> bool:
    """Whether a pronoun is a subject, an object or an owner."""
    return tree.labels[token].startswith(("nsubj", "dobj", "obj", "pobj", "poss", "dative", "iobj"))


def _without_overlaps(candidates: Sequence[Candidate], drafts: list[Draft]) -> list[Draft]:
    """One claim per person counted: a name in apposition to a counted noun is the same person."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.number, -_rank(d), -d.probability, d.figure.start)):
        tree = candidates[draft.number].tree
        if any(
            k.number == draft.number and k.effect == draft.effect and _same_person(tree, k.figure, draft.figure)
            for k in kept
        ):
            continue
        kept.append(draft)
    return sorted(kept, key=lambda d: (d.number, d.figure.start, d.figure.end))


def _rank(draft: Draft) -> int:
    return 0 if draft.figure.kind in ("name", "pronoun") else 1


def _same_person(tree: Any, one: Figure, other: Figure) -> bool:
    if other.kind not in ("name", "pronoun", "one", "the", "own") or one.value != 1:
        return False
    apart = tree.labels[other.anchor] == "appos" and tree.heads[other.anchor] == one.anchor
    back = tree.labels[one.anchor] == "appos" and tree.heads[one.anchor] == other.anchor
    return apart or back


def _group(reading: Reading, draft: Draft, around: Around) -> tuple[VictimGroup, dict[str, float]]:
    candidate, view = reading.candidates[draft.number], reading.view
    if draft.context is None:
        voice = resolve(around.voice, reading.voices.attributions) if around.voice else None
        side = SIDES.get(voice.source.removeprefix("actor:")) if voice else None
        own = own_losses(candidate.tree, draft.figure, draft.predicate.anchor, side, view.language)
        if own:
            return cast(VictimGroup, own), {f"{own} by its own losses": 1.0}
    guess, why = guess_group(candidate, draft.figure, view, around.before)
    if is_sure(candidate.tree, draft.figure, guess, why, view):
        return cast(VictimGroup, guess), {f"{guess} by {why}": 1.0}
    features = group_features(candidate, standing(draft), view, around)
    probabilities = load("groups", view.language.code).probabilities(features)
    if not view.contractors:
        probabilities.pop("contractor", None)  # nobody in the article works for a company
    best = max(sorted(probabilities), key=lambda g: probabilities[g])
    return cast(VictimGroup, best), {g: round(p, 3) for g, p in sorted(probabilities.items()) if p >= 0.05}


def standing(draft: Draft) -> Statement:
    """The draft with its predicate in the figure's own sentence, as features need it."""
    predicate, figure = draft.predicate, draft.figure
    if draft.context is not None:
        predicate = replace(predicate, start=figure.start, end=figure.end, anchor=figure.anchor)
    return Statement(draft.number, figure, predicate)


def _claimant(reading: Reading, draft: Draft, spoke: Attribution | None) -> tuple[Attribution | None, float]:
    model = load("claimants", reading.view.language.code)
    return choose(model, reading.voices, standing(draft), spoke)


def _found(reading: Reading, draft: Draft, group: VictimGroup, attribution: Attribution | None) -> FoundClaim:
    candidates, view, language = reading.candidates, reading.view, reading.language
    document, attributions = reading.voices.document, reading.voices.attributions
    tree, figure = candidates[draft.number].tree, draft.figure
    meaning = meaning_of(tree, figure, draft.predicate, language, leaning=draft.context is not None)
    figure_span = (tree.starts[figure.start], tree.ends[figure.end - 1])
    victims = core(tree, figure.noun) if figure.noun is not None else None
    victims_span = (tree.starts[victims[0]], tree.ends[victims[1] - 1]) if victims else None
    there = draft.context.tree if draft.context else tree
    predicate_span = (there.starts[draft.predicate.start], there.ends[draft.predicate.end - 1])
    spans = [
        figure_span,
        *([victims_span] if victims_span else []),
        *([predicate_span] if draft.context is None else []),
    ]
    start, end = min(s[0] for s in spans), max(s[1] for s in spans)
    source = resolve(attribution, attributions) if attribution is not None else None
    relay = None
    if source is not None and source.how == "said" and source.candidate == draft.number and draft.context is None:
        source = innermost(source, attributions, tree, draft.predicate.anchor)
        outer = passing_on(source, attributions, tree)
        relay = outer.text if outer is not None else None
    nationality = nationality_of(tree, figure, language)
    claim = Claim(
        effect=draft.effect,
        victim_group=group,
        employer_id=employer_of(tree, figure, view, nationality) if group == "contractor" else None,
        nationality=nationality,
        figure_min=figure.low,
        figure_max=figure.high,
        figure_point=figure.point,
        modifier=figure.modifier,
        figure_text=None if figure.kind == "bare" and figure.noun is None else tree.text(figure.start, figure.end),
        claimant=source.text if source else None,
        claimant_id=_actor_of(source, view) if source else None,
        claimant_type=claimant_type(source, view.actors) if source else "none",
        relayed_by=relay or (relayed_by(source, candidates, view.actors, language) if source else None),
        stance=meaning.stance,
        evidence_type=meaning.evidence if source is None else _evidence(source, meaning),
        part_of=None,
        superseded=meaning.superseded,
        cumulative=meaning.cumulative,
        quote=document.text[start:end],
        char_start=start,
        char_end=end,
        confidence=round(draft.probability, 3),
        victims_named=figure.kind == "name",
    )
    span = (source.start, source.end) if source else None
    ids = tuple(
        dict.fromkeys(
            m.actor_id for m in view.actors if victims_span and m.start < victims_span[1] and m.end > victims_span[0]
        )
    )
    return FoundClaim(claim, tree.sentence.index, figure_span, predicate_span, victims_span, span, ids)


def _evidence(source: Attribution, meaning: Meaning) -> Any:
    words = source.text.lower()
    for word, kind in (
        ("video", "video"),
        ("footage", "video"),
        ("photo", "photo"),
        ("picture", "photo"),
        ("satellite", "satellite"),
    ):
        if word in words:
            return kind
    return meaning.evidence


def _actor_of(source: Attribution, view: Scene) -> str | None:
    inside = [m for m in view.actors if m.start < source.end and m.end > source.start]
    return inside[0].actor_id if inside else None
