"""The articles that ship with the product, so that the first run has something to show.

Here belong the articles and the coverage that they bring, as data. They are written for the product: see README.md beside
this file for what is invented in them. What belongs elsewhere: reading them (`archive`, `articles`), and the gold that
says what they hold (tests/quality).
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def paths() -> list[Path]:
    """What a run takes in when no path is given: the folder with the sample articles."""
    return [_HERE / "articles"]


def coverage() -> Path:
    """The coverage that the sample articles bring: a CSV file with country (ISO 3166-1 alpha-3), from, to, why."""
    return _HERE / "coverage.csv"
