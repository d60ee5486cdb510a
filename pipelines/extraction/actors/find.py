"""Actors in an article: contractor companies and forces, armed groups, armies, monitors, media.

Here belongs finding who is named and where; who did what to whom belongs to `incidents` and to the claims. The
table itself is `reference/actors.csv`; the armed forces and police of every country are made from `countries.csv`.
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.resources import files

from pipelines.extraction.actors.unlisted import introduced
from pipelines.extraction.languages import SUPPORTED
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.matching import Hit, NameMatcher, fold
from pipelines.reference.countries import Country, countries, country_of_demonym, country_of_name, french_forms

_FORCES = (
    "army|armed forces|forces|troops|military|air force|navy|soldiers|commandos|special forces|"
    "warplanes|jets|drones|artillery|rockets|missiles|shelling|strike|strikes|air strike|air strikes|airstrike|airstrikes|"
    "helicopters|aircraft|gunners|defence ministry|defense ministry|general staff"
)
_FORCES_OF = (
    "army|military|armed forces|air force|navy|security forces|special forces|defence ministry|defense ministry"
)
_FORCES_FR = (
    "armée {1}|armées {3}|forces armées {3}|forces {3}|troupes {3}|soldats {2}|militaires {2}|aviation {1}"
    "|forces de sécurité {3}|aviation et l'artillerie {3}|artillerie {1}|frappes {3}|drones {2}|avions {2}|hélicoptères {2}"
)
_UNIT = re.compile(
    r"\b(?P<country>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:['’]s)? (?:(?:\d+(?:st|nd|rd|th)|[A-Z][\w-]+) ){1,3}"
    r"(?:Division|Brigade|Regiment|Battalion|Corps|Garrison)\b"
)
_NEAR = 40  # characters before and after a name that a gate looks at


@dataclass(slots=True, frozen=True)
class ActorMention:
    """An actor named in the text; offsets in code points. `type` is pmc, rebel, state_forces, monitor or media."""

    start: int
    end: int
    text: str
    actor_id: str
    name: str
    type: str
    country: str | None
    parent: str | None


@dataclass(slots=True, frozen=True)
class ActorRow:
    """An actor as the reference table has it. `successor` follows it in time: a succession, not an alias."""

    actor_id: str
    name: str
    type: str
    country: str | None
    parent: str | None = None
    successor: str | None = None
    principal: str | None = None
    active_in: frozenset[str] = frozenset()
    valid_from: int | None = None
    valid_to: int | None = None
    aliases: tuple[str, ...] = ()
    source: str | None = None
    verified_on: str | None = None


@dataclass(slots=True, frozen=True)
class _Gate:
    needs: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None

    def opens(self, folded: str, around: str, start: int, end: int) -> bool:
        if self.not_before and self.not_before.search(folded[max(0, start - _NEAR) : start]):
            return False
        if self.not_after and self.not_after.search(folded[end : end + _NEAR]):
            return False
        return self.needs is None or self.needs.search(around) is not None


def find_actors(document: Document) -> list[ActorMention]:
    """Every actor named in the article, sorted by start; overlapping names give the longest."""
    text = document.text
    folded = fold(text)
    around = f"{folded} {fold(document.article.title or '')}"
    matcher, owners, gates = _lexicon()
    out = []
    for hit in matcher.find(text, folded):
        gate = gates.get(matcher.names[hit.index])
        if gate is None or gate.opens(folded, around, hit.start, hit.end):
            out.append(_mention(text, hit, actors()[owners[hit.index]]))
    taken = [(m.start, m.end) for m in out]
    out += [
        mention
        for mention in _units(text)
        if not any(start < mention.end and mention.start < end for start, end in taken)
    ]
    out += _introduced(document, [(m.start, m.end) for m in out])
    return sorted(out, key=lambda m: m.start)


def _units(text: str) -> list[ActorMention]:
    """A named unit of a country's army: "Sudan's Sixth Infantry Division"."""
    out = []
    for match in _UNIT.finditer(text):
        code = country_of_name(match["country"]) or country_of_demonym(match["country"])
        row = actors().get(_force_id(countries()[code])) if code else None
        if row:
            out.append(_mention(text, Hit(0, match.start(), match.end()), row))
    return out


def _introduced(document: Document, taken: list[tuple[int, int]]) -> list[ActorMention]:
    """Companies and armed groups that no row has and that the article introduces by name."""
    code = document.article.language
    if code not in SUPPORTED:
        return []
    language = import_module(f"pipelines.extraction.languages.{code}.actors").LANGUAGE
    return [
        ActorMention(o.start, o.end, o.name, o.actor_id, o.name, o.type, None, None)
        for o in introduced(document.text, language, taken)
    ]


def _mention(text: str, hit: Hit, row: ActorRow) -> ActorMention:
    return ActorMention(
        hit.start, hit.end, text[hit.start : hit.end], row.actor_id, row.name, row.type, row.country, row.parent
    )


def actor(actor_id: str) -> ActorRow | None:
    """The table's row for an id; `unknown_<iso3>_pmc`, `unknown_russian_pmc` and `unknown_pmc` are rows too."""
    return actors().get(actor_id) or _unknown(actor_id)


