"""What a language brings to incidents: how attacks, recalls, attackers and employers are worded. See `context_<code>`."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.schemas.contract import EventType


@dataclass(frozen=True)
class ContextLanguage:
    """Patterns over folded text.

    events: (type, pattern, weight, example), looked for in an incident's sentences. attack: any word for an attack or
    a death; occurred: that one took place. recall opens the story of an earlier incident, separate that of another one
    of the same days; same_place says that another was
    where the first one was; aftermath is what follows an attack; several tells of more than one; small_arms are the weapons of
    gunmen; allied says who fights beside whom. claimed, blamed, suspected and stated tell how an attacker is named,
    accused_of follows one whom others
    accuse, exonerated tells that he is not, deed that a force tells of its own work; fighters follow a group's name ("JNIM
    militants"). firm_link ties people to a company, same_force to the one just named.

    hired words name contractors by themselves, hired_plainly those of them that no building or drilling firm uses
    (trades are words of such work); described opens a sentence that says who the people of the sentences before were
    (groups count, people, one, many), in_pay ends it; of_their_own are a side's own men, partly opens what some of a
    total are, all_counted are words for all of those just counted; charged spans those whom a court tries. guards
    only where they are foreign (foreign_word), foreigners only beside the former; others name anybody else; belonging
    is what follows "of", apposed what says who a named man was, of_the_state that it is no company; agents are
    contractors that kill. anaphors are words for those just spoken of, latter for the last of them. court speaks of a
    trial, accused of contractors who are said to have killed; total of a count over many attacks, toll of one
    whatever else the sentence says. once_hired are men who were contractors before. gate_contractor and
    gate_near are stems, parted by |, that an article must hold to be read on: the former anywhere, the latter near a
    word of gate_casualty and where several of gate_war say that the article is of war.
    """

    events: tuple[tuple[EventType, str, float, str], ...]
    attack: str
    recall: str
    separate: str
    roundup: str
    occurred: str
    small_arms: str
    several: str
    same_place: str
    aftermath: str
    allied: str
    accused_of: str
    claimed: str
    blamed: str
    suspected: str
    stated: str
    deed: str
    exonerated: str
    fighters: str
    same_force: str
    contractor: str
    firm_link: str
    hired: str
    hired_plainly: str
    trades: str
    in_pay: str
    described: str
    of_their_own: str
    partly: str
    all_counted: str
    charged: str
    guards: str
    foreign_word: str
    foreign_guards: str
    foreigners: str
    others: str
    anaphors: str
    latter: str
    foreign_fighters: str
    of_the_state: str
    agents: str
    once_hired: str
    court: str
    accused: str
    total: str
    toll: str
    belonging: str
    apposed: str
    gate_near: str
    gate_contractor: str
    gate_war: str
    gate_casualty: str
    fiction: str
    sport: str
    unharmed: str
