"""An article as extraction reads it: sentences and tokens with offsets into the text that was given.

Here belong splitting and nothing that interprets. Every offset counts code points of `Article.text`, which is never
changed; a sentence knows its paragraph and the kind of span it stands in (`body` where none is marked).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.schemas.contract import Article

# A number with its grouping ("1 500", "1,500", "3.5") is one token; so is a word with its hyphens and apostrophes.
_TOKEN = re.compile(
    r"""\d{1,3}(?:[,\u00a0\u202f\u2009\x20]\d{3})+(?!\d)  # 1,500 and 1 500
    | \d+(?:[.,:]\d+)*                                   # 3.5, 16:30
    | [^\W\d_]+(?:\.[^\W\d_])+\.?                        # U.S.
    | [^\W\d_]+(?:[-'’][^\W\d_]+)*                       # word, ex-soldier, company's
    | [^\w\s] | \w+""",
    re.VERBOSE,
)
_PARAGRAPH = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+|$)")
# A full stop after these ends no sentence, but in the languages where they are words of their own.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt maj capt sgt cpl gov sen rep st vs etc no nos art al approx dept est inc ltd co corp "
    "jr sr jan feb mar apr jun jul aug sep sept oct nov dec mm mme mlle me av env cf cie".split()
)

_WORDS_OF = {"fr": frozenset("est sept nos art mar".split())}  # "vers l'est.", "il y en a sept."


@dataclass(slots=True, frozen=True)
class Token:
    """One word, number or mark; offsets into the article's text."""

    text: str
    lower: str
    start: int
    end: int


@dataclass
class Sentence:
    """One sentence; `kind` is a `SpanKind` or `body`."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str
    kind: str

    @cached_property
    def tokens(self) -> list[Token]:
        return [
            Token(m.group(), m.group().lower().replace("’", "'"), self.start + m.start(), self.start + m.end())
            for m in _TOKEN.finditer(self.text)
        ]


@dataclass
class Document:
    """An article with its sentences, in order. `body` leaves out what cleaning marked as boilerplate."""

    article: Article
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def body(self) -> list[Sentence]:
        return [s for s in self.sentences if s.kind != "boilerplate"]


def read(article: Article) -> Document:
    """Split an article into sentences; a blank or new line always ends one."""
    document = Document(article)
    abbreviations = _ABBREVIATIONS - _WORDS_OF.get(article.language, frozenset())
    for paragraph, block in enumerate(_PARAGRAPH.finditer(article.text)):
        for start, end in _sentences(block.group(), abbreviations):
            begin, stop = block.start() + start, block.start() + end
            text = article.text[begin:stop]
            document.sentences.append(
                Sentence(len(document.sentences), paragraph, begin, stop, text, _kind(article, begin, stop))
            )
    return document


def _sentences(block: str, abbreviations: frozenset[str]) -> list[tuple[int, int]]:
    out, begin = [], 0
    for match in _END.finditer(block):
        word = re.search(r"([^\W_]+)\.$", block[begin : match.start() + 1])
        after = block[match.end() :].lstrip()
        if match.group()[0] == "." and word and after:
            last = word.group(1)
            initial = len(last) == 1 and last.isupper()
            dated = last.lower() in _ABBREVIATIONS and after[0].isdigit()  # "le 12 sept. 2021"
            if last.lower() in abbreviations or dated or initial or after[0].islower():
                continue
        elif after and after[0].islower():
            continue  # "“Never!” he said": the quotation belongs to the sentence that reports it
        out.append((begin, match.end()))
        begin = match.end()
    out.append((begin, len(block)))
    trimmed = []
    for start, end in out:
        piece = block[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            trimmed.append((left, right))
    return trimmed


def _kind(article: Article, start: int, end: int) -> str:
    for span in article.spans:
        if span.start <= start and end <= span.end:
            return span.kind
    return "body"
