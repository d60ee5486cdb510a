"""Writes sql/README.md, the dictionary of the warehouse, from the headers of the SQL files; a test fails when it is stale.

`python -m pipelines.warehouse.dictionary` writes it. What does not belong here: any meaning (the headers have them).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.warehouse.examples import read_examples
from pipelines.warehouse.headers import SQL_ROOT, Model, read_models
from pipelines.warehouse.sql_tests import assertions

DICTIONARY = SQL_ROOT / "README.md"

_INTRODUCTION = """# The dictionary of the warehouse

Generated from the headers of the files in this folder by `python -m pipelines.warehouse.dictionary`: do not edit it by hand.
The same words stand in the file itself: `select table_name, comment from duckdb_tables()` (and `duckdb_views()`,
`duckdb_columns()`, `duckdb_functions()`).

Open `losses.duckdb` with any DuckDB client from 1.4 on, **read-only** (`duckdb -readonly losses.duckdb`): a client that
opens it for writing locks everybody else out. A refresh replaces the file in one step; a connection that is open keeps
reading the release it opened. Table functions (`losses`, `incidents_asof`) need the file to be the database opened, or `use`
after `attach`.

## Before you sum

- **Never sum claims.** Many articles repeat one death: sum `fact_incidents`, a series, or one rule and one scope of
  `fact_casualty_estimates`.
- **Never add killed to wounded**: filter every series on one `effect`.
- **Null is unknown, never zero.** A zero in a series means that the country was covered and nobody reported a loss.
- **Keep the odd rows.** A null month, a null country and `several_employers` are rows of the panels: with them, and only with
  them, a panel's sum is that of `fact_incidents`.
- **Count articles with `is_current`**, and voices with `n_independent_sources`: copies of one wire story are one.
- `select has_samples from releases order by released_at desc limit 1`: a release that holds the sample articles is no data.

## How the tables hang together

`fact_incidents` is the hub, one row an incident. `bridge_incident_article` leads to `dim_article` and on to `dim_source`;
`bridge_incident_actor` to `dim_actor`; `location_key` to `dim_location`; `date_start_key` to `dim_date`; `country` to
`dim_country`. `fact_claims.incident_id` has what everybody says about it, `fact_casualty_estimates.claim_keys` which of these
claims made a figure. Surrogate keys (`*_key`) are the same in every release and fit a double; natural keys (`*_id`) are
readable. No key is declared as a constraint: they are tested on every build instead, which makes publishing ten times as fast.
"""

_GROUPS = (
    ("Facts and bridges", ("fact_", "bridge_")),
    ("Dimensions", ("dim_",)),
    ("Coverage", ("coverage_",)),
    ("What was done", ("rejects", "etl_runs", "releases")),
)


def dictionary() -> str:
    """The text of sql/README.md."""
    models = [model for model in read_models() if model.published]
    tables = sorted((model for model in models if model.kind == "table"), key=lambda model: model.name)
    views = sorted((model for model in models if model.kind != "table"), key=lambda model: model.name)
    parts = [_INTRODUCTION, _contents(tables, views)]
    for title, starts in _GROUPS:
        parts.append(f"## {title}\n")
        parts += [_entry(model) for model in tables if model.name.startswith(starts)]
    parts.append("## Views and table functions\n")
    parts += [_entry(model) for model in views]
    parts.append(_examples())
    parts.append(_assertions())
    return "\n".join(parts).rstrip() + "\n"


def _contents(tables: Iterable[Model], views: Iterable[Model]) -> str:
    lines = ["## Contents\n", "| table | grain |", "|---|---|"]
    lines += [f"| [`{m.name}`](#{m.name}) | {_cell(m.grain)} |" for m in tables]
    lines += ["", "| view or table function | grain |", "|---|---|"]
    lines += [f"| [`{m.name}`](#{m.name}) | {_cell(m.grain)} |" for m in views]
    return "\n".join(lines) + "\n"


def _entry(model: Model) -> str:
    kind = {"table": "Table", "view": "View", "macro": "Table function"}[model.kind]
    lines = [f"### {model.name}\n", f"{model.description}\n", f"- **Grain**: {model.grain}"]
    lines.append(
        f"- **{kind}**, in [`{model.path.parent.name}/{model.path.name}`]({model.path.parent.name}/{model.path.name})"
    )
    if model.macro:
        lines.append(f"- **Call**: `from {model.macro}`")
    if model.key:
        lines.append(f"- **Key**: {', '.join(f'`{name}`' for name in model.key)}")
    if model.source:
        lines.append(f"- **Source**: {model.source}")
    if model.warning:
        lines.append(f"- **Warning**: {model.warning}")
    lines += ["", "| column | meaning |", "|---|---|"]
    lines += [f"| `{name}` | {_cell(meaning)} |" for name, meaning in model.columns.items()]
    return "\n".join(lines) + "\n"


def _examples() -> str:
    lines = ["## Twenty questions\n", "Each is a file in [`examples/`](examples/) that a test runs.\n"]
    lines += [
        f"{number}. [{example.question}](examples/{example.path.name})"
        for number, example in enumerate(read_examples(), 1)
    ]
    return "\n".join(lines) + "\n"


def _assertions() -> str:
    lines = [
        "## What every release was tested for\n",
        "An error keeps a release from going out. Each assertion returns the rows that break it.\n",
        "| assertion | severity | why |",
        "|---|---|---|",
    ]
    for assertion in assertions():
        if "_has_one_row_per_" not in assertion.name:
            words = assertion.name.removeprefix("assert_").replace("_", " ")
            lines.append(f"| [{words}](tests/{assertion.name}.sql) | {assertion.severity} | {_cell(assertion.why)} |")
    lines.append("| each table has one row per key | error | a row that stands twice is counted twice |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    DICTIONARY.write_text(dictionary(), encoding="utf-8")
