"""How well articles are read, as it was measured: from the files that measuring writes, never typed a second time.

What belongs here: reading those files. What does not: measuring (`losses evaluate`, tests/quality).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.settings import PROJECT_ROOT

CARD = PROJECT_ROOT / "pipelines" / "extraction" / "claims" / "models" / "MODEL_CARD.md"
FLOORS = PROJECT_ROOT / "tests" / "quality" / "floors.toml"
_MEASURES = {
    "figure_f1": "effect and figure, F1",
    "victim_f1": "and whose people, F1",
    "full_f1": "and who says so, F1",
    "contractor_full_f1": "all of it, claims about contractors alone, F1",
    "relevance_f1": "whether an article tells of contractors hit, F1",
    "incident_date": "date",
    "incident_country": "country",
    "incident_place": "place",
    "incident_employer": "employer",
    "incident_perpetrator": "attackers",
    "incident_event_type": "kind of event",
    "quotes_verbatim": "quotes that stand in the article word for word",
}


@dataclass(frozen=True)
class Table:
    """One table of measurements: a row a set of articles or a measure."""

    caption: str
    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)


def read(card: Path = CARD, floors: Path = FLOORS) -> list[Table]:
    """The tables of the models' card that say what was measured, then the product's own gold where its floors are there."""
    return [*_card(card), *_floors(floors)]


def _card(path: Path) -> list[Table]:
    """The Markdown tables whose first column is `set`, each under the heading that it stands below."""
    tables: list[Table] = []
    heading, table = "English", None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        if not line.startswith("|"):
            table = None
            continue
        cells = [cell.strip().replace("`", "") for cell in line.strip("|").split("|")]
        if table is None and cells[0] == "set":
            table = Table(heading, cells)
            tables.append(table)
        elif table is not None and set(cells[0]) - set("-:"):
            table.rows.append(cells)
    return tables


def _floors(path: Path) -> list[Table]:
    if not path.exists():  # the product without its tests
        return []
    floors = tomllib.loads(path.read_text(encoding="utf-8"))["gold"]["floors"]
    rows = [[words, f"{floors[name]:.2f}"] for name, words in _MEASURES.items() if name in floors]
    return [Table("The sample articles, at least", ["measure", "right"], rows)]
