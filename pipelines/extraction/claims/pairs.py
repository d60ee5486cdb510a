"""Pairs: which figure is the number of victims of which predicate, as features and a decision.

A pair is a figure and a predicate of the same sentence, or a figure and the last predicate before its sentence ("Six of
them were Colombians"). The model decides; features are words, labels of the parse between the two, order, distance and kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extraction.claims.candidates import Candidate
from pipelines.extraction.claims.figure import Figure
from pipelines.extraction.claims.predicates import Predicate
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.syntax import Tree

_COORDINATION = frozenset({"conj", "appos", "cc", "punct"})
_INSIDE = _COORDINATION | frozenset({"nummod", "compound", "amod", "det", "quantmod", "nmod"})
_NAMED = frozenset({"name", "pronoun"})
_MARK_REACH = 4
_BE = frozenset({"is", "are", "was", "were", "been", "be"})
_LISTING = frozenset({",", "and", "or"})
_MEMBERS = frozenset({"among", "amongst"})


@dataclass(slots=True, frozen=True)
class Context:
    """What of another sentence a figure may lean on: its last predicate, how many sentences back it stands (-1: in the
    next, which says "them" of those counted here), the figures beside it."""

    predicate: Predicate
    tree: Tree
    back: int
    values: tuple[int, ...] = ()
    pronoun: int | None = None


def _bucket(n: int) -> str:
    for limit in (0, 1, 2, 3, 5, 8, 12, 20):
        if n <= limit:
            return str(limit)
    return "far"


def _size(value: int | None) -> str:
    if value is None:
        return "none"
    if 1900 <= value <= 2100:
        return "year"
    for limit in (0, 1, 2, 9, 20, 60, 200, 1000, 10000):
        if value <= limit:
            return f"<={limit}"
    return "huge"


def noun_class(tree: Tree, token: int | None, language: Language) -> str:
    """What kind of noun a figure counts: people by group, things, a name, unknown."""
    if token is None:
        return "none"
    word = tree.lowers[token]
    if word in language.units:
        return "unit"
    if word in language.people:
        return "p:" + language.people[word]
    if word in language.demonyms:
        return "p:demonym"
    if language.is_person_noun(word):
        return "p:suffix"
    if tree.tags[token] in language.proper_tags:
        return "proper"
    return tree.tags[token]


def figure_features(candidate: Candidate, figure: Figure, language: Language) -> list[str]:
    """What the figure is by itself."""
    key = figure.start, figure.end, figure.kind
    if key not in candidate.told:
        candidate.told[key] = _figure_features(candidate, figure, language)
    return candidate.told[key]


def _figure_features(candidate: Candidate, figure: Figure, language: Language) -> list[str]:
    tree = candidate.tree
    before = tree.glosses[figure.start - 1] if figure.start else "<s>"
    before2 = tree.glosses[figure.start - 2] if figure.start > 1 else "<s>"
    after = tree.glosses[figure.end] if figure.end < len(tree) else "</s>"
    after2 = tree.glosses[figure.end + 1] if figure.end + 1 < len(tree) else "</s>"
    noun = noun_class(tree, figure.noun, language)
    word = tree.glosses[figure.noun] if figure.noun is not None else "-"
    label = tree.labels[figure.anchor]
    aged = before == "," and after in (",", ".") and figure.kind == "number" and noun == "none"
    return [
        f"f.kind={figure.kind}",
        f"f.mod={figure.modifier}",
        f"f.size={_size(figure.value)}",
        f"f.noun={noun}",
        f"f.kind.noun={figure.kind}.{noun}",
        f"f.word={word}",
        f"f.b={before}",
        f"f.a={after}",
        f"f.a2={after}_{after2}",
        f"f.b2={before2}_{before}",
        f"f.label={label}",
        f"f.kind.label={figure.kind}.{label}",
        f"f.sent={tree.sentence.kind}",
        f"f.moving={_moving(tree, figure, language)}",
        f"f.age={aged}.{10 <= (figure.value or 0) < 100}",
        f"f.only={before}.{after}.{noun}" if noun == "none" else "f.noun",
        f"f.known={_known(candidate, figure)}.{figure.kind}",
        f"f.opening={tree.sentence.index == 0}.{figure.kind}",
    ]


def _known(candidate: Candidate, figure: Figure) -> bool:
    """Whether an earlier sentence has the word that says who is counted: the last of a name, a noun, the number itself."""
    single = figure.kind in ("name", "the", "own", "one", "another")
    word = candidate.tree.lowers[figure.anchor if single else figure.end - 1]
    return candidate.first.get(word, candidate.index) < candidate.index


def _moving(tree: Tree, figure: Figure, language: Language) -> str:
    """Which end of a change the figure is: "from nine to ten"."""
    before = tree.lowers[figure.start - 1] if figure.start else ""
    after = tree.lowers[figure.end] if figure.end < len(tree) else ""
    if before in language.moving and after in language.range_marks:
        return "from"
    if before in language.range_marks and any(
        w in language.moving for w in tree.lowers[max(0, figure.start - 5) : figure.start]
    ):
        return "to"
    return "at" if before in language.changed_to else "-"


def role(tree: Tree, figure: Figure, predicate: Predicate, voice: str) -> tuple[str, int]:
    """What the people counted are to the predicate, coarsely ("nsubjpass", "prep.of", "relcl"), and over how many
    coordinations: it generalises where the whole path is one of its kind."""
    anchor = min(dict.fromkeys((predicate.anchor, predicate.end - 1)), key=lambda t: _length(tree, figure.anchor, t))
    rising, _, falling = tree.path(figure.anchor, anchor)
    above = tree.ancestors(figure.anchor)
    last = max((n for n, label in enumerate(rising) if label not in _INSIDE), default=None)
    up = "-" if last is None else rising[last]
    if up == "prep" and last is not None:
        up += "." + tree.glosses[above[last]]
    down = [label for label in falling if label not in _COORDINATION]
    if any(tree.glosses[t] in _MEMBERS for t in tree.ancestors(anchor)[: len(falling)]):
        down = ["among"]  # "a Briton was among the ten killed"
    hops = sum(label in ("conj", "appos") for label in rising + falling)
    return f"{up}/{'.'.join(down[-2:])}.{tree.tags[anchor]}.{voice}", min(hops, 2)


def speaks(tree: Tree, figure: Figure, predicate: Predicate) -> bool:
    """Whether the people counted say or do what the predicate is said of, and so do not suffer it: "two sources said
    that four had died", "killed by two men"."""
    rising, _, falling = tree.path(figure.anchor, predicate.anchor)
    up = [label for label in rising if label not in _INSIDE]
    return (up[-1:] == ["nsubj"] and falling[:1] == ["ccomp"]) or (up[-1:] == ["agent"] and not falling)


