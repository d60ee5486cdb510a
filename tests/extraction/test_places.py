import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.actors.find import find_actors
from pipelines.extraction.places.find import PlaceMention, find_places
from pipelines.extraction.text.document import read
from pipelines.schemas.contract import Article


def found(text: str, language: str = "en", title: str | None = None) -> list[PlaceMention]:
    document = read(Article("a", text, title=title, language=language))
    return find_places(document, find_actors(document))


def towns(text: str, language: str = "en") -> list[tuple[str | None, str | None, str, int | None]]:
    return [(m.place, m.country, m.relation, m.where_prec) for m in found(text, language) if m.place]


def test_a_town_is_the_one_in_the_country_that_the_article_names() -> None:
    assert towns("Mali's army was attacked in Kobé.")[0][1] == "MLI"
    assert towns("Japan's navy held a parade in Kobe.")[0][1] == "JPN"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They were ambushed near Hombori in Mali.", ("Hombori", "MLI", "near", 2)),
        ("They were ambushed 20 km north of Hombori, Mali.", ("Hombori", "MLI", "near", 2)),
        ("They were ambushed in Hombori, in Mali.", ("Hombori", "MLI", "at", 1)),
        ("They were ambushed in Sevare, central Mali.", ("Sévaré", "MLI", "at", 1)),
        ("He was flown to Sevare after the blast in Mali.", ("Sévaré", "MLI", "route", 1)),
        ("Mali: officials in Gao said so.", ("Gao", "MLI", "source", 1)),
        ("A blast shook the Afghan capital on Monday.", ("Kabul", "AFG", "capital", 1)),
        ("FALLUJAH, Iraq (Wire) - Gunmen struck.", ("Al Fallūjah", "IRQ", "dateline", 1)),
        ("A bus burned on the Jalalabad road in Afghanistan.", ("Jalālābād", "AFG", "route", 1)),
    ],
)
def test_the_words_before_a_town_say_how_it_stands_to_the_event(text: str, expected: tuple[str, str, str, int]) -> None:
    assert towns(text)[0] == expected


def test_a_line_between_two_places_is_no_place() -> None:
    (mention,) = [
        m for m in found("A mine went off between Bandiagara and Bankass in Mali.") if m.relation == "between"
    ]
    assert (mention.place, mention.where_prec, mention.country) == (None, 5, "MLI")


def test_a_distance_from_another_town_is_about_the_first() -> None:
    relations = {
        m.place: m.relation for m in found("They died in Ansongo, 95 kilometres from Gao, in Mali.") if m.place
    }
    assert relations == {"Ansongo": "at", "Gao": "beside"}


@pytest.mark.parametrize(
    ("text", "country", "precision"),
    [
        ("They died in central Mali.", "MLI", 4),
        ("They died in Mali's north-east.", "MLI", 4),
        ("They died in Darfur.", "SDN", 4),
        ("They died in North Kivu province, in Congo.", "COD", 4),
        ("They died in Niger near the border with Burkina Faso. Niger said so.", "NER", 5),
        ("They died in Mali.", "MLI", 6),
    ],
)
def test_parts_of_countries_have_a_precision_and_no_place(text: str, country: str, precision: int) -> None:
    mentions = [m for m in found(text) if m.where_prec == precision]
    assert [(m.country, m.place) for m in mentions][:1] == [(country, None)]


def test_a_name_that_no_gazetteer_has_is_a_place_where_the_words_say_so() -> None:
    (mention,) = [m for m in found("They died in the village of Zzyzxkoro in Mali.") if m.place]
    assert (mention.place, mention.known, mention.latitude, mention.country) == ("Zzyzxkoro", False, None, "MLI")


def test_names_of_companies_days_and_people_are_no_places() -> None:
    text = "Wagner mercenaries met General Gao on Thursday. Seven Russians of Wagner left Mali."
    assert towns(text) == []


def test_a_spelling_of_another_language_finds_the_same_town() -> None:
    for name in ("Tinzaouaten", "Tin Zaouatene"):
        assert towns(f"They were ambushed at {name} in Mali.")[0][0] == "Ti-n-Zaouâtene"


def test_a_small_town_abroad_is_not_guessed() -> None:
    assert towns("He spoke of Paris.") == [] or towns("He spoke of Paris.")[0][0] == "Paris"
    assert towns("They met at Springfield.") == [] or towns("They met at Springfield.")[0][1] == "USA"


def test_a_people_that_serves_abroad_does_not_make_a_village_theirs() -> None:
    assert ("Bakouma", "CAF") in [(m.text, m.country) for m in found("Three Russians were killed near Bakouma.")]
    assert [m.country for m in found("The American firm lost a convoy at Ghazalabad.") if m.relation == "at"] == [None]


