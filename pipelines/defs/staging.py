"""What a release is made from, and the staging file while it waits between being built and being published."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path

import polars as pl

from pipelines import sample
from pipelines.archive.fetch.ledger import source_days
from pipelines.archive.fetch.sources import listed, sources_frame
from pipelines.defs import accounts, state
from pipelines.estimation.measures import rules_frame
from pipelines.resolution import ledger as incident_ids
from pipelines.resolution import rulings
from pipelines.schemas import frames
from pipelines.settings import PROJECT_ROOT, Settings
from pipelines.warehouse import history, ledger
from pipelines.warehouse.build import BuildResult
from pipelines.warehouse.headers import Model
from pipelines.warehouse.inputs import Inputs, ReleaseInfo, empty

_STAGED = "staged.json"


@cache
def code_version() -> str:
    """The product's version and a digest of its code and SQL: two releases with the same one were made alike."""
    digest = hashlib.sha256()
    for path in sorted([*(PROJECT_ROOT / "pipelines").rglob("*.py"), *(PROJECT_ROOT / "sql").rglob("*.sql")]):
        digest.update(path.relative_to(PROJECT_ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return f"{version('contractor-losses')}+{digest.hexdigest()[:12]}"


@dataclasses.dataclass(frozen=True)
class Staged:
    """What a release is made from. `versions`: the rows that it adds to the history, to be kept once it passed its checks."""

    inputs: Inputs
    release: ReleaseInfo
    versions: pl.DataFrame


def staged(settings: Settings, *, now: dt.datetime, run_id: str) -> Staged:
    """Everything that the tables are made from, and what the release will say of itself."""
    known, derived = state.known(settings, texts=False), state.resolved_frames(settings)
    release = ReleaseInfo(
        release_id=ledger.next_release_id(settings.home),
        released_at=now,
        code_version=code_version(),
        inputs={"articles": known.articles.height, "documents": _digest(known.articles["document_id"])},
        has_samples=known.samples and known.articles.height > 0,
        run_id=run_id,
    )
    told = history.read(settings.ledger, ledger.good(settings.home))
    versions = history.incident_versions(
        told,
        history.Now(
            incidents=derived.read("incidents", frames.Incidents.empty()),
            estimates=derived.read("estimates", frames.Estimates.empty()),
            measures=derived.read("measures", empty("measures")),
            links=derived.read("links", frames.Links.empty()),
            mentions=known.mentions,
            articles=known.articles,
            entries=incident_ids.read(settings.ledger),
            rulings=rulings.standing(rulings.read(settings.rulings), *rulings.VERBS),
        ),
        release_id=release.release_id,
        recorded_at=now,
        code_version=release.code_version,
    )
    inputs = Inputs(
        history=history.closed(pl.concat([told, versions])),
        articles=known.articles,
        mentions=known.mentions,
        claims=derived.read("claims", frames.Claims.empty()),
        links=derived.read("links", frames.Links.empty()),
        incidents=derived.read("incidents", frames.Incidents.empty()),
        estimates=derived.read("estimates", frames.Estimates.empty()),
        measures=derived.read("measures", empty("measures")),
        readings=known.readings,
        actors=state.actors_frame(),
        countries=pl.read_csv(PROJECT_ROOT / "pipelines" / "reference" / "countries.csv", infer_schema=False),
        rules=rules_frame(),
        sources=_sources(settings.sources),
        source_days=source_days(settings.home).rename({"source": "source_id"}),
        coverage=_coverage(settings.coverage, samples=known.samples),
        wire_groups=derived.read("wires", state.WIRES),
        rejects=_standing(accounts.rejects(settings.ledger).read(), known),
        etl_runs=accounts.etl_runs(settings.ledger).read(),
        releases=ledger.earlier(settings.home),
    )
    return Staged(inputs, release, versions)


def _standing(rejects: pl.DataFrame, known: state.Known) -> pl.DataFrame:
    """Rejects that still stand: not those of documents that a later version of the code has read."""
    read = {"articles": known.articles["document_id"], "extraction": known.readings["document_id"]}
    for stage, documents in read.items():
        rejects = rejects.filter(
            (pl.col("stage") != stage) | ~pl.col("document_id").is_in(documents.implode()).fill_null(value=False)
        )
    return rejects


def _digest(ids: pl.Series) -> str:
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()


def _sources(own: Path) -> pl.DataFrame:
    return sources_frame(listed(own)).select(
        source_id="source",
        name=pl.coalesce("title", "source"),
        domain="domain",
        country="country",
        source_type="type",
        countries=pl.col("countries").list.join(" "),
    )


def _coverage(given: Path, *, samples: bool) -> pl.DataFrame:
    """What people vouch for: the operator's coverage.csv, and the samples' own while they are in."""
    files = [path for path in (given, sample.coverage() if samples else None) if path is not None and path.exists()]
    rows = [
        pl.read_csv(path, schema_overrides={"from": pl.Date, "to": pl.Date}).select(
            country="country", date_from="from", date_to="to", why=pl.col("why").cast(pl.String)
        )
        for path in files
    ]
    return pl.concat([empty("coverage"), *rows], how="vertical_relaxed")


def staging(settings: Settings) -> Path:
    return settings.work / "staging" / "losses.duckdb"


def remember(settings: Settings, result: BuildResult) -> None:
    """Note what stands in the staging file; the step that publishes it runs later, perhaps in another process."""
    note = {**dataclasses.asdict(result), "staging": str(result.staging)}
    note["release"]["released_at"] = result.release.released_at.isoformat()
    staging(settings).with_name(_STAGED).write_text(json.dumps(note), encoding="utf-8")


def remembered(settings: Settings) -> BuildResult | None:
    """What waits to be published; None where nothing does."""
    note = staging(settings).with_name(_STAGED)
    if not note.exists() or not staging(settings).exists():
        return None
    said = json.loads(note.read_text(encoding="utf-8"))
    release = said.pop("release")
    release["released_at"] = dt.datetime.fromisoformat(release["released_at"])
    return BuildResult(**{**said, "staging": Path(said["staging"]), "release": ReleaseInfo(**release)})


def table_of(query: str, tables: list[Model]) -> str:
    """The first table that an assertion reads: the one it is shown at."""
    names = {model.name for model in tables}
    return next((word for word in re.findall(r"\w+", query.split("from", 1)[-1]) if word in names), "fact_incidents")
