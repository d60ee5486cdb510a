"""Live sources: fetch now, and how the sources are doing."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.commands import clean, err, fail, now, out
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.archive.fetch import FetchReport, Progress

sources = typer.Typer(help="The live sources and how they are doing.", no_args_is_help=True)
_INTERRUPTED = 130  # what a shell expects of a program that Ctrl-C ended


@sources.command()
def status(
    everything: Annotated[bool, typer.Option("--all", help="Also sources that are off")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="For programs: one JSON object a line, of all sources")
    ] = False,
) -> None:
    """Last success, entries and documents of the last week, errors and next try of every source that is on."""
    import json
    import sys
    from dataclasses import asdict

    from rich.table import Table

    from pipelines.archive.fetch import status as states

    settings = Settings()
    found = states(settings.home, _listed(settings), now=now())
    if as_json:
        sys.stdout.write("".join(json.dumps(asdict(row), default=str) + "\n" for row in found))
        return
    table = Table(box=None, pad_edge=False, caption="Moments are in UTC; entries and documents of the last week.")
    for name in ("source", "last success", "entries", "docs", "waiting", "next try"):
        counts = name in {"entries", "docs", "waiting"}
        table.add_column(name, justify="right" if counts else "left", no_wrap=name != "source", overflow="fold")
    shown = [row for row in found if everything or row.enabled]
    for row in shown:
        table.add_row(
            row.source, _moment(row.last_success), str(row.entries), str(row.documents), str(row.pages_waiting),
            _moment(row.next_try) if row.enabled else "off",
        )  # fmt: skip
    out.print(table)
    for row in shown:
        if row.error:
            out.print(clean(f"{row.source}, failure {row.failures}: {row.error}"), markup=False, soft_wrap=True)
        if row.backfill:
            command = f"losses fetch --source {row.source} --{row.backfill.partition(':')[0]}"
            out.print(f"{row.source}, backfill {row.backfill}; `{command}` goes on with it", soft_wrap=True)
    off = len(found) - sum(row.enabled for row in found)
    if off and not everything:
        out.print(
            f"{off} sources are off (--all shows them): enable what you want in {settings.sources}", soft_wrap=True
        )


def _moment(value: dt.datetime | None) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value else "never"


def _listed(settings: Settings) -> list[Any]:
    from pipelines.archive.fetch import SourcesError, listed

    try:
        return listed(settings.sources)
    except SourcesError as error:
        raise fail(str(error)) from None


def fetch(
    source: Annotated[list[str] | None, typer.Option(help="Only this source; may be given several times")] = None,
    since: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Backfill from this day on")] = None,
) -> None:
    """Read the sources that are due into the archive. Interrupted (Ctrl-C), the same command goes on where it stopped.

    Exit status: 0 all read; 1 read, but sources failed or pages were rejected; 2 nothing could be read; 130 interrupted.
    """
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    from pipelines.defs import alerting, live
    from pipelines.defs.accounts import Accounts

    settings, began = Settings(), now()
    if not any(one.readable for one in _listed(settings)):
        raise fail(
            f"No source is on: enable some in {settings.sources}, and set LOSSES_CONTACT for those on the network."
        )
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Bars(*columns, console=err, transient=True) as bars:
        task = bars.add_task("Fetching …", total=None)

        def show(at: Progress) -> None:
            total = at.steps_done + at.steps_left if at.steps_left else None
            bars.update(task, description=_words(at), completed=at.steps_done, total=total)

        try:
            report = live.read(
                settings,
                Accounts(settings.ledger, f"fetch-{uuid.uuid4()}", began),
                today=began.date().isoformat(),
                only=source or None,
                since=since.date() if since else None,
                progress=show,
            )
        except ValueError as error:  # no contact, a list or a name that cannot be used
            raise fail(str(error)) from None
    _record(report)
    out.print(
        f"{report.documents:,} new documents, {report.known:,} known, {len(report.rejects):,} rejected, "
        f"{report.requests:,} requests."
    )
    for outcome in report.failed:
        err.print(clean(f"{outcome.source}: {outcome.error or ''}"), markup=False, soft_wrap=True)
    for reject in report.rejects[:20]:
        err.print(clean(f"rejected {reject.origin}: {reject.reason}"), markup=False, soft_wrap=True)
    for alert in alerting.look(settings, now=now()):
        err.print(clean(f"alert: {alert.message}"), markup=False, soft_wrap=True)
    if report.interrupted:
        err.print("Interrupted: what was read is kept, and the same command goes on from here.")
        raise typer.Exit(_INTERRUPTED)
    raise typer.Exit(1 if report.failed or report.rejects else 0)


def _words(at: Progress) -> str:
    steps = f"list {at.steps_done} of {at.steps_done + at.steps_left}, " if at.steps_left else ""
    return f"{at.source}: {steps}{at.documents:,} documents, {at.pages_waiting:,} pages waiting"


def _record(report: FetchReport) -> None:
    """Show the sources that were tried in the UI too, where their freshness is judged."""
    from pipelines.defs import live
    from pipelines.defs.instance import instance

    opened = instance()
    try:
        for event in live.events(report):
            opened.report_runless_asset_event(event)
    finally:
        opened.dispose()
