"""Countries: codes, names, what their people are called, capitals and neighbours.

Here belongs the table `countries.csv` and look-ups in it; finding names in an article belongs to `extraction.places`.
Codes, English names, capitals and neighbours come from GeoNames (CC BY 4.0); French names from Unicode CLDR.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# A French adjective's other forms, by its ending: (feminine, masculine plural); the feminine plural adds an s.
_FRENCH = (
    ("ien", ("ienne", "iens")),
    ("éen", ("éenne", "éens")),
    ("grec", ("grecque", "grecs")),
    ("turc", ("turque", "turcs")),
    ("s", ("se", "s")),
    ("e", ("e", "es")),
    ("", ("e", "s")),
)


@dataclass(slots=True, frozen=True)
class Country:
    """One country or territory; `iso3` is ISO 3166-1 alpha-3 (XKX, in common use, for Kosovo)."""

    iso3: str
    iso2: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    demonyms_fr: tuple[str, ...]
    capital: str
    neighbours: frozenset[str]
    continent: str
    population: int

    @property
    def demonym(self) -> str | None:
        """The English adjective ("Malian"), where the table has one."""
        return self.demonyms[0] if self.demonyms else None

    @property
    def french_forms(self) -> tuple[str, ...]:
        """Every form of the French adjectives ("malien", "malienne", "maliens", "maliennes")."""
        return tuple(form for base in self.demonyms_fr for form in french_forms(base))


def french_forms(base: str) -> tuple[str, str, str, str]:
    """Masculine and feminine, singular and plural, of a French adjective given in the masculine singular."""
    for ending, (feminine, plural) in _FRENCH:
        if base.endswith(ending):
            stem = base[: len(base) - len(ending)]
            return base, stem + feminine, stem + plural, stem + feminine + "s"
    raise AssertionError("the last ending is empty and fits every word")


@cache
def countries() -> dict[str, Country]:
    """All countries by ISO 3166-1 alpha-3 code, in the order of the codes."""
    out = {}
    with files("pipelines.reference").joinpath("countries.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            names = (row["name"], *(n for n in row["other_names"].split("|") if n))
            out[row["iso3"]] = Country(
                iso3=row["iso3"],
                iso2=row["iso2"],
                name=row["name"],
                names=names,
                demonyms=tuple(d for d in row["demonyms"].split("|") if d),
                demonyms_fr=tuple(d for d in row["demonyms_fr"].split("|") if d),
                capital=row["capital"],
                neighbours=frozenset(row["neighbours"].split()),
                continent=row["continent"],
                population=int(row["population"]),
            )
    return out


@cache
def country_of_name(name: str) -> str | None:
    """The code of a country by one of its names in English or French, compared without case; None when there is none."""
    return _by_name().get(name.casefold().replace("’", "'"))


@cache
def country_of_demonym(word: str) -> str | None:
    """The code of the country whose people or things a word names ("Malian", "Britons", "maliennes"); None if none.

    "Congolese" is the larger Congo, "Dominican" the Dominican Republic, "Guinean" Guinea: the first in the table.
    """
    return demonyms().get(word.casefold().replace("’", "'"))


@cache
def country_of_capital(name: str) -> str | None:
    """The code of the country whose seat of government a name stands for ("Moscow", "Moscou"); None if none."""
    return _capitals().get(name.casefold())


@cache
def _capitals() -> dict[str, str]:
    out = {country.capital.casefold(): code for code, country in countries().items() if country.capital}
    # French names of capitals that speak for their governments.
    out |= {
        "moscou": "RUS",
        "londres": "GBR",
        "kiev": "UKR",
        "kyiv": "UKR",
        "pékin": "CHN",
        "téhéran": "IRN",
        "alger": "DZA",
    }
    return out | {
        "le caire": "EGY",
        "bruxelles": "BEL",
        "varsovie": "POL",
        "bucarest": "ROU",
        "kaboul": "AFG",
        "bagdad": "IRQ",
    }


@cache
def _by_name() -> dict[str, str]:
    out: dict[str, str] = {}
    for code, country in countries().items():
        for name in country.names:
            out.setdefault(name.casefold(), code)
    return out


@cache
def demonyms() -> dict[str, str]:
    """Every form of every demonym, case folded, to its country's code."""
    out: dict[str, str] = {}
    for code, country in countries().items():
        for word in country.demonyms:
            low = word.casefold()
            out.setdefault(low, code)
            if low.endswith(("ese", "ish", "men", "ch", "ss", "us", "u.s.")):
                continue
            out.setdefault(low + "s", code)
        for word in country.french_forms:
            out.setdefault(word.casefold(), code)
    return out
