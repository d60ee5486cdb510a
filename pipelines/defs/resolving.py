"""From claims to incidents and estimates: unpartitioned, for a late article may change an old incident."""

from typing import Any

import dagster as dg
import polars as pl

from pipelines.defs import shown, state
from pipelines.defs.accounts import Accounts
from pipelines.defs.automation import follow
from pipelines.defs.home import BuildLock, Home
from pipelines.defs.progress import say
from pipelines.defs.reading import claims
from pipelines.estimation.employers import kin_pairs
from pipelines.estimation.estimates import estimates as make_estimates
from pipelines.estimation.measures import incident_measures
from pipelines.estimation.tolls import tolls as make_tolls
from pipelines.extraction.actors import find as actors
from pipelines.resolution import corrections, ledger, rulings
from pipelines.resolution.resolve import resolve
from pipelines.schemas import frames
from pipelines.schemas.quarantine import Reject, quarantine, rejects_frame

WHOLE: dict[str, Any] = {"owners": ["team:losses"], "automation_condition": follow}


@dg.asset(
    **WHOLE,
    deps=[claims],
    group_name="d_incidents",
    kinds={"python", "duckdb"},
    description="Claims of many articles resolved into incidents with stable ids; rulings of people win. Grain: one resolved "
    "incident. If it fails because days are unread: backfill articles and claims. If the ledger is damaged: restore it from "
    "the backup, for without it ids would be given twice.",
    metadata=shown.columns(frames.Incidents),
    check_specs=[
        shown.check(
            "claims_are_linked_superseded_or_rejected",
            "incidents",
            "claims = linked + superseded + rejected",
            by_day=False,
        ),
        shown.check(
            "every_ruling_applies", "incidents", "every ruling of a person still applies", blocking=False, by_day=False
        ),
    ],
)
def incidents(context: dg.AssetExecutionContext, home: Home, build_lock: BuildLock) -> dg.MaterializeResult:
    settings, now = home.settings, home.now()
    accounts = Accounts(settings.ledger, context.run.run_id, now)
    known = state.known(settings)
    people = rulings.read(settings.rulings)
    ruled = corrections.apply_to_claims(known.claims, people, known.articles)
    resolved = resolve(
        known.articles,
        known.mentions,
        ruled.claims,
        actors.kin,
        people,
        ledger.read(settings.ledger),
        country_of=_country_of,
        progress=lambda step: say(f"Resolving: {step}"),
    )
    good, bad = quarantine(frames.Incidents, resolved.incidents, stage="incidents", now=now, run_id=context.run.run_id)
    links = resolved.links.filter(pl.col("incident_id").is_in(good["incident_id"].implode()))
    linked = ruled.claims.join(links, on="mention_id", how="semi")
    ledger.append(settings.ledger, resolved.entries)
    derived = state.resolved_frames(settings)
    for name, frame in {
        "incidents": good, "links": links, "claims": ruled.claims, "wires": resolved.wires, "redirects": resolved.redirects,
    }.items():  # fmt: skip
        derived.write(name, frame)
    current = resolved.versions.filter("is_current")["document_id"].implode()
    superseded = ruled.claims.filter(~pl.col("document_id").is_in(current)).height
    accounts.stage(
        "incidents",
        rows_in=known.claims.height,
        rows_out=linked.height,
        set_aside=superseded,
        rejected=pl.concat([rejects_frame(_ruled_out(ruled.rejected), now=now, run_id=context.run.run_id), bad]),
    )
    unapplied = pl.concat([resolved.unapplied, ruled.unapplied], how="vertical_relaxed")
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": good.height,
            "articles_per_incident": round(links.height / good.height, 2) if good.height else 0,
            "countries": shown.bars(good["country"], "Incidents by country"),
            "latest": shown.table(
                good.sort("date_start", nulls_last=False)
                .select("incident_id", "date_start", "country", "place")
                .tail(5)
            ),
        },
        check_results=[
            accounts.conserved("claims_are_linked_superseded_or_rejected"),
            dg.AssetCheckResult(
                check_name="every_ruling_applies",
                passed=unapplied.is_empty(),
                severity=dg.AssetCheckSeverity.WARN,
                metadata={"rulings": people.height, "not_applied": shown.table(unapplied)},
            ),
        ],
    )


def _country_of(actor_id: str) -> str | None:
    row = actors.actor(actor_id)
    return row.country if row else None


def _ruled_out(rejected: pl.DataFrame) -> list[Reject]:
    return [
        Reject(
            stage="incidents",
            reason=f"rejected by ruling {row['ruling_id']}: {row['why']}",
            document_id=row["document_id"],
            row=row["quote"],
        )
        for row in rejected.to_dicts()
    ]


@dg.asset(
    **WHOLE,
    deps=[incidents],
    group_name="e_estimates",
    kinds={"python", "polars"},
    description="Low, best and high per incident, victim group, employer and effect, by five named rules, each with the "
    "claims that made it. Grain: incident, scope, victim group, employer, effect and rule. If it fails: the message names "
    "the incident; the claims and links that it read stand under work/resolved.",
    metadata=shown.columns(frames.Estimates),
    check_specs=[
        shown.check("low_best_high_in_order", "estimates", "low <= best <= high wherever both are known", by_day=False)
    ],
)
def estimates(context: dg.AssetExecutionContext, home: Home, build_lock: BuildLock) -> dg.MaterializeResult:
    settings, now = home.settings, home.now()
    derived = state.resolved_frames(settings)
    articles = state.known(settings).articles
    told = {
        "incidents": derived.read("incidents", frames.Incidents.empty()),
        "links": derived.read("links", frames.Links.empty()),
        "claims": derived.read("claims", frames.Claims.empty()),
        "wires": derived.read("wires", state.WIRES),
    }
    table = state.actors_frame()
    tolls = make_tolls(told["claims"], told["links"], articles, told["wires"], kin_pairs(table))
    made = make_estimates(tolls, told["incidents"])
    good, bad = quarantine(frames.Estimates, made, stage="estimates", now=now, run_id=context.run.run_id)
    measures = incident_measures(
        good,
        tolls,
        claims=told["claims"],
        links=told["links"],
        articles=articles,
        incidents=told["incidents"],
        near_duplicate_groups=told["wires"],
        actors=table,
    )
    for name, frame in {"tolls": tolls, "estimates": good, "measures": measures}.items():
        derived.write(name, frame)
    accounts = Accounts(settings.ledger, context.run.run_id, now)
    accounts.stage("estimates", rows_in=made.height, rows_out=good.height, rejected=bad)
    disordered = good.filter(
        (pl.col("low") > pl.col("best")) | (pl.col("best") > pl.col("high")) | (pl.col("low") > pl.col("high"))
    )
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": good.height,
            "tolls": tolls.height,
            "rules": shown.bars(good["rule_id"], "Estimates by rule"),
        },
        check_results=[
            dg.AssetCheckResult(
                check_name="low_best_high_in_order",
                passed=disordered.is_empty(),
                metadata={"wrong": disordered.height, "first": shown.table(disordered.head(5))},
            )
        ],
    )
