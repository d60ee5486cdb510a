"""Rulings of people win, hold on content, and are never lost."""

import csv
import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.resolution import rulings
from pipelines.resolution.corrections import apply_to_claims, parse_correction
from pipelines.resolution.resolve import resolve
from pipelines.resolution.rulings import Known, RulingError, add_ruling
from pipelines.schemas import frames
from tests.resolution.build import Story, Told, document, frames_of, kin

SAID = {"who": "Ana", "when": dt.datetime(2026, 1, 2, tzinfo=dt.UTC), "why": "the maps agree"}
BONI = Told("2025-03-12", killed=5, quote="Five were killed in Boni")
NIONO = Told("2025-03-12", place="Niono", killed=4, quote="Four were killed in Niono")


def known(stories):
    articles, mentions, claims = frames_of(stories)
    resolution = resolve(articles, mentions, claims, kin)
    return Known(articles, claims, resolution.links)


def ids(stories, people, entries=None):
    resolution = resolve(*frames_of(stories), kin, people, entries)
    names = {document(s.name): s.name for s in stories}
    return {
        names[m.partition("#")[0]]: i for m, i in resolution.links.select("mention_id", "incident_id").iter_rows()
    }, resolution


def test_a_merge_joins_two_incidents_and_says_that_a_ruling_did(tmp_path):
    stories = [Story("a", [BONI]), Story("b", [NIONO])]
    path = tmp_path / "rulings.csv"
    add_ruling(path, known(stories), "merge", "CL-000001", "CL-000002", **SAID)
    linked, resolution = ids(stories, rulings.read(path))
    assert linked == {"a": "CL-000001", "b": "CL-000001"}
    assert resolution.links["method"].to_list().count("ruling") == 1
    assert resolution.unapplied.is_empty()


def test_a_merge_holds_when_texts_are_extracted_again_and_more_articles_come(tmp_path):
    path = tmp_path / "rulings.csv"
    add_ruling(path, known([Story("a", [BONI]), Story("b", [NIONO])]), "merge", "CL-000001", "CL-000002", **SAID)
    other = Told("2024-01-01", place="Gao", killed=9, quote="Nine had died before")
    # b is told second now, and its place was read more vaguely.
    stories = [
        Story("c", [BONI]),
        Story("a", [BONI]),
        Story(
            "b",
            [other, Told("2025-03-12", place="Niono", killed=4, quote="Four were killed in Niono", event_type="ied")],
        ),
    ]
    _, resolution = ids(stories, rulings.read(path))
    by = dict(resolution.links.select("mention_id", "incident_id").iter_rows())
    assert by[f"{document('a')}#0"] == by[f"{document('c')}#0"] == by[f"{document('b')}#1"]
    assert by[f"{document('b')}#0"] != by[f"{document('a')}#0"]


def test_a_split_takes_the_named_articles_out_and_later_ones_go_where_they_fit(tmp_path):
    stories = [Story("a", [BONI]), Story("b", [Told("2025-03-12", killed=2, quote="Two were killed")])]
    path = tmp_path / "rulings.csv"
    add_ruling(path, known(stories), "split", "CL-000001", "b", **SAID)
    people = rulings.read(path)
    linked, _ = ids(stories, people)
    assert linked == {"a": "CL-000001", "b": "CL-000002"}
    linked, _ = ids([*stories, Story("c", [Told("2025-03-12", killed=5)])], people)
    assert linked["c"] == linked["a"] != linked["b"]


def test_a_confirmation_changes_no_link_and_is_reported_when_its_incident_is_gone(tmp_path):
    stories = [Story("a", [BONI])]
    path = tmp_path / "rulings.csv"
    add_ruling(path, known(stories), "confirm", "CL-000001", **SAID)
    _, resolution = ids(stories, rulings.read(path))
    assert resolution.links["method"].to_list() == ["alone"]
    assert resolution.unapplied.is_empty()
    _, resolution = ids([Story("z", [NIONO])], rulings.read(path))
    assert resolution.unapplied["verb"].to_list() == ["confirm"]


