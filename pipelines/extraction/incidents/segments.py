"""Which claims tell one event: an article's sentences, cut where it turns to another attack.

Here belong the words that turn to another event: another date, another place, "in a separate incident", an item of a
list. What an event then is (main or recalled, when, where, by whom) belongs to `assemble` and its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipelines.extraction.claims.find import FoundClaim
from pipelines.extraction.dates.find import DateMention
from pipelines.extraction.incidents.dates import linked, main_date, tells_several
from pipelines.extraction.places.find import PlaceMention
from pipelines.extraction.text.context import Reading, pattern
from pipelines.extraction.text.matching import fold

T = TypeVar("T", DateMention, FoundClaim, PlaceMention)

# Days that the parts of one story may lie apart: a raid by night, a death in hospital, a burial.
_SAME_STORY = 3
_DATELESS = frozenset(("since", "until", "future", "dateline"))
_EXACT = ("at", "near", "between", "toward", "capital")
_NEAR_DEGREES = 0.15  # places so near each other may be of one attack
# "KANDAHAR - A car bomb …": an item of a list of incidents.
_ITEM = re.compile(r"(?:[*•·▪-] ?)?[A-ZÀ-Þ][A-ZÀ-Þ'’ -]{2,30}(?:,[^-–—\n]{1,30})?(?: ?[-–—] |: )")
_LEAST_ITEMS = 2
_HEADER = 2  # sentences that may give the day of a whole list
OPENS_WITH_DATE = re.compile(
    r"(?:on |le )?\d{1,2}(?:er)? [a-z]{3,9}\b|[a-z]{3,9} \d{1,2}\b|(?:on |in )?[a-z]{3,9} \d{4}\b"
)


@dataclass
class Event:
    """One event as the article tells it, while it is put together. `sentences` hold what is said of it.

    `recalled` marks one that is told as another than the article's own; `apart` one that the article says is separate.
    """

    date: DateMention | None
    claims: list[FoundClaim] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    recalled: bool = False
    apart: bool = False
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


def events_told(
    reading: Reading,
    claims: Sequence[FoundClaim],
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
) -> list[Event]:
    """The events of an article with their claims and sentences; the first is the one that the article is about."""
    return _Cutter(reading, claims, dates, places).cut()


def opens_paragraph(reading: Reading, index: int) -> bool:
    sentences = reading.document.sentences
    return index == 0 or sentences[index].paragraph != sentences[index - 1].paragraph


class _Cutter:
    def __init__(
        self,
        reading: Reading,
        claims: Sequence[FoundClaim],
        dates: Sequence[DateMention],
        places: Sequence[PlaceMention],
    ) -> None:
        self.reading = reading
        self.dates = _by_sentence([d for d in dates if d.role not in _DATELESS])
        self.claims = _by_sentence(claims)
        self.places = _by_sentence([p for p in places if p.relation in _EXACT and p.place])
        self.several = tells_several(reading)
        self.stamps = self._stamps(dates)
        self.items = self._items()
        header = next((d for d in dates if d.sentence < _HEADER and d.date_start and d.date_prec == 1), None)
        self.main = Event(main_date(reading, claims, self.dates), tolerance=0 if self.several else _SAME_STORY)
        self.header = header if self.items and header else self.main.date
        self.events = [self.main]

    def cut(self) -> list[Event]:
        current, paragraph = self.main, -1
        for sentence in self.reading.document.sentences:
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                current = self._opened(sentence.index) or (current if self.several else self.main)
            own = [d for d in self.dates.get(sentence.index, []) if d.role == "event" and self._linked(d)]
            here = self.claims.get(sentence.index, [])
            if not here:
                current = self._shift(sentence.index, own, current)
                current.sentences.append(sentence.index)
                continue
            targets = {id(f): self._target(f, own, current) for f in here}
            for item in here:
                event = targets[id(item)]
                event.claims.append(item)
                if sentence.index not in event.sentences:
                    event.sentences.append(sentence.index)
            current = targets[id(here[-1])]
        for event in self.events:
            event.first = min((f.sentence for f in event.claims), default=10**6)
        return self.events

    def _linked(self, date: DateMention) -> bool:
        if linked(self.reading, date):
            return True
        return self.several and bool(self._has("attack", date.sentence) or self._has("occurred", date.sentence))

    def _has(self, words: str, index: int) -> re.Match[str] | None:
        return pattern(getattr(self.reading.language, words)).search(self.reading.sentence(index))

    def _items(self) -> frozenset[int]:
        """The sentences that open the items of a list of incidents, each after its place."""
        body = self.reading.document.body
        found = [s.index for s in body if opens_paragraph(self.reading, s.index) and _ITEM.match(s.text)]
        return frozenset(found[1:] if found[:1] == [0] else found) if len(found) > _LEAST_ITEMS else frozenset()

    def _stamps(self, dates: Sequence[DateMention]) -> dict[int, DateMention]:
        """The dates that head the items of a list: "Mali, 3 March. A mine …", several of them."""
        heads = [
            d for d in dates if d.role == "dateline" and d.date_start and opens_paragraph(self.reading, d.sentence)
        ]
        found = {d.sentence: d for d in heads}
        return found if len(found) >= _LEAST_ITEMS else {}

    def _opened(self, index: int) -> Event | None:
        """The event of an item of a list: its own, on its own day or on that of the whole list."""
        if index in self.stamps:
            made = Event(self.stamps[index], apart=True)
            self.events.append(made)
            return made
        if index not in self.items:
            return None
        own = [d for d in self.dates.get(index, []) if d.role == "event" and d.date_start and linked(self.reading, d)]
        made = Event(own[0] if own else self.header, apart=True)
        self.events.append(made)
        return made

    def _shift(self, index: int, own: Sequence[DateMention], current: Event) -> Event:
        """The event that a sentence goes on about: another one where it names another date together with an attack."""
        dated = [d for d in own if d.date_start is not None]
        heading = opens_paragraph(self.reading, index) and OPENS_WITH_DATE.match(self.reading.sentence(index))
        if not dated or not (heading or self._has("attack", index) or self._has("occurred", index)):
            return current
        if dated[0].anchored and not heading:
            return current  # "to relieve the camp that had been stormed the day before": said in passing
        return self.main if self.main.covers(dated[0]) else self._on(dated[0])

    def _on(self, date: DateMention | None, *, apart: bool = False, sentence: int = -1) -> Event:
        """The event of a date, made where there is none; an attack `apart` is another one in each sentence that tells of one."""
        for event in self.events[1:]:
            if apart and event.apart and sentence in event.sentences:
                return event
            known = event.date
            if date and known and (known.date_start, known.date_end) == (date.date_start, date.date_end) and not apart:
                return event
        made = Event(date, recalled=True, apart=apart, sentences=[sentence] if apart else [])
        self.events.append(made)
        return made

    def _target(self, item: FoundClaim, own: Sequence[DateMention], current: Event) -> Event:
        """The event of one claim: by the date that stands nearest before it in its sentence, else behind it."""
        main = self.main
        dated = [d for d in own if d.date_start is not None]
        separate = self._has("separate", item.sentence)
        cue = (separate or self.several) and self._has("attack", item.sentence)
        turned = current is main and main.claims and cue and self._elsewhere(item.sentence)
        if not dated:
            if turned:
                return self._on(
                    main.date if self._same_day(item.sentence) else None, apart=True, sentence=item.sentence
                )
            return self._on(None) if separate and current is main and main.claims else current
        start = item.figure_span[0] if item.figure_span else item.claim.char_start
        before = [d for d in dated if d.start <= start]
        date = before[-1] if before else dated[0]
        if turned and (date.date_prec or 5) <= 2:
            return self._on(date, apart=True, sentence=item.sentence)
        vaguer = main.date is not None and (date.date_prec or 5) > (main.date.date_prec or 5)
        if main.date in dated and (date is main.date or vaguer or date.kind == "anchored"):
            return main  # in the sentence that dates the main event another date counts only where it is as exact
        if separate and main.claims and date is not main.date:
            return self._on(date, apart=self._of_these_days(date), sentence=item.sentence)
        return main if main.covers(date) else self._on(date)

    def _of_these_days(self, date: DateMention) -> bool:
        """Whether a date lies so near the main event's that an attack then is news too."""
        main = self.main.date
        if main is None or main.date_start is None or date.date_start is None:
            return False
        return abs((date.date_start - main.date_start).days) <= _SAME_STORY and (date.date_prec or 5) <= 2

    def _same_day(self, index: int) -> bool:
        """Whether a sentence about another attack leaves its day to be that of the first: "elsewhere", "that evening"."""
        return not self._has("recall", index)

    def _elsewhere(self, index: int) -> bool:
        """Whether a sentence names a place that lies apart from every one that the main event's claims stand with."""
        new = self.places.get(index, [])
        old = [p for f in self.main.claims for p in self.places.get(f.sentence, [])]
        return bool(new and old) and not any(_near(one, other) for one in new[:1] for other in old)


def _near(one: PlaceMention, other: PlaceMention) -> bool:
    if fold(one.place or "") == fold(other.place or ""):
        return True
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return False
    return abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude) < _NEAR_DEGREES


def _by_sentence(found: Sequence[T]) -> dict[int, list[T]]:
    out: dict[int, list[T]] = {}
    for item in found:
        out.setdefault(item.sentence, []).append(item)
    return out
