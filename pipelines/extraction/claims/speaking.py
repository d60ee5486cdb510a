"""Speaking: which of an article's sources says a claim, or nobody: the article in its own voice.

Sources of the claim's sentence and of the sentences near by are weighed against each other and against nobody, by the words
and the parse between them and the claim. Finding sources stands in claimants.py.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extraction.claims.candidates import Candidate
from pipelines.extraction.claims.claimants import Attribution
from pipelines.extraction.claims.model import Linear
from pipelines.extraction.claims.predicates import Statement
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.syntax import Tree

_BACK = 4  # sentences that a source carries over at most
_SHORT = 4  # fewer sentences are an extract, whose first source seldom speaks on


@dataclass(slots=True, frozen=True)
class Tie:
    """A claim's possible source, with its features."""

    attribution: Attribution
    features: tuple[str, ...]


@dataclass(slots=True, frozen=True)
class Voices:
    """An article's sources and where they stand."""

    document: Document
    candidates: Sequence[Candidate]
    attributions: Sequence[Attribution]


def ties(voices: Voices, statement: Statement, previous: Attribution | None) -> list[Tie]:
    """The sources near a statement, each with features; `previous` spoke the claim before."""
    here = voices.candidates[statement.number]
    quoted = in_quote(voices.document, here.tree.starts[statement.figure.start])
    out = []
    for attribution in voices.attributions:
        back = here.index - voices.candidates[attribution.candidate].index
        if -1 <= back <= _BACK and (back >= 0 or quoted):
            features = _features(voices, statement, attribution, previous, quoted=quoted)
            out.append(Tie(attribution, tuple(features)))
    return out


def choose(
    model: Linear, voices: Voices, statement: Statement, previous: Attribution | None
) -> tuple[Attribution | None, float]:
    """Who says it, or None for the article's own voice, and how probable that is among the options."""
    options = ties(voices, statement, previous)
    if not options:
        return None, 1.0
    scores = [model.score(tie.features) for tie in options]
    scores.append(model.score(nobody_features(voices, statement, previous, len(options))))
    top = max(scores)
    best = scores.index(top)
    probability = 1.0 / sum(math.exp(score - top) for score in scores)
    return (options[best].attribution if best < len(options) else None), probability


def nobody_features(
    voices: Voices, statement: Statement, previous: Attribution | None, options: int
) -> tuple[str, ...]:
    """What speaks for the article's own voice, beside so many sources."""
    here = voices.candidates[statement.number]
    own = sum(a.candidate == statement.number for a in voices.attributions)
    quoted = in_quote(voices.document, here.tree.starts[statement.figure.start])
    back = min(here.index - voices.candidates[previous.candidate].index, 5) if previous else 9
    short = len(voices.document.sentences) < _SHORT
    return (
        "n",
        f"n.own={own}",
        f"n.quoted={quoted}.{own > 0}",
        f"n.previous={back}.{own > 0}",
        f"n.sentence={here.tree.sentence.kind}",
        f"n.first={here.tree.glosses[0]}",
        f"n.figure={statement.figure.kind}",
        f"n.options={min(options, 6)}",
        f"n.index={min(here.index, 3)}.{own > 0}",
        f"n.cue={statement.predicate.cue.lemma}",
        f"n.short={short}.{own > 0}.{min(back, 4)}",
    )


def _features(
    voices: Voices, statement: Statement, attribution: Attribution, previous: Attribution | None, *, quoted: bool
) -> list[str]:
    here, there = voices.candidates[statement.number], voices.candidates[attribution.candidate]
    own = [a for a in voices.attributions if a.candidate == statement.number]
    back = here.index - there.index
    tree = here.tree
    paragraph = here.tree.sentence.paragraph - there.tree.sentence.paragraph
    same = previous is not None and (previous.start == attribution.start)
    out = [
        f"how={attribution.how}.{min(back, 3)}",
        f"back={back}.{min(paragraph, 2)}.{len(own) > 0}",
        f"source={attribution.source}.{min(back, 1)}",
        f"source.how={attribution.source}.{attribution.how}.{attribution.lemma}",
        f"lemma={attribution.lemma}.{min(back, 2)}",
        f"pronoun={attribution.pronoun}.{back}",
        f"same={same}.{min(back, 2)}.{len(own) > 0}",
        f"quoted={quoted}.{min(back, 2)}.{len(own) > 0}",
        f"prev={previous is not None}.{min(back, 2)}.{len(own) > 0}",
    ]
    if back == 0:
        return out + _same_sentence(tree, attribution, statement, own)
    return out + _other_sentence(voices, attribution, statement, own, quoted=quoted)


