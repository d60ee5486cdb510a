"""From claims, dates, places and actors to incidents: which claims tell one event.

Here belongs telling the main incident from those that are recalled. When it was is chosen in `incident_dates`, where in
`incident_places`; who attacked and whose people were hit is in `parties`, what kind of event it was in `events`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.extraction.actors.find import ActorMention
from pipelines.extraction.actors.find import actors as actor_rows
from pipelines.extraction.claims.find import FoundClaim
from pipelines.extraction.dates.find import DateMention
from pipelines.extraction.incidents.contractors import Shown, host_of, shown_key
from pipelines.extraction.incidents.dates import tells_several
from pipelines.extraction.incidents.events import event_type
from pipelines.extraction.incidents.parties import employers, opposed, perpetrators
from pipelines.extraction.incidents.places import locate, place_of, title_place
from pipelines.extraction.incidents.segments import OPENS_WITH_DATE, Event, events_told, opens_paragraph
from pipelines.extraction.places.find import PlaceMention
from pipelines.extraction.text.context import Reading, context_language, pattern
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.matching import fold
from pipelines.schemas.contract import Actor, Claim, Incident, Role

_ROUNDUP_DAYS = 45
_LEAD = 2  # sentences that say what an article is about


@dataclass(frozen=True)
class Found:
    """What was found in the article."""

    claims: Sequence[FoundClaim]
    actors: Sequence[ActorMention]
    places: Sequence[PlaceMention]


def assemble(
    document: Document,
    claims: Sequence[FoundClaim],
    actors: Sequence[ActorMention],
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    *,
    shown: frozenset[Shown] | None,
) -> list[Incident]:
    """The incidents of an article, main ones first, then those it recalls, each in the order of the text.

    Only the incidents with a claim that is `shown` to be about contractors are kept, with all their claims; where `shown`
    is None, every incident. `part_of` is counted anew inside each incident; where its whole belongs to another incident it is
    dropped.
    """
    reading = Reading(document, context_language(document.article.language))
    found = Found(claims, actors, places)
    events = events_told(reading, claims, dates, places)
    kept = [e for e in events if e.claims and (shown is None or any(shown_key(f.claim) in shown for f in e.claims))]
    roles = _roles(reading, kept)
    order = sorted(range(len(kept)), key=lambda i: (roles[i] != "main", kept[i].first))
    out: list[Incident] = []
    for position in order:
        event, role = kept[position], roles[position]
        out.append(_incident(reading, event, role, found, out))
    return out


# --- roles -----------------------------------------------------------------------------------------------------------


def _roles(reading: Reading, events: Sequence[Event]) -> list[Role]:
    """The first event is the main one, but for one of long ago that is only recalled; so is every other that is news."""
    if not events:
        return []
    first = min(range(len(events)), key=lambda i: events[i].first)
    anchor = events[first].date
    out: list[Role] = []
    entries, several = _is_roundup(reading), tells_several(reading)
    for position, event in enumerate(events):
        if position == first:
            out.append("background" if not (entries or event.apart) and _long_past(reading, event) else "main")
            continue
        heading = reading.document.sentences[min(event.sentences)]
        opens = opens_paragraph(reading, heading.index)
        if entries and opens and OPENS_WITH_DATE.match(reading.sentence(heading.index)):
            out.append("main")
            continue
        text = reading.sentence(event.first) if event.first < len(reading.document.sentences) else ""
        recall = bool(pattern(reading.language.recall).search(text))
        near = _days_apart(anchor, event.date) <= _ROUNDUP_DAYS
        told = several or event.apart or (opens and len(event.claims) > 1)
        out.append("main" if near and not recall and told else "background")
    return out


def _long_past(reading: Reading, event: Event) -> bool:
    """Whether an article that opens with something else only recalls an event of long ago."""
    published, date = reading.document.article.published_on, event.date
    if published is None or date is None or date.date_end is None or min(event.first, date.sentence) < _LEAD:
        return False
    return (published - date.date_end).days > _ROUNDUP_DAYS


def _is_roundup(reading: Reading) -> bool:
    title = fold(reading.document.article.title or "")
    opening = " ".join(reading.sentence(i) for i in range(min(2, len(reading.document.sentences))))
    dated = sum(1 for s in reading.document.body if OPENS_WITH_DATE.match(reading.sentence(s.index)))
    return dated >= 2 and bool(pattern(reading.language.roundup).search(f"{title} {opening}"))


def _days_apart(one: DateMention | None, other: DateMention | None) -> int:
    if one is None or other is None or one.date_start is None or other.date_start is None:
        return 10**6
    return abs((one.date_start - other.date_start).days)


# --- one incident ----------------------------------------------------------------------------------------------------


def _incident(
    reading: Reading,
    event: Event,
    role: Role,
    found: Found,
    before: Sequence[Incident],
) -> Incident:
    sentences = sorted(set(event.sentences))
    title = "" if before else fold(reading.document.article.title or "")
    weights = _sentence_weights(event, sentences)
    main = next((m for m in before if m.role == "main"), None)
    inherited = main.employers if main else []
    force = employers(reading, sentences, found.actors, event.claims, inherited, host=host_of(reading, found.places))
    out = Incident(
        role=role,
        event_type=event_type(reading, weights, title),
        perpetrators=perpetrators(reading, sentences, found.actors, event.claims, force),
        employers=force,
        claims=_claims(event, found.claims, force),
    )
    date = event.date
    if date is not None and date.date_start is not None:
        out.date_start, out.date_end, out.date_prec = date.date_start, date.date_end, date.date_prec
        out.date_source = date.source
    out.date_text = date.text if date is not None else None
    where = place_of(reading, event.claims, sentences, found.places, force, title=title)
    if where is None and not before:
        where = title_place(reading)
    told = " ".join(reading.sentence(f.sentence) for f in event.claims)
    locate(out, where, main, there=bool(pattern(reading.language.same_place).search(told)))
    out.perpetrators = [_branch(a, out.country) for a in out.perpetrators] or opposed(
        reading, out.country, force, event.claims
    )
    return out


def _branch(perpetrator: Actor, country: str | None) -> Actor:
    """Islamic State's branch in a country: "a branch of Islamic State" that kills in Kabul is its Khorasan Province."""
    if perpetrator.actor_id != "islamic_state":
        return perpetrator
    branches = [row for row in actor_rows().values() if row.parent == "islamic_state" and country in row.active_in]
    home = [row for row in branches if row.country == country] or branches
    return replace(perpetrator, actor_id=home[0].actor_id, name=home[0].name) if len(home) == 1 else perpetrator


