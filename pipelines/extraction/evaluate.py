"""How well articles were extracted: predictions against gold, both as objects of the data contract.

Here belong the definitions of the scores and the grouping of mistakes. Running the extractor over the gold belongs to
whoever asks (`losses evaluate`, the floors in tests/quality), pinning floors to the tests.

Claims are matched inside an article: same effect, same figure (its bounds; its point where it has none), quotes that
overlap or lie within 200 characters. Claims that agree in effect, figure, victim group, nationality and claimant are one
claim. `*_ok` lists in the gold hold other right answers; a gold claim marked `optional` is debatable and counts neither
way. Whatever is claimed in an article that the gold calls irrelevant is wrong. The fields of an incident are scored on the
gold's main incident against the predicted main one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]

# Quotes this many characters apart can still be the same claim: people cut quotes in different places.
NEAR = 200
# A claimant's name inside another counts from this many characters on: shorter ones name nobody.
NAME_LEAST = 3
CLAIM_MEASURES = ("figure", "victim", "full", "contractor_figure", "contractor_full")
FIELDS = ("date", "date_prec", "country", "place", "where_prec", "perpetrator", "employer", "event_type")


@dataclass(slots=True)
class Measure:
    """What was right, of what was said and what was asked for."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, hits: int, predicted: int, gold: int) -> None:
        self.hits += hits
        self.predicted += predicted
        self.gold += gold

    def to_json(self) -> dict[str, float | int]:
        return {
            "p": round(self.precision, 4),
            "r": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "gold": self.gold,
            "predicted": self.predicted,
        }


@dataclass(slots=True)
class Share:
    """How many of how many were right; None of none."""

    right: int = 0
    asked: int = 0

    @property
    def value(self) -> float | None:
        return round(self.right / self.asked, 4) if self.asked else None

    def add(self, right: bool) -> None:
        self.right += right
        self.asked += 1


@dataclass(slots=True, frozen=True)
class Mistake:
    """One thing that is wrong. `kind`: relevance, missed, extra, group, claimant, or an incident's field."""

    article_id: str
    kind: str
    phenomenon: str | None
    expected: str
    found: str
    quote: str


@dataclass(slots=True)
class Scores:
    """The scores of a set of articles, with every mistake. `incident` holds a share for each of `FIELDS`."""

    articles: int = 0
    claims: dict[str, Measure] = field(default_factory=lambda: {name: Measure() for name in CLAIM_MEASURES})
    relevance: Measure = field(default_factory=Measure)
    incident: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in FIELDS})
    quotes: Share = field(default_factory=Share)
    mistakes: list[Mistake] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The scores as plain numbers, rounded to four places."""
        return {
            **{name: measure.to_json() for name, measure in self.claims.items()},
            "relevance": self.relevance.to_json(),
            "incident": {name: share.value for name, share in self.incident.items()},
            "quotes_verbatim": self.quotes.value,
        }

    def by_phenomenon(self) -> dict[str, list[Mistake]]:
        """Mistakes by the gold row's `phenomenon`, by their kind where it has none; the most frequent first."""
        groups: dict[str, list[Mistake]] = defaultdict(list)
        for mistake in self.mistakes:
            groups[mistake.phenomenon or mistake.kind].append(mistake)
        return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def evaluate(gold: Iterable[Row], predicted: Iterable[Row]) -> Scores:
    """Score `predicted` articles against `gold` ones, paired by `article_id`; an article without prediction says nothing.

    Raises `ValueError` where two gold rows share an `article_id`: the second would be scored against the first's text.
    """
    said = {row["article_id"]: row for row in predicted}
    scores, seen = Scores(), set()
    for row in gold:
        if row["article_id"] in seen:
            raise ValueError(f"gold holds article_id {row['article_id']!r} twice: give each article its own")
        seen.add(row["article_id"])
        _Article(row, said.get(row["article_id"]) or {}, scores).score()
    return scores


