"""From claims, dates, places and actors to incidents: which claims tell one event, when and where it was.

Here belong telling the main incident from those that are recalled, and choosing its date and place among those that
the article names. Who attacked and whose people were hit is in `parties`, what kind of event it was in `events`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.extraction.actors import ActorMention, actor
from pipelines.extraction.claims import FoundClaim
from pipelines.extraction.context import Reading, context_language, pattern
from pipelines.extraction.dates import DateMention, find_dates
from pipelines.extraction.document import Document, read
from pipelines.extraction.events import event_type
from pipelines.extraction.matching import fold
from pipelines.extraction.parties import employers, perpetrators
from pipelines.extraction.places import ABROAD, PlaceMention, find_places
from pipelines.schemas.contract import Actor, Article, Claim, Incident, Role

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
    kept = [e for e in events if everything or any(f.claim.victim_group == "contractor" for f in e.claims)]
    kept = [e for e in kept if e.claims]
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
    main = Event(_main_date(reading, claims, by_sentence), tolerance=0 if _tells_several(reading) else _SAME_STORY)
    events = [main]
    current, paragraph = main, -1
    for sentence in reading.document.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            current = main
        own = [d for d in by_sentence.get(sentence.index, []) if d.role == "event" and _linked(reading, d)]
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


# What ends the words that a date belongs to: marks, and words that open a clause of their own.
_CLAUSE = re.compile(
    r"[,;:()\"“”«»]| [-–—] |\b(?:since|who|whom|whose|that|which|where|while|until|before|although|though|because|"
    r"depuis|qui|que|dont|ou|alors que|tandis que|avant)\b"
)


def _linked(reading: Reading, date: DateMention) -> bool:
    """Whether the words around a date speak of an attack or its victims: "a resident who left in 2014" do not."""
    sentence = reading.document.sentences[date.sentence]
    text = reading.folded[sentence.start : sentence.end]
    start, end = date.start - sentence.start, date.end - sentence.start
    before = [m.end() for m in _CLAUSE.finditer(text, 0, start)]
    left = before[-1] if before else 0
    if before and len((text[left:start] + text[end : end + 1]).split()) <= 2:
        left = before[-2] if len(before) > 1 else 0  # "in the first attack, on Friday, …": the words before the comma
    opening = not text[:start].strip(" -–—•*⚡\"'") or len(text[:start].split()) <= 3
    if opening:
        return True
    after = _CLAUSE.search(text, end)
    right = after.start() if after else len(text)
    return (
        bool(pattern(reading.language.attack).search(text[left:start] + " " + text[end:right]))
        or text[end - 2 : end] == "'s"
    )


def _main_date(
    reading: Reading, claims: Sequence[FoundClaim], by_sentence: dict[int, list[DateMention]]
) -> DateMention | None:
    """The date of the event that the article is about: the best of those that stand with its first claims."""
    if not claims:
        return None
    first = min(f.sentence for f in claims)
    ours = {f.sentence for f in claims if f.claim.victim_group == "contractor"} or {f.sentence for f in claims}
    several = _tells_several(reading)
    best: tuple[float, int, DateMention] | None = None
    for index, mentions in sorted(by_sentence.items()):
        text = reading.sentence(index)
        base = 0.0
        if index in ours:
            base += 2.0
        if index <= first + 1:
            base += 1.5
        base -= min(1.5, 0.25 * max(0, min(abs(index - f) for f in ours) - 1)) + 0.05 * max(0, index - first)
        if pattern(reading.language.occurred).search(text):
            base += 1.5
        if reading.document.sentences[index].kind in ("caption", "key_points", "byline"):
            base -= 2.0
        attack = bool(pattern(reading.language.attack).search(text))
        recall = bool(pattern(reading.language.recall).search(text))
        for mention in mentions:
            if mention.date_start is None:
                continue
            score = base + (1.0 if attack else -1.5) - (1.5 if recall and index > first and not several else 0.0)
            score += {1: 1.0, 2: 1.0, 3: 0.4, 4: 0.0}.get(mention.date_prec or 5, -1.5)
            if mention.role == "report":
                score -= 6.0
            if not _linked(reading, mention):
                score -= 2.5
            if pattern(reading.language.aftermath).search(text):
                score -= 1.0
            if mention.kind == "after_event":
                score += 0.5
            if best is None or score > best[0]:
                best = (score, index, mention)
    if best and best[0] > 0:
        return _exact(reading, best[2], by_sentence, first)
    return _title_date(reading)


def _exact(reading: Reading, date: DateMention, by_sentence: dict[int, list[DateMention]], first: int) -> DateMention:
    """The day that a sentence near by gives for what the first one dates "this weekend"."""
    if date.kind != "weekend" or date.date_start is None or date.date_end is None:
        return date
    for index, mentions in sorted(by_sentence.items()):
        text = reading.sentence(index)
        if abs(index - first) > 6 or pattern(reading.language.aftermath).search(text):
            continue
        for other in mentions:
            inside = (
                other.date_start
                and other.date_end
                and date.date_start <= other.date_start <= other.date_end <= date.date_end
            )
            if inside and other.date_prec == 1 and other.role == "event" and _linked(reading, other):
                return other
    return date


def _title_date(reading: Reading) -> DateMention | None:
    """The date of an attack that only the title gives: "Saturday's bus attack"."""
    article = reading.document.article
    if not article.title or not pattern(reading.language.attack).search(fold(article.title)):
        return None
    title = read(Article("title", article.title, published_on=article.published_on, language=article.language))
    dates = [d for d in find_dates(title) if d.role == "event" and d.date_start]
    return replace(dates[0], sentence=-1) if dates else None


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
    entries = _is_roundup(reading)
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
            out.append("main" if near and opens and not recall and len(event.claims) > 1 else "background")
    return out


def _opens_paragraph(reading: Reading, index: int) -> bool:
    sentences = reading.document.sentences
    return index == 0 or sentences[index].paragraph != sentences[index - 1].paragraph


def _tells_several(reading: Reading) -> bool:
    """Whether the article sets out to tell of more than one attack: then a day apart is another attack."""
    opening = reading.folded[: reading.document.sentences[min(2, len(reading.document.sentences) - 1)].end]
    title = fold(reading.document.article.title or "")
    return bool(pattern(reading.language.several).search(f"{title} {opening}"))


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
    where = _place(reading, event, sentences, found.places, force)
    if where is None and role == "main" and not before:
        where = _title_place(reading)
    _locate(out, where, main)
    return out


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
        if claim.victim_group == "contractor" and employer is None and len(force) == 1:
            employer = force[0].actor_id
        elif claim.victim_group == "contractor" and employer is None and force:
            employer = "unknown_pmc"
        out.append(replace(claim, part_of=part, employer_id=employer))
    return out


# --- where -----------------------------------------------------------------------------------------------------------

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


def _place(
    reading: Reading, event: Event, sentences: Sequence[int], places: Sequence[PlaceMention], force: Sequence[Actor]
) -> PlaceMention | None:
    """The place of an event: the one that stands best with its claims, else with its other sentences."""
    with_claims = {f.sentence for f in event.claims}
    first = min(with_claims, default=0)
    inside = set(sentences)
    home = {row.country for a in force if (row := actor(a.actor_id)) and row.country}
    home |= {f.claim.nationality for f in event.claims if f.claim.victim_group == "contractor" and f.claim.nationality}
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
        if pattern(reading.language.attack).search(text):
            score += 0.6
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


def _title_place(reading: Reading) -> PlaceMention | None:
    """The place that only the title names; read together with the text, which says what country it is about."""
    article = reading.document.article
    if not article.title:
        return None
    whole = replace(article, text=f"{article.title}\n{article.text}", spans=[])
    ends = len(article.title)
    places = [p for p in find_places(read(whole), ()) if p.end <= ends and p.relation not in ("source", "country")]
    return replace(places[0], sentence=-1) if places else None


def _locate(out: Incident, best: PlaceMention | None, main: Incident | None) -> None:
    if best is None:
        if main is not None:
            out.country, out.where_prec = main.country, 6 if main.country else None
        return
    out.country, out.adm_1, out.place = best.country, best.adm_1, best.place
    out.where_prec, out.where_text = best.where_prec, best.text
    if best.where_prec is not None and best.where_prec <= 4:
        out.latitude, out.longitude, out.geonameid = best.latitude, best.longitude, best.geonameid