def _length(tree: Tree, source: int, target: int) -> int:
    rising, _, falling = tree.path(source, target)
    return len(rising) + len(falling)


def host(tree: Tree, figures: Sequence[Figure], figure: Figure, language: Language) -> tuple[str, Figure] | None:
    """The larger figure before this one that it is said to be a part of, with the word that says so."""
    mark = _part_mark(tree, figure, language)
    if mark is None:
        return None
    for whole in reversed([f for f in figures if f.end <= figure.start and f.kind not in _NAMED]):
        if whole.value is None or figure.value is None or whole.value > figure.value:
            return mark, whole
    return None


def sibling(tree: Tree, figures: Sequence[Figure], figure: Figure) -> Figure | None:
    """The figure before this one in a list of figures: of "two Britons, a Fijian" the Britons."""
    for other in reversed([f for f in figures if f.end <= figure.start]):
        end = max(other.end, other.noun + 1 if other.noun is not None else 0)
        between = tree.glosses[end : figure.start]
        if other.kind != "name" and between and len(between) <= 2 and set(between) <= _LISTING:
            return other
    return None


def _part_mark(tree: Tree, figure: Figure, language: Language) -> str | None:
    after = " ".join(tree.lowers[figure.end : figure.end + 3])
    if after.startswith(language.of_them):
        return "of"
    for token in range(figure.start - 1, max(-1, figure.start - 1 - _MARK_REACH), -1):
        if tree.lowers[token] in language.including:
            return "including"
        if tree.lowers[token] in (":", "-", "–", "—", "("):
            return "colon"
        if tree.tags[token] in language.verb_tags:
            return None
    return None


