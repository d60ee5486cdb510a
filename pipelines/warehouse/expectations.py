"""What a release as a whole must look like, with Great Expectations: ranges, vocabularies, completeness, and how far it may
differ from the release before.

Results are plain rows, for asset checks and for the validation page. What does not belong here: single rows (sql/tests/)
and the shape of frames (schemas).
"""

from __future__ import annotations

import datetime as dt
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import duckdb
import pandas as pd

from pipelines.schemas import contract
from pipelines.warehouse.profile import distance, incident_rows, profile, profile_of
from pipelines.warehouse.sql_tests import Severity

GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
# The largest single losses of contractors that anybody has claimed are in the hundreds; a thousand is a misread figure.
LARGEST_INCIDENT = 1_000
# A distribution may move by this share from one release to the next before somebody should look.
MOST_DRIFT = 0.35
# With fewer incidents than this a share says nothing.
FEW = 20
# What may always go: two incidents that turn out to be one are no loss, however few there are.
HANDFUL = {"incidents": 1, "claims": 5, "articles": 0}


@dataclass(frozen=True)
class ExpectationResult:
    """One expectation: what it says in words, what was seen, and how much it matters. Severity error blocks publication."""

    name: str
    claim: str
    severity: Severity
    passed: bool
    observed: str
    expected: str
    why: str

    @property
    def blocks(self) -> bool:
        return not self.passed and self.severity == "error"

    @property
    def reason(self) -> str:
        return f"{self.claim}: expected {self.expected}, found {self.observed}"


@dataclass(frozen=True)
class Expected:
    """An expectation before it is run: `kind` is the class of Great Expectations, `kwargs` its arguments."""

    frame: Literal["release", "incidents"]
    kind: str
    claim: str
    severity: Severity
    why: str
    kwargs: dict[str, Any]

    @property
    def name(self) -> str:
        words = "".join(c if c.isalnum() else " " for c in self.claim.lower()).split()
        return "expect_" + "_".join(words)


def prepare() -> threading.Thread:
    """Begin to load Great Expectations, which takes as long as judging a hundred releases: while DuckDB builds the tables, the
    processors have time for it. Nobody needs to wait for the thread: `check_release` does."""
    loading = threading.Thread(target=_great_expectations, name="great-expectations")
    loading.start()
    return loading


def _great_expectations() -> Any:
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations

    return great_expectations


def check_release(
    staging: Path,
    previous: Path | None,
    *,
    now: dt.datetime,
    allow_shrink: bool = False,
    max_shrink: float = 0.2,
    max_quarantine_share: float = 0.05,
) -> list[ExpectationResult]:
    """Judge a staging file, beside the published file `previous` where there is one.

    `max_shrink` is the share of incidents and claims that a release may lose; `allow_shrink` lets it lose more, as after a
    takedown or a change of code that somebody has looked at. A release with sample articles is not compared with one
    without.
    """
    con = duckdb.connect(str(staging), read_only=True)
    try:
        this = profile(con)
        incidents = incident_rows(con)
    finally:
        con.close()
    before = profile_of(previous) if previous else None
    if before is not None and before["has_samples"] != this["has_samples"]:
        before = None
    release = metrics(this, before, now=now)
    wanted = expected(
        this, before, allow_shrink=allow_shrink, max_shrink=max_shrink, max_quarantine_share=max_quarantine_share
    )
    return run(wanted, {"release": pd.DataFrame([release]), "incidents": incidents})


