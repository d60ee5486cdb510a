"""What the French parser often gets wrong, put right before its parse is used.

Numbers in words, "avoir tué", participles taken for nouns, adjectives taken for the noun, the subjects of verbs of saying.
All in the parser's own scheme (Universal Dependencies); here belongs nothing that decides what a casualty is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extraction.languages.fr.cues import PARTICIPLES
from pipelines.extraction.languages.fr.numbers import NUMBERS
from pipelines.extraction.languages.fr.people import PEOPLE, QUALIFIERS, french_demonyms
from pipelines.extraction.languages.fr.sources import INSERTED, PARTICIPLES_OF_SAYING, SAYING, SOURCES, TOLD_BY

if TYPE_CHECKING:
    from pipelines.extraction.text.syntax import Tree

NOUNS = frozenset({"NOUN", "PROPN"})
_HAVING = frozenset({"avoir", "ayant", "être", "étant"})
_DEMONYMS = frozenset(french_demonyms())
_HAS = frozenset("a ont avait avaient ai avons aurait auraient ayant avoir eut".split())
_MAKES = frozenset("fait font faisait faisaient fit faire".split())
VOICES = frozenset(" ".join(SOURCES.values()).split())
_CLITICS = frozenset("se s' en y lui leur l' le la les n' ne nous vous".split())
_SUBJECTS = frozenset("il elle ils elles on nous je qui".split())
_TIMES = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche matin soir midi nuit janvier février mars avril mai juin juillet "
    "août septembre octobre novembre décembre week-end jour semaine".split()
)
# What is told, and by nobody: ", avance un bilan de six".
_TOLD = frozenset("bilan chiffre mort morts décès perte pertes blessé blessés tué tués".split())
_AHEAD = 5
_PHRASE = 10
_NEXT = 3


def mend(tree: Tree) -> None:
    """Put right one parsed sentence, in place."""
    _number_words(tree)
    _people(tree)
    _adjectives(tree)
    _accounts(tree)
    _participles(tree)
    _verbs(tree)
    _perfects(tree)
    _passives(tree)
    _subjects(tree)
    _speakers(tree)
    _counted(tree)
    _saying_above(tree)


def children(tree: Tree, head: int) -> list[int]:
    return [t for t, h in enumerate(tree.heads) if h == head and t != head]


def above(tree: Tree, token: int) -> set[int]:
    seen: set[int] = set()
    while token not in seen:
        seen.add(token)
        token = tree.heads[token]
    return seen


def _promote(tree: Tree, new: int, old: int) -> None:
    """`new` takes the place of `old`, with its children, and `old` hangs on it."""
    tree.heads[new] = tree.heads[old] if tree.heads[old] != old else new
    tree.labels[new] = tree.labels[old]
    for child in children(tree, old):
        if child != new:
            tree.heads[child] = new
    tree.heads[old] = new


def noun_after(tree: Tree, start: int) -> int | None:
    for token in range(start, min(start + _AHEAD, len(tree))):
        if tree.tags[token] in NOUNS and not tree.lowers[token].endswith("ment"):
            return token
        if tree.tags[token] in ("VERB", "AUX", "ADP", "CCONJ", "SCONJ") or tree.words[token] in ",;:.":
            return None
    return None


def _number_words(tree: Tree) -> None:
    """ "Quatre-vingt-quatre mercenaires": the parser takes long numbers in words for verbs or adjectives."""
    for match in NUMBERS.find(tree.lowers):
        last = match.end - 1
        if all(tree.tags[t] == "NUM" for t in range(match.start, match.end)) and tree.labels[last] == "nummod":
            continue
        for token in range(match.start, match.end):
            tree.tags[token] = "NUM"
        noun = noun_after(tree, match.end)
        for token in range(match.start, last):
            _hang(tree, token, last, "compound")
        if noun is not None:
            _hang(tree, last, noun, "nummod")


def _hang(tree: Tree, token: int, head: int, label: str) -> None:
    if token in above(tree, head):
        _promote(tree, head, token)
    else:
        tree.heads[token] = head
    tree.labels[token] = label


def _people(tree: Tree) -> None:
    """Nouns for people that the parser takes for adjectives or verbs ("l'assaillant", "deux instructeurs russes")."""
    for token, word in enumerate(tree.lowers):
        if word not in PEOPLE or word in PARTICIPLES:
            continue
        before = tree.tags[token - 1] if token else ""
        if tree.tags[token] in ("VERB", "ADJ", "ADV") and before in ("DET", "NUM", "ADJ"):
            tree.tags[token] = "NOUN"
        behind = token + 1
        if behind == len(tree):
            continue
        if (tree.lowers[behind] in _DEMONYMS or tree.lowers[behind] in QUALIFIERS) and tree.words[behind][0].islower():
            _qualify(tree, token, behind, "ADJ", "amod")
        elif tree.lowers[behind] in PARTICIPLES and tree.heads[token] == behind and tree.labels[token] == "amod":
            _qualify(tree, token, behind, "VERB", "acl")


def _qualify(tree: Tree, noun: int, behind: int, tag: str, label: str) -> None:
    """Make the word behind a noun hang on it."""
    if behind in above(tree, noun):
        _promote(tree, next(t for t in _path(tree, noun) if tree.heads[t] == behind), behind)
    for child in children(tree, behind):
        if noun != child and child not in above(tree, noun):
            tree.heads[child] = noun
    tree.heads[behind] = noun
    tree.tags[noun], tree.tags[behind], tree.labels[behind] = "NOUN", tag, label


def _adjectives(tree: Tree) -> None:
    """An adjective behind a noun hangs on it, and not on the verb that follows; "en" before a verb is a pronoun."""
    for token in range(1, len(tree)):
        head, before = tree.heads[token], token - 1
        if tree.labels[token] == "amod" and head > token and tree.tags[head] in ("VERB", "AUX"):
            noun = before if tree.tags[before] in NOUNS else tree.heads[before]
            if noun < token and tree.tags[noun] in NOUNS:
                tree.tags[token], tree.heads[token] = "ADJ", noun
        elif tree.lowers[before] == "en" and tree.tags[before] == "ADP" and tree.lowers[token] in SAYING:
            tree.tags[before], tree.heads[before], tree.labels[before] = "PRON", token, "iobj"


def _accounts(tree: Tree) -> None:
    """ "Fait état de", "fait savoir": the verb is "fait", "état" its noun and "savoir" what hangs on it."""
    for token, word in enumerate(tree.lowers):
        head = tree.heads[token]
        if word in _MAKES and head != token and tree.lowers[head] in TOLD_BY:
            _promote(tree, token, head)
            noun = tree.lowers[head] in ("état", "part", "mention")
            tree.tags[token], tree.tags[head] = "VERB", "NOUN" if noun else "VERB"
            tree.labels[head] = "obj" if noun else "xcomp"


def _participles(tree: Tree) -> None:
    """ "Dix-sept blessés" is a noun, "« cinq Blancs » tués" a participle: what stands before tells them apart."""
    for token, word in enumerate(tree.lowers):
        if word not in PARTICIPLES:
            continue
        before = token - 1
        while before >= 0 and (tree.words[before] == '"' or tree.lowers[before].endswith("ment")):
            before -= 1
        aided = any(tree.labels[c].startswith(("aux", "cop")) for c in children(tree, token))
        if before < 0 or (aided and tree.tags[before] != "NUM"):
            continue
        if tree.words[before] == "," and not aided:
            _set_behind(tree, token, before - 1)
            continue
        if tree.tags[before] in ("NUM", "DET") or tree.lowers[before] in ("autres", "premiers", "nombreux", "de", "d'"):
            tree.tags[token] = "NOUN"
            if tree.tags[before] == "NUM" and tree.heads[before] != token:
                _replace(tree, before, token)
        elif tree.tags[before] in NOUNS or (tree.tags[before] == "ADJ" and tree.tags[tree.heads[before]] in NOUNS):
            noun = before if tree.tags[before] in NOUNS else tree.heads[before]
            if noun < token and token not in above(tree, noun):
                tree.tags[token], tree.heads[token], tree.labels[token] = "VERB", noun, "acl"


def _set_behind(tree: Tree, participle: int, last: int) -> None:
    """ "Trois chauffeurs, disparus le même jour": a participle set apart behind its noun."""
    noun = last if last >= 0 and tree.tags[last] in NOUNS else tree.heads[last] if last >= 0 else participle
    alone = tree.tags[participle] in ("NOUN", "ADJ") and tree.labels[participle] in ("conj", "appos", "amod", "dep")
    if alone and noun < participle and tree.tags[noun] in NOUNS and participle not in above(tree, noun):
        tree.tags[participle], tree.heads[participle], tree.labels[participle] = "VERB", noun, "acl"


def _replace(tree: Tree, number: int, noun: int) -> None:
    """The noun takes the place of the number that counts it."""
    if noun in above(tree, number):
        branch = next(t for t in _path(tree, number) if tree.heads[t] == noun)
        _promote(tree, branch, noun)
    _promote(tree, noun, number)
    tree.labels[number] = "nummod"


def _verbs(tree: Tree) -> None:
    """A word under an auxiliary is a verb."""
    for token, label in enumerate(tree.labels):
        had = label == "cop" and tree.lowers[token] in _HAS
        if had:
            tree.labels[token] = "aux:tense"
        if (had or label in ("aux:tense", "aux:pass")) and tree.tags[tree.heads[token]] in ("ADJ", "NOUN"):
            tree.tags[tree.heads[token]] = "VERB"


def _perfects(tree: Tree) -> None:
    """ "affirme avoir tué": the participle is the verb, its auxiliary hangs on it."""
    for token, word in enumerate(tree.lowers):
        if word not in _HAVING:
            continue
        verb = next(
            (t for t in range(token + 1, min(token + 4, len(tree))) if tree.tags[t] not in ("ADV", "AUX")), None
        )
        if verb is None or not tree.lowers[verb].endswith(
            ("é", "és", "ée", "ées", "u", "us", "ue", "i", "is", "ris", "ert", "erts")
        ):
            continue
        if tree.heads[token] == verb and tree.labels[verb] not in ("amod", "case", "nmod"):
            continue
        if tree.labels[token] in ("aux:tense", "aux:pass", "cop") and tree.heads[token] == verb:
            _lift(tree, verb, token)
        else:
            _promote(tree, verb, token)
        tree.tags[verb], tree.labels[token] = "VERB", "aux:tense"


def _lift(tree: Tree, verb: int, auxiliary: int) -> None:
    """A participle that the parser made an attribute of its own object."""
    noun = tree.heads[verb]
    governor = next((t for t in range(auxiliary - 1, max(auxiliary - 4, -1), -1) if tree.tags[t] == "VERB"), None)
    if noun <= verb or governor is None or governor == noun:
        return
    if verb in above(tree, governor):
        return
    tree.heads[verb], tree.labels[verb] = governor, "xcomp"
    if governor in above(tree, noun) or tree.heads[noun] == noun:
        tree.heads[noun], tree.labels[noun] = verb, "obj"


def _passives(tree: Tree) -> None:
    """ "Deux hommes sont soignés": a participle under a copula is a passive."""
    for token, label in enumerate(tree.labels):
        head = tree.heads[token]
        if label == "cop" and tree.tags[head] == "VERB":
            tree.labels[token] = "aux:pass"
            for child in children(tree, head):
                if tree.labels[child] == "nsubj":
                    tree.labels[child] = "nsubj:pass"


def _subjects(tree: Tree) -> None:
    """ "Deux instructeurs ont été tués": the noun right before the auxiliaries is the subject, whatever its label."""
    for verb, tag in enumerate(tree.tags):
        below = children(tree, verb) if tag == "VERB" else []
        aids = [c for c in below if tree.labels[c].startswith("aux") and c < verb]
        if not aids or any(tree.labels[c].startswith(("nsubj", "csubj")) for c in below):
            continue
        before = min(aids) - 1
        while before >= 0 and tree.tags[before] in ("ADV", "ADJ"):
            before -= 1
        if before < 0 or tree.tags[before] not in NOUNS or tree.heads[before] != verb or tree.lowers[before] in _TIMES:
            continue
        if not any(tree.labels[c] == "case" for c in children(tree, before)):
            tree.labels[before] = "nsubj:pass" if any(tree.labels[c] == "aux:pass" for c in aids) else "nsubj"


def _counted(tree: Tree) -> None:
    """ "Le maire en compte huit": a number without a noun behind "en" and its verb is what the verb counts."""
    for token in range(1, len(tree)):
        if tree.tags[token] != "NUM" or noun_after(tree, token + 1) is not None:
            continue
        verb = next((t for t in range(token - 1, max(token - 5, 0), -1) if tree.tags[t] == "VERB"), None)
        if verb is None or "en" not in tree.lowers[max(0, verb - 3) : verb] or "," in tree.words[verb:token]:
            continue
        if tree.labels[token] != "compound":
            _hang(tree, token, verb, "obj")


def _speakers(tree: Tree) -> None:
    """Each verb of saying gets its subject: the one of the parse, else the noun before it, else the one behind it."""
    for verb in range(len(tree)):
        if not _says(tree, verb):
            continue
        tree.tags[verb] = "VERB"
        inverted = _inserted(tree, verb) and _is_inverted(tree, verb)
        subjects = [c for c in children(tree, verb) if tree.labels[c].startswith("nsubj")]
        for child in list(subjects):
            if (
                tree.lowers[child] in _TIMES
                or _set_apart(tree, child)
                or (child > verb and not inverted and tree.tags[child] in NOUNS)
            ):
                tree.labels[child] = "obj"
                subjects.remove(child)
        behind = _noun_behind(tree, verb) if inverted else None
        if behind is not None and behind - verb <= _NEXT:
            for child in subjects:
                tree.labels[child] = "dep"  # "…, dont un grièvement, précise une infirmière"
            subjects = []
        opening = None if inverted and behind is not None else _opening(tree, verb)
        ahead = _noun_ahead(tree, verb) if opening is not None and any(c > opening for c in subjects) else None
        if ahead is not None:
            for child in subjects:
                tree.labels[child] = "dep"  # "le mouvement, une coalition locale, revendique"
            subjects = []
        subject = None
        if not subjects:
            subject = behind if behind is not None else _noun_ahead(tree, verb)
        if subject is not None:
            _give_subject(tree, verb, subject)
        _take_clause(tree, verb)


def _is_inverted(tree: Tree, verb: int) -> bool:
    """Whether the noun behind a verb of saying speaks (", confirme l'ambassade") or is what is said ("la société, une
    filiale, confirme deux décès")."""
    behind = _noun_behind(tree, verb)
    if behind is not None and (tree.lowers[behind] in VOICES or tree.tags[behind] == "PROPN"):
        return True
    opening = _opening(tree, verb)
    ahead = _noun_ahead(tree, verb) if opening is not None else None
    told = behind is not None and (tree.tags[behind - 1] == "NUM" or tree.lowers[behind] in _TOLD)
    if ahead is not None and tree.lowers[ahead] in VOICES:
        return False
    return (tree.lowers[verb] in INSERTED or tree.lowers[verb] in _MAKES) and not told


def _set_apart(tree: Tree, token: int) -> bool:
    """The pronoun of "l'armée, elle, soutient", which repeats the subject."""
    alone = 0 < token < len(tree) - 1 and tree.words[token - 1] == tree.words[token + 1] == ","
    return alone and tree.tags[token] == "PRON"


def _give_subject(tree: Tree, verb: int, subject: int) -> None:
    if subject in above(tree, verb):
        root = tree.heads[subject] == subject
        tree.heads[verb] = verb if root else tree.heads[subject]
        tree.labels[verb] = tree.labels[subject]
        if tree.labels[verb] not in ("ROOT", "conj", "parataxis", "advcl"):
            tree.labels[verb] = "ccomp"
    tree.heads[subject], tree.labels[subject] = verb, "nsubj"


def _take_clause(tree: Tree, verb: int) -> None:
    """ "Assure que …": the clause behind "que" hangs on the verb of saying."""
    mark = next((t for t in range(verb + 1, min(verb + 6, len(tree))) if tree.lowers[t] in ("que", "qu'")), None)
    clause = tree.heads[mark] if mark is not None else None
    if mark is None or clause is None or clause <= mark or clause == verb:
        return
    if clause in above(tree, verb):
        if tree.heads[clause] != clause:
            return
        branch = next(t for t in _path(tree, verb) if tree.heads[t] == clause)
        tree.heads[branch], tree.labels[branch] = branch, "ROOT"
        if branch != verb:
            _promote(tree, verb, branch)
    tree.heads[clause], tree.labels[clause] = verb, "ccomp"


def _path(tree: Tree, token: int) -> list[int]:
    out = [token]
    while tree.heads[out[-1]] not in out:
        out.append(tree.heads[out[-1]])
    return out


def _says(tree: Tree, token: int) -> bool:
    """Whether a word is a verb of saying here: a present, or a participle behind "avoir"."""
    word = tree.lowers[token]
    if word in _MAKES:
        return not TOLD_BY.isdisjoint(tree.lowers[token + 1 : token + 5])
    if word not in SAYING:
        return False
    before = tree.lowers[max(0, token - 4) : token]
    if word in PARTICIPLES_OF_SAYING:
        return any(w in _HAS for w in before)
    noun = (
        token > 0
        and tree.tags[token - 1] in ("DET", "ADP")
        and tree.lowers[token - 1] not in ("l'", "le", "la", "les", "en")
    )
    return not noun


def _noun_ahead(tree: Tree, verb: int) -> int | None:
    """The noun that the words right before a verb end in; what stands between commas is stepped over."""
    token = verb - 1
    while token >= 0 and (
        tree.tags[token] in ("AUX", "ADV", "PRON") or tree.lowers[token] in ("l'", "le", "la", "les", "en")
    ):
        if tree.tags[token] == "PRON" and tree.lowers[token] not in _CLITICS:
            return token
        token -= 1
    if token >= 0 and tree.words[token] == ",":
        opening = _opening(tree, verb)
        if opening is None:
            return None
        token = opening - 1
    if token > 0 and tree.words[token] == ")":
        token = next((t - 1 for t in range(token, 0, -1) if tree.words[t] == "("), token)
    if token < 0 or tree.tags[token] not in (*NOUNS, "ADJ", "NUM"):
        return None
    head = token
    while (
        tree.heads[head] < head
        and tree.tags[tree.heads[head]] in (*NOUNS, "ADJ", "NUM")
        and tree.labels[head] not in ("acl", "acl:relcl")
        and "," not in tree.words[tree.heads[head] : head]
    ):
        head = tree.heads[head]
    if tree.tags[head] not in NOUNS or tree.lowers[head] in _TIMES:
        return None
    return head


def _opening(tree: Tree, verb: int) -> int | None:
    """The comma that opens what stands between commas right before a verb."""
    token = verb - 1
    while token > 0 and tree.lowers[token] in _CLITICS:
        token -= 1
    if token <= 0 or tree.words[token] != ",":
        return None
    return next((t for t in range(token - 1, 0, -1) if tree.words[t] == ","), None)


def _noun_behind(tree: Tree, verb: int) -> int | None:
    """The noun of ", a indiqué lundi à la presse un élu": the first behind the verb that no preposition leads."""
    first = verb + 2 if tree.lowers[verb] in _MAKES else verb + 1
    for token in range(first, min(verb + _PHRASE, len(tree))):
        if tree.words[token] in ",;.:" or tree.lowers[token] in ("que", "qu'") or tree.tags[token] in ("VERB", "AUX"):
            return None
        led = any(tree.labels[c] == "case" and c < token for c in children(tree, token))
        if tree.tags[token] in NOUNS and not led and tree.lowers[token] not in _TIMES and tree.heads[token] < token + 2:
            article = tree.tags[token - 1] in ("DET", "ADJ", "NUM")
            if article or tree.tags[token] == "PROPN":
                return token
    return None


def _inserted(tree: Tree, verb: int) -> bool:
    """Whether a verb of saying opens a clause put in after what is said."""
    begin = verb
    while begin > 0 and tree.tags[begin - 1] in ("AUX", "ADV", "PRON"):
        begin -= 1
        if tree.lowers[begin] in _SUBJECTS:
            return False
    return begin > 0 and tree.words[begin - 1] in (",", '"', "»", "”", "-", "–", "—")


def _saying_above(tree: Tree) -> None:
    """What is said hangs on the verb of saying, wherever that stands."""
    for verb in range(len(tree)):
        if not _says(tree, verb) or not _inserted(tree, verb):
            continue
        said = tree.heads[verb]
        behind = any(tree.labels[c].startswith("nsubj") and c > verb - 3 for c in children(tree, verb))
        if (
            said == verb
            or said > verb
            or not behind
            or tree.labels[verb] not in ("parataxis", "conj", "advcl", "acl", "dep", "ccomp")
        ):
            continue
        tree.heads[verb] = tree.heads[said] if tree.heads[said] != said else verb
        tree.labels[verb], tree.labels[said] = tree.labels[said], "ccomp"
        tree.heads[said] = verb
