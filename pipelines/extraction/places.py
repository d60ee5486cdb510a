"""Places in an article: towns, divisions, countries and named parts of them, borders, lines between two places.

Here belong finding names and choosing which place of a name is meant; which place is an incident's belongs to
`incidents`. Names come from `reference.gazetteer`; a name that it lacks is a place only where the words around it
say so ("the village of …"), and then has no coordinates. The precision is GED's.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Literal, Protocol

from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.matching import NameMatcher, fold
from pipelines.extraction.place_language import PlaceLanguage
from pipelines.reference.countries import countries
from pipelines.reference.gazetteer import THEATRES, Gazetteer, Place, gazetteer, loose_key, name_key

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

_LANGUAGES = ("en", "fr")
_BEFORE, _AFTER = 70, 40
_WELL_KNOWN = 300_000  # inhabitants: such a city is meant even where its country is not named
_KNOWN = 100_000  # the same, where the words around the name say that it is a place
_MAX_WORDS = 4
# Whose soldiers and contractors are everywhere: their names say little of where a thing happened.
ABROAD = frozenset("USA RUS GBR FRA CHN TUR ARE SAU IRN ZAF CAN AUS NPL".split())
_HOST_VOTES: dict[Relation, int] = {
    "at": 4,
    "near": 4,
    "dateline": 5,
    "capital": 4,
    "division": 4,
    "part": 4,
    "border": 3,
    "route": 2,
}
# A capitalised word with its article and its hyphens: "al-Omari", "Port-au-Prince", "Ta'izz"; of "Sofia-based", "Sofia".
_WORD = re.compile(
    r"(?<![\w-])(?:(?:al|el|ad|ar|as|at|az|ash|an|Al|El)-|(?:Al|El|al|el) )?[A-ZÀ-ÖØ-Þ]\w*"
    r"(?:['’](?!s\b)\w+|-[A-ZÀ-ÖØ-Þ]\w*|-[a-z]{1,4}[-'’]\w+|-[a-z](?=-))*"
)
_DATELINE = re.compile(r"^\s*(?:[A-ZÀ-Ý][\w'’ -]{1,30}, )?$")
_AFTER_DATELINE = re.compile(r"^(?:,? [^\n.]{0,40})?\s?(?:\([^)]{2,30}\)\s?)?[-–—]\s")


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


@dataclass(slots=True, frozen=True)
class _Name:
    """A capitalised run of words that may be a place."""

    start: int
    end: int
    key: str
    sentence: int


@dataclass(slots=True, frozen=True)
class CountryHit:
    """A country named, or its people (`demonym`)."""

    start: int
    end: int
    iso3: str
    demonym: bool


def find_places(document: Document, named: Sequence[Named] = ()) -> list[PlaceMention]:
    """Every place of the article in the order of the text; `named` are spans that are no places (actors).

    Of places that share a name, one in a country that the article names is meant; a name of which nothing of the sort is
    known, and that no word around it makes a place, is left out.
    """
    language = _language(document.article.language)
    if language is None:
        return []
    return _Finder(document, language, named).find()


class _Finder:
    def __init__(self, document: Document, language: PlaceLanguage, named: Sequence[Named]) -> None:
        self.document = document
        self.language = language
        self.text = document.text
        self.folded = fold(document.text)
        self.gazetteer: Gazetteer = gazetteer()
        self.taken = [(n.start, n.end) for n in named]
        self.countries = country_hits(document)
        at_home = [n for n in named if getattr(n, "type", None) in ("rebel", "state_forces")]
        self.actor_countries = sorted({c for n in at_home if (c := getattr(n, "country", None)) and c not in ABROAD})

    def find(self) -> list[PlaceMention]:
        out = [m for hit in self.countries if (m := self._country(hit))]
        out += self._regions()
        self.covered = [(m.start, m.end) for m in out] + [(h.start, h.end) for h in self.countries]
        names = self._names()
        keys = {n.key for n in names}
        rows = self.gazetteer.lookup(sorted(keys))
        loose = {k: loose_key(k) for k in keys - rows.keys()}
        more = self.gazetteer.lookup(sorted({v for v in loose.values() if v}))
        self.weights = self._weights(names, rows)
        for key, sound in loose.items():
            near = [r for r in more.get(sound, ()) if self.gazetteer.country(r) in self.weights]
            if near:
                rows[key] = near
        out += self._towns(names, rows, out)
        out += self._own_capitals()
        out = self._joined(sorted(out, key=lambda m: (m.start, m.end)))
        if any(
            m.relation == "beside" and re.search(self.language.anaphor, self._around(m.start, m.end)[0]) for m in out
        ):
            # "this city west of Baghdad" is the city of the dateline
            out = [replace(m, relation="at") if m.relation == "dateline" else m for m in out]
        return out

    def _weights(self, names: list[_Name], rows: dict[str, list[int]]) -> Counter[str]:
        """How much the article is about each country: its names, its people, its great cities."""
        weights: Counter[str] = Counter()
        lead = self.document.sentences[min(3, len(self.document.sentences) - 1)].end if self.document.sentences else 0
        for hit in self.countries:
            weights[hit.iso3] += (1 if hit.demonym else 3) + (1 if hit.start < lead else 0)
        for iso3 in self._title_countries():
            weights[iso3] += 3
        for iso3 in self.actor_countries:
            weights[iso3] += 1
        for name in names:
            found = rows.get(name.key, [])
            known = found and name_key(self.gazetteer.place(found[0]).name) == name.key
            if known and self.gazetteer.population(found[0]) >= _WELL_KNOWN:
                weights[self.gazetteer.country(found[0])] += 2
        weights.update(self._agreed(names, rows))
        return weights

    def _agreed(self, names: list[_Name], rows: dict[str, list[int]]) -> dict[str, int]:
        """The country that several names of the article share ("Katarko, Gujba, Yobe"), a division's name above all."""
        votes: Counter[str] = Counter()
        for key in sorted({n.key for n in names if n.key in rows and len(n.key) >= 4}):
            owners = {self.gazetteer.country(row) for row in rows[key]}
            if len(owners) > 4:
                continue
            divisions = {self.gazetteer.country(r) for r in rows[key] if self.gazetteer.feature(r) == "ADM1"}
            for iso3 in owners:
                share = (1.0 if iso3 in THEATRES else 0.4) / len(owners)
                votes[iso3] += round(100 * share * (2 if iso3 in divisions else 1))
        ranked = votes.most_common(2)
        if not ranked or ranked[0][1] < 140 or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
            return {}
        return {ranked[0][0]: 2}

    def _title_countries(self) -> list[str]:
        title = self.document.article.title
        if not title:
            return []
        matcher, owners = _country_names(self.document.article.language)
        return sorted({owners[hit.index][0] for hit in matcher.find(title)})

    def _host(self, found: Sequence[PlaceMention]) -> str | None:
        """The country that an unknown place lies in: where the places that the article knows are."""
        votes: Counter[str] = Counter()
        for mention in found:
            if mention.country and mention.relation not in ("people", "source"):
                votes[mention.country] += _HOST_VOTES.get(mention.relation, 1)
        for hit in self.countries:
            votes[hit.iso3] += 1
        for iso3 in [*self.actor_countries, *self._title_countries() * 2]:
            votes[iso3] += 2
        if len(votes) > 1:  # whose soldiers and contractors are everywhere: no ground for where a village lies
            votes = Counter({c: n for c, n in votes.items() if c not in ABROAD}) or votes
        return max(sorted(votes), key=lambda c: votes[c]) if votes else None

    # --- countries and their parts ----------------------------------------------------------------------------------

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """The folded words before and behind a span, inside its paragraph."""
        before = self.folded[max(0, start - _BEFORE) : start]
        after = self.folded[end : end + _AFTER]
        line = self.text.rfind("\n", max(0, start - _BEFORE), start)
        if line >= 0:
            before = self.folded[line + 1 : start]
        stop = self.text.find("\n", end, end + _AFTER)
        return before, after if stop < 0 else self.folded[end:stop]

    def _country(self, hit: CountryHit) -> PlaceMention | None:
        before, after = self._around(hit.start, hit.end)
        language = self.language
        border = re.search(language.border_before, before)
        if border:
            return self._make(hit.start - len(border.group()), hit.end, self._border_country(hit), 5, "border")
        border = re.match(language.border_after, after)
        if border:
            return self._make(hit.start, hit.end + border.end(), self._border_country(hit), 5, "border")
        capital = re.search(language.capital_before, before)
        if capital and not hit.demonym:
            return self._capital(hit.iso3, hit.start - len(capital.group()), hit.end)
        capital = re.match(language.capital_after, after)
        if capital:
            return self._capital(hit.iso3, hit.start, hit.end + capital.end())
        if hit.demonym:
            return self._make(hit.start, hit.end, hit.iso3, 6, "people")
        part = re.search(language.vague_before, before)
        if part:
            return self._make(hit.start - len(before) + part.start("part"), hit.end, hit.iso3, 4, "part")
        part = re.match(language.vague_after, after)
        if part:
            return self._make(hit.start, hit.end + part.end("part"), hit.iso3, 4, "part")
        relation: Relation = "source" if re.search(language.source_before, before) else "country"
        return self._make(hit.start, hit.end, hit.iso3, 6, relation)

    def _regions(self) -> list[PlaceMention]:
        """Named parts of countries that are no divisions: Darfur, Donbas."""
        matcher, owners = _region_names()
        return [
            self._make(hit.start, hit.end, owners[hit.index], 4, "part") for hit in matcher.find(self.text, self.folded)
        ]

    def _border_country(self, hit: CountryHit) -> str | None:
        """ "The border with Burkina Faso" lies in the country that the article is about, not over there."""
        counts = Counter(h.iso3 for h in self.countries if h.iso3 != hit.iso3)
        neighbours = countries()[hit.iso3].neighbours
        near = [c for c, _ in counts.most_common() if c in neighbours]
        own = Counter(h.iso3 for h in self.countries)
        return near[0] if near and counts[near[0]] >= own[hit.iso3] else hit.iso3

    def _capital(self, iso3: str, start: int, end: int) -> PlaceMention | None:
        name = countries()[iso3].capital
        rows = self.gazetteer.lookup([name_key(name)]).get(name_key(name), [])
        rows = [r for r in rows if self.gazetteer.country(r) == iso3]
        before, _ = self._around(start, end)
        relation, prec = self._relation(before, "capital")
        if not rows:
            return self._make(start, end, iso3, prec, relation)
        return self._place(start, end, self._towns_first(rows)[0], relation, prec)

    def _own_capitals(self) -> list[PlaceMention]:
        """ "The capital", of the country that the article is most about."""
        if not self.weights:
            return []
        near = [c for c in sorted(self.weights) if c not in ABROAD] or sorted(self.weights)
        country = max(near, key=lambda c: self.weights[c])
        out = []
        for match in re.finditer(self.language.own_capital, self.folded):
            if not self._overlaps(match.start(), match.end()):
                made = self._capital(country, match.start(), match.end())
                if made:
                    out.append(made)
        return out

    def _make(self, start: int, end: int, iso3: str | None, prec: int | None, relation: Relation) -> PlaceMention:
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        return PlaceMention(
            start, end, self.text[start:end], iso3, None, None, None, None, None, prec, relation, self._sentence(start)
        )

    def _sentence(self, offset: int) -> int:
        for sentence in self.document.sentences:
            if sentence.start <= offset < sentence.end:
                return sentence.index
        return -1

    # --- towns and divisions ----------------------------------------------------------------------------------------

    def _overlaps(self, start: int, end: int) -> bool:
        return any(a < end and start < b for a, b in self.covered) or any(a < end and start < b for a, b in self.taken)

    def _names(self) -> list[_Name]:
        out = []
        for sentence in self.document.body:
            words = self._words(sentence)
            for first in range(len(words)):
                for last in range(first, min(first + _MAX_WORDS, len(words))):
                    if last > first and not self._linked(words[last - 1], words[last]):
                        break
                    start, end = words[first].start(), words[last].end()
                    key = name_key(self.text[start:end])
                    if self._may_be_place(key, start, end, sentence):
                        out.append(_Name(start, end, key, sentence.index))
        return out

    def _words(self, sentence: Sentence) -> list[re.Match[str]]:
        return list(_WORD.finditer(self.text, sentence.start, sentence.end))

    def _linked(self, one: re.Match[str], other: re.Match[str]) -> bool:
        between = self.folded[one.end() : other.start()]
        if between in (" ", "-"):
            return True
        words = between.replace("'", " ").split()
        return 0 < len(words) <= 2 and all(w in self.language.particles for w in words) and len(between) <= 10

    def _may_be_place(self, key: str, start: int, end: int, sentence: Sentence) -> bool:
        words = key.split()
        if not words or len(key) < 3 or all(w in self.language.stop for w in words):
            return False
        if words[0] == "the" or (words[-1] in self.language.stop and len(words) > 1):
            return False
        return not self._overlaps(start, end)

    def _towns(
        self, names: list[_Name], rows: dict[str, list[int]], others: Sequence[PlaceMention]
    ) -> list[PlaceMention]:
        """Known places first, the longest names first; then what the words around it make a place."""
        out: list[PlaceMention] = []
        order = sorted(names, key=lambda n: (-(n.end - n.start), n.start))
        for known in (True, False):
            host = None if known else self._host([*others, *out])
            for name in order:
                if self._overlaps(name.start, name.end):
                    continue
                made = self._town(name, rows.get(name.key, [])) if known else self._unknown(name, host)
                if made:
                    out.append(made)
                    self.covered.append((name.start, name.end))
        return out

    def _town(self, name: _Name, rows: list[int]) -> PlaceMention | None:
        if not rows:
            return None
        before, after = self._around(name.start, name.end)
        language = self.language
        if self._is_person(before, after):
            return None
        inside_town = re.match(language.inside_town, after)
        sentence = self.document.sentences[name.sentence]
        lead = self.text[sentence.start : name.start]
        dateline = bool(_DATELINE.match(lead) and _AFTER_DATELINE.match(self.text[name.end : name.end + 60]))
        kind = re.search(language.kind_before, before) or re.match(language.kind_after, after)
        division = re.search(language.division_before, before) or re.match(language.division_after, after)
        joined = re.search(language.between, before) or _ROAD.search(before)
        placed = bool(re.search(language.at, before) or kind or division or dateline or joined)
        row = self._choose(name.key, rows, placed, bool(kind), division)
        if row is None or (inside_town and self.gazetteer.population(row) < _KNOWN):
            return None  # "Karama Square" is in a town that is named elsewhere
        placed = placed or bool(inside_town)
        if not placed and not self._stands_alone(name, row, before, after):
            return None
        if dateline:
            return self._place(name.start, name.end, row, "dateline", 1)
        before = re.sub(language.kind_before, "", before)  # "near the village of": what stands before counts
        relation, prec = self._relation(before, "at" if placed else "named", after)
        lead = self.folded[sentence.start : name.start]
        if re.match(language.opened_by, lead) and re.match(language.spoken_there, after):
            return self._place(name.start, name.end, row, "source", 1)  # "In Bogota, a newspaper reported"
        if re.match(language.named_road, after) and relation == "at":
            relation = "route"  # "the Jalalabad road in Kabul" is in Kabul
        made = self._place(name.start, name.end, row, relation, prec)
        if division and made.place:  # the province that is called after its town
            return replace(
                made, place=None, latitude=None, longitude=None, geonameid=None, relation="division",
                where_prec=4 if division.groupdict().get("adm1") else 3,
            )  # fmt: skip
        return made

    def _is_person(self, before: str, after: str) -> bool:
        return bool(re.search(self.language.person_before, before) or re.match(self.language.person_after, after))

    def _stands_alone(self, name: _Name, row: int, before: str, after: str) -> bool:
        """A name with no preposition is a place where it is a great city, or stands in apposition."""
        if self._inside_longer_name(name):
            return False
        apposed = re.match(r"^, (?:the |a |in |une? |le |la |l')", after) or re.search(r", $|\($", before)
        return bool(apposed) or self.gazetteer.population(row) >= _WELL_KNOWN

    def _inside_longer_name(self, name: _Name) -> bool:
        """Part of a run of capitalised words is somebody's or something's name ("Sydney Morning Herald")."""
        before = re.search(
            r"([A-ZÀ-Ý][\w'’-]+) (?:da |do |de |du |dos )?$", self.text[max(0, name.start - 30) : name.start]
        )
        after = re.match(r" ((?:(?:al|el|ad|ar|as|ul)-)?[A-ZÀ-Ý][\w'’-]+)", self.text[name.end : name.end + 30])
        stops = self.language.stop
        return bool(before and fold(before.group(1)) not in stops) or bool(after and fold(after.group(1)) not in stops)

    def _choose(
        self, key: str, rows: list[int], placed: bool, kind: bool, division: re.Match[str] | None
    ) -> int | None:
        """Of places of one name the one in a country that the article is about; else a city that all know; else none."""
        best: tuple[float, int] | None = None
        wanted = next((k for k in ("adm1", "adm2") if division and division.groupdict().get(k)), None)
        for row in rows:
            place = self.gazetteer.place(row)
            weight = self.weights.get(place.country, 0)
            large = place.population >= (_KNOWN if placed else 3 * _WELL_KNOWN)
            if weight == 0 and not (large and (place.country in THEATRES or name_key(place.name) == key)):
                continue
            score = min(weight, 12) + _size(place.population)
            if wanted:
                score += 6 if place.feature.lower() == wanted else 3 if place.feature != "PPL" else 0
            elif place.feature == "PPL":
                score += 5 if kind else 2
            if best is None or score > best[0]:
                best = (score, row)
        return best[1] if best else None

    def _towns_first(self, rows: list[int]) -> list[int]:
        return sorted(rows, key=lambda r: self.gazetteer.place(r).feature != "PPL")

    def _unknown(self, name: _Name, host: str | None) -> PlaceMention | None:
        """A name that no gazetteer has, where the words around it say that it is a place."""
        before, after = self._around(name.start, name.end)
        language = self.language
        words = name.key.split()
        if any(w in language.stop for w in words) or self._inside_longer_name(name) or self._is_person(before, after):
            return None
        if re.match(language.inside_town, after):
            return None
        kind = re.search(language.kind_before, before) or re.match(language.kind_after, after)
        division = re.search(language.division_before, before) or re.match(language.division_after, after)
        relation, prec = self._relation(re.sub(language.kind_before, "", before), "at", after)
        text = self.text[name.start : name.end]
        sentence = self.document.sentences[name.sentence]
        lead = self.text[sentence.start : name.start]
        if text.isupper() and sentence.index < 4 and _DATELINE.match(lead):
            if not _AFTER_DATELINE.match(self.text[name.end : name.end + 60]):
                return None
            relation = "dateline"
        elif re.search(language.other_end, before):
            relation = "between"
        elif not re.search(language.at, before) and not re.search(r"(?:^|[,:(] ?)$", before):
            return None  # "a mainly Shi'ite district": a noun behind makes a place only of a name in its place
        elif not (kind or division or relation in ("near", "toward") or re.search(_STRONG, before)):
            return None
        if division:
            relation, prec = "division", 3
        if "-" in text and kind and _ROAD_BEHIND.match(after) and text.istitle():  # "the Berberati-Bouar road"
            return PlaceMention(
                name.start, name.end, text, host, None, None, None, None, None, 5, "between", name.sentence, known=False
            )  # fmt: skip
        return PlaceMention(
            name.start, name.end, text, host, None, text.title() if text.isupper() else text, None, None, None, prec,
            relation, name.sentence, known=False,
        )  # fmt: skip

    def _relation(self, before: str, default: Relation, after: str = "") -> tuple[Relation, int]:
        language = self.language
        if re.search(language.toward, before) and not re.search(r"\d|\b(?:km|miles|kilomet)", before[-40:]):
            return "toward", 2
        if re.search(language.distance, before) or re.search(language.near, before):
            return "near", 2
        if re.search(language.between, before):
            return "between", 2
        if re.search(language.source_before, before) or re.match(language.source_after, after):
            return "source", 1
        if re.search(language.witness_before, before) and re.match(language.witness_after, after):
            return "source", 1
        if re.search(language.route, before):
            return "route", 1
        return default, 1

    def _place(self, start: int, end: int, row: int, relation: Relation, prec: int) -> PlaceMention:
        place = self.gazetteer.place(row)
        name: str | None = place.name
        if place.feature != "PPL":
            prec = 4 if place.feature == "ADM1" else 3
            relation = "division" if relation in ("at", "named") else relation
        return PlaceMention(
            start, end, self.text[start:end], place.country, _adm_1(place), name if place.feature == "PPL" else None,
            place.latitude, place.longitude, place.geonameid, prec, relation, self._sentence(start),
            population=place.population,
        )  # fmt: skip

    def _joined(self, mentions: list[PlaceMention]) -> list[PlaceMention]:
        """Two ends of "between A and B" become one mention, a line: precision 5 and no place.

        "B, 60 kilometres west of A" is about B: A becomes `beside`.
        """
        out: list[PlaceMention] = []
        skip = -1
        for order, mention in enumerate(mentions):
            if order == skip:
                continue
            following = mentions[order + 1] if order + 1 < len(mentions) else None
            lead = self._around(mention.start, mention.end)[0]
            opened = mention.relation == "between" or _ROAD.search(lead)
            if following and opened and mention.place and following.place:
                gap = self.folded[mention.end : following.start]
                if re.fullmatch(self.language.pair, gap):
                    skip = order + 1
                    adm = mention.adm_1 if mention.adm_1 == following.adm_1 else None
                    out.append(
                        PlaceMention(
                            mention.start,
                            following.end,
                            self.text[mention.start : following.end],
                            mention.country,
                            adm,
                            None,
                            None,
                            None,
                            None,
                            5,
                            "between",
                            mention.sentence,
                        )
                    )
                    continue
            made = self._beside(mention, out[-1] if out else None)
            vague = made.relation == "named" and out and not (out[-1].place and out[-1].known)
            if vague and self.folded[out[-1].end : made.start] in (", ", " district, ", " neighbourhood, ", " area, "):
                made = replace(made, relation="at")  # "Hamar Jajab district, Mogadishu"
            out.append(made)
        return out

    def _beside(self, mention: PlaceMention, before: PlaceMention | None) -> PlaceMention:
        """A place that only says where another one lies."""
        if mention.relation not in ("near", "toward"):
            return mention
        lead, _ = self._around(mention.start, mention.end)
        if re.search(self.language.anaphor, lead):
            return replace(mention, relation="beside")
        if before is None or before.place is None or before.sentence != mention.sentence:
            return mention
        gap = self.folded[before.end : mention.start]
        return replace(mention, relation="beside") if re.match(self.language.apposed_distance, gap) else mention


