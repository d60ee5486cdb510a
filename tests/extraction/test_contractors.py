import datetime as dt

import pytest

from pipelines.extraction import extract
from pipelines.extraction.actors.theatres import allied, hosts_of, peoples_in
from pipelines.schemas.contract import Article


def victims(text: str) -> list[tuple[str | None, str]]:
    """Figure and victim group of every claim of the article, read for everything."""
    extraction = extract(Article("a", text, published_on=dt.date(2024, 5, 5)), everything=True)
    return [(c.figure_text, c.victim_group) for i in extraction.incidents for c in i.claims]


def relevant(text: str) -> bool | None:
    return extract(Article("a", text, published_on=dt.date(2024, 5, 5))).relevant


@pytest.mark.parametrize(
    "text",
    [
        "Four Russians were shot dead on Monday in an attack near Macomia in Mozambique. They rode with an army patrol.",
        "Two members of Russia's Africa Corps were killed by shells near Gao in Mali on Monday.",
        "Five Nepali guards were killed on Monday when gunmen stopped their minibus near Baghdad in Iraq.",
        "Two of the occupants were killed on Monday when a car with Russian mercenaries hit a mine near Gao in Mali.",
        "Russians were ambushed near Gao in Mali on Monday. A nurse said that six foreigners had been killed.",
    ],
)
def test_a_people_or_a_company_makes_victims_contractors(text: str) -> None:
    assert victims(text)[0][1] == "contractor"
    assert relevant(text)


@pytest.mark.parametrize(
    "text",
    [
        "A security guard was killed on Monday when gunmen attacked a bank in Nairobi in Kenya, police said.",
        "Two Iraqi guards were killed on Monday when gunmen attacked a pipeline near Baghdad in Iraq, police said.",
        "Two Iranian border guards were killed on Monday in a clash with smugglers in Iran, police said.",
        "Four foreign tourists were killed on Monday when gunmen attacked a hotel in Kabul in Afghanistan, police said.",
        "The mayor of Afgooye in Somalia and two of his bodyguards were killed on Monday by a bomb, police said.",
    ],
)
def test_local_guards_and_other_foreigners_are_no_foreign_contractors(text: str) -> None:
    assert relevant(text) is False


def test_more_dead_than_any_attack_has_cost_is_no_incident() -> None:
    text = (
        "The head of Wagner said that 20,000 of his mercenaries had been killed in the battle for Bakhmut in Ukraine."
    )
    assert relevant(text) is False


def test_a_theatre_says_whose_nationals_are_contractors_and_beside_whom() -> None:
    assert "RUS" in peoples_in({"MLI"})
    assert "RUS" not in peoples_in({"UKR"})
    assert allied("RUS", "MLI")
    assert not allied("COL", "SDN")
    assert "CAF" in hosts_of({"RUS"})
    assert not hosts_of({"USA"})


def test_further_victims_are_of_the_group_of_those_before() -> None:
    text = (
        "Two Wagner mercenaries were killed by a mine in Mali on Saturday, and four more were killed on the way back."
    )
    claims = [c for i in extract(Article("a", text)).incidents for c in i.claims]
    assert {c.victim_group for c in claims} == {"contractor"}


def test_an_army_s_own_men_are_no_contractors_because_a_company_is_named_elsewhere() -> None:
    text = (
        "Gunmen killed four soldiers near Jos in Nigeria on Monday. The army confirmed two of the deaths among its men. A former "
        "mercenary of STTEP farms there."
    )
    assert extract(Article("a", text)).relevant is False


def test_an_article_about_people_whom_contractors_killed_is_not_about_their_losses() -> None:
    text = (
        "Witnesses accuse Wagner mercenaries of killing dozens of miners near Bria in the Central African Republic.\n\n"
        "A digger counted 21 bodies. A nurse treated 14 people for wounds."
    )
    assert extract(Article("a", text)).relevant is False


def test_civilians_shot_by_contractors_are_not_their_losses_in_french_either() -> None:
    text = (
        "Au moins vingt éleveurs ont été abattus lundi au Mali par des soldats et des combattants de Wagner, affirment des "
        "habitants. Un communiqué des rebelles parle de vingt-quatre morts."
    )
    assert extract(Article("a", text, language="fr")).relevant is False


def test_escorts_in_iraq_are_contractors_where_nothing_says_that_they_were_local() -> None:
    assert (
        extract(Article("a", "Three escorts of a convoy were shot dead near Hilla in Iraq, a witness said.")).relevant
        is True
    )
    assert (
        extract(Article("a", "Three prison guards were shot dead near Hilla in Iraq, a witness said.")).relevant
        is False
    )


