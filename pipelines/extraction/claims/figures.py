"""Figures: every expression in a sentence that may count people, and what it means by CONTRACT.md's table.

Numbers in words and digits, ranges, bounds, vague words, single persons ("a guard", "another", a name), "the two", "no
guard". Whether a figure counts casualties is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.extraction.languages.base import Bound, Language, Vague
from pipelines.extraction.text.syntax import Tree
from pipelines.schemas.contract import Modifier

FigureKind = Literal[
    "number", "range", "vague", "one", "the", "own", "another", "name", "pronoun", "both", "rest", "zero", "bare"
]

_DIGITS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+")
_GLUED_RANGE = re.compile(r"(\d{1,5})[-–—](\d{1,5})")
_PLUS = re.compile(r"(\d[\d,]*)\+")
_THREE = re.compile(r"\d{3}")
_LIMIT = 100_000_000
_REACH = 7
_OLDEST, _GROWN = 110, 10


@dataclass(slots=True, frozen=True)
class Figure:
    """An expression that may count people. `start` and `end` are tokens (end exclusive), `anchor` the token that
    stands for it in the parse, `noun` the noun that it counts."""

    start: int
    end: int
    anchor: int
    noun: int | None
    kind: FigureKind
    low: int | None
    high: int | None
    point: int | None
    modifier: Modifier
    parsed: str

    @property
    def value(self) -> int | None:
        return self.point if self.point is not None else self.low if self.low is not None else self.high


def exact(value: int) -> tuple[int | None, int | None, int | None, Modifier]:
    """min, max, point and modifier of a plain number."""
    return value, value, value, "exact"


def bounded(value: int, bound: Bound | None) -> tuple[int | None, int | None, int | None, Modifier]:
    """min, max, point and modifier of a number under a bound (the table "Figures" of CONTRACT.md)."""
    if bound == "at_least":
        return value, None, value, "at_least"
    if bound == "more_than":
        return value + 1, None, value, "more_than"
    if bound == "up_to":
        return None, value, value, "up_to"
    if bound == "fewer":
        return None, max(value - 1, 0), value, "up_to"
    if bound == "about":
        return None, None, value, "about"
    return exact(value)


def number_at(tree: Tree, at: int, language: Language) -> tuple[int, int] | None:
    """The whole number that begins at token `at`, and the token after it."""
    first = _plain_number(tree, at, language)
    if first is None:
        return None
    value, end = first
    total, scaled = 0, False
    while end < len(tree):
        word = tree.lowers[end]
        if word in language.multipliers and value < 1_000_000:
            value *= language.multipliers[word]
            end, scaled = end + 1, True
            continue
        joined = end + 1 if word in language.joiners and end + 1 < len(tree) else end
        if scaled and value >= 100 and (joined > end or not tree.words[end][0].isdigit()):
            more = _plain_number(tree, joined, language)
            if more is not None and more[0] < 100 and not tree.words[joined][0].isdigit():
                total, (value, end) = total + value, more
                continue
        break
    return (total + value, end) if total + value <= _LIMIT else None


def _plain_number(tree: Tree, at: int, language: Language) -> tuple[int, int] | None:
    word = tree.words[at]
    if word[0].isdigit():
        match = _DIGITS.fullmatch(word)
        if match is None:
            return None
        value, end = int(re.sub(r"\D", "", word)[:12]), at + 1
        spaced = word.isdigit() and len(word) <= 3 and not word.startswith("0")
        while (
            spaced
            and end < len(tree)
            and _THREE.fullmatch(tree.words[end])
            and tree.starts[end] == tree.ends[end - 1] + 1
        ):
            value, end = value * 1000 + int(tree.words[end]), end + 1
        return value, end
    if tree.lowers[at] in language.indefinite and at + 1 < len(tree):
        unit = tree.lowers[at + 1]
        if unit in language.multipliers and language.multipliers[unit] >= 100:
            return 1, at + 1
        return None
    match_words = language.numbers.at(tree.lowers, at)
    return (match_words.value, match_words.end) if match_words else None


def find_figures(tree: Tree, language: Language, stated: frozenset[int] = frozenset()) -> list[Figure]:
    """All candidates of a sentence, by place; where two overlap, the one that reads more wins.

    `stated` holds the tokens of its predicates: a noun that one of them governs may be a person without being in a lexicon.
    """
    found: list[Figure] = []
    at = 0
    while at < len(tree):
        figure = _counted(tree, at, language)
        if figure is None:
            at += 1
        else:
            found.append(figure)
            at = figure.end
    taken = {t for f in found for t in range(f.start, f.end)} | {f.noun for f in found if f.noun is not None}
    found += _singles(tree, taken, stated, language)
    return sorted(found, key=lambda f: (f.start, f.end))


def _counted(tree: Tree, at: int, language: Language) -> Figure | None:
    bound, after = None, at
    mark = language.bounds_before.at(tree.lowers, at)
    if mark:
        bound, after = mark.value, mark.end
        second = language.bounds_before.at(tree.lowers, after) if after < len(tree) else None
        if second:
            after = second.end
    further = language.further.at(tree.lowers, after) if after < len(tree) else None
    if further:
        after = further.end
    if after >= len(tree):
        return None
    figure = _glued(tree, at, after, bound) or _ranged(tree, at, after, language)
    if figure is None:
        number = number_at(tree, after, language)
        vague = language.vague.at(tree.lowers, after)
        if vague and (number is None or vague.end >= number[1]):
            figure = _vague(at if bound else vague.start, vague.end, vague.value, bound)
        elif number and not _age(tree, number[1], language) and not _years_old(tree, after, number, language):
            value, end = number
            tail = language.bounds_after.at(tree.lowers, end) if end < len(tree) else None
            if tail and bound is None:
                bound, end = tail.value, tail.end
            low, high, point, modifier = bounded(value, bound)
            figure = Figure(
                at, end, end - 1, None, "number", low, high, point, modifier, f"{bound or 'exactly'} {value}"
            )
    if figure is None:
        return None
    return _trailing(tree, _attach(tree, figure, language), language)


def _trailing(tree: Tree, figure: Figure, language: Language) -> Figure:
    """The figure under a bound that follows its noun: "six Russians or more", "five bodies at least"."""
    value, end = figure.value, figure.noun + 1 if figure.noun is not None else len(tree)
    if figure.kind != "number" or figure.modifier != "exact" or value is None or not figure.end < end < len(tree):
        return figure
    if tree.tags[end - 1] in language.number_tags:
        return figure  # "one of the 40 or so men": the bound is that of 40
    tail = language.bounds_after.at(tree.lowers, end)
    if tail is None or (tail.end < len(tree) and number_at(tree, tail.end, language)):
        return figure  # "five soldiers, at least two of them officers": the bound is the next figure's
    low, high, point, modifier = bounded(value, tail.value)
    return replace(figure, low=low, high=high, point=point, modifier=modifier, parsed=f"{tail.value} {value}")


def _age(tree: Tree, end: int, language: Language) -> bool:
    """Whether the number is the first part of an age or a length ("a 12-year-old boy")."""
    rest = tree.lowers[end : end + 2]
    return len(rest) == 2 and rest[0] == "-" and (rest[1] in language.units or rest[1].endswith(("old", "strong")))


def _glued(tree: Tree, at: int, after: int, bound: Bound | None) -> Figure | None:
    word = tree.words[after]
    match = _GLUED_RANGE.fullmatch(word)
    if match:
        low, high = int(match[1]), int(match[2])
        if low < high:
            return Figure(at, after + 1, after, None, "range", low, high, None, "range", f"{low} to {high}")
    match = _PLUS.fullmatch(word)
    if match:
        value = int(match[1].replace(",", ""))
        return Figure(at, after + 1, after, None, "number", value, None, value, "at_least", f"at least {value}")
    return None


def _ranged(tree: Tree, at: int, after: int, language: Language) -> Figure | None:
    between = tree.lowers[after] in language.between
    if tree.lowers[max(after - 1, 0)] in language.moving and not _spread(tree, after, language):
        return None
    if tree.lowers[after] in language.moving and not _spread(tree, after, language):
        return None
    begin = after + 1 if between else after
    if begin >= len(tree):
        return None
    first = number_at(tree, begin, language)
    if first is None or first[1] + 1 >= len(tree):
        return None
    mark = tree.lowers[first[1]]
    joint = mark in language.range_marks or (between and mark in language.joiners)
    if not joint:
        return None
    start = first[1] + 1
    bound = language.bounds_before.at(tree.lowers, start)
    start = bound.end if bound else start
    second = _upper(tree, start, language) if start < len(tree) else None
    if second is None or second[0] <= first[0]:
        return None
    if bound and bound.value == "more_than":
        return Figure(
            at,
            second[1],
            second[1] - 1,
            None,
            "range",
            first[0],
            None,
            None,
            "range",
            f"{first[0]} to over {second[0]}",
        )
    return Figure(
        at, second[1], second[1] - 1, None, "range", first[0], second[0], None, "range", f"{first[0]} to {second[0]}"
    )


def _upper(tree: Tree, at: int, language: Language) -> tuple[int, int] | None:
    """The upper end of a range: a number, or a word that stands for one ("between seven and a dozen")."""
    number = number_at(tree, at, language)
    vague = language.vague.at(tree.lowers, at) if number is None else None
    return (vague.value.point, vague.end) if vague and vague.value.point is not None else number


def _years_old(tree: Tree, start: int, number: tuple[int, int], language: Language) -> bool:
    """Whether the number is somebody's age: "aged 46", "a boy of seven", "the driver, 51, fled"."""
    value, end = number
    if not start or value > _OLDEST:
        return False
    before, earlier = tree.lowers[start - 1], tree.lowers[start - 2] if start > 1 else ""
    after = tree.lowers[end] if end < len(tree) else "."
    if before in language.aged:
        return True
    one = start > 1 and tree.tags[start - 2] not in language.plural_tags and _person(tree, start - 2, language)
    if before in language.partitive:
        return one and earlier not in language.others and (end == len(tree) or tree.tags[end] not in language.noun_tags)
    named = start > 1 and (tree.tags[start - 2] in language.proper_tags or one)
    return before == "," and after in (",", ".", ")") and named and value >= _GROWN


