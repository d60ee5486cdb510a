"""Rules for totals: whose people a figure counts that its parts, its toll or somebody's losses tell of.

Here belong figures of "people", "dead" or nobody named. What the figure's own noun says is `group_rules`' business.
"""

from __future__ import annotations

from pipelines.extraction.claims.candidates import Candidate
from pipelines.extraction.claims.figure import Figure
from pipelines.extraction.claims.scene import SIDES, Scene, group_of_noun
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
ANYBODY = frozenset({"people", "persons", "individuals", "lives", "passengers"})
PART_REACH = 12
_TWO = 2
_LOSSES = frozenset({"losses", "casualties", "toll", "dead", "deaths", "fatalities"})
_PUT = frozenset({"at", "to", "as", ":", "were", "was", "is", "are"})


def whole_of_parts(tree: Tree, figure: Figure, noun: int, scene: Scene) -> str | None:
    """Mixed, where some of the people counted are named by another word: "seven individuals, including Russian operatives"."""
    language = scene.language
    if tree.glosses[noun] not in ANYBODY | TOTALS:
        return None
    for token in range(figure.end, min(figure.end + PART_REACH, len(tree) - 1)):
        opens = tree.glosses[token] == "including" or tree.glosses[token : token + 2] in (
            ["among", "them"],
            ["among", "whom"],
            ["some", "of"],
        )
        opens = opens or (
            tree.tags[token] in language.number_tags
            and tree.glosses[token + 1 : token + 3] in (["of", "them"], ["of", "whom"])
        )
        if (tree.tags[token] in language.number_tags and not opens) or tree.glosses[token] in (";", "while", "but"):
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
            if (
                group == "civilian"
                and "contractor" in scene.lead
                and tree.glosses[noun] in TOTALS - {"people", "persons"}
            ):
                return "mixed"
            if country and group is None and scene.contractors and scene.lean(country) in ("contractor", "-"):
                return "mixed"
        return None
    return None


def sum_of_parts(candidate: Candidate, figure: Figure, scene: Scene) -> str | None:
    """The group of a total that the figures behind it make up: "three people were killed, two customs men and a trainer"."""
    tree, noun = candidate.tree, figure.noun
    if figure.value is None or figure.value < _TWO or (noun is not None and tree.glosses[noun] not in ANYBODY | TOTALS):
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


def losses_of(tree: Tree, figure: Figure, scene: Scene) -> str | None:
    """Whose losses a figure tells: "he put police losses at one dead", "raised to 89 the number of soldiers killed"."""
    language = scene.language
    if figure.noun is not None and group_of_noun(tree, figure.noun, language) not in (None, "person"):
        return None
    for token in range(max(0, figure.start - FOLLOWING), figure.start):
        if tree.glosses[token] not in _LOSSES:
            continue
        left = core(tree, token)[0]
        named = {_word_side(tree, t, scene) for t in range(left, token)} - {None}
        told = any(w in _PUT for w in tree.glosses[token + 1 : figure.start])
        if len(named) == 1 and told and not any(w in (";", "while", "and") for w in tree.glosses[token : figure.start]):
            return named.pop()
    for token in range(figure.end, min(figure.end + 5, len(tree) - 2)):
        if tree.glosses[token : token + 2] == ["number", "of"]:
            behind = (group_of_noun(tree, t, language) for t in range(token + 2, min(token + 6, len(tree))))
            return next((g for g in behind if g and g != "person"), None)
    return None


def _word_side(tree: Tree, token: int, scene: Scene) -> str | None:
    """The side that one word names, by itself or as part of an actor's name."""
    for mention in scene.actors:
        if mention.type in SIDES and mention.start <= tree.starts[token] < mention.end:
            return SIDES[mention.type]
    group = scene.language.people.get(tree.lowers[token])
    return group if group != "person" else None


def of_a_toll(tree: Tree, figure: Figure, scene: Scene, before: str | None) -> tuple[str, str] | None:
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
