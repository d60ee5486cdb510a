"""Near-duplicate texts: a MinHash signature of an article's body, and how alike two signatures are.

Here belong signatures. Which articles are copies of one wire story is for resolution to say.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable

import rensa

from pipelines.schemas.contract import Span

# One family of 128 hash functions for all time: signatures of different runs are compared.
PERMUTATIONS, _SEED = 128, 42
_SHINGLE = 3
_WORD = re.compile(r"\w+")
_LAYOUT = struct.Struct(f"<{PERMUTATIONS}I")


def signature(text: str, spans: Iterable[Span] = ()) -> bytes:
    """128 little-endian 32-bit integers (512 bytes) from the word triples of `text` outside `spans`.

    The same words give the same bytes in every process; case, accents' form and punctuation make no difference. A text
    without a word has the signature of no words, which is like itself alone.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", _unmarked(text, spans)).casefold())
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))} if words else set()
    minhash = rensa.RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update(sorted(shingles))
    return _LAYOUT.pack(*minhash.digest())


def similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of the word triples behind two signatures, 0 to 1 (standard error about 0.04)."""
    pairs = zip(_LAYOUT.unpack(one), _LAYOUT.unpack(other), strict=True)
    return sum(a == b for a, b in pairs) / PERMUTATIONS


def _unmarked(text: str, spans: Iterable[Span]) -> str:
    parts, at = [], 0
    for span in sorted(spans, key=lambda s: s.start):
        parts.append(text[at : span.start])
        at = max(at, span.end)
    parts.append(text[at:])
    return "\n".join(parts)
