"""Companies and armed groups that an article introduces by name and that no table has: "the security company Quarry Ridge".

Here belong the words that introduce a name. What is listed is found by `find`; a name that nothing introduces is left
alone. Such an actor's id is made from its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.extraction.languages.base_actors import ActorLanguage
from pipelines.reference.countries import country_of_demonym, country_of_name
from pipelines.reference.folding import fold

_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w'’&-]*|[A-Z0-9]{2,})"
_NAME = rf"(?P<name>{_WORD}(?: (?:(?:of|and|for|the|de|du|des|la|et|&) ){{0,2}}{_WORD}){{0,4}})"
_QUOTES = '["“«„]? ?'
_LONGEST = 60


@dataclass(slots=True, frozen=True)
class Introduced:
    """A name with its offsets, and what it was introduced as: pmc or rebel."""

    start: int
    end: int
    name: str
    actor_id: str
    type: str


def introduced(text: str, language: ActorLanguage, taken: Sequence[tuple[int, int]]) -> list[Introduced]:
    """Every place where an article names an actor that it introduces somewhere, in the order of the text.

    `taken` are spans of known actors, which are none.
    """
    names: dict[str, str] = {}
    for kind, expression in _patterns(language):
        for match in expression.finditer(text):
            name = match["name"]
            if _may_be(name, language) and not _overlaps(match.span("name"), taken):
                names.setdefault(name, kind)
    out: list[Introduced] = []
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for start, end in _found(name, text):
            if not _overlaps((start, end), [*taken, *((o.start, o.end) for o in out)]):
                out.append(Introduced(start, end, name, slug(name), names[name]))
    return sorted(out, key=lambda o: o.start)


def slug(name: str) -> str:
    """The id of an actor that has none: its name in small letters, joined by underscores."""
    return "_".join(re.findall(r"[a-z0-9]+", fold(name)))


def _found(name: str, text: str) -> Iterator[tuple[int, int]]:
    return (m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _may_be(name: str, language: ActorLanguage) -> bool:
    if len(name) > _LONGEST or len(name) < len("AB1") or not slug(name):
        return False
    words = fold(name).split()
    if any(country_of_name(w) or country_of_demonym(w) for w in (fold(name), words[0])) and len(words) == 1:
        return False
    return not all(word in language.no_names for word in words) and words[0] not in language.no_names


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in taken)


@cache
def _patterns(language: ActorLanguage) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(expression.replace("{NAME}", _NAME).replace("{QUOTE}", _QUOTES)))
        for kind, expression, _ in language.introduced
    )
