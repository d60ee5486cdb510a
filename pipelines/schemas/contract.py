"""What one article says: the records that extraction makes and `losses extract` prints.

Here belong the fields of the data contract and their closed vocabularies, and nothing that computes them. The names
come from UCDP GED (best/low/high, date_prec, where_prec), ACLED, GTD, Airwars and PLOVER. Offsets count Unicode code points
of `Article.text`; for every claim `text[char_start:char_end] == quote`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Effect = Literal["killed", "wounded", "captured", "missing", "killed_or_wounded"]
VictimGroup = Literal["contractor", "state_forces", "rebel", "civilian", "mixed", "unknown"]
ClaimantType = Literal[
    "perpetrator", "employer", "host_state", "foreign_state", "local_official", "medical", "monitor", "analyst",
    "media", "visual", "witness", "relatives", "channel", "other", "none",
]  # fmt: skip
Modifier = Literal[
    "exact",
    "at_least",
    "more_than",
    "up_to",
    "about",
    "range",
    "several",
    "dozens",
    "tens",
    "scores",
    "hundreds",
    "none",
]
Stance = Literal["asserted", "denied", "disputed", "unverified"]
Evidence = Literal["statement", "document", "video", "photo", "satellite"]
Hedge = Literal["stated", "claimed", "blamed", "suspected"]
Role = Literal["main", "background"]
EventType = Literal[
    "ambush", "armed_clash", "attack_on_base", "ied", "suicide_bombing", "shelling_missile", "air_drone_strike",
    "aircraft_loss", "abduction_execution", "mutiny_insider", "accident_other", "unknown",
]  # fmt: skip
DateSource = Literal["stated", "relative"]
# Where in a page a stretch of text stands. `body` is never marked: it is what no span covers.
SpanKind = Literal["boilerplate", "headline", "standfirst", "key_points", "caption", "byline"]


@dataclass(slots=True, frozen=True)
class Span:
    """A marked stretch of an article's text (code points, end exclusive). Marked, never cut: offsets must hold."""

    start: int
    end: int
    kind: SpanKind


@dataclass(slots=True)
class Article:
    """One version of an article, as `articles` hands it to extraction. `language` is ISO 639-1."""

    article_id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published_on: dt.date | None = None
    language: str = "en"
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Actor:
    """A perpetrator or an employer, as the article names it. `hedge` is None for employers."""

    actor_id: str
    name: str
    text: str
    hedge: Hedge | None = None


@dataclass(slots=True)
class Claim:
    """One figure (or its absence) about one effect on one victim group by one claimant."""

    effect: Effect
    victim_group: VictimGroup
    employer_id: str | None
    nationality: str | None
    figure_min: int | None
    figure_max: int | None
    figure_point: int | None
    modifier: Modifier
    figure_text: str | None
    claimant: str | None
    claimant_id: str | None
    claimant_type: ClaimantType
    relayed_by: str | None
    stance: Stance
    evidence_type: Evidence
    part_of: int | None
    superseded: bool
    cumulative: bool
    quote: str
    char_start: int
    char_end: int
    confidence: float | None = None
    # The victims are named in the text: a toll that the employer, a host state or a doctor gives so is best evidence.
    victims_named: bool = False
    explain: dict[str, Any] | None = None


@dataclass(slots=True)
class Incident:
    """One incident with contractor victims (with `--all`: any victims) that the article reports or recalls."""

    role: Role
    event_type: EventType
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    date_prec: int | None = None
    date_text: str | None = None
    date_source: DateSource | None = None
    country: str | None = None
    adm_1: str | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    where_prec: int | None = None
    where_text: str | None = None
    perpetrators: list[Actor] = field(default_factory=list)
    employers: list[Actor] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


@dataclass(slots=True)
class Extraction:
    """What one article says. `relevant` is None, with `rejected`, for an input that could not be read."""

    article: Article
    relevant: bool | None
    incidents: list[Incident] = field(default_factory=list)
    rejected: str | None = None

    def to_json(self, *, with_text: bool = False) -> dict[str, Any]:
        """The contract's JSON object: dates as ISO strings, `explain` and `text` only where asked for."""
        article = self.article
        if self.rejected is not None:
            return {"article_id": article.article_id, "relevant": None, "rejected": self.rejected}
        out: dict[str, Any] = {
            "article_id": article.article_id,
            "url": article.url,
            "publisher": article.publisher,
            "title": article.title,
            "published_on": article.published_on.isoformat() if article.published_on else None,
            "language": article.language,
            "relevant": self.relevant,
            "incidents": [_plain(asdict(incident)) for incident in self.incidents],
        }
        if with_text:
            out["text"] = article.text
        return out


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if not (k == "explain" and v is None)}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value
