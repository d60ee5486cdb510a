"""What a language brings to actors: the words that introduce one by name. One instance per language, in `actors`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ActorLanguage:
    """introduced: (type, pattern, example); patterns are read as written, and {NAME} and {QUOTE} stand for a capitalised name
    and an opening quotation mark. no_names are folded words that begin no such name.
    """

    introduced: tuple[tuple[str, str, str], ...]
    no_names: frozenset[str]
