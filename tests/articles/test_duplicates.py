"""Signatures say which texts are copies, the same in every process."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from pipelines.articles.duplicates import signature, similarity
from pipelines.articles.spans import mark
from pipelines.schemas.contract import Span

from .pages import BODY

STORY = "\n\n".join(BODY)
OTHER = (
    "The ministry of roads opened a bridge on Friday. It is 400 metres long and was paid for by a levy on fuel, the"
    " minister told a crowd that had waited since dawn."
)


def test_a_signature_is_128_little_endian_integers() -> None:
    assert len(signature(STORY)) == 512
    assert int.from_bytes(signature(STORY)[:4], "little") < 2**32


def test_a_copy_with_another_head_and_foot_is_alike_and_another_story_is_not() -> None:
    copy = f"Our own headline\n\n{STORY.replace('lorry', 'truck')}\n\nShare | Print\n\n© 2025 The Other Post"
    assert similarity(signature(STORY), signature(copy, mark(copy))) > 0.6
    assert similarity(signature(STORY), signature(OTHER)) < 0.05


def test_case_punctuation_and_the_form_of_accents_make_no_difference() -> None:
    assert signature("Tués à l'aube, dit-il: «trois»!") == signature("tue\u0301s a\u0300 l’aube – DIT IL, trois")


def test_marked_stretches_do_not_count() -> None:
    assert signature("x y z " + STORY, [Span(0, 5, "boilerplate")]) == signature(STORY)


def test_a_text_without_words_is_like_itself_alone() -> None:
    empty = signature("")
    assert similarity(empty, signature("...")) == 1.0
    assert similarity(empty, signature(STORY)) == 0.0
    assert len(signature("one")) == 512


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    code = "from pipelines.articles.duplicates import signature; print(signature('one two three four').hex())"
    for seed in ("1", "2"):
        out = subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        assert out.stdout.strip() == signature("one two three four").hex()


@given(st.text(max_size=200), st.text(max_size=200))
def test_similarity_is_symmetric_between_0_and_1_and_1_for_itself(one: str, other: str) -> None:
    a, b = signature(one), signature(other)
    assert similarity(a, b) == similarity(b, a)
    assert 0 <= similarity(a, b) <= 1
    assert similarity(a, a) == 1
