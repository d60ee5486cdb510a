"""What people do who know better than the machine: rulings, which win for good."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer
from rich.markup import escape

from pipelines.commands import clean, fail, now, out
from pipelines.settings import Settings

rule = typer.Typer(
    help="Rule on what the machine decided. Rulings are kept in rulings.csv and win on every run.", no_args_is_help=True
)

Why = Annotated[str, typer.Option("--why", help="Why; it stands in the history")]
Who = Annotated[str, typer.Option("--who", help="Who rules; by default, who is logged in")]
Evidence = Annotated[str, typer.Option("--evidence", help="What it rests on, such as a link")]


def _rule(verb: str, target: str, value: str, *, who: str, why: str, evidence: str) -> None:
    from pipelines.defs import state
    from pipelines.resolution.rulings import Known, RulingError, add_ruling
    from pipelines.schemas import frames

    settings = Settings()
    known = state.known(settings)
    links = state.resolved_frames(settings).read("links", frames.Links.empty())
    try:
        row = add_ruling(
            settings.rulings,
            Known(articles=known.articles, claims=known.claims, links=links),
            verb,
            target,
            value,
            who=who or getpass.getuser(),
            when=now(),
            why=why,
            evidence=evidence,
        )
    except RulingError as error:
        raise fail(str(error)) from None
    out.print(f"Ruling {row['ruling_id']} stands in {settings.rulings}. It takes effect with the next `losses run`.")


@rule.command()
def merge(one: str, other: str, why: Why, who: Who = "", evidence: Evidence = "") -> None:
    """Two incidents are one."""
    _rule("merge", one, other, who=who, why=why, evidence=evidence)


@rule.command()
def split(
    incident: str,
    articles: Annotated[
        list[str], typer.Argument(help="The articles (or mentions) to take out into an incident of their own")
    ],
    why: Why,
    who: Who = "",
    evidence: Evidence = "",
) -> None:
    """Some articles tell of another incident."""
    _rule("split", incident, " ".join(articles), who=who, why=why, evidence=evidence)


@rule.command()
def correct(
    claim: str,
    correction: Annotated[str, typer.Argument(help="field=value, such as figure=6 or victim_group=state_forces")],
    why: Why,
    who: Who = "",
    evidence: Evidence = "",
) -> None:
    """A claim was read wrongly."""
    _rule("correct", claim, correction, who=who, why=why, evidence=evidence)


@rule.command()
def reject(claim: str, why: Why, who: Who = "", evidence: Evidence = "") -> None:
    """A claim is none."""
    _rule("reject", claim, "", who=who, why=why, evidence=evidence)


@rule.command()
def confirm(incident: str, why: Why, who: Who = "", evidence: Evidence = "") -> None:
    """An incident is as it should be: its articles stay together."""
    _rule("confirm", incident, "", who=who, why=why, evidence=evidence)


@rule.command()
def undo(ruling: str, why: Why, who: Who = "", evidence: Evidence = "") -> None:
    """Take a ruling back; both stay in the file."""
    _rule("undo", ruling, "", who=who, why=why, evidence=evidence)


@rule.command(name="list")
def list_rulings() -> None:
    """List the rulings, oldest first."""
    from rich.table import Table

    from pipelines.resolution.rulings import read

    table = Table(show_edge=False)
    for name in ("ruling", "when", "who", "verb", "target", "value", "why"):
        table.add_column(name)
    for row in read(Settings().rulings).to_dicts():
        table.add_row(
            *(clean(row[name] or "") for name in ("ruling_id", "when", "who", "verb", "target", "value", "why"))
        )
    out.print(table)


def review(
    most: Annotated[int, typer.Option(help="How many to show")] = 20,
) -> None:
    """List what most deserves a look: contested, of low confidence, of large effect on the series, rules that disagree."""
    from pipelines.warehouse.query import NoWarehouseError, run_query

    query = "from incidents_to_review order by priority desc, incident_id limit $1"
    try:
        rows = run_query(Settings().home, query, parameters=[most])
    except NoWarehouseError as error:
        raise fail(str(error)) from None
    for row in rows.to_dicts():
        out.print(f"[bold]{row['incident_id']}[/] {escape(clean(row['what']))}")
        out.print(clean(f"  why: {', '.join(row['reasons'])}"), markup=False)
        for quote in row["quotes"]:
            out.print(clean(f"  {quote}"), markup=False, soft_wrap=True)
    out.print("To rule on one: losses rule --help", markup=False)
