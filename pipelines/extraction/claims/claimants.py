"""Claimants: the sources that an article names, whom their pronouns mean, what kind of voice they are, who passes it on.

A source is the subject of a verb of saying, the object of "according to" or a headline's colon form. Which of them says a
claim is weighed in speaking.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.extraction.claims.candidates import Candidate
from pipelines.extraction.claims.scene import Mention
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.nouns import core, extended
from pipelines.extraction.text.syntax import Tree
from pipelines.schemas.contract import ClaimantType


@dataclass(slots=True, frozen=True)
class Attribution:
    """A source in one sentence: `head` is its noun's token, `verb` the token of saying, `how` the construction."""

    candidate: int
    head: int
    verb: int
    how: str
    lemma: str
    start: int
    end: int
    text: str
    source: str
    pronoun: bool
    relay: bool = False


# Voices that a sentence seldom counts among the victims.
SPEAKERS = frozenset({"local_official", "medical", "monitor", "analyst", "media", "witness"})


def find_attributions(
    candidates: Sequence[Candidate], actors: Sequence[Mention], language: Language
) -> list[Attribution]:
    """Every source that the parsed sentences name, in order."""
    out: list[Attribution] = []
    for number, candidate in enumerate(candidates):
        out += _in_sentence(number, candidate.tree, actors, language)
    return out


def _in_sentence(number: int, tree: Tree, actors: Sequence[Mention], language: Language) -> list[Attribution]:
    out: dict[int, Attribution] = {}

    def take(head: int | None, verb: int, how: str, lemma: str) -> None:
        if head is not None and tree.lowers[head] in language.units:
            return  # "in March said"
        if head is not None and not any(a.start <= tree.starts[head] < a.end for a in out.values()):
            out[head] = _make(number, tree, head, verb=verb, how=how, lemma=lemma, actors=actors, language=language)

    for match in language.said.find(tree.lowers):
        verb = min(range(match.start, match.end), key=lambda t: (len(tree.ancestors(t)), t))
        if any(m.start <= tree.starts[verb] < m.end for m in actors):
            continue  # "Islamic State" states nothing
        if match.value == "quoted":
            take(_quoted(tree, verb), verb, "said", match.value)
        take(_subject(tree, verb, match.value), verb, "said", match.value)
        take(_inverted(tree, verb, language), verb, "said", match.value)
        take(_between_commas(tree, match.start, language), verb, "said", match.value)
        if not any(a.verb == verb for a in out.values()):
            take(_past_clause(tree, verb, language), verb, "said", match.value)
    for match in language.according.find(tree.lowers):
        take(_object(tree, match.end - 1), match.end - 1, "according", match.value)
    for match in language.statements.find(tree.lowers):
        if match.value == "rumour":
            take(
                match.start if tree.tags[match.start] in language.noun_tags else None,
                match.end - 1,
                "noun",
                match.value,
            )
        elif match.value == "owned":
            take(tree.heads[match.start], match.end - 1, "noun", match.value)
        else:
            take(_object(tree, match.end - 1), match.start, "noun", match.value)
    colon = _colon(tree, actors, language)
    if colon is not None:
        take(colon, colon + 1, "colon", ":")
    for opening in (t for t, word in enumerate(tree.words) if word == "("):
        take(_in_brackets(tree, opening, language), opening, "brackets", "(")
    for mark in (t for t, word in enumerate(tree.words) if word == ";"):
        take(_after_semicolon(tree, mark, language), mark, "gap", ";")
    for mark in (t for t, word in enumerate(tree.words) if word == ","):
        take(_after_comma(tree, mark, language), mark, "gap", ";")
    spoken = [a for a in out.values() if not _is_where(tree, a, out.values())]
    return sorted(spoken, key=lambda a: a.start)


def _is_where(tree: Tree, report: Attribution, others: Iterable[Attribution]) -> bool:
    """Whether a report is only where another source says it: "the army confirmed it in a statement that spoke of six"."""
    above = tree.ancestors(report.head)
    if report.source != "report" or len(above) < _DEEP or tree.glosses[above[1]] != "in":
        return False
    return any(a.how == "said" and a.source != "report" and a.verb == above[2] for a in others)