def metrics(this: dict[str, Any], before: dict[str, Any] | None, *, now: dt.datetime) -> dict[str, float]:
    """One row of numbers: those of the release, and how they compare with the release before."""
    row = {key: float(value) for key, value in this.items() if isinstance(value, int | float)}
    # A share of nothing is unknown: no bounds can be held against it, as in a first release that found no incident.
    row |= {key: float("nan") for key, value in this.items() if value is None and key.startswith("share_")}
    read = this["articles"] + this["rejected"]
    row["share_rejected"] = this["rejected"] / read if read else 0.0
    last = this["last_fetched"]
    row["days_since_fetched"] = (now.replace(tzinfo=None) - last).total_seconds() / 86_400 if last else 0.0
    if before is not None:
        for name in HANDFUL:
            row[f"{name}_kept"] = this[name] / before[name] if before[name] else 1.0
        for name, shares in this["distributions"].items():
            row[f"drift of {name}"] = distance(shares, before["distributions"].get(name, {}))
    return row


def expected(
    this: dict[str, Any],
    before: dict[str, Any] | None,
    *,
    allow_shrink: bool,
    max_shrink: float,
    max_quarantine_share: float,
) -> list[Expected]:
    """The expectations for a release of this size, beside a release before."""
    few = this["incidents"] < FEW
    share: Severity = "warn"
    out = [
        between("The warehouse holds incidents", "incidents", (1, None), "warn", "an empty release is rarely meant"),
        between(
            "Freshness: something was fetched in the last 30 days", "days_since_fetched", (None, 30), "warn",
            "a source that has gone silent looks like peace",
        ),
        between(
            "No incident has more contractors killed than any on record", "largest_incident", (0, LARGEST_INCIDENT),
            "warn", "a larger number is a misread figure that outweighs all others: `losses review` has it first, but one"
            " misread figure holds nobody else's back",
        ),
        between(
            "The share of rejects is small", "share_rejected", (0, 1 if few else max_quarantine_share * 4), share,
            "many rejects at once mean that a source or the code has changed",
        ),
        between(
            "Most incidents have a country", "share_with_country", (0 if few else 0.6, 1), share,
            "without a country an incident stands in no country's series",
        ),
        between(
            "Most incidents have a date", "share_with_date", (0 if few else 0.6, 1), share,
            "without a date an incident stands in no period's series",
        ),
        between(
            "Most incidents have a figure", "share_with_figure", (0 if few else 0.5, 1), share,
            "an incident without a figure adds nothing to any sum",
        ),
        *_of_incidents(),
    ]  # fmt: skip
    if before is not None:
        severity: Severity = "warn" if allow_shrink else "error"
        for name, handful in HANDFUL.items():
            least = min(1 - max_shrink, (before[name] - handful) / before[name]) if before[name] else 0.0
            out.append(
                between(
                    f"Volume: the release keeps its {name}", f"{name}_kept", (least, None), severity,
                    "what vanishes at once was lost, not revised; a takedown or a better reading is let through by"
                    " `losses run --allow-shrink`",
                )
            )  # fmt: skip
        if not few and before["incidents"] >= FEW:
            out += [
                between(
                    f"Drift: the {name} are spread as before", f"drift of {name}", (0, MOST_DRIFT), "warn",
                    "a sudden change of the mix means that a source or the code has changed",
                )
                for name in this["distributions"]
            ]  # fmt: skip
    return out


