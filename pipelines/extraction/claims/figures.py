"""Figures: every expression in a sentence that may count people, and what it means by CONTRACT.md's table.

Numbers in words and digits, ranges, bounds, vague words, single persons ("a guard", "another", a name), "the two", "no
guard". Whether a figure counts casualties is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.claims.figure import REACH, STOPPING, Figure, bounded, is_person
from pipelines.extraction.claims.singles import find_singles
from pipelines.extraction.languages.base import Bound, Language, Vague
from pipelines.extraction.text.matching import fold
from pipelines.extraction.text.syntax import Tree

_DIGITS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+")
_GLUED_RANGE = re.compile(r"(\d{1,5})[-–—](\d{1,5})")
_PLUS = re.compile(r"(\d[\d,]*)\+")
_THREE = re.compile(r"\d{3}")
_LIMIT = 100_000_000
_OLDEST, _GROWN = 110, 10


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
    found += find_singles(tree, taken, stated, language)
    kept = [f for f in found if not _counts_things(tree, f, stated, language)]
    return sorted(kept, key=lambda f: (f.start, f.end))


def _counts_things(tree: Tree, figure: Figure, stated: frozenset[int], language: Language) -> bool:
    """Whether a figure plainly counts no people: "three weeks", "no aircraft", "February 7", "how many"."""
    before = tree.glosses[figure.start - 1] if figure.start else ""
    noun = figure.noun
    day = (figure.value or 0) <= _DAYS and tree.words[figure.start][0].isdigit()
    if day and figure.start + 1 == figure.end < len(tree) and _is_month(tree, figure.end, language):
        return True  # "du 15 mars", "on 12 March"
    dated = day and figure.start > 0 and _is_month(tree, figure.start - 1, language)
    counted_next = figure.end < len(tree) and tree.tags[figure.end] in language.number_tags  # "on August 6 two guards"
    if dated and (noun is None or counted_next or not is_person(tree, noun, language)):
        return True
    if figure.kind == "bare" and before == "how":
        return True
    if noun is None or noun in stated:
        return False
    if figure.kind == "zero":
        return tree.lowers[noun] in language.units or tree.lowers[noun] in language.told
    return figure.kind in ("number", "range", "vague") and tree.lowers[noun] in language.units


_DAYS = 31


def _is_month(tree: Tree, at: int, language: Language) -> bool:
    """Whether a word is the name of a month."""
    capital = tree.words[at][:1].isupper() or not language.capital_months
    return capital and fold(tree.lowers[at]) in language.months


def _counted(tree: Tree, at: int, language: Language) -> Figure | None:
    bound, after = None, at
    mark = language.bounds_before.at(tree.lowers, at)
    if mark and not _risen(tree, at, mark.value):
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


def _risen(tree: Tree, at: int, bound: Bound) -> bool:
    """Whether "up to" tells where a toll went and bounds nothing: "revised up to 72"."""
    return bound == "up_to" and at > 0 and tree.glosses[at - 1].startswith(_MOVED)


_MOVED = ("revis", "rise", "rose", "rais", "climb", "went", "gone", "move")


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
    one = start > 1 and tree.tags[start - 2] not in language.plural_tags and is_person(tree, start - 2, language)
    if before in language.partitive:
        said = {tree.lowers[c] for c in tree.children[start - 2]}
        one = (
            one and bool(said & (language.indefinite | language.possessive)) and tree.glosses[start - 2] not in _CROWDS
        )
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
        and head - figure.end <= REACH
        and tree.tags[head] in language.noun_tags
        and tree.labels[last] in _MODIFYING
    ):
        noun = anchor = head
    if noun is None or not is_person(tree, noun, language):
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
    return replace(figure, anchor=_above_bound(tree, figure, anchor), noun=noun)


def _above_bound(tree: Tree, figure: Figure, anchor: int) -> int:
    """What stands for the figure where its noun hangs on its own bound: "upwards of 20 men", "pas moins de neuf gardes"."""
    while figure.start <= tree.heads[anchor] < figure.end and tree.heads[anchor] != anchor:
        anchor = tree.heads[anchor]
    return anchor


_CROWDS = frozenset({"family", "group", "crew", "team", "party", "squad", "gang"})
_MODIFYING = frozenset("nummod amod det nmod compound quantmod poss advmod".split())


def _people_after(tree: Tree, start: int, noun: int | None, language: Language) -> int | None:
    """The noun for people that the words right after a figure lead to, whatever the parse made of them."""
    found = None
    for token in range(start, min(start + REACH, len(tree))):
        if is_person(tree, token, language):
            found = token
        elif (
            found is not None
            or (tree.tags[token] in STOPPING and not tree.words[token].isupper())
            or tree.lowers[token] in language.units
            or tree.lowers[token] in language.indefinite  # "in 2011 a guard was shot"
            or tree.lowers[token] in (",", ";", ":", ".", "of")
        ):
            break
    return found


def _object_of(tree: Tree, start: int, language: Language) -> int | None:
    for token in range(start, min(start + REACH, len(tree))):
        if tree.tags[token] in language.noun_tags | {"PRP", "CD", "WP"} and (
            token + 1 == len(tree) or tree.tags[token + 1] not in language.noun_tags | {"POS"}
        ):
            return token
    return None
