"""Where an incident was: which of the places that an article names is the attack's.

Here belongs choosing among places; finding them belongs to `places`, and which claims tell one incident to `incidents`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.extraction.actors.find import actor
from pipelines.extraction.actors.theatres import GUARDED, nationals_of
from pipelines.extraction.claims.find import FoundClaim
from pipelines.extraction.places.find import ABROAD, PlaceMention, find_places
from pipelines.extraction.text.context import Reading, pattern
from pipelines.extraction.text.document import read
from pipelines.extraction.text.matching import fold
from pipelines.reference.countries import countries
from pipelines.schemas.contract import Actor, Incident

_OPENING = 4  # characters of a preposition before the first name of a sentence

_RELATION = {
    "at": 5.0, "near": 5.0, "between": 4.7, "capital": 4.8, "toward": 2.7, "division": 2.6, "border": 2.6, "part": 2.2,
    "dateline": 1.7, "named": 1.2, "beside": 0.8, "country": 0.6, "route": 0.6, "people": -0.2, "source": -2.5,
}  # fmt: skip


_HIRING = GUARDED - {"SYR"}  # Syrians are hired elsewhere
_CAPITAL = 300_000
_LEAD = 2  # sentences that say what an article is about
_EXACT = ("at", "near", "between")


@dataclass(frozen=True)
class _Scene:
    """What places of an event are weighed by: its claims' sentences (`ours` those of contractors), the first of them, all its
    sentences, the folded title, the victims' own countries and the one that it most likely was in."""

    told: frozenset[int]
    ours: frozenset[int]
    first: int
    inside: frozenset[int]
    title: str
    home: frozenset[str]
    host: str | None


def _scene(
    reading: Reading,
    claims: Sequence[FoundClaim],
    sentences: Sequence[int],
    places: Sequence[PlaceMention],
    force: Sequence[Actor],
    *,
    title: str,
) -> _Scene:
    told = frozenset(f.sentence for f in claims)
    ours = frozenset(f.sentence for f in claims if f.claim.victim_group == "contractor") or told
    rows = [row for a in force if (row := actor(a.actor_id))]
    home = {row.country for row in rows if row.country} | {n for row in rows if (n := nationals_of(row))}
    home |= {f.claim.nationality for f in claims if f.claim.victim_group == "contractor" and f.claim.nationality}
    # Locals among the dead do not make the country that hires foreigners the victims' own.
    home = home - _HIRING or home
    inside = frozenset(sentences)
    host = _host(places, inside, home, title)
    return _Scene(told, ours, min(ours, default=0), inside, title, frozenset(home), host)


def _host(places: Sequence[PlaceMention], inside: frozenset[int], home: set[str], title: str) -> str | None:
    """The country that most of an event's places lie in, the victims' own aside; what stands first counts most."""
    votes: dict[str, float] = {}
    for mention in places:
        if mention.sentence in inside and mention.country and mention.country not in home:
            weight = max(_RELATION[mention.relation], 0.1) / (1 + 0.1 * mention.sentence)
            votes[mention.country] = votes.get(mention.country, 0.0) + weight * (2 if _in_title(mention, title) else 1)
    return max(sorted(votes), key=lambda c: votes[c]) if votes else None


def _in_title(mention: PlaceMention, title: str) -> bool:
    return bool(title) and re.search(rf"\b{re.escape(fold(mention.text))}\b", title) is not None


