"""What a language brings to incidents: how attacks, recalls, attackers and employers are worded. See `context_<code>`."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.schemas.contract import EventType


@dataclass(frozen=True)
class ContextLanguage:
    """Patterns over folded text.

    events: (type, pattern, weight, example), looked for in an incident's sentences. attack: any word for an attack or
    a death. recall: what opens the story of an earlier incident; separate: of another one of the same days. aftermath: what follows an attack. allied: who fights
    beside whom.
    In the patterns of attackers {actor} stands for a named actor: active before an attack verb, passive after "by",
    and so on, each with the hedge that it gives. contractor: the words for foreign contractors. gate_contractor and
    gate_casualty: what an article must hold at all to be read on.
    """

    events: tuple[tuple[EventType, str, float, str], ...]
    attack: str
    recall: str
    separate: str
    roundup: str
    aftermath: str
    allied: str
    claimed: str
    blamed: str
    suspected: str
    stated: str
    exonerated: str
    fighters: str
    same_force: str
    contractor: str
    firm: str
    gate_contractor: str
    gate_casualty: str
    fiction: str
    sport: str
    unharmed: str
