"""Rules for whose people a figure counts: a group, and which rule gave it.

The noun phrase speaks first, then what follows it, then the article's peoples, then the claim before. Rules that are
seldom wrong (`SURE`) settle the group; the others are what the model in `victims` weighs first.
"""

from __future__ import annotations

from pipelines.extraction.claims.candidates import Candidate
from pipelines.extraction.claims.figure import Figure
from pipelines.extraction.claims.scene import SIDES, Scene, group_of_noun
from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.nouns import core
from pipelines.extraction.text.syntax import Tree

FOLLOWING = 9  # words behind a noun that may still say whose people it means
TOTALS = frozenset(
    {
        "people",
        "persons",
        "bodies",
        "dead",
        "killed",
        "lives",
        "others",
        "victims",
        "corpses",
        "wounded",
        "injured",
        "deaths",
    }
)
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
    if _company_in(tree, scene, left, right):
        return "contractor", "company"
    joined = _joined_groups(tree, noun, language)
    if joined:
        return joined, "joined"
    if group in ("contractor", "state_forces"):
        hired = group == "state_forces" and contractors and _hired(tree, left, right, language)
        return ("contractor", "hired") if hired else (group, "noun")
    whole = _whole(tree, figure, noun, scene)
    if whole:
        return whole, "whole"
    added = _sum_of_parts(candidate, figure, scene)
    if added:
        return added, "sum"
    told = _is_what(tree, right, language) if tree.glosses[noun] in TOTALS else None
    if told:
        return told, "is"
    total = _of_a_toll(tree, figure, scene, before)
    if total:
        return total
    kind = _group_of(tree, right, language)
    if kind:
        return kind, "of"
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
    if tree.glosses[noun] in _ANYBODY and "contractor" in scene.lead:
        return ("mixed" if (figure.value or 0) >= _MANY else "unknown"), "people"
    return ("contractor" if "contractor" in scene.lead else "unknown"), "lead"


def _is_a_town(figure: Figure) -> bool:
    """Whether "its people" are too many to be a company's: "killed many hundreds of its people"."""
    return (figure.low or figure.point or 0) >= TOWN


def _whole(tree: Tree, figure: Figure, noun: int, scene: Scene) -> str | None:
    """Mixed, where some of the people counted are named by another word: "seven individuals, including Russian operatives"."""
    language = scene.language
    if tree.glosses[noun] not in _ANYBODY | TOTALS:
        return None
    for token in range(figure.end, min(figure.end + _PART_REACH, len(tree) - 1)):
        opens = tree.glosses[token] == "including" or tree.glosses[token : token + 2] in (
            ["among", "them"],
            ["among", "whom"],
        )
        if tree.tags[token] in language.number_tags or tree.glosses[token] in (";", "while", "but"):
            return None
        if not opens:
            continue
        for part in range(token + 1, min(token + 7, len(tree))):
            group = group_of_noun(tree, part, language)
            if group in ("contractor", "state_forces") or (
                group == "rebel" and tree.lowers[part] in language.ambiguous and scene.contractors
            ):
                return "mixed"
            if any(m.type == "pmc" and m.start <= tree.starts[part] < m.end for m in scene.actors):
                return "mixed"
            country = language.demonyms.get(tree.lowers[part])
            if country and group is None and scene.contractors and scene.lean(country) in ("contractor", "-"):
                return "mixed"
        return None
    return None


def _sum_of_parts(candidate: Candidate, figure: Figure, scene: Scene) -> str | None:
    """The group of a total that the figures behind it make up: "three people were killed, two customs men and a trainer"."""
    tree, noun = candidate.tree, figure.noun
    if (
        figure.value is None
        or figure.value < _TWO
        or (noun is not None and tree.glosses[noun] not in _ANYBODY | TOTALS)
    ):
        return None
    left, groups = figure.value, list[str | None]()
    for part in candidate.figures:
        if part.start < figure.end or part.kind in ("name", "pronoun"):
            continue
        if not groups and "including" in tree.glosses[figure.end : part.start]:
            return None  # a part is not the sum
        left -= part.value or left + 1
        groups.append(_named_group(tree, part, scene))
        if left <= 0:
            break
    told = sorted({g for g in groups if g})
    if left or len(groups) < _TWO or not told or (None in groups and len(told) < _TWO):
        return None
    return told[0] if len(told) == 1 else "mixed"


def _named_group(tree: Tree, part: Figure, scene: Scene) -> str | None:
    """The group that the noun of a part names, or its people where they are of one side in the article."""
    language = scene.language
    token = part.noun if part.noun is not None else part.anchor
    group = group_of_noun(tree, token, language)
    if group and group != "person":
        return group
    left, right = core(tree, token)
    leans = [scene.lean(c) for w in tree.lowers[left:right] if (c := language.demonyms.get(w))]
    if any(lean != "-" for lean in leans):
        return next(lean for lean in leans if lean != "-")
    return "contractor" if leans and scene.contractors else None


def _hired(tree: Tree, left: int, right: int, language: Language) -> bool:
    """Whether the soldiers are former ones in a company's pay: "ten former soldiers hired by a firm"."""
    return any(w in language.former for w in tree.lowers[left:right]) and any(
        w in _PAID for w in tree.glosses[right : right + FOLLOWING]
    )


