"""What kind of event an incident was, by the words of the sentences that tell it.

Here belong weighing the words; the words themselves are in `context_<code>`, and which sentences tell an incident is
`incidents`' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.extraction.text.context import Reading, pattern
from pipelines.schemas.contract import EventType

# What a specific word beats: a bomb under a convoy is an IED and no ambush, a bomber at a gate no mere attack on a base.
_ENOUGH = 0.3
_STRONG, _PLAIN = 3.0, 0.3


def event_type(reading: Reading, sentences: Mapping[int, float], title: str = "") -> EventType:
    """The type whose words weigh most over an incident's sentences (index to weight) and, lightly, the title."""
    scores: dict[EventType, float] = {}
    texts = [(reading.sentence(index), weight) for index, weight in sorted(sentences.items())]
    if title:
        texts.append((title, 0.8))
    for text, weight in texts:
        for kind, value in _found(reading, text).items():
            # A plain word ("suicide bomber") counts wherever it stands; a hint ("the road") where the victims are.
            scores[kind] = scores.get(kind, 0.0) + value * (max(weight, _PLAIN) if value >= _STRONG else weight)
    if not scores:
        return "unknown"
    best = max(sorted(scores), key=lambda kind: scores[kind])
    return best if scores[best] >= _ENOUGH else "unknown"


def _found(reading: Reading, text: str) -> dict[EventType, float]:
    out: dict[EventType, float] = {}
    for kind, expression, weight, _ in reading.language.events:
        if pattern(expression).search(text):
            out[kind] = max(out.get(kind, 0.0), weight)
    if "suicide_bombing" in out and out.get("attack_on_base", 0.0) > 1.0:
        out["suicide_bombing"] *= 0.5  # the bomb opened the gate
    if "shelling_missile" in out and pattern(reading.language.small_arms).search(text):
        out["shelling_missile"] *= 0.3  # rockets in the hands of gunmen
    return out


def types_named(reading: Reading, sentences: Iterable[int]) -> set[EventType]:
    """Every type that some word of the sentences names."""
    return {kind for index in sentences for kind in _found(reading, reading.sentence(index))}
