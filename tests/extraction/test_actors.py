from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.actors.find import actor, actors, find_actors, kin, unknown_pmc
from pipelines.extraction.text.document import read
from pipelines.extraction.text.matching import fold
from pipelines.schemas.contract import Article


def found(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.actor_id) for m in find_actors(read(Article("a", text)))]


def test_the_longest_name_is_the_actor() -> None:
    assert found("The Islamic State Khorasan Province said it sent the bomber.") == [
        ("Islamic State Khorasan Province", "isis_k")
    ]


def test_apostrophes_and_accents_may_be_written_in_any_way() -> None:
    for name in ("Jama’at Nusrat al-Islam wal-Muslimin", "Jama'at Nusrat al-Islam wal-Muslimin"):
        assert found(f"{name} said so") == [(name, "jnim")]
    assert found("le groupe État islamique")[0][1] == "islamic_state"


def test_an_acronym_is_matched_in_capitals_alone() -> None:
    assert found("The SAF shelled Khartoum.") == [("SAF", "sudanese_armed_forces")]
    assert found("The saf shelled Khartoum.") == []


def test_a_name_inside_a_word_is_no_name() -> None:
    assert found("Wagnerian mercenaries of the theatre") == []


def test_the_composer_and_the_actor_are_no_company() -> None:
    assert found("The mercenary tempo of Richard Wagner's opera") == []
    assert found("Robert Wagner starred as a mercenary in a private military film") == []
    assert found("Wagner wrote the Ring in Bayreuth.") == []


def test_the_company_is_found_where_its_world_is() -> None:
    assert found("Trois hommes de Wagner sont morts dans une embuscade.")[0] == ("Wagner", "wagner_group")
    assert found("A Wagner patrol hit a mine.")[0] == ("Wagner", "wagner_group")
    assert found("Two Wagner mercenaries were killed in Mali")[0] == ("Wagner", "wagner_group")
    assert found("Африканский корпус сообщил")[0][1] == "africa_corps"


def test_the_forces_of_every_country_have_an_id_after_their_demonym() -> None:
    assert found("Sudanese troops fired")[0][1] == "sudanese_armed_forces"
    assert found("l'armée malienne a déclaré")[0][1] == "malian_armed_forces"
    assert found("Peru's army said")[0][1] == "peruvian_armed_forces"


def test_an_unnamed_employer_is_called_after_the_nationality() -> None:
    assert (unknown_pmc(None), unknown_pmc("RUS"), unknown_pmc("COL")) == (
        "unknown_pmc",
        "unknown_russian_pmc",
        "unknown_col_pmc",
    )
    row = actor("unknown_col_pmc")
    assert row is not None
    assert (row.name, row.country, row.type) == ("Unknown Colombian PMC", "COL", "pmc")
    assert actor("unknown_xxx_pmc") is None


def test_a_succession_is_kin_and_a_sibling_is_not() -> None:
    assert {"xe_services", "academi"} <= kin("blackwater")
    assert "blackwater" in kin("academi")
    assert "triple_canopy" not in kin("blackwater")
    assert "africa_corps" in kin("wagner_group")


def test_parents_and_successors_are_rows_of_the_table() -> None:
    known = actors()
    for row in known.values():
        assert {x for x in (row.parent, row.successor) if x} <= known.keys(), row.actor_id


def test_nothing_is_called_verified_without_a_source() -> None:
    assert all(row.source for row in actors().values() if row.verified_on)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