def pair_features(candidate: Candidate, figure: Figure, predicate: Predicate, language: Language) -> list[str]:
    """Features of a figure and a predicate in one sentence."""
    tree, figures, predicates = candidate.tree, candidate.figures, candidate.predicates
    cue = predicate.cue
    out = [*figure_features(candidate, figure, language)]
    rising, meet, falling = tree.path(figure.anchor, predicate.anchor)
    path = "^".join(rising) + "/" + "v".join(falling)
    short = (
        "^".join(x for x in rising if x not in _COORDINATION)
        + "/"
        + "v".join(x for x in falling if x not in _COORDINATION)
    )
    steps = len(rising) + len(falling)
    inside = predicate.start <= figure.anchor < predicate.end or figure.start <= predicate.anchor < figure.end
    after = figure.start >= predicate.end
    order = "in" if inside else "after" if after else "before"
    left, right = (predicate.end, figure.start) if after else (figure.end, predicate.start)
    between = tree.glosses[left:right] if left < right else []
    n_figures = sum(left <= f.start < right for f in figures if f is not figure and f.kind != "name")
    n_predicates = sum(left <= p.start < right for p in predicates if p is not predicate)
    n_commas = sum(w in (",", ";", ":") for w in between)
    n_verbs = sum(t in language.verb_tags for t in tree.tags[left:right])
    tag = tree.tags[predicate.anchor]
    noun = noun_class(tree, figure.noun, language)
    same = [p for p in predicates if p.cue.effect == cue.effect]
    nearest = _gap(figure, predicate) == min(_gap(figure, p) for p in predicates)
    nearest_same = _gap(figure, predicate) == min(_gap(figure, p) for p in same)
    closest = _gap(figure, predicate) == min(_gap(f, predicate) for f in figures)
    passive = any(tree.labels[c] in ("auxpass", "aux:pass") for c in tree.children[predicate.anchor])
    subject = any(tree.labels[c] in language.subject_labels for c in tree.children[predicate.anchor])
    voice = "passive" if passive else "active" if subject else "bare"
    part, hops = role(tree, figure, predicate, voice)
    key = f"{cue.lemma}.{cue.kind}.{cue.effect}"
    out += [
        f"role={part}.{hops}",
        f"role.kind={part}.{figure.kind}",
        f"role.cue={part}.{key}",
        f"role.cue.kind={part}.{cue.kind}.{cue.effect}",
        f"role.noun={part}.{noun_class(tree, figure.noun, language)}",
        f"key={key}.{figure.kind}",
    ]
    before = sibling(tree, figures, figure)
    if before is not None:
        part, hops = role(tree, before, predicate, voice)
        out += [f"sib={before.kind}.{figure.kind}.{part}", f"sib.kind={before.kind}.{figure.kind}", f"sib.role={part}"]
        out.append(
            f"sib.noun={noun_class(tree, before.noun, language)}.{noun_class(tree, figure.noun, language)}.{part}"
        )
    whole = host(tree, figures, figure, language)
    if whole is not None:
        mark, other = whole
        part, hops = role(tree, other, predicate, voice)
        out += [
            f"host={mark}.{part}.{hops}",
            f"host.mark={mark}.{figure.kind}",
            f"host.cue={mark}.{part}.{cue.kind}",
            f"host.near={mark}.{_gap(other, predicate) == min(_gap(other, p) for p in predicates)}",
        ]
    out += [
        f"path={path}" if steps <= 8 else "path=long",
        f"short={short}" if steps <= 10 else "short=long",
        f"short.kind={short}.{cue.kind}.{figure.kind}" if steps <= 10 else "short.kind=long",
        f"short.voice={short}.{tag}.{voice}" if steps <= 10 else "x",
        f"path.lemma={short}.{cue.lemma}" if steps <= 10 else "x",
        f"path.effect={short}.{cue.effect}" if steps <= 10 else "x",
        f"steps={_bucket(steps)}",
        f"last={rising[-1] if rising else '-'}.{falling[-1] if falling else '-'}.{voice}.{order}",
        f"first={rising[0] if rising else '-'}.{order}.{tag}",
        f"meet={tree.tags[meet]}.{'cue' if meet == predicate.anchor else tree.glosses[meet] if steps < 7 else '-'}",
        f"order={order}.{cue.kind}.{voice}",
        f"order.tag={order}.{tag}.{_bucket(len(between))}",
        f"dist={order}.{_bucket(len(between))}",
        f"dist.fig={order}.{_bucket(len(between))}.{n_figures > 0}.{n_predicates > 0}",
        f"figs={n_figures if n_figures < 4 else 4}",
        f"preds={n_predicates if n_predicates < 4 else 4}",
        f"commas={n_commas if n_commas < 4 else 4}.{n_verbs if n_verbs < 3 else 3}",
        f"cue={cue.lemma}",
        f"cue.kind={cue.kind}.{figure.kind}",
        f"cue.effect={cue.effect}.{figure.kind}.{noun}",
        f"cue.order={cue.lemma}.{order}",
        f"cue.noun={cue.lemma}.{noun}",
        f"cue.word={cue.lemma}.{tree.glosses[predicate.end - 1]}",
        f"near={nearest}.{nearest_same}.{closest}.{order}",
        f"near.kind={nearest}.{closest}.{figure.kind}.{cue.kind}",
        f"cue.b={tree.glosses[predicate.start - 1] if predicate.start else '<s>'}",
        f"cue.a={tree.glosses[predicate.end] if predicate.end < len(tree) else '</s>'}",
        f"noun.path={noun}.{short}" if steps <= 6 else "x",
    ]
    if inside:
        above = tree.heads[predicate.anchor]
        out += [f"own.head={tree.lowers[above]}", f"own.label={tree.labels[predicate.anchor]}.{tree.tags[above]}"]
        out += [f"own.near={w}" for w in tree.lowers[max(0, predicate.start - 4) : predicate.start]]
        out += [
            f"own.neg.{any(tree.labels[c] == 'neg' for t in tree.ancestors(predicate.anchor) for c in tree.children[t])}"
        ]
    if len(between) <= 5:
        out.append("between=" + "_".join(between[:5]))
        out.append("between.tags=" + "_".join(tree.tags[left:right]) + f".{order}.{cue.kind}")
    out += [f"w={w}.{order}" for w in between[:10]]
    unreal = language.unreal.find(tree.lowers)
    for match in unreal:
        gap = predicate.start - match.end
        if 0 <= gap <= 3 or match.start <= predicate.anchor < match.end:
            out.append(f"unreal={match.value}.{_bucket(gap)}")
            out.append("unreal=near")
        elif match.end <= predicate.start:
            out.append(f"unreal.before={match.value}")
    if any(tree.labels[c] == "neg" for c in tree.children[predicate.anchor]):
        out.append(f"negated.{figure.kind}")
    return out


