"""French parses in the scheme that the models were trained on.

The French parser labels by Universal Dependencies; the scheme of the other parsers has the preposition above its noun,
the copula above its predicate and the verb of saying above what is said. This module turns one into the other and
mends what the parser often gets wrong (numbers in words, "avoir tué", subjects after their verb). Here belongs nothing
that knows what a casualty is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipelines.extraction.languages.fr_cues import PARTICIPLES
from pipelines.extraction.languages.fr_glosses import gloss
from pipelines.extraction.languages.fr_numbers import NUMBERS, QUANTITIES
from pipelines.extraction.languages.fr_people import PEOPLE, french_demonyms
from pipelines.extraction.languages.fr_sources import INSERTED, SAYING

if TYPE_CHECKING:
    from pipelines.extraction.syntax import Tree

_LABELS = {
    "nsubj:pass": "nsubjpass", "obj": "dobj", "iobj": "dative", "aux:tense": "aux", "aux:pass": "auxpass",
    "aux:caus": "aux", "acl:relcl": "relcl", "obl": "npadvmod", "obl:mod": "npadvmod", "obl:arg": "npadvmod",
    "obl:agent": "npadvmod", "flat:name": "flat:after", "flat:foreign": "flat:after", "flat": "flat:after",
    "fixed": "advmod", "expl:subj": "expl", "expl:comp": "expl", "expl:pass": "expl", "expl:pv": "expl",
}  # fmt: skip
_TAGS = {
    "ADJ": "JJ", "ADV": "RB", "ADP": "IN", "DET": "DT", "NUM": "CD", "CCONJ": "CC", "SCONJ": "IN", "INTJ": "UH",
    "PART": "RP", "SYM": "SYM", "X": "FW", "PUNCT": ",",
}  # fmt: skip
_POSSESSIVE = frozenset("son sa ses leur leurs notre nos votre vos mon ma mes ton ta tes".split())
_RELATIVE = frozenset("qui que qu' dont lequel laquelle lesquels lesquelles où".split())
_HAVING = frozenset({"avoir", "ayant", "être", "étant"})
_INCLUDING = frozenset({"dont"})
_AMONG = frozenset({"lesquels", "lesquelles", "eux", "elles"})
DEMONYMS = frozenset(french_demonyms())
_NOUNS = frozenset({"NOUN", "PROPN"})
_HOW = frozenset(("grièvement", "gravement", "légèrement", "sérieusement", "mortellement"))
_STANDING = frozenset("figure figurent figuraient compte comptent est sont étaient".split())
_HAS = frozenset("a ont avait avaient ai avons aurait auraient ayant avoir eut".split())
_PRESENTS = frozenset("dit écrit publie dis".split())
_CLITICS = frozenset("se s' en y lui leur l' le la les n' ne nous vous".split())
_TIMES = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche matin soir midi nuit janvier février mars avril mai juin juillet "
    "août septembre octobre novembre décembre week-end jour semaine".split()
)
_AHEAD = 5
_PHRASE = 10
_NEXT = 3
# "Sont morts" is the perfect of "mourir" and no attribute, "sont décédés" no passive.
_DIED = ("mort", "décédé", "tombé")


def adapt(tree: Tree, tokens: Sequence[Any]) -> None:
    """Rewrite tags, labels and heads of one parsed sentence in place; `tokens` are the parser's own."""
    morphs = [str(token.morph) for token in tokens]
    tree.tags = ["ADV" if token.text in _HOW else token.pos_ for token in tokens]
    _number_words(tree)
    _people(tree)
    _accounts(tree)
    _participles(tree)
    _verbs(tree)
    _perfects(tree)
    _passives(tree)
    _speakers(tree)
    _saying_above(tree)
    _parts(tree)
    _copulas(tree)
    _prepositions(tree, morphs)
    _relabel(tree)
    _retag(tree, morphs)
    _mark_words(tree)
    tree.glosses = [gloss(word) for word in tree.lowers]
    for token, number, mark in zip(range(len(tree)), tree.tags[1:], tree.lowers[2:], strict=False):
        if tree.lowers[token] == "de" and number == "CD" and mark == "à":
            tree.glosses[token] = "from"  # "ramené de 14 à 12"


def _children(tree: Tree, head: int) -> list[int]:
    return [t for t, h in enumerate(tree.heads) if h == head and t != head]