def _spread(tree: Tree, at: int, language: Language) -> bool:
    """Whether "from two to twenty" is a spread of estimates and not a change of a toll."""
    return any(word in language.spread for word in tree.lowers[max(0, at - 6) : at])


def _vague(start: int, end: int, vague: Vague, bound: Bound | None) -> Figure:
    if vague.point is not None and bound in ("more_than", "at_least", "up_to"):
        low, high, point, modifier = bounded(vague.point, bound)
        return Figure(start, end, end - 1, None, "vague", low, high, point, modifier, f"{bound} {vague.point}")
    return Figure(
        start, end, end - 1, None, "bare" if vague.modifier == "none" else "vague",
        vague.low, vague.high, vague.point, vague.modifier, vague.modifier,
    )  # fmt: skip


def _attach(tree: Tree, figure: Figure, language: Language) -> Figure:
    """Find the noun that the figure counts: its head in the parse, a noun for people soon after it, or the object of "of"."""
    last = figure.end - 1
    for token in range(figure.end - 1, figure.start - 1, -1):
        if tree.labels[token] in _MODIFYING and tree.heads[token] >= figure.end:
            last = token
            break
    head, anchor = tree.heads[last], last
    noun: int | None = None
    if (
        head >= figure.end
        and head - figure.end <= _REACH
        and tree.tags[head] in language.noun_tags
        and tree.labels[last] in _MODIFYING
    ):
        noun = anchor = head
    if noun is None or not _person(tree, noun, language):
        near = _people_after(tree, figure.end, noun, language)
        if near is not None:
            anchor = near if noun is None and tree.labels[last] in _MODIFYING else anchor
            noun = near
    if noun is None and figure.start > 1 and tree.lowers[figure.start - 1] in language.partitive:
        crowd = figure.start - 2  # "a family of five was killed": five stands where the family stands
        if tree.glosses[crowd] in _CROWDS:
            return replace(figure, anchor=crowd, noun=crowd)
    if noun is None and figure.end < len(tree) and tree.lowers[figure.end] in language.partitive:
        noun = _object_of(tree, figure.end + 1, language)
    return replace(figure, anchor=anchor, noun=noun)


