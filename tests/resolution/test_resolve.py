"""Mentions of many articles become incidents."""

import polars as pl
import pytest
from hypothesis import given, settings

from pipelines.resolution.folding import place_key
from pipelines.resolution.resolve import resolve
from pipelines.schemas import frames
from tests.resolution.build import Story, Told, document, frames_of, kin
from tests.resolution.test_order import stories


def groups(resolution, stories):
    """Which (story, position) share an incident."""
    names = {document(s.name): s.name for s in stories}
    out = {}
    for mention, incident in resolution.links.select("mention_id", "incident_id").iter_rows():
        doc, _, position = mention.partition("#")
        out.setdefault(incident, set()).add(f"{names[doc]}{position}")
    return sorted(sorted(group) for group in out.values())


def resolved(*stories):
    resolution = resolve(*frames_of(list(stories)), kin)
    frames.Links.validate(resolution.links)
    frames.Incidents.validate(resolution.incidents)
    return groups(resolution, stories)


def test_two_articles_on_one_day_and_place_tell_one_incident():
    assert resolved(Story("a", [Told()]), Story("b", [Told()])) == [["a0", "b0"]]


def test_two_ambushes_on_the_same_road_in_the_same_week_are_two():
    assert resolved(Story("a", [Told("2025-03-12")]), Story("b", [Told("2025-03-15")])) == [["a0"], ["b0"]]


def test_different_named_towns_on_the_same_day_are_two():
    assert resolved(Story("a", [Told(place="Boni")]), Story("b", [Told(place="Niono")])) == [["a0"], ["b0"]]


def test_a_copy_with_another_day_town_or_employer_is_not_the_same_incident():
    told = Told(killed=5)
    for other in (
        Told("2025-03-19", killed=5),
        Told(place="Gao", killed=5),
        Told(employers=("redut",), killed=5),
    ):
        assert resolved(Story("a", [told], words="same"), Story("b", [other], words="same")) == [["a0"], ["b0"]]


def test_a_successor_company_is_kin_and_does_not_part_an_incident():
    assert resolved(
        Story("a", [Told(employers=("wagner_group",))]), Story("b", [Told(employers=("africa_corps",))])
    ) == [["a0", "b0"]]


def test_what_one_article_tells_apart_stays_apart_however_alike():
    assert resolved(Story("a", [Told(killed=2), Told(killed=3)]), Story("b", [Told(killed=2)])) == [
        ["a0", "b0"],
        ["a1"],
    ]


def test_a_vague_article_does_not_tie_two_exact_ones_together():
    vague = Told("2025-03-01", "2025-03-31", killed=4)
    stories = [Story(f"v{n}", [vague]) for n in range(6)]
    out = resolved(Story("a", [Told("2025-03-05", killed=4)]), Story("b", [Told("2025-03-20", killed=4)]), *stories)
    assert not any({"a0", "b0"} <= set(group) for group in out)


def test_a_background_mention_joins_the_incident_that_others_report():
    assert resolved(
        Story("a", [Told("2025-03-12", killed=5)]),
        Story("b", [Told("2025-03-20", place="Gao"), Told("2025-03-12", role="background", killed=5)]),
    ) == [["a0", "b1"], ["b0"]]


def test_a_background_mention_never_ties_two_incidents_together():
    out = resolved(
        Story("a", [Told("2025-03-12")]),
        Story("b", [Told("2025-03-14")]),
        Story("c", [Told("2025-03-10", "2025-03-16", role="background")]),
    )
    assert not any({"a0", "b0"} <= set(group) for group in out)


def test_background_mentions_that_nobody_reports_make_their_own_incident():
    old = Told("2024-07-25", "2024-07-27", place="Kidal", role="background")
    assert resolved(Story("a", [Told("2025-03-12"), old]), Story("b", [Told("2025-03-15", place="Gao"), old])) == [
        ["a0"],
        ["a1", "b1"],
        ["b0"],
    ]


