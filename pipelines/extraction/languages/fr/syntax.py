"""French parses in the scheme that the models were trained on.

The French parser labels by Universal Dependencies; the scheme of the other parsers has the preposition above its noun,
the copula above its predicate and the verb of saying above what is said. This module turns one into the other, after
fr_mends.py has put right what the parser often gets wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipelines.extraction.languages.fr.cues import PARTICIPLES
from pipelines.extraction.languages.fr.glosses import gloss
from pipelines.extraction.languages.fr.mends import NOUNS, VOICES, above, children, mend, noun_after
from pipelines.extraction.languages.fr.numbers import QUANTITIES

if TYPE_CHECKING:
    from pipelines.extraction.text.syntax import Tree

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
_INCLUDING = frozenset({"dont"})
_AMONG = frozenset({"lesquels", "lesquelles", "eux", "elles"})
_HOW = frozenset(("grièvement", "gravement", "légèrement", "sérieusement", "mortellement"))
_WITHOUT = frozenset(
    "faire faisant qu' que aucun aucune victime victimes mort morts blessé blessés perte pertes".split()
)
_DEFINED = _POSSESSIVE | {"les", "ces", "eux", "elles", "entre"}
_STANDING = frozenset("figure figurent figuraient compte comptent est sont étaient".split())
_FINITE = frozenset("n' ne a est était serait avait aurait manque reste".split())
_NE = frozenset({"n'", "ne"})
_VIEW = 8  # words in which "pour l'armée," ends
# "Sont morts" is the perfect of "mourir" and no attribute, "sont décédés" no passive.
_DIED = ("mort", "décédé", "tombé")


def adapt(tree: Tree, tokens: Sequence[Any]) -> None:
    """Rewrite tags, labels and heads of one parsed sentence in place; `tokens` are the parser's own."""
    morphs = [str(token.morph) for token in tokens]
    tree.tags = ["ADV" if token.text in _HOW else token.pos_ for token in tokens]
    mend(tree)
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
        part = noun_after(tree, after)
        number = next((t for t in range(after, min(after + 4, len(tree))) if tree.tags[t] == "NUM"), None)
        part = part if part is not None else number
        whole = next(
            (t for t in range(token - 1, -1, -1) if tree.tags[t] in NOUNS or tree.lowers[t] in QUANTITIES), None
        )
        if part is None or whole is None or part in above(tree, whole):
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
            for child in children(tree, head):
                if tree.labels[child] == "nsubj:pass":
                    tree.labels[child] = "nsubj"
            continue
        if label != "cop":
            continue
        noun = tree.tags[head] in NOUNS | {"NUM", "PRON"}
        tree.heads[token] = tree.heads[head] if tree.heads[head] != head else token
        tree.labels[token] = tree.labels[head]
        tree.heads[head], tree.labels[head] = token, "attr" if noun else "acomp"
        for child in children(tree, head):
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
        if label == "mark" and tree.lowers[token] in ("que", "qu'") and tree.tags[head] in NOUNS:
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
            labels = {kept[c] for c in children(tree, token)}
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


def _one_of(behind: Sequence[str]) -> bool:
    """ "Un de ses chefs", "une des victimes"."""
    return behind[:1] == ["des"] or (behind[:1] in (["de"], ["d'"]) and behind[1:2] != [] and behind[1] in _DEFINED)


def _without_noun(tree: Tree, token: int) -> bool:
    """ "Dont un a perdu la vue", "en admet un"."""
    before = tree.lowers[max(0, token - 3) : token]
    if before[-1:] == ["l'"] or "que" in before[-1:]:
        return False
    after = token + 1
    if after == len(tree) or tree.words[after] in ".,;)":
        return "en" in before
    leads = before[-1:] in (["dont"], ["et"], [","], [";"])
    return leads and (tree.lowers[after] in _FINITE or (before[-1:] == ["dont"] and tree.tags[after].startswith("V")))


def _negated(tree: Tree, token: int) -> bool:
    near = tree.lowers[max(0, token - 4) : token] + tree.lowers[token + 1 : token + 2]
    return not _NE.isdisjoint(near)


def _voice_behind(tree: Tree) -> bool:
    """ "Pour l'armée, …": whose view the sentence gives."""
    comma = next((t for t in range(1, min(_VIEW, len(tree))) if tree.words[t] == ","), None)
    if comma is None:
        return False
    return any(tree.lowers[t] in VOICES or tree.tags[t] == "NNP" for t in range(1, comma))


def _mark_words(tree: Tree) -> None:
    """Words that mean another thing in one construction get a form of their own in `lowers`.

    "Personne n'a été pris" (nobody), "n'a pas fait de victime" (none), "de source sécuritaire" (according to).
    """
    for token, word in enumerate(tree.lowers):
        behind = tree.lowers[token + 1 : token + 4]
        if word == "personne" and (tree.tags[token] == "PRP" or _negated(tree, token)):
            if token == 0 or tree.lowers[token - 1] not in ("une", "cette", "la", "chaque", "seule", "autre"):
                tree.lowers[token] = "personne-ne"
        elif word == "pour" and token == 0 and _voice_behind(tree):
            tree.lowers[token] = "pour-selon"
        elif word in ("un", "une") and (_one_of(behind) or _without_noun(tree, token)):
            tree.lowers[token] = "un-de"
        elif word == "sans" and behind[:1] and behind[0] in _WITHOUT:
            tree.lowers[token] = "sans-faire"
        elif word == "corps" and token and tree.lowers[token - 1] == "africa":
            tree.lowers[token] = "africa-corps"
        elif word == "pas" and ("de" in behind[:2] or "d'" in behind[:2]) and behind[0] not in ("plus", "moins"):
            tree.lowers[token] = "pas-de"
        elif word == "de" and behind[:1] in (["source"], ["sources"]) and (token == 0 or tree.words[token - 1] in ',"'):
            tree.lowers[token] = "de-source"
