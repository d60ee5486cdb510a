"""When an incident was: which of the dates that an article names is the attack's.

Here belongs choosing among dates; reading them belongs to `dates`, and which claims tell one incident to `incidents`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extraction.claims.find import FoundClaim
from pipelines.extraction.dates.find import DateMention, find_dates
from pipelines.extraction.text.context import Reading, pattern
from pipelines.extraction.text.document import read
from pipelines.extraction.text.matching import fold
from pipelines.schemas.contract import Article

# What ends the words that a date belongs to: marks, and words that open a clause of their own.
_CLAUSE = re.compile(
    r"[,;:()\"“”«»]| [-–—] |\b(?:since|who|whom|whose|that|which|where|while|until|before|although|though|because|"
    r"depuis|qui|que|dont|ou|alors que|tandis que|avant)\b"
)
_FEW_WORDS = 4  # a clause so short has no verb of its own
_NEAR = 8  # sentences that a sharper date may stand apart
_LEAD = 2  # sentences that say what an article is about


def linked(reading: Reading, date: DateMention) -> bool:
    """Whether the words around a date speak of an attack or its victims: "a resident who left in 2014" do not."""
    sentence = reading.document.sentences[date.sentence]
    text = reading.folded[sentence.start : sentence.end]
    start, end = date.start - sentence.start, date.end - sentence.start
    before = [0, *(m.end() for m in _CLAUSE.finditer(text, 0, start))]
    left = before.pop()
    while before and len((text[left:start] + text[end : end + 1]).split()) <= _FEW_WORDS:
        left = before.pop()  # "rockets hit the base, north of Baghdad, late on Sunday": the words before the comma
    opening = not text[:start].strip(" -–—•*⚡\"'") or len(text[:start].split()) <= 3
    if opening:
        return True
    after = _CLAUSE.search(text, end)
    right = after.start() if after else len(text)
    return (
        any(
            pattern(words).search(text[left:start] + " " + text[end:right])
            for words in (reading.language.attack, reading.language.occurred)
        )
        or text[end - 2 : end] == "'s"
    )


def main_date(
    reading: Reading, claims: Sequence[FoundClaim], by_sentence: dict[int, list[DateMention]]
) -> DateMention | None:
    """The date of the event that the article is about: the best of those that stand with its first claims."""
    if not claims:
        return None
    first = min(f.sentence for f in claims)
    ours = {f.sentence for f in claims if f.claim.victim_group == "contractor"} or {f.sentence for f in claims}
    best: tuple[float, int, DateMention] | None = None
    for index, mentions in sorted(by_sentence.items()):
        base = _sentence_score(reading, index, first, ours)
        for mention in mentions:
            if mention.date_start is None:
                continue
            score = base + {1: 1.0, 2: 1.0, 3: 0.4, 4: 0.0}.get(mention.date_prec or 5, -1.5)
            if mention.role == "report":
                score -= 8.0
            if not linked(reading, mention):
                score -= 1.0 if index <= _LEAD else 2.5
            if mention.kind == "after_event":
                score += 0.5
            if mention.anchored and _follows(mention, by_sentence):
                score -= 1.5  # "the column took the town six days later"
            if best is None or score > best[0]:
                best = (score, index, mention)
    if best and best[0] > 0:
        return _exact(reading, best[2], by_sentence, first)
    return _title_date(reading)


def _sentence_score(reading: Reading, index: int, first: int, ours: set[int]) -> float:
    """How likely the dates of a sentence are the event's: the lead and the claims say when it was, recalls do not."""
    text = reading.sentence(index)
    score = 2.0 if index in ours else 0.0
    if index <= first + 1:
        score += 1.5
    if index < _LEAD:
        score += 1.6
    score -= min(1.5, 0.25 * max(0, min(abs(index - f) for f in ours) - 1)) + 0.08 * max(0, index - first)
    if pattern(reading.language.occurred).search(text):
        score += 1.5
    if reading.document.sentences[index].kind in ("caption", "key_points", "byline"):
        score -= 2.0
    happened = any(pattern(words).search(text) for words in (reading.language.attack, reading.language.occurred))
    score += 1.0 if happened else -1.5
    if pattern(reading.language.recall).search(text) and index > first and not tells_several(reading):
        score -= 1.5
    if pattern(reading.language.aftermath).search(text):
        score -= 1.0
    return score


def _follows(date: DateMention, by_sentence: dict[int, list[DateMention]]) -> bool:
    """Whether a date that was counted from another one lies behind all that stand before it."""
    earlier = [d for mentions in by_sentence.values() for d in mentions if d.start < date.start and d.date_start]
    return bool(date.date_start and earlier) and all(
        d.date_start < date.date_start for d in earlier if d.date_start and date.date_start
    )


def _exact(reading: Reading, date: DateMention, by_sentence: dict[int, list[DateMention]], first: int) -> DateMention:
    """The days that a sentence near by gives for what the first one dates "this weekend", "a week ago" or "in October"."""
    counted = date.kind in ("ago", "after_event")
    if date.date_start is None or date.date_end is None:
        return date
    if (date.date_prec or 5) < (2 if date.kind == "weekend" else 3) and not counted:
        return date
    slack = dt.timedelta(days=(1 if date.date_prec == 1 else 2) if counted else 0)
    low, high = date.date_start - slack, date.date_end + slack
    for index, mentions in sorted(by_sentence.items()):
        text = reading.sentence(index)
        if abs(index - max(first, date.sentence)) > _NEAR or pattern(reading.language.aftermath).search(text):
            continue
        if pattern(reading.language.separate).search(text) or pattern(reading.language.recall).search(text):
            continue
        for other in mentions:
            if (
                other.date_start is None
                or other.date_end is None
                or not low <= other.date_start <= other.date_end <= high
            ):
                continue
            sharper = (other.date_prec or 5) <= 2 and ((other.date_prec or 5) < (date.date_prec or 5) or counted)
            if sharper and other is not date and other.role == "event" and linked(reading, other):
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


def tells_several(reading: Reading) -> bool:
    """Whether the article sets out to tell of more than one attack: then a day apart is another attack."""
    opening = reading.folded[: reading.document.sentences[min(2, len(reading.document.sentences) - 1)].end]
    title = fold(reading.document.article.title or "")
    return bool(pattern(reading.language.several).search(f"{title} {opening}"))
