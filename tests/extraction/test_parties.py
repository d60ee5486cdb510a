import datetime as dt

import pytest

from pipelines.extraction import extract
from pipelines.schemas.contract import Article, Incident


def main(text: str) -> Incident:
    incidents = extract(Article("a", text, published_on=dt.date(2024, 5, 5))).incidents
    assert incidents, text
    return incidents[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four Wagner mercenaries were killed near Gao in Mali in an ambush claimed by JNIM.", ("jnim", "claimed")),
        ("JNIM said that it had killed four Wagner mercenaries near Gao in Mali.", ("jnim", "claimed")),
        ("Four Wagner mercenaries were killed near Gao in Mali by fighters of JNIM.", ("jnim", "stated")),
        ("Al-Shabaab fighters killed two American contractors at an airfield in Kenya.", ("al_shabaab", "stated")),
        (
            "Two contractors were killed in Kabul in a bombing. Police blamed the Haqqani network.",
            ("haqqani_network", "blamed"),
        ),
    ],
)
def test_the_words_around_an_armed_actor_make_it_the_attacker(text: str, expected: tuple[str, str]) -> None:
    assert [(a.actor_id, a.hedge) for a in main(text).perpetrators][:1] == [expected]


def test_who_only_denies_is_no_attacker() -> None:
    text = "Two American contractors were killed by a bomb in Kabul on Saturday. The Taliban denied any part in it."
    assert main(text).perpetrators == []


def test_whose_side_the_victims_fought_on_did_not_attack_them() -> None:
    text = "Three Colombian mercenaries serving with the Rapid Support Forces were killed in El Fasher in Sudan."
    assert main(text).perpetrators == []


def test_an_employer_is_the_company_named_or_else_called_after_the_nationality() -> None:
    assert [a.actor_id for a in main("Two guards of Triple Canopy were killed in Baghdad.").employers] == [
        "triple_canopy"
    ]
    named = main("Three Colombian mercenaries were killed in El Fasher in Sudan.")
    assert [(a.actor_id, a.name) for a in named.employers] == [("unknown_col_pmc", "Unknown Colombian PMC")]


def test_the_words_of_an_actor_stand_in_the_article() -> None:
    text = "Four Wagner mercenaries were killed near Gao in Mali in an ambush claimed by JNIM."
    incident = main(text)
    assert all(a.text in text for a in incident.perpetrators + incident.employers)


def test_who_is_accused_and_denies_is_blamed() -> None:
    text = "Three Russian mercenaries were killed near Bouar in Central Africa. 3R, accused by officials, denied it."
    assert [(a.actor_id, a.hedge) for a in main(text).perpetrators] == [("3r", "blamed")]


def test_a_ministry_that_knows_of_nothing_did_not_attack() -> None:
    text = (
        "A pilot of the Dyck Advisory Group was killed when a mercenary helicopter was shot down in Mozambique. Mozambique's "
        "army said it had no knowledge of any crash."
    )
    assert main(text).perpetrators == []


def test_the_army_that_fights_the_contractors_there_is_suspected_where_nobody_is_named() -> None:
    text = (
        "Rockets hit a school near Popasna in Ukraine and killed nine Wagner fighters. Ukrainian officers were silent."
    )
    assert [(a.actor_id, a.hedge) for a in main(text).perpetrators] == [("ukrainian_armed_forces", "suspected")]
    text = "Moscow said that it had killed thirty French mercenaries in Kharkiv in Ukraine."
    assert [a.actor_id for a in main(text).perpetrators] == ["russian_armed_forces"]


def test_a_company_that_no_table_has_is_the_employer_by_its_name() -> None:
    text = "Two guards of the security company Quarry Ridge were killed by a bomb in Kabul in Afghanistan."
    assert [(a.actor_id, a.name) for a in main(text).employers] == [("quarry_ridge", "Quarry Ridge")]


def test_an_unnamed_employer_is_called_after_the_only_people_that_is_hired() -> None:
    text = "A pick-up with Russian instructors in it was ambushed near Bouar in Central Africa. The three escorts died."
    assert [a.actor_id for a in main(text).employers] == ["unknown_russian_pmc"]


def test_a_host_s_own_people_name_no_unknown_employer() -> None:
    text = "Two South African mercenaries and a Yemeni guard of theirs were killed by a bomb near Taiz in Yemen, a hospital said."
    assert [a.actor_id for a in main(text).employers] == ["unknown_zaf_pmc"]


def test_rebels_of_a_movement_called_after_a_country_are_not_its_army() -> None:
    text = (
        "Four Russian mercenaries died in a raid on a mine at Abu Hamad in Sudan. Rebels of the Sudan Liberation Movement said "
        "that they had killed seven mercenaries."
    )
    assert "sudanese_armed_forces" not in [a.actor_id for a in main(text).perpetrators]