def test_foreigners_hired_to_fly_or_to_guard_are_contractors() -> None:
    text = "Two Ukrainian pilots hired to fly helicopters for the Libyan government were killed near Gharyan, a spokesman said."
    assert extract(Article("a", text)).relevant is True
    text = "Deux Français recrutés pour garder une mine ont été tués mardi à Kaboul par des hommes armés, a indiqué la police."
    assert extract(Article("a", text, language="fr")).relevant is True


def test_the_country_of_the_attack_is_the_host_not_that_of_the_families() -> None:
    text = (
        "BOGOTA - The ministry in Bogota confirmed the deaths of three Colombians hired by the RSF in a drone strike on Nyala "
        "airport in Sudan on Wednesday. Families in Manizales and Cali mourn."
    )
    (incident,) = extract(Article("a", text)).incidents
    assert (incident.country, incident.place) == ("SDN", "Nyala")


def test_hundreds_of_a_towns_people_are_nobody_that_was_just_spoken_of() -> None:
    text = (
        "Four contractors of Blackwater took a wrong turning in Falluja in Iraq on 31 March 2004 and were killed. "
        "Two battles in one year destroyed a fifth of its houses and killed many hundreds of its people."
    )
    assert [group for figure, group in victims(text) if figure == "many hundreds"] == ["civilian"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels seized three Americans from a plane, an officer said. The three are civilians under contract to the army.",
        "Three Filipinos who serviced generators for an American defence contractor died in a mortar attack on Sunday.",
        "Five South Africans recruited by a private company to fly gunships died when rebels shot at their camp.",
        "Two of the Peruvians who watch over the American consulate in Basra were killed by a rocket on Saturday.",
        "All six aboard, Ukrainians under contract to NATO, were killed when rebels shot down their helicopter.",
        "Gurkhas guarded the embassy in Kabul. Two of them were killed by a suicide bomber, an official said.",
    ],
)
def test_people_in_pay_are_contractors_however_it_is_worded(text: str) -> None:
    assert relevant(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nine construction workers, employees of a Turkish contractor, died when a hoist fell. Two others were wounded.",
        "A road contractor was killed and his son wounded when their excavator hit a landmine near a construction site.",
        "A study found that 430 contractors were killed in Afghanistan last year, more than soldiers killed by bombs.",
        "The company has lost 41 employees, contractors in Iraq, to bombs and ambushes over five years.",
        "The Justice Department charged two contractors with murder over the deaths of two Afghans in Kabul by gunfire.",
        "Chad accused the army of the republic and its Russian instructors of killing six of its soldiers on Sunday.",
    ],
)
def test_builders_statistics_and_the_accused_are_no_losses_of_contractors(text: str) -> None:
    assert not relevant(text)


def test_people_of_the_country_beside_foreign_guards_are_civilians() -> None:
    text = (
        "A bomber struck a minibus with Nepali guards in Kabul on Monday. Five Nepalis and four Afghans were wounded."
    )
    assert ("four", "civilian") in victims(text)
    assert ("Five", "contractor") in victims(text)


def test_people_of_one_nation_are_contractors_also_where_the_armys_vehicles_were_attacked() -> None:
    text = (
        "Three Russians lost their lives on Monday in a raid on a camp of the armed forces near Mueda, in the north of "
        "Mozambique, a nurse said."
    )
    assert relevant(text)


def test_locals_among_the_dead_do_not_make_the_country_the_guards_own() -> None:
    text = (
        "MOSUL - A lorry full of explosives blew up at the gate of a DynCorp camp in Mosul and killed two foreign guards, an "
        "American and a Fijian, and at least six Iraqi cooks, the police said."
    )
    (incident,) = extract(Article("a", text=text, published_on=dt.date(2006, 5, 8))).incidents
    assert (incident.country, incident.place) == ("IRQ", "Mosul")


def test_occupants_of_whom_one_is_badly_hurt_are_all_of_one_kind() -> None:
    text = (
        "Un engin a explosé mercredi au passage d'un camion russe entre Bocaranga et Koui, en Centrafrique. Trois occupants "
        "ont été blessés, dont un grièvement."
    )
    assert extract(Article("a", text, language="fr", published_on=dt.date(2024, 5, 5))).relevant


def test_the_day_of_a_month_counts_nobody() -> None:
    text = "Une attaque du 15 mars contre un camp près de Gao, au Mali, a tué six mercenaires russes, selon le maire."
    incidents = extract(Article("a", text, published_on=dt.date(2025, 4, 1), language="fr")).incidents
    assert [c.figure_text for i in incidents for c in i.claims] == ["six"]


def test_the_day_before_a_count_is_no_count_of_its_people() -> None:
    text = "In the shelling of August 6 two Russian mercenaries died in Gao, Mali, the mayor said."
    result = extract(Article("day", text, language="en"))
    assert [c.figure_point for i in result.incidents for c in i.claims] == [2]
