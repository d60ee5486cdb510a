"""Reads sql/examples/: questions that analysts ask, each a query whose header says the question and the answer's shape."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.warehouse.headers import SQL_ROOT, HeaderError


@dataclass(frozen=True)
class Example:
    """One question, the columns of its answer, and the query."""

    path: Path
    question: str
    answer: str
    columns: tuple[str, ...]
    query: str


def read_examples(root: Path = SQL_ROOT / "examples") -> list[Example]:
    """All examples in the order of their names. Raises HeaderError naming the file and what its header lacks."""
    return [read_example(path) for path in sorted(root.glob("*.sql"))]


def read_example(path: Path) -> Example:
    lines = path.read_text(encoding="utf-8").splitlines()
    header: dict[str, str] = {}
    while lines and lines[0].startswith("-- "):
        key, _, value = lines.pop(0).removeprefix("-- ").partition(": ")
        header[key] = value.strip()
    for key in ("question", "answer", "columns"):
        if not header.get(key):
            raise HeaderError(f"examples/{path.name}: the header has no `-- {key}: …`.")
    columns = tuple(name.strip() for name in header["columns"].split(","))
    return Example(path, header["question"], header["answer"], columns, "\n".join(lines).strip().rstrip(";"))
