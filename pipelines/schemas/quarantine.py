"""Good rows go on, bad rows go to quarantine with their reasons, and a frame of the wrong shape stops everything.

Here belong the boundary between two stages (`quarantine`), the rows that it sets aside (`Reject`, `rejects_frame`) and
what Dagster's Columns tab shows of a model (`table_columns`). What a column means does not belong here: see `frames`.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import pandera.errors
import pandera.polars as pa
import polars as pl

from pipelines.schemas import frames

ROW_CHARACTERS = 2_000
_VALUE_CHARACTERS = 80


class SchemaError(ValueError):
    """A frame whose shape is wrong: no row of it can be judged. Names the model, the culprit and the fix."""


@dataclass(slots=True, frozen=True)
class Reject:
    """One rejected input or row, before it becomes a row of `frames.Rejects`; `reason` says what to do."""

    stage: str
    reason: str
    origin: str | None = None
    document_id: str | None = None
    payload_hash: str | None = None
    row: str | None = None


def rejects_frame(rejects: Iterable[Reject], *, now: dt.datetime, run_id: str | None = None) -> pl.DataFrame:
    """`rejects` as a validated `frames.Rejects`, in the order given; none give an empty frame of the same columns."""
    rows = [{**asdict(reject), "rejected_at": now, "run_id": run_id} for reject in rejects]
    return frames.Rejects.validate(pl.DataFrame(rows, schema=polars_schema(frames.Rejects), orient="row"))


def polars_schema(model: type[pa.DataFrameModel]) -> pl.Schema:
    """Column name → polars type of a model, in its order: what an empty frame of it is built with."""
    columns = model.to_schema().columns
    return pl.Schema({name: column.dtype.type for name, column in columns.items()})


def table_columns(model: type[pa.DataFrameModel]) -> list[tuple[str, str, str]]:
    """(name, type, description) of each column in order; the type carries `, nullable` or `, unique` where it is so."""
    out = []
    for name, column in model.to_schema().columns.items():
        marks = [mark for mark, holds in (("nullable", column.nullable), ("unique", column.unique)) if holds]
        out.append((name, ", ".join([str(column.dtype), *marks]), column.description or ""))
    return out


def quarantine(
    model: type[pa.DataFrameModel], frame: pl.DataFrame, *, stage: str, now: dt.datetime, run_id: str | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split `frame` into (rows that satisfy `model`, `frames.Rejects` for the rest): rows in = good + rejects.

    A row that breaks several rules is one reject with all its reasons. Rows that share a key that must be unique are
    all rejected: which of them is right cannot be told. Raises `SchemaError` where the frame itself is wrong (a column
    missing, too many, or of another type), for then nothing can be said of its rows.
    """
    try:
        return model.validate(frame, lazy=True), rejects_frame([], now=now, run_id=run_id)
    except pandera.errors.SchemaErrors as errors:
        failures = errors.failure_cases
    _raise_on_shape(model, frame, failures)

    reasons: dict[int, list[str]] = defaultdict(list)
    for failure in failures.sort("index", maintain_order=True).iter_rows(named=True):
        reason = _in_words(failure)
        if reason not in reasons[failure["index"]]:
            reasons[failure["index"]].append(reason)
    numbered = frame.with_row_index("__row__")
    good = numbered.filter(~pl.col("__row__").is_in(list(reasons))).drop("__row__")
    rejects = [
        _reject(model, frame.row(index, named=True), reasons[index], stage=stage)  # rejects are few: a row at a time
        for index in sorted(reasons)
    ]
    return good, rejects_frame(rejects, now=now, run_id=run_id)


def _raise_on_shape(model: type[pa.DataFrameModel], frame: pl.DataFrame, failures: pl.DataFrame) -> None:
    shape = failures.filter(pl.col("index").is_null())
    if shape.is_empty():
        return
    expected = polars_schema(model)
    problems = []
    for failure in shape.iter_rows(named=True):
        culprit, check = str(failure["failure_case"]), str(failure["check"])
        if check == "column_in_dataframe":
            problems.append(f"column {culprit} ({expected.get(culprit)}) is missing: add it, null where unknown")
        elif check == "column_in_schema":
            problems.append(f"column {culprit} is not declared: drop it, or declare it in {model.__name__}")
        elif check.startswith("dtype"):
            column = failure["column"]
            problems.append(f"column {column} is {frame.schema[column]}, expected {expected[column]}: cast it")
        else:
            problems.append(f"column {failure['column']} breaks {check}: {culprit[:_VALUE_CHARACTERS]}")
    raise SchemaError(f"{model.__name__}: " + "; ".join(dict.fromkeys(problems)))


_WORDS = (
    (re.compile(r"^not_nullable$"), "must not be null"),
    (re.compile(r"^field_uniqueness$"), "must be unique, and several rows share it: keep one"),
    (re.compile(r"^isin\((?P<set>.*)\)$", re.DOTALL), "must be one of {set}"),
    (re.compile(r"^str_matches\((?P<set>.*)\)$", re.DOTALL), "must match {set}"),
    (re.compile(r"^str_length\((?P<set>.*)\)$", re.DOTALL), "must have a length within ({set})"),
    (re.compile(r"^greater_than_or_equal_to\((?P<set>.*)\)$"), "must be at least {set}"),
    (re.compile(r"^less_than_or_equal_to\((?P<set>.*)\)$"), "must be at most {set}"),
)


def _in_words(failure: dict[str, Any]) -> str:
    check, column = str(failure["check"]), failure["column"]
    if failure["schema_context"] == "DataFrameSchema":
        return check  # a rule over several columns words itself
    value = str(failure["failure_case"])
    shown = value if len(value) <= _VALUE_CHARACTERS else value[:_VALUE_CHARACTERS] + "…"
    for pattern, words in _WORDS:
        match = pattern.match(check)
        if match:
            rule = words.format(set=match.groupdict().get("set", ""))
            return f"{column} {rule}" if check == "not_nullable" else f"{column} {rule}; found {shown}"
    return f"{column} breaks {check}; found {shown}"


def _reject(model: type[pa.DataFrameModel], row: dict[str, Any], reasons: list[str], *, stage: str) -> Reject:
    as_json = json.dumps(row, ensure_ascii=False, sort_keys=True, default=_plain)
    payload = row.get("payload")
    hashed = payload if isinstance(payload, bytes) else as_json.encode("utf-8", "surrogatepass")
    return Reject(
        stage=stage,
        reason=f"{model.__name__}: " + "; ".join(reasons),
        origin=row.get("origin"),
        document_id=row.get("document_id"),
        payload_hash=hashlib.sha256(hashed).hexdigest(),
        row=as_json if len(as_json) <= ROW_CHARACTERS else as_json[: ROW_CHARACTERS - 1] + "…",
    )


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value[:48]).decode("ascii")
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else str(value)
