"""Resolution and estimates in a run: on from what was kept where that gives the rows of a rebuild, else from nothing.

Here belongs telling which of the two it is. A run goes on where code, reference data and rulings are what they were, no
document has gone, and no ruling on a claim concerns a new one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines import articles as reading
from pipelines import extraction
from pipelines.defs import state
from pipelines.defs.progress import say
from pipelines.defs.staging import code_version
from pipelines.estimation.refresh import Estimated, Told
from pipelines.extraction.actors import find as actors
from pipelines.resolution import corrections, ledger, rulings
from pipelines.resolution.kept import code_digest, keep, reopen
from pipelines.resolution.refresh import Change, Resolver
from pipelines.schemas import frames
from pipelines.settings import Settings
from pipelines.warehouse.inputs import empty

_MARK = {"run_id": pl.String, "before": pl.String, "code": pl.String}
_TOUCHED = {"incident_id": pl.String}


def folder(settings: Settings) -> Path:
    return settings.work / "standing"


@dataclass(frozen=True)
class Resolved:
    """`resolver`: all that holds now. `change`: what this run changed of what `before` (a run id; null: nothing) left.
    `rejected`: claims that rulings reject, `unapplied`: rulings that no longer apply."""

    resolver: Resolver
    change: Change
    before: str | None
    inputs: str
    rejected: pl.DataFrame
    unapplied_to_claims: pl.DataFrame

    @property
    def unapplied(self) -> pl.DataFrame:
        return pl.concat([self.resolver.unapplied, self.unapplied_to_claims], how="vertical_relaxed")

    def keep(self, settings: Settings, run_id: str) -> None:
        """Let the next run go on from here."""
        more = {
            "rejected": self.rejected,
            "unapplied_to_claims": self.unapplied_to_claims,
            "run": pl.DataFrame({"run_id": [run_id]}),
        }
        keep(self.resolver, folder(settings), self.inputs, more)


def resolve_now(settings: Settings) -> Resolved:
    """Resolve what the archive holds now, as far as this version of the code has read it."""
    people, enter, entries = rulings.read(settings.rulings), state.entering(settings), ledger.read(settings.ledger)
    inputs = _inputs(people, samples=enter.samples)
    resolver = Resolver(actors.kin, people, entries, country_of=_country_of)
    more = reopen(resolver, folder(settings), inputs)
    known = resolver.articles.columns("document_id")
    new = enter.articles.join(known, on="document_id", how="anti")["document_id"]
    if more is not None and known.join(enter.articles, on="document_id", how="anti").is_empty():
        told = state.known(settings, new)
        if not corrections.concern(people, told.articles):
            say(f"Resolving {new.len():,} new documents into {known.height:,}")
            change = resolver.refresh(told.articles, told.mentions, told.claims)
            run = more["run"]["run_id"][0]
            return Resolved(resolver, change, run, inputs, more["rejected"], more["unapplied_to_claims"])
    say("Resolving everything")
    resolver, told = Resolver(actors.kin, people, entries, country_of=_country_of), state.known(settings)
    ruled = corrections.apply_to_claims(told.claims, people, told.articles)
    change = resolver.refresh(told.articles, told.mentions, ruled.claims)
    return Resolved(resolver, change, None, inputs, ruled.rejected, ruled.unapplied)


def _inputs(people: pl.DataFrame, *, samples: bool) -> str:
    """A digest of what resolution depends on beside the documents."""
    said = [
        code_digest(),
        reading.DIGEST,
        extraction.DIGEST,
        json.dumps(people.rows(), ensure_ascii=False),
        str(samples),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _country_of(actor_id: str) -> str | None:
    row = actors.actor(actor_id)
    return row.country if row else None


def mark_resolved(settings: Settings, resolved: Resolved, run_id: str) -> None:
    """Tell the estimates which incidents are not what they were, and since which run."""
    derived = state.resolved_frames(settings)
    touched = resolved.resolver.incidents["incident_id"] if resolved.before is None else resolved.change.touched
    derived.write("touched", pl.DataFrame({"incident_id": touched}, schema=_TOUCHED))
    derived.write("resolved_by", _mark(run_id, resolved.before))


def mark_estimated(settings: Settings) -> None:
    """Tell the next run that the estimates are of what now is resolved."""
    derived = state.resolved_frames(settings)
    derived.write("estimated_by", derived.read("resolved_by", pl.DataFrame(schema=_MARK)))


def _mark(run_id: str, before: str | None) -> pl.DataFrame:
    return pl.DataFrame([{"run_id": run_id, "before": before, "code": code_version()}], schema=_MARK)


def standing_estimates(settings: Settings) -> tuple[Estimated, list[str]]:
    """The estimates that still hold, and the incidents that are to be estimated."""
    derived, none = state.resolved_frames(settings), pl.DataFrame(schema=_MARK)
    now, then = derived.read("resolved_by", none), derived.read("estimated_by", none)
    nothing = Estimated(frames.Tolls.empty(), frames.Estimates.empty(), empty("measures"))
    ids = derived.read("incidents", frames.Incidents.empty())["incident_id"].to_list()
    if now.is_empty() or then.is_empty() or then["code"][0] != now["code"][0]:
        return nothing, ids
    if now["before"][0] != then["run_id"][0]:
        return nothing, ids
    touched = derived.read("touched", pl.DataFrame(schema=_TOUCHED))["incident_id"].to_list()
    before = Estimated(
        tolls=derived.read("tolls", frames.Tolls.empty()),
        estimates=derived.read("estimates", frames.Estimates.empty()),
        measures=derived.read("measures", empty("measures")),
    )
    return before.without(touched), touched


def told_of(settings: Settings, incidents: list[str]) -> Told:
    """What some incidents are to be estimated from."""
    derived = state.resolved_frames(settings)
    wanted = pl.col("incident_id").is_in(incidents)
    links = derived.read("links", frames.Links.empty()).filter(wanted)
    documents = links["mention_id"].str.split("#").list.first().unique()
    articles = state.read_frames(settings).read(
        "articles", frames.Articles.empty(), without=["text", "spans", "signature"], documents=documents
    )
    return Told(
        claims=derived.read("claims", frames.Claims.empty(), documents=documents).join(
            links, on="mention_id", how="semi"
        ),
        links=links,
        incidents=derived.read("incidents", frames.Incidents.empty()).filter(wanted),
        articles=articles,
        near_duplicate_groups=derived.read("wires", state.WIRES, documents=documents),
        actors=state.actors_frame(),
    )