def place_of(
    reading: Reading,
    claims: Sequence[FoundClaim],
    sentences: Sequence[int],
    places: Sequence[PlaceMention],
    force: Sequence[Actor],
    *,
    title: str = "",
) -> PlaceMention | None:
    """The place of an event: the one that stands best with its claims, else with its other sentences.

    `title` is the article's, folded, for the event that the article is about: a place that it names too is likely meant.
    """
    scene = _scene(reading, claims, sentences, places, force, title=title)
    exact = any(
        m.relation in _EXACT and m.sentence in scene.inside and abs(m.sentence - scene.first) <= 3 for m in places
    )
    best: tuple[float, int, PlaceMention] | None = None
    for mention in places:
        if mention.sentence not in scene.inside:
            continue
        score = _RELATION[mention.relation] + _standing(reading, mention, scene)
        if mention.relation == "dateline" and mention.population < _CAPITAL and not exact:
            score += 2.6  # a reporter in a small town is there for what happened in it
        if best is None or score > best[0]:
            best = (score, mention.start, mention)
    return best[2] if best and best[0] > -1.0 else None


def _standing(reading: Reading, mention: PlaceMention, scene: _Scene) -> float:
    """How well a place stands with an event: by its sentence, by its country, by the title."""
    score = 0.0
    text = reading.sentence(mention.sentence)
    apart = min(abs(mention.sentence - s) for s in scene.ours) + 0.3 * abs(mention.sentence - scene.first)
    if mention.sentence in scene.told:
        score += (1.5 if mention.sentence in scene.ours else 0.7) / (1 + 0.4 * apart)
    if pattern(reading.language.attack).search(text):
        score += 1.2 if mention.sentence < _LEAD and mention.relation in _EXACT else 0.6
    elif _opens_with_capital(reading, mention):
        score -= 3.0  # "In Bamako, nobody counts": the seat of a government, not of the event
    if pattern(reading.language.occurred).search(text):
        score += 1.0
    if pattern(reading.language.recall).search(text) and mention.sentence > scene.first:
        score -= 2.0  # "the deadliest day since 1983, when 63 were killed in Beirut"
    score -= 0.2 * apart + 0.05 * max(0, mention.sentence - scene.first)
    if not mention.known and mention.relation != "dateline":
        score -= 0.6
    if mention.country in ABROAD and mention.relation in ("country", "people"):
        score -= 2.0
    if mention.country in scene.home:
        score -= 2.5
    elif mention.country == scene.host:
        score += 0.8
    elif scene.host:
        score -= 1.5
    if mention.relation not in ("country", "people", "source", "route") and _in_title(mention, scene.title):
        score += 1.2
    if reading.document.sentences[mention.sentence].kind in ("headline", "key_points", "caption"):
        score -= 0.5
    return score


def _opens_with_capital(reading: Reading, mention: PlaceMention) -> bool:
    """Whether a sentence opens with the capital of a country."""
    country = countries().get(mention.country or "")
    at_start = mention.start - reading.document.sentences[mention.sentence].start <= _OPENING
    return at_start and country is not None and mention.place == country.capital


def title_place(reading: Reading) -> PlaceMention | None:
    """The place that only the title names; read together with the text, which says what country it is about."""
    article = reading.document.article
    if not article.title:
        return None
    whole = replace(article, text=f"{article.title}\n{article.text}", spans=[])
    ends = len(article.title)
    places = [p for p in find_places(read(whole), ()) if p.end <= ends and p.relation not in ("source", "country")]
    return replace(places[0], sentence=-1) if places else None


def locate(out: Incident, best: PlaceMention | None, main: Incident | None, *, there: bool = False) -> None:
    """Write where an incident was into it; one that names no place is in the main one's country, and `there` in its place."""
    if main is not None and there and (best is None or (best.place is None and best.country == main.country)):
        for name in ("country", "adm_1", "place", "where_prec", "where_text", "latitude", "longitude", "geonameid"):
            setattr(out, name, getattr(main, name))
        return
    if best is None:
        if main is not None:
            out.country, out.where_prec = main.country, 6 if main.country else None
        return
    out.country, out.adm_1, out.place = best.country, best.adm_1, best.place
    out.where_prec, out.where_text = best.where_prec, best.text
    if best.where_prec is not None and best.where_prec <= 4:
        out.latitude, out.longitude, out.geonameid = best.latitude, best.longitude, best.geonameid
