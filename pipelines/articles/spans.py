"""Marks what in an article's text is not its body; changes and deletes nothing, so that offsets hold.

Here belong the zones of a page and how lines in them are judged. The patterns are data (`patterns`). The rule in doubt: a
sentence that could carry a claim stays body; what is kept too much costs little, what is lost is lost.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipelines.articles import patterns
from pipelines.articles.dates import is_date_line
from pipelines.schemas.contract import Span, SpanKind

_BULLET = re.compile(r"^\s*(?:[•▪●◦‣∙·*–—-]|\d{1,2}[.)])\s+\S")
_BREADCRUMB = re.compile(r"^[^<>»›/|]{1,60}(?:\s*(?:»|›|>|→|::)\s*[^<>»›|]{1,160}|\s+/\s+[^<>»›/|]{1,60}){1,5}$")
_SEPARATOR = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+|\s{3,}")
_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_HARM = re.compile(
    r"\b(?:kill|dead|die[ds]?\b|dying|death|wound|injur|captur|kidnap|abduct|hostage|missing|casualt|fatal|behead|execut"
    r"|tué|mort|bless|décéd|captur|enlev|otage|disparu|perte|victime)",
    re.IGNORECASE,
)
_PARAGRAPH = 110
_WRAPPED = 50
_HEAD_LINES, _LABEL, _LINK, _MENU = 14, 40, 140, 6


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    kind: SpanKind | None = None
    # The line before runs on into this one: text that was wrapped at a width.
    continues: bool = False

    @property
    def is_paragraph(self) -> bool:
        return len(self.text) >= _PARAGRAPH or (len(self.text) >= 60 and _END.search(self.text) is not None)


def mark(text: str, *, title: str | None = None, publisher: str | None = None) -> list[Span]:
    """The marked stretches of `text`: whole lines, in order, never overlapping, inside the text.

    `title` and `publisher` help where they are known: the line that repeats the title is the headline.
    """
    lines = _lines(text)
    if not lines:
        return []
    first, last = _body(lines)
    _mark_lines(lines, first, last)
    _mark_lists(lines)
    _mark_head(lines, first, last, title, publisher)
    _mark_menus(lines, first, last)
    _mark_tail(lines, last)
    return [Span(line.start, line.end, line.kind) for line in lines if line.kind]


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for match in re.finditer(r"[^\r\n]+", text):
        raw = match.group()
        if not raw.strip():
            continue
        line = _Line(match.start() + len(raw) - len(raw.lstrip()), match.start() + len(raw.rstrip()), raw.strip())
        before = lines[-1].text if lines else ""
        if len(before) >= _WRAPPED and not _END.search(before) and not _BULLET.match(before):
            line.continues = text[lines[-1].end : line.start].count("\n") == 1
        lines.append(line)
    return lines


def _body(lines: list[_Line]) -> tuple[int, int]:
    """The first and last line of the body: the outermost paragraphs that no pattern claims."""
    inner = [i for i, line in enumerate(lines) if line.is_paragraph and not _claimed(line.text)]
    return (inner[0], inner[-1]) if inner else (0, len(lines) - 1)


def _claimed(line: str) -> bool:
    return any(pattern.expression.fullmatch(line) for pattern in patterns.LINES if pattern.zone != "head")


def _mark_lines(lines: list[_Line], first: int, last: int) -> None:
    for i, line in enumerate(lines):
        if line.continues and lines[i - 1].kind is None:
            continue
        zones = {"any"} | ({"head"} if i < first else set()) | ({"tail"} if i > last else set())
        for pattern in patterns.LINES:
            if pattern.zone in zones and pattern.expression.fullmatch(line.text):
                line.kind = pattern.kind
                break
        else:
            if _is_navigation(line.text) or (i < first and i < 3 and _BREADCRUMB.match(line.text)):
                line.kind = "boilerplate"


def _is_navigation(line: str) -> bool:
    """Labels with separators between them that name places on a site: one where bars part them, half where dashes do."""
    if len(line) > 200 or _HARM.search(line):
        return False
    labels = [label.strip() for label in _SEPARATOR.split(line) if label.strip()]
    if len(labels) == 1:
        return patterns.SITE_LABELS.fullmatch(line) is not None
    if not labels or any(len(label) > _LABEL for label in labels):
        return False
    named = sum(map(_names_site, labels))
    return 2 * named >= len(labels) or (named > 0 and "|" in line and not _END.search(line))


def _names_site(label: str) -> bool:
    match = patterns.SITE_LABELS.search(label)
    return match is not None and match.start() <= 12 and len(label) - match.end() <= 20


def _mark_lists(lines: list[_Line]) -> None:
    """Key points with their bullets; headings of links with the links below them."""
    for i, line in enumerate(lines):
        if patterns.KEY_POINTS_HEADING.fullmatch(line.text):
            points = _bullets(lines, i + 1)
            if points:
                for point in (line, *points):
                    point.kind = "key_points"
        elif patterns.LINK_LIST_HEADING.fullmatch(line.text.rstrip(": ")):
            line.kind = "boilerplate"
            for link in _bullets(lines, i + 1) or _titles(lines, i + 1):
                link.kind = "boilerplate"


def _bullets(lines: list[_Line], begin: int) -> list[_Line]:
    out: list[_Line] = []
    for line in lines[begin : begin + 15]:
        if not _BULLET.match(line.text):
            break
        out.append(line)
    return out


def _titles(lines: list[_Line], begin: int) -> list[_Line]:
    """Links without bullets: short lines that are no sentences, where nothing but the end of the page follows."""
    out: list[_Line] = []
    for line in lines[begin:]:
        if line.is_paragraph or _END.search(line.text) or len(line.text) > _LINK:
            return [] if not line.kind else out
        out.append(line)
    return out


def _mark_head(lines: list[_Line], first: int, last: int, title: str | None, publisher: str | None) -> None:
    wanted = _folded(title or "")
    for line in lines[last + 1 :]:
        if line.kind is None and is_date_line(line.text):
            line.kind = "byline"
    for line in lines[:first]:
        if line.kind is None and (is_date_line(line.text) or _names_outlet(line.text, publisher)):
            line.kind = "byline"
        elif line.kind is None and wanted and wanted in _folded(line.text) and _BREADCRUMB.match(line.text):
            line.kind = "boilerplate"
    if wanted:
        headline = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if _folded(line.text) == wanted), None)
    else:
        headline = _headline(lines[:first])
    if headline is not None:
        lines[headline].kind = "headline"
        _mark_standfirst(lines, headline, first)


def _headline(head: list[_Line]) -> int | None:
    """Which of the lines above the body is clearly its headline: the first unmarked one, of some words, no sentence."""
    for i, line in enumerate(head):
        if line.kind is not None:
            continue
        words = line.text.split()
        plain = 4 <= len(words) <= 25 and 20 <= len(line.text) <= 160 and not line.text.endswith((".", ":", ";", ","))
        return i if plain and not _BULLET.match(line.text) and not line.text.isupper() else None
    return None


def _mark_standfirst(lines: list[_Line], headline: int, first: int) -> None:
    """The line under the headline that sums the article up: no paragraph of the body, and something else follows it."""
    for i in range(headline + 1, first):
        line = lines[i]
        if line.kind is None and len(line.text.split()) >= 5 and not _BULLET.match(line.text):
            line.kind = "standfirst"
            return
        if line.kind is None:
            return


def _names_outlet(line: str, publisher: str | None) -> bool:
    """`The Outlet` or `The Outlet, City`."""
    outlet = _folded(publisher or "")
    return bool(outlet) and len(line) <= 80 and _folded(line.split(",", maxsplit=1)[0]) == outlet


def _mark_menus(lines: list[_Line], first: int, last: int) -> None:
    """Above and below the body, a long run of bare labels is a menu; below it, what follows the site's own lines is links."""
    for zone in (lines[:first], lines[last + 1 :]):
        run: list[_Line] = []
        for line in [*zone, _Line(0, 0, "End.")]:
            if _is_label(line):
                run.append(line)
                continue
            if len(run) >= _MENU and not run[0].text.endswith(":"):
                for label in run:
                    label.kind = label.kind or "boilerplate"
            run = []
    links = False
    for line in lines[last + 1 :]:
        links = links or line.kind == "boilerplate"
        if links and line.kind is None and len(line.text) <= _LINK and not _END.search(line.text):
            line.kind = "boilerplate"


def _is_label(line: _Line) -> bool:
    if line.kind is not None:
        return line.kind == "boilerplate"
    return (
        len(line.text) <= _LABEL and len(line.text.split()) <= 5 and not _END.search(line.text) and line.text[-1] != ":"
    )


def _mark_tail(lines: list[_Line], last: int) -> None:
    """Once a list of links or a copyright line ends the article, what stands between such lines is the site's as well."""
    marked = [i for i, line in enumerate(lines) if line.kind == "boilerplate"]
    opening = [i for i in marked if patterns.LINK_LIST_HEADING.fullmatch(lines[i].text.rstrip(": "))]
    closing = [i for i in marked if re.match(r"©|\(c\)|copyright", lines[i].text, re.IGNORECASE)]
    if not opening or not closing or closing[-1] < len(lines) - 3:
        return
    begin = opening[-1]
    between = lines[begin + 1 : closing[-1]]
    if sum(len(line.text) for line in between) > 800 or any(_HARM.search(line.text) for line in between):
        return
    for line in between:
        line.kind = line.kind or "boilerplate"


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))
