"""What is done with the published file: query it, list and roll back releases, verify, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from pipelines.commands import clean, err, fail, now, out
from pipelines.settings import Settings

releases = typer.Typer(help="What was published, when, and what became of it.", invoke_without_command=True)


def sql(
    query: Annotated[str | None, typer.Argument(help="One SQL statement; none: standard input, or a shell")] = None,
    format_: Annotated[
        Literal["table", "csv", "json", "parquet"], typer.Option("--format", help="How to print rows")
    ] = "table",
    plot: Annotated[
        Path | None, typer.Option(help="Draw the rows as a series with its band, into a PNG or SVG file")
    ] = None,
    allow_files: Annotated[bool, typer.Option(help="Let SQL read and write files")] = False,
) -> None:
    """Query the published warehouse: read-only, and no file or network access from SQL."""
    from pipelines.warehouse.query import NoWarehouseError, QueryError, run_query, write

    settings = Settings()
    if query is None and sys.stdin.isatty():
        raise typer.Exit(_shell(settings, allow_files=allow_files))
    query = sys.stdin.read() if query is None else query
    try:
        rows = run_query(settings.home, query, allow_files=allow_files)
    except (NoWarehouseError, QueryError) as error:
        raise fail(str(error)) from None
    if plot:
        from pipelines.report.series import draw

        try:
            draw(rows, plot)
        except ValueError as error:
            raise fail(str(error)) from None
        err.print(f"Drawn: {plot}")
        return
    if format_ == "table":
        out.print(clean(write(rows, "table").decode()), end="", markup=False, soft_wrap=True)
    else:
        sys.stdout.buffer.write(write(rows, format_))


def _shell(settings: Settings, *, allow_files: bool) -> int:
    from pipelines.warehouse.query import NoWarehouseError, QueryError, fetch, open_read_only, write

    try:
        con = open_read_only(settings.home, allow_files=allow_files)
    except NoWarehouseError as error:
        raise fail(str(error)) from None
    err.print(f"{settings.warehouse}, read-only. One statement, ended by ;  Ctrl-D leaves. Start with: show tables;")
    statement = ""
    while True:
        try:
            statement += input("losses> " if not statement else "   ...> ") + "\n"
        except (EOFError, KeyboardInterrupt):
            err.print()
            return 0
        if not statement.strip():
            statement = ""
        elif statement.rstrip().endswith(";"):
            try:
                out.print(clean(write(fetch(con, statement), "table").decode()), end="", markup=False, soft_wrap=True)
            except QueryError as error:
                err.print(clean(str(error)), markup=False)
            statement = ""


@releases.callback()
def list_releases(context: typer.Context) -> None:
    """List the releases, newest last."""
    from rich.table import Table

    from pipelines.warehouse.publish import releases as known

    if context.invoked_subcommand is not None:
        return
    rows = known(Settings().home)
    table = Table(show_edge=False)
    for name in ("release", "status", "when (UTC)", "incidents", "claims", "kept", "samples", "why"):
        table.add_column(name)
    for row in rows.to_dicts():
        table.add_row(
            row["release_id"], row["status"], f"{row['released_at']:%Y-%m-%d %H:%M}", str(row["incidents"]), str(row["claims"]),
            "yes" if row["kept"] else "", "yes" if row["has_samples"] else "", clean(row["reason"] or ""),
        )  # fmt: skip
    out.print(table)


@releases.command()
def unpin() -> None:
    """Let go of a rollback and publish the newest good release."""
    from pipelines.warehouse.publish import PublishError, building
    from pipelines.warehouse.publish import unpin as let_go

    settings = Settings()
    try:
        with building(settings.home, on_wait=_waiting, what="losses releases unpin"):
            out.print(f"Published: {let_go(settings.home, now=now())}")
            _report_anew(settings)
    except PublishError as error:
        raise fail(str(error)) from None


def rollback(
    release: Annotated[str, typer.Argument(help="A kept release, see `losses releases`")],
    why: Annotated[str, typer.Option(help="Why; it stands in the ledger")] = "",
) -> None:
    """Publish an earlier release again and pin it, until `losses releases unpin`."""
    from pipelines.warehouse.publish import PublishError, building
    from pipelines.warehouse.publish import rollback as go_back

    settings = Settings()
    try:
        with building(settings.home, on_wait=_waiting, what="losses rollback"):
            go_back(settings.home, release, now=now(), why=why)
            _report_anew(settings)
    except PublishError as error:
        raise fail(str(error)) from None
    out.print(f"Published and pinned: {release}. Refreshes go on and are kept, until `losses releases unpin`.")


def _report_anew(settings: Settings) -> None:
    """The report is of what is published, also after going back; a release too old for its pages keeps the one that stands."""
    import duckdb

    from pipelines.report.site import write_report

    with err.status("Writing the report …"):
        try:
            write_report(settings.warehouse, settings.report)
        except duckdb.Error as error:
            err.print(f"The report is still of another release: {clean(str(error).splitlines()[0])}")


def _waiting(holder: str) -> None:
    err.print(f"Waiting for {clean(holder)} to finish building the warehouse …")
