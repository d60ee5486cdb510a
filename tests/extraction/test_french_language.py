"""The French lexicons and the French parse in the common scheme."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.languages import language
from pipelines.extraction.languages.fr.cues import CUES
from pipelines.extraction.languages.fr.numbers import NUMBERS, french_numbers
from pipelines.extraction.languages.fr.people import GROUP_PHRASES
from pipelines.extraction.languages.fr.sources import ACCORDING, RELAYS, SAID
from pipelines.extraction.languages.fr.syntax import adapt
from pipelines.extraction.languages.phrases import Phrases
from pipelines.extraction.text.document import Sentence, read
from pipelines.extraction.text.syntax import Tree, break_rings, parse
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


_WORDS = (
    "l' armée a dit que deux soldats , dont un Russe ont été tués « » selon le maire fait état de sept morts blessés "
    "avoir tué parmi eux figurent et la société confirme elle , ; . grièvement personne n' pour en compte vingt et un sont"
).split()
_TAGS = "NOUN PROPN VERB AUX ADJ ADV ADP DET NUM PRON CCONJ SCONJ PUNCT".split()
_LABELS = (
    "nsubj nsubj:pass obj obl obl:agent nmod amod det nummod case cop aux:tense aux:pass conj cc ccomp xcomp advcl acl acl:relcl "
    "mark punct parataxis appos advmod dep ROOT"
).split()


@st.composite
def parses(draw: st.DrawFn) -> tuple[Tree, list[SimpleNamespace]]:
    """Any parse that a parser could give: a forest over words of reports, with any tags and labels."""
    size = draw(st.integers(1, 16))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for place, token in enumerate(order):
        heads[token] = token if place == 0 else order[draw(st.integers(0, place - 1))]
    words = [draw(st.sampled_from(_WORDS)) for _ in range(size)]
    tags = [draw(st.sampled_from(_TAGS)) for _ in range(size)]
    labels = ["ROOT" if heads[t] == t else draw(st.sampled_from(_LABELS)) for t in range(size)]
    text = " ".join(words)
    starts = [sum(len(w) + 1 for w in words[:t]) for t in range(size)]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    sentence = Sentence(0, 0, 0, len(text), text, "body")
    parsed = Tree(
        sentence, words, [w.lower() for w in words], tags, labels, heads, starts, ends, [[] for _ in words], words
    )
    return parsed, [SimpleNamespace(text=w, pos_=t, morph="Number=Plur") for w, t in zip(words, tags, strict=True)]


@settings(max_examples=300, deadline=None)
@given(parses())
def test_mending_any_parse_ends_and_leaves_a_forest(made: tuple[Tree, list[SimpleNamespace]]) -> None:
    parsed, tokens = made
    adapt(parsed, tokens)
    break_rings(parsed.heads)
    for token in range(len(parsed)):
        top = parsed.ancestors(token)[-1]
        assert parsed.heads[top] == top


@given(st.lists(st.integers(0, 11), min_size=12, max_size=12))
def test_rings_of_heads_are_broken_and_nothing_else_is_touched(heads: list[int]) -> None:
    broken = list(heads)
    break_rings(broken)
    for token in range(12):
        seen, at = {token}, token
        while broken[at] != at:
            at = broken[at]
            assert at not in seen
            seen.add(at)
    assert all(new in (old, at) for at, (old, new) in enumerate(zip(heads, broken, strict=True)))


def test_a_word_that_is_also_an_abbreviation_ends_a_sentence() -> None:
    article = Article(
        "f", "Le convoi roulait vers l'est. Sept hommes sont morts. Le maire en compte sept.", language="fr"
    )
    assert [s.text for s in read(article).sentences] == [
        "Le convoi roulait vers l'est.",
        "Sept hommes sont morts.",
        "Le maire en compte sept.",
    ]
    assert tree("Le maire en compte sept.").words[-2:] == ["sept", "."]


def test_a_date_with_a_short_month_stays_one_sentence() -> None:
    assert len(read(Article("f", "Il est mort le 12 sept. 2021 à Ber.", language="fr")).sentences) == 1


def test_a_noun_that_the_parser_takes_for_an_adjective_is_qualified_by_the_word_behind_it() -> None:
    assert label(tree("Quatre gardes nationaux sont morts."), "nationaux") == ("amod:after", "gardes")


def test_the_pattern_table_has_no_empty_pattern() -> None:
    assert Phrases((p, True) for p, _ in PATTERNS).at(["zzz"], 0) is None