# A preposition that an unknown capitalised name behind it makes a place: "at Bombo", not "of Bombo".
_STRONG = re.compile(r"\b(?:in|at|inside|a|pres de|besieged|occupied) $")
_ROAD_BEHIND = re.compile(r"^ (?:road|highway|axis|track)\b")
_ROAD = re.compile(
    r"\b(?:roads?|highway|axis|track|route|axe|piste) (?:from|between|linking|de|entre|d') ?$|\b(?:qui relie|reliant|qui va de) $"
)


def _size(population: int) -> float:
    return min(len(str(population)), 7) / 2 if population else 0.0


def _adm_1(place: Place) -> str | None:
    return place.name if place.feature == "ADM1" else place.adm_1


def _language(code: str) -> PlaceLanguage | None:
    if code not in _LANGUAGES:
        return None
    made: PlaceLanguage = import_module(f"pipelines.extraction.places_{code}").LANGUAGE
    return made


def country_hits(document: Document) -> list[CountryHit]:
    """Every name of a country, and of its people, in the order of the text."""
    matcher, owners = _country_names(document.article.language)
    out = []
    for hit in matcher.find(document.text):
        iso3, demonym = owners[hit.index]
        if document.text[hit.end : hit.end + 5].lower() == " city":
            continue  # Kuwait City, Mexico City
        out.append(CountryHit(hit.start, hit.end, iso3, demonym))
    return out


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
