"""Live sources: fetch now, and how the sources are doing."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import typer

from pipelines.commands import clean, err, fail, now, out
from pipelines.settings import Settings

sources = typer.Typer(help="The live sources and how they are doing.", no_args_is_help=True)


@sources.command()
def status() -> None:
    """Last success, entries of the last week, errors and next try of every source."""
    from rich.table import Table

    from pipelines.archive.fetch import status as states

    settings = Settings()
    table = Table(show_edge=False)
    for name in ("source", "kind", "on", "last success (UTC)", "entries", "documents", "next try (UTC)", "error"):
        table.add_column(name)
    for row in states(settings.home, _listed(settings), now=now()):
        table.add_row(
            row.source, row.kind, "yes" if row.enabled else "", _moment(row.last_success), str(row.entries), str(row.documents),
            _moment(row.next_try), clean(row.error or ""),
        )  # fmt: skip
    out.print(table)


def _moment(value: dt.datetime | None) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value else ""


def _listed(settings: Settings) -> list[Any]:
    from pipelines.archive.fetch import SourcesError, load
    from pipelines.archive.fetch.sources import DEFAULT_SOURCES

    try:
        return load(*[path for path in (DEFAULT_SOURCES, settings.sources) if path.exists()])
    except SourcesError as error:
        raise fail(str(error)) from None


def fetch(
    source: Annotated[list[str] | None, typer.Option(help="Only this source; may be given several times")] = None,
    since: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Backfill from this day on")] = None,
) -> None:
    """Read the sources that are due into the archive. Interrupted, it goes on where it stopped the next time."""
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from pipelines.archive.fetch import Manners
    from pipelines.archive.fetch import fetch as fetch_sources
    from pipelines.archive.store import Archive

    settings = Settings()
    listed = _listed(settings)
    if settings.contact is None:
        raise fail(
            "LOSSES_CONTACT is not set: give an address that the sites you read can write to, such as "
            "LOSSES_CONTACT=you@example.org. It stands in the user agent."
        )
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=err, transient=True) as bars:
        task = bars.add_task("Fetching …", total=None)
        try:
            report = fetch_sources(
                listed,
                Archive(settings.archive),
                home=settings.home,
                manners=Manners(contact=settings.contact),
                only=source or None,
                since=since.date() if since else None,
                progress=lambda at: bars.update(
                    task, description=f"{at.source}: {at.documents} documents, {at.pages_waiting} pages waiting"
                ),
            )
        except ValueError as error:
            raise fail(str(error)) from None
    out.print(
        f"{report.documents:,} new documents, {report.known:,} known, {len(report.rejects):,} rejected, "
        f"{report.requests:,} requests."
    )
    for outcome in report.failed:
        err.print(clean(f"{outcome.source}: {outcome.error or ''}"), markup=False)
    raise typer.Exit(1 if report.failed or report.rejects else 0)
