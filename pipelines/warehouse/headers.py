"""Reads the headers of the files in sql/: each is the contract of its table, view or macro.

A header is the comment block at the top of the file: `-- key: value` lines, continued by indented ones, and at the end
`-- columns:` with one `--   column | meaning` line each, or `-- columns: Frame` where a staging view has the columns of a
frame that declares their meanings. What does not belong here: running the SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from pipelines.settings import PROJECT_ROOT

SQL_ROOT = PROJECT_ROOT / "sql"
# Folder → what its files become. Only marts and metrics are published: the rest is gone when the connection closes.
KINDS = {"staging": "temp view", "intermediate": "temp table", "marts": "table", "metrics": "view"}
KEYS = {"description", "grain", "key", "depends", "warning", "macro", "columns", "layer", "source"}
PREFIX_RAW = "raw_"


class HeaderError(ValueError):
    """A header that is incomplete, or that says something impossible."""


@dataclass(frozen=True)
class Model:
    """One SQL file: what its header promises and the query that keeps the promise."""

    name: str
    path: Path
    kind: str  # temp view | temp table | table | view | macro
    description: str
    grain: str
    key: tuple[str, ...]
    depends: tuple[str, ...]
    columns: dict[str, str]
    query: str
    warning: str | None = None
    source: str | None = None
    macro: str | None = None
    frame: str | None = None

    @property
    def published(self) -> bool:
        return self.kind in {"table", "view", "macro"}

    @property
    def raw_inputs(self) -> tuple[str, ...]:
        return tuple(name for name in self.depends if name.startswith(PREFIX_RAW))


def read_model(path: Path) -> Model:
    """Parse one file. Raises HeaderError naming the file, what it lacks and how to add it."""
    fields, columns, query = parse_header(path)
    for key in ("description", "grain", "depends"):
        if not fields.get(key):
            raise HeaderError(
                f"{path.name}: the header has no `{key}`; add a line `-- {key}: …` at the top of the file."
            )
    kind = "macro" if "macro" in fields else KINDS[path.parent.name]
    frame = fields.get("columns") or None
    if frame is None and not columns:
        raise HeaderError(
            f"{path.name}: the header names no column; add `-- columns:` and `--   column | meaning` lines."
        )
    if "key" not in fields:
        raise HeaderError(
            f"{path.name}: the header has no `key`; name the columns of the grain, or `none` with a reason."
        )
    return Model(
        name=path.stem,
        path=path,
        kind=kind,
        description=fields["description"],
        grain=fields["grain"],
        key=() if fields["key"].startswith("none") else _names(fields["key"]),
        depends=() if fields["depends"] == "nothing" else _names(fields["depends"]),
        columns=columns if frame is None else frame_columns(frame),
        query=query,
        warning=fields.get("warning"),
        source=fields.get("source"),
        macro=fields.get("macro"),
        frame=frame,
    )


def parse_header(path: Path) -> tuple[dict[str, str], dict[str, str], str]:
    """Split a file into header fields, column meanings and the query without its final semicolon."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = list(_leading_comments(lines))
    query = "\n".join(lines[len(header) :]).strip().rstrip(";").rstrip()
    if not query:
        raise HeaderError(f"{path.name}: no query below the header.")
    fields: dict[str, str] = {}
    columns: dict[str, str] = {}
    current: str | None = None
    for line in header:
        body = line.removeprefix("--")
        started = re.match(r" ([a-z_]+): ?(.*)$", body)
        if started and started[1] in KEYS:
            current = started[1]
            fields[current] = started[2].strip()
        elif current == "columns" and "|" in body:
            name, meaning = (part.strip() for part in body.split("|", 1))
            if name in columns or not meaning:
                raise HeaderError(f"{path.name}: column `{name}` is named twice or has no meaning.")
            columns[name] = meaning
        elif current == "columns" and columns and body.strip():
            last = next(reversed(columns))
            columns[last] = f"{columns[last]} {body.strip()}"
        elif current and body.strip():
            fields[current] = f"{fields[current]} {body.strip()}".strip()
        elif body.strip():
            raise HeaderError(f"{path.name}: `{line}` belongs to no key; known keys are {', '.join(sorted(KEYS))}.")
    return fields, columns, query


def frame_columns(frame: str) -> dict[str, str]:
    """The columns and meanings that a frame of the stages declares, in its order."""
    from pipelines.schemas import frames
    from pipelines.warehouse import inputs

    model = getattr(frames, frame, None) or getattr(inputs, frame, None)
    if model is None:
        raise HeaderError(
            f"No frame named `{frame}`; `-- columns:` names a class of schemas/frames.py or warehouse/inputs.py."
        )
    return {name: column.description or name.replace("_", " ") for name, column in model.to_schema().columns.items()}


def read_models(root: Path = SQL_ROOT) -> list[Model]:
    """All models below `root`, each after what it depends on; the order is the same on every machine."""
    models = {}
    for folder in KINDS:
        for path in sorted((root / folder).glob("*.sql")):
            if path.stem in models:
                raise HeaderError(f"{path.stem}.sql stands in two folders; a table has one file.")
            models[path.stem] = read_model(path)
    return list(in_order(models))


def in_order(models: dict[str, Model]) -> Iterator[Model]:
    """Sort by dependencies. Raises HeaderError on a cycle, or on a name that no file defines."""
    graph = {}
    for name, model in models.items():
        unknown = [d for d in model.depends if d not in models and not d.startswith(PREFIX_RAW)]
        if unknown:
            raise HeaderError(f"{name}.sql depends on {', '.join(unknown)}, which no file in sql/ defines.")
        graph[name] = [d for d in model.depends if d in models]
    sorter = TopologicalSorter(graph)
    try:
        sorter.prepare()
    except CycleError as error:
        raise HeaderError(
            f"The files in sql/ depend on each other in a circle: {' → '.join(error.args[1])}."
        ) from error
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield from (models[name] for name in ready)
        sorter.done(*ready)


def _leading_comments(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("--"):
            return
        yield line


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
