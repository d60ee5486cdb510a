"""What `losses run` shows: progress while it works, and at the end what a person wants to know first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from pipelines.commands import clean

if TYPE_CHECKING:
    from pipelines.defs.refresh import Outcome
    from pipelines.settings import Settings

_SHOWN_INCIDENTS = 15
_SHOWN_REJECTS = 20
_SHOWN_CHARACTERS = 200


@contextmanager
def progress(console: Console) -> Iterator[None]:
    """Bars for what the assets of a run say of themselves."""
    bars = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
    with bars:
        starting = bars.add_task("Starting", total=None)
        from pipelines.defs.progress import listening

        tasks = {"Starting": starting}

        def listen(what: str, done: int, total: int | None) -> None:
            bars.update(tasks["Starting"], visible=False)
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        with listening(listen):
            yield


def outcome(out: Console, err: Console, result: Outcome, settings: Settings) -> None:
    """The table of incidents, where the file is, what was rejected, and what to try next."""
    if not result.success:
        err.print(f"[bold red]Not done.[/] {escape(result.error or '')}")
        kept = (
            f"The last good release stays: {settings.warehouse}"
            if settings.warehouse.exists()
            else "Nothing is published yet."
        )
        err.print(f"{escape(kept)}\nThe whole story stands in the Dagster UI (make ui), run {result.run_id[:8]}.")
        return
    _incidents(out, settings)
    for row in result.stages.filter(result.stages["stage"] == "archive").to_dicts():
        counts = f"{row['rows_out']:,} new, {row['rows_set_aside']:,} known, {row['rows_rejected']:,} rejected"
        out.print(f"Documents: {counts}.")
    if result.rejects.height:
        err.print(f"[bold yellow]{result.rejects.height:,} rejected[/] (table rejects):")
        for row in result.rejects.head(_SHOWN_REJECTS).to_dicts():
            err.print(
                f"  {escape(_clean(row['origin'] or row['document_id'] or row['stage']))}: {escape(_clean(row['reason']))}"
            )
    out.print(f"\nPublished: [bold]{escape(str(settings.warehouse))}[/]")
    out.print(f"Report: {settings.report / 'index.html'}", markup=False, soft_wrap=True)
    out.print("Try next:")
    for line in (
        "losses review                 # what most deserves a look, with quotes",
        'losses sql "select month, employer_id, low, best, high from losses_monthly where best > 0"',
        "make ui                       # every run, asset and check, in the browser",
    ):
        out.print(f"  {line}", markup=False, soft_wrap=True)


def _incidents(out: Console, settings: Settings) -> None:
    from pipelines.warehouse.query import run_query

    rows = run_query(
        settings.home,
        """
        select incident_id, date_start, date_end, date_prec, coalesce(place, adm_1) as place, country, employers,
               deaths_contractors_low as low, deaths_contractors_best as best, deaths_contractors_high as high,
               high_is_open, number_of_claims, n_independent_sources
        from incidents_wide order by date_start desc nulls last, incident_id
        """,
    )
    table = Table(
        title=f"{rows.height:,} incident{'' if rows.height == 1 else 's'}",
        title_justify="left",
        box=None,
        show_edge=False,
        pad_edge=False,
    )
    table.add_column("incident", no_wrap=True)
    table.add_column("date", no_wrap=True)
    table.add_column("place", min_width=9, overflow="fold")
    table.add_column("employer", min_width=9, overflow="fold")
    for name in ("low", "best", "high", "claims", "sources"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows.head(_SHOWN_INCIDENTS).to_dicts():
        where = ", ".join(part for part in (row["place"], row["country"]) if part)
        high = "" if row["high"] is None else f"{row['high']}{'+' if row['high_is_open'] else ''}"
        table.add_row(
            row["incident_id"],
            _dates(row["date_start"], row["date_end"], row["date_prec"]),
            escape(_clean(where)),
            escape(_clean(row["employers"] or "")),
            *("–" if value in (None, "") else str(value) for value in (row["low"], row["best"], high)),
            str(row["number_of_claims"]),
            str(row["n_independent_sources"]),
        )
    out.print(table)
    if rows.height > _SHOWN_INCIDENTS:
        out.print(f"… and {rows.height - _SHOWN_INCIDENTS:,} more. – means that no article says.")


def _dates(start: dt.date | None, end: dt.date | None, precision: int | None) -> str:
    """A day; a range that says no digit twice, as 2024-07-25…27; a month or a year where no more is known."""
    if start is None or end is None:
        return "–"
    first, last = start.isoformat(), end.isoformat()
    if first == last:
        return first
    if (precision or 0) >= 4 and first[:7] == last[:7]:
        return first[:7]
    if (precision or 0) >= 5 and first[:4] == last[:4]:
        return first[:4]
    same = 8 if first[:7] == last[:7] else 5 if first[:4] == last[:4] else 0
    return f"{first}…{last[same:]}"


def _clean(text: str) -> str:
    return clean(text)[:_SHOWN_CHARACTERS]