def test_an_undo_takes_a_ruling_back_and_can_be_undone_itself(tmp_path):
    stories = [Story("a", [BONI]), Story("b", [NIONO])]
    path = tmp_path / "rulings.csv"
    merge = add_ruling(path, known(stories), "merge", "CL-000001", "CL-000002", **SAID)
    undo = add_ruling(path, known(stories), "undo", merge["ruling_id"], **SAID)
    assert len(set(ids(stories, rulings.read(path))[0].values())) == 2
    add_ruling(path, known(stories), "undo", undo["ruling_id"], **SAID)
    assert len(set(ids(stories, rulings.read(path))[0].values())) == 1


def test_a_merge_that_finds_nothing_any_more_is_reported_not_dropped(tmp_path):
    path = tmp_path / "rulings.csv"
    add_ruling(path, known([Story("a", [BONI]), Story("b", [NIONO])]), "merge", "CL-000001", "CL-000002", **SAID)
    _, resolution = ids([Story("a", [BONI])], rulings.read(path))
    (row,) = resolution.unapplied.to_dicts()
    assert row["verb"] == "merge"
    assert "not found any more" in row["reason"]
    assert rulings.read(path).height == 1


def test_a_correction_changes_the_claim_and_says_what_it_was(tmp_path):
    stories = [Story("a", [BONI])]
    path = tmp_path / "rulings.csv"
    claim = f"{document('a')}#0.0"
    add_ruling(path, known(stories), "correct", claim, "figure=6", **SAID)
    add_ruling(path, known(stories), "correct", claim, "victim_group=mixed", **SAID)
    articles, _, claims = frames_of(stories)
    ruled = apply_to_claims(claims, rulings.read(path), articles)
    assert ruled.claims.select("figure_min", "figure_max", "figure_point", "modifier", "victim_group").rows() == [
        (6, 6, 6, "exact", "mixed")
    ]
    assert ("figure_point", "5", "6") in ruled.corrected.select("field", "before", "after").rows()
    frames.Claims.validate(ruled.claims)


def test_a_correction_holds_when_the_claim_has_another_position_and_a_shorter_quote(tmp_path):
    stories = [Story("a", [BONI])]
    path = tmp_path / "rulings.csv"
    add_ruling(path, known(stories), "correct", f"{document('a')}#0.0", "figure=6", **SAID)
    articles, _, claims = frames_of(stories)
    again = claims.with_columns(
        claim_id=pl.lit(f"{document('a')}#0.3"), quote=pl.lit("Five were killed in"), char_end=pl.lit(19, pl.Int64)
    )
    assert apply_to_claims(again, rulings.read(path), articles).claims["figure_point"].to_list() == [6]


def test_a_newer_version_that_keeps_the_sentence_keeps_the_ruling(tmp_path):
    path = tmp_path / "rulings.csv"
    add_ruling(path, known([Story("v1", [BONI], key="k")]), "correct", f"{document('v1')}#0.0", "figure=6", **SAID)
    articles, _, claims = frames_of([Story("v2", [BONI], key="k")])
    ruled = apply_to_claims(claims, rulings.read(path), articles)
    assert ruled.claims["figure_point"].to_list() == [6]
    assert ruled.unapplied.is_empty()


def test_a_rejected_claim_is_set_aside_with_the_ruling_and_not_lost(tmp_path):
    stories = [Story("a", [BONI]), Story("b", [BONI])]
    path = tmp_path / "rulings.csv"
    ruling = add_ruling(path, known(stories), "reject", f"{document('a')}#0.0", **SAID)
    articles, _, claims = frames_of(stories)
    ruled = apply_to_claims(claims, rulings.read(path), articles)
    assert ruled.claims["document_id"].to_list() == [document("b")]
    assert ruled.rejected.select("claim_id", "ruling_id", "why").rows() == [
        (f"{document('a')}#0.0", ruling["ruling_id"], "the maps agree")
    ]