def _above(tree: Tree, token: int) -> set[int]:
    seen: set[int] = set()
    while token not in seen:
        seen.add(token)
        token = tree.heads[token]
    return seen


def _promote(tree: Tree, new: int, old: int) -> None:
    """`new` takes the place of `old`, with its children, and `old` hangs on it."""
    tree.heads[new] = tree.heads[old] if tree.heads[old] != old else new
    tree.labels[new] = tree.labels[old]
    for child in _children(tree, old):
        if child != new:
            tree.heads[child] = new
    tree.heads[old] = new


def _noun_after(tree: Tree, start: int) -> int | None:
    for token in range(start, min(start + _AHEAD, len(tree))):
        if tree.tags[token] in _NOUNS and not tree.lowers[token].endswith("ment"):
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
        noun = _noun_after(tree, match.end)
        for token in range(match.start, last):
            _hang(tree, token, last, "compound")
        if noun is not None:
            _hang(tree, last, noun, "nummod")


def _hang(tree: Tree, token: int, head: int, label: str) -> None:
    if token in _above(tree, head):
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
        if tree.lowers[behind] in DEMONYMS and tree.words[behind][0].islower():
            _qualify(tree, token, behind, "ADJ", "amod")
        elif tree.lowers[behind] in PARTICIPLES and tree.heads[token] == behind and tree.labels[token] == "amod":
            _qualify(tree, token, behind, "VERB", "acl")


def _qualify(tree: Tree, noun: int, behind: int, tag: str, label: str) -> None:
    """Make the word behind a noun hang on it."""
    if behind in _above(tree, noun):
        _promote(tree, next(t for t in _path(tree, noun) if tree.heads[t] == behind), behind)
    for child in _children(tree, behind):
        if noun != child and child not in _above(tree, noun):
            tree.heads[child] = noun
    tree.heads[behind] = noun
    tree.tags[noun], tree.tags[behind], tree.labels[behind] = "NOUN", tag, label


def _accounts(tree: Tree) -> None:
    """ "Fait état de": "état" is its noun and no verb."""
    for token, word in enumerate(tree.lowers):
        head = tree.heads[token]
        if word in ("fait", "font", "faisait") and head != token and tree.lowers[head] == "état":
            _promote(tree, token, head)
            tree.tags[token], tree.tags[head], tree.labels[head] = "VERB", "NOUN", "obj"


def _participles(tree: Tree) -> None:
    """ "Dix-sept blessés" is a noun, "« cinq Blancs » tués" a participle: what stands before tells them apart."""
    for token, word in enumerate(tree.lowers):
        if word not in PARTICIPLES:
            continue
        before = token - 1
        while before >= 0 and (tree.words[before] == '"' or tree.lowers[before].endswith("ment")):
            before -= 1
        aided = any(tree.labels[c].startswith(("aux", "cop")) for c in _children(tree, token))
        if before < 0 or (aided and tree.tags[before] != "NUM"):
            continue
        if tree.tags[before] in ("NUM", "DET") or tree.lowers[before] in ("autres", "premiers", "nombreux", "de", "d'"):
            tree.tags[token] = "NOUN"
            if tree.tags[before] == "NUM" and tree.heads[before] != token:
                _replace(tree, before, token)
        elif tree.tags[before] in _NOUNS or (tree.tags[before] == "ADJ" and tree.tags[tree.heads[before]] in _NOUNS):
            noun = before if tree.tags[before] in _NOUNS else tree.heads[before]
            if noun < token and token not in _above(tree, noun):
                tree.tags[token], tree.heads[token], tree.labels[token] = "VERB", noun, "acl"


def _replace(tree: Tree, number: int, noun: int) -> None:
    """The noun takes the place of the number that counts it."""
    if noun in _above(tree, number):
        branch = next(t for t in _path(tree, number) if tree.heads[t] == noun)
        _promote(tree, branch, noun)
    _promote(tree, noun, number)
    tree.labels[number] = "nummod"


def _verbs(tree: Tree) -> None:
    """A word under an auxiliary is a verb."""
    for token, label in enumerate(tree.labels):
        if label in ("aux:tense", "aux:pass") and tree.tags[tree.heads[token]] in ("ADJ", "NOUN"):
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
    if verb in _above(tree, governor):
        return
    tree.heads[verb], tree.labels[verb] = governor, "xcomp"
    if governor in _above(tree, noun) or tree.heads[noun] == noun:
        tree.heads[noun], tree.labels[noun] = verb, "obj"


