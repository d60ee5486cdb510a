"""sql/README.md is what the headers say, today."""

from __future__ import annotations

from pipelines.warehouse.dictionary import DICTIONARY, dictionary
from pipelines.warehouse.headers import read_models


def test_the_dictionary_is_not_stale() -> None:
    written = DICTIONARY.read_text(encoding="utf-8")
    assert written == dictionary(), "sql/README.md is stale: run `python -m pipelines.warehouse.dictionary`"


def test_the_dictionary_has_every_table_with_its_grain_and_every_column_with_its_meaning() -> None:
    text = dictionary()
    for model in (model for model in read_models() if model.published):
        entry = text.split(f"\n### {model.name}\n", 1)[1].split("\n### ", 1)[0]
        assert f"- **Grain**: {model.grain}" in entry
        for name, meaning in model.columns.items():
            assert f"| `{name}` | {meaning.replace('|', chr(92) + '|')} |" in entry


def test_the_dictionary_warns_before_it_explains() -> None:
    text = dictionary()
    assert text.index("Never sum claims") < text.index("## Contents")