def _of_incidents() -> list[Expected]:
    def values(kind: str, claim: str, column: str, why: str, severity: Severity = "error", **kwargs: Any) -> Expected:
        return Expected("incidents", kind, claim, severity, why, {"column": column, **kwargs})

    figures = [
        values(
            "ExpectColumnValuesToBeBetween", f"{column} is no negative number", column, "a negative toll is a mistake",
            min_value=0,
        )
        for column in ("deaths_contractors_low", "deaths_contractors_best", "deaths_contractors_high")
    ]  # fmt: skip
    vocabulary = "ExpectColumnValuesToBeInSet"
    return [
        *figures,
        values("ExpectColumnValuesToBeUnique", "Incident ids are unique", "incident_id", "ids are what people cite"),
        values(vocabulary, "Event types are those of the contract", "event_type", "others would fall out of filters",
               value_set=list(get_args(contract.EventType))),
        values(vocabulary, "Grades are those of Airwars", "grade", "others would fall out of filters",
               value_set=list(GRADES)),
        values(vocabulary, "date_prec is one of UCDP GED's five", "date_prec", "the codebook knows no other",
               value_set=[1, 2, 3, 4, 5]),
        values(vocabulary, "where_prec is one of UCDP GED's seven", "where_prec", "the codebook knows no other",
               value_set=[1, 2, 3, 4, 5, 6, 7]),
        values("ExpectColumnValueLengthsToEqual", "Countries are ISO 3166-1 alpha-3", "country",
               "joins with other data sets need them", value=3),
        values("ExpectColumnValuesToBeBetween", "Latitudes are on the globe", "latitude", "others are on no map",
               min_value=-90, max_value=90),
        values("ExpectColumnValuesToBeBetween", "Longitudes are on the globe", "longitude", "others are on no map",
               min_value=-180, max_value=180),
        values("ExpectColumnValuesToBeBetween", "No incident is dated before 1900", "days_since_1900",
               "an earlier date is a misread year", "warn", min_value=0),
        values("ExpectColumnValuesToBeBetween", "Incidents last no longer than two years", "days_long",
               "a longer one is a running total, not an incident", "warn", min_value=0, max_value=731),
        values("ExpectColumnValuesToBeBetween", "Every incident has a source", "number_of_sources",
               "an incident that nobody reports cannot be cited", min_value=1),
    ]  # fmt: skip


def between(
    claim: str, column: str, bounds: tuple[float | None, float | None], severity: Severity, why: str
) -> Expected:
    kwargs = {"column": column, "min_value": bounds[0], "max_value": bounds[1]}
    return Expected("release", "ExpectColumnValuesToBeBetween", claim, severity, why, kwargs)


def run(wanted: list[Expected], frames: dict[str, pd.DataFrame]) -> list[ExpectationResult]:
    """Run expectations over pandas frames, in memory and without any network."""
    gx = _great_expectations()
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("staging")
    out = []
    for name, frame in frames.items():
        batch = (
            source.add_dataframe_asset(name)
            .add_batch_definition_whole_dataframe("all")
            .get_batch(batch_parameters={"dataframe": frame})
        )
        mine = [expectation for expectation in wanted if expectation.frame == name]
        suite = gx.ExpectationSuite(name=name)
        for number, one in enumerate(mine):
            suite.add_expectation(getattr(gx.expectations, one.kind)(**one.kwargs, meta={"number": number}))
        results: list[Any] = batch.validate(suite).results
        out += [_in_words(mine[result.expectation_config.meta["number"]], result, frame) for result in results]
    order = {one.name: position for position, one in enumerate(wanted)}
    return sorted(out, key=lambda result: order[result.name])


def _in_words(one: Expected, result: Any, frame: pd.DataFrame) -> ExpectationResult:
    column = one.kwargs["column"]
    raised = (result.exception_info or {}).get("exception_message")
    if raised:
        observed = f"the check could not run: {raised}"
    elif one.frame == "release":
        value = frame[column].iloc[0]
        observed = f"{value:,.4g}"
    else:
        unexpected = result.result.get("unexpected_count", 0)
        examples = ", ".join(str(value) for value in result.result.get("partial_unexpected_list", [])[:3])
        observed = f"{unexpected:,} of {len(frame):,} otherwise" + (f" ({examples})" if examples else "")
    return ExpectationResult(
        one.name, one.claim, one.severity, bool(result.success), observed, _expectation(one.kwargs), one.why
    )


def _expectation(kwargs: dict[str, Any]) -> str:
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    if low is not None:
        return f"at least {low:g}"
    if high is not None:
        return f"at most {high:g}"
    if "value_set" in kwargs:
        return "one of " + ", ".join(str(value) for value in kwargs["value_set"])
    if "value" in kwargs:
        return f"{kwargs['value']} characters"
    return "no value twice"
