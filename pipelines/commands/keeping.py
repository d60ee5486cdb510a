"""Keeping what there is: export, verify, forget, retry, and is everything well."""

from __future__ import annotations

import getpass
import shutil
from pathlib import Path
from typing import Annotated, cast

import typer

from pipelines.commands import clean, err, fail, now, out
from pipelines.settings import Settings

places = typer.Typer(help="The gazetteer.", no_args_is_help=True)


def export(
    target: Annotated[Path | None, typer.Argument(help="A folder; by default export/ in the data folder")] = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="parquet, csv, geojson or ged; by default all")
    ] = None,
) -> None:
    """Write the published release as Parquet, CSV, GeoJSON and GED-shaped CSV, with citation and licence."""
    from pipelines.warehouse.export import KINDS, Kind
    from pipelines.warehouse.export import export as write
    from pipelines.warehouse.query import NoWarehouseError

    settings = Settings()
    folder = target or settings.home / "export"
    if unknown := sorted(set(formats or []) - set(KINDS)):
        raise fail(f"{unknown[0]} is no format; expected {', '.join(KINDS)}.")
    try:
        files = write(settings.home, folder, cast("list[Kind]", formats) or KINDS)
    except (NoWarehouseError, ValueError) as error:
        raise fail(str(error)) from None
    out.print(f"{len(files)} files in {folder}", markup=False)


def report(
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser")] = False,
) -> None:
    """Write the report of the published release anew: pages that open offline, from disk or any web server."""
    import webbrowser

    from pipelines.report.site import write_report

    settings = Settings()
    if not settings.warehouse.exists():
        raise fail(f"Nothing is published under {settings.home}: `losses run` makes losses.duckdb.")
    with err.status("Writing the report …"):
        write_report(settings.warehouse, settings.report)
    index = settings.report / "index.html"
    out.print(f"Report: {index}", markup=False)
    if open_it:
        webbrowser.open(index.as_uri())


def verify() -> None:
    """Hash every archived document, read every ledger, compare every published row with its release's digests."""
    from pipelines.warehouse.verification import problems

    found = 0
    with err.status("Verifying …"):
        for problem in problems(Settings()):
            found += 1
            err.print(clean(problem), markup=False)
    out.print("All is as it was written." if not found else f"{found} problems.")
    raise typer.Exit(1 if found else 0)


def forget(
    document: Annotated[str, typer.Argument(help="document_id, as in dim_article")],
    why: Annotated[str, typer.Option(help="Why; it stays with the tombstone")],
    who: Annotated[str, typer.Option(help="Who asks; by default, who is logged in")] = "",
) -> None:
    """Take a document down: its text and quotes go from everywhere, a tombstone stays, and a release goes out without it."""
    from pipelines.archive.store import ArchiveError
    from pipelines.warehouse.publish import building
    from pipelines.warehouse.takedown import forget as take_down

    settings = Settings()
    with building(settings.home, what="losses forget"):
        try:
            changed = take_down(settings, document, why=why, who=who or getpass.getuser(), now=now())
        except ArchiveError as error:
            raise fail(str(error)) from None
    out.print(
        f"Forgotten: {document}; {len(changed)} files changed or deleted. Publishing a release without it …",
        markup=False,
    )
    from pipelines.defs.refresh import refresh

    outcome = refresh([], settings, allow_shrink=True)
    if not outcome.success:
        raise fail(f"the published file still quotes it, for the run failed: {outcome.error}")
    out.print(f"Published without it: {settings.warehouse}", markup=False)


def retry() -> None:
    """Read the rejected documents of the archive again, as after a fix, and publish what follows."""
    from pipelines import screen
    from pipelines.defs import state

    settings = Settings()
    for frames in (state.read_frames(settings), state.said_frames(settings)):
        shutil.rmtree(frames.folder / "rejects", ignore_errors=True)
    with screen.progress(err):
        from pipelines.defs.refresh import refresh

        outcome = refresh([], settings)
    screen.outcome(out, err, outcome, settings)
    raise typer.Exit(outcome.exit_status)


def doctor() -> None:
    """Check the data folder, the lock, the ledgers, the release, the daemon and the schedule, and say what to do."""
    from pipelines.doctor import findings

    bad = 0
    for finding in findings(Settings(), now=now()):
        bad += not finding.well
        out.print(f"{'[green]ok[/]  ' if finding.well else '[red]look[/]'}", end=" ")
        out.print(clean(finding.words), markup=False)
    raise typer.Exit(1 if bad else 0)


@places.command()
def update(
    dump: Annotated[
        Path, typer.Argument(help="A GeoNames dump: allCountries.txt or a country's, also zipped or gzipped")
    ],
) -> None:
    """Build the gazetteer anew, from the packages and a current GeoNames dump."""
    from pipelines.reference.build_places import build, from_dump, from_packages

    if not dump.exists():
        raise fail(f"{dump} does not exist. Download a dump from GeoNames first.")
    with err.status("Building the gazetteer …"):
        try:
            count, names = build(row for source in (from_packages(), from_dump(dump)) for row in source)
        except (ImportError, ValueError, KeyError, UnicodeDecodeError) as error:
            raise fail(
                f"{dump}: {error}. The gazetteer is as it was. It is built with the packages of the extra `build`."
            ) from None
    out.print(f"{count:,} places under {names:,} names. The next run reads every article again with them.")