def test_an_undated_report_joins_the_news_of_its_week():
    assert resolved(
        Story("a", [Told("2025-03-12", killed=5)], published="2025-03-13"),
        Story("b", [Told(None, killed=5)], published="2025-03-14"),
    ) == [["a0", "b0"]]


def test_nothing_is_told_before_it_happens():
    assert resolved(
        Story("a", [Told("2025-03-12", killed=5)]), Story("b", [Told(None, killed=5)], published="2025-02-01")
    ) == [["a0"], ["b0"]]


def test_a_new_version_replaces_the_old_ones_mentions():
    resolution = resolve(
        *frames_of(
            [
                Story("v1", [Told("2025-03-12")], published="2025-03-13", key="k"),
                Story("v2", [Told("2025-03-11")], published="2025-03-14", key="k"),
            ]
        ),
        kin,
    )
    assert resolution.links["mention_id"].to_list() == [f"{document('v2')}#0"]
    assert resolution.versions.filter("is_current")["document_id"].to_list() == [document("v2")]


def test_every_current_mention_has_one_link_and_its_incident_exists():
    articles, mentions, claims = frames_of(
        [Story("a", [Told(), Told("2025-01-01")]), Story("b", [Told(country=None, place=None, day=None)])]
    )
    resolution = resolve(articles, mentions, claims, kin)
    assert sorted(resolution.links["mention_id"]) == sorted(mentions["mention_id"])
    assert set(resolution.links["incident_id"]) == set(resolution.incidents["incident_id"])


def test_no_article_at_all_gives_empty_frames():
    resolution = resolve(*frames_of([]), kin)
    assert resolution.links.is_empty()
    assert resolution.incidents.is_empty()
    frames.Links.validate(resolution.links)
    frames.Incidents.validate(resolution.incidents)


def test_a_pairs_score_is_explained_feature_by_feature():
    stories = [Story("a", [Told(killed=5)]), Story("b", [Told(killed=5)])]
    resolution = resolve(*frames_of(stories), kin)
    a, b = (f"{document(name)}#0" for name in "ab")
    told = resolution.explain(a, b)
    assert dict(told.select("feature", "level").iter_rows())["date"] == "the same day"
    assert round(told["weight"].sum() * 100) == resolution.scored["score"][0]
    assert told.equals(resolution.explain(b, a))
    with pytest.raises(KeyError, match="no current mention"):
        resolution.explain(a, "nobody#0")


def test_the_score_says_how_sure_a_link_is_and_is_null_for_the_only_mention():
    resolution = resolve(
        *frames_of([Story("a", [Told(killed=5)]), Story("b", [Told(killed=5)]), Story("c", [Told("2024-01-01")])]), kin
    )
    by = dict(resolution.links.select("method", "score").iter_rows())
    assert by["score"] > 0.9
    assert by["alone"] is None
    assert resolution.links.filter(pl.col("method") == "score").height == 2


def test_places_south_and_west_of_zero_that_are_near_each_other_are_compared():
    near = {"latitude": -12.11, "longitude": -2.21, "adm_1": None}
    told = [Told(place=name, country="MOZ", killed=5, changes=near) for name in ("Aba", "Ibo")]
    resolution = resolve(*frames_of([Story(name, [one]) for name, one in zip("ab", told, strict=True)]), kin)
    assert resolution.scored.height == 1


def test_reports_that_put_it_elsewhere_are_compared_where_day_country_and_toll_agree():
    stories = [Story("a", [Told(place="Niono", killed=5)]), Story("b", [Told(place="Kidal", killed=5)])]
    resolution = resolve(*frames_of(stories), kin)
    assert resolution.scored.select("a", "b", "excluded").rows() == [(0, 1, True)]


def test_a_vague_report_for_which_little_speaks_ties_nothing():
    vague = Told("2025-03-01", "2025-03-31", place=None, employers=(), perpetrators=(), nationality=None)
    resolution = resolve(*frames_of([Story(name, [vague]) for name in "ab"]), kin)
    assert resolution.links["method"].to_list() == ["alone", "alone"]


