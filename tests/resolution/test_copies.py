"""Wire copies are one source; a copy with an exchanged name is another story."""

import struct

import polars as pl
import pytest

from pipelines.articles.duplicates import signature
from pipelines.resolution.resolve import resolve
from pipelines.resolution.variants import variants
from pipelines.resolution.wires import wire_groups
from tests.resolution.build import Story, Told, document, frames_of, kin

TEXT = (
    "Four members of the Redut company were killed on Monday near Bakouma, the sub-prefect said by telephone. A trader who "
    "passed the place saw a burning lorry and four bodies under a tarpaulin. Helicopters strafed a forest camp in the "
    "afternoon, and nothing is known of the result. The road between Bakouma and the mines has been closed to all traffic."
)


def copied(*texts):
    articles, mentions, claims = frames_of([Story(f"a{n}", [Told()]) for n in range(len(texts))])
    rows = articles.with_columns(
        text=pl.Series(texts), signature=pl.Series([signature(text) for text in texts], dtype=pl.Binary)
    )
    return rows, mentions, claims


def exchanged(one, other):
    articles, _, _ = copied(one, other)
    rows = variants(articles, wire_groups(articles))
    return sorted(name for variant in rows["variant"].to_list() for name in variant)


def test_a_shortened_and_reworded_copy_is_in_the_group_named_after_the_smallest_id():
    shorter = TEXT.replace(" in the afternoon, and nothing is known of the result", "").replace(
        "said by telephone", "has said"
    )
    articles, _, _ = copied(
        TEXT, shorter, "Another article about the price of cotton in the north of the country this year."
    )
    first, second, third = (document(f"a{n}") for n in range(3))
    assert dict(wire_groups(articles).iter_rows()) == {
        first: min(first, second),
        second: min(first, second),
        third: third,
    }


def test_texts_without_a_word_are_copies_of_nothing():
    articles, _, _ = copied("…", "!", "?")
    assert wire_groups(articles).filter(pl.col("document_id") != pl.col("near_duplicate_group")).is_empty()


def test_a_signature_of_another_length_is_refused_with_the_document():
    articles, _, _ = copied(TEXT)
    with pytest.raises(ValueError, match="expected 128"):
        wire_groups(articles.with_columns(signature=pl.lit(struct.pack("<2I", 1, 2))))


def test_an_exchanged_town_or_company_is_found_and_rewording_is_not_one():
    (names,) = exchanged(TEXT, TEXT.replace("Bakouma", "Bambari"))
    assert set(names.split(">")) == {"bakuma", "bambari"}
    (names,) = exchanged(TEXT, TEXT.replace("Redut", "Triple Canopy"))
    assert set(names.split(">")) == {"redut", "triple kanopi"}
    assert exchanged(TEXT, TEXT.replace("A trader who passed", "Somebody who came by")) == []
    assert exchanged(TEXT, TEXT.replace("Bakouma", "Bakoumah").replace("Monday", "Thursday")) == []


def test_who_printed_it_and_countries_are_no_exchanged_names():
    one, other = TEXT.replace("said by", "told Newsline by"), TEXT.replace("said by", "told Star by")
    articles, _, _ = copied(one, other)
    articles = articles.with_columns(publisher=pl.Series(["Centrafrique Newsline", "Yaoundé Star"]))
    assert variants(articles, wire_groups(articles))["variant"].to_list() == [[], []]
    assert exchanged(TEXT.replace("The road", "In Mali the road"), TEXT.replace("The road", "In Chad the road")) == []


def test_a_copy_with_an_exchanged_town_is_another_incident_even_where_no_place_was_read():
    vague = Told(place=None, killed=4)
    articles, mentions, claims = frames_of([Story("a0", [vague]), Story("a1", [vague]), Story("a2", [vague])])
    texts = [TEXT, TEXT.replace("Bakouma", "Bambari"), TEXT.replace(" by telephone", "")]
    articles = articles.with_columns(
        text=pl.Series(texts), signature=pl.Series([signature(text) for text in texts], dtype=pl.Binary)
    )
    links = resolve(articles, mentions, claims, kin).links
    ids = {
        mention.partition("#")[0]: incident
        for mention, incident in links.select("mention_id", "incident_id").iter_rows()
    }
    assert ids[document("a0")] == ids[document("a2")] != ids[document("a1")]
