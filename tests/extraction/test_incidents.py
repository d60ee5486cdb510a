import datetime as dt

from pipelines.extraction import extract
from pipelines.schemas.contract import Article, Incident

PUBLISHED = dt.date(2022, 8, 16)


def incidents(text: str, title: str | None = None, *, everything: bool = False) -> list[Incident]:
    return extract(Article("a", text, title=title, published_on=PUBLISHED), everything=everything).incidents


def test_an_earlier_incident_is_told_apart_by_its_date_and_is_background() -> None:
    text = (
        "Four Wagner mercenaries were killed in an ambush near Bandiagara in Mali on Saturday, an official said.\n\n"
        "In April, a Russian instructor was killed by a roadside bomb near Hombori."
    )
    main, background = incidents(text)
    assert (main.role, main.date_start, main.place, len(main.claims)) == ("main", dt.date(2022, 8, 13), "Bandiagara", 1)
    assert (background.role, background.date_start, background.date_end, background.place) == (
        "background",
        dt.date(2022, 4, 1),
        dt.date(2022, 4, 30),
        "Hombori",
    )


def test_an_article_that_sets_out_to_tell_two_attacks_has_two_main_incidents() -> None:
    text = (
        "Wagner has suffered two ambushes in four days in Mali. On Wednesday five mercenaries were killed near Gao."
        "\n\nOn Saturday three mercenaries were killed by a mine near Hombori, the mayor said."
    )
    assert [(i.role, i.date_start) for i in incidents(text)] == [
        ("main", dt.date(2022, 8, 10)),
        ("main", dt.date(2022, 8, 13)),
    ]


def test_a_report_s_day_is_not_the_day_of_the_attack() -> None:
    text = "Four Wagner mercenaries were killed in Mali on Saturday, the army said on Monday."
    assert incidents(text)[0].date_start == dt.date(2022, 8, 13)


def test_an_attack_that_nobody_dates_has_no_date() -> None:
    (incident,) = incidents("Four Wagner mercenaries were killed in Mali, the army said.")
    assert (incident.date_start, incident.date_prec, incident.date_source) == (None, None, None)


def test_a_date_in_the_title_counts_where_the_text_has_none() -> None:
    (incident,) = incidents("Four Wagner mercenaries were killed in Mali.", title="Toll of Saturday's ambush in Mali")
    assert incident.date_start == dt.date(2022, 8, 13)


def test_a_death_in_hospital_days_later_is_the_same_incident() -> None:
    text = (
        "Three Russian instructors were killed in an ambush near Gao in Mali on Saturday. A fourth instructor died in hospital "
        "on Monday."
    )
    (incident,) = incidents(text)
    assert (incident.date_start, len(incident.claims)) == (dt.date(2022, 8, 13), 2)


def test_without_contractor_victims_there_is_no_incident_unless_everything_is_asked_for() -> None:
    text = "Five farmers were killed when gunmen raided a village near Gao in Mali on Monday."
    assert incidents(text) == []
    assert [i.country for i in incidents(text, everything=True)] == ["MLI"]


def test_parts_point_to_claims_of_their_own_incident() -> None:
    text = "Seven people, including three Wagner mercenaries, were killed in an ambush near Gao in Mali on Monday."
    for incident in incidents(text):
        assert all(c.part_of is None or 0 <= c.part_of < len(incident.claims) for c in incident.claims)


def test_coordinates_are_given_only_where_the_place_is_known() -> None:
    for text in (
        "Four Wagner mercenaries were killed in Mali.",
        "Four Wagner mercenaries were killed near Hombori, Mali.",
    ):
        for incident in incidents(text):
            assert (incident.latitude is not None) <= (incident.where_prec is not None and incident.where_prec <= 4)


def test_the_lead_says_when_it_was_and_a_later_sentence_says_so_exactly() -> None:
    text = (
        "Three Russian mercenaries died in Mali in early August, their families say.\n\n"
        "On the 6th, a mine went off under their truck near Gao. Two more mercenaries were hurt on Monday in a brawl."
    )
    assert incidents(text)[0].date_start == dt.date(2022, 8, 6)


def test_a_place_in_another_country_than_the_event_s_is_where_somebody_speaks() -> None:
    text = (
        "Three Russian mercenaries were killed on Saturday in an ambush on a convoy north of Djibo in Burkina Faso.\n\n"
        "Our colleagues in Dakar will have more in the morning."
    )
    (incident,) = incidents(text)
    assert (incident.country, incident.place) == ("BFA", "Djibo")


def test_the_place_that_the_title_names_too_is_the_event_s() -> None:
    text = (
        "Two mercenaries of Wagner were killed on Saturday in Mali, the mayor of Gao said. Clashes were heard in Ansongo on "
        "the day that mercenaries died in Hombori."
    )
    assert incidents(text, title="Hombori: Wagner loses two")[0].place == "Hombori"


def test_an_event_of_long_ago_that_an_article_about_something_else_recalls_is_background() -> None:
    text = (
        "The company signs up hundreds every month. Its contract runs to two pages.\n\n"
        "The worst day was 8 October 2021, when three mercenaries of Redut were killed by a mine in Syria."
    )
    assert [i.role for i in incidents(text)] == ["background"]
    lead = "On 8 October 2021 three mercenaries of Redut were killed by a mine in Syria. Nobody has said why."
    assert [i.role for i in incidents(lead)] == ["main"]


def test_an_attack_mentioned_in_passing_by_a_counted_day_takes_no_later_claim() -> None:
    text = (
        "Attackers killed five Wagner mercenaries on Sunday in an ambush close to Bandiagara in Mali, a deputy prefect said.\n\n"
        "The vehicles were on their way to the camp that had been attacked the day before. JNIM claimed eight Russian dead."
    )
    (main,) = incidents(text)
    assert (main.place, main.date_start) == ("Bandiagara", dt.date(2022, 8, 14))
    assert [claim.figure_min for claim in main.claims] == [5, 8]
