from importlib import import_module

import pytest

from pipelines.extraction.actors.find import find_actors
from pipelines.extraction.actors.unlisted import introduced, slug
from pipelines.extraction.text.document import read
from pipelines.schemas.contract import Article


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_pattern_finds_the_actor_of_its_example(code: str) -> None:
    language = import_module(f"pipelines.extraction.languages.{code}.actors").LANGUAGE
    kinds = [(kind, [o.type for o in introduced(example, language, [])]) for kind, _, example in language.introduced]
    assert [found for kind, found in kinds if kind not in found] == []


def test_an_actor_that_is_introduced_once_is_found_wherever_it_is_named() -> None:
    text = "Quarry Ridge lost a man. He worked for the security company Quarry Ridge, of Leeds."
    found = [(m.text, m.actor_id, m.type) for m in find_actors(read(Article("a", text)))]
    assert found == [("Quarry Ridge", "quarry_ridge", "pmc")] * 2


def test_a_listed_company_keeps_its_id_and_a_country_is_no_company() -> None:
    text = "He worked for the private security company Blackwater. The security company Russia, they joked."
    assert [m.actor_id for m in find_actors(read(Article("a", text))) if m.type == "pmc"] == ["blackwater"]


def test_an_id_is_made_of_the_name_s_letters() -> None:
    assert slug("L’Étoile & Fils (Sécurité)") == "l_etoile_fils_securite"
