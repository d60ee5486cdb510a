"""`losses`: the command line, thin. Each command reads its arguments, calls what does the work, and prints.

Heavy libraries are imported inside the commands, so that `losses --help` answers at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands import err, fail, keeping, live, measure, now, out, people, warehouse

app = typer.Typer(
    name="losses",
    help="A ledger of foreign military-contractor losses: every claim, with its quote, resolved into incidents.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def run(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders of .txt, .html, .json, .jsonl")] = None,
    allow_shrink: Annotated[bool, typer.Option(help="Publish even if the release loses many incidents")] = False,
) -> None:
    """The main job: archive articles, extract and resolve their claims, publish losses.duckdb.

    Without a path: the sample articles, as long as the archive holds nothing else. Exit status 0 all done; 1 done, with
    rejects; 2 not done, the last good release untouched.
    """
    from pipelines import screen
    from pipelines.settings import Settings

    settings = Settings()
    missing = [path for path in paths or [] if not path.exists() and not path.is_symlink()]
    if missing:
        raise fail(
            f"{missing[0]} does not exist. Give files or folders of articles, or nothing for the sample articles."
        )
    with screen.progress(err):
        from pipelines.defs.refresh import refresh

        outcome = refresh([path.absolute() for path in paths or []], settings, allow_shrink=allow_shrink)
    screen.outcome(out, err, outcome, settings)
    raise typer.Exit(outcome.exit_status)


@app.command()
def extract(
    files: Annotated[list[str], typer.Argument(help="Files of articles; - reads JSONL from standard input")],
    everything: Annotated[bool, typer.Option("--all", help="Every casualty incident, whoever the victims are")] = False,
    html: Annotated[Path | None, typer.Option(help="Also write a page that shows the claims in place")] = None,
    explain: Annotated[bool, typer.Option(help="Say of each claim what made it")] = False,
) -> None:
    """Print one JSON object per article: what it says, in the form of the data contract. Needs no warehouse."""
    from pipelines.extraction.stream import extract_files

    extractions, status = [], 0
    for extraction in extract_files(files, now=now(), everything=everything, explain=explain):
        status = max(status, int(extraction.relevant is None))
        sys.stdout.write(json.dumps(extraction.to_json(with_text=True), ensure_ascii=False) + "\n")
        if html:
            extractions.append(extraction)
    if html:
        from pipelines.extraction.page import highlight

        html.write_text(highlight(extractions), encoding="utf-8")
    raise typer.Exit(status)


@app.command()
def ui(
    port: Annotated[int, typer.Option(help="Port on the loopback")] = 3000,
    unit: Annotated[
        bool, typer.Option("--unit", help="Print a systemd unit that does this, and start nothing")
    ] = False,
    cron: Annotated[bool, typer.Option("--cron", help="Print a cron line for a machine without the daemon")] = False,
) -> None:
    """Open the Dagster UI, with its daemon, on the loopback."""
    from pipelines import service
    from pipelines.settings import Settings

    if unit or cron:
        sys.stdout.write(service.unit(Settings(), port) if unit else service.cron_line(Settings()))
        return
    try:
        raise typer.Exit(service.serve(port))
    except service.ServiceError as error:
        raise fail(str(error)) from None


_COMMANDS: tuple[Callable[..., None], ...] = (
    measure.evaluate, warehouse.sql, warehouse.rollback, people.review, keeping.export, keeping.report, keeping.verify,
    keeping.forget, keeping.retry, keeping.doctor, live.fetch, measure.bench,
)  # fmt: skip
for command in _COMMANDS:
    app.command()(command)
for name, group in (
    ("releases", warehouse.releases),
    ("rule", people.rule),
    ("sources", live.sources),
    ("places", keeping.places),
):
    app.add_typer(group, name=name)
