"""Countries in an article: their names and peoples, their parts, borders and capitals.

Here belong look-ups among the fixed names of countries and regions; towns and divisions belong to `places`.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.extraction.places.text import PlaceMention, PlaceText, Relation
from pipelines.extraction.text.context import pattern
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.matching import NameMatcher
from pipelines.reference.countries import countries
from pipelines.reference.gazetteer import THEATRES, name_key

# Whose soldiers and contractors are everywhere: their names say little of where a thing happened.
ABROAD = frozenset("USA RUS GBR FRA CHN TUR ARE SAU IRN ZAF CAN AUS NPL".split())
_CAPITAL_WORDS = 20


@dataclass(slots=True, frozen=True)
class CountryHit:
    """A country named, or its people (`demonym`)."""

    start: int
    end: int
    iso3: str
    demonym: bool


class CountryFinder:
    """Finds what an article says of countries, in a text that is read already."""

    def __init__(self, text: PlaceText, at_home: Sequence[str] = ()) -> None:
        """`at_home` are the countries of the armies and armed groups that the article names."""
        self.text = text
        self.at_home = at_home
        self.hits = country_hits(text.document)

    def find(self) -> list[PlaceMention]:
        """Countries, their peoples, parts, borders and named capitals; not in order."""
        return [m for hit in self.hits if (m := self._country(hit))] + self._regions()

    def _country(self, hit: CountryHit) -> PlaceMention | None:
        before, after = self.text.around(hit.start, hit.end)
        language = self.text.language
        border = pattern(language.border_before).search(before)
        if border:
            return self.text.make(hit.start - len(border.group()), hit.end, self._border_country(hit), 5, "border")
        border = pattern(language.border_after).match(after)
        if border:
            return self.text.make(hit.start, hit.end + border.end(), self._border_country(hit), 5, "border")
        capital = pattern(language.capital_before).search(before)
        if capital and not hit.demonym:
            return self._capital(hit.iso3, hit.start - len(capital.group()), hit.end)
        capital = pattern(language.capital_after).match(after)
        if capital:
            return self._capital(hit.iso3, hit.start, hit.end + capital.end())
        if hit.demonym:
            return self.text.make(hit.start, hit.end, hit.iso3, 6, "people")
        part = pattern(language.vague_before).search(before)
        if part:
            return self.text.make(hit.start - len(before) + part.start("part"), hit.end, hit.iso3, 4, "part")
        part = pattern(language.vague_after).match(after)
        if part:
            return self.text.make(hit.start, hit.end + part.end("part"), hit.iso3, 4, "part")
        relation: Relation = "source" if pattern(language.source_before).search(before) else "country"
        return self.text.make(hit.start, hit.end, hit.iso3, 6, relation)

    def _regions(self) -> list[PlaceMention]:
        """Named parts of countries that are no divisions: Darfur, Donbas."""
        matcher, owners = _region_names()
        return [
            self.text.make(hit.start, hit.end, owners[hit.index], 4, "part")
            for hit in matcher.find(self.text.text, self.text.folded)
        ]

    def _border_country(self, hit: CountryHit) -> str | None:
        """ "The border with Burkina Faso" lies in the country that the article is about, not over there."""
        counts = Counter(h.iso3 for h in self.hits if h.iso3 != hit.iso3)
        neighbours = countries()[hit.iso3].neighbours
        counts.update(c for c in self.at_home if c != hit.iso3)
        near = [c for c, _ in counts.most_common() if c in neighbours]
        own = Counter(h.iso3 for h in self.hits)
        return near[0] if near and counts[near[0]] >= own[hit.iso3] else hit.iso3

    def _capital(self, iso3: str, start: int, end: int) -> PlaceMention | None:
        name = countries()[iso3].capital
        rows = self.text.gazetteer.lookup([name_key(name)]).get(name_key(name), [])
        rows = [r for r in rows if self.text.gazetteer.country(r) == iso3]
        before, _ = self.text.around(start, end)
        relation, prec = self.text.relation(before, "capital")
        if not rows:
            return self.text.make(start, end, iso3, prec, relation)
        return self.text.place(start, end, _town_first(rows, self.text), relation, prec)

    def own_capitals(self, weights: Counter[str], taken: Sequence[tuple[int, int]]) -> list[PlaceMention]:
        """ "The capital", of the country that the article is most about."""
        if not weights:
            return []
        near = [c for c in sorted(weights) if c not in ABROAD] or sorted(weights)
        country = max(near, key=lambda c: (weights[c], c in THEATRES))
        out = []
        for match in pattern(self.text.language.own_capital).finditer(self.text.folded):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                made = self._capital(country, match.start(), match.end())
                if made:
                    out.append(made)
        return out


def _town_first(rows: Sequence[int], text: PlaceText) -> int:
    return min(rows, key=lambda row: text.gazetteer.feature(row) != "PPL")


def country_hits(document: Document) -> list[CountryHit]:
    """Every name of a country, and of its people, in the order of the text."""
    matcher, owners = _country_names(document.article.language)
    out = []
    for hit in matcher.find(document.text):
        iso3, demonym = owners[hit.index]
        if document.text[hit.end : hit.end + 5] in (" City", " CITY") or _in_capital(document.text, hit.start, hit.end):
            continue  # Kuwait City, Mexico City, San Salvador
        out.append(CountryHit(hit.start, hit.end, iso3, demonym))
    return out


def _in_capital(text: str, start: int, end: int) -> bool:
    """Whether a country's name is the end of a capital's ("San Salvador")."""
    words = text[max(0, start - _CAPITAL_WORDS) : end].casefold()
    return any(words.endswith(name) for name in _long_capitals()) and text[start - 1 : start] == " "


@cache
def _long_capitals() -> frozenset[str]:
    """Capitals of several words of which the last is a country's name."""
    names = {name.casefold() for country in countries().values() for name in country.names}
    capitals = {country.capital.casefold() for country in countries().values() if " " in country.capital}
    return frozenset(c for c in capitals if c not in names and c.rsplit(" ", 1)[1] in names)


def countries_in(words: str, language: str) -> list[str]:
    """The codes of the countries that some words name, sorted."""
    matcher, owners = _country_names(language)
    return sorted({owners[hit.index][0] for hit in matcher.find(words)})


@cache
def _region_names() -> tuple[NameMatcher, list[str]]:
    with files("pipelines.reference").joinpath("regions.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return NameMatcher([r["name"] for r in rows]), [r["country"] for r in rows]


@cache
def _country_names(code: str) -> tuple[NameMatcher, list[tuple[str, bool]]]:
    names: dict[str, tuple[str, bool]] = {}
    for iso3, country in countries().items():
        for name in country.names:
            names.setdefault(name, (iso3, False))
        words = country.demonyms if code == "en" else country.french_forms
        for word in words:
            names.setdefault(word, (iso3, True))
            if code == "en":
                names.setdefault(word + "s", (iso3, True))
            else:
                names.setdefault(word.capitalize(), (iso3, True))
    return NameMatcher(list(names)), list(names.values())
