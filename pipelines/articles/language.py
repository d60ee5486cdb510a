"""The language of an article: as given, else as its words say, in favour of what is supported where they say little.

Here belong detection and the names of languages. What is done with a language does not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

SUPPORTED = ("en", "fr")
# What people write where ISO 639-1 was asked for.
_SPELLINGS = {"eng": "en", "english": "en", "anglais": "en", "fra": "fr", "fre": "fr", "french": "fr", "français": "fr"}
_NAMES = {
    "en": "English", "fr": "French",
    "am": "Amharic", "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "fa": "Persian", "fi": "Finnish", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "ne": "Nepali", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "so": "Somali", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
# The words that a text of any subject is full of, without those that a supported neighbour shares ("in" is Dutch, "de" is
# Spanish). Where a model of letters is unsure, they decide.
_FUNCTION_WORDS = {
    "en": frozenset("the of and to that were by with said from at have has he his it an as who which".split()),
    "fr": frozenset("le les des du et dans par pour qui une sur est ont été aux au selon avec cette ses leur".split()),
    "es": frozenset("el los las del y por para con su según fue fueron más como al lo una no".split()),
    "pt": frozenset("o os da do das dos e em no na por para com seu foi foram mais uma não ao".split()),
    "it": frozenset("il gli della dei delle e di che per con sono stati è stato nel una più non lo".split()),
    "de": frozenset("der die das und den dem von mit ist sind wurde wurden nicht ein eine auf für bei".split()),
    "nl": frozenset("het een van en die dat met zijn werden niet voor bij op aan ook door".split()),
}
_WORD = re.compile(r"[^\W\d_]+")
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_READ_AT_MOST = 6_000
# Below this many letters a model of letters guesses; the least share of function words that makes a text plainly one.
_SHORT = 200
_PLAIN = 0.1
_SURE = 0.95
_CLOSE = 5


def known(language: str | None) -> str | None:
    """A language as given ("en-GB", "French"), as ISO 639-1; None where it is none."""
    if not language:
        return None
    spelt = language.strip().lower().replace("_", "-")
    code = _SPELLINGS.get(spelt, spelt.split("-")[0])
    code = _SPELLINGS.get(code, code)
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def name(language: str) -> str:
    """`Russian (ru)`, or the bare code of a language without a name here."""
    return f"{_NAMES[language]} ({language})" if language in _NAMES else language


def detect(text: str, *, hint: str | None = None) -> str:
    """ISO 639-1 of the words in `text`. In doubt a supported language: `hint` where it is one, else what is likelier.

    An unsupported language is the answer only where another script, or a long text with few English or French function
    words, leaves no doubt: a short text full of foreign names must not be lost.
    """
    words = _WORD.findall(_NOISE.sub(" ", text[:_READ_AT_MOST]))
    letters = sum(map(len, words))
    if not letters:
        return hint if hint in SUPPORTED else SUPPORTED[0]
    lowered = " ".join(words).lower()  # capitals throughout, as in old cables, are no language of their own
    latin = sum(len(word) for word in words if ord(word[0]) < 0x250)
    scores = dict(_ranked(lowered))
    best = max(scores, key=lambda code: (scores[code], code))
    if 2 * latin < letters:
        return best if best not in SUPPORTED else "und"
    shares = {code: _share(words, code) for code in _FUNCTION_WORDS}
    plain = max(SUPPORTED, key=lambda code: (shares[code], scores.get(code, 0.0)))
    if best in SUPPORTED and shares[plain] < 2 * shares[best] + 0.05:
        return _unless_nothing_says_so(best, shares, scores, hint)
    if scores[best] >= _SURE and shares.get(best, 0.0) >= max(_PLAIN, 2 * shares[plain]):
        return best
    if shares[plain] >= _PLAIN or letters < _SHORT or scores[best] < _SURE:
        return _unless_nothing_says_so(plain, shares, scores, hint)
    return best


def _unless_nothing_says_so(language: str, shares: dict[str, float], scores: dict[str, float], hint: str | None) -> str:
    """Bare names are in no language: the page's own word for it goes before a guess, and English before a close call."""
    if any(shares[code] for code in SUPPORTED):
        return language
    if hint in SUPPORTED:
        return str(hint)
    first = SUPPORTED[0]
    return language if scores[language] > _CLOSE * scores[first] else first


def _share(words: list[str], language: str) -> float:
    return sum(word.lower() in _FUNCTION_WORDS[language] for word in words) / len(words)


def _ranked(text: str) -> list[tuple[str, float]]:
    return [(str(code), float(share)) for code, share in _identifier().rank(text)]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
