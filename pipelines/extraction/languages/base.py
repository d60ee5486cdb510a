"""What a language must bring for claims to be found in it: lexicons, patterns, numbers, the names of its parser's labels.

One module per language fills one `Language`; nothing else in extraction of claims knows a word of it. Every pattern stands
beside a sentence that shows it (`examples`), and the tests read those sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pipelines.extraction.languages.phrases import Phrases
from pipelines.schemas.contract import ClaimantType, Effect, Modifier, VictimGroup

if TYPE_CHECKING:
    from pipelines.extraction.text.syntax import Tree

CueKind = Literal["verb", "noun", "state", "shot", "loss", "toll"]
Bound = Literal["at_least", "more_than", "up_to", "fewer", "about"]


@dataclass(slots=True, frozen=True)
class Cue:
    """A word or phrase that may say what happened to people. `kind` tells how it takes its figure."""

    effect: Effect
    kind: CueKind
    lemma: str


@dataclass(slots=True, frozen=True)
class Vague:
    """A quantity without a number: its bounds by CONTRACT.md, and the modifier that records which word it was."""

    modifier: Modifier
    low: int | None = None
    high: int | None = None
    point: int | None = None


@dataclass(slots=True, frozen=True)
class Source:
    """What kind of claimant a noun names; `state` and `force` are settled by who fights beside the victims."""

    kind: ClaimantType | Literal["state", "force", "official", "speaker", "report"]


@dataclass(frozen=True)
class Language:
    """One language. Words are folded: lower case, "'" for "’"."""

    code: str
    parser: str
    parser_excludes: tuple[str, ...]
    # figures
    numbers: Phrases[int]
    multipliers: Mapping[str, int]
    joiners: frozenset[str]
    bounds_before: Phrases[Bound]
    bounds_after: Phrases[Bound]
    vague: Phrases[Vague]
    between: frozenset[str]
    moving: frozenset[str]
    spread: frozenset[str]
    changed_to: frozenset[str]
    further: Phrases[str]
    range_marks: frozenset[str]
    indefinite: frozenset[str]
    definite: frozenset[str]
    possessive: frozenset[str]
    negative: frozenset[str]
    nobody: frozenset[str]
    another: frozenset[str]
    others: frozenset[str]
    both: frozenset[str]
    pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    quantifiers: frozenset[str]
    ordinals: Mapping[str, int]
    partitive: frozenset[str]
    # people
    people: Mapping[str, VictimGroup | Literal["person"]]
    units: frozenset[str]
    months: frozenset[str]  # by their folded names
    capital_months: bool  # whether a month is written with a capital: "12 May" is a day, "12 may" are people
    told: frozenset[str]  # what is given and counts nobody: "gave no figure for its dead"
    foreign: frozenset[str]
    former: frozenset[str]
    among: frozenset[str]
    hired: frozenset[str]
    ambiguous: frozenset[str]
    demonyms: Mapping[str, str]
    group_phrases: Phrases[VictimGroup]
    # predicates
    cues: Phrases[Cue]
    unreal: Phrases[str]
    cumulative: Phrases[str]
    superseded: Phrases[str]
    unverified: Phrases[str]
    denial: Phrases[str]
    # who says so
    said: Phrases[str]
    according: Phrases[str]
    statements: Phrases[str]
    sources: Mapping[str, Source]
    relays: Phrases[str]
    pronoun_subjects: frozenset[str]
    # grammar of the parser's labels
    subject_labels: frozenset[str]
    passive_labels: frozenset[str]
    object_labels: frozenset[str]
    clause_labels: frozenset[str]
    noun_tags: frozenset[str]
    plural_tags: frozenset[str]
    proper_tags: frozenset[str]
    verb_tags: frozenset[str]
    number_tags: frozenset[str]
    is_person_noun: Callable[[str], bool]
    gate: frozenset[str]
    examples: Sequence[tuple[str, str]] = field(default_factory=tuple)
    leaning: frozenset[str] = frozenset()
    aged: frozenset[str] = frozenset()
    including: frozenset[str] = frozenset()
    of_them: tuple[str, ...] = ()
    # A parser of another scheme: its trees are rewritten into the common one, with the words that the models know.
    adapt: Callable[[Tree, Sequence[Any]], None] | None = None
    readable: Mapping[str, str] = field(default_factory=dict)
    no_abbreviations: frozenset[str] = frozenset()  # words that the parser would take for one before a full stop
    adjectives_low: bool = False  # "russe" names a people without a capital
