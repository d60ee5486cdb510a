"""The gazetteer: places by any of their names. Loads in a fraction of a second and holds no strings of names.

Here belong the files in `places/` and look-ups; which of several places of a name is meant belongs to
`extraction.places`. A name is kept as 48 bits of its hash beside the row of its place (a false hit in a million articles or
so), sorted, so that a look-up is a binary search. All rows come from GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import polars as pl

from pipelines.reference.folding import fold

FOLDER = Path(__file__).parent / "places"
# Where contractors have died: every populated place is kept, and its alternate names.
THEATRES = frozenset(
    "MLI BFA NER TCD CAF SDN SSD LBY COD MOZ SOM KEN NGA CMR AGO SLE LBR ETH YEM IRQ SYR AFG UKR RUS HTI COL VEN MRT DZA "
    "CIV GIN SEN BEN TGO UGA RWA BDI TUN EGY ISR PSE LBN JOR SAU ARE PAK IRN TUR GEO AZE ARM PNG BIH SRB XKX HRV PHL".split()
)
_ARTICLES = frozenset("al el ad ar as at az an ash".split())
# How French, English and scholarly spellings of one sound differ, longest first.
_SOUNDS = (
    ("dj", "j"), ("ch", "s"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ou", "u"),
    ("oo", "u"), ("w", "u"), ("q", "k"), ("c", "k"), ("y", "i"), ("j", "i"), ("e", "i"), ("o", "u"), ("z", "s"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(slots=True, frozen=True)
class Place:
    """A place as GeoNames has it: WGS 84 degrees; `feature` is PPL, ADM1, ADM2 or ADM3; `adm_1` the division's name."""

    geonameid: int
    name: str
    latitude: float | None
    longitude: float | None
    feature: str
    country: str
    adm_1: str | None
    population: int


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """A name without case, accents and punctuation: "Ta'izz" and "ta izz" are one key."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def loose_key(name: str) -> str:
    """A key that transliterations of one name share: "Tin Zaouatene" and "Tinzaouaten", "Jibla" and "Djibla".

    It starts with ~, so that it is no name's key. Short names get none: too many would share it.
    """
    words = name_key(name).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    joined = "".join(words).rstrip("eh")
    for spelling, sound in _SOUNDS:
        joined = joined.replace(spelling, sound)
    joined = _DOUBLED.sub(r"\1", joined)
    return f"~{joined}" if len(joined) >= 5 else ""


def name_hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=6).digest(), "big")


class Gazetteer:
    """Places by name. `lookup` takes many keys at once, for that is one search."""

    def __init__(self, folder: Path = FOLDER) -> None:
        names = _read(folder, "names")
        self._hashes = np.cumsum(names["hash"].to_numpy(), dtype=np.uint64)
        self._order = names["row"].to_numpy()
        self._rows = _read(folder, "rows").with_columns(pl.col("country", "feature", "adm_1").cast(pl.Categorical))
        self._population = self._rows["population"].to_numpy()
        self._places: dict[int, Place] = {}
        first = self._rows.with_row_index("row").filter(pl.col("feature") == "ADM1")
        self._divisions = {(c, a): n for c, a, n in first.select("country", "adm_1", "name").iter_rows()}

    def lookup(self, keys: Sequence[str]) -> dict[str, list[int]]:
        """The rows of each key that names a place, most populous first."""
        wanted = np.array([name_hash(k) for k in keys], dtype=np.uint64)
        low = np.searchsorted(self._hashes, wanted, "left")
        high = np.searchsorted(self._hashes, wanted, "right")
        return {
            key: sorted(self._order[a:b].tolist(), key=lambda row: (-self.population(row), row))
            for key, a, b in zip(keys, low.tolist(), high.tolist(), strict=True)
            if b > a
        }

    def population(self, row: int) -> int:
        return int(self._population[row])

    def country(self, row: int) -> str:
        return self.place(row).country

    def feature(self, row: int) -> str:
        return self.place(row).feature

    def place(self, row: int) -> Place:
        """The place of a row that `lookup` gave."""
        known = self._places.get(row)
        if known is not None:
            return known
        geonameid, name, latitude, longitude, feature, country, adm_1, population = self._rows.row(row)
        made = self._places[row] = Place(
            geonameid,
            name,
            None if latitude is None else latitude / 1e4,
            None if longitude is None else longitude / 1e4,
            feature,
            country,
            self._divisions.get((country, adm_1)),
            population,
        )
        return made


def _read(folder: Path, stem: str) -> pl.DataFrame:
    paths = sorted(folder.glob(f"{stem}_*.parquet"), key=lambda p: int(p.stem.rsplit("_", 1)[1]))
    if not paths:
        raise FileNotFoundError(
            f"{folder} holds no {stem}_*.parquet: expected the gazetteer. Build it with `losses places update DUMP`."
        )
    return pl.concat([pl.read_parquet(path) for path in paths], rechunk=True)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the product, loaded once."""
    return Gazetteer()
