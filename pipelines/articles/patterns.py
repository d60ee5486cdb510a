"""What stands around an article on a page: the expressions of `patterns.toml`, compiled.

Here belongs loading them; a phenomenon belongs in the data, and what is done with a match in `spans`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines.schemas.contract import SpanKind

Zone = Literal["any", "head", "tail"]


@dataclass(slots=True, frozen=True)
class LinePattern:
    """One phenomenon: a line that `expression` matches as a whole, within `zone`, is of `kind`."""

    name: str
    kind: SpanKind
    zone: Zone
    expression: re.Pattern[str]


def _compiled(expression: str) -> re.Pattern[str]:
    filled = expression.replace("{headings}", _DATA["headings"]).replace("{name}", _DATA["name"])
    return re.compile(filled, re.IGNORECASE)


_DATA = tomllib.loads((Path(__file__).parent / "patterns.toml").read_text(encoding="utf-8"))
LINK_LIST_HEADING = _compiled(_DATA["headings"])
KEY_POINTS_HEADING = _compiled(_DATA["key_points"])
SITE_LABELS = _compiled(_DATA["site_labels"])
LINES = tuple(LinePattern(row["name"], row["kind"], row["zone"], _compiled(row["expression"])) for row in _DATA["line"])
