"""From estimates to the file that analysts open: the tables of sql/, checked as a whole, then published in one step."""

from collections.abc import Iterator

import dagster as dg
import duckdb
from pydantic import Field

from pipelines.defs import shown, staging
from pipelines.defs.home import BuildLock, Home
from pipelines.defs.progress import say
from pipelines.defs.resolving import WHOLE, estimates
from pipelines.report.site import write_report
from pipelines.warehouse import history, ledger
from pipelines.warehouse.build import BuildResult, build
from pipelines.warehouse.expectations import check_release, prepare
from pipelines.warehouse.headers import Model, read_models
from pipelines.warehouse.publish import publish, record_failure
from pipelines.warehouse.sql_tests import assertions, run_sql_tests
from pipelines.warehouse.validation_page import write_validation_page

TABLES: list[Model] = [model for model in read_models() if model.kind == "table"]
ASSERTIONS = list(assertions())


def _spec(model: Model) -> dg.AssetSpec:
    dimension = model.name.startswith("dim_")
    warning = f" Warning: {model.warning}" if model.warning else ""
    return dg.AssetSpec(
        model.name,
        deps=[estimates],
        group_name="f_dimensions" if dimension else "g_facts",
        kinds={"duckdb", "sql"},
        owners=WHOLE["owners"],
        automation_condition=WHOLE["automation_condition"],
        description=f"{model.description} Grain: {model.grain}{warning} If a check fails, nothing is published: its "
        "metadata shows the rows that do not hold; mend what made them and materialize again.",
        metadata={
            "dagster/column_schema": _schema(model, {}),
            "dagster/relation_identifier": f"losses.main.{model.name}",
        },
    )


def _schema(model: Model, types: dict[str, str]) -> dg.TableSchema:
    """The columns as the header declares them, with the types that DuckDB gave them where they are known."""
    columns = [dg.TableColumn(name, types.get(name, ""), meaning) for name, meaning in model.columns.items()]
    return dg.TableSchema(columns=columns)


class Judgement(dg.Config):
    """How a release is judged."""

    allow_shrink: bool = Field(
        default=False,
        description="Let a release lose more incidents than usual, as after a takedown or a change of code",
    )


