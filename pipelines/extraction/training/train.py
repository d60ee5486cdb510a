"""Train the small models of the claims engine: which figures count casualties, whose people they are, who says so.

    python -m pipelines.extraction.training.train GOLD.jsonl[.gz]... [--out FOLDER]

Gold is in the form of the data contract; where it has `figure_span` and `predicate_span` they are used, else the figure is
found again in the quote. Only weights are written: no word and no sentence of the gold. Needs the extra `build`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.extraction.actors.find import find_actors
from pipelines.extraction.claims.candidates import Candidate, find_candidates, language_for
from pipelines.extraction.claims.claimants import Attribution, find_attributions, resolve
from pipelines.extraction.claims.figure import Figure
from pipelines.extraction.claims.find import Draft, contexts, standing
from pipelines.extraction.claims.group_rules import guess_group, is_sure
from pipelines.extraction.claims.model import COLUMNS, column
from pipelines.extraction.claims.pairs import Context, context_features, pair_features
from pipelines.extraction.claims.predicates import Predicate, Statement
from pipelines.extraction.claims.repetition import fold
from pipelines.extraction.claims.scene import Mention, scene
from pipelines.extraction.claims.speaking import Voices, nobody_features, ties
from pipelines.extraction.claims.victims import Around, group_features, told_by_words
from pipelines.extraction.text.document import Document, read
from pipelines.extraction.text.syntax import Tree
from pipelines.schemas.contract import Article

Gold = dict[str, Any]
Place = tuple[int, int]
_MARK = re.compile(r"\[([^\]|]+)\|([kwcmx]) (con|sta|reb|civ|mix|unk)(?:\|([^\]]+))?\]")
_VALUES = ("figure_min", "figure_max", "figure_point")
_EFFECTS = {"k": "killed", "w": "wounded", "c": "captured", "m": "missing", "x": "killed_or_wounded"}
_GROUPS = {
    "con": "contractor",
    "sta": "state_forces",
    "reb": "rebel",
    "civ": "civilian",
    "mix": "mixed",
    "unk": "unknown",
}
SEED = 20241121
LEAST = 2  # a feature seen once says nothing about the next article
# Articles about contractor losses are few beside the newswire extracts, and what the product is for.
DOMAIN_WEIGHT = {"pairs": 2.0, "contexts": 2.0, "groups": 1.0, "claimants": 1.0}
# English teaches another language what it has in common with it; its own articles are fewer, and what its models are for.
FOREIGN_WEIGHT = 2.0
# Strengths of regularisation (scikit-learn's C), from cross-validation by article.
STRENGTH = {"pairs": 0.3, "contexts": 0.5, "groups": 0.2, "claimants": 0.2}


@dataclass
class Examples:
    """Features with answers, per model; `articles` says which article each comes from."""

    features: dict[str, list[Sequence[str]]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    articles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    weights: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    domain: bool = False
    foreign: bool = False

    def add(self, model: str, features: Sequence[str], answer: Any, article: str) -> None:
        """Take in one example."""
        self.features[model].append(features)
        self.answers[model].append(answer)
        self.articles[model].append(article)
        weight = (DOMAIN_WEIGHT[model] if self.domain else 1.0) * (FOREIGN_WEIGHT if self.foreign else 1.0)
        self.weights[model].append(weight)

    def choose(self, model: str, options: Sequence[Sequence[str]], right: Sequence[bool], article: str) -> None:
        """Take in options of which one is chosen: each answers with the number of the choice, negative where it is wrong."""
        number = abs(self.answers[model][-1]) + 1 if self.answers[model] else 1
        for features, yes in zip(options, right, strict=True):
            self.add(model, features, number if yes else -number, article)


def load_gold(paths: Iterable[Path], language: str = "en") -> list[Gold]:
    """The gold articles of one language, from JSONL files, gzipped or not."""
    out = []
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        rows = map(json.loads, filter(str.strip, data.decode("utf-8").splitlines()))
        out += [row for row in rows if row.get("language") == language]
    return out


def written(language: str = "en") -> list[Gold]:
    """The reports written for training, as gold articles: spans in place of figures.

    `<code>.txt` holds reports of a paragraph, `<code>_articles*.txt` whole articles: "= " opens a headline, a line is a
    paragraph. `articles.jsonl` holds articles that are gold already.
    """
    folder = Path(__file__).parent
    out = load_gold([folder / "articles.jsonl"], language)
    for path in sorted(folder.glob(f"{language}*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        reports = [block.strip() for block in "\n".join(lines).split("\n\n")]
        out += [_report(f"written-{path.stem}-{n}", text, language) for n, text in enumerate(filter(None, reports))]
    return out


def _report(name: str, marked: str, language: str) -> Gold:
    marked = marked.removeprefix("= ").replace("\n", "\n\n")
    text, claims, claimant = "", [], None
    at = 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        start = len(text)
        text += mark[1]
        at = mark.end()
        if mark[4]:
            claimant = None if mark[4] == "-" else mark[4]
        claims.append(
            {
                "effect": _EFFECTS[mark[2]],
                "effect_ok": ["wounded", "killed"] if mark[2] == "x" else [],
                "victim_group": _GROUPS[mark[3]],
                "figure_span": [start, len(text)],
                "figure_text": mark[1],
                "claimant": claimant,
                "char_start": start,
                "char_end": len(text),
            }
        )
    text += marked[at:]
    return {"article_id": name, "language": language, "text": text, "relevant": True, "incidents": [{"claims": claims}]}


def article_of(row: Gold) -> Article:
    """A gold row as the extractor would get it."""
    return Article(row["article_id"], row["text"], title=row.get("title"), language=row["language"])


def gold_claims(row: Gold) -> list[Gold]:
    """All claims of a gold article."""
    return [claim for incident in row["incidents"] for claim in incident["claims"]]


def effects(claim: Gold) -> set[str]:
    """The effects that count as right for a gold claim."""
    return {claim["effect"], *(claim.get("effect_ok") or [])}


def place_of(claim: Gold, candidates: Sequence[Candidate]) -> Place | None:
    """Which candidate sentence and which of its figures a gold claim means."""
    want = tuple(claim[key] for key in _VALUES) if "figure_min" in claim else None
    best: tuple[float, Place] | None = None
    for number, candidate in enumerate(candidates):
        for index, figure in enumerate(candidate.figures):
            if want is not None and (figure.low, figure.high, figure.point) != want:
                continue
            score = _fits(claim, candidate.tree, figure)
            if score is not None and (best is None or score > best[0]):
                best = score, (number, index)
    return best[1] if best else None


def _fits(claim: Gold, tree: Tree, figure: Figure) -> float | None:
    start, end = tree.starts[figure.start], tree.ends[figure.end - 1]
    if claim.get("figure_span"):
        left, right = claim["figure_span"]
        return 100.0 - abs(start - left) if start < right and end > left else None
    if not (start < claim["char_end"] and end > claim["char_start"]):
        return None
    said, given = (claim.get("figure_text") or "").lower(), tree.text(figure.start, figure.end).lower()
    return (10.0 if said and (said in given or given in said) else 0.0) - abs(start - claim["char_start"]) / 1000


def predicates_for(
    candidate: Candidate, figure: Figure, wanted: dict[str, Gold]
) -> tuple[set[Predicate], list[Predicate]]:
    """The predicates that state a figure's effects, and all that would state one of them."""
    right: set[Predicate] = set()
    same = [p for p in candidate.predicates if p.cue.effect in wanted]
    for effect, claim in sorted(wanted.items()):
        fitting = [p for p in same if p.cue.effect == effect]
        span = claim.get("predicate_span")
        tree = candidate.tree
        hits = [p for p in fitting if span and tree.starts[p.start] < span[1] and tree.ends[p.end - 1] > span[0]]
        if hits:
            right.update(hits)
        elif fitting:
            right.add(min(fitting, key=lambda p: (_steps(tree, figure, p), abs(p.start - figure.start), p.start)))
    return right, same


