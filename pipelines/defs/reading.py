"""From files to claims: the assets that are partitioned by UTC day of fetching."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import dagster as dg
import polars as pl
from pydantic import Field

from pipelines import articles as reading
from pipelines import extraction, sample
from pipelines.archive.documents import Limits
from pipelines.archive.inputs import scan
from pipelines.archive.store import Archive
from pipelines.defs import live, shown, state, verdicts
from pipelines.defs.accounts import Accounts
from pipelines.defs.automation import follow_each_day
from pipelines.defs.home import Home
from pipelines.defs.partitions import fetch_days, one_run
from pipelines.defs.progress import reporter
from pipelines.extraction.batch import extract_articles
from pipelines.schemas import frames
from pipelines.settings import Settings

BY_DAY: dict[str, Any] = {"partitions_def": fetch_days, "backfill_policy": one_run, "owners": ["team:losses"]}


class Intake(dg.Config):
    """What a run takes in. With nothing given, the sample articles, as long as the archive holds nothing else."""

    paths: list[str] = Field(default=[], description="Files or folders: .txt, .html, .json, .jsonl, told by content")
    fetch: bool = Field(default=False, description="Read the live sources that are due")
    sources: list[str] = Field(default=[], description="With fetch: these sources alone, due or not")
    since: str | None = Field(default=None, description="With fetch and sources: backfill from this day on, YYYY-MM-DD")


@dg.asset(
    **BY_DAY,
    group_name="a_archive",
    kinds={"python", "parquet"},
    freshness_policy=shown.fresh,
    description="Raw documents, by content hash, as obtained. Grain: one document. If it is not fresh: nothing came for days; "
    "start the schedule live_sources, or `losses run`. If it fails: the message names the "
    "file or the archive segment; nothing was half written, so run it again once that is mended.",
    metadata=shown.columns(frames.RawDocuments),
    check_specs=[shown.check("nothing_vanishes", "raw_documents", "documents found = archived + known + rejected")],
)
def raw_documents(context: dg.AssetExecutionContext, config: Intake, home: Home) -> Iterator[dg.MaterializeResult]:
    settings, now = home.settings, home.now()
    archive = Archive(settings.archive)
    accounts = Accounts(settings.ledger, context.run.run_id, now)
    today = now.date().isoformat()
    if config.paths and today not in context.partition_keys:
        raise dg.Failure(
            f"Documents are filed under the day they are fetched. Choose the partition {today} and run again."
        )
    fetched: dict[str, Any] = {}
    if config.fetch:
        fetched = _fetch(context, settings, accounts, config, today)
    elif today in context.partition_keys:
        method = "file" if config.paths else "sample"
        paths = config.paths or ([] if archive.methods() - {"sample"} else [str(path) for path in sample.paths()])
        added = archive.add(
            scan(paths, limits=Limits(document_bytes=settings.max_document_bytes)),
            fetched_at=now,
            method=method,
            run_id=context.run.run_id,
            progress=reporter(context, "Archiving documents", None),
        )
        came = added.documents + added.known + added.rejects.height
        accounts.stage(
            "archive",
            partition=today,
            rows_in=came,
            rows_out=added.documents,
            set_aside=added.known,
            rejected=added.rejects,
        )
    rows = archive.read_days(context.partition_keys, columns=["document_id", "origin", "method", "media_type"])
    result: dg.MaterializeResult[None] = dg.MaterializeResult(
        metadata={"dagster/row_count": rows.height, **fetched, "latest": shown.table(rows.tail(5))},
        check_results=[accounts.conserved("nothing_vanishes")],
    )
    yield from verdicts.by_day(context, result)


def _fetch(
    context: dg.AssetExecutionContext, settings: Settings, accounts: Accounts, config: Intake, today: str
) -> dict[str, Any]:
    """Read live sources; one that fails is told in the log, at its asset and in `losses sources status`, and stops nothing."""
    if today not in context.partition_keys:
        context.log.warning(f"Nothing was fetched: this run is of {context.partition_keys[-1]}, and today is {today}.")
        return {"skipped": f"today is {today}: the next run reads the sources"}
    try:
        since = dt.date.fromisoformat(config.since) if config.since else None
        report = live.read(
            settings,
            accounts,
            today=today,
            only=config.sources or None,
            since=since,
            force=bool(config.sources) and since is None,
            seconds=None if since else 60.0 * settings.fetch_minutes,
        )
    except ValueError as error:  # a list of sources, a name or a day that cannot be used
        raise dg.Failure(str(error)) from error
    for outcome in report.failed:
        context.log.warning(f"{outcome.source}: {outcome.error}")
    for event in live.events(report):
        context.log_event(event)
    return live.summary(settings, report, now=accounts.started_at)


@dg.asset(
    **BY_DAY,
    deps=[raw_documents],
    group_name="b_articles",
    kinds={"python", "parquet"},
    code_version=reading.DIGEST[:12],
    automation_condition=follow_each_day,
    description="Articles read from the documents: text, title, publisher, publication date, language, near-duplicate "
    "signature. Grain: one version of an article. What cannot be read is a row in rejects. If it fails: the message names "
    "the schema and the culprit; mend the reader, then backfill the days that Dagster marks as stale.",
    metadata=shown.columns(frames.Articles),
    check_specs=[
        shown.check("documents_are_articles_or_rejects", "articles", "documents = articles + rejects"),
        # What people hand in may be anything: bad input is told, and holds nobody's good input back.
        shown.check("quarantine_is_small", "articles", "few documents are rejected", blocking=False),
    ],
)
def articles(context: dg.AssetExecutionContext, home: Home) -> Iterator[dg.MaterializeResult]:
    settings, now = home.settings, home.now()
    archive, derived = Archive(settings.archive), state.read_frames(settings)
    accounts = Accounts(settings.ledger, context.run.run_id, now)
    for day in archive.days_within(context.partition_keys):
        done = derived.read("articles", frames.Articles.empty(), [day])
        refused = derived.read("rejects", frames.Rejects.empty(), [day])
        new = archive.read(day, without=[*done["document_id"], *refused["document_id"].drop_nulls()])
        found, rejects = reading.read_articles(
            new, now=now, run_id=context.run.run_id, progress=reporter(context, "Reading articles", new.height)
        )
        derived.write("rejects", pl.concat([refused, rejects]), day)
        derived.write("articles", pl.concat([done, found]).sort("sequence"), day)
        accounts.stage("articles", partition=day, rows_in=new.height, rows_out=found.height, rejected=rejects)
    rows = derived.read("articles", frames.Articles.empty(), context.partition_keys)
    result: dg.MaterializeResult[None] = dg.MaterializeResult(
        metadata={
            "dagster/row_count": rows.height,
            "rejected": accounts.rejected,
            "latest": shown.table(rows.select("publisher", "title", "published_on", "language").tail(5)),
        },
        check_results=[
            accounts.conserved("documents_are_articles_or_rejects"),
            accounts.share("quarantine_is_small", settings.max_quarantine_share, stage="articles"),
        ],
    )
    yield from verdicts.by_day(context, result)


@dg.asset(
    **BY_DAY,
    deps=[articles],
    group_name="c_claims",
    kinds={"python", "parquet", "spacy"},
    code_version=extraction.DIGEST[:12],
    automation_condition=follow_each_day,
    description="Claims, with the sentence that makes each, and the incidents that the articles tell of. Grain: one "
    "figure (or its absence) about one effect on one victim group by one claimant in one version of an article. If a check "
    "fails: its metadata shows the rows; mend the extractor, then backfill the stale days.",
    metadata=shown.columns(frames.Claims),
    check_specs=[
        shown.check(
            "articles_are_relevant_irrelevant_or_rejected", "claims", "articles = relevant + irrelevant + rejects"
        ),
        shown.check("claims_are_kept_or_quarantined", "claims", "claims said = claims kept + quarantined"),
        shown.check("quotes_are_verbatim", "claims", "text[char_start:char_end] == quote for every claim"),
        shown.check("quarantine_is_small", "claims", "few claims are rejected"),
    ],
)
def claims(context: dg.AssetExecutionContext, home: Home) -> Iterator[dg.MaterializeResult]:
    settings, now = home.settings, home.now()
    read, derived = state.read_frames(settings), state.said_frames(settings)
    accounts = Accounts(settings.ledger, context.run.run_id, now)
    empty = {
        "readings": frames.Readings,
        "mentions": frames.Mentions,
        "claims": frames.Claims,
        "rejects": frames.Rejects,
    }
    for day in sorted(set(read.days("articles")) & set(context.partition_keys)):
        found = read.read("articles", frames.Articles.empty(), [day])
        before = {name: derived.read(name, model.empty(), [day]) for name, model in empty.items()}
        failed = before["rejects"].filter(pl.col("stage") == "extraction")["document_id"]
        done = pl.concat([before["readings"]["document_id"], failed])
        new = found.filter(~pl.col("document_id").is_in(done.implode()))
        said = extract_articles(
            new, now=now, run_id=context.run.run_id, progress=reporter(context, "Extracting claims", new.height)
        )
        # Readings last: they say that a document is done.
        for name in ("rejects", "claims", "mentions", "readings"):
            derived.write(name, pl.concat([before[name], getattr(said, name)]), day)
        accounts.stage(
            "extraction",
            partition=day,
            rows_in=new.height,
            rows_out=said.relevant,
            set_aside=said.readings.height - said.relevant,
            rejected=said.rejects.filter(pl.col("stage") == "extraction"),
        )
        accounts.stage(
            "claims",
            partition=day,
            rows_in=said.claims_said,
            rows_out=said.claims.height,
            rejected=said.rejects.filter(pl.col("stage") == "claims"),
        )
    rows = derived.read("claims", frames.Claims.empty(), context.partition_keys)
    texts = read.read("articles", frames.Articles.empty(), context.partition_keys)
    result: dg.MaterializeResult[None] = dg.MaterializeResult(
        metadata={
            "dagster/row_count": rows.height,
            "rejected": accounts.rejected,
            "latest_quotes": shown.table(rows.select("quote", "claimant", "effect", "figure_text").tail(5)),
            "effects": shown.bars(rows["effect"], "Claims by effect"),
        },
        check_results=[
            accounts.conserved("articles_are_relevant_irrelevant_or_rejected", stage="extraction"),
            accounts.conserved("claims_are_kept_or_quarantined", stage="claims"),
            shown.verbatim("quotes_are_verbatim", rows, texts),
            accounts.share("quarantine_is_small", settings.max_quarantine_share, stage="claims"),
        ],
    )
    yield from verdicts.by_day(context, result)
