import datetime as dt

import pytest

from pipelines.extraction import extract
from pipelines.extraction.relevance import worth_reading
from pipelines.schemas.contract import Article


def article(text: str, title: str | None = None) -> Article:
    return Article("a", text, title=title, published_on=dt.date(2024, 5, 5))


@pytest.mark.parametrize(
    "text",
    [
        "Three Wagner mercenaries were killed in an ambush near Gao in Mali on Friday, an official said.",
        "A rocket killed two security guards of the company Triple Canopy in Baghdad on Thursday.",
        "Rebels captured four Russian instructors near Bambari in the Central African Republic on Monday.",
    ],
)
def test_an_incident_with_contractor_victims_is_relevant(text: str) -> None:
    assert extract(article(text)).relevant


@pytest.mark.parametrize(
    "text",
    [
        "The tenor dies in Wagner's opera. Mercenaries kill seven on stage while the orchestra plays.",
        "They called the striker a mercenary. The manager's two goals killed off the match. Football is the club's season.",
        "Sixty instructors of Africa Corps arrived in Niamey on Saturday, state television said. Jihadists have killed hundreds.",
        "Nine Chinese miners were killed on Sunday near Bambari. Rebels blamed the mercenaries of Wagner.",
        "Parliament passed the budget.",
    ],
)
def test_what_only_looks_like_contractor_losses_is_not(text: str) -> None:
    assert extract(article(text)).relevant is False


def test_the_gate_asks_for_a_casualty_and_for_somebody_who_may_be_a_contractor() -> None:
    assert worth_reading(article("Two mercenaries were killed."), everything=False)
    assert worth_reading(article("Four Russians were shot dead by rebels with rockets."), everything=False)
    assert not worth_reading(article("Four Russians were shot dead in a casino."), everything=False)
    assert not worth_reading(article("A guard was shot dead in a bank."), everything=False)
    assert not worth_reading(article("Two farmers were killed."), everything=False)
    assert worth_reading(article("Two farmers were killed."), everything=True)
    assert not worth_reading(article("Two mercenaries were hired."), everything=False)


def test_the_title_may_say_what_the_text_does_not() -> None:
    assert worth_reading(article("Several were killed by the shells.", title="'Mercenaries' killed"), everything=False)


def test_sport_in_a_few_lines_is_sport() -> None:
    text = "Les mercenaires du club ont été fusillés par la presse après la défaite. Un blessé, un expulsé au match retour."
    assert extract(Article("a", text, language="fr")).relevant is False
