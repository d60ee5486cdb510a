"""Where an incident was: which of the places that an article names is the attack's.

Here belongs choosing among places; finding them belongs to `places`, and which claims tell one incident to `incidents`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extraction.actors.find import actor
from pipelines.extraction.claims.find import FoundClaim
from pipelines.extraction.places.find import ABROAD, PlaceMention, find_places
from pipelines.extraction.text.context import Reading, pattern
from pipelines.extraction.text.document import read
from pipelines.reference.countries import countries
from pipelines.schemas.contract import Actor, Incident

_OPENING = 4  # characters of a preposition before the first name of a sentence

_RELATION = {
    "at": 5.0, "near": 5.0, "between": 4.7, "capital": 4.8, "toward": 2.4, "division": 2.6, "border": 2.6, "part": 2.2,
    "dateline": 1.7, "named": 1.2, "beside": 0.8, "country": 0.6, "route": 0.6, "people": -0.2, "source": -2.5,
}  # fmt: skip


def _host(places: Sequence[PlaceMention], inside: set[int], home: set[str]) -> str | None:
    """The country that most of an event's places lie in, the victims' own aside."""
    votes: dict[str, float] = {}
    for mention in places:
        if mention.sentence in inside and mention.country and mention.country not in home:
            votes[mention.country] = votes.get(mention.country, 0.0) + max(_RELATION[mention.relation], 0.1)
    return max(sorted(votes), key=lambda c: votes[c]) if votes else None


_CAPITAL = 300_000


def place_of(
    reading: Reading,
    claims: Sequence[FoundClaim],
    sentences: Sequence[int],
    places: Sequence[PlaceMention],
    force: Sequence[Actor],
) -> PlaceMention | None:
    """The place of an event: the one that stands best with its claims, else with its other sentences."""
    with_claims = {f.sentence for f in claims}
    first = min(with_claims, default=0)
    inside = set(sentences)
    home = {row.country for a in force if (row := actor(a.actor_id)) and row.country}
    home |= {f.claim.nationality for f in claims if f.claim.victim_group == "contractor" and f.claim.nationality}
    host = _host(places, inside, home)
    exact = any(
        m.relation in ("at", "near", "between") and m.sentence in inside and abs(m.sentence - first) <= 3
        for m in places
    )
    best: tuple[float, int, PlaceMention] | None = None
    for mention in places:
        if mention.sentence not in inside:
            continue
        score = _RELATION[mention.relation]
        if mention.relation == "dateline" and mention.population < _CAPITAL and not exact:
            score += 2.6  # a reporter in a small town is there for what happened in it
        if mention.country in ABROAD and mention.relation in ("country", "people"):
            score -= 2.0
        text = reading.sentence(mention.sentence)
        apart = min(abs(mention.sentence - s) for s in with_claims) + 0.3 * abs(mention.sentence - first)
        if mention.sentence in with_claims:
            score += 1.5 / (1 + 0.4 * apart)
        attack = pattern(reading.language.attack).search(text)
        if attack:
            score += 0.6
        elif _opens_with_capital(reading, mention):
            score -= 3.0  # "In Bamako, nobody counts": the seat of a government, not of the event
        if pattern(reading.language.occurred).search(text):
            score += 1.0
        score -= 0.2 * apart
        if not mention.known:
            score -= 0.3
        if mention.country in home:
            score -= 2.5 if mention.relation in ("country", "named", "source") else 1.0
        if mention.country == host:
            score += 0.8
        if reading.document.sentences[mention.sentence].kind in ("headline", "key_points", "caption"):
            score -= 0.5
        if best is None or score > best[0]:
            best = (score, mention.start, mention)
    return best[2] if best and best[0] > -1.0 else None


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


def locate(out: Incident, best: PlaceMention | None, main: Incident | None) -> None:
    if best is None:
        if main is not None:
            out.country, out.where_prec = main.country, 6 if main.country else None
        return
    out.country, out.adm_1, out.place = best.country, best.adm_1, best.place
    out.where_prec, out.where_text = best.where_prec, best.text
    if best.where_prec is not None and best.where_prec <= 4:
        out.latitude, out.longitude, out.geonameid = best.latitude, best.longitude, best.geonameid
