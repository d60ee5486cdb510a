"""Noun phrases: the stretch of words that a noun heads, with and without what follows it."""

from __future__ import annotations

from pipelines.extraction.text.syntax import Tree

_BEFORE = frozenset("det amod compound poss nummod nmod quantmod predet advmod case".split())
_AFTER = frozenset({"prep", "appos", "case", "nmod", "acl"})
_LONGEST = 14
_CONJOINED = 6
_JOINING = frozenset({"cc", "punct"})


def core(tree: Tree, head: int) -> tuple[int, int]:
    """The noun with what stands before it: "two Nepali security guards"."""
    left = head
    for child in tree.children[head]:
        if child < head and tree.labels[child] in _BEFORE:
            left = min(left, tree.subtree(child)[0])
    return max(left, head - _LONGEST), _behind(tree, head)


def _behind(tree: Tree, head: int) -> int:
    """The end of the noun with the adjectives and nouns that some languages put behind it ("mercenaires russes")."""
    end = head + 1
    for child in tree.children[head]:
        if child >= end and tree.labels[child].endswith(":after"):
            first, last = tree.subtree(child)
            if first > end:
                break
            end = last
    return end


def extended(tree: Tree, head: int) -> tuple[int, int]:
    """The noun with its prepositional phrases and names: "a spokesman for the provincial governor"."""
    left, right = core(tree, head)
    for child in sorted(tree.children[head]):
        if child >= right and tree.labels[child] in ("prep", "appos") and child - right <= 1:
            _, end = _simple(tree, child)
            if end - left <= _LONGEST:
                right = max(right, end)
    for child in sorted(tree.children[head]):
        if tree.labels[child] == "conj" and child >= right and child - right <= _CONJOINED:
            _, end = extended(tree, child)
            if all(tree.labels[t] in _JOINING or t >= core(tree, child)[0] for t in range(right, child)):
                right = max(right, end)
    return left, right


def _simple(tree: Tree, token: int) -> tuple[int, int]:
    """The subtree without clauses."""
    left = right = token
    stack = [token]
    while stack:
        node = stack.pop()
        left, right = min(left, node), max(right, node)
        stack.extend(
            c
            for c in tree.children[node]
            if tree.labels[c] not in ("relcl", "acl", "advcl", "ccomp", "punct", "conj", "cc")
        )
    return left, right + 1


def words(tree: Tree, span: tuple[int, int]) -> list[str]:
    """The folded words of a span of tokens."""
    return tree.lowers[span[0] : span[1]]
