"""The parse of a sentence: words, tags, labels and heads as plain lists, and walks over them.

Only candidate sentences are parsed, in one batch per article. Here belongs nothing that knows what a casualty is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipelines.extraction.languages.base import Language
from pipelines.extraction.text.document import Sentence

# A sentence longer than this is no sentence; its tail is not parsed, so that a hostile text costs no more than a long one.
LONGEST = 1200
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\- ]{2,40}(?:,[^()–—\n]{1,40}?)?(?:\s*\([^()\n]{1,40}\))?\s*[-–—]{1,2}\s+")


@dataclass(slots=True)
class Tree:
    """A parsed sentence. All lists have one item per token; offsets are into the article's text.

    `glosses` are the words as the models know them: an English word for one of another language.
    """

    sentence: Sentence
    words: list[str]
    lowers: list[str]
    tags: list[str]
    labels: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    children: list[list[int]] = field(default_factory=list)
    glosses: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def ancestors(self, token: int) -> list[int]:
        """The token itself, then head after head up to the root."""
        out = [token]
        while self.heads[out[-1]] != out[-1] and len(out) <= len(self.words):
            out.append(self.heads[out[-1]])
        return out

    def subtree(self, token: int) -> tuple[int, int]:
        """First token and last token (exclusive) of all that hangs on `token`."""
        left = right = token
        stack = [token]
        while stack:
            node = stack.pop()
            left, right = min(left, node), max(right, node)
            stack.extend(self.children[node])
        return left, right + 1

    def path(self, source: int, target: int) -> tuple[list[str], int, list[str]]:
        """Labels going up from `source`, the token where the ways meet, labels going down to `target`."""
        up = self.ancestors(source)
        down = self.ancestors(target)
        position = {token: n for n, token in enumerate(up)}
        for steps, token in enumerate(down):
            if token in position:
                rising = [self.labels[t] for t in up[: position[token]]]
                falling = [self.labels[t] for t in reversed(down[:steps])]
                return rising, token, falling
        return ["none"], source, ["none"]

    def text(self, start: int, end: int) -> str:
        """The article's text from token `start` to token `end` (exclusive)."""
        base = self.sentence.start
        return self.sentence.text[self.starts[start] - base : self.ends[end - 1] - base]


@cache
def _pipeline(name: str, excludes: tuple[str, ...], words: frozenset[str]) -> Any:
    import spacy

    pipeline = spacy.load(name, exclude=list(excludes))
    if words:
        tokenizer: Any = pipeline.tokenizer
        rules = tokenizer.rules
        tokenizer.rules = {form: rule for form, rule in rules.items() if form.rstrip(".") not in words}
    return pipeline


def parse(sentences: Sequence[Sentence], language: Language) -> list[Tree]:
    """Parse these sentences in one batch, in order."""
    if not sentences:
        return []
    pipeline = _pipeline(language.parser, language.parser_excludes, language.no_abbreviations)
    begins = [dateline(sentence.text) for sentence in sentences]
    marks = str.maketrans(dict(language.readable))
    texts = [_readable(s.text[begin:LONGEST].translate(marks)) for s, begin in zip(sentences, begins, strict=True)]
    docs = pipeline.pipe(texts, batch_size=64)
    return [_tree(doc, s, begin, language) for doc, s, begin in zip(docs, sentences, begins, strict=True)]


def break_rings(heads: list[int]) -> None:
    """Make a forest of heads that mending may have left in a ring: the token of a ring that comes first is its root."""
    done: set[int] = set()
    for start in range(len(heads)):
        way: list[int] = []
        token = start
        while token not in done:
            done.add(token)
            way.append(token)
            token = heads[token]
        if token in way:
            root = min(way[way.index(token) :])
            heads[root] = root


def dateline(text: str) -> int:
    """Where the sentence proper begins: "KABUL, June 20 (CPA) - " is not part of it."""
    match = _DATELINE.match(text)
    return match.end() if match and match.end() < len(text) else 0


def _readable(text: str) -> str:
    """Upper-case newswire is parsed in lower case: the parser has seen none of it. Offsets must stay."""
    letters = [c for c in text if c.isalpha()]
    if letters and sum(c.isupper() for c in letters) > 0.8 * len(letters):
        lowered = text.lower()
        return lowered if len(lowered) == len(text) else text
    return text


def _tree(doc: Any, sentence: Sentence, begin: int, language: Language) -> Tree:
    base = sentence.start + begin
    keep = [token for token in doc if not token.is_space]
    place = {token.i: n for n, token in enumerate(keep)}
    heads = [place.get(token.head.i, n) for n, token in enumerate(keep)]
    words = [token.text for token in keep]
    tree = Tree(
        sentence=sentence,
        words=words,
        lowers=[word.lower().replace("’", "'") for word in words],
        tags=[token.tag_ for token in keep],
        labels=[token.dep_ for token in keep],
        heads=heads,
        starts=[base + token.idx for token in keep],
        ends=[base + token.idx + len(token) for token in keep],
        children=[[] for _ in keep],
    )
    tree.glosses = tree.lowers
    if language.adapt is not None:
        language.adapt(tree, keep)
        break_rings(tree.heads)
    for n, head in enumerate(tree.heads):
        if head != n:
            tree.children[head].append(n)
    return tree