def _subject(tree: Tree, verb: int, lemma: str) -> int | None:
    passive = any(tree.labels[c] == "auxpass" for c in tree.children[verb])
    node, steps = verb, 0
    while steps < 4:
        for child in sorted(tree.children[node], key=lambda c: abs(c - verb)):
            label = tree.labels[child]
            if label == "agent":
                return next((c for c in tree.children[child] if tree.labels[c] == "pobj"), None)
            if label == "nsubj" or (label == "nsubjpass" and lemma == "quoted"):
                if tree.tags[child] in ("WDT", "WP") and tree.labels[node] == "relcl":
                    return tree.heads[node]
                return child
        if not passive and tree.labels[node] in ("conj", "xcomp", "acl", "advcl", "aux") and tree.heads[node] != node:
            if tree.labels[node] == "acl":
                return tree.heads[node]
            node, steps = tree.heads[node], steps + 1
        else:
            return None
    return None


def _inverted(tree: Tree, verb: int, language: Language) -> int | None:
    """Who spoke where the verb follows their words and the parse takes them for its object: "… », affirme l'un des élus"."""
    before = verb - 1 - (verb > 0 and tree.words[verb - 1] == ",")
    if before < 0 or tree.words[before] not in _CLOSING:
        return None
    tags = language.noun_tags | language.proper_tags | {"PRP", "DT"}
    behind = (c for c in sorted(tree.children[verb]) if verb < c <= verb + _BEHIND)
    return next((c for c in behind if tree.labels[c] == "dobj" and tree.tags[c] in tags), None)


_CLOSING = frozenset({'"', "”", "»"})
_BEHIND = 4  # words between a verb and who speaks: "affirme aussi l'un des élus"


def _quoted(tree: Tree, verb: int) -> int | None:
    """Whom "AFP quoted an officer as saying that" quotes."""
    people = [c for c in tree.children[verb] if tree.labels[c] == "dobj" and c > verb]
    return people[0] if people and "as" in tree.glosses[people[0] + 1 : people[0] + _PHRASE] else None


_PHRASE = 12
_CLAUSE = 20
_DEEP = 3
_WHO = frozenset({"WP", "WDT"})


def _between_commas(tree: Tree, verb: int, language: Language) -> int | None:
    """The noun of ", police and medical officials said", where the parse tied it to something else."""
    end = verb
    while (
        end > 0
        and tree.tags[end - 1] in ("RB", "VBD", "VBZ", "VBP", "MD")
        and tree.lowers[end - 1] not in language.people
    ):
        end -= 1
    start = end
    while start > 0 and end - start < _PHRASE and tree.words[start - 1] not in (",", ";", "“", "”", '"', "-", "–", "—"):
        start -= 1
    clause = next((t for t in range(start + 1, end) if tree.tags[t] in _WHO), end)  # "a trader who fled said"
    if (
        start == end
        or (start and end - start >= _PHRASE)
        or any(tree.tags[t].startswith("V") for t in range(start, clause))
    ):
        return None
    stop = next((t for t in range(start, clause) if tree.tags[t] in ("IN", "CC", "TO") and t > start), clause)
    nouns = [t for t in range(start, stop) if tree.tags[t] in language.noun_tags]
    return nouns[-1] if nouns else None


def _past_clause(tree: Tree, verb: int, language: Language) -> int | None:
    """The source that the parse cut off: "Two officers reached by telephone said", "A trader, who had fled, spoke of"."""
    for child in tree.children[verb]:
        subject = next((c for c in tree.children[child] if tree.labels[c] in language.subject_labels), verb)
        if tree.labels[child] == "ccomp" and subject < child < verb and "," not in tree.words[subject:verb]:
            return subject
    if verb == 0 or tree.words[verb - 1] != ",":
        return None
    who = (t for t in range(verb - 2, max(verb - _CLAUSE, 1), -1) if tree.tags[t] in _WHO and tree.words[t - 1] == ",")
    head = next(who, 0) - 2
    return head if head >= 0 and tree.tags[head] in language.noun_tags else None


def _in_brackets(tree: Tree, opening: int, language: Language) -> int | None:
    """The source in "One man wounded (two hospital employees)."; outlets in brackets are only where a text comes from."""
    closing = next((t for t in range(opening + 1, min(opening + 7, len(tree))) if tree.words[t] == ")"), None)
    if closing is None or closing == opening + 1:
        return None
    kinds = [s.kind for t in range(opening + 1, closing) if (s := language.sources.get(tree.lowers[t]))]
    head = closing - 1
    return head if kinds and "media" not in kinds and tree.tags[head] in ("NN", "NNS") else None


