"""Folding: case, accents and kinds of apostrophe and hyphen away, one character for one, so that offsets hold."""

from __future__ import annotations

import unicodedata
from functools import cache

_SAME = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "‑": "-",
    "–": "-",
    "—": "-",
    "\u00a0": " ",
    "\u202f": " ",
    "\n": " ",
}


@cache
def _fold_character(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    base = unicodedata.normalize("NFD", character)[0]
    low = base.lower()
    return low if len(low) == 1 else base


def fold(text: str) -> str:
    """Case, accents and kinds of apostrophe and hyphen away, one character for one: offsets hold."""
    if text.isascii():
        return text.lower().replace("`", "'").replace("\n", " ")
    return "".join(map(_fold_character, text))