def context_features(candidate: Candidate, figure: Figure, context: Context, language: Language) -> list[str]:
    """Features of a figure and a predicate that stands before its sentence."""
    tree, predicates = candidate.tree, candidate.predicates
    cue = context.predicate.cue
    noun = noun_class(tree, figure.noun, language)
    after = tree.glosses[figure.end] if figure.end < len(tree) else "</s>"
    out = ["c." + f for f in figure_features(candidate, figure, language)]
    head = tree.heads[figure.anchor]
    out += [
        "context",
        f"c.back={context.back}",
        f"c.effect={cue.effect}.{figure.kind}",
        f"c.cue={cue.lemma}.{figure.kind}",
        f"c.own={len(predicates) > 0}.{figure.kind}",
        f"c.noun={noun}.{figure.kind}.{len(predicates) > 0}",
        f"c.head={tree.glosses[head]}.{tree.labels[figure.anchor]}",
        f"c.after={after}.{figure.kind}",
        f"c.start={figure.start == 0}.{figure.kind}",
        f"c.place={_bucket(figure.start)}",
        f"c.root={tree.glosses[head]}.{tree.labels[figure.anchor]}",
        f"c.first={tree.glosses[0]}.{figure.kind}",
        f"c.verb={_verb_above(tree, figure.anchor, language)}.{tree.labels[figure.anchor]}",
        f"c.list={sum(f in (',', 'and') for f in tree.glosses)}.{noun}",
        f"c.nation={figure.noun is not None and tree.lowers[figure.noun] in language.demonyms}.{figure.kind}",
        f"c.whole={_beside(figure, context.values)}.{figure.kind}",
        f"c.whole.own={_beside(figure, context.values)}.{len(predicates) > 0}.{cue.effect}",
    ]
    is_what = _copula(candidate, figure, language)
    if is_what is not None:
        out += [f"c.is={is_what}", f"c.is.kind={is_what}.{figure.kind}.{cue.effect}"]
    if context.pronoun is not None:
        there = context.tree
        said = f"{there.glosses[context.pronoun]}.{there.labels[context.pronoun]}"
        rising, _, falling = there.path(context.pronoun, context.predicate.anchor)
        subject = any(label in language.subject_labels for label in _climb(tree, figure.anchor))
        out += [
            f"c.they={said}.{'^'.join(rising)}/{'v'.join(falling)}",
            f"c.they.cue={said}.{cue.kind}.{cue.lemma}",
            f"c.they.here={subject}.{len(predicates) > 0}.{figure.kind}.{noun}",
        ]
    return out


