"""The lexicons: every pattern reads the sentence that stands beside it."""

from __future__ import annotations

import pytest

from pipelines.extraction.languages import language
from pipelines.extraction.languages.en.cues import CUES
from pipelines.extraction.languages.en.people import GROUP_PHRASES
from pipelines.extraction.languages.phrases import Phrases
from pipelines.extraction.text.document import read
from pipelines.extraction.text.syntax import Tree, parse
from pipelines.schemas.contract import Article

ENGLISH = language("en")


def trees(sentences: list[str]) -> list[Tree]:
    return [parse(read(Article("a", sentence)).sentences, ENGLISH)[0] for sentence in sentences]


@pytest.mark.parametrize(("pattern", "effect", "kind", "sentence"), CUES, ids=[c[0][:30] for c in CUES])
def test_a_predicate_is_found_in_its_sentence(pattern: str, effect: str, kind: str, sentence: str) -> None:
    words = trees([sentence])[0].lowers
    found = [Phrases([(pattern, True)]).at(words, at) for at in range(len(words))]
    assert any(found), f"{pattern!r} is not in {sentence!r}"


@pytest.mark.parametrize(("pattern", "sentence"), ENGLISH.examples, ids=[e[0][:30] for e in ENGLISH.examples])
def test_a_pattern_is_found_in_its_sentence(pattern: str, sentence: str) -> None:
    words = trees([sentence])[0].lowers
    assert any(Phrases([(pattern, True)]).at(words, at) for at in range(len(words))), (
        f"{pattern!r} is not in {sentence!r}"
    )


@pytest.mark.parametrize(("pattern", "group", "sentence"), GROUP_PHRASES, ids=[g[0][:30] for g in GROUP_PHRASES])
def test_a_phrase_for_people_is_found_in_its_sentence(pattern: str, group: str, sentence: str) -> None:
    words = trees([sentence])[0].lowers
    assert any(Phrases([(pattern, group)]).at(words, at) for at in range(len(words)))


def test_of_two_patterns_the_longer_wins() -> None:
    phrases = Phrases([("shot", 1), ("shot dead", 2)])
    assert [m.value for m in phrases.find("a man was shot dead".split())] == [2]


def test_a_gap_spans_up_to_three_words() -> None:
    phrases = Phrases([("cost ** lives", 1)])
    assert phrases.at("cost ten lives".split(), 0)
    assert phrases.at("cost at least ten lives".split(), 0)
    assert not phrases.at("cost a b c d lives".split(), 0)


def test_a_language_without_a_lexicon_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'sw' has no lexicon"):
        language("sw")