def _steps(tree: Tree, figure: Figure, predicate: Predicate) -> int:
    rising, _, falling = tree.path(figure.anchor, predicate.anchor)
    return len(rising) + len(falling)


def collect(rows: Sequence[Gold]) -> Examples:
    """The examples of all models from gold articles."""
    out = Examples()
    for row in rows:
        document = read(article_of(row))
        out.domain = row.get("source") is None
        out.foreign = article_of(row).language != "en"
        candidates = find_candidates(document)
        if not candidates:
            continue
        actors = find_actors(document)
        located = [(claim, place_of(claim, candidates)) for claim in gold_claims(row)]
        wanted: dict[Place, dict[str, Gold]] = defaultdict(dict)
        for claim, place in located:
            if place is not None:
                wanted[place].update(dict.fromkeys(effects(claim), claim))
        _figures(row, document, candidates, wanted, out)
        places = [(p, c) for c, p in located if p is not None]
        _people_and_voices(row, document, candidates, actors=actors, located=places, out=out)
    return out


def _figures(
    row: Gold, document: Document, candidates: Sequence[Candidate], wanted: dict[Place, dict[str, Gold]], out: Examples
) -> None:
    language = language_for(document)
    for number, candidate in enumerate(candidates):
        before = contexts(candidates, number)
        for index, figure in enumerate(candidate.figures):
            want = wanted.get((number, index), {})
            right, same = predicates_for(candidate, figure, want)
            for predicate in candidate.predicates:
                if predicate in right or predicate.cue.effect not in want:
                    features = pair_features(candidate, figure, predicate, language)
                    out.add("pairs", features, int(predicate in right), row["article_id"])
            for context in before:
                effect = context.predicate.cue.effect
                if effect in want and same:
                    continue
                features = context_features(candidate, figure, context, language)
                out.add("contexts", features, int(effect in want), row["article_id"])


