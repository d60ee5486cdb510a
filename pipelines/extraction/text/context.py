"""The words of a language for incidents, compiled once; and an article folded once for all who read its context."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from pipelines.extraction.languages import SUPPORTED
from pipelines.extraction.languages.base_incidents import ContextLanguage
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.matching import fold


@cache
def context_language(code: str) -> ContextLanguage:
    """The language of this code. Raises ValueError for one that nobody has written."""
    if code not in SUPPORTED:
        raise ValueError(f"language {code!r} has no context words; expected one of {', '.join(SUPPORTED)}")
    made: ContextLanguage = import_module(f"pipelines.extraction.languages.{code}.incidents").LANGUAGE
    return made


@cache
def pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@dataclass
class Reading:
    """A document with its folded text. Offsets are those of the document."""

    document: Document
    language: ContextLanguage
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        self.folded = fold(self.document.text)

    def sentence(self, index: int) -> str:
        """The folded text of a sentence."""
        sentence = self.document.sentences[index]
        return self.folded[sentence.start : sentence.end]
