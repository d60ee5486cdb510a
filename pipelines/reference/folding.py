"""Folding: case, accents and kinds of apostrophe and hyphen away, one character for one, so that offsets hold."""

from __future__ import annotations

import unicodedata

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


class _Table(dict[int, str]):
    """Character by character, as `str.translate` asks for it; each is worked out once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _SAME:
            made = _SAME[character]
        else:
            base = unicodedata.normalize("NFD", character)[0]
            low = base.lower()
            made = low if len(low) == 1 else base
        self[code] = made
        return made


_TABLE = _Table()


def fold(text: str) -> str:
    """Case, accents and kinds of apostrophe and hyphen away, one character for one: offsets hold."""
    if text.isascii():
        return text.lower().replace("`", "'").replace("\n", " ")
    return text.translate(_TABLE)
