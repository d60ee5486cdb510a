"""Whether a page may tell of contractors' losses, judged on its bytes: quick, and rather too often than too seldom.

Here belongs the first sieve, before any HTML is parsed. What a page really says does not (`extraction`). A page passes that
holds a word for losses within some paragraphs of a word for contractors. Stems begin at a word's second letter, so that
capitals need no second form; letters beyond ASCII are looked for in UTF-8 and in the old single-byte encodings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ahocorasick_rs import BytesAhoCorasick, MatchKind

# Two sets of some forty forms on purpose, the short ones together: so they are searched with vector instructions, ten times
# faster than by an automaton; of 65 and more they are not. `benchmark` shows at once where a set has grown too large.
CONTRACTORS: tuple[tuple[str, ...], ...] = (
    (
        "ercenar", "ercenair", "ontractor", "ontratista", "agner", "frica Corps", "frica corps", "frika Corps", "frikakorps",
        "rivate milit", "rivate secur", "ilitaire priv", "ilitaires priv", "aramilita", "ontractuel",
        "ussian fight", "ussian instr", "ussian alli", "ussian ally", "ussian personnel", "ussian soldier", "ussian troop",
        "ussian force", "ussian milit", "ussian operat", "s russes", "nstructeur russe", "oreign fighter", "ercenár",
        "ecurity guard", "ecurity firm", "ecurity compan", "ecurity personnel", "ous-traitant", "x-soldier", "xmilitar",
        "x-militar", "lackwater", "ynCorp", "ardaWorld", "xecutive Outcomes", "lavonic Corps", "öldner",
    ),
    (
        "PMC", "SADAT", "Sadat", "G4S", "MERCENA", "CONTRACTOR", "WAGNER", "AFRICA CORPS", "Sandline", "Redut",
        "аемник", "аёмник", "агнер", "ЧВК", "фриканского корпус", "Редут", "айманц", "مرتزق", "فاغنر",
    ),
)  # fmt: skip
# Words that name contractors only where they work: they count beside a word for losses and one of `THEATRES`.
PERHAPS = (
    "ussians", "Russes", " guards", "epalis", "epalese", "olombian", "oreigners", "nstructors", " trainer", "xpatriate",
    "hite soldier", "hite men", "riple Canopy", "yck Advisory", "rmorGroup", "ancroft", "abre Intern", "onstellis",
)  # fmt: skip
THEATRES = (
    "mali", "sahel", "niger", "burkina", "centrafri", "central african", "mozambi", "cabo delgado", "sudan", "soudan",
    "darfur", "liby", "syri", "afghan", "kabul", "iraq", "irak", "baghdad", "somali", "mogadish", "yemen", "congo", "tchad",
    "chad", "haiti", "madagascar", "bangui", "bamako", "bakouma", "tombouctou", "timbuktu", "kidal",
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
_SET = 30
# Bytes of HTML between a word for contractors and one for losses: several paragraphs with their markup.
NEAR = 8_000
_LONGEST = 60  # bytes of the longest word for losses, in any form


class Relevance:
    """Called with a page's bytes: whether both kinds of words occur. `aliases` are more names of contractors, as written."""

    def __init__(self, aliases: Iterable[str] = ()) -> None:
        sets = [_forms(stems) for stems in CONTRACTORS]
        names = sorted({alias.strip() for alias in aliases if len(alias.strip()) > 4})
        known = [stem for stems in CONTRACTORS for stem in stems]
        rest = sorted({form for name in names if not any(stem in name for stem in known) for form in _forms([name])})
        sets += [set(rest[at : at + _SET]) for at in range(0, len(rest), _SET)]
        self._named = [BytesAhoCorasick(sorted(forms), matchkind=MatchKind.LeftmostFirst) for forms in sets]
        self._perhaps = BytesAhoCorasick(sorted(_forms(PERHAPS)), matchkind=MatchKind.LeftmostFirst)
        losses = [form(word) for word in LOSSES for form in (str, str.upper, str.capitalize)]
        self._losses = BytesAhoCorasick(sorted({form.lower() for form in _forms(losses)}))
        self._theatres = BytesAhoCorasick(sorted(_forms(THEATRES)))

    def __call__(self, payload: bytes) -> bool:
        for words in self._named:  # most pages pass through these with nothing found
            found = words.find_matches_as_indexes(payload)
            if found and any(self._losses.find_matches_as_indexes(part) for part in _around(payload, found)):
                return True
        found = self._perhaps.find_matches_as_indexes(payload)
        return bool(found) and any(
            self._losses.find_matches_as_indexes(part) and self._theatres.find_matches_as_indexes(part)
            for part in _around(payload, found)
        )


def _around(payload: bytes, found: list[tuple[int, int, int]]) -> Iterator[bytes]:
    """The bytes within `NEAR` of each match, in lower case (ASCII); matches that are close share theirs."""
    at = 0
    for _, start, end in found:
        if end + NEAR > at:
            begin, at = max(at - _LONGEST, start - NEAR, 0), end + NEAR
            yield payload[begin:at].lower()


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
