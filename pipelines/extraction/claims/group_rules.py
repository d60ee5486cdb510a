"""Rules for whose people a figure counts: a group, and which rule gave it.

The noun phrase speaks first, then what follows it, then the article's peoples, then the claim before. Rules that are
seldom wrong (`SURE`) settle the group; the others are what the model in `victims` weighs first.
"""

from __future__ import annotations

from pipelines.extraction.claims.candidates import Candidate
from pipelines.extraction.claims.figure import Figure
from pipelines.extraction.claims.scene import SIDES, Scene, agent_of, group_of_noun, sides_at
from pipelines.extraction.claims.totals import (
    ANYBODY,
    FOLLOWING,
    PART_REACH,
    TOTALS,
    losses_of,
    of_a_toll,
    sum_of_parts,
    whole_of_parts,
)
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.nouns import core
from pipelines.extraction.text.syntax import Tree

_GENERIC = frozenset({"person", "civilian", "rebel"})


def guess_group(candidate: Candidate, figure: Figure, scene: Scene, before: str | None) -> tuple[str, str]:
    """A group by rule, and which rule: the model's strongest feature, not its answer."""
    tree, noun, language = candidate.tree, figure.noun, scene.language
    contractors = scene.contractors > 0
    if noun is None:
        return _guess_without_noun(candidate, figure, scene, before)
    left, right = core(tree, noun)
    left = min(left, figure.start)
    phrase = tree.lowers[left:right]
    group = group_of_noun(tree, noun, language)
    joined = _joined_groups(tree, noun, scene)
    if joined:
        return joined, "joined"
    whole = whole_of_parts(tree, figure, noun, scene)
    if whole:
        return whole, "whole"
    added = sum_of_parts(candidate, figure, scene)
    if added:
        return added, "sum"
    if _company_in(tree, scene, left, right):
        return "contractor", "company"
    apposed = _apposed(tree, figure, language)
    if apposed and group in (None, "person"):
        return apposed, "apposed"
    if apposed == "state_forces" and group == "contractor":
        return apposed, "rank"  # "their guard, a Malian gendarme"
    if group in ("contractor", "state_forces"):
        hired = group == "state_forces" and contractors and _hired(tree, left, right, language)
        return ("contractor", "hired") if hired else (group, "noun")
    told = _is_what(tree, right, language) if tree.glosses[noun] in TOTALS else None
    if told:
        return told, "is"
    lost = losses_of(tree, figure, scene)
    if lost:
        return lost, "losses"
    total = of_a_toll(tree, figure, scene, before)
    if total:
        return total
    kind = _group_of(tree, right, scene)
    if kind:
        return kind, "of"
    if group in (None, "person") and _by_contractors(candidate, figure, scene):
        return "civilian", ("victims" if tree.glosses[noun] in ANYBODY | TOTALS else "shot by contractors")
    owner = _owner(tree, scene, left, right, language)
    if owner:
        return owner, "owner"
    if tree.glosses[noun] == "people" and tree.lowers[noun - 1] in language.possessive and _is_a_town(figure):
        return "civilian", "inhabitants"
    after = _group_after(tree, right, language)
    nations = [language.demonyms[w] for w in phrase if w in language.demonyms]
    leans = next((scene.lean(n) for n in nations if scene.lean(n) != "-"), None)
    if leans and (group is None or group in _GENERIC):
        return leans, "nation"
    if group in ("rebel", "civilian"):
        foreign = any(w in language.foreign for w in phrase)
        return ("contractor", "foreign") if foreign and contractors else (group, "noun")
    if after:
        return after, "after"
    if any(w in language.foreign for w in phrase) and contractors:
        return "contractor", "foreign"
    if nations and contractors:
        return "contractor", "a nation"
    if leans_back(tree, figure, language) and before:
        return before, "before"
    if tree.glosses[noun] in ANYBODY and "contractor" in scene.lead:
        return ("mixed" if (figure.value or 0) >= _MANY else "unknown"), "people"
    return ("contractor" if "contractor" in scene.lead else "unknown"), "lead"


def _is_a_town(figure: Figure) -> bool:
    """Whether "its people" are too many to be a company's: "killed many hundreds of its people"."""
    return (figure.low or figure.point or 0) >= TOWN