def test_french_places_have_the_same_relations() -> None:
    assert towns("Ils sont morts aux abords de Hombori, au Mali.", "fr")[0] == ("Hombori", "MLI", "near", 2)
    assert [(m.country, m.where_prec) for m in found("Ils ont péri dans le centre du Mali.", "fr")] == [("MLI", 4)]


def test_a_title_tells_the_country_too() -> None:
    (mention,) = [m for m in found("Five died near Hombori.", title="Mali: five dead") if m.place]
    assert mention.country == "MLI"


@given(st.text(max_size=200), st.sampled_from(["en", "fr"]))
def test_any_text_gives_places_in_order_and_within_it(text: str, language: str) -> None:
    mentions = found(text, language)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)


def test_an_article_s_own_publisher_is_no_place() -> None:
    document = read(
        Article(
            "a",
            "Selon un bilan consulté par Dakar Midi, un soldat malien est mort.",
            language="fr",
            publisher="Dakar Midi",
        )
    )
    assert [m.place for m in find_places(document) if m.place] == []


def test_a_village_lies_in_a_country_that_the_article_names_not_in_one_that_a_city_alone_speaks_for() -> None:
    text = "Mali's army lost a camp at Farabougou, a general said in Dakar."
    assert [m.country for m in found(text) if m.text == "Farabougou"] == ["MLI"]


def test_the_name_that_opens_a_headline_is_a_place() -> None:
    assert towns("Hombori : trois soldats maliens tués", "fr")[0] == ("Hombori", "MLI", "at", 1)
    assert towns("BAMAKO: Three soldiers of Mali were killed.")[0][2] == "dateline"


def test_a_base_south_of_the_city_of_the_dateline_is_not_in_it() -> None:
    text = "TRIPOLI, Libya (Wire) - Drones hit a base. The base, 700 km south of Tripoli, burned."
    assert towns(text)[0][2] == "dateline"


def test_an_axis_with_two_names_is_a_line() -> None:
    (line,) = [
        m
        for m in found("Un camion a sauté sur l'axe Bossangoa-Bozoum en Centrafrique.", "fr")
        if m.relation == "between"
    ]
    assert (line.place, line.where_prec, line.country) == (None, 5, "CAF")


def test_a_better_known_town_that_says_where_a_place_lies_stands_beside_it() -> None:
    relations = {m.place: m.relation for m in found("They died in Ansongo, near Gao, in Mali.") if m.place}
    assert relations == {"Ansongo": "at", "Gao": "beside"}


def test_a_part_of_a_country_names_the_country() -> None:
    assert [
        m.country
        for m in found("Guards of the Tama tribe died in Saraf Omra, North Darfur.")
        if m.text != "North Darfur"
    ] != ["JPN"]


def test_a_capital_that_ends_in_its_country_s_name_is_the_capital() -> None:
    assert ("San Salvador", "SLV") in [(p, c) for p, c, _, _ in towns("Guards died in San Salvador on Monday.")]


def test_in_a_text_all_in_capitals_only_known_names_are_places() -> None:
    assert [
        p for p, _, _, _ in towns("AT LEAST TWO SOLDIERS OF MALI DIED IN GAO. IN SHOCK, THE RESPONSE WAS SLOW.")
    ] == ["Gao"]


def test_a_city_elsewhere_does_not_speak_for_itself_against_the_country_that_is_named() -> None:
    assert [m.country for m in found("Two pilots were killed near Palma in Mozambique.") if m.text == "Palma"] == [
        "MOZ"
    ]


def test_a_name_that_a_known_place_locates_is_a_place() -> None:
    (mention,) = [
        m
        for m in found("The aircraft was shot down over Quilumbo, Cabo Delgado, in Mozambique.")
        if m.text == "Quilumbo"
    ]
    assert (mention.country, mention.known) == ("MOZ", False)


def test_a_speaker_who_follows_a_comma_does_not_make_the_place_before_it_his() -> None:
    assert towns("Deux hommes ont été tués à Gao, a indiqué vendredi la police du Mali.", "fr")[0][2] == "at"
    assert towns("Two men were killed in Gao, said Mali's police.")[0][2] == "at"


def test_a_city_of_a_theatre_is_known_where_only_another_country_is_named() -> None:
    text = "A bodyguard was killed by a bomb in Benghazi, a colleague said by telephone from Malta."
    assert [m.country for m in found(text) if m.text == "Benghazi"] == ["LBY"]
