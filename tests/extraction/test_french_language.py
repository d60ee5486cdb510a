"""The French lexicons and the French parse in the common scheme."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.languages import language
from pipelines.extraction.languages.fr.cues import CUES
from pipelines.extraction.languages.fr.numbers import NUMBERS, french_numbers
from pipelines.extraction.languages.fr.people import GROUP_PHRASES
from pipelines.extraction.languages.fr.sources import ACCORDING, RELAYS, SAID
from pipelines.extraction.languages.phrases import Phrases
from pipelines.extraction.text.document import read
from pipelines.extraction.text.syntax import Tree, parse
from pipelines.schemas.contract import Article

FRENCH = language("fr")
PATTERNS = [
    *((pattern, sentence) for pattern, _, _, _, sentence in CUES),
    *((pattern, sentence) for pattern, _, sentence in GROUP_PHRASES),
    *((pattern, sentence) for table in (SAID, ACCORDING, RELAYS) for pattern, _, sentence in table),
    *FRENCH.examples,
]


def tree(text: str) -> Tree:
    return parse(read(Article("f", text, language="fr")).sentences, FRENCH)[0]


def label(of: Tree, word: str) -> tuple[str, str]:
    at = of.lowers.index(word)
    return of.labels[at], of.lowers[of.heads[at]]


@pytest.mark.parametrize(("pattern", "sentence"), PATTERNS, ids=[p[:30] for p, _ in PATTERNS])
def test_a_pattern_is_found_in_its_sentence(pattern: str, sentence: str) -> None:
    words = tree(sentence).lowers
    assert any(Phrases([(pattern, True)]).at(words, at) for at in range(len(words))), f"{pattern!r}: {words}"


def test_every_pattern_is_written_in_small_letters() -> None:
    assert [pattern for pattern, _ in PATTERNS if pattern != pattern.lower()] == []


@given(st.integers(2, 999))
def test_every_spelling_of_a_number_reads_as_that_number(value: int) -> None:
    for pattern, meant in french_numbers():
        if meant == value and "|" not in pattern:
            found = NUMBERS.at(pattern.split(), 0)
            assert found is not None
            assert (found.value, found.end) == (value, len(pattern.split()))


@pytest.mark.parametrize("word", ["mercenaires", "instructeurs", "gendarmes", "habitants", "assaillants", "vigiles"])
def test_the_plural_of_a_noun_for_people_is_in_the_lexicon(word: str) -> None:
    assert word in FRENCH.people


def test_irregular_forms_of_a_people_are_known() -> None:
    assert {FRENCH.demonyms[w] for w in ("malien", "maliennes", "russes")} == {"MLI", "RUS"}


def test_a_preposition_stands_above_its_noun() -> None:
    parsed = tree("Deux soldats ont été tués par des rebelles.")
    assert label(parsed, "rebelles") == ("pobj", "par")
    assert label(parsed, "par") == ("agent", "tués")


def test_the_verb_of_saying_stands_above_what_is_said() -> None:
    parsed = tree("Sept mercenaires sont morts, a déclaré mardi un élu local.")
    assert label(parsed, "élu") == ("nsubj", "déclaré")
    assert label(parsed, "morts") == ("ccomp", "déclaré")


def test_a_long_number_in_words_counts_its_noun() -> None:
    assert label(tree("Quatre-vingt-quatre mercenaires ont péri."), "quatre-vingt-quatre") == ("nummod", "mercenaires")


def test_an_adjective_behind_its_noun_hangs_on_it() -> None:
    assert label(tree("L'explosion a tué deux instructeurs russes."), "russes") == ("amod:after", "instructeurs")


def test_dont_before_a_quantity_is_a_preposition_and_else_a_pronoun() -> None:
    assert label(tree("Cinq hommes, dont trois Russes, sont morts."), "dont") == ("prep", "hommes")
    assert label(tree("La société, dont le directeur est mort, se tait."), "dont")[0] != "prep"


def test_words_are_glossed_for_the_models_and_kept_in_the_text() -> None:
    parsed = tree("Des mercenaires russes ont été tués.")
    assert parsed.glosses[1:3] == ["mercenaries", "russians"]
    assert parsed.words[1:3] == ["mercenaires", "russes"]


@given(st.text(alphabet="aàé'’-., \n«»0123456789dontparmiquel", max_size=80))
def test_no_text_breaks_the_parse_or_makes_a_ring_of_heads(text: str) -> None:
    for parsed in parse(read(Article("f", text, language="fr")).sentences, FRENCH):
        for token in range(len(parsed)):
            top = parsed.ancestors(token)[-1]
            assert parsed.heads[top] == top


def test_the_pattern_table_has_no_empty_pattern() -> None:
    assert Phrases((p, True) for p, _ in PATTERNS).at(["zzz"], 0) is None
