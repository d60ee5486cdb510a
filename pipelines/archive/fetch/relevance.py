"""Whether a page may tell of contractors' losses, judged on its bytes: quick, and rather too often than too seldom.

Here belongs the first sieve, before any HTML is parsed. What a page really says does not (`extraction`). A page passes that
holds a word for contractors and a word for losses. Stems begin at a word's second letter, so that capitals need no second
form; letters beyond ASCII are looked for in UTF-8 and in the old single-byte encodings.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import BytesAhoCorasick, MatchKind

# Small sets on purpose: up to some sixteen stems are searched with vector instructions, ten times faster than by automaton.
CONTRACTORS: tuple[tuple[str, ...], ...] = (
    (
        "ercenar", "ercenair", "ontractor", "ontratista", "agner", "frica Corps", "frica corps", "frika Corps", "frikakorps",
        "rivate milit", "rivate secur", "ilitaire priv", "ilitaires priv", "aramilita", "ontractuel",
    ),
    (
        "ussian fight", "ussian instr", "ussian alli", "ussian ally", "ussian personnel", "ussian soldier", "ussian troop",
        "ussian force", "ussian milit", "ussian operat", "s russes", "nstructeur russe", "oreign fighter", "ercenár",
    ),
    (
        "ecurity guard", "ecurity firm", "ecurity compan", "ecurity personnel", "ous-traitant", "x-soldier", "xmilitar",
        "x-militar", "lackwater", "ynCorp", "ardaWorld", "xecutive Outcomes", "lavonic Corps", "öldner",
    ),
    ("PMC", "SADAT", "Sadat", "G4S", "MERCENA", "CONTRACTOR", "WAGNER", "AFRICA CORPS", "Sandline", "Redut"),
    ("аемник", "аёмник", "агнер", "ЧВК", "фриканского корпус", "Редут", "айманц", "مرتزق", "فاغنر"),
)  # fmt: skip
LOSSES = (
    "kill", "dead", "death", "died", "dies", "dying", "slain", "casualt", "fatal", "wound", "injur", "captur", "hostage",
    "kidnap", "abduct", "missing", "losses", "bodies", "corpse", "ambush", "execut", "behead", "shot down", "crash", "perish",
    "tué", "mort", "décès", "décéd", "bless", "victime", "pertes", "otage", "enlev", "disparu", "embuscade", "cadavre",
    "dépouille", "abattu", "éliminé", "neutralis", "exécut",
    "погиб", "убит", "ранен", "потер", "плен", "пропа", "уничтож", "ликвидир", "засад", "гибел",
    "muert", "murier", "murió", "herido", "baja", "asesin", "fallec", "secuestr", "abatid", "desaparec",
    "قتل", "جرح", "أسر", "كمين", "خسائر", "getötet", "verletzt", "gefallen",
)  # fmt: skip
_SINGLE_BYTE = ("cp1252", "cp1251", "cp1256")
_SET = 16


class Relevance:
    """Called with a page's bytes: whether both kinds of words occur. `aliases` are more names of contractors, as written."""

    def __init__(self, aliases: Iterable[str] = ()) -> None:
        groups = [_forms(group) for group in CONTRACTORS]
        names = sorted({alias.strip() for alias in aliases if len(alias.strip()) > 4})
        known = [stem for group in CONTRACTORS for stem in group]
        rest = sorted({form for name in names if not any(stem in name for stem in known) for form in _forms([name])})
        groups += [set(rest[at : at + _SET]) for at in range(0, len(rest), _SET)]
        self._contractors = [
            BytesAhoCorasick(sorted(group), matchkind=MatchKind.LeftmostFirst) for group in groups if group
        ]
        losses = [form(word) for word in LOSSES for form in (str, str.upper, str.capitalize)]
        self._losses = BytesAhoCorasick(sorted({form.lower() for form in _forms(losses)}))

    def __call__(self, payload: bytes) -> bool:
        return any(group.find_matches_as_indexes(payload) for group in self._contractors) and bool(
            self._losses.find_matches_as_indexes(payload.lower())
        )


def _forms(words: Iterable[str]) -> set[bytes]:
    """Every word as it may stand in a page's bytes."""
    out: set[bytes] = set()
    for word in words:
        out.add(word.encode("utf-8"))
        if word.isascii():
            continue
        out.add("".join(char if char.isascii() else f"&#{ord(char)};" for char in word).encode("ascii"))
        for encoding in _SINGLE_BYTE:
            try:
                out.add(word.encode(encoding))
            except UnicodeEncodeError:
                continue
    return out