def _same_sentence(tree: Tree, attribution: Attribution, statement: Statement, own: Sequence[Attribution]) -> list[str]:
    figure, anchor = statement.figure, statement.predicate.anchor
    verb = attribution.verb
    rising, meet, falling = tree.path(figure.anchor, verb)
    path = "^".join(x for x in rising if x not in ("conj", "appos", "cc")) + "/" + "v".join(falling)
    order = (
        "before"
        if attribution.end <= tree.starts[figure.start]
        else "after"
        if attribution.start >= tree.ends[figure.end - 1]
        else "in"
    )
    left, right = sorted((verb, figure.start))
    between = tree.glosses[left:right]
    under = meet == verb
    last = verb >= len(tree) - 6
    is_subject = attribution.head in (figure.anchor, figure.noun)
    agent = any(c == attribution.head and tree.labels[c] == "nsubj" for c in tree.children[anchor])
    return [
        f"s.path={path}" if len(path) < 80 else "s.path=long",
        f"s.under={under}.{order}.{attribution.how}",
        f"s.order={order}.{attribution.how}.{last}",
        f"s.order.lemma={order}.{attribution.lemma}.{last}",
        f"s.label={tree.labels[verb]}.{order}.{under}",
        f"s.rising={rising[-1] if rising else '-'}.{under}.{order}",
        f"s.own={len(own)}.{order}",
        f"s.first={own[0] is attribution}.{own[-1] is attribution}.{order}",
        f"s.commas={sum(w == ',' for w in between)}.{order}",
        f"s.semi={';' in between}.{order}",
        f"s.but={any(w in ('but', 'while', 'whereas') for w in between)}.{order}",
        f"s.victim={is_subject}",
        f"s.citing={any(a.lemma == 'citing' for a in own)}.{attribution.lemma == 'citing'}",
        f"s.agent={agent}.{attribution.source}",
        f"s.source={attribution.source}.{order}.{under}",
        f"s.near={min((abs(a.verb - figure.start), n) for n, a in enumerate(own))[1] == own.index(attribution)}.{order}",
        f"s.between={sum(left < a.verb < right for a in own)}.{order}",
    ]


def _other_sentence(
    voices: Voices, attribution: Attribution, statement: Statement, own: Sequence[Attribution], *, quoted: bool
) -> list[str]:
    here, there = voices.candidates[statement.number], voices.candidates[attribution.candidate]
    document, attributions, figure = voices.document, voices.attributions, statement.figure
    back = here.index - there.index
    later = sum(a.start > attribution.start and a.end <= here.tree.starts[0] for a in attributions)
    first_word = here.tree.glosses[0]
    paragraph = here.tree.sentence.paragraph - there.tree.sentence.paragraph
    only_pronouns = bool(own) and all(a.pronoun for a in own)
    return [
        f"o.later={min(later, 3)}.{back}",
        f"o.first={first_word}.{back}" if back == 1 else "o.first",
        f"o.own={len(own) > 0}.{only_pronouns}.{min(later, 2)}",
        f"o.para={paragraph}.{back}.{attribution.how}",
        f"o.quoted={quoted}.{in_quote(document, there.tree.ends[-1] - 1)}.{back}",
        f"o.kind={figure.kind}.{min(later, 2)}",
        f"o.source={attribution.source}.{min(later, 1)}.{paragraph}",
        f"o.also={'also' in here.tree.glosses}.{back}",
    ]


def in_quote(document: Document, offset: int) -> bool:
    """Whether an offset stands inside a quotation of its paragraph."""
    start = document.text.rfind("\n", 0, offset) + 1
    piece = document.text[start:offset]
    curly = piece.count("“") + piece.count("«") - piece.count("”") - piece.count("»")
    return piece.count('"') % 2 == 1 or curly > 0
