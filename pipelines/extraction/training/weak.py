"""Weak examples for training: tables that give a text and its number of killed and wounded, but not where it stands.

A model trained on real annotations proposes which figure of the text is the table's number; where just one fits, it is an
example, also where that model would have missed it. Only train.py uses this. Rows: `text`, and `killed` or `killed_low` with
`killed_high`, and the same for `injured`; a number that is null or whose scale is "No information" is unknown.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.extraction.claims.candidates import find_candidates
from pipelines.extraction.claims.figures import Figure
from pipelines.extraction.claims.model import Linear
from pipelines.extraction.claims.pairs import pair_features
from pipelines.extraction.languages import language as language_of
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.document import read
from pipelines.schemas.contract import Article, Effect

_LONGEST = 1500
_LEAST = 0.08  # below this the model sees no tie at all: the number may stand for something else
_CLEAR = 0.7  # a second figure of the same value must be this much less likely
_SURE_NO = 0.02
_KEPT_NO = 10  # of the pairs that surely are none, one in this many is kept


@dataclass(slots=True, frozen=True)
class Scored:
    """A pair with the model's probability."""

    sentence: int
    figure: Figure
    effect: Effect
    probability: float
    features: list[str]


def load_tables(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The rows of JSONL tables, gzipped or not, in a fixed order."""
    rows: list[dict[str, Any]] = []
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        rows += [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]
    return sorted(rows, key=lambda row: str(row["id"]))


def known(row: dict[str, Any], what: str) -> int | None:
    """The table's number of killed or injured, where it is one number and known."""
    if row.get(f"{what}_scale") == "No information":
        return None
    low, high = row.get(f"{what}_low"), row.get(f"{what}_high")
    number = row.get(what) if low is None else low if low == high else None
    return number if isinstance(number, int) and number > 0 else None


def weak_pairs(rows: Sequence[dict[str, Any]], model: Linear, code: str = "en") -> Iterator[tuple[list[str], int, str]]:
    """Features, answer and id of the pairs that the tables settle."""
    language = language_of(code)
    for row in rows:
        scored = _scored(row, model, language, code)
        for effect, what in (("killed", "killed"), ("wounded", "injured")):
            value = known(row, what)
            best = _only_fit(scored, effect, value) if value is not None else None
            if best is None:
                continue
            yield best.features, 1, str(row["id"])
            for other in scored:
                if _figure(other) == _figure(best) and other.effect != effect and other.probability < 0.5:
                    yield other.features, 0, str(row["id"])
        for place, pair in enumerate(scored):
            if pair.probability < _SURE_NO and zlib.crc32(f"{row['id']}.{place}".encode()) % _KEPT_NO == 0:
                yield pair.features, 0, str(row["id"])


def _scored(row: dict[str, Any], model: Linear, language: Language, code: str) -> list[Scored]:
    document = read(Article(str(row["id"]), row["text"][:_LONGEST], language=code))
    out = []
    for number, candidate in enumerate(find_candidates(document)):
        for figure in candidate.figures:
            for predicate in candidate.predicates:
                features = pair_features(candidate, figure, predicate, language)
                out.append(Scored(number, figure, predicate.cue.effect, model.probability(features), features))
    return out


def _figure(pair: Scored) -> tuple[int, int]:
    return pair.sentence, pair.figure.start


def _only_fit(scored: Sequence[Scored], effect: str, value: int) -> Scored | None:
    fits = [pair for pair in scored if pair.effect == effect and pair.figure.value == value]
    best = max(fits, key=lambda pair: pair.probability, default=None)
    if best is None or best.probability < _LEAST:
        return None
    second = max((pair.probability for pair in fits if _figure(pair) != _figure(best)), default=0.0)
    return best if second <= _CLEAR * best.probability else None