def _beside(figure: Figure, values: Sequence[int]) -> str:
    """How a figure compares with those of the sentence that it may lean on."""
    if figure.value is None or not values:
        return "-"
    if figure.value in values:
        return "same"
    return "less" if figure.value < max(values) else "more"


def _climb(tree: Tree, token: int) -> list[str]:
    """The labels from a token up, without coordination, to the first that is none of a noun phrase's."""
    labels = [tree.labels[t] for t in tree.ancestors(token)]
    return [label for label in labels if label not in _INSIDE][:1]


def _copula(candidate: Candidate, figure: Figure, language: Language) -> str | None:
    """Of "they were six Colombians" the subject, of "six were Colombians" what they were."""
    tree = candidate.tree
    token = figure.anchor
    while tree.labels[token] in _INSIDE and tree.heads[token] != token:
        token = tree.heads[token]
    verb = tree.heads[token]
    if tree.glosses[verb] not in _BE:
        return None
    if tree.labels[token] == "attr":
        subjects = [c for c in tree.children[verb] if tree.labels[c] in language.subject_labels]
        return "what." + (tree.glosses[subjects[0]] if subjects else "-")
    if tree.labels[token] in language.subject_labels:
        told = [c for c in tree.children[verb] if tree.labels[c] in ("attr", "acomp", "prep") and c > verb]
        return "who." + (noun_class(tree, told[0], language) if told else "-")
    return None


def _verb_above(tree: Tree, token: int, language: Language) -> str:
    return next((tree.glosses[t] for t in tree.ancestors(token) if tree.tags[t] in language.verb_tags), "-")


def _gap(figure: Figure, predicate: Predicate) -> int:
    if figure.start >= predicate.end:
        return figure.start - predicate.end
    return max(predicate.start - figure.end, 0)