def _hired(tree: Tree, left: int, right: int, language: Language) -> bool:
    """Whether the soldiers are former ones in a company's pay: "ten former soldiers hired by a firm"."""
    return any(w in language.former for w in tree.lowers[left:right]) and any(
        w in _PAID for w in tree.glosses[right : right + FOLLOWING]
    )


_PAID = frozenset({"hired", "recruited", "employed", "contracted", "working", "firm", "company", "contractor"})
_LOSING = frozenset({"lost", "lose", "loses", "losing"})
TOWN = 100  # more people than a company loses in one place
_MANY = 5  # fewer people may all be of one side


# Rules so seldom wrong on gold (one in fifty) that the model is not asked. "Fighters" and the like stay open.
SURE = frozenset(
    {"noun", "company", "joined", "nation", "of", "whole", "hired", "people", "is", "sum", "losses", "rank"}
)


def is_sure(tree: Tree, figure: Figure, group: str, why: str, scene: Scene) -> bool:
    """Whether the rule's group stands without the model."""
    language = scene.language
    if why not in SURE:
        return False
    if why == "nation" and group != "contractor":
        return False
    word = tree.lowers[figure.noun if figure.noun is not None else figure.anchor]
    if scene.contractors and any(w in language.former for w in tree.lowers[figure.start : figure.end + 3]):
        return False
    open_word = word in language.ambiguous and group != "contractor" and why not in ("joined", "whole", "sum")
    return not open_word and not (group == "contractor" and scene.contractors < 1)


def own_losses(tree: Tree, figure: Figure, anchor: int, voice: str | None, language: Language) -> str | None:
    """The side whose own losses a figure counts: "the rebels' own dead …, a member acknowledged nine", "four dead in its ranks".

    `anchor` is the predicate's token in the figure's sentence; `voice` the side of who speaks, whom "its" stands for.
    """
    behind = tree.glosses[figure.end : figure.end + 5]
    if behind[:1] == ["of"] and behind[2:3] == ["own"] and tree.lowers[figure.end + 1] in language.possessive:
        return _loser(tree, anchor, language) or voice or _first_side(tree, figure.start, language)
    if tree.glosses[anchor] in _LOSING and _open_to_all(tree, figure, language):
        return _loser(tree, anchor, language)
    if figure.noun not in (None, anchor) and tree.glosses[figure.noun or 0] not in TOTALS:
        return None
    if "ranks" in behind and any(w in language.possessive for w in tree.lowers[figure.end : figure.end + 5]):
        return voice
    if not any(tree.glosses[child] == "own" for child in tree.children[anchor]):
        return None
    for child in tree.children[anchor]:
        if tree.labels[child] == "poss":
            group = group_of_noun(tree, child, language)
            return group if group in SIDES.values() else voice
    return None


def _joined_groups(tree: Tree, noun: int, scene: Scene) -> str | None:
    """Mixed, where one figure counts two groups: "two dozen soldiers and Russian fighters", "scores of Wagner men and
    soldiers", "12 crusaders, mercenaries and apostates"."""
    while tree.labels[noun] in ("amod", "compound", "nmod") and tree.heads[noun] > noun:
        noun = tree.heads[noun]  # "121 American crusaders": the people, not the adjective
    groups = {_side_of(tree, noun, scene)}
    stack = [noun]
    while stack:
        for child in tree.children[stack.pop()]:
            if tree.labels[child] != "conj":
                continue
            inside = (c for c in tree.children[child] if tree.labels[c] == "pobj")  # "de soldats et de mercenaires"
            other = next(inside, child) if tree.tags[child] == "IN" else child
            if _uncounted(tree, other, scene.language):
                groups.add(_side_of(tree, other, scene))
                stack.append(other)
    return "mixed" if len(groups - {None}) > 1 else None


def _uncounted(tree: Tree, token: int, language: Language) -> bool:
    """Whether a noun joined to a counted one is counted with it: many, without a figure or an article of their own."""
    if tree.tags[token] not in language.plural_tags:
        return False
    return not any(
        tree.labels[c] == "nummod" or tree.lowers[c] in language.indefinite or tree.tags[c] in language.number_tags
        for c in tree.children[token]
    )