@dg.multi_asset(
    name="warehouse",
    specs=[_spec(model) for model in TABLES],
    check_specs=[
        *(
            dg.AssetCheckSpec(
                test.name.removeprefix("assert_"),
                asset=staging.table_of(test.query, TABLES),
                description=test.why,
                blocking=test.severity == "error",
            )
            for test in ASSERTIONS
        ),
        dg.AssetCheckSpec(
            "release_is_as_expected",
            asset="fact_incidents",
            description="ranges, distributions, completeness, and volume and freshness against the previous release",
            blocking=True,
        ),
    ],
)
def warehouse(
    context: dg.AssetExecutionContext, config: Judgement, home: Home, build_lock: BuildLock
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    settings, now = home.settings, home.now()
    prepare()
    staged = staging.staged(settings, now=now, run_id=context.run.run_id)
    result = build(
        staging.staging(settings), staged.inputs, staged.release, say=lambda what: say(f"Building {what.split()[0]}")
    )
    with duckdb.connect(str(result.staging), read_only=True) as con:
        tests = run_sql_tests(con)
        samples = {model.name: con.sql(f"from {model.name} limit 5") for model in TABLES}
        shapes = {name: dict(zip(rows.columns, map(str, rows.types), strict=True)) for name, rows in samples.items()}
        first = {name: shown.table(rows.pl()) for name, rows in samples.items()}
    say("Judging the release as a whole")
    expectations = check_release(
        result.staging,
        settings.warehouse if settings.warehouse.exists() else None,
        now=now,
        allow_shrink=config.allow_shrink,
        max_shrink=settings.max_shrink,
        max_quarantine_share=settings.max_quarantine_share,
    )
    write_validation_page(settings.validation, result, tests, expectations, now=now)
    reasons = [test.reason for test in tests if test.blocks] + [one.reason for one in expectations if one.blocks]
    if reasons:
        record_failure(result, settings.home, now=now, reasons=reasons)
    else:
        history.table(settings.ledger).append(staged.versions)
        staging.remember(settings, result)
    for model in TABLES:
        yield dg.MaterializeResult(
            asset_key=model.name,
            metadata={
                "dagster/row_count": result.rows[model.name],
                "dagster/column_schema": _schema(model, shapes[model.name]),
                "first_rows": first[model.name],
            },
        )
    for test, assertion in zip(tests, ASSERTIONS, strict=True):
        yield dg.AssetCheckResult(
            check_name=test.name.removeprefix("assert_"),
            asset_key=staging.table_of(assertion.query, TABLES),
            passed=test.passed,
            severity=dg.AssetCheckSeverity.ERROR if test.severity == "error" else dg.AssetCheckSeverity.WARN,
            metadata={"rows_that_fail": test.failures, **({"first": shown.rows(test.sample)} if test.sample else {})},
        )
    unmet = [one for one in expectations if not one.passed]
    yield dg.AssetCheckResult(
        check_name="release_is_as_expected",
        asset_key="fact_incidents",
        passed=not any(one.blocks for one in unmet),
        metadata={
            "expectations": len(expectations),
            "unmet": shown.rows([{"severity": one.severity, "what": one.reason} for one in unmet]),
            "validation_page": dg.MetadataValue.path(str(settings.validation)),
        },
    )


@dg.asset(
    deps=[model.name for model in TABLES],
    group_name="h_release",
    kinds={"duckdb"},
    freshness_policy=shown.fresh,
    **WHOLE,
    description="The file that analysts open, losses.duckdb, replaced in one step; readers of the old one finish on it. "
    "Grain: one release. A run that changes no row publishes nothing new; a failed check above leaves the last good "
    "release in place. To go back: `losses rollback RELEASE`. "
    "If it fails: the message says what is missing; materialize the tables, then this again.",
    check_specs=[
        shown.check(
            "the_published_file_opens",
            "release",
            "the published file opens read-only and names its release",
            by_day=False,
        )
    ],
)
def release(context: dg.AssetExecutionContext, home: Home, build_lock: BuildLock) -> dg.MaterializeResult:
    settings, now = home.settings, home.now()
    result: BuildResult | None = staging.remembered(settings)
    if result is None:
        raise dg.Failure(
            "No staging file waits to be published. Materialize the tables (groups f_dimensions and g_facts) first."
        )
    publication = publish(result, settings.home, now=now, keep=settings.keep_releases)
    if publication.outcome == "published" or not (settings.report / "index.html").exists():
        say("Writing the report")
        write_report(settings.warehouse, settings.report)
    with duckdb.connect(str(settings.warehouse), read_only=True) as con:
        newest = con.sql(
            "select release_id, released_at, has_samples from releases order by released_at desc limit 1"
        ).pl()
        months = con.sql(
            "select strftime(date_start, '%Y-%m') as month, sum(deaths_contractors_best) as killed from fact_incidents "
            "where date_start is not null group by all order by month desc limit 12"
        ).fetchall()[::-1]
    return dg.MaterializeResult(
        metadata={
            "outcome": publication.outcome,
            "release": publication.release_id,
            "why": publication.why or "rows have changed",
            "path": dg.MetadataValue.path(str(settings.warehouse)),
            "report": dg.MetadataValue.path(str(settings.report / "index.html")),
            "dagster/row_count": result.rows["fact_incidents"],
            "contractors_killed": shown.plot(
                [m for m, _ in months], [float(k or 0) for _, k in months], "Contractors killed, best"
            ),
            "releases": shown.table(
                ledger.overview(settings.home, kept=set()).tail(5).select("release_id", "status", "incidents", "claims")
            ),
        },
        check_results=[dg.AssetCheckResult(check_name="the_published_file_opens", passed=newest.height == 1)],
    )
