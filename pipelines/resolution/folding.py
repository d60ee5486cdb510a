"""Names folded so that spellings of one place agree.

Here belongs folding; nothing that compares.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import polars as pl

from pipelines.reference.countries import countries

_SPELLINGS = (
    ("w", "u"), ("ou", "u"), ("y", "i"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("ck", "k"), ("q", "k"), ("c", "k"), ("z", "s"),
)  # fmt: skip
_ARTICLES = ("al", "el", "as", "ash", "ad", "an", "ar", "az")


def place_key(name: str) -> str:
    """Fold a place name so that its transliterations agree: Tarhouna and Tarhuna, Koui and Kowi, El Fasher and
    al-Fasher. Keeps consonants and vowels, drops accents, marks, doubled letters, a leading Arabic article and a final h."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = [word for word in re.split(r"[\s\-‐-―]+", plain) if word]
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    letters = "".join(c for word in words for c in word if c.isalnum())
    for spelling, common in _SPELLINGS:
        letters = letters.replace(spelling, common)
    letters = re.sub(r"(.)\1+", r"\1", letters)
    return letters.rstrip("h") or letters


@cache
def country_names() -> frozenset[str]:
    """The folded names of countries and of their people."""
    names = [name for c in countries().values() for name in (c.name, *c.names, *c.demonyms, *c.french_forms)]
    return frozenset(place_key(name) for name in names)


def name_number(keys: pl.Expr) -> pl.Expr:
    """A folded name as a 64-bit number: equal names, equal numbers, and numbers are compared much faster than words."""
    return keys.hash(seed=7)
