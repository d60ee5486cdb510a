"""The measured floors of the extractor, over the product's own gold: they only rise.

    python tests/quality/floors.py                       what is measured now, beside what is pinned
    python tests/quality/floors.py --pin                 raise the floors to it, and fingerprint the gold
    python tests/quality/floors.py --pin --lower-because REASON

`--pin` refuses to lower a floor: either the extractor got worse, or the gold got harder. For the second there is
`--lower-because`, whose reason stays in floors.toml.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipelines import sample
from pipelines.extraction.evaluate import Scores, evaluate

HERE = Path(__file__).parent
PINNED = HERE / "floors.toml"
# The samples hold no date that a later day would read differently; the extractor is told one all the same.
NOW = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
LANGUAGES = ("en", "fr")
# What is a claim's is asked of sentences and articles alike; relevance and an incident's fields of articles alone.
_CLAIMS = ("figure", "victim", "full")

Row = dict[str, Any]


def gold(name: str) -> list[Row]:
    """The rows of gold.jsonl or phenomena.jsonl."""
    with (HERE / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def fingerprint(name: str) -> str:
    """SHA-256 of the gold file: a floor means nothing without what it was measured on."""
    return hashlib.sha256((HERE / f"{name}.jsonl").read_bytes()).hexdigest()


def predicted(name: str) -> list[Row]:
    """What the extractor says: of the sample articles as they ship, of the sentences with every victim counted."""
    from pipelines.extraction.stream import extract_files

    paths = sample.paths() if name == "gold" else [HERE / "phenomena.jsonl"]
    extractions = extract_files([str(path) for path in paths], now=NOW, everything=name == "phenomena")
    return [extraction.to_json(with_text=True) for extraction in extractions]


def measures(name: str, rows: list[Row], said: Iterable[Row]) -> dict[str, float]:
    """Every pinned measure of one gold file, by name."""
    said = list(said)
    whole = evaluate(rows, said)
    out = _of_claims(whole, "")
    for language in LANGUAGES:
        part = evaluate([row for row in rows if row["language"] == language], said)
        out |= _of_claims(part, f"{language}_")
    if name == "gold":
        result = whole.to_json()
        out["contractor_full_f1"] = result["contractor_full"]["f1"]
        out["relevance_f1"] = result["relevance"]["f1"]
        out |= {f"incident_{field}": share for field, share in result["incident"].items()}
    out["quotes_verbatim"] = whole.to_json()["quotes_verbatim"]
    return out


def _of_claims(scores: Scores, prefix: str) -> dict[str, float]:
    result = scores.to_json()
    return {f"{prefix}{measure}_f1": result[measure]["f1"] for measure in _CLAIMS}


def pinned() -> Row:
    """The pinned floors: for each gold file its `sha256`, its `floors`, and `lowered` with reasons."""
    return tomllib.loads(PINNED.read_text(encoding="utf-8")) if PINNED.exists() else {}


def fallen(floors: dict[str, float], now: dict[str, float]) -> dict[str, tuple[float, float]]:
    """The measures below their floor: floor and what was measured. A measure that is gone has fallen to 0."""
    return {name: (floor, now.get(name, 0.0)) for name, floor in floors.items() if now.get(name, 0.0) < floor}


# Another processor rounds the parser's sums otherwise, and one sentence in some hundreds may be read otherwise for it.
SLACK = 0.01


def raised(floors: dict[str, float], now: dict[str, float]) -> dict[str, float]:
    """The floors raised to just under what was measured, and what is new; none is lower than before."""
    return {
        name: round(max(floors.get(name, 0.0), now.get(name, 0.0) - (SLACK if now.get(name, 0.0) < 1 else 0)), 4)
        for name in sorted({*floors, *now})
    }


def _text(pins: Row) -> str:
    lines = ["# Written by `python tests/quality/floors.py --pin`. Floors only rise.", ""]
    for name, pin in pins.items():
        lines += [f"[{name}]", f'sha256 = "{pin["sha256"]}"']
        lines += [f"lowered = {json.dumps(pin['lowered'], ensure_ascii=False)}"] if pin.get("lowered") else []
        lines += ["", f"[{name}.floors]"]
        lines += [f"{measure} = {value}" for measure, value in pin["floors"].items()]
        lines.append("")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower-because", metavar="REASON", help="with --pin: the gold got harder, and why")
    parser.add_argument("--mistakes", action="store_true", help="print every mistake, by phenomenon")
    options = parser.parse_args(arguments)
    old, new, low = pinned(), {}, False
    for name in ("gold", "phenomena"):
        rows, said = gold(name), predicted(name)
        now = measures(name, rows, said)
        before = old.get(name, {})
        floors = before.get("floors", {})
        print(f"{name}: {len(rows)} rows")
        for measure, value in now.items():
            print(f"  {measure:24} {value:.4f}  floor {floors.get(measure, 0.0):.4f}")
        if options.mistakes:
            for phenomenon, mistakes in evaluate(rows, said).by_phenomenon().items():
                for mistake in mistakes:
                    print(
                        phenomenon,
                        mistake.article_id,
                        mistake.kind,
                        mistake.expected,
                        "->",
                        mistake.found,
                        "|",
                        mistake.quote,
                    )
        down = fallen(floors, now)
        low = low or bool(down)
        lowered = list(before.get("lowered", []))
        if down and options.lower_because:
            lowered.append(f"{', '.join(sorted(down))}: {options.lower_because}")
            floors = {measure: value for measure, value in floors.items() if measure not in down}
        new[name] = {"sha256": fingerprint(name), "lowered": lowered, "floors": raised(floors, now)}
        for measure, (floor, value) in down.items():
            print(f"  {measure} fell from {floor} to {value}", file=sys.stderr)
    if not options.pin:
        return int(low)
    if low and not options.lower_because:
        print("nothing pinned: mend the extractor, or say why the gold got harder (--lower-because)", file=sys.stderr)
        return 1
    PINNED.write_text(_text(new), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
