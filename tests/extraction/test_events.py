from importlib import import_module

import pytest

from pipelines.extraction.incidents.events import event_type, types_named
from pipelines.extraction.text.context import Reading, context_language
from pipelines.extraction.text.document import read
from pipelines.schemas.contract import Article


def kind(text: str, language: str = "en") -> str:
    document = read(Article("a", text, language=language))
    return event_type(Reading(document, context_language(language)), {s.index: 1.0 for s in document.sentences})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Their convoy was ambushed by rebels.", "ambush"),
        ("An armoured vehicle in the convoy hit a roadside bomb.", "ied"),
        ("A suicide bomber blew himself up beside a minibus.", "suicide_bombing"),
        ("Militants stormed the camp behind a suicide car bomb.", "attack_on_base"),
        ("Drones struck the command post.", "air_drone_strike"),
        ("Rockets fell on the compound.", "shelling_missile"),
        ("Gunmen with rockets and machine guns ambushed the patrol.", "ambush"),
        ("The helicopter was shot down north of the town.", "aircraft_loss"),
        ("Gunmen kidnapped four guards from a lorry.", "abduction_execution"),
        ("An Afghan soldier opened fire on his trainers.", "mutiny_insider"),
        ("He was hit by friendly fire.", "accident_other"),
        ("They died in a clash with separatists.", "armed_clash"),
        ("Nothing more was said.", "unknown"),
    ],
)
def test_an_event_is_what_its_words_weigh_most_for(text: str, expected: str) -> None:
    assert kind(text) == expected


def test_french_events_have_the_same_types() -> None:
    assert kind("Ils sont tombés dans une embuscade.", "fr") == "ambush"
    assert kind("Le blindé a roulé sur un engin explosif.", "fr") == "ied"


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_pattern_finds_its_example(code: str) -> None:
    events = import_module(f"pipelines.extraction.languages.{code}.incidents").LANGUAGE.events
    for wanted, _, _, example in events:
        document = read(Article("a", example, language=code))
        assert wanted in types_named(Reading(document, context_language(code)), [0]), example