def _passives(tree: Tree) -> None:
    """ "Deux hommes sont soignés": a participle under a copula is a passive."""
    for token, label in enumerate(tree.labels):
        head = tree.heads[token]
        if label == "cop" and tree.tags[head] == "VERB":
            tree.labels[token] = "aux:pass"
            for child in _children(tree, head):
                if tree.labels[child] == "nsubj":
                    tree.labels[child] = "nsubj:pass"


def _speakers(tree: Tree) -> None:
    """Each verb of saying gets its subject: the one of the parse, else the noun before it, else the one behind it."""
    for verb in range(len(tree)):
        if not _says(tree, verb):
            continue
        tree.tags[verb] = "VERB"
        inverted = _inserted(tree, verb) and tree.lowers[verb] in INSERTED
        subjects = [c for c in _children(tree, verb) if tree.labels[c].startswith("nsubj")]
        for child in list(subjects):
            if (
                tree.lowers[child] in _TIMES
                or _set_apart(tree, child)
                or (child > verb and not inverted and tree.tags[child] in _NOUNS)
            ):
                tree.labels[child] = "obj"
                subjects.remove(child)
        behind = _noun_behind(tree, verb) if inverted else None
        if behind is not None and behind - verb <= _NEXT:
            for child in subjects:
                tree.labels[child] = "dep"  # "…, dont un grièvement, précise une infirmière"
            subjects = []
        subject = None
        if not subjects:
            subject = behind if behind is not None else _noun_ahead(tree, verb)
        if subject is not None:
            _give_subject(tree, verb, subject)
        _take_clause(tree, verb)


def _set_apart(tree: Tree, token: int) -> bool:
    """The pronoun of "l'armée, elle, soutient", which repeats the subject."""
    alone = 0 < token < len(tree) - 1 and tree.words[token - 1] == tree.words[token + 1] == ","
    return alone and tree.tags[token] == "PRON"


def _give_subject(tree: Tree, verb: int, subject: int) -> None:
    if subject in _above(tree, verb):
        branch = next(t for t in _path(tree, verb) if tree.heads[t] == subject)
        if branch != verb:
            return
        _promote(tree, verb, subject)
        if tree.labels[verb] not in ("ROOT", "conj", "parataxis", "advcl"):
            tree.labels[verb] = "ccomp"
    tree.heads[subject], tree.labels[subject] = verb, "nsubj"


def _take_clause(tree: Tree, verb: int) -> None:
    """ "Assure que …": the clause behind "que" hangs on the verb of saying."""
    mark = next((t for t in range(verb + 1, min(verb + 6, len(tree))) if tree.lowers[t] in ("que", "qu'")), None)
    clause = tree.heads[mark] if mark is not None else None
    if mark is None or clause is None or clause <= mark or clause == verb:
        return
    if clause in _above(tree, verb):
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
    if word in ("fait", "font", "faisait"):
        return "état" in tree.lowers[token + 1 : token + 5]
    if word not in SAYING:
        return False
    before = tree.lowers[max(0, token - 4) : token]
    if word.endswith(("é", "u", "is", "it")) and word not in _PRESENTS:
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
        opening = next((t for t in range(token - 1, 0, -1) if tree.words[t] == ","), None)
        if opening is None:
            return None
        token = opening - 1
    if token < 0 or tree.tags[token] not in (*_NOUNS, "ADJ", "NUM"):
        return None
    head = token
    while (
        tree.heads[head] < head
        and tree.tags[tree.heads[head]] in (*_NOUNS, "ADJ", "NUM")
        and tree.labels[head] not in ("acl", "acl:relcl")
    ):
        head = tree.heads[head]
    if tree.tags[head] not in _NOUNS or tree.lowers[head] in _TIMES:
        return None
    return head


def _noun_behind(tree: Tree, verb: int) -> int | None:
    """The noun of ", a indiqué lundi à la presse un élu": the first behind the verb that no preposition leads."""
    for token in range(verb + 1, min(verb + _PHRASE, len(tree))):
        if tree.words[token] in ",;.:" or tree.lowers[token] in ("que", "qu'") or tree.tags[token] in ("VERB", "AUX"):
            return None
        led = any(tree.labels[c] == "case" and c < token for c in _children(tree, token))
        if (
            tree.tags[token] in _NOUNS
            and not led
            and tree.lowers[token] not in _TIMES
            and tree.heads[token] < token + 2
        ):
            article = tree.tags[token - 1] in ("DET", "ADJ", "NUM")
            if article or tree.tags[token] == "PROPN":
                return token
    return None