def _after_semicolon(tree: Tree, mark: int, language: Language) -> int | None:
    """The source in "The army spoke of two dead; the mayor of five"."""
    end = next((t for t in range(mark + 1, len(tree)) if tree.words[t] in (";", ".")), len(tree))
    clause = range(mark + 1, end)
    if not clause or language.said.find(tree.lowers[mark + 1 : end]) or not language.said.find(tree.lowers[:mark]):
        return None
    preposition = next((t for t in clause if tree.tags[t] == "IN"), None)
    if preposition is None:
        return None
    head = preposition - 1
    return head if head > mark and tree.lowers[head] in language.sources else None


def _after_comma(tree: Tree, mark: int, language: Language) -> int | None:
    """The source in "The army spoke of two dead, the mayor of five": an article, a source, a preposition, a number."""
    if mark + 4 >= len(tree) or tree.tags[mark + 1] != "DT" or not language.said.find(tree.lowers[:mark]):
        return None
    head = mark + 2
    behind = head + 1 if tree.tags[head + 1] == "IN" else head
    counts = tree.tags[behind + 1] in language.number_tags
    return head if behind > head and counts and tree.lowers[head] in language.sources else None


def _object(tree: Tree, preposition: int) -> int | None:
    for child in tree.children[preposition]:
        if tree.labels[child] in ("pobj", "dobj"):
            return child
    nouns = [
        t for t in range(preposition + 1, min(preposition + 8, len(tree))) if tree.tags[t].startswith(("NN", "PRP"))
    ]
    for token in nouns:
        if token + 1 >= len(tree) or not tree.tags[token + 1].startswith("NN"):
            return token
    return None


def _colon(tree: Tree, actors: Sequence[Mention], language: Language) -> int | None:
    """The source of a headline such as "Army: two mercenaries killed"."""
    if ":" not in tree.words[1:6]:
        return None
    mark = tree.words.index(":", 1)
    head = mark - 1
    named = any(m.start <= tree.starts[head] < m.end for m in actors)
    return head if named or tree.lowers[head] in language.sources else None


def _make(
    number: int,
    tree: Tree,
    head: int,
    *,
    verb: int,
    how: str,
    lemma: str,
    actors: Sequence[Mention],
    language: Language,
) -> Attribution:
    left, right = named(tree, head)
    if verb in range(left, right):
        left, right = core(tree, head)
    if how == "said" and tree.labels[head] == "dobj":  # behind the verb, and what follows a comma is how they spoke
        right = next((t for t in range(head + 1, right - 1) if tree.words[t] == ","), right)
    if how == "gap":  # "the mayor of five": what the source counts is not of its name
        right = min((t - 1 for t in range(head + 2, right) if tree.tags[t] in language.number_tags), default=right)
        right -= tree.words[right - 1] == ","
    if "(" in tree.words[left:right] and tree.words[right : right + 1] == [")"]:
        right += 1  # "the Permanent Strategic Framework (CSP)"
    start, end = tree.starts[left], tree.ends[right - 1]
    return Attribution(
        number, head, verb, how, lemma, start, end, tree.text(left, right), source_class(tree, head, actors, language),
        tree.lowers[head] in language.pronoun_subjects,
    )  # fmt: skip


def named(tree: Tree, head: int) -> tuple[int, int]:
    """A source with the name behind it: "The company, Sentinel Lakes", "the army's spokesman, Brigadier Nabil Abdallah"."""
    left, right = extended(tree, head)
    for child in tree.children[head]:
        if tree.labels[child] != "appos" or child < right or right >= len(tree) or tree.words[right] != ",":
            continue
        first, last = core(tree, child)
        if first == right + 1 and last - first <= _NAME:
            return left, last
    return left, right


_NAME = 7  # words of a name or title behind a comma


def source_class(tree: Tree, head: int, actors: Sequence[Mention], language: Language) -> str:
    """The kind of voice: by an actor's type, by the noun, by a noun inside its phrase."""
    left, right = named(tree, head)
    start, end = tree.starts[left], tree.ends[right - 1]
    types = [m.type for m in actors if m.start < end and m.end > start]
    word = tree.lowers[head]
    own = [m.type for m in actors if m.start <= tree.starts[head] < m.end and m.type in ("rebel", "pmc")]
    if own:
        return f"actor:{own[0]}"  # "Islamic State" is no state
    if word in language.sources and language.sources[word].kind not in ("speaker", "report", "other", "official"):
        return language.sources[word].kind
    if types:
        return f"actor:{types[0]}"
    for token in range(right - 1, left - 1, -1):
        kind = language.sources.get(tree.lowers[token])
        if kind and kind.kind != "speaker":
            return kind.kind
    if word in language.sources:
        return language.sources[word].kind
    if word in language.pronoun_subjects:
        return "pronoun"
    if word in language.demonyms:
        return "people"
    return "name" if tree.tags[head] in language.proper_tags else "noun"


