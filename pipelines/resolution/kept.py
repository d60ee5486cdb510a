"""What is resolved now, kept on disk between runs, so that a refresh need not resolve everything again.

Here belong the files of the work folder's `standing`: Arrow files that are mapped into memory, so that opening costs
nothing and only what a refresh looks at is read; each is written once, and `kept.json` says which of them hold. They follow
from archive, ledger, rulings and code: whoever deletes them loses nothing but the time of the next run, which resolves
from nothing. What is kept under other inputs (code, rulings, reference data), or was written by a run whose ledger entries
are not the last, is not opened.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from pipelines.resolution import identity
from pipelines.resolution.clustering import Clusters
from pipelines.resolution.index import Piece
from pipelines.resolution.refresh import Resolver
from pipelines.resolution.standing import Standing

_LIST = "kept.json"
_PACKAGE = Path(__file__).parent
_FLAGS = ("alive", "tier", "exact", "joined", "label", "component")
_TABLES = ("articles", "mentions", "claims", "features", "pairs")
_WHOLE = ("links", "incidents", "redirects", "unapplied")


def code_digest() -> str:
    """SHA-256 over what resolution is made of beside its inputs: its modules, the schemas and the reference tables."""
    made = hashlib.sha256()
    beside = (_PACKAGE.parent / name for name in ("schemas", "reference"))
    parts = [path for folder in (_PACKAGE, *beside) for path in folder.iterdir() if path.suffix in (".py", ".csv")]
    for path in sorted(parts):
        made.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()


def keep(resolver: Resolver, folder: Path, inputs: str, more: dict[str, pl.DataFrame] | None = None) -> None:
    """Write what is not on disk yet. `inputs` names what the resolver was given beside articles; `more`: frames to be kept with
    it. A crash leaves the old list or the new one, with all of its files."""
    folder.mkdir(parents=True, exist_ok=True)
    number = max((int(path.stem) for path in folder.glob("*.arrow")), default=0)

    def written(rows: pl.DataFrame) -> str:
        nonlocal number
        number += 1
        name = f"{number:08d}.arrow"
        rows.write_ipc(folder / name)
        return name

    growing: dict[str, list[str]] = {}
    for name, pieces in _growing(resolver):
        for piece in pieces:
            piece.file = piece.file or written(piece.rows)
        growing[name] = [str(piece.file) for piece in pieces]
    whole = {name: written(rows) for name, rows in {**_whole(resolver), **(more or {})}.items()}
    listed = {
        "inputs": inputs,
        "entry": identity.greatest(resolver.entries["entry"]),
        "growing": growing,
        "whole": whole,
    }
    temporary = folder / f"{_LIST}.tmp"
    temporary.write_text(json.dumps(listed, indent=1), encoding="utf-8")
    temporary.replace(folder / _LIST)
    wanted = {file for files in growing.values() for file in files} | set(whole.values())
    for path in folder.glob("*.arrow"):
        if path.name not in wanted:
            path.unlink()


def reopen(resolver: Resolver, folder: Path, inputs: str) -> dict[str, pl.DataFrame] | None:
    """Set an empty resolver, made with the same inputs and the whole ledger, to what was kept; returns `more`. Null, and the
    resolver is as it was, where nothing is kept that goes on from these inputs and this ledger."""
    try:
        listed = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        if listed["inputs"] != inputs or listed["entry"] != identity.greatest(resolver.entries["entry"]):
            return None
        growing = {name: [_mapped(folder, file) for file in files] for name, files in listed["growing"].items()}
        whole = {name: _mapped(folder, file).rows for name, file in listed["whole"].items()}
    except (OSError, ValueError, KeyError, pa.ArrowException):
        return None
    for name, pieces in _growing(resolver):
        pieces[:] = growing[name]
    _set_whole(resolver, whole)
    return {name: rows for name, rows in whole.items() if name not in _whole(resolver)}


def _mapped(folder: Path, file: str) -> Piece:
    with pa.memory_map(str(folder / file)) as source:
        rows = pl.from_arrow(pa.ipc.open_file(source).read_all())
    if not isinstance(rows, pl.DataFrame):
        raise ValueError(f"{folder / file}: expected a table, found one column. Delete the folder.")
    return Piece(rows, file)


def _growing(resolver: Resolver) -> Iterator[tuple[str, list[Piece]]]:
    for name in _TABLES:
        table = getattr(resolver, name)
        yield name, table.pieces
        for column, index in table.indexes.items():
            yield f"{name}.{column}", index.runs
    for name, index in zip(("lefts", "rights"), resolver.keys, strict=True):
        yield name, index.runs
    yield "bands", resolver.copies.bands.runs


def _whole(resolver: Resolver) -> dict[str, pl.DataFrame]:
    at = resolver.standing
    slots: dict[str, Any] = {name: getattr(at, name) for name in _FLAGS}
    for kind, clusters in (("own", at.own), ("merged", at.merged)):
        slots |= {f"{kind}_{one.name}": getattr(clusters, one.name) for one in fields(Clusters)}
    groups = resolver.copies.group
    return {
        **{name: getattr(resolver, name) for name in _WHOLE},
        "slots": pl.DataFrame(slots),
        "copies": pl.DataFrame(
            {"document": list(groups), "group": list(groups.values())},
            schema={"document": pl.String, "group": pl.String},
        ),
        "superseded": pl.DataFrame({"document": sorted(resolver.superseded)}, schema={"document": pl.String}),
        "versioned": pl.DataFrame({"article_key": sorted(resolver.versioned)}, schema={"article_key": pl.String}),
    }


def _set_whole(resolver: Resolver, whole: dict[str, pl.DataFrame]) -> None:
    for name in _WHOLE:
        setattr(resolver, name, whole[name])
    # Copied, for these are written to in place.
    slots = {name: np.array(column.to_numpy()) for name, column in whole["slots"].to_dict().items()}
    own, merged = (
        Clusters(**{one.name: slots[f"{kind}_{one.name}"] for one in fields(Clusters)}) for kind in ("own", "merged")
    )
    resolver.standing = Standing(**{name: slots[name] for name in _FLAGS}, own=own, merged=merged)
    resolver.copies.restore(whole["copies"])
    resolver.superseded = set(whole["superseded"]["document"])
    resolver.versioned = set(whole["versioned"]["article_key"])
