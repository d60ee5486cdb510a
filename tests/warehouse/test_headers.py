"""The header of a SQL file is the contract of its table."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.warehouse.headers import HeaderError, in_order, read_model, read_models

WHOLE = """-- description: Towns.
-- grain: A town.
-- key: town_id
-- depends: nothing
-- columns:
--   town_id | Number of the town,
--     from 1
--   name | Its name
select 1 as town_id, 'Kidal' as name;
"""


def write(folder: Path, name: str, text: str, layer: str = "marts") -> Path:
    path = folder / layer / f"{name}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_header_gives_kind_key_and_meanings_and_leaves_the_query(tmp_path: Path) -> None:
    model = read_model(write(tmp_path, "towns", WHOLE))
    assert (model.name, model.kind, model.key, model.depends) == ("towns", "table", ("town_id",), ())
    assert model.columns == {"town_id": "Number of the town, from 1", "name": "Its name"}
    assert model.query == "select 1 as town_id, 'Kidal' as name"


@pytest.mark.parametrize("line", ["description", "grain", "key", "depends"])
def test_a_header_that_lacks_a_part_is_refused_with_its_name(line: str, tmp_path: Path) -> None:
    text = "\n".join(row for row in WHOLE.splitlines() if not row.startswith(f"-- {line}:"))
    with pytest.raises(HeaderError, match=rf"towns\.sql.*`{line}`"):
        read_model(write(tmp_path, "towns", text))


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HeaderError, match="`name` is named twice"):
        read_model(write(tmp_path, "towns", WHOLE.replace("--   name | Its name", "--   name | A\n--   name | B")))


def test_a_column_without_a_meaning_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HeaderError, match="has no meaning"):
        read_model(write(tmp_path, "towns", WHOLE.replace("name | Its name", "name |")))


def test_a_file_with_a_macro_line_is_a_table_function(tmp_path: Path) -> None:
    text = WHOLE.replace("-- columns:", "-- macro: towns(t)\n-- columns:")
    assert read_model(write(tmp_path, "towns", text, "metrics")).kind == "macro"


def test_models_come_after_what_they_depend_on_and_circles_are_named(tmp_path: Path) -> None:
    a = read_model(write(tmp_path, "a", WHOLE.replace("depends: nothing", "depends: b")))
    b = read_model(write(tmp_path, "b", WHOLE))
    assert [model.name for model in in_order({"a": a, "b": b})] == ["b", "a"]
    b = read_model(write(tmp_path, "b", WHOLE.replace("depends: nothing", "depends: a")))
    with pytest.raises(HeaderError, match="circle: "):
        list(in_order({"a": a, "b": b}))


def test_a_dependency_that_no_file_defines_is_named(tmp_path: Path) -> None:
    a = read_model(write(tmp_path, "a", WHOLE.replace("depends: nothing", "depends: towers")))
    with pytest.raises(HeaderError, match=r"a\.sql depends on towers"):
        list(in_order({"a": a}))


def test_every_file_of_the_project_reads_and_says_what_it_reads_from() -> None:
    models = {model.name: model for model in read_models()}
    for model in models.values():
        words = set(model.query.replace("(", " ").replace(")", " ").replace(",", " ").split())
        read = {name for name in models if name in words and name != model.name}
        undeclared = read - set(model.depends) - {"losses", "revisions"}
        assert not undeclared, f"{model.name} reads {undeclared} and does not say so"
        unread = {name for name in model.depends if name not in words}
        assert not unread, f"{model.name} says that it reads {unread}, and does not"
