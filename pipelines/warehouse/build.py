"""Runs the files of sql/ in order into a staging DuckDB file, comments every table and column, and takes digests.

What does not belong here: what a table holds (sql/), whether it may go out (assertions, expectations), and publishing.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipelines.warehouse.headers import SQL_ROOT, HeaderError, Model, read_models
from pipelines.warehouse.inputs import STATE, Inputs, ReleaseInfo, register

# The oldest client that must read the file. Version 2.0 would by default write a format that 1.x clients refuse.
STORAGE_VERSION = "v1.4.0"
# Under this name the digests tell whether tables, views or their meanings were defined otherwise.
DEFINITIONS = "definitions"
# Tables that differ between two runs over the same articles: they say when things were done, not what is known.
OUTSIDE_DIGEST = frozenset({"releases", "etl_runs"})

# Only for the build: what is published must not depend on them.
HELPERS = (
    # A surrogate key that is the same in every release, and that a double holds exactly (53 bits): JSON and R keep it.
    "create temp macro surrogate_key(id) as cast(md5_number_lower(id) >> 11 as bigint)",
    """create temp macro location_id_of(geonameid, country, adm_1, place, latitude, longitude, where_prec) as
    case when coalesce(cast(geonameid as varchar), country, adm_1, place, cast(latitude as varchar)) is not null
    then concat_ws('|', coalesce(cast(geonameid as varchar), ''), coalesce(country, ''), coalesce(adm_1, ''),
    coalesce(place, ''), coalesce(cast(round(latitude, 5) as varchar), ''),
    coalesce(cast(round(longitude, 5) as varchar), ''), coalesce(cast(where_prec as varchar), '')) end""",
)

# What is loaded and the table that it is loaded into: rows in = rows out.
CONSERVED = (
    ("raw_articles", "dim_article", "document_id"),
    ("raw_claims", "fact_claims", "claim_id"),
    ("raw_incidents", "fact_incidents", "incident_id"),
    ("raw_estimates", "fact_casualty_estimates", "incident_id"),
    ("raw_rejects", "rejects", "reason"),
)


class BuildError(ValueError):
    """The inputs do not fit together: a warehouse built from them would lack rows."""


@dataclass(frozen=True)
class BuildResult:
    """What stands in the staging file: `rows` and `digests` per table (order-free), seconds per table."""

    staging: Path
    release: ReleaseInfo
    rows: dict[str, int]
    digests: dict[str, str]
    seconds: dict[str, float] = field(compare=False)

    @property
    def known(self) -> dict[str, str]:
        """Digests of the tables that say what is known: equal ones mean that there is nothing new to publish."""
        return {name: digest for name, digest in self.digests.items() if name not in OUTSIDE_DIGEST}


def build(
    staging: Path,
    inputs: Inputs,
    release: ReleaseInfo,
    *,
    sql_root: Path = SQL_ROOT,
    say: Callable[[str], None] = lambda _: None,
) -> BuildResult:
    """Build the warehouse of `inputs` in the file `staging`, replacing it; no `.wal` is left beside it.

    Raises BuildError where rows of the inputs would be lost, HeaderError where a table is not what its header promises,
    ValueError where an input lacks a column, and duckdb.Error, with the file's name, where a query fails.
    """
    models = read_models(sql_root)
    for leftover in (staging, staging.with_name(staging.name + ".wal")):
        leftover.unlink(missing_ok=True)
    staging.parent.mkdir(parents=True, exist_ok=True)
    con = connect_staging(staging)
    try:
        inputs.register(con)
        rows: dict[str, int] = {}
        digests: dict[str, str] = {}
        seconds: dict[str, float] = {}
        last = waiting_for(models, "raw_release")
        tables = [model for model in models if model.kind not in {"view", "macro"} and model not in last]
        for model in tables:
            seconds[model.name] = create(con, model)
            if model.kind == "table":
                rows[model.name], digests[model.name] = measure(con, model.name)
            say(f"{model.name} {seconds[model.name]:.2f} s")
        check_conservation(con)
        digests[DEFINITIONS] = definitions_digest(models)
        register(con, "release", release.frame(rows, digests))
        for model in [*last, *(m for m in models if m.kind in {"view", "macro"})]:
            seconds[model.name] = create(con, model)
            if model.kind == "table":
                rows[model.name], digests[model.name] = measure(con, model.name)
        comment(con, [model for model in models if model.published])
        con.execute("checkpoint")
    finally:
        con.close()
    return BuildResult(staging, release, rows, digests, seconds)


def check_conservation(con: duckdb.DuckDBPyConnection) -> None:
    """Every row of these inputs is a row of its table. Raises BuildError naming some that are missing."""
    for raw, table, key in CONSERVED:
        given, kept = (con.execute(f"select count(*) from {name}").fetchall()[0][0] for name in (raw, table))  # noqa: S608
        if given != kept:
            query = f"select {key} from {raw} where {key} not in (select {key} from {table}) limit 3"  # noqa: S608
            missing = ", ".join(str(row[0]) for row in con.execute(query).fetchall()) or "none: some stand twice"
            raise BuildError(
                f"{table} has {kept:,} rows, {raw} {given:,}. Missing, for example: {missing}. "
                f"A row goes missing where its article, mention or incident is not among the inputs."
            )


def waiting_for(models: list[Model], raw: str) -> list[Model]:
    """The tables that need `raw`, directly or not, in order: those that can only be built when all others stand."""
    names: set[str] = {raw}
    for model in models:
        if names & set(model.depends):
            names.add(model.name)
    return [model for model in models if model.name in names and model.kind not in {"view", "macro"}]


def connect_staging(staging: Path) -> duckdb.DuckDBPyConnection:
    """Open the staging file for writing: old storage format, UTC, rows in no promised order (faster).

    A client opens a file three times: the second time it reads where the catalogue and the free list begin, the third time
    the rest. A release that is swapped in between is read by what the one before says of itself, so both must say the same:
    the catalogue begins in the first block, written once at the end. The free list then follows it there, whatever the rows,
    until tables outgrow the block (some 20,000 claims); beyond that, two releases may differ, and `query.connect` tries again.
    """
    con = duckdb.connect(str(staging), config={"storage_compatibility_version": STORAGE_VERSION})
    con.execute("create table first as select 1 as block; checkpoint; drop table first")
    con.execute("set checkpoint_threshold = '1TB'")
    con.execute("set timezone = 'UTC'; set preserve_insertion_order = false; set enable_progress_bar = false")
    con.execute(f"set variable history_state = {quoted(json.dumps(STATE))}")
    for statement in HELPERS:
        con.execute(statement)
    return con


def create(con: duckdb.DuckDBPyConnection, model: Model) -> float:
    """Create one table, view or macro as its header promises it; returns the seconds it took."""
    start = time.perf_counter()
    head = f"create macro {model.macro} as table" if model.macro else f"create {model.kind} {model.name} as"
    try:
        con.execute(f"{head} {model.query}")
    except duckdb.Error as error:
        raise type(error)(f"{model.path.parent.name}/{model.path.name}: {error}") from error
    if not model.macro:
        check_columns(con, model)
    return time.perf_counter() - start


def check_columns(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    built = [row[0] for row in con.execute(f"describe {model.name}").fetchall()]
    # a staging view that takes its columns from a frame may order them as it likes
    if (sorted(built) if model.frame else built) != (sorted(model.columns) if model.frame else list(model.columns)):
        undocumented = [name for name in built if name not in model.columns]
        missing = [name for name in model.columns if name not in built]
        raise HeaderError(
            f"{model.path.name}: the header and the table differ. Without a meaning: {undocumented or 'none'}; "
            f"promised but not built: {missing or 'none'}; order built: {', '.join(built)}."
        )


def comment(con: duckdb.DuckDBPyConnection, models: Iterable[Model]) -> None:
    """COMMENT ON every table with description, grain and warning, and on every column with its meaning."""
    con.execute("begin")  # one transaction: a synced write for each of hundreds of comments takes longer than the data
    for model in models:
        kind = "macro table" if model.macro else model.kind
        parts = [model.description, f"Grain: {model.grain}"]
        if model.key:
            parts.append(f"Key: {', '.join(model.key)}.")
        if model.warning:
            parts.append(f"Warning: {model.warning}")
        if model.macro:
            meanings = "; ".join(f"{name}: {meaning}" for name, meaning in model.columns.items())
            parts.append(f"Columns: {meanings}.")
        con.execute(f"comment on {kind} {model.name} is {quoted(' '.join(parts))}")
        if not model.macro:
            for name, meaning in model.columns.items():
                con.execute(f"comment on column {model.name}.{name} is {quoted(meaning)}")
    con.execute("commit")


def measure(con: duckdb.DuckDBPyConnection, table: str) -> tuple[int, str]:
    """(rows, digest) of a table. The digest is the same for the same rows in any order, and counts duplicates."""
    # A sum beside an exclusive or: a row that stands twice must not cancel itself out. DuckDB's own hash is thirty times
    # as fast as a cryptographic one, and the same from 1.4 to 2.0: it tells accidents, not forgers.
    columns = "count(*), coalesce(sum(hash(t)), 0), coalesce(bit_xor(hash(t, 'losses')), 0)"
    ((rows, total, mixed),) = con.execute(f"select {columns} from {table} as t").fetchall()  # noqa: S608 # a name of ours
    return int(rows), f"{int(rows):x}-{int(total) % 2**64:016x}-{int(mixed):016x}"


def definitions_digest(models: list[Model]) -> str:
    """Digest of the SQL files: a changed view or meaning is a new release even where no row differs."""
    digest = hashlib.sha256()
    for model in sorted(models, key=lambda model: model.name):
        digest.update(model.path.read_bytes())
    return digest.hexdigest()[:32]


def quoted(text: str) -> str:
    """A string as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