def _side_of(tree: Tree, token: int, scene: Scene) -> str | None:
    """The group of a noun phrase by the company, the word or the people in it."""
    left, right = core(tree, token)
    if any(m.type == "pmc" and tree.starts[left] <= m.start < tree.ends[right - 1] for m in scene.actors):
        return "contractor"
    group = group_of_noun(tree, token, scene.language)
    if group not in (None, "person"):
        return group
    nations = [c for w in tree.lowers[left:right] if (c := scene.language.demonyms.get(w))]
    leans = {scene.lean(c) for c in nations} - {"-"}
    if nations and not leans and scene.contractors and group is None:
        return "contractor"
    return leans.pop() if len(leans) == 1 else None


def _acted_on(tree: Tree, figure: Figure, verb: int, language: Language) -> bool:
    """Whether a figure stands in the object of an active verb, or in the subject of a passive one."""
    for token in (figure.anchor, *tree.ancestors(figure.anchor)):
        if tree.heads[token] == verb and token != verb:
            return tree.labels[token] in language.object_labels | language.passive_labels
    return False


def _apposed(tree: Tree, figure: Figure, language: Language) -> str | None:
    """The group that an apposition names: "a fourth, the chief engineer", "two men, both Nepali guards"."""
    head = figure.noun if figure.noun is not None else figure.anchor
    many = (figure.value or 0) > 1
    for child in tree.children[head]:
        if tree.labels[child] != "appos" or child < figure.end or child > figure.end + PART_REACH:
            continue
        if many != (tree.tags[child] in language.plural_tags) or any(
            tree.labels[c] in ("conj", "nummod") for c in tree.children[child]
        ):
            return None
        group = group_of_noun(tree, child, language)
        return group if group != "person" else None
    return None


def _by_contractors(candidate: Candidate, figure: Figure, scene: Scene) -> bool:
    """Whether contractors did it: "Blackwater guards opened fire and killed eleven people"."""
    tree, language = candidate.tree, scene.language
    above = tree.ancestors(figure.anchor)
    for predicate in candidate.predicates:
        if predicate.cue.effect not in ("killed", "wounded") or predicate.anchor not in above:
            continue
        killer = agent_of(tree, predicate)
        if (
            killer is None
            or not _acted_on(tree, figure, predicate.anchor, language)
            or figure.start <= killer < figure.end
            or killer == figure.noun
        ):
            continue
        killers = [killer, *(c for c in tree.children[killer] if tree.labels[c] == "conj")]
        if any("contractor" in sides_at(tree, k, scene.actors, scene.language) for k in killers):
            return tree.labels[killer] != "nsubjpass"
    return False


def _guess_without_noun(candidate: Candidate, figure: Figure, scene: Scene, before: str | None) -> tuple[str, str]:
    tree, language = candidate.tree, scene.language
    word = tree.lowers[figure.anchor]
    country = language.demonyms.get(word)
    if country and scene.lean(country) != "-":
        return scene.lean(country), "nation"
    group = language.people.get(word)
    if group and group != "person":
        return group, "noun"
    if _company_in(tree, scene, figure.start, _past_quote(tree, figure.end)):
        return "contractor", "company"
    kind = _group_of(tree, figure.end, scene)
    if kind:
        return kind, "of"
    apposed = _apposed(tree, figure, language)
    if apposed:
        return apposed, "apposed"
    after = _group_after(tree, figure.end, language)
    if after:
        return after, "after"
    added = sum_of_parts(candidate, figure, scene)
    if added:
        return added, "sum"
    lost = losses_of(tree, figure, scene)
    if lost:
        return lost, "losses"
    total = of_a_toll(tree, figure, scene, before)
    if total:
        return total
    if before:
        return before, "before"
    return ("contractor" if "contractor" in scene.lead else "unknown"), "lead"


def _company_in(tree: Tree, scene: Scene, left: int, right: int) -> bool:
    """Whether a contractor company stands in the phrase, or after "of" or "from" behind it."""
    start, end = tree.starts[left], tree.ends[right - 1]
    behind = end
    if right < len(tree) and (tree.tags[right] in ("IN", "-LRB-", "WP") or tree.glosses[right] in _PAID):
        behind = tree.ends[min(right + FOLLOWING + 3, len(tree)) - 1]
    return any(m.type == "pmc" and start <= m.start < behind for m in scene.actors)


