"""French numbers in words, and the words that open any quantity of people."""

from __future__ import annotations

from pipelines.extraction.languages.phrases import Phrases

_UNITS = "deux trois quatre cinq six sept huit neuf".split()
_TEENS = "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def _below_hundred() -> dict[int, list[str]]:
    """Each number from 2 to 99 in its spellings: with hyphens, with spaces, and the Belgian and Swiss tens."""
    out: dict[int, list[str]] = {n: [w] for n, w in enumerate(_UNITS, 2)}
    out |= {n: [w] for n, w in enumerate(_TEENS, 10)}
    ones = {n: words[0] for n, words in out.items()}
    for ten, word in _TENS.items():
        out[ten] = [word] if ten != 80 else ["quatre-vingts", "quatre-vingt"]
        follow = 20 if ten in (60, 80) else 10
        joint = "-un" if ten == 80 else "-et-un"
        out[ten + 1] = [word + joint, word + joint + "e"]
        for unit in range(2, follow):
            and_eleven = "-et-" if ten == 60 and unit == 11 else "-"
            out[ten + unit] = [word + and_eleven + ones[unit]]
    for ten, word in {70: "septante", 90: "nonante"}.items():
        out[ten].append(word)
        for unit in range(2, 10):
            out[ten + unit].append(f"{word}-{ones[unit]}")
        out[ten + 1].append(f"{word}-et-un")
    return out


def _spellings(word: str) -> list[str]:
    return list(dict.fromkeys((word, word.replace("-", " "), word.replace("-", " - "), word.replace("-et-", " et "))))


def french_numbers() -> list[tuple[str, int]]:
    """Patterns and values from 2 to 999, and "mille"."""
    small = {n: [s for word in words for s in _spellings(word)] for n, words in _below_hundred().items()}
    out = [(spelling, n) for n, spellings in small.items() for spelling in spellings]
    for hundred in range(1, 10):
        head = "cent" if hundred == 1 else f"{_UNITS[hundred - 2]} cent|cents"
        out.append((head, hundred * 100))
        out.append((f"{head} un|une", hundred * 100 + 1))
        out += [(f"{head} {spelling}", hundred * 100 + n) for n, spellings in small.items() for spelling in spellings]
    return [*out, ("mille", 1000), ("l' un|une|un-de", 1), ("un-de", 1)]


NUMBERS: Phrases[int] = Phrases((pattern, value) for pattern, value in french_numbers() if value > 1)
_DIGITS = [str(n) for n in range(2, 100)]
# What "dont" must stand before to mean "including", and not "whose".
QUANTITIES: Phrases[bool] = Phrases(
    [(pattern, True) for pattern, value in french_numbers() if value > 1]
    + [(digits, True) for digits in _DIGITS]
    + [
        ("un|une|plusieurs|quelques|certains|beaucoup|aucun|aucune", True),
        ("au moins", True),
        ("plus|près|moins de|d'", True),
    ]
    + [
        ("environ|quelque|seulement|au", True),
        ("des dizaines|centaines", True),
        ('" un|une|deux|trois|quatre|cinq', True),
    ]
)
