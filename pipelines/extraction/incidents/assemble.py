"""From claims, dates, places and actors to incidents: which claims tell one event.

Here belongs telling the main incident from those that are recalled. When it was is chosen in `incident_dates`, where in
`incident_places`; who attacked and whose people were hit is in `parties`, what kind of event it was in `events`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.extraction.actors.find import ActorMention
from pipelines.extraction.actors.find import actors as actor_rows
from pipelines.extraction.claims.find import FoundClaim
from pipelines.extraction.dates.find import DateMention
from pipelines.extraction.incidents.contractors import evident
from pipelines.extraction.incidents.dates import linked, main_date, tells_several
from pipelines.extraction.incidents.events import event_type
from pipelines.extraction.incidents.parties import employers, perpetrators
from pipelines.extraction.incidents.places import locate, place_of, title_place
from pipelines.extraction.places.find import PlaceMention
from pipelines.extraction.text.context import Reading, context_language, pattern
from pipelines.extraction.text.document import Document
from pipelines.extraction.text.matching import fold
from pipelines.schemas.contract import Actor, Claim, Incident, Role

# Days that the parts of one story may lie apart: a raid by night, a death in hospital, a burial.
_SAME_STORY = 3
_ROUNDUP_DAYS = 45
_DATELESS = frozenset(("since", "until", "future", "dateline"))


@dataclass(frozen=True)
class Found:
    """What was found in the article."""

    claims: Sequence[FoundClaim]
    actors: Sequence[ActorMention]
    places: Sequence[PlaceMention]


@dataclass
class Event:
    """One event as the article tells it, while it is put together. `sentences` hold what is said of it."""

    date: DateMention | None
    claims: list[FoundClaim] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    recalled: bool = False
    first: int = 0
    tolerance: int = _SAME_STORY

    def covers(self, other: DateMention) -> bool:
        """Whether a date may be this event's: the two overlap, or lie a few days apart where both are exact."""
        mine = self.date
        if mine is None or mine.date_start is None or mine.date_end is None:
            return True
        if other.date_start is None or other.date_end is None:
            return True
        gap = max((other.date_start - mine.date_end).days, (mine.date_start - other.date_end).days)
        if gap <= 0:
            return True
        exact = (mine.date_prec or 5) <= 3 and (other.date_prec or 5) <= 3
        return exact and gap <= self.tolerance and other.date_start > mine.date_start


def assemble(
    document: Document,
    claims: Sequence[FoundClaim],
    actors: Sequence[ActorMention],
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    *,
    everything: bool,
) -> list[Incident]:
    """The incidents of an article, main ones first, then those it recalls, each in the order of the text.

    Without `everything` only incidents with contractor victims are kept, with all their claims. `part_of` is counted
    anew inside each incident; where its whole belongs to another incident it is dropped.
    """
    reading = Reading(document, context_language(document.article.language))
    found = Found(claims, actors, places)
    events = _events(reading, claims, dates)
    shown = {id(claims[order]) for order in evident(reading, claims, actors, places)}
    kept = [e for e in events if e.claims and (everything or any(id(f) in shown for f in e.claims))]
    roles = _roles(reading, kept)
    order = sorted(range(len(kept)), key=lambda i: (roles[i] != "main", kept[i].first))
    out: list[Incident] = []
    for position in order:
        event, role = kept[position], roles[position]
        out.append(_incident(reading, event, role, found, out))
    return out


# --- which claims tell one event -------------------------------------------------------------------------------------


def _events(reading: Reading, claims: Sequence[FoundClaim], dates: Sequence[DateMention]) -> list[Event]:
    usable = [d for d in dates if d.role not in _DATELESS]
    by_sentence: dict[int, list[DateMention]] = {}
    for date in usable:
        by_sentence.setdefault(date.sentence, []).append(date)
    of_sentence: dict[int, list[FoundClaim]] = {}
    for claim in claims:
        of_sentence.setdefault(claim.sentence, []).append(claim)
    main = Event(main_date(reading, claims, by_sentence), tolerance=0 if tells_several(reading) else _SAME_STORY)
    events = [main]
    current, paragraph = main, -1
    for sentence in reading.document.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            current = main
        own = [d for d in by_sentence.get(sentence.index, []) if d.role == "event" and linked(reading, d)]
        here = of_sentence.get(sentence.index, [])
        if not here:
            current = _shift(reading, sentence.index, own, current, events)
            current.sentences.append(sentence.index)
            continue
        targets = {id(f): _target(reading, f, own, current, events) for f in here}
        for item in here:
            event = targets[id(item)]
            event.claims.append(item)
            if sentence.index not in event.sentences:
                event.sentences.append(sentence.index)
        current = targets[id(here[-1])]
    for event in events:
        event.first = min((f.sentence for f in event.claims), default=10**6)
    return events


