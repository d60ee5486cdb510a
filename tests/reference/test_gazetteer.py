from pathlib import Path

import pytest

from pipelines.reference.build_places import Row, build, from_dump
from pipelines.reference.gazetteer import Gazetteer, gazetteer, name_key


def place(identity: int, name: str, **fields: object) -> Row:
    made = {"latitude": 1.5, "longitude": -2.25, "feature": "PPL", "country": "MLI", "adm_1": "04", "population": 900}
    return Row(identity, name, alternates=[], **{**made, **fields})  # type: ignore[arg-type]


def test_a_place_is_found_by_each_of_its_names_however_spelt(tmp_path: Path) -> None:
    build([place(1, "Sévaré"), place(1, "Sevare Town"), place(2, "Mopti", feature="ADM1")], tmp_path)
    gazetteer = Gazetteer(tmp_path)
    rows = gazetteer.lookup([name_key(n) for n in ("SEVARE", "sévaré", "Sevare-Town", "Nowhere")])
    assert {k: [gazetteer.place(r).name for r in v] for k, v in rows.items()} == {
        "sevare": ["Sévaré"],
        "sevare town": ["Sévaré"],
    }


def test_a_place_knows_where_it_lies_and_in_which_division(tmp_path: Path) -> None:
    build([place(1, "Sévaré"), place(2, "Mopti", feature="ADM1")], tmp_path)
    gazetteer = Gazetteer(tmp_path)
    found = gazetteer.place(gazetteer.lookup(["sevare"])["sevare"][0])
    assert (found.latitude, found.longitude, found.adm_1, found.country) == (1.5, -2.25, "Mopti", "MLI")


def test_the_most_populous_place_of_a_name_comes_first(tmp_path: Path) -> None:
    build([place(1, "Kobe"), place(2, "Kobe", country="JPN", population=1_500_000)], tmp_path)
    gazetteer = Gazetteer(tmp_path)
    assert [gazetteer.country(r) for r in gazetteer.lookup(["kobe"])["kobe"]] == ["JPN", "MLI"]


def test_a_dump_gives_populated_places_and_divisions(tmp_path: Path) -> None:
    columns = ["7", "Anéfis", "Anefis", "Anefif,Anéfif", "18.05", "0.6", "P", "PPL", "ML", "", "10", "", "", "", "0"]
    hill = ["8", "Some Hill", "Some Hill", "", "18", "0", "T", "HLL", "ML", "", "10", "", "", "", "0"]
    dump = tmp_path / "ML.txt"
    dump.write_text("\n".join("\t".join([*row, "", "", "", ""]) for row in (columns, hill)), encoding="utf-8")
    assert [(r.name, r.country, r.adm_1, r.alternates) for r in from_dump(dump)] == [
        ("Anéfis", "MLI", "10", ["Anefis", "Anefif", "Anéfif"])
    ]


def test_a_file_that_is_no_dump_is_refused_by_name(tmp_path: Path) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("once upon a time\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"notes\.txt line 1: expected the tab-separated columns"):
        list(from_dump(wrong))


def test_a_folder_without_a_gazetteer_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="losses places update"):
        Gazetteer(tmp_path)


def test_the_gazetteer_that_ships_knows_the_small_places_of_the_sahel() -> None:
    for name in ("Sévaré", "Hombori", "Bandiagara"):
        assert gazetteer().lookup([name_key(name)]), name
