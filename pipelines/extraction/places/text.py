"""What places are, and the text that they are found in: the words around a name and the relation that they make.

Here belong the records and what both finders of places need: `place_countries` finds countries, their parts and
capitals, `places` towns and divisions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, Protocol

from pipelines.extraction.languages.base_places import PlaceLanguage
from pipelines.extraction.text.context import pattern
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.matching import fold
from pipelines.reference.gazetteer import Gazetteer, Place, gazetteer

Relation = Literal[
    "at",
    "near",
    "toward",
    "between",
    "border",
    "part",
    "division",
    "country",
    "capital",
    "route",
    "beside",
    "source",
    "dateline",
    "named",
    "people",
]

_BEFORE, _AFTER = 70, 40


class Named(Protocol):
    """Something else that is named in the text, and so is no place."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(slots=True, frozen=True)
class PlaceMention:
    """A place named in the text. `place` is null for countries, divisions, borders and lines between places.

    `relation` says how the words tie it to what they tell: "near Sake" is near, "flown to Sevare" a route, "officials in
    Bucharest" a source. Degrees are WGS 84; `known` is False for a name that the gazetteer lacks.
    """

    start: int
    end: int
    text: str
    country: str | None
    adm_1: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    geonameid: int | None
    where_prec: int | None
    relation: Relation
    sentence: int
    known: bool = True
    population: int = 0


class PlaceText:
    """An article as finders of places read it: folded, with the words around a span."""

    def __init__(self, document: Document, language: PlaceLanguage) -> None:
        self.document = document
        self.language = language
        self.text = document.text
        self.folded = fold(document.text)
        self.gazetteer: Gazetteer = gazetteer()
        self._starts = [s.start for s in document.sentences]

    def around(self, start: int, end: int) -> tuple[str, str]:
        """The folded words before and behind a span, inside its sentence."""
        before = self.folded[max(0, start - _BEFORE) : start]
        after = self.folded[end : end + _AFTER]
        sentence = self.sentence_of(start)
        if sentence >= 0:
            before = self.folded[max(self._starts[sentence], start - _BEFORE) : start]
        stop = self.text.find("\n", end, end + _AFTER)
        return before, after if stop < 0 else self.folded[end:stop]

    def sentence_of(self, offset: int) -> int:
        """The index of the sentence that holds an offset; -1 between sentences."""
        found = bisect_right(self._starts, offset) - 1
        return found if found >= 0 and offset < self.document.sentences[found].end else -1

    def relation(self, before: str, default: Relation, after: str = "") -> tuple[Relation, int]:
        language = self.language
        if pattern(language.toward).search(before) and not re.search(r"\d|\b(?:km|miles|kilomet)", before[-40:]):
            return "toward", 2
        if pattern(language.distance).search(before) or pattern(language.near).search(before):
            return "near", 2
        if pattern(language.between).search(before):
            return "between", 2
        if pattern(language.source_before).search(before) or pattern(language.source_after).match(after):
            return "source", 1
        if pattern(language.witness_before).search(before) and pattern(language.witness_after).match(after):
            return "source", 1
        if pattern(language.route).search(before):
            return "route", 1
        return default, 1

    def make(self, start: int, end: int, iso3: str | None, prec: int | None, relation: Relation) -> PlaceMention:
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        return PlaceMention(
            start,
            end,
            self.text[start:end],
            iso3,
            None,
            None,
            None,
            None,
            None,
            prec,
            relation,
            self.sentence_of(start),
        )

    def place(self, start: int, end: int, row: int, relation: Relation, prec: int) -> PlaceMention:
        place = self.gazetteer.place(row)
        name: str | None = place.name
        if place.feature != "PPL":
            prec = 4 if place.feature == "ADM1" else 3
            relation = "division" if relation in ("at", "named") else relation
        return PlaceMention(
            start, end, self.text[start:end], place.country, _adm_1(place), name if place.feature == "PPL" else None,
            place.latitude, place.longitude, place.geonameid, prec, relation, self.sentence_of(start),
            population=place.population,
        )  # fmt: skip


def _adm_1(place: Place) -> str | None:
    return place.name if place.feature == "ADM1" else place.adm_1
