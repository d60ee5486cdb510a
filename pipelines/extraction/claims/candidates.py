"""Candidates: the sentences of an article that may state a casualty, parsed, with their figures and predicates.

A cheap gate over word beginnings keeps texts without any casualty word from being parsed at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from ahocorasick_rs import AhoCorasick

from pipelines.extraction.claims.figure import Figure
from pipelines.extraction.claims.figures import find_figures
from pipelines.extraction.claims.predicates import Predicate, find_predicates, losses_without_figure
from pipelines.extraction.languages import language as language_of
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.document import Document, Sentence
from pipelines.extraction.text.syntax import Tree, parse

_EARLY = 4  # words before the figure in "They were six Americans"
_WORDS = re.compile(r"n't|\w+|[^\w\s]")
_NOT = re.compile(r"n't\b")
_FOLLOW = 4  # sentences after a predicate in which a figure may still lean on it


@dataclass(slots=True)
class Candidate:
    """A parsed sentence with everything in it that could be a figure or a predicate.

    `first` tells in which sentence each word of the article stands first: who is named again was counted before. `told` keeps
    what pairs.py says of a figure by itself, which each of its pairs needs.
    """

    tree: Tree
    figures: list[Figure]
    predicates: list[Predicate]
    first: Mapping[str, int] = field(default_factory=dict)
    told: dict[tuple[int, int, str], list[str]] = field(default_factory=dict)

    @property
    def index(self) -> int:
        return self.tree.sentence.index


@cache
def _gate(code: str) -> re.Pattern[str]:
    stems = sorted(language_of(code).gate, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, stems)) + ")", re.IGNORECASE)


@cache
def _leaning(code: str) -> re.Pattern[str]:
    """A figure near the start of a sentence, one that stands without a noun ("the hospital of seven"), or one that says
    that its people were named before."""
    language = language_of(code)
    words = language.another | language.both | language.leaning | set(language.ordinals)
    numbers = "|".join(sorted(map(re.escape, language.numbers.first_words())))
    leaning = "|".join(sorted(map(re.escape, words)))
    early = rf"^\W*(?:\w+\W+){{0,{_EARLY}}}?(?:\d|(?:{numbers})\b)"
    alone = rf"(?<!, )\b(?:\d{{1,3}}(?:,\d{{3}})?|(?:{numbers})(?:-\w+)?)(?:[.;:!?”\"»]|,\s|\W*$)"
    return re.compile(rf"\b(?:{leaning})\b|{early}|{alone}", re.IGNORECASE)


def _states(sentence: Sentence, language: Language) -> bool:
    """Whether a sentence that passed the gate holds a predicate, before any parse."""
    words = _WORDS.findall(_NOT.sub(" n't", sentence.text.lower().replace("’", "'")))
    return any(language.cues.at(words, at) for at, word in enumerate(words) if word in _first_words(language.code))


@cache
def _first_words(code: str) -> frozenset[str]:
    return frozenset(language_of(code).cues.first_words())


def has_cue(text: str, code: str) -> bool:
    """Whether a text holds any word that a casualty is stated with. Cheap: it decides before anything is parsed."""
    folded = text.lower()
    return any(
        start == 0 or not folded[start - 1].isalnum()
        for _, start, _ in _stems(code).find_matches_as_indexes(folded, overlapping=True)
    )


@cache
def _stems(code: str) -> AhoCorasick:
    return AhoCorasick(sorted(language_of(code).gate))


def find_candidates(document: Document) -> list[Candidate]:
    """The candidate sentences of an article, in order; none where no casualty word stands."""
    code = document.article.language
    if not has_cue(document.text, code):
        return []
    language = language_of(code)
    chosen = _chosen(document.body, language)
    first = _first_mentions(document.body) if chosen else {}
    out = []
    for tree in parse(chosen, language):
        predicates = find_predicates(tree, language)
        stated = frozenset(t for p in predicates for t in range(p.start, p.end))
        figures = find_figures(tree, language, stated)
        figures += losses_without_figure(tree, figures, predicates, language)
        out.append(Candidate(tree, sorted(figures, key=lambda f: (f.start, f.end)), predicates, first))
    return out


def _first_mentions(sentences: list[Sentence]) -> dict[str, int]:
    out: dict[str, int] = {}
    for sentence in sentences:
        if sentence.kind == "body":  # a headline repeats what the body says anew
            for word in _WORDS.findall(sentence.text.lower()):
                out.setdefault(word, sentence.index)
    return out


def _chosen(sentences: list[Sentence], language: Language) -> list[Sentence]:
    """Sentences with a casualty word, those that lean on one, and those beside them that may name who speaks."""
    code = language.code
    gate, leaning, voices = _gate(code), _leaning(code), _voices(code)
    chosen: set[int] = set()
    since = _FOLLOW
    for place, sentence in enumerate(sentences):
        if gate.search(sentence.text) and _states(sentence, language):
            since = 0
            chosen.add(place)
            if place and (voices.search(sentences[place - 1].text) or _names_them(sentences, place, code)):
                chosen.add(place - 1)
            if _opens_quote(sentence.text) and place + 1 < len(sentences) and voices.search(sentences[place + 1].text):
                chosen.add(place + 1)
        elif since < _FOLLOW and leaning.search(sentence.text):
            since += 1
            chosen.add(place)
        else:
            since += 1
    return [sentences[place] for place in sorted(chosen)]


def _names_them(sentences: list[Sentence], place: int, code: str) -> bool:
    """Whether the sentence speaks of "them", and the one before it counts who they may be."""
    return bool(_them(code).search(sentences[place].text) and _number(code).search(sentences[place - 1].text))


@cache
def _them(code: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(language_of(code).plural_pronouns)) + r")\b", re.IGNORECASE)


@cache
def _number(code: str) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, language_of(code).numbers.first_words())))
    return re.compile(rf"\b(?:\d{{1,3}}|{words})\b", re.IGNORECASE)


def _opens_quote(text: str) -> bool:
    return text.count('"') % 2 == 1 or text.count("“") > text.count("”") or text.count("«") > text.count("»")


@cache
def _voices(code: str) -> re.Pattern[str]:
    words = sorted(language_of(code).said.first_words() | language_of(code).according.first_words())
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


def language_for(document: Document) -> Language:
    """The language of an article; ValueError where no module serves it."""
    return language_of(document.article.language)
