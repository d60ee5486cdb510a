"""Rules for whose people a figure counts, as claims show them."""

from __future__ import annotations

from pipelines.extraction.actors.find import find_actors
from pipelines.extraction.claims.find import find_claims
from pipelines.extraction.text.document import read
from pipelines.schemas.contract import Article, Claim

LEAD = "Gunmen attacked mercenaries of the Wagner Group in a market on Monday and wounded civilians. "


def claims(text: str) -> list[Claim]:
    document = read(Article("a", text))
    return [item.claim for item in find_claims(document, find_actors(document))]


def group(text: str, point: int) -> str:
    return next(c.victim_group for c in claims(text) if c.figure_point == point)


def test_people_of_whom_some_are_named_by_another_word_are_mixed() -> None:
    assert group("A source confirmed the death of seven individuals, including Russian mercenaries.", 7) == "mixed"


def test_people_in_an_article_about_contractors_are_not_all_contractors() -> None:
    assert group(LEAD + "At least 15 people were killed.", 15) == "mixed"
    assert group(LEAD + "Two people were killed.", 2) == "unknown"


def test_a_total_of_nobody_in_particular_is_mixed_where_civilians_were_hit_too() -> None:
    assert group(LEAD + "Civilians were also killed. The toll rose to 12 dead.", 12) == "mixed"


def test_a_toll_among_the_mercenaries_is_theirs() -> None:
    assert group(LEAD + "The death toll among the mercenaries rose to 26.", 26) == "contractor"


def test_former_soldiers_in_a_companys_pay_are_contractors() -> None:
    text = "Ten former Colombian soldiers hired by a firm as contractors were killed in the raid."
    assert group(text, 10) == "contractor"


def test_a_quoted_figure_leads_to_the_company_behind_it() -> None:
    text = 'He said that "dozens" of fighters of the Wagner Group had been killed.'
    assert claims(text)[0].victim_group == "contractor"


def test_a_plain_sentence_says_who_the_victims_were() -> None:
    assert group(LEAD + "The nine dead were Afghan civilians.", 9) == "civilian"


def test_own_losses_are_those_of_the_side_that_owns_them_or_speaks() -> None:
    assert (
        group(LEAD + "He gave no figure for the rebels' own dead, but a member of the movement acknowledged nine.", 9)
        == "rebel"
    )
    assert group(LEAD + "The Malian army put its own dead at two.", 2) == "state_forces"
    assert group(LEAD + "JNIM claimed the attack. It admitted four dead in its ranks.", 4) == "rebel"


def test_hundreds_of_a_towns_people_are_no_contractors() -> None:
    said = claims(
        LEAD + "Two battles in one year destroyed a fifth of its houses and killed many hundreds of its people."
    )
    assert [c.victim_group for c in said if c.figure_min == 200] == ["civilian"]