_ANYBODY = frozenset({"people", "persons", "individuals", "lives", "passengers"})
_PAID = frozenset({"hired", "recruited", "employed", "contracted", "firm", "company", "contractor"})
_TWO = 2
TOWN = 100  # more people than a company loses in one place
_MANY = 5  # fewer people may all be of one side
_PART_REACH = 12


# Rules so seldom wrong on gold (one in fifty) that the model is not asked. "Fighters" and the like stay open.
SURE = frozenset({"noun", "company", "joined", "nation", "of", "whole", "hired", "people", "toll", "is", "sum"})


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
    return not (word in language.ambiguous and group != "contractor") and not (
        group == "contractor" and scene.contractors < 1
    )


def own_losses(tree: Tree, figure: Figure, anchor: int, voice: str | None, language: Language) -> str | None:
    """The side whose own losses a figure counts: "the rebels' own dead …, a member acknowledged nine", "four dead in its ranks".

    `anchor` is the predicate's token in the figure's sentence; `voice` the side of who speaks, whom "its" stands for.
    """
    if figure.noun not in (None, anchor) and tree.glosses[figure.noun or 0] not in TOTALS:
        return None
    behind = tree.glosses[figure.end : figure.end + 5]
    if "ranks" in behind and any(w in language.possessive for w in tree.lowers[figure.end : figure.end + 5]):
        return voice
    if not any(tree.glosses[child] == "own" for child in tree.children[anchor]):
        return None
    for child in tree.children[anchor]:
        if tree.labels[child] == "poss":
            group = group_of_noun(tree, child, language)
            return group if group in SIDES.values() else voice
    return None


def _joined_groups(tree: Tree, noun: int, language: Language) -> str | None:
    """Mixed, where one figure counts two groups: "two dozen soldiers and Russian fighters"."""
    own = group_of_noun(tree, noun, language)
    if own in (None, "person"):
        return None
    for child in tree.children[noun]:
        if tree.labels[child] != "conj" or any(tree.labels[c] == "nummod" for c in tree.children[child]):
            continue
        if (
            any(tree.lowers[c] in language.indefinite for c in tree.children[child])
            or tree.tags[child] not in language.plural_tags
        ):
            continue
        other = group_of_noun(tree, child, language)
        if other not in (None, "person", own):
            return "mixed"
    return None


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
    kind = _group_of(tree, figure.end, language)
    if kind:
        return kind, "of"
    after = _group_after(tree, figure.end, language)
    if after:
        return after, "after"
    added = _sum_of_parts(candidate, figure, scene)
    if added:
        return added, "sum"
    total = _of_a_toll(tree, figure, scene, before)
    if total:
        return total
    if before:
        return before, "before"
    return ("contractor" if "contractor" in scene.lead else "unknown"), "lead"


def _of_a_toll(tree: Tree, figure: Figure, scene: Scene, before: str | None) -> tuple[str, str] | None:
    """Whose a total is: those named with it ("the toll among the mercenaries rose to 26"), or, where it names nobody
    ("the number of wounded at 66") and several sides were hit, nobody's alone."""
    if figure.noun is not None and tree.glosses[figure.noun] not in TOTALS:
        return None
    reach = range(max(0, figure.start - FOLLOWING), figure.start)
    first = next(
        (t for t in reach if tree.glosses[t] == "toll" or tree.glosses[t : t + 2] == ["number", "of"]),
        None,
    )
    if first is None:
        return None
    groups = {group_of_noun(tree, t, scene.language) for t in range(first, figure.start)} - {None, "person"}
    if len(groups) == 1 and any(tree.glosses[t] in ("among", "of") for t in range(first, figure.start)):
        return str(*groups), "of"
    behind = range(first, min(figure.end + 3, len(tree)))
    if any(group_of_noun(tree, t, scene.language) not in (None, "person") for t in behind):
        return None
    if any(tree.lowers[t] in scene.language.demonyms for t in behind):
        return None
    if "contractor" not in scene.lead or not scene.groups["civilian"]:
        return None
    return ("mixed" if before == "mixed" or scene.groups["civilian"] > 1 else "unknown"), "toll"


def _company_in(tree: Tree, scene: Scene, left: int, right: int) -> bool:
    """Whether a contractor company stands in the phrase, or after "of" or "from" behind it."""
    start, end = tree.starts[left], tree.ends[right - 1]
    behind = end
    if right < len(tree) and tree.tags[right] in ("IN", "-LRB-", "WP"):
        behind = tree.ends[min(right + FOLLOWING + 3, len(tree)) - 1]
    return any(m.type == "pmc" and start <= m.start < behind for m in scene.actors)


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


def _group_of(tree: Tree, right: int, language: Language) -> str | None:
    """The group in "five bodies of terrorists", "three dead among the instructors"."""
    at = _past_quote(tree, right)
    if at >= len(tree) or tree.lowers[at] not in language.partitive | language.among:
        return None
    for token in range(at + 1, min(at + 7, len(tree))):
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