def _sentence_weights(event: Event, sentences: Sequence[int]) -> dict[int, float]:
    """Sentences that hold the first claims say best what happened."""
    with_claims = {f.sentence for f in event.claims}
    first = min(with_claims, default=0)
    return {
        index: (1.0 if index in with_claims else 0.5) / (1 + 0.35 * max(0, abs(index - first) - 1))
        for index in sentences
    }


def _claims(event: Event, all_claims: Sequence[FoundClaim], force: Sequence[Actor]) -> list[Claim]:
    """The event's claims with `part_of` counted inside it, and the employer filled where only one can be meant."""
    position = {id(item): order for order, item in enumerate(event.claims)}
    out = []
    for item in event.claims:
        claim = item.claim
        part = None
        if claim.part_of is not None and 0 <= claim.part_of < len(all_claims):
            part = position.get(id(all_claims[claim.part_of]))
        employer = claim.employer_id
        named = {a.actor_id for a in force}
        if force and employer not in named and not (employer or "").startswith("unknown_"):
            employer = None  # a company that the article names for another incident
        if claim.victim_group == "contractor" and employer is None and len(force) == 1:
            employer = force[0].actor_id
        elif claim.victim_group == "contractor" and employer is None and force:
            employer = "unknown_pmc"
        out.append(replace(claim, part_of=part, employer_id=employer))
    return out
