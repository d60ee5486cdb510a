"""The languages that claims can be found in, by ISO 639-1 code."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from pipelines.extraction.languages.base import Language

SUPPORTED = ("en", "fr")


@cache
def language(code: str) -> Language:
    """The language of this code.

    Raises ValueError for a language that no module here serves: it is rejected as such, not read badly.
    """
    if code not in SUPPORTED:
        raise ValueError(f"language {code!r} has no lexicon; expected one of {', '.join(SUPPORTED)}")
    module = import_module(f"pipelines.extraction.languages.{code}")
    made: Language = module.LANGUAGE
    return made