_CROWDS = frozenset({"family", "group", "crew", "team", "party", "squad", "gang"})
_MODIFYING = frozenset("nummod amod det nmod compound quantmod poss advmod".split())
_STOPPING = frozenset({"VBD", "VBZ", "VBP", "MD", "IN", "CC", "TO", "WDT", "WP"})


def _people_after(tree: Tree, start: int, noun: int | None, language: Language) -> int | None:
    """The noun for people that the words right after a figure lead to, whatever the parse made of them."""
    found = None
    for token in range(start, min(start + _REACH, len(tree))):
        if _person(tree, token, language):
            found = token
        elif (
            found is not None
            or (tree.tags[token] in _STOPPING and not tree.words[token].isupper())
            or tree.lowers[token] in language.units
            or tree.lowers[token] in language.indefinite  # "in 2011 a guard was shot"
            or tree.lowers[token] in (",", ";", ":", ".", "of")
        ):
            break
    return found


def _object_of(tree: Tree, start: int, language: Language) -> int | None:
    for token in range(start, min(start + _REACH, len(tree))):
        if tree.tags[token] in language.noun_tags | {"PRP", "CD", "WP"} and (
            token + 1 == len(tree) or tree.tags[token + 1] not in language.noun_tags | {"POS"}
        ):
            return token
    return None


