"""What a language brings to places: its words and its patterns. One instance per language, in `places_<code>`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceLanguage:
    """Patterns over folded text, looked for directly before (they end in $) or behind (they start with ^) a name.

    at: prepositions of place. near, distance: what makes a place "near a known place";
    toward: a mere direction from it. between, pair: what opens and
    joins two ends of a line. route: movement, not position. kind: the nouns of places ("the village of"). division: of
    administrative divisions, with the named groups adm1 and adm2. vague, capital, border: around the name of a country.
    within: what stands between a place and the larger or better known one that says where it lies. person: what makes a
    name a person's. source: where speakers are, not events; witness: the same, of people to whom things happen too, and so
    only where they speak.
    """

    at: str
    near: str
    distance: str
    toward: str
    between: str
    pair: str
    other_end: str
    route: str
    kind_before: str
    kind_after: str
    division_before: str
    division_after: str
    vague_before: str
    vague_after: str
    capital_before: str
    capital_after: str
    border_before: str
    border_after: str
    person_before: str
    person_after: str
    source_before: str
    witness_before: str
    witness_after: str
    source_after: str
    own_capital: str
    opened_by: str
    spoken_there: str
    inside_town: str
    named_road: str
    anaphor: str
    apposed_distance: str
    within: str
    particles: frozenset[str]
    stop: frozenset[str]
