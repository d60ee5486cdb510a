"""How good it is: scores over gold, and the benchmarks."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.commands import clean, err, fail, now, out

if TYPE_CHECKING:
    from pipelines.extraction.evaluate import Scores


def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="Gold articles with their texts, JSONL in the form of the data contract")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="For programs")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Every casualty incident, whoever the victims are")] = False,
    errors: Annotated[int, typer.Option(help="How many mistakes to show of each phenomenon")] = 2,
) -> None:
    """Extract the gold's articles and score what comes out, with the mistakes grouped by phenomenon."""
    from rich.progress import track

    from pipelines.extraction.evaluate import evaluate as score
    from pipelines.extraction.stream import extract_row

    try:
        lines = gold.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        said = [
            extract_row(row, now=now(), everything=everything).to_json(with_text=True)
            for row in track(rows, "Extracting", console=err, transient=True)
        ]
        scores = score(rows, said)
    except (OSError, UnicodeDecodeError) as error:
        raise fail(f"{gold} cannot be read: {error}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise fail(f"{gold}: not gold in the form of the data contract, one JSON object a line ({error!r}).") from None
    if as_json:
        sys.stdout.write(json.dumps(scores.to_json()) + "\n")
        return
    _print_scores(scores)
    for phenomenon, mistakes in scores.by_phenomenon().items():
        out.print(f"\n[bold]{clean(phenomenon)}[/]: {len(mistakes)}")
        for one in mistakes[:errors]:
            out.print(
                clean(f"  {one.article_id}: expected {one.expected}, found {one.found}  “{one.quote[:100]}”"),
                markup=False,
            )


def _print_scores(scores: Scores) -> None:
    from rich.table import Table

    told: dict[str, Any] = scores.to_json()
    table = Table(title=f"{scores.articles:,} articles", title_justify="left", box=None)
    for name in ("measure", "precision", "recall", "F1", "gold", "found"):
        table.add_column(name, justify="left" if name == "measure" else "right")
    meaning = {
        "figure": "effect + figure",
        "victim": "  + victim group",
        "full": "  + claimant",
        "contractor_figure": "contractors: effect + figure",
        "contractor_full": "contractors: all four",
        "relevance": "relevance of articles",
    }
    for name, words in meaning.items():
        row = told[name]
        table.add_row(
            words, f"{row['p']:.3f}", f"{row['r']:.3f}", f"{row['f1']:.3f}", str(row["gold"]), str(row["predicted"])
        )
    out.print(table)
    fields = [f"{name} {share:.3f}" for name, share in told["incident"].items() if share is not None]
    out.print(f"main incident right: {', '.join(fields) or 'none asked'}; quotes verbatim: {told['quotes_verbatim']}")


def bench(  # noqa: PLR0917 # typer gives them by name
    claims: Annotated[int, typer.Option(help="Synthetic claims in the warehouse")] = 100_000,
    articles: Annotated[int, typer.Option(help="New articles of the refresh that is measured")] = 1_000,
    megabytes: Annotated[int, typer.Option(help="Size of the file whose publication is measured")] = 1_000,
    readers: Annotated[int, typer.Option(help="Processes that read while refreshes go out")] = 8,
    refreshes: Annotated[int, typer.Option(help="Refreshes that go out while they read")] = 100,
    target: Annotated[Path | None, typer.Option("--json", help="Also write the figures into this file")] = None,
) -> None:
    """Measure this machine: each figure beside what it is compared with, in one run; some minutes."""
    from rich.table import Table

    from pipelines.bench import Figure, run

    figures: list[Figure] = []
    with err.status("") as status:
        for figure in run(
            claims=claims, articles=articles, megabytes=megabytes, readers=readers, refreshes=refreshes,
            say=lambda what: status.update(clean(what)) if err.is_terminal else err.print(clean(what)),
        ):  # fmt: skip
            figures.append(figure)
            if err.is_terminal:
                err.print(clean(f"{figure.what}: {figure.measured:,.3f}"), markup=False)
    table = Table(box=None)
    for name in ("what", "measured", "compared with", "ratio"):
        table.add_column(name, justify="left" if name == "what" else "right")
    for figure in figures:
        table.add_row(*figure.cells())
    out.print(table)
    if target:
        target.write_text(json.dumps([figure.to_json() for figure in figures], indent=2) + "\n", encoding="utf-8")