def _shift(
    reading: Reading,
    index: int,
    own: Sequence[DateMention],
    current: Event,
    events: list[Event],
) -> Event:
    """The event that a sentence goes on about: another one where it names another date together with an attack."""
    dated = [d for d in own if d.date_start is not None]
    attack = bool(pattern(reading.language.attack).search(reading.sentence(index)))
    heading = _opens_paragraph(reading, index) and bool(_OPENS_WITH_DATE.match(reading.sentence(index)))
    if not dated or not (attack or heading):
        return current
    date, main = dated[0], events[0]
    return main if main.covers(date) else _event_on(date, events, recalled=True)


def _event_on(date: DateMention, events: list[Event], *, recalled: bool) -> Event:
    for event in events[1:]:
        if event.date and (event.date.date_start, event.date.date_end) == (date.date_start, date.date_end):
            return event
    made = Event(date, recalled=recalled)
    events.append(made)
    return made


def _target(
    reading: Reading, item: FoundClaim, own: Sequence[DateMention], current: Event, events: list[Event]
) -> Event:
    """The event of one claim: by the date that stands nearest before it in its sentence, else behind it."""
    main = events[0]
    dated = [d for d in own if d.date_start is not None]
    start = item.figure_span[0] if item.figure_span else item.claim.char_start
    sentence = reading.document.sentences[item.sentence]
    text = reading.folded[sentence.start : sentence.end]
    separate = pattern(reading.language.separate).search(text)
    if not dated:
        if separate and current is main and main.claims:
            return _event_on_nothing(events, item)
        return current
    before = [d for d in dated if d.start <= start]
    date = before[-1] if before else dated[0]
    vaguer = main.date is not None and (date.date_prec or 5) > (main.date.date_prec or 5)
    if main.date in dated and (date is main.date or vaguer or date.kind == "anchored"):
        return main  # in the sentence that dates the main event another date counts only where it is as exact
    if separate and main.claims and date is not main.date:
        return _event_on(date, events, recalled=True)
    return main if main.covers(date) else _event_on(date, events, recalled=True)


def _event_on_nothing(events: list[Event], item: FoundClaim) -> Event:
    made = Event(None, recalled=True)
    events.append(made)
    return made


# --- roles -----------------------------------------------------------------------------------------------------------


def _roles(reading: Reading, events: Sequence[Event]) -> list[Role]:
    """The first event is the main one; so is every other that the article tells as news and not as memory."""
    if not events:
        return []
    first = min(range(len(events)), key=lambda i: events[i].first)
    anchor = events[first].date
    out: list[Role] = []
    entries, several = _is_roundup(reading), tells_several(reading)
    for position, event in enumerate(events):
        if position == first:
            out.append("main")
            continue
        opener = event.first
        text = reading.sentence(opener) if opener < len(reading.document.sentences) else ""
        recall = bool(pattern(reading.language.recall).search(text))
        heading = reading.document.sentences[min(event.sentences)]
        opens = _opens_paragraph(reading, heading.index)
        near = _days_apart(anchor, event.date) <= _ROUNDUP_DAYS
        if entries and opens and _OPENS_WITH_DATE.match(reading.sentence(heading.index)):
            out.append("main")
        else:
            news = near and opens and not recall and (several or len(event.claims) > 1)
            out.append("main" if news else "background")
    return out


def _opens_paragraph(reading: Reading, index: int) -> bool:
    sentences = reading.document.sentences
    return index == 0 or sentences[index].paragraph != sentences[index - 1].paragraph


def _is_roundup(reading: Reading) -> bool:
    title = fold(reading.document.article.title or "")
    opening = " ".join(reading.sentence(i) for i in range(min(2, len(reading.document.sentences))))
    dated = sum(1 for s in reading.document.body if _OPENS_WITH_DATE.match(reading.sentence(s.index)))
    return dated >= 2 and bool(pattern(reading.language.roundup).search(f"{title} {opening}"))


_OPENS_WITH_DATE = re.compile(
    r"(?:on |le )?\d{1,2}(?:er)? [a-z]{3,9}\b|[a-z]{3,9} \d{1,2}\b|(?:on |in )?[a-z]{3,9} \d{4}\b"
)


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
    title = fold(reading.document.article.title or "") if role == "main" and not before else ""
    weights = _sentence_weights(event, sentences)
    main = next((m for m in before if m.role == "main"), None)
    inherited = main.employers if main else []
    force = employers(reading, sentences, found.actors, event.claims, inherited)
    out = Incident(
        role=role,
        event_type=event_type(reading, weights, title),
        perpetrators=perpetrators(reading, sentences, found.actors, event.claims),
        employers=force,
        claims=_claims(event, found.claims, force),
    )
    date = event.date
    if date is not None and date.date_start is not None:
        out.date_start, out.date_end, out.date_prec = date.date_start, date.date_end, date.date_prec
        out.date_source = date.source
    out.date_text = date.text if date is not None else None
    where = place_of(reading, event.claims, sentences, found.places, force, title=title)
    if where is None and role == "main" and not before:
        where = title_place(reading)
    locate(out, where, main)
    out.perpetrators = [_branch(a, out.country) for a in out.perpetrators]
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
