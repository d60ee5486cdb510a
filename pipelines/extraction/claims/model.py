"""A small linear model at run time: hashed features, weights from an npz file, a probability.

Training stands in train.py; here is only what reading needs. A feature is a string; its column is its CRC-32 modulo the
number of columns, so that the file holds weights and no words.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import numpy as np

COLUMNS = 1 << 18


def column(feature: str) -> int:
    """The column of a feature: stable over machines and runs."""
    return zlib.crc32(feature.encode()) % COLUMNS


class Linear:
    """Weights (columns x classes) with an intercept per class; one class means a yes-or-no question."""

    def __init__(self, columns: np.ndarray, weights: np.ndarray, intercept: np.ndarray, classes: list[str]) -> None:
        self.classes = classes
        self._rows = {int(c): weights[n] for n, c in enumerate(columns)}
        self._floats = {int(c): float(weights[n][0]) for n, c in enumerate(columns)} if len(classes) == 1 else {}
        self._intercept = intercept

    def scores(self, features: Iterable[str]) -> np.ndarray:
        """The raw score per class."""
        total = self._intercept.astype(np.float64).copy()
        for feature in features:
            row = self._rows.get(column(feature))
            if row is not None:
                total += row
        return total

    def score(self, features: Iterable[str]) -> float:
        """The raw score of yes, for a model of one class."""
        weight, crc = self._floats.get, zlib.crc32
        return float(self._intercept[0]) + sum([weight(crc(f.encode()) % COLUMNS, 0.0) for f in features])

    def probability(self, features: Iterable[str]) -> float:
        """The probability of yes, for a model of one class."""
        return 1.0 / (1.0 + math.exp(-max(min(self.score(features), 30.0), -30.0)))

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of each class (softmax)."""
        scores = self.scores(features)
        powers = np.exp(scores - scores.max())
        return dict(zip(self.classes, (powers / powers.sum()).tolist(), strict=True))


@cache
def load(name: str, language: str = "en") -> Linear:
    """The model shipped under this name for a language; English has no suffix, and serves where a language has none.

    Raises FileNotFoundError where it is missing: nothing can be read without it.
    """
    folder = files("pipelines.extraction.claims.models")
    own = folder.joinpath(f"{name}.{language}.npz")
    path = own if own.is_file() else folder.joinpath(f"{name}.npz")
    if not path.is_file():
        raise FileNotFoundError(
            f"the model {name}.npz is missing; make it with python -m pipelines.extraction.training.train"
        )
    with path.open("rb") as handle, np.load(handle) as data:
        return Linear(
            data["columns"], data["weights"].astype(np.float32), data["intercept"], [str(c) for c in data["classes"]]
        )