def fold(value: str | None) -> str:
    """A name without case, accents and punctuation, in any script."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", value or "") if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", plain.casefold()).strip()


class _Article:
    """One article's gold and prediction, scored into the whole's `Scores`."""

    def __init__(self, gold: Row, predicted: Row, scores: Scores) -> None:
        self.gold, self.predicted, self.scores = gold, predicted, scores
        self.scores.articles += 1

    def score(self) -> None:
        self._relevance()
        self._quotes()
        self._claims("", lambda claim: True)
        self._claims("contractor_", lambda claim: claim["victim_group"] == "contractor")
        self._incident()

    def _wrong(self, kind: str, expected: object, found: object, quote: str = "") -> None:
        mistake = Mistake(
            self.gold["article_id"],
            kind,
            self.gold.get("phenomenon"),
            str(expected),
            str(found),
            " ".join(quote.split()),
        )
        self.scores.mistakes.append(mistake)

    def _relevance(self) -> None:
        asked, said = bool(self.gold["relevant"]), bool(self.predicted.get("relevant"))
        self.scores.relevance.add(asked and said, said, asked)
        if asked != said:
            self._wrong("relevance", asked, said)

    def _quotes(self) -> None:
        text = self.predicted.get("text") or self.gold.get("text") or ""
        for claim in _all_claims(self.predicted):
            verbatim = text[claim["char_start"] : claim["char_end"]] == claim["quote"]
            self.scores.quotes.add(bool(claim["quote"]) and verbatim)

    def _claims(self, scope: str, keep: Callable[[Row], bool]) -> None:
        asked = [claim for claim in _distinct_claims(self.gold) if keep(claim)]
        said = [claim for claim in _distinct_claims(self.predicted) if keep(claim)]
        pairs = _match(asked, said)
        counted = [(asked[g], said[p]) for g, p in pairs if not asked[g].get("optional")]
        n_asked = sum(not claim.get("optional") for claim in asked)
        n_said = len(said) - (len(pairs) - len(counted))
        groups = [pair for pair in counted if _group_right(*pair)]
        hits = {"figure": len(counted), "victim": len(groups), "full": sum(_claimant_right(*pair) for pair in groups)}
        for name, right in hits.items():
            if scope + name in self.scores.claims:
                self.scores.claims[scope + name].add(right, n_said, n_asked)
        if not scope:
            self._claim_mistakes(asked, said, pairs)

    def _claim_mistakes(self, asked: list[Row], said: list[Row], pairs: list[tuple[int, int]]) -> None:
        found, used = {g for g, _ in pairs}, {p for _, p in pairs}
        for g, claim in enumerate(asked):
            if g not in found and not claim.get("optional"):
                self._wrong("missed", _shown(claim), "", claim["quote"])
        for p, claim in enumerate(said):
            if p not in used:
                self._wrong("extra", "", _shown(claim), claim["quote"])
        for g, p in pairs:
            gold, claim = asked[g], said[p]
            if gold.get("optional"):
                continue
            if not _group_right(gold, claim):
                self._wrong("group", gold["victim_group"], claim["victim_group"], gold["quote"])
            if not _claimant_right(gold, claim):
                self._wrong("claimant", gold.get("claimant"), claim.get("claimant"), gold["quote"])

    def _incident(self) -> None:
        gold = _main_incident(self.gold)
        if gold is None or gold.get("role") != "main":
            return
        predicted = _main_incident(self.predicted) or {}
        for name, right in _field_checks(gold, predicted).items():
            self.scores.incident[name].add(right)
            if not right:
                self._wrong(name, _field(gold, name), _field(predicted, name))


def _all_claims(article: Row) -> Iterable[Row]:
    for incident in article.get("incidents") or []:
        yield from incident.get("claims") or []


def _distinct_claims(article: Row) -> list[Row]:
    distinct: dict[tuple[object, ...], Row] = {}
    for claim in _all_claims(article):
        said_by = fold(claim.get("claimant"))
        key = (claim["effect"], _figure(claim), claim["victim_group"], claim.get("nationality"), said_by)
        distinct.setdefault(key, claim)
    return list(distinct.values())


def _figure(claim: Row) -> tuple[int | None, int | None, int | None]:
    low, high = claim.get("figure_min"), claim.get("figure_max")
    return low, high, claim.get("figure_point") if low is None and high is None else None


def _match(asked: list[Row], said: list[Row]) -> list[tuple[int, int]]:
    """Pairs of positions: best agreement first, then the nearest quotes."""
    options = []
    for g, gold in enumerate(asked):
        effects = {gold["effect"], *(gold.get("effect_ok") or [])}
        for p, claim in enumerate(said):
            if claim["effect"] in effects and _figure(gold) == _figure(claim) and _near(gold, claim):
                agreement = _group_right(gold, claim) + _claimant_right(gold, claim)
                options.append((-agreement, abs(gold["char_start"] - claim["char_start"]), g, p))
    pairs: list[tuple[int, int]] = []
    found, used = set(), set()
    for _, _, g, p in sorted(options):
        if g not in found and p not in used:
            found.add(g)
            used.add(p)
            pairs.append((g, p))
    return pairs


def _near(one: Row, other: Row) -> bool:
    return one["char_start"] - NEAR <= other["char_end"] and other["char_start"] - NEAR <= one["char_end"]


def _group_right(gold: Row, claim: Row) -> bool:
    return claim["victim_group"] in {gold["victim_group"], *(gold.get("victim_group_ok") or [])}


def _claimant_right(gold: Row, claim: Row) -> bool:
    others = gold.get("claimant_ok") or []
    # The gold's own answer often heads its list of other answers: "nobody" is only right further down.
    nobody = not gold.get("claimant") or any(not other for other in others)
    said = fold(claim.get("claimant"))
    if not said:
        return nobody
    if gold.get("claimant_id") and gold["claimant_id"] == claim.get("claimant_id"):
        return True
    answers = [fold(answer) for answer in (gold.get("claimant"), *others) if answer]
    return any(said == answer or _within(said, answer) or _within(answer, said) for answer in answers)


def _within(inner: str, outer: str) -> bool:
    return len(inner) >= NAME_LEAST and f" {inner} " in f" {outer} "


def _main_incident(article: Row) -> Row | None:
    incidents = article.get("incidents") or []
    return next((i for i in incidents if i.get("role") == "main"), incidents[0] if incidents else None)


def _field_checks(gold: Row, predicted: Row) -> dict[str, bool]:
    """Which fields of an incident are right; a field that the gold leaves empty is not asked for, but for the place."""
    place = fold(predicted.get("place"))
    places = {fold(name) for name in gold.get("place_ok") or []} | {fold(gold.get("place"))}
    checks = {
        "date": all(gold.get(end) == predicted.get(end) for end in ("date_start", "date_end")),
        "date_prec": _one_of(gold, predicted, "date_prec"),
        "country": gold.get("country") == predicted.get("country"),
        "where_prec": _one_of(gold, predicted, "where_prec"),
        "event_type": _one_of(gold, predicted, "event_type"),
        "place": place in places,
    }
    for name, plural in (("perpetrator", "perpetrators"), ("employer", "employers")):
        if gold.get(plural):
            named = gold.get(f"{plural}_ok") or []
            accepted = _ids(gold[plural]) | {fold(other) for other in named}
            if plural == "employers":
                accepted |= set(named)
            checks[name] = bool(_ids(predicted.get(plural)) & accepted)
    return checks


def _one_of(gold: Row, predicted: Row, name: str) -> bool:
    return predicted.get(name) in {gold.get(name), *(gold.get(f"{name}_ok") or [])}


def _ids(actors: Iterable[Row] | None) -> set[str | None]:
    """The ids of actors and their folded names: either identifies one."""
    actors = list(actors or [])
    return {actor.get("actor_id") for actor in actors} | ({fold(actor.get("name")) for actor in actors} - {""})


def _shown(claim: Row) -> str:
    figure = claim.get("figure_text") or claim.get("modifier") or ""
    return f"{claim['effect']} {claim['victim_group']} {figure}".strip()


def _field(incident: Row, name: str) -> object:
    if name == "date":
        return f"{incident.get('date_start')}..{incident.get('date_end')}"
    if name in ("perpetrator", "employer"):
        return ", ".join(sorted(str(actor.get("actor_id")) for actor in incident.get(f"{name}s") or []))
    return incident.get(name)
