"""Reads the published warehouse: read-only, and without files or network from SQL unless they are asked for.

What belongs here: opening the file, running one query, writing its rows in a format. What does not: any query of our own.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, Literal

import duckdb
import polars as pl

from pipelines.warehouse.publish import PUBLISHED

Format = Literal["table", "csv", "json", "parquet"]
# What a spreadsheet takes for a formula at the start of a cell (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# What DuckDB says of a file whose beginning and rest are of two releases.
SWAPPED = (duckdb.InternalException, duckdb.IOException, duckdb.SerializationException)
TRIES = 3


class NoWarehouseError(FileNotFoundError):
    """There is no published warehouse yet."""


class QueryError(ValueError):
    """A query that DuckDB refuses, in its words, with the next step."""


def open_read_only(home: Path, *, allow_files: bool = False) -> duckdb.DuckDBPyConnection:
    """Open the published file for reading. SQL can touch no file and no network, and cannot change that.

    With `allow_files`, SQL may read and write files (COPY … TO, read_csv): only for queries of one's own. Raises
    NoWarehouseError where nothing is published.
    """
    path = home / PUBLISHED
    if not path.exists():
        raise NoWarehouseError(f"Nothing is published under {home}: `losses run` makes {PUBLISHED}.")
    con = connect(path)
    con.execute("set timezone = 'UTC'; set enable_progress_bar = false")  # a bar would stand among the rows
    con.execute("set autoinstall_known_extensions = false; set autoload_known_extensions = false")
    if not allow_files:
        con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published file for reading; again where a release was swapped in meanwhile, for which see build.connect_staging."""
    for _ in range(TRIES - 1):
        try:
            return duckdb.connect(str(path), read_only=True)
        except SWAPPED:
            continue
    return duckdb.connect(str(path), read_only=True)


def run_query(
    home: Path, query: str, *, allow_files: bool = False, parameters: list[Any] | None = None
) -> pl.DataFrame:
    """Run one query and return its rows; a statement that returns none gives an empty frame. Raises QueryError."""
    con = open_read_only(home, allow_files=allow_files)
    try:
        return fetch(con, query, parameters)
    finally:
        con.close()


def fetch(con: duckdb.DuckDBPyConnection, query: str, parameters: list[Any] | None = None) -> pl.DataFrame:
    """Run one query on an open connection. Raises QueryError."""
    try:
        relation = con.sql(query, params=parameters) if parameters else con.sql(query)
        return pl.DataFrame() if relation is None else relation.pl()
    except duckdb.Error as error:
        raise QueryError(f"{error}{_advice(error)}") from error


def write(rows: pl.DataFrame, how: Format) -> bytes:
    """The rows as bytes: an aligned text table, CSV that no spreadsheet runs, a JSON array of objects, or Parquet."""
    if how == "table":
        return _as_table(rows).encode("utf-8")
    if how == "csv":
        return csv_safe(rows).encode("utf-8")
    if how == "json":
        return (json.dumps(rows.to_dicts(), ensure_ascii=False, default=str) + "\n").encode("utf-8")
    buffer = io.BytesIO()
    rows.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def csv_safe(rows: pl.DataFrame) -> str:
    """CSV whose text cells cannot start a formula: a leading = + - @ tab or newline gets an apostrophe before it.

    Numbers stay numbers: -3 in a numeric column is not touched. Lists are written as JSON.
    """
    guarded = []
    for name, dtype in rows.schema.items():
        column = pl.col(name)
        if isinstance(dtype, pl.List | pl.Struct | pl.Array):
            column = column.map_elements(
                lambda value: json.dumps(_plain(value), ensure_ascii=False, default=str), return_dtype=pl.String
            )
        if isinstance(dtype, pl.String | pl.List | pl.Struct | pl.Array):
            risky = pl.any_horizontal([column.str.starts_with(start) for start in FORMULA_STARTS])
            column = pl.when(risky).then(pl.lit("'") + column).otherwise(column)
        guarded.append(column.alias(_guard(name)))
    return rows.select(guarded).write_csv()


def _guard(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _plain(value: Any) -> Any:
    return value.to_list() if isinstance(value, pl.Series) else value


# A line that is longer than this breaks in every terminal: such rows are printed one below the other, a column a line.
_WIDEST = 200


def _as_table(rows: pl.DataFrame) -> str:
    table = _side_by_side(rows)
    if rows.is_empty() or max(map(len, table.splitlines())) <= _WIDEST:
        return table
    margin = max(map(len, rows.columns)) + 2
    blocks = (
        "\n".join(f"{name:<{margin}}{'null' if value is None else _plain(value)}" for name, value in row.items())
        for row in rows.iter_rows(named=True)
    )
    return "\n\n".join(blocks) + "\n"


def _side_by_side(rows: pl.DataFrame) -> str:
    with pl.Config(
        tbl_rows=-1,
        tbl_cols=-1,
        fmt_str_lengths=120,
        tbl_width_chars=-1,
        tbl_hide_column_data_types=True,
        tbl_hide_dataframe_shape=True,
        tbl_formatting="UTF8_HORIZONTAL_ONLY",
        fmt_table_cell_list_len=-1,
    ):
        return f"{rows}\n"


def _advice(error: duckdb.Error) -> str:
    text = str(error)
    if "disabled by configuration" in text or "external access" in text.lower():
        return "\nSQL may not touch files or the network here; --allow-files lets it."
    if "read-only" in text:
        return "\nThe published warehouse is read-only; copy the file to change it."
    if isinstance(error, duckdb.CatalogException):
        return "\n`show tables` lists what there is; sql/README.md says what it means."
    return ""