def resolve(attribution: Attribution, attributions: Sequence[Attribution]) -> Attribution:
    """Whom a pronoun stands for: the source named last before it, at most three sentences back; else itself."""
    if not attribution.pronoun:
        return attribution
    named = [
        a
        for a in attributions
        if not a.pronoun and a.end <= attribution.start and attribution.candidate - a.candidate <= 3 and not a.relay
    ]
    return named[-1] if named else attribution


def innermost(chosen: Attribution, attributions: Sequence[Attribution], tree: Tree, predicate: int) -> Attribution:
    """Whoever is said to say it: "SITE reported that JNIM claimed …, asserting that seven died" is JNIM's figure.

    The contract's claimant is where a figure comes from, not who passes it on. Only a named voice whose own verb the
    predicate hangs on, inside what the chosen one says, takes its place.
    """
    above = tree.ancestors(predicate)
    inner = [
        a
        for a in attributions
        if a.candidate == chosen.candidate and a.how == "said" and not a.pronoun and a.source.startswith("actor:")
        if a.verb != chosen.verb and a.verb in above and chosen.verb in tree.ancestors(a.verb)
    ]
    return min(inner, key=lambda a: above.index(a.verb), default=chosen)


def passing_on(source: Attribution, attributions: Sequence[Attribution], tree: Tree) -> Attribution | None:
    """Who reports that a named voice says it, next around it: SITE in "SITE reported that JNIM claimed"."""
    above = tree.ancestors(source.verb)[1:] if source.source.startswith("actor:") else []
    outer = [
        a
        for a in attributions
        if a.candidate == source.candidate and a.how == "said" and not a.pronoun and a.verb in above
    ]
    return min(outer, key=lambda a: above.index(a.verb), default=None)


_TYPES: dict[str, ClaimantType] = {
    "local_official": "local_official", "force": "host_state", "state": "host_state", "medical": "medical",
    "monitor": "monitor", "analyst": "analyst", "media": "media", "visual": "visual", "witness": "witness",
    "relatives": "relatives", "channel": "channel", "employer": "employer", "perpetrator": "perpetrator", "other": "other",
    "actor:pmc": "employer", "actor:rebel": "perpetrator", "actor:state_forces": "host_state", "actor:state_force": "host_state",
    "actor:government": "host_state", "actor:monitor": "monitor", "actor:media": "media",
}  # fmt: skip


def claimant_type(attribution: Attribution, actors: Sequence[Mention]) -> ClaimantType:
    """The contract's claimant type; who hosts and who attacked is settled where incidents are made."""
    kind = _TYPES.get(attribution.source, "other")
    return _titled(attribution.text) or kind if kind == "other" else kind


_TITLES: tuple[tuple[str, ClaimantType], ...] = (
    ("dr ", "medical"), ("dr. ", "medical"), ("doctor ", "medical"), ("professor ", "analyst"), ("prof. ", "analyst"),
    ("mayor ", "local_official"), ("governor ", "local_official"), ("col ", "host_state"), ("col. ", "host_state"),
    ("colonel ", "host_state"), ("gen. ", "host_state"), ("general ", "host_state"), ("maj. ", "host_state"),
    ("major ", "host_state"), ("capt. ", "host_state"), ("lt. ", "host_state"), ("its operations room", "host_state"),
)  # fmt: skip


def _titled(text: str) -> ClaimantType | None:
    """What a person's title says of who speaks: "Dr Amina Sow" is a medical voice."""
    folded = text.lower()
    return next((kind for title, kind in _TITLES if folded.startswith(title)), None)


def relayed_by(
    source: Attribution, candidates: Sequence[Candidate], actors: Sequence[Mention], language: Language
) -> str | None:
    """Who passed the claim on: "told X", "authenticated by X"."""
    tree = candidates[source.candidate].tree
    for match in language.relays.find(tree.lowers):
        if match.value == "by" and match.end < len(tree):
            target = _object(tree, match.end - 1)
        elif match.value == "told" and match.start <= source.verb < match.end:
            target = next(
                (c for c in tree.children[match.start] if tree.labels[c] in ("dobj", "dative") and c > match.start),
                None,
            )
        else:
            target = None
        if target is None or tree.tags[target] not in language.proper_tags:
            continue
        left, right = core(tree, target)
        return tree.text(left, right)
    return None