def _people_and_voices(
    row: Gold,
    document: Document,
    candidates: Sequence[Candidate],
    *,
    actors: Sequence[Mention],
    located: list[tuple[Place, Gold]],
    out: Examples,
) -> None:
    language = language_for(document)
    view = scene(document, candidates, actors, language)
    voices = Voices(document, candidates, find_attributions(candidates, actors, language))
    group: str | None = None
    spoke: Attribution | None = None
    last = -1
    placed = sorted(located, key=lambda item: item[0])
    drafts = [(_draft(candidates, n, candidates[n].figures[i], claim), claim) for (n, i), claim in placed]
    statements = [(standing(draft), claim) for draft, claim in drafts if draft is not None]
    told = told_by_words([(candidates[s.number], s) for s, _ in statements], view)
    for statement, claim in statements:
        candidate, figure = candidates[statement.number], statement.figure
        spoken = _voice(row["article_id"], voices, statement, spoke, claim=claim, actors=actors, out=out)
        spoke = spoken or spoke
        if not is_sure(candidate.tree, figure, *guess_group(candidate, figure, view, group), view):
            around = Around(group, last == statement.number, spoken, told)
            out.add(
                "groups", group_features(candidate, statement, view, around), claim["victim_group"], row["article_id"]
            )
        group, last = claim["victim_group"], statement.number


def _voice(
    article: str,
    voices: Voices,
    statement: Statement,
    spoke: Attribution | None,
    *,
    claim: Gold,
    actors: Sequence[Mention],
    out: Examples,
) -> Attribution | None:
    """Take in a claim's sources as one choice; the last right one is returned."""
    options = ties(voices, statement, spoke)
    right = [
        speaks(claim, tie.attribution, actors) or speaks(claim, resolve(tie.attribution, voices.attributions), actors)
        for tie in options
    ]
    nobody = not claim.get("claimant")
    if options and (nobody or any(right)):  # a claimant whom no option names teaches nothing
        features = [tie.features for tie in options]
        features.append(nobody_features(voices, statement, spoke, len(options)))
        out.choose("claimants", features, [*right, not any(right)], article)
    return next((tie.attribution for tie, yes in zip(reversed(options), reversed(right), strict=True) if yes), None)


def _draft(candidates: Sequence[Candidate], number: int, figure: Figure, claim: Gold) -> Draft | None:
    right, _ = predicates_for(candidates[number], figure, dict.fromkeys(effects(claim), claim))
    if right:
        return Draft(number, figure, min(right, key=lambda p: p.start), 1.0)
    for context in contexts(candidates, number):
        if context.predicate.cue.effect in effects(claim):
            return Draft(number, figure, context.predicate, 1.0, Context(context.predicate, context.tree, context.back))
    return None


def speaks(claim: Gold, attribution: Attribution, actors: Sequence[Mention]) -> bool:
    """Whether a source is the claimant that gold names."""
    if not claim.get("claimant"):
        return False
    said = fold(attribution.text)
    for answer in (claim["claimant"], *(claim.get("claimant_ok") or [])):
        plain = fold(answer or "")
        if plain and said and (said == plain or _within(said, plain) or _within(plain, said)):
            return True
    named = {m.actor_id for m in actors if m.start < attribution.end and m.end > attribution.start}
    return claim.get("claimant_id") in named


