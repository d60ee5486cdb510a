import datetime as dt

from pipelines.extraction import extract
from pipelines.schemas.contract import Article

PUBLISHED = dt.date(2022, 8, 16)


def told(text: str, title: str | None = None, language: str = "en") -> list[tuple[str, dt.date | None, str | None]]:
    article = Article("a", text, title=title, published_on=PUBLISHED, language=language)
    return [(i.role, i.date_start, i.place) for i in extract(article).incidents]


def test_two_attacks_of_one_day_are_told_apart_by_their_places() -> None:
    text = (
        "Saturday was a black day for Wagner in Mali. At Hombori, four mercenaries were killed by a mine, residents said. "
        "That evening, shells fell on Gao, where two mercenaries died, a nurse said."
    )
    assert told(text) == [
        ("main", dt.date(2022, 8, 13), "Hombori"),
        ("main", dt.date(2022, 8, 13), "Gao"),
    ]


def test_a_second_attack_in_two_sentences_takes_the_date_of_its_first() -> None:
    text = (
        "Twice within days the camp at Gao in Mali has been hit. In the shelling of 6 August, two Russian mercenaries died.\n\n"
        "When the attackers came back on Saturday, the 13th, a car bomb opened the gate. The army concedes that six "
        "mercenaries were killed in that second action."
    )
    assert [d for _, d, _ in told(text)] == [dt.date(2022, 8, 6), dt.date(2022, 8, 13)]


def test_another_town_of_the_same_attack_is_no_second_attack() -> None:
    text = (
        "Four Wagner mercenaries were killed on Saturday in an ambush near Hombori in Mali, the army said. A councillor in Gao "
        "said that five mercenaries had been killed."
    )
    assert told(text) == [("main", dt.date(2022, 8, 13), "Hombori")]


def test_each_item_of_a_list_of_incidents_is_its_own() -> None:
    text = (
        "Following are security developments in Afghanistan on Sunday.\n\n"
        "KANDAHAR - A bomb killed two South African security contractors, police said.\n\n"
        "KHOST - Three Taliban fighters were killed by the army.\n\n"
        "GHAZNI - One soldier was killed when his vehicle overturned on Monday."
    )
    ((role, _, place),) = told(text)
    assert (role, place) == ("main", "Kandahār")


def test_a_separate_attack_of_these_days_is_another_main_incident() -> None:
    text = (
        "Five mercenaries of Wagner were killed near Gao in Mali on Saturday, the army said.\n\n"
        "In a separate incident, two mercenaries were wounded near Hombori on Sunday and another was killed."
    )
    assert told(text) == [("main", dt.date(2022, 8, 13), "Gao"), ("main", dt.date(2022, 8, 14), "Hombori")]


def test_the_second_that_came_on_a_day_is_another_attack() -> None:
    text = (
        "Two ambushes have cost Wagner dearly in Mali. In the first, on 6 August, two mercenaries were killed near Gao. The "
        "second came on Sunday. The convoy ran into felled trees near Hombori, and five mercenaries were killed."
    )
    assert [(d, p) for _, d, p in told(text)] == [(dt.date(2022, 8, 6), "Gao"), (dt.date(2022, 8, 14), "Hombori")]


def test_entries_of_a_digest_that_open_with_a_place_and_a_day_are_incidents_of_their_own() -> None:
    text = (
        "Mali, 3 August. A mine struck an Africa Corps truck near Sofara; two Russian mercenaries were killed.\n\n"
        "Mali, 5 August. JNIM fighters attacked a post near Hombori. Six soldiers died."
    )
    assert told(text) == [("main", dt.date(2022, 8, 3), "Sofara")]


def test_a_second_attack_in_the_city_is_where_the_first_was() -> None:
    text = (
        "Gunmen killed two Romanian security contractors in Kabul on 2 August, the ministry said. On 5 August a second bomb "
        "killed an American contractor in the city."
    )
    assert [(d, p) for _, d, p in told(text)] == [(dt.date(2022, 8, 2), "Kabul"), (dt.date(2022, 8, 5), "Kabul")]
