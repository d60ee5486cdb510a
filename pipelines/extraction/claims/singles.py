"""Figures of one, of two and of nobody without a number: "a guard", "another", a name, "both", "no guard"."""

from __future__ import annotations

from pipelines.extraction.claims.figure import REACH, STOPPING, Figure, exact, is_person
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.syntax import Tree


def find_singles(tree: Tree, taken: set[int], stated: frozenset[int], language: Language) -> list[Figure]:
    out = []
    for token in range(len(tree)):
        if token in taken:
            continue
        word, tag = tree.lowers[token], tree.tags[token]
        if word in language.both:
            out.append(Figure(token, token + 1, token, None, "both", 2, 2, 2, "exact", "both"))
        elif word in language.nobody or (word == "no" and tree.lowers[token : token + 2] == ["no", "one"]):
            out.append(_zero(token, token + 1, token, None))
        elif word in language.negative and not (word == "any" and _clear_of_negation(tree, token)):
            out.append(_negative(tree, token, language))
        elif word in language.pronouns:
            out.append(Figure(token, token + 1, token, None, "pronoun", *exact(1), "one person"))
        elif word in language.another or word in language.ordinals:
            figure = _another(tree, token, stated, language)
            if figure:
                out.append(figure)
                taken = taken | {figure.noun if figure.noun is not None else token}
        elif word == "rest":
            out.append(Figure(token, token + 1, token, None, "rest", None, None, None, "none", "the rest"))
        elif (word in language.demonyms or word in language.foreign) and _one_of_a_people(tree, token, language):
            # "two Ugandans, a Kenyan and three Nepalis" is parsed as a Kenyan Nepali
            anchor = tree.heads[token] if _inside_name(tree, token, language) or _qualifies(tree, token) else token
            out.append(Figure(token - 1, token + 1, anchor, token, "one", *exact(1), "one person"))
        elif tag in language.noun_tags and not _inside_name(tree, token, language):
            figure = _single_noun(tree, token, taken, stated, language)
            if figure:
                out.append(figure)
    return out


def _qualifies(tree: Tree, token: int) -> bool:
    return tree.labels[token] == "amod" and tree.heads[token] > token


def _one_of_a_people(tree: Tree, token: int, language: Language) -> bool:
    """Whether a nationality is a person, whatever it is tagged as: "a Serb and a Kenyan"."""
    if not token or tree.lowers[token - 1] not in language.indefinite:
        return False
    return token + 1 == len(tree) or tree.lowers[token + 1] in _ENDING or tree.tags[token + 1] in STOPPING | _SAID_OF


_SAID_OF = frozenset({"VBN", "VBG"})
_ENDING = frozenset({",", ".", ";", ":", "and", "or", "et", "ou", ")", "-", "–"})


def _clear_of_negation(tree: Tree, token: int) -> bool:
    before = tree.lowers[max(0, token - 6) : token]
    return not any(w in ("no", "not", "n't", "without", "denied", "never", "deny", "denies") for w in before)


def _zero(start: int, end: int, anchor: int, noun: int | None) -> Figure:
    return Figure(start, end, anchor, noun, "zero", *exact(0), "nobody")


def _negative(tree: Tree, token: int, language: Language) -> Figure:
    head = tree.heads[token]
    noun = head if head > token and head - token <= REACH and tree.tags[head] in language.noun_tags else None
    if noun is None and token + 1 < len(tree) and tree.lowers[token + 1] in language.partitive:
        noun = next(
            (t for t in range(token + 2, min(token + 9, len(tree))) if tree.tags[t] in language.noun_tags | {"PRP"}),
            None,
        )
        return _zero(token, token + 1, token, noun)
    return _zero(token, token + 1, noun if noun is not None else token, noun)


def _another(tree: Tree, token: int, stated: frozenset[int], language: Language) -> Figure | None:
    head = tree.heads[token]
    ordinal = tree.lowers[token] in language.ordinals
    start = token
    if ordinal:
        if token == 0 or tree.lowers[token - 1] not in language.indefinite | language.definite:
            return None
        start = token - 1
    if (
        head > token
        and head - token <= REACH
        and tree.tags[head] in language.noun_tags
        and tree.labels[token] in ("det", "amod", "compound")
    ):
        if tree.lowers[head] in language.units or not (
            is_person(tree, head, language) or _governed(tree, head, stated, language)
        ):
            return None
        if ordinal and tree.lowers[token - 1] in language.definite and _so_far(tree, head):
            place = language.ordinals[tree.lowers[token]]
            return Figure(start, head + 1, head, head, "another", *exact(place), f"number {place} of a series")
        return Figure(start, head + 1, head, head, "another", *exact(1), "one more")
    return Figure(start, token + 1, token, None, "another", *exact(1), "one more")


def _so_far(tree: Tree, noun: int) -> bool:
    """Whether an ordinal tells a running total: "the fifth leader to be killed"."""
    return tree.glosses[noun + 1 : noun + 3] in (["to", "be"], ["to", "die"])


def _governed(tree: Tree, token: int, stated: frozenset[int], language: Language) -> bool:
    return tree.heads[token] in stated and tree.labels[token] in language.subject_labels | language.object_labels


def _inside_name(tree: Tree, token: int, language: Language) -> bool:
    return tree.labels[token] in ("compound", "nmod") and tree.heads[token] > token


def _single_noun(tree: Tree, token: int, taken: set[int], stated: frozenset[int], language: Language) -> Figure | None:
    """A singular person: "a guard", "the commander", "their driver", a name."""
    if tree.tags[token] in language.plural_tags and tree.words[token][0].islower():
        return None
    left = min([token, *(c for c in tree.children[token] if c < token and tree.labels[c] != "punct")])
    left = max(left, token - REACH)
    if any(t in taken for t in range(left, token)):
        return None
    first = tree.lowers[left]
    possessed = any(tree.labels[c] == "poss" for c in tree.children[token])
    person = _governed(tree, token, stated, language) or is_person(tree, token, language)
    if tree.lowers[token] in language.units:
        return None
    if first in language.indefinite:
        return (
            Figure(left, token + 1, token, token, "one", *exact(1), "one person")
            if person or tree.tags[token] == "NN"
            else None
        )
    if first in language.definite and person:
        return Figure(left, token + 1, token, token, "the", *exact(1), "one person")
    if (first in language.possessive or possessed) and person:
        return Figure(left, token + 1, token, token, "own", *exact(1), "one person")
    if _named(tree, token, left, language) and not _somewhere(tree, token):
        return Figure(left, token + 1, token, token, "name", *exact(1), "one person by name")
    return None


def _named(tree: Tree, token: int, left: int, language: Language) -> bool:
    """Whether a noun phrase is one person's name; "Menezes" is tagged as a plural, "Luis Rey director" as a noun."""
    if tree.tags[token] not in language.proper_tags:
        return left < token and tree.tags[left] in language.proper_tags and _titled(tree, token, left, language)
    if tree.lowers[token] in language.demonyms:
        return False
    return tree.tags[token] not in language.plural_tags or (left == token and tree.lowers[token] not in language.people)


def _somewhere(tree: Tree, token: int) -> bool:
    """Whether a name is where something is, not who: "in Bakhmut"."""
    return tree.labels[token] == "pobj" and tree.glosses[tree.heads[token]] in _WHERE


_WHERE = frozenset("in at near on from to into over across around outside inside towards via".split())


def _titled(tree: Tree, token: int, left: int, language: Language) -> bool:
    proper = [t for t in range(left, token) if tree.tags[t] in language.proper_tags]
    return len(proper) > 1 and proper[-1] == token - 1 and is_person(tree, token, language)
