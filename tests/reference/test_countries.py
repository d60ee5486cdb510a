from pipelines.reference.countries import countries, country_of_demonym, country_of_name, french_forms


def test_every_country_has_a_code_of_three_letters() -> None:
    assert all(len(code) == 3 and code.isupper() for code in countries())


def test_a_country_is_known_by_its_names_in_english_and_french() -> None:
    for name in ("Ivory Coast", "Côte d'Ivoire", "Cote d’Ivoire"):
        assert country_of_name(name) == "CIV"
    assert country_of_name("Tchad") == "TCD"
    assert country_of_name("Atlantis") is None


def test_a_demonym_names_its_country_in_every_form() -> None:
    for word in ("Malian", "Malians", "malienne", "maliennes", "MALIENS"):
        assert country_of_demonym(word) == "MLI"
    assert country_of_demonym("Russians") == "RUS"
    assert country_of_demonym("russes") == "RUS"
    assert country_of_demonym("the") is None


def test_french_adjectives_are_inflected() -> None:
    assert french_forms("français") == ("français", "française", "français", "françaises")
    assert french_forms("russe") == ("russe", "russe", "russes", "russes")
    assert french_forms("turc") == ("turc", "turque", "turcs", "turques")