def _within(inner: str, outer: str) -> bool:
    return len(inner) >= 3 and f" {inner} " in f" {outer} "


def matrix(features: Sequence[Sequence[str]]) -> Any:
    """Hashed features as a sparse matrix of ones."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    rows, columns = [], []
    for row, names in enumerate(features):
        for place in sorted({column(name) for name in names}):
            rows.append(row)
            columns.append(place)
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(features), COLUMNS))


def fit(name: str, examples: Examples) -> Any:
    """Fit one model."""
    x, y, w = matrix(examples.features[name]), np.asarray(examples.answers[name]), np.asarray(examples.weights[name])
    return fit_matrix(name, x, y, w)


def fit_matrix(name: str, x: Any, y: np.ndarray, weights: np.ndarray) -> Any:
    """Fit one model to a matrix of features."""
    from sklearn.linear_model import LogisticRegression

    used = np.flatnonzero(x.getnnz(axis=0) >= LEAST)
    if name == "claimants":
        return fit_choice(x, y, weights, used)
    solver = "lbfgs" if name == "groups" else "liblinear"
    model = LogisticRegression(C=STRENGTH[name], max_iter=300, random_state=SEED, solver=solver)
    model.fit(x[:, used], y, sample_weight=weights)
    full = np.zeros((model.coef_.shape[0], x.shape[1]))
    full[:, used] = model.coef_
    model.coef_ = full
    return model


@dataclass
class Fitted:
    """Weights in the form of scikit-learn's linear models."""

    coef_: np.ndarray
    intercept_: np.ndarray
    classes_: tuple[str, str] = ("no", "yes")


def fit_choice(x: Any, answers: np.ndarray, weights: np.ndarray, used: np.ndarray) -> Fitted:
    """Fit a conditional logit (McFadden 1974): the options of one choice share a softmax, right ones count together.

    `answers` number the choice of each row, negative where the option is wrong; a choice's rows stand together.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    numbers, right = np.abs(answers), (answers > 0).astype(float)
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    member = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(numbers)]))
    columns, weight = x[:, used], weights[starts]

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        scores = columns @ theta
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[member])
        everyone, chosen = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        cost = -(weight * np.log(chosen / everyone)).sum() + theta @ theta / (2 * STRENGTH["claimants"])
        slope = (powers / everyone[member] - powers * right / chosen[member]) * weight[member]
        return float(cost), columns.T @ slope + theta / STRENGTH["claimants"]

    found = minimize(loss, np.zeros(len(used)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    full = np.zeros((1, x.shape[1]))
    full[0, used] = found.x
    return Fitted(full, np.zeros(1))


def write(name: str, model: Any, folder: Path, least: float = 0.01) -> Path:
    """Write a model's weights, without the columns that weigh next to nothing."""
    weights = model.coef_.T.astype(np.float16)
    keep = np.flatnonzero(np.abs(weights).max(axis=1) > least)
    path = folder / f"{name}.npz"
    np.savez_compressed(
        path,
        columns=keep.astype(np.uint32),
        weights=weights[keep],
        intercept=model.intercept_.astype(np.float32),
        classes=np.asarray([str(c) for c in model.classes_] if model.coef_.shape[0] > 1 else ["yes"]),
    )
    return path


def train(rows: Sequence[Gold], folder: Path, report: Callable[[str], object] = print, suffix: str = "") -> None:
    """Train all models on gold articles, and write them to a folder."""
    examples = collect(sorted(rows, key=lambda row: row["article_id"]))
    for name in ("pairs", "contexts", "groups", "claimants"):
        path = write(name + suffix, fit(name, examples), folder)
        report(f"{name}: {len(examples.answers[name])} examples -> {path.name}, {path.stat().st_size:,} bytes")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path, help="JSONL files of gold articles, gzipped or not")
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parents[1] / "claims" / "models", help="where the weights go"
    )
    parser.add_argument("--language", default="en", help="whose models: English alone, or English and this language")
    options = parser.parse_args(arguments)
    rows = load_gold(options.gold) + written()
    if options.language != "en":
        rows += load_gold(options.gold, options.language) + written(options.language)
    suffix = "" if options.language == "en" else f".{options.language}"
    train(rows, options.out, lambda line: sys.stdout.write(line + "\n"), suffix)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
