"""Places in an article: towns, divisions, countries and named parts of them, borders, lines between two places.

Here belong finding names and choosing which place of a name is meant; which place is an incident's belongs to
`incidents`. Names come from `reference.gazetteer`; a name that it lacks is a place only where the words around it
say so ("the village of …"), and then has no coordinates. The precision is GED's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module

from pipelines.extraction.actors.find import actor
from pipelines.extraction.actors.theatres import hosts_of
from pipelines.extraction.languages import SUPPORTED
from pipelines.extraction.languages.base_places import PlaceLanguage
from pipelines.extraction.places.countries import ABROAD, CountryFinder, countries_in
from pipelines.extraction.places.text import Named, PlaceMention, PlaceText, Relation
from pipelines.extraction.text.context import pattern
from pipelines.extraction.text.document import Document, Sentence
from pipelines.extraction.text.matching import fold
from pipelines.reference.gazetteer import THEATRES, loose_key, name_key

__all__ = ["ABROAD", "PlaceMention", "find_places"]

_WELL_KNOWN = 300_000  # inhabitants: such a city is meant even where its country is not named
_METROPOLIS = 1_000_000  # the same, by any of its names of so many letters
_SPELT = 4
_KNOWN = 100_000  # the same, where the words around the name say that it is a place
_MAX_WORDS = 4
_SAMPLE, _CAPITALS = 1_000, 0.8  # letters looked at, share of them that is capital in a text that is all in capitals
_CODE = 3  # letters of an abbreviation
_VILLAGE = 2_000  # inhabitants
_FEW = 2  # countries that a company works in
_STATE = 15  # "a company in Florida": a state of the United States, whatever towns share its name
_SURE = 3  # weight of a country that an article names itself

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
_AFTER_DATELINE = re.compile(r"^(?:,? [^\n.]{0,40})?\.?\s?(?:\([^)]{2,30}\)\s?)?[-–—]\s")


@dataclass(slots=True, frozen=True)
class _Name:
    """A capitalised run of words that may be a place."""

    start: int
    end: int
    key: str
    sentence: int


def find_places(document: Document, named: Sequence[Named] = ()) -> list[PlaceMention]:
    """Every place of the article in the order of the text; `named` are spans that are no places (actors).

    Of places that share a name, one in a country that the article names is meant; a name of which nothing of the sort is
    known, and that no word around it makes a place, is left out.
    """
    language = _language(document.article.language)
    if language is None:
        return []
    return _Finder(document, language, named).find()


class _Finder(PlaceText):
    def __init__(self, document: Document, language: PlaceLanguage, named: Sequence[Named]) -> None:
        super().__init__(document, language)
        self.taken = [(n.start, n.end) for n in named]
        self.finder = CountryFinder(self)
        self.countries = self.finder.hits
        self.shouts = self._shouts()
        self.taken += own_names(document.article.publisher, self.text)
        at_home = [n for n in named if getattr(n, "type", None) in ("rebel", "state_forces")]
        homes = {c for n in at_home if (c := getattr(n, "country", None)) and c not in ABROAD}
        # A company that works in a country or two points to it.
        rows = [actor(identity) for n in named if (identity := getattr(n, "actor_id", None))]
        companies = [row for row in rows if row and row.type == "pmc"]
        homes |= {c for row in companies if len(row.active_in) <= _FEW for c in row.active_in}
        self.worked_in = frozenset(c for row in companies for c in row.active_in)
        self.actor_countries = sorted(homes)
        self.finder = CountryFinder(self, self.actor_countries)
        self.countries = self.finder.hits

    def find(self) -> list[PlaceMention]:
        out = self.finder.find()
        self.covered = [(m.start, m.end) for m in out] + [(h.start, h.end) for h in self.countries]
        names = self._names()
        keys = {n.key for n in names}
        rows = self.gazetteer.lookup(sorted(keys))
        loose = {k: loose_key(k) for k in keys - rows.keys() if not self.language.stop & set(k.split())}
        more = self.gazetteer.lookup(sorted({v for v in loose.values() if v}))
        self.weights = self._weights(names, rows, [m for m in out if m.relation == "part" and m.country])
        self.weights.update(self._served(names, rows))
        for key, sound in loose.items():
            near = [r for r in more.get(sound, ()) if self.gazetteer.country(r) in self.weights]
            if near:
                rows[key] = near
        out += self._towns(names, rows, out)
        out += self.finder.own_capitals(self.weights, self.covered + self.taken)
        out = self._joined(sorted(out, key=lambda m: (m.start, m.end)))
        marks = {m.place for m in out if m.relation == "beside" and self._this_town(m)}
        # "this city west of Baghdad" is the city of the dateline; a base south of it is not
        return [replace(m, relation="at") if marks - {m.place} and m.relation == "dateline" else m for m in out]

    def _this_town(self, mention: PlaceMention) -> bool:
        return pattern(self.language.anaphor).search(self.around(mention.start, mention.end)[0]) is not None

    def _weights(self, names: list[_Name], rows: dict[str, list[int]], parts: Sequence[PlaceMention]) -> Counter[str]:
        """How much the article is about each country: its names, its people, its great cities."""
        weights: Counter[str] = Counter()
        lead = self.document.sentences[min(3, len(self.document.sentences) - 1)].end if self.document.sentences else 0
        for hit in self.countries:
            weights[hit.iso3] += (1 if hit.demonym else 3) + (1 if hit.start < lead else 0)
        for mention in parts:
            weights[mention.country or ""] += 3
        for iso3 in self._title_countries():
            weights[iso3] += 3
        for iso3 in self.actor_countries:
            weights[iso3] += 1
        for name in names:
            found = rows.get(name.key, [])
            if any(self.gazetteer.country(row) in weights.keys() - ABROAD for row in found[1:]):
                continue  # "Kobé" in an article about Mali says nothing of Japan
            known = found and name_key(self.gazetteer.place(found[0]).name) == name.key
            if known and self.gazetteer.population(found[0]) >= _WELL_KNOWN:
                weights[self.gazetteer.country(found[0])] += 2
        weights.update(self._agreed(names, rows))
        return weights

    def _served(self, names: list[_Name], rows: dict[str, list[int]]) -> dict[str, int]:
        """Where an article names only a people that serves abroad, or a company: the one country of theirs that a name of it
        lies in."""
        if not self.weights.keys() <= ABROAD:
            return {}
        peoples = set(self.weights) if all(h.demonym for h in self.countries) else set()
        keys = sorted({n.key for n in names if n.key in rows})
        owners = [{self.gazetteer.country(row) for row in rows[key]} & hosts_of(peoples) for key in keys]
        # A company works in more countries than a people serves in: a hamlet that is called so does not say which.
        owners += [
            {
                c
                for row in rows[key]
                if self.gazetteer.population(row) >= _VILLAGE and (c := self.gazetteer.country(row))
            }
            & self.worked_in
            for key in keys
        ]
        single = {next(iter(o)) for o in owners if len(o) == 1}
        return dict.fromkeys(single, 1) if len(single) == 1 else {}

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
        return countries_in(title, self.document.article.language) if title else []

    def _host(self, found: Sequence[PlaceMention]) -> str | None:
        """The country that an unknown place lies in: where the places that the article knows are."""
        votes: Counter[str] = Counter()
        for mention in found:
            if mention.country and mention.relation not in ("people", "source"):
                votes[mention.country] += _HOST_VOTES.get(mention.relation, 1)
        for hit in self.countries:
            if not (hit.demonym and hit.iso3 in ABROAD):  # "Three Russians died near A": A is not in Russia
                votes[hit.iso3] += 1
        for iso3 in [*self.actor_countries, *self._title_countries() * 2]:
            votes[iso3] += 2
        if len(votes) > 1:  # whose soldiers and contractors are everywhere: no ground for where a village lies
            votes = Counter({c: n for c, n in votes.items() if c not in ABROAD}) or votes
        return max(sorted(votes), key=lambda c: votes[c]) if votes else None

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
        if len(key) <= _CODE and self.text[start:end].isupper() and start != sentence.start and not self.shouts:
            return False  # "UCA", "SAF": no town is called so but in a dateline
        if words[0] == "the" or (words[-1] in self.language.stop and len(words) > 1):
            return False
        return not self._overlaps(start, end)

    def _towns(
        self, names: list[_Name], rows: dict[str, list[int]], others: Sequence[PlaceMention]
    ) -> list[PlaceMention]:
        """Known places first, the longest names first; then what the words around it make a place."""
        out: list[PlaceMention] = []
        order = sorted(names, key=lambda n: (-(n.end - n.start), n.start))
        for known in (True,) if self.shouts else (True, False):
            host = None if known else self._host([*others, *out])
            for name in order:
                if self._overlaps(name.start, name.end):
                    continue
                made = self._town(name, rows.get(name.key, [])) if known else self._unknown(name, host)
                if made:
                    out.append(made)
                    self.covered.append((name.start, name.end))
        return out

    def _shouts(self) -> bool:
        """Whether the text is all in capitals: then they make no name of a word that no gazetteer has."""
        letters = [c for c in self.text[:_SAMPLE] if c.isalpha()]
        return sum(c.isupper() for c in letters) > _CAPITALS * len(letters)

    def _town(self, name: _Name, rows: list[int]) -> PlaceMention | None:
        if not rows:
            return None
        before, after = self.around(name.start, name.end)
        language = self.language
        if self._is_person(before, after):
            return None
        inside_town = pattern(language.inside_town).match(after)
        sentence = self.document.sentences[name.sentence]
        lead = self.text[sentence.start : name.start]
        tail = self.text[name.end : name.end + 60]
        capitals = self.text[name.start : name.end].isupper() and _COLON.match(tail)
        dateline = bool(_DATELINE.match(lead) and (_AFTER_DATELINE.match(tail) or capitals))
        kind = pattern(language.kind_before).search(before) or pattern(language.kind_after).match(after)
        division = pattern(language.division_before).search(before) or pattern(language.division_after).match(after)
        joined = pattern(language.between).search(before) or _ROAD.search(before)
        placed = bool(pattern(language.at).search(before) or kind or division or dateline or joined)
        row = self._choose(name.key, rows, placed, bool(kind), division)
        if row is None or (inside_town and self.gazetteer.population(row) < _KNOWN):
            return None  # "Karama Square" is in a town that is named elsewhere
        placed = placed or bool(inside_town)
        if not placed and not self._stands_alone(name, row, before, after):
            return None
        if dateline:
            return self.place(name.start, name.end, row, "dateline", 1)
        before = re.sub(language.kind_before, "", before)  # "near the village of": what stands before counts
        opens = not placed and sentence.start == name.start and _COLON.match(after)
        relation, prec = self.relation(before, "at" if placed or opens else "named", after)
        lead = self.folded[sentence.start : name.start]
        if pattern(language.opened_by).match(lead) and pattern(language.spoken_there).match(after):
            return self.place(name.start, name.end, row, "source", 1)  # "In Bogota, a newspaper reported"
        if pattern(language.named_road).match(after) and relation == "at":
            relation = "route"  # "the Jalalabad road in Kabul" is in Kabul
        made = self.place(name.start, name.end, row, relation, prec)
        if made.place is None and not division and relation in ("at", "near", "toward", "between"):
            if self.gazetteer.feature(row) != "ADM1":  # a town that only its district's row names
                return replace(made, place=self.text[name.start : name.end], relation=relation, where_prec=prec)
            return made
        if division and made.place:  # the province that is called after its town
            return replace(
                made, place=None, latitude=None, longitude=None, geonameid=None, relation="division",
                where_prec=4 if division.groupdict().get("adm1") else 3,
            )  # fmt: skip
        return made

    def _is_person(self, before: str, after: str) -> bool:
        if pattern(self.language.person_before).search(before):
            return True
        placed = pattern(self.language.at).search(before)
        return not placed and bool(pattern(self.language.person_after).match(after))

    def _stands_alone(self, name: _Name, row: int, before: str, after: str) -> bool:
        """A name with no preposition is a place where it is a great city, or stands in apposition."""
        if self._inside_longer_name(name):
            return False
        apposed = re.match(r"^, (?:the |a |in |une? |le |la |l')", after) or re.search(r", $|\($", before)
        opens = self.document.sentences[name.sentence].start == name.start and _COLON.match(after)
        return bool(apposed or opens) or self.gazetteer.population(row) >= _WELL_KNOWN

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
        named = any(self.weights.get(self.gazetteer.country(row), 0) for row in rows)
        most = max((n for c, n in self.weights.items() if c not in ABROAD), default=0)
        for row in rows:
            place = self.gazetteer.place(row)
            weight = self.weights.get(place.country, 0)
            large = place.population >= (_KNOWN if placed else 3 * _WELL_KNOWN)
            theirs = name_key(place.name) == key and place.country in THEATRES and place.population >= _KNOWN
            if place.country in ABROAD and place.feature == "PPL" and most >= _SURE and place.population < _KNOWN:
                continue  # a small town of the victims' own country, where the article is about another
            if weight < _SURE <= most and place.population < _METROPOLIS and not theirs:
                continue  # a town in a country that only a city's name or a guess speaks for
            own_name = name_key(place.name) == key
            if weight == 0 and (
                named or not large or not (own_name or (place.population >= _METROPOLIS and len(key) >= _SPELT))
            ):
                continue
            score = min(weight, 12) + _size(place.population)
            if own_name and place.country == "USA" and place.feature == "ADM1":
                score += _STATE
            if wanted:
                score += 6 if place.feature.lower() == wanted else 3 if place.feature != "PPL" else 0
            elif place.feature == "PPL":
                score += 5 if kind else 2
            if best is None or score > best[0]:
                best = (score, row)
        return best[1] if best else None

    def _unknown(self, name: _Name, host: str | None) -> PlaceMention | None:
        """A name that no gazetteer has, where the words around it say that it is a place."""
        before, after = self.around(name.start, name.end)
        language = self.language
        words = name.key.split()
        if any(w in language.stop for w in words) or self._inside_longer_name(name) or self._is_person(before, after):
            return None
        if pattern(language.inside_town).match(after):
            return None
        kind = pattern(language.kind_before).search(before) or pattern(language.kind_after).match(after)
        division = pattern(language.division_before).search(before) or pattern(language.division_after).match(after)
        relation, prec = self.relation(re.sub(language.kind_before, "", before), "at", after)
        text = self.text[name.start : name.end]
        line = "-" in text and text.istitle() and (_AXIS.search(before) or (kind and _ROAD_BEHIND.match(after)))
        if line:  # "the Berberati-Bouar road", "l'axe Berberati-Bouar"
            return PlaceMention(
                name.start, name.end, text, host, None, None, None, None, None, 5, "between", name.sentence, known=False
            )  # fmt: skip
        sentence = self.document.sentences[name.sentence]
        lead = self.text[sentence.start : name.start]
        if text.isupper() and sentence.index < 4 and _DATELINE.match(lead):
            if not _AFTER_DATELINE.match(self.text[name.end : name.end + 60]):
                return None
            relation = "dateline"
        elif pattern(language.other_end).search(before):
            relation = "between"
        elif not pattern(language.at).search(before) and not re.search(r"(?:^|[,:(] ?)$", before):
            return None  # "a mainly Shi'ite district": a noun behind makes a place only of a name in its place
        elif not (
            kind or division or relation in ("near", "toward") or re.search(_STRONG, before) or self._located(name)
        ):
            return None
        if division:
            relation, prec = "division", 3
        return PlaceMention(
            name.start, name.end, text, host, None, text.title() if text.isupper() else text, None, None, None, prec,
            relation, name.sentence, known=False,
        )  # fmt: skip

    def _located(self, name: _Name) -> bool:
        """Whether a known place says where a name lies: "over Quilua, Cabo Delgado", "at Quilua in Mozambique"."""
        gaps = (self.folded[name.end : start] for start, _ in self.covered if name.end < start <= name.end + _GAP)
        return any(_LIES.fullmatch(gap) for gap in gaps)

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
            lead = self.around(mention.start, mention.end)[0]
            opened = mention.relation == "between" or _ROAD.search(lead)
            if following and opened and mention.place and following.place:
                gap = self.folded[mention.end : following.start]
                if pattern(self.language.pair).fullmatch(gap):
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
        if mention.relation not in ("near", "toward", "at"):
            return mention
        lead, _ = self.around(mention.start, mention.end)
        if mention.relation != "at" and pattern(self.language.anaphor).search(lead):
            return replace(mention, relation="beside")
        if before is None or before.place is None or before.sentence != mention.sentence:
            return mention
        gap = self.folded[before.end : mention.start]
        located = (
            before.known and before.relation in ("at", "near", "named") and pattern(self.language.within).match(gap)
        )
        apart = mention.relation != "at" and pattern(self.language.apposed_distance).match(gap)
        return replace(mention, relation="beside") if located or apart else mention


# A preposition that an unknown capitalised name behind it makes a place: "at Bombo", not "of Bombo".
_STRONG = re.compile(r"\b(?:in|at|inside|a|pres de|besieged|occupied) $")
_GAP = 14  # characters of the words between a name and where it lies
_LIES = re.compile(r",? (?:in |en |au |aux |dans (?:le |la |l')?)?(?:the )?")
_COLON = re.compile(r"^ ?: ")  # "Gao : trois morts"
_AXIS = re.compile(r"\b(?:axe|route|piste|troncon) (?:de )?$")
_ROAD_BEHIND = re.compile(r"^ (?:road|highway|axis|track)\b")
_ROAD = re.compile(
    r"\b(?:roads?|highway|axis|track|route|axe|piste) (?:from|between|linking|de|entre|d') ?$|\b(?:qui relie|reliant|qui va de) $"
)


def own_names(publisher: str | None, text: str) -> list[tuple[int, int]]:
    """Where a text names its own publisher: "Dakar Midi" says nothing of Dakar."""
    return [m.span() for m in re.finditer(re.escape(publisher), text)] if publisher else []


def _size(population: int) -> float:
    return min(len(str(population)), 7) / 2 if population else 0.0


def _language(code: str) -> PlaceLanguage | None:
    if code not in SUPPORTED:
        return None
    made: PlaceLanguage = import_module(f"pipelines.extraction.languages.{code}.places").LANGUAGE
    return made