def _inserted(tree: Tree, verb: int) -> bool:
    """Whether a verb of saying opens a clause put in after what is said."""
    begin = verb
    while begin > 0 and tree.tags[begin - 1] in ("AUX", "ADV", "PRON"):
        begin -= 1
    return begin > 0 and tree.words[begin - 1] in (",", '"', "»", "”", "-", "–", "—")


def _saying_above(tree: Tree) -> None:
    """What is said hangs on the verb of saying, wherever that stands."""
    for verb in range(len(tree)):
        if not _says(tree, verb) or not _inserted(tree, verb):
            continue
        said = tree.heads[verb]
        behind = any(tree.labels[c].startswith("nsubj") and c > verb - 3 for c in _children(tree, verb))
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


def _parts(tree: Tree) -> None:
    """ "Cinq hommes, dont trois Russes": "dont" before a quantity takes it as a preposition takes its noun."""
    for token, word in enumerate(tree.lowers):
        after = token + 1
        if word == "parmi" and after < len(tree) and tree.lowers[after] in _AMONG:
            after = _past_verb(tree, after + 1)
        elif word not in _INCLUDING:
            continue
        if QUANTITIES.at(tree.lowers, after) is None if after < len(tree) else True:
            continue
        part = _noun_after(tree, after)
        number = next((t for t in range(after, min(after + 4, len(tree))) if tree.tags[t] == "NUM"), None)
        part = part if part is not None else number
        whole = next(
            (t for t in range(token - 1, -1, -1) if tree.tags[t] in _NOUNS or tree.lowers[t] in QUANTITIES), None
        )
        if part is None or whole is None or part in _above(tree, whole):
            continue
        tree.heads[token], tree.labels[token], tree.tags[token] = whole, "prep", "ADP"
        tree.heads[part], tree.labels[part] = token, "pobj"
        if word == "parmi":
            tree.heads[token + 1], tree.labels[token + 1] = token, "dep"


def _past_verb(tree: Tree, at: int) -> int:
    """ "Parmi eux figurent, dit-il, trois Russes": the quantity stands behind the verb and what is put in."""
    if at < len(tree) and tree.lowers[at] in _STANDING:
        at += 1
        if at < len(tree) and tree.words[at] == ",":
            at = next((t + 1 for t in range(at + 1, min(at + 6, len(tree))) if tree.words[t] == ","), at)
    return at


def _copulas(tree: Tree) -> None:
    """The verb "être" above what it says of its subject."""
    for token, label in enumerate(tree.labels):
        head = tree.heads[token]
        if label in ("cop", "aux:pass", "aux:tense") and tree.lowers[head].startswith(_DIED):
            tree.labels[token], tree.tags[head] = "aux", "VERB"
            for child in _children(tree, head):
                if tree.labels[child] == "nsubj:pass":
                    tree.labels[child] = "nsubj"
            continue
        if label != "cop":
            continue
        noun = tree.tags[head] in _NOUNS | {"NUM", "PRON"}
        tree.heads[token] = tree.heads[head] if tree.heads[head] != head else token
        tree.labels[token] = tree.labels[head]
        tree.heads[head], tree.labels[head] = token, "attr" if noun else "acomp"
        for child in _children(tree, head):
            if tree.labels[child] in ("nsubj", "csubj", "aux:tense", "mark", "punct", "advcl", "ccomp"):
                tree.heads[child] = token


def _prepositions(tree: Tree, morphs: Sequence[str]) -> None:
    """The preposition above its noun; "agents de sécurité" stays one name of people."""
    for token in range(len(tree)):
        noun = tree.heads[token]
        if tree.labels[token] != "case" or noun <= token:
            continue
        if tree.labels[noun] == "pobj" and tree.labels[tree.heads[noun]] in ("prep", "agent"):
            continue
        if _names(tree, token, noun, morphs):
            tree.labels[noun] = "compound:after"
            continue
        head, label = tree.heads[noun], tree.labels[noun]
        root = head == noun
        tree.heads[token] = token if root else head
        if label == "conj" or root:
            tree.labels[token] = label
        else:
            tree.labels[token] = "agent" if label == "obl:agent" else "prep"
        tree.heads[noun], tree.labels[noun] = token, "pobj"