def _singles(tree: Tree, taken: set[int], stated: frozenset[int], language: Language) -> list[Figure]:
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
            figure = _another(tree, token, language)
            if figure:
                out.append(figure)
                taken = taken | {figure.noun if figure.noun is not None else token}
        elif word == "rest":
            out.append(Figure(token, token + 1, token, None, "rest", None, None, None, "none", "the rest"))
        elif tag in language.noun_tags and not _inside_name(tree, token, language):
            figure = _single_noun(tree, token, taken, stated, language)
            if figure:
                out.append(figure)
    return out


def _clear_of_negation(tree: Tree, token: int) -> bool:
    before = tree.lowers[max(0, token - 6) : token]
    return not any(w in ("no", "not", "n't", "without", "denied", "never", "deny", "denies") for w in before)


def _zero(start: int, end: int, anchor: int, noun: int | None) -> Figure:
    return Figure(start, end, anchor, noun, "zero", *exact(0), "nobody")


def _negative(tree: Tree, token: int, language: Language) -> Figure:
    head = tree.heads[token]
    noun = head if head > token and head - token <= _REACH and tree.tags[head] in language.noun_tags else None
    if noun is None and token + 1 < len(tree) and tree.lowers[token + 1] in language.partitive:
        noun = next(
            (t for t in range(token + 2, min(token + 9, len(tree))) if tree.tags[t] in language.noun_tags | {"PRP"}),
            None,
        )
        return _zero(token, token + 1, token, noun)
    return _zero(token, token + 1, noun if noun is not None else token, noun)


def _another(tree: Tree, token: int, language: Language) -> Figure | None:
    head = tree.heads[token]
    ordinal = tree.lowers[token] in language.ordinals
    start = token
    if ordinal:
        if token == 0 or tree.lowers[token - 1] not in language.indefinite | language.definite:
            return None
        start = token - 1
    if (
        head > token
        and head - token <= _REACH
        and tree.tags[head] in language.noun_tags
        and tree.labels[token] in ("det", "amod", "compound")
    ):
        if tree.lowers[head] in language.units or not _person(tree, head, language):
            return None
        return Figure(start, head + 1, head, head, "another", *exact(1), "one more")
    return Figure(start, token + 1, token, None, "another", *exact(1), "one more")


def _person(tree: Tree, token: int, language: Language) -> bool:
    word = tree.lowers[token]
    return word in language.people or language.is_person_noun(word) or word in language.demonyms


def _inside_name(tree: Tree, token: int, language: Language) -> bool:
    return tree.labels[token] in ("compound", "nmod") and tree.heads[token] > token


def _single_noun(tree: Tree, token: int, taken: set[int], stated: frozenset[int], language: Language) -> Figure | None:
    """A singular person: "a guard", "the commander", "their driver", a name."""
    if tree.tags[token] in language.plural_tags and tree.words[token][0].islower():
        return None
    left = min([token, *(c for c in tree.children[token] if c < token and tree.labels[c] != "punct")])
    left = max(left, token - _REACH)
    if any(t in taken for t in range(left, token)):
        return None
    first = tree.lowers[left]
    possessed = any(tree.labels[c] == "poss" for c in tree.children[token])
    governed = tree.heads[token] in stated and tree.labels[token] in language.subject_labels | language.object_labels
    person = governed or _person(tree, token, language)
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
    if tree.tags[token] in language.proper_tags - language.plural_tags and tree.lowers[token] not in language.demonyms:
        return Figure(left, token + 1, token, token, "name", *exact(1), "one person by name")
    return None