def test_a_report_without_a_place_joins_the_one_incident_that_it_fits():
    vague = Told(place=None, perpetrators=(), nationality=None, killed=3, event_type="unknown")
    assert resolved(Story("a", [Told(killed=2)]), Story("b", [vague])) == [["a0", "b0"]]


def test_a_report_without_a_day_joins_the_one_incident_that_it_fits():
    week = Told("2025-03-10", "2025-03-16", place=None, killed=5)
    assert resolved(Story("a", [Told("2025-03-12", killed=5)]), Story("b", [week], published="2025-03-20")) == [
        ["a0", "b0"]
    ]


def test_a_report_that_fits_two_incidents_about_as_well_joins_neither():
    vague = Told(place=None, killed=5)
    assert resolved(
        Story("a", [Told(place="Boni", killed=5)]), Story("b", [Told(place="Niono", killed=5)]), Story("c", [vague])
    ) == [["a0"], ["b0"], ["c0"]]


def test_a_report_that_fits_better_what_others_tell_exactly_joins_that():
    vague = Told(place=None, killed=5)
    stories = [Story("a", [Told(killed=5)]), Story("b", [Told(place="Niono", killed=9)]), Story("c", [vague])]
    assert resolved(*stories) == [["a0", "c0"], ["b0"]]


def test_of_two_that_cannot_be_one_incident_only_one_joins():
    week = Told("2025-03-10", "2025-03-16", place=None, killed=5)
    assert resolved(Story("a", [Told("2025-03-12", killed=5)]), Story("b", [week, week], published="2025-03-20")) in (
        [["a0", "b0"], ["b1"]],
        [["a0", "b1"], ["b0"]],
    )


@settings(max_examples=40, deadline=None)
@given(stories())
def test_what_one_article_tells_apart_is_in_no_incident_together(stories):
    links = resolve(*frames_of(stories), kin).links
    article = pl.col("mention_id").str.split("#").list.first()
    assert links.select("incident_id", article).is_unique().all()


@pytest.mark.parametrize(
    ("one", "other"), [("Koui", "Kowi"), ("Tarhouna", "Tarhuna"), ("El Fasher", "al-Fasher"), ("Ségou", "Segou")]
)
def test_spellings_of_one_place_agree(one, other):
    assert place_key(one) == place_key(other)


def test_two_weeks_ago_may_be_some_days_before_that_week():
    counted = {"date_text": "two weeks ago", "date_source": "relative"}
    told = Told("2025-03-10", "2025-03-16", killed=5, changes=counted)
    stories = [Story("a", [Told("2025-03-08", killed=5)]), Story("b", [told], published="2025-03-25")]
    assert resolved(*stories) == [["a0", "b0"]]
    told.changes = {"date_text": "the week of March 10", "date_source": "stated"}
    assert resolved(*stories) == [["a0"], ["b0"]]


def test_reports_of_which_neither_says_whose_people_were_hit_speak_less_for_one_another():
    nobody = Told(employers=(), nationality=None, perpetrators=())
    resolution = resolve(*frames_of([Story("a", [nobody]), Story("b", [nobody])]), kin)
    told = resolution.explain(*(f"{document(name)}#0" for name in "ab"))
    assert ("employer", "neither says whose people were hit") in told.select("feature", "level").rows()


def test_a_number_that_one_gives_for_whoever_it_was_speaks_for_the_contractors_of_the_other():
    articles, mentions, claims = frames_of([Story("a", [Told(killed=5)]), Story("b", [Told(killed=5)])])
    whoever = pl.when(pl.col("document_id") == document("b")).then(pl.lit("unknown")).otherwise("victim_group")
    resolution = resolve(articles, mentions, claims.with_columns(victim_group=whoever), kin)
    told = resolution.explain(*(f"{document(name)}#0" for name in "ab"))
    assert told.filter(pl.col("feature") == "contractors killed")["weight"].to_list() == [0.6]
