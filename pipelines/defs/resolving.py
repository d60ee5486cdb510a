"""From claims to incidents and estimates: unpartitioned, for a late article may change an old incident."""

from typing import Any

import dagster as dg
import polars as pl

from pipelines.defs import resolved, shown, state
from pipelines.defs.accounts import Accounts
from pipelines.defs.automation import follow
from pipelines.defs.home import BuildLock, Home
from pipelines.defs.progress import say
from pipelines.defs.reading import claims
from pipelines.estimation.refresh import Estimated, estimated, measured
from pipelines.resolution import ledger
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
    settings, now, run_id = home.settings, home.now(), context.run.run_id
    accounts = Accounts(settings.ledger, run_id, now)
    current = resolved.resolve_now(settings)
    resolver = current.resolver
    good, bad = quarantine(
        frames.Incidents, resolver.incidents.sort("incident_id"), stage="incidents", now=now, run_id=run_id
    )
    links = resolver.links.filter(pl.col("incident_id").is_in(good["incident_id"].implode())).sort("mention_id")
    claims_now = resolver.claims.columns(*frames.Claims.empty().columns)
    ledger.append(settings.ledger, current.change.entries)
    derived = state.resolved_frames(settings)
    for name, frame in {
        "incidents": good, "links": links, "claims": claims_now, "wires": resolver.wires, "redirects": resolver.redirects,
    }.items():  # fmt: skip
        derived.write(name, frame)
    resolved.mark_resolved(settings, current, run_id)
    current.keep(settings, run_id)
    accounts.stage(
        "incidents",
        rows_in=claims_now.height + current.rejected.height,
        rows_out=claims_now.join(links, on="mention_id", how="semi").height,
        set_aside=claims_now.filter(pl.col("document_id").is_in(sorted(resolver.superseded))).height,
        rejected=pl.concat([rejects_frame(_ruled_out(current.rejected), now=now, run_id=run_id), bad]),
    )
    unapplied = current.unapplied
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
                metadata={"rulings": resolver.people.height, "not_applied": shown.table(unapplied)},
            ),
        ],
    )


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
    before, changed = resolved.standing_estimates(settings)
    say(f"Estimating {len(changed):,} incidents")
    told = resolved.told_of(settings, changed)
    anew = estimated(told)
    good, bad = quarantine(frames.Estimates, anew.estimates, stage="estimates", now=now, run_id=context.run.run_id)
    if bad.height:
        anew = Estimated(anew.tolls, good, measured(told, anew.tolls, good))
    made = before.together_with(anew)
    for name in ("tolls", "estimates", "measures"):
        derived.write(name, getattr(made, name))
    resolved.mark_estimated(settings)
    accounts = Accounts(settings.ledger, context.run.run_id, now)
    accounts.stage("estimates", rows_in=good.height + bad.height, rows_out=good.height, rejected=bad)
    disordered = good.filter(
        (pl.col("low") > pl.col("best")) | (pl.col("best") > pl.col("high")) | (pl.col("low") > pl.col("high"))
    )
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": made.estimates.height,
            "estimated_anew": len(changed),
            "tolls": made.tolls.height,
            "rules": shown.bars(made.estimates["rule_id"], "Estimates by rule"),
        },
        check_results=[
            dg.AssetCheckResult(
                check_name="low_best_high_in_order",
                passed=disordered.is_empty(),
                metadata={"wrong": disordered.height, **shown.first(disordered)},
            )
        ],
    )
