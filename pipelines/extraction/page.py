"""An article with its claims shown in place, as one HTML page: what a person checks, they must see.

Here belongs the view of extractions; how it looks is in page.html.jinja. The page asks nothing of the network and runs no
script. Every article is hostile: its text is escaped, and characters that would reorder or hide it are shown by name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from pipelines.schemas.contract import Actor, Article, Claim, Extraction, Incident, VictimGroup

_GROUPS = {
    "contractor": "contractors", "state_forces": "state forces", "rebel": "rebels",
    "civilian": "civilians", "mixed": "mixed", "unknown": "unknown",
}  # fmt: skip
_EFFECTS = {"killed_or_wounded": "killed or wounded"}
_KEPT_CONTROLS = "\n\t"


@dataclass(slots=True, frozen=True)
class Piece:
    """A run of text as it may be shown; `name` is set where the text is a character that must not act: "U+202E"."""

    text: str
    name: str | None = None


@dataclass(slots=True)
class Segment:
    """A stretch of text that the same claims cover. `starts` and `ends`: numbers of claims whose quotes do so here."""

    pieces: list[Piece]
    kind: str
    groups: list[str]
    numbers: list[int]
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


@dataclass(slots=True, frozen=True)
class ShownClaim:
    """A claim as the list beside the text shows it. `facts` are pairs of label and value."""

    number: int
    group: str
    figure: str
    facts: list[tuple[str, str]]
    explain: list[tuple[str, str]]


@dataclass(slots=True, frozen=True)
class ShownIncident:
    """An incident with its claims; `facts` are pairs of label and value."""

    role: str
    event_type: str
    facts: list[tuple[str, str]]
    claims: list[ShownClaim]


@dataclass(slots=True, frozen=True)
class ShownArticle:
    """An article for the page. `rejected` says why it was not read; then there is nothing else."""

    title: str
    facts: list[str]
    language: str
    relevant: bool | None
    rejected: str | None
    segments: list[Segment]
    incidents: list[ShownIncident]


def highlight(extractions: Iterable[Extraction]) -> str:
    """One self-contained HTML page of articles, in the order given, with their claims in place and listed beside."""
    shown = [_article(extraction) for extraction in extractions]
    return _template().render(articles=shown, groups=_GROUPS)


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.jinja")


def _article(extraction: Extraction) -> ShownArticle:
    article = extraction.article
    incidents: list[ShownIncident] = []
    numbered: list[Claim] = []
    for incident in extraction.incidents:
        first = len(numbered) + 1
        numbered += incident.claims
        incidents.append(_incident(incident, first))
    published = article.published_on.isoformat() if article.published_on else "no date"
    return ShownArticle(
        title=_visible(article.title or article.article_id),
        facts=[
            _visible(fact) for fact in (article.publisher or "", published, article.language, article.url or "") if fact
        ],
        language=article.language,
        relevant=extraction.relevant,
        rejected=_visible(extraction.rejected) if extraction.rejected is not None else None,
        segments=_segments(article, numbered) if extraction.rejected is None else [],
        incidents=incidents,
    )


def _segments(article: Article, claims: list[Claim]) -> list[Segment]:
    """The text cut wherever a quote or a marked span begins or ends, so that quotes may overlap as they like."""
    size = len(article.text)
    quotes = [(max(c.char_start, 0), min(c.char_end, size), n, c) for n, c in enumerate(claims, 1)]
    cuts = {0, size}
    for start, end, _, _ in quotes:
        cuts |= {start, end}
    for span in article.spans:
        cuts |= {max(span.start, 0), min(span.end, size)}
    edges = sorted(cuts)
    out = []
    for start, end in pairwise(edges):
        inside = [(n, claim) for begin, stop, n, claim in quotes if begin <= start and end <= stop]
        kind = next((span.kind for span in article.spans if span.start <= start and end <= span.end), "body")
        segment = Segment(
            pieces=_pieces(article.text[start:end]),
            kind=kind,
            groups=sorted({claim.victim_group for _, claim in inside}, key=get_args(VictimGroup).index),
            numbers=[n for n, _ in inside],
        )
        segment.starts = [n for begin, stop, n, _ in quotes if begin == start and begin < stop]
        segment.ends = [n for begin, stop, n, _ in quotes if stop == end and begin < stop]
        out.append(segment)
    return out


def _incident(incident: Incident, first: int) -> ShownIncident:
    place = ", ".join(part for part in (incident.place, incident.adm_1, incident.country) if part)
    days = [day.isoformat() for day in (incident.date_start, incident.date_end) if day]
    facts = [
        ("date", _of(" to ".join(dict.fromkeys(days)), incident.date_prec, incident.date_text)),
        ("place", _of(place, incident.where_prec, incident.where_text)),
        ("employers", ", ".join(_actor(actor) for actor in incident.employers)),
        ("perpetrators", ", ".join(_actor(actor) for actor in incident.perpetrators)),
    ]
    return ShownIncident(
        role=incident.role,
        event_type=incident.event_type.replace("_", " "),
        facts=_said(facts),
        claims=[_claim(claim, number) for number, claim in enumerate(incident.claims, first)],
    )


def _claim(claim: Claim, number: int) -> ShownClaim:
    marks = [name for name in ("superseded", "cumulative", "victims_named") if getattr(claim, name)]
    confidence = "not given" if claim.confidence is None else f"{claim.confidence:.2f}"
    facts = [
        ("effect", _EFFECTS.get(claim.effect, claim.effect)),
        ("read as", _figure(claim)),
        ("employer", claim.employer_id or ""),
        ("nationality", claim.nationality or ""),
        ("claimant", f"{claim.claimant or 'the article itself'} ({claim.claimant_type})"),
        ("relayed by", claim.relayed_by or ""),
        ("stance", claim.stance),
        ("evidence", "" if claim.evidence_type == "statement" else claim.evidence_type),
        ("part of", "" if claim.part_of is None else f"claim {claim.part_of + 1} of this incident"),
        ("marks", ", ".join(marks).replace("_", " ")),
        ("confidence", confidence),
    ]
    explained = [(str(key), _words(value)) for key, value in (claim.explain or {}).items()]
    return ShownClaim(
        number=number,
        group=claim.victim_group,
        figure=_visible(claim.figure_text or "no figure"),
        facts=_said(facts),
        explain=_said(explained),
    )


def _words(value: Any) -> str:
    """What made a claim, for people: {"contractor": 0.99} is "contractor 0.99"."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_words(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_words(inner) for inner in value)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _figure(claim: Claim) -> str:
    """ "at least 7": the figure as rules will read it."""
    low, high, point = claim.figure_min, claim.figure_max, claim.figure_point
    bounds = f"{'?' if low is None else low} to {'?' if high is None else high}"
    if claim.modifier == "none":
        return "no figure"
    said = bounds if point is None or (low is not None and low != point) else str(point)
    return f"{said} ({claim.modifier.replace('_', ' ')})"


def _actor(actor: Actor) -> str:
    return f"{actor.name} ({actor.hedge})" if actor.hedge else actor.name


def _of(value: str, precision: int | None, words: str | None) -> str:
    if not value and not words:
        return "not said"
    details = [f"precision {precision}"] if precision is not None else []
    details += [f"“{words}”"] if words else []
    return f"{value or 'unknown'} ({', '.join(details)})" if details else value


def _said(facts: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(_visible(label), _visible(str(value))) for label, value in facts if value]


def _pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    plain: list[str] = []
    for char in text:
        if _acts(char):
            pieces += [Piece("".join(plain))] if plain else []
            pieces.append(Piece(char, _name(char)))
            plain = []
        else:
            plain.append(char)
    return pieces + ([Piece("".join(plain))] if plain else [])


def _acts(char: str) -> bool:
    """Whether a character is a control or a format one (bidirectional overrides, zero widths), or half of one."""
    return char not in _KEPT_CONTROLS and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"}


def _name(char: str) -> str:
    return f"U+{ord(char):04X}"


def _visible(text: str) -> str:
    return "".join(f"⟨{_name(char)}⟩" if _acts(char) else char for char in text)