def _names(tree: Tree, preposition: int, noun: int, morphs: Sequence[str]) -> bool:
    head = tree.heads[noun]
    return (
        tree.lowers[preposition] in ("de", "d'", "du")
        and noun == preposition + 1
        and tree.tags[noun] == "NOUN"
        and "Number=Plur" not in morphs[noun]
        and tree.labels[noun] == "nmod"
        and head < preposition <= head + 2
    )


def _relabel(tree: Tree) -> None:
    for token, label in enumerate(tree.labels):
        head = tree.heads[token]
        if label == "mark" and tree.lowers[token] in ("que", "qu'") and tree.tags[head] in _NOUNS:
            tree.heads[token] = tree.heads[head]  # "ne … qu'un mort" opens no clause
            continue
        if label == "amod" and head < token:
            tree.labels[token] = "amod:after"
        elif label == "nmod":
            tree.labels[token] = "flat:after" if tree.tags[token] == "PROPN" and token == head + 1 else "appos"
        elif label in ("det", "nmod") and tree.lowers[token] in _POSSESSIVE:
            tree.labels[token] = "poss"
        elif label == "advmod" and tree.lowers[token] in ("pas", "jamais"):
            tree.labels[token] = "neg"
        elif label == "cc" and tree.labels[head] == "conj":
            tree.heads[token] = tree.heads[head]
        else:
            tree.labels[token] = _LABELS.get(label, label)


def _retag(tree: Tree, morphs: Sequence[str]) -> None:
    kept = {c: tree.labels[c] for c in range(len(tree))}
    for token, tag in enumerate(tree.tags):
        morph = morphs[token]
        if tag == "NOUN":
            tree.tags[token] = "NNS" if "Number=Plur" in morph else "NN"
        elif tag == "PROPN":
            tree.tags[token] = "NNPS" if "Number=Plur" in morph else "NNP"
        elif tag in ("VERB", "AUX"):
            labels = {kept[c] for c in _children(tree, token)}
            tree.tags[token] = _verb_tag(morph, "aux" in labels and "auxpass" not in labels, tree.lowers[token])
        elif tag == "PRON":
            tree.tags[token] = "WDT" if tree.lowers[token] in _RELATIVE else "PRP"
        elif tree.lowers[token] in _POSSESSIVE:
            tree.tags[token] = "PRP$"
        elif tag == "PUNCT":
            tree.tags[token] = {
                ".": ".",
                "!": ".",
                "?": ".",
                "…": ".",
                ":": ":",
                ";": ":",
                "(": "-LRB-",
                ")": "-RRB-",
                '"': "''",
            }.get(tree.words[token], ",")
        else:
            tree.tags[token] = _TAGS.get(tag, tag)


def _verb_tag(morph: str, aided: bool, word: str) -> str:
    if "VerbForm=Inf" in morph:
        return "VB"
    if "VerbForm=Part" in morph or word in PARTICIPLES or aided:
        return "VBG" if "Tense=Pres" in morph and word.endswith("ant") else "VBD" if aided else "VBN"
    if "Tense=Past" in morph or "Tense=Imp" in morph:
        return "VBD"
    return "VBP" if "Number=Plur" in morph else "VBZ"


def _mark_words(tree: Tree) -> None:
    """Words that mean another thing in one construction get a form of their own in `lowers`.

    "Personne n'a été pris" (nobody), "n'a pas fait de victime" (none), "de source sécuritaire" (according to).
    """
    for token, word in enumerate(tree.lowers):
        behind = tree.lowers[token + 1 : token + 4]
        if word == "personne" and (tree.tags[token] == "PRP" or behind[:1] in (["n'"], ["ne"])):
            if token == 0 or tree.lowers[token - 1] not in ("une", "cette", "la", "chaque", "seule", "autre"):
                tree.lowers[token] = "personne-ne"
        elif word == "corps" and token and tree.lowers[token - 1] == "africa":
            tree.lowers[token] = "africa-corps"
        elif word == "pas" and ("de" in behind[:2] or "d'" in behind[:2]) and behind[0] not in ("plus", "moins"):
            tree.lowers[token] = "pas-de"
        elif word == "de" and behind[:1] in (["source"], ["sources"]) and (token == 0 or tree.words[token - 1] in ',"'):
            tree.lowers[token] = "de-source"