def _open_to_all(tree: Tree, figure: Figure, language: Language) -> bool:
    """Whether the words for the people counted leave open whose they are: "34 employees", "two of its men"."""
    return figure.noun is None or group_of_noun(tree, figure.noun, language) in (None, "person")


def _loser(tree: Tree, anchor: int, language: Language) -> str | None:
    """The side that is the subject of a verb of losing."""
    for verb in (anchor, tree.heads[anchor]):
        for child in tree.children[verb]:
            if tree.labels[child] in language.subject_labels - language.passive_labels:
                group = group_of_noun(tree, child, language)
                source = language.sources.get(tree.lowers[child])
                firm = "contractor" if source is not None and source.kind == "employer" else None
                return group if group in SIDES.values() else firm
    return None


def _first_side(tree: Tree, stop: int, language: Language) -> str | None:
    """The side that a sentence names last before a figure whose people are "their own"."""
    sides = (group_of_noun(tree, t, language) for t in range(stop - 1, -1, -1))
    return next((g for g in sides if g in ("rebel", "state_forces", "contractor")), None)


def _owner(tree: Tree, scene: Scene, left: int, right: int, language: Language) -> str | None:
    """Whose people "its own men" are: those of the sentence's first side."""
    if not any(w in language.possessive for w in tree.lowers[left : right + 3]):
        return None
    for token in range(left):
        kinds = [m.type for m in scene.actors if m.start <= tree.starts[token] < m.end]
        source = language.sources.get(tree.lowers[token])
        kind = kinds[0] if kinds else source.kind if source else None
        if kind in SIDES:
            return SIDES[kind]
        group = language.people.get(tree.lowers[token])
        if group in ("rebel", "state_forces", "contractor"):
            return group
    return None


def _group_of(tree: Tree, right: int, scene: Scene) -> str | None:
    """The group in "five bodies of terrorists", "three dead among the instructors", "two members of the Taliban"."""
    language = scene.language
    at = _past_quote(tree, right)
    if at >= len(tree) or tree.lowers[at] not in language.partitive | language.among:
        return None
    for token in range(at + 1, min(at + 7, len(tree))):
        named = {SIDES[m.type] for m in scene.actors if m.type in SIDES and m.start <= tree.starts[token] < m.end}
        if len(named) == 1:
            return named.pop()
        group = group_of_noun(tree, token, language)
        inside = tree.labels[token] in ("compound", "amod", "nmod", "poss") and tree.heads[token] > token
        if group and not inside:
            return group if group != "person" else None
        if tree.lowers[token] in (",", ";", "."):
            return None
    return None


def _past_quote(tree: Tree, right: int) -> int:
    """The place behind a closing quotation mark: `"dozens" of fighters`."""
    return right + 1 if right < len(tree) and tree.words[right] in ('"', "”", "»", "''") else right


def _group_after(tree: Tree, right: int, language: Language) -> str | None:
    """The group named right after: "of the attackers", "among the instructors", "were Ugandan guards"."""
    for token in range(right, min(right + 6, len(tree))):
        if tree.glosses[token] in (",", ";", "and", "but"):
            return None
        group = group_of_noun(tree, token, language)
        if group and group != "person" and tree.labels[token] in ("pobj", "attr"):
            return group
    return None


def _is_what(tree: Tree, right: int, language: Language) -> str | None:
    """The group that a plain sentence gives its subject: "the nine victims were Afghan civilians"."""
    for token in range(right + 1, min(right + 6, len(tree))):
        group = group_of_noun(tree, token, language)
        if group and group != "person" and tree.labels[token] == "attr" and tree.heads[token] < token:
            return group
        if tree.glosses[token] in (",", ";", "and", "but"):
            return None
    return None


def leans_back(tree: Tree, figure: Figure, language: Language) -> bool:
    """Whether the figure's people are named elsewhere ("three others", "one of them", "the two", "he")."""
    if figure.kind in ("both", "rest", "pronoun") or figure.noun is None:
        return True
    word = tree.lowers[figure.noun]
    return (
        word in language.others
        or tree.tags[figure.noun] == "PRP"
        or tree.glosses[figure.noun] in ("dead", "killed", "wounded", "injured", "whom", "victims")
    )
