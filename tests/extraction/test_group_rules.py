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


def group(text: str, point: int | None) -> str:
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


def test_men_of_two_sides_under_one_figure_are_mixed() -> None:
    assert group(LEAD + "He said that scores of Wagner fighters and soldiers died.", None) == "mixed"
    assert group(LEAD + 'The rebels said that 12 "American crusaders, mercenaries and apostates" died.', 12) == "mixed"
    assert group(LEAD + "Six Wagner fighters and a soldier died.", 6) == "contractor"


def test_a_total_told_with_its_parts_is_not_those_of_the_company_behind_it() -> None:
    text = (
        LEAD + "The blast killed 22 people: 14 American soldiers, four contractors of Wagner and four Iraqi soldiers."
    )
    assert group(text, 22) == "mixed"
    assert group(LEAD + "A bomb killed at least 12 people, eight of them Wagner guards.", 12) == "mixed"


def test_an_apposition_says_who_the_people_counted_were() -> None:
    assert group(LEAD + "A fourth, the village teacher, was killed.", 1) == "civilian"
    assert group(LEAD + "Two others, both policemen, were wounded.", 2) == "state_forces"


def test_losses_are_those_of_the_side_that_the_word_names() -> None:
    assert group(LEAD + "A spokesman put police losses at three dead.", 3) == "state_forces"
    assert group(LEAD + "The ministry raised to 89 the number of soldiers killed.", 89) == "state_forces"


def test_members_of_a_named_force_are_of_its_side() -> None:
    assert group(LEAD + "Two members of the Taliban were killed.", 2) == "rebel"
    assert group(LEAD + "Two members of the partner forces were killed.", 2) == "state_forces"


def test_people_whom_contractors_shot_are_civilians() -> None:
    assert group("Wagner mercenaries opened fire on Monday and killed eleven people.", 11) == "civilian"


def test_contractors_own_dead_are_contractors_whoever_they_killed() -> None:
    text = "Russian mercenaries killed ten villagers after two of their own were killed by a mine, residents said."
    assert group(text, 2) == "contractor"


def test_a_guard_who_is_called_a_gendarme_is_the_states() -> None:
    assert group(LEAD + "Their guard, a Malian gendarme, was killed.", 1) == "state_forces"


def test_those_whom_a_company_lost_are_its_own() -> None:
    assert group(LEAD + "The firm has lost 34 employees, a director said.", 34) == "contractor"
    assert group(LEAD + "Seventeen men recruited through the security firm Sadat were killed.", 17) == "contractor"


def test_a_total_of_whom_some_are_named_by_a_people_is_mixed() -> None:
    assert group(LEAD + "A nurse spoke of seven dead, some of them Russian.", 7) == "mixed"
