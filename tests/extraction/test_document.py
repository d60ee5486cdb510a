"""Documents: sentences and tokens with offsets that hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.text.document import read
from pipelines.schemas.contract import Article, Span


def sentences(text: str) -> list[str]:
    return [s.text for s in read(Article("a", text)).sentences]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert sentences("Gen. Haftar spoke. He left.") == ["Gen. Haftar spoke.", "He left."]


def test_a_new_line_always_ends_a_sentence() -> None:
    assert sentences("Four killed\nA bomb went off.") == ["Four killed", "A bomb went off."]


def test_a_quotation_belongs_to_the_sentence_that_reports_it() -> None:
    assert sentences('"Never!" he said. They left.') == ['"Never!" he said.', "They left."]


def test_a_sentence_knows_the_kind_of_its_span() -> None:
    document = read(Article("a", "Four killed\nA bomb went off.", spans=[Span(0, 11, "headline")]))
    assert [s.kind for s in document.sentences] == ["headline", "body"]


def test_a_number_with_its_grouping_is_one_token() -> None:
    document = read(Article("a", "Some 1 500 men and 2,000 others."))
    assert [t.text for t in document.sentences[0].tokens if t.text[0].isdigit()] == ["1 500", "2,000"]


@given(st.text(max_size=300))
def test_offsets_of_sentences_and_tokens_hold_in_any_text(text: str) -> None:
    document = read(Article("a", text))
    for sentence in document.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