def test_a_correction_whose_quote_is_gone_is_reported(tmp_path):
    path = tmp_path / "rulings.csv"
    add_ruling(path, known([Story("a", [BONI])]), "correct", f"{document('a')}#0.0", "figure=6", **SAID)
    articles, _, claims = frames_of([Story("a", [Told(quote="A whole other sentence about nothing of the kind")])])
    ruled = apply_to_claims(
        claims.with_columns(char_start=pl.lit(900), char_end=pl.lit(948)), rulings.read(path), articles
    )
    assert ruled.corrected.is_empty()
    assert "no claim rests on the quote" in ruled.unapplied["reason"][0]
    gone = apply_to_claims(claims.clear(), rulings.read(path), articles)
    assert "no claim is left" in gone.unapplied["reason"][0]


def test_a_correction_that_would_cross_the_bounds_is_reported(tmp_path):
    path = tmp_path / "rulings.csv"
    add_ruling(path, known([Story("a", [BONI])]), "correct", f"{document('a')}#0.0", "figure_min=9", **SAID)
    articles, _, claims = frames_of([Story("a", [BONI])])
    ruled = apply_to_claims(claims, rulings.read(path), articles)
    assert "exceed the upper" in ruled.unapplied["reason"][0]
    assert ruled.claims["figure_min"].to_list() == [5]


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("figure", "expected field=value"),
        ("figure=six", "whole number"),
        ("figure_min=-1", "whole number"),
        ("victim_group=aliens", "expected one of"),
        ("nationality=Russia", "ISO 3166-1"),
        ("superseded=yes", "true or false"),
        ("quote=other", "cannot be corrected"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused_with_what_it_can(value, wrong):
    with pytest.raises(RulingError, match=wrong):
        parse_correction(value)


@pytest.mark.parametrize(
    ("verb", "target", "value", "wrong"),
    [
        ("merge", "CL-000001", "CL-000001", "two different"),
        ("merge", "CL-000001", "CL-000099", "CL-000099"),
        ("split", "CL-000001", "nobody", "not an article or mention"),
        ("split", "CL-000001", "a", "not all"),
        ("reject", "x#0.0", "", "x#0.0"),
        ("promote", "CL-000001", "", "expected one of"),
        ("undo", "R-0", "", "not in"),
    ],
)
def test_a_ruling_on_what_is_not_known_is_refused(tmp_path, verb, target, value, wrong):
    with pytest.raises(RulingError, match=wrong):
        add_ruling(tmp_path / "rulings.csv", known([Story("a", [BONI])]), verb, target, value, **SAID)
    assert not (tmp_path / "rulings.csv").exists()


def test_a_ruling_without_who_or_why_is_refused(tmp_path):
    with pytest.raises(RulingError, match="who made it and why"):
        add_ruling(tmp_path / "r.csv", known([Story("a", [BONI])]), "confirm", "CL-000001", **{**SAID, "why": " "})


def test_the_same_ruling_is_not_made_twice(tmp_path):
    path = tmp_path / "rulings.csv"
    add_ruling(path, known([Story("a", [BONI])]), "confirm", "CL-000001", **SAID)
    with pytest.raises(RulingError, match="stands already"):
        add_ruling(path, known([Story("a", [BONI])]), "confirm", "CL-000001", **SAID)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1).filter(str.strip))
def test_whatever_a_person_writes_is_read_back_and_no_cell_is_a_formula(tmp_path_factory, why):
    path = tmp_path_factory.mktemp("r") / "rulings.csv"
    add_ruling(path, known_once(), "confirm", "CL-000001", **{**SAID, "why": why})
    assert rulings.read(path)["why"].to_list() == [" ".join(why.split())]
    with path.open(encoding="utf-8", newline="") as file:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in csv.reader(file) for cell in row)


def known_once(cache=[]):  # noqa: B006 # resolved once for all examples
    if not cache:
        cache.append(known([Story("a", [BONI])]))
    return cache[0]


def test_a_file_with_another_header_or_a_short_row_is_refused_with_where(tmp_path):
    path = tmp_path / "rulings.csv"
    path.write_text("who,what\n", encoding="utf-8")
    with pytest.raises(RulingError, match="expected the header"):
        rulings.read(path)
    path.write_text(",".join(rulings.COLUMNS) + "\nR-1,Ana\n", encoding="utf-8")
    with pytest.raises(RulingError, match="row 2"):
        rulings.read(path)


def test_no_file_is_no_ruling(tmp_path):
    assert rulings.read(tmp_path / "rulings.csv").is_empty()