def unknown_pmc(nationality: str | None) -> str:
    """The id of the unnamed employer of contractors of a nationality (ISO 3166-1 alpha-3), after the data contract."""
    if nationality is None:
        return "unknown_pmc"
    return "unknown_russian_pmc" if nationality == "RUS" else f"unknown_{nationality.lower()}_pmc"


def _unknown(actor_id: str) -> ActorRow | None:
    match = re.fullmatch(r"unknown_(?:(russian|[a-z]{3})_)?pmc", actor_id)
    if match is None:
        return None
    code = "RUS" if match.group(1) == "russian" else (match.group(1) or "").upper()
    country = countries().get(code)
    if country is None:
        return ActorRow(actor_id, "Unknown PMC", "pmc", None) if not code else None
    return ActorRow(actor_id, f"Unknown {country.demonym or country.name} PMC", "pmc", code)


@cache
def kin(actor_id: str) -> frozenset[str]:
    """Ancestors and descendants of an actor by parent and succession (not their other branches), without itself."""
    up, down = _links()
    out: set[str] = set()
    for links in (up, down):
        queue = [actor_id]
        while queue:
            for other in links.get(queue.pop(), ()):
                if other not in out:
                    out.add(other)
                    queue.append(other)
    return frozenset(out - {actor_id})


@cache
def _links() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Each actor's parents and predecessors, and its children and successors."""
    up: dict[str, set[str]] = {}
    down: dict[str, set[str]] = {}
    for row in actors().values():
        pairs = [(row.parent, row.actor_id), (row.actor_id, row.successor)]
        for older, younger in pairs:
            if older and younger:
                up.setdefault(younger, set()).add(older)
                down.setdefault(older, set()).add(younger)
    return up, down


@cache
def actors() -> dict[str, ActorRow]:
    """The whole table by actor id: the curated rows in the file's order, then the forces of every country."""
    rows = _curated()
    for country in countries().values():
        if country.demonym is None:
            continue
        for made in _forces(country):
            known = rows.get(made.actor_id)
            rows[made.actor_id] = made if known is None else _with_aliases(known, made.aliases)
    return rows


def _curated() -> dict[str, ActorRow]:
    out = {}
    with files("pipelines.reference").joinpath("actors.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            out[row["actor_id"]] = ActorRow(
                actor_id=row["actor_id"],
                name=row["name"],
                type=row["type"],
                country=row["country"] or None,
                parent=row["parent"] or None,
                successor=row["successor"] or None,
                principal=row["principal"] or None,
                active_in=frozenset(row["active_in"].split()),
                valid_from=int(row["valid_from"]) if row["valid_from"] else None,
                valid_to=int(row["valid_to"]) if row["valid_to"] else None,
                aliases=tuple(row["aliases"].split("|")),
                source=row["source"] or None,
                verified_on=row["verified_on"] or None,
            )
    return out


def _with_aliases(row: ActorRow, aliases: tuple[str, ...]) -> ActorRow:
    return replace(row, aliases=(*row.aliases, *aliases))


def _slug(country: Country) -> str:
    slug = (country.demonym or "").lower().replace(" ", "_").replace(".", "")
    return {"american": "us"}.get(slug, slug)


def force_of(iso3: str) -> str | None:
    """The id of a country's armed forces; None for a country without a demonym."""
    identity = _force_id(countries()[iso3])
    return identity if identity in actors() else None


def _force_id(country: Country) -> str:
    return f"{_slug(country)}_armed_forces"


def _forces(country: Country) -> list[ActorRow]:
    """The armed forces and the police of a country, under their usual names in English and French."""
    slug = _slug(country)
    army, police = [], []
    for demonym in country.demonyms:
        army += [f"{demonym} {noun}" for noun in _FORCES.split("|")]
        police += [f"{demonym} police", f"{demonym} National Police"]
    for name in country.names[:3]:
        army += [f"{name}'s {noun}" for noun in _FORCES_OF.split("|")]
        police.append(f"{name}'s police")
    for base in country.demonyms_fr:
        forms = french_forms(base)
        army += [noun.format(*forms) for noun in _FORCES_FR.split("|")]
        police += [f"police {forms[1]}", f"policiers {forms[2]}", f"gendarmes {forms[2]}"]
    name = country.demonym or country.name
    return [
        ActorRow(_force_id(country), f"{name} Armed Forces", "state_forces", country.iso3, aliases=tuple(army)),
        ActorRow(f"{slug}_national_police", f"{name} police", "state_forces", country.iso3, aliases=tuple(police)),
    ]


@cache
def _lexicon() -> tuple[NameMatcher, list[str], dict[str, _Gate]]:
    names: dict[str, str] = {}
    for row in actors().values():
        for alias in row.aliases:
            names.setdefault(alias, row.actor_id)
    with files("pipelines.reference").joinpath("actor_gates.toml").open("rb") as lines:
        tables = tomllib.load(lines)
    gates = {name: _gate(table) for name, table in tables.items()}
    return NameMatcher(list(names)), list(names.values()), gates


def _gate(table: dict[str, str]) -> _Gate:
    def pattern(key: str) -> re.Pattern[str] | None:
        return re.compile(table[key], re.IGNORECASE) if key in table else None

    return _Gate(pattern("needs"), pattern("not_before"), pattern("not_after"))
