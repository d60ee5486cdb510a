"""The report of a release: static pages that open from disk or any web server, and ask nothing of the network.

What belongs here: which pages there are, and writing them. What does not: queries (queries.py), the arrangement of one
incident (incidents.py), words (words.py), and looks (templates/, assets/). Charts are drawn in the browser by Observable
Plot and d3 from the data that stands beside the pages; both, and the shapes of countries, are in vendor/.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipelines.report import accuracy, incidents, words
from pipelines.report.queries import LONGEST_TABLE, Published, Row, read
from pipelines.warehouse.export import citation
from pipelines.warehouse.headers import read_models

_HERE = Path(__file__).parent
_SCRIPTS = ("d3.min.js", "plot.umd.min.js", "topojson-client.min.js")
_LICENCES = ("d3.LICENSE.txt", "plot.LICENSE.txt", "topojson-client.LICENSE.txt", "world-atlas.LICENSE.txt")
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
# What the report folder holds besides the report, and keeps when a new one takes its place.
_KEPT = ("validation.html",)
PAGES = ("index", "incidents", "contested", "revisions", "coverage", "method", "data")


def write_report(warehouse: Path, folder: Path, *, progress: Callable[[str], None] = lambda _: None) -> list[Path]:
    """Write the report of the published file into `folder`, in place of an older one, and return its files, sorted.

    The folder is exchanged as a whole once the new report is complete: a reader never meets half of one. `progress` hears,
    in words, what is being done. Raises FileNotFoundError where nothing is published, and ValueError for an incident whose
    id cannot be the name of a page.
    """
    progress("Reading the release")
    published = read(warehouse)
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    (new / "incidents").mkdir(parents=True)
    progress("Writing the pages")
    _write_assets(new, published)
    beside = folder.parent
    file = warehouse.name if warehouse.parent.resolve() == beside.resolve() else None
    _write_pages(new, published, has_export=(beside / "export").is_dir(), file=file)
    _write_incidents(new, published, progress)
    _exchange(folder, new)
    progress("The report is written")
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in _KEPT)


def _exchange(folder: Path, new: Path) -> None:
    for name in _KEPT:
        if (folder / name).is_file():
            shutil.copy2(folder / name, new / name)
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write_assets(new: Path, published: Published) -> None:
    assets = new / "assets"
    shutil.copytree(_HERE / "assets", assets)
    for name in (*_SCRIPTS, *_LICENCES):
        shutil.copyfile(_HERE / "vendor" / name, assets / name)
    world = json.loads((_HERE / "vendor" / "countries-110m.json").read_text(encoding="utf-8"))
    _write(assets / "world.js", words.script_data("WORLD", world))
    _write(assets / "incidents.js", words.script_data("LOSSES", front_data(published)))


def front_data(published: Published) -> dict[str, Any]:
    """The incidents and their losses by every rule, column by column, for the filters, charts, map and table.

    Incidents stand in the order of days, those without a date first; of one day, the one with the lowest id last. Names stand
    once, in `names`; losses stand by effect and rule, in the same order, and name their incidents by position.
    """
    rows = sorted(published.many["incidents"], key=lambda row: row["incident_id"], reverse=True)
    rows.sort(key=lambda row: str(row["date_start"] or ""))
    position = {row["incident_id"]: at for at, row in enumerate(rows)}
    losses = sorted(published.many["losses"], key=lambda row: position[row["incident_id"]])
    months = {row["incident_id"]: row["month_start"] for row in losses}
    used = {actor for row in rows for actor in (row["employer_id"], *(row["perpetrator_ids"] or [])) if actor}
    return {
        "names": {actor: name for actor, name in _actor_names(published).items() if actor in used},
        "lines": _lines(published, rows),
        "countries": {
            row["iso3"]: {"name": row["name"], "number": row["iso_numeric"]} for row in published.many["countries"]
        },
        "effects": list(words.EFFECTS),
        "rules": [row["rule_id"] for row in published.many["rules"]],
        "incidents": {
            "id": [row["incident_id"] for row in rows],
            "start": [row["date_start"] for row in rows],
            "end": [row["date_end"] for row in rows],
            "month": [months.get(row["incident_id"]) for row in rows],
            "country": [row["country"] for row in rows],
            "place": [words.clean(row["place"] or row["adm_1"] or "") for row in rows],
            "latitude": [row["latitude"] for row in rows],
            "longitude": [row["longitude"] for row in rows],
            "precision": [row["where_prec"] for row in rows],
            "employer": [row["employer_id"] for row in rows],
            "perpetrators": [row["perpetrator_ids"] or [] for row in rows],
            "type": [words.plain(row["event_type"]) for row in rows],
            "grade": [row["grade"] for row in rows],
            "contested": [int(bool(row["figures_contested"])) for row in rows],
            "sources": [row["number_of_sources"] for row in rows],
            "claims": [row["number_of_claims"] for row in rows],
        },
        "losses": _pairs(losses, position),
        "covered": {iso3: _runs(months) for iso3, months in _covered_months(published).items()},
    }


def _pairs(losses: list[Row], position: dict[str, int]) -> dict[str, dict[str, list[Any]]]:
    pairs: dict[str, dict[str, list[Any]]] = {}
    for row in losses:
        pair = f"{row['effect']}/{row['rule_id']}"
        columns = pairs.setdefault(pair, {"incident": [], "low": [], "best": [], "high": [], "open": []})
        columns["incident"].append(position[row["incident_id"]])
        columns["open"].append(int(bool(row["high_is_open"])))
        for name in ("low", "best", "high"):
            columns[name].append(row[name])
    return pairs


def _covered_months(published: Published) -> dict[str, list[date]]:
    """The first days of the months in coverage, by country, in order."""
    months: dict[str, list[date]] = {}
    for row in published.many["covered"]:
        months.setdefault(row["iso3"], []).append(row["month_start"])
    return months


def _runs(months: list[date]) -> list[tuple[date, date]]:
    """Months that follow each other, as (first, last)."""
    runs: list[tuple[date, date]] = []
    for month in months:
        if runs and _number(month) == _number(runs[-1][1]) + 1:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return runs


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _actor_names(published: Published) -> dict[str, str]:
    return {row["actor_id"]: words.clean(row["name"]) for row in published.many["actors"]}


def _lines(published: Published, rows: list[Row]) -> dict[str, dict[str, Any]]:
    """Successions of which more than one employer occurs, such as Wagner Group and Africa Corps, as one choice."""
    used = {row["employer_id"] for row in rows}
    lines: dict[str, dict[str, Any]] = {}
    for actor in published.many["actors"]:
        if actor["actor_id"] in used and actor["line_id"] not in {None, actor["actor_id"]}:
            line = lines.setdefault(actor["line_id"], {"name": words.clean(actor["line_name"] or ""), "members": []})
            line["members"].append(actor["actor_id"])
    return {line_id: line for line_id, line in lines.items() if len(line["members"]) > 1}


def _write_pages(new: Path, published: Published, *, has_export: bool, file: str | None) -> None:
    shown = {
        **_common(published),
        "totals": published.one["totals"],
        "choices": _choices(published),
        "longest": LONGEST_TABLE,
        "contested": [_contested(row) for row in published.many["contested"][:LONGEST_TABLE]],
        "n_contested": len(published.many["contested"]),
        "revisions": published.many["revisions"][:LONGEST_TABLE],
        "n_revisions": len(published.many["revisions"]),
        "moved": Counter(
            row["change"]
            for row in published.many["revisions"]
            if row["release_id"] == published.one["release"]["release_id"]
        ),
        "releases": published.many["releases"],
        "covered": _covered(published),
        "accuracy": accuracy.read(),
        "tables": _dictionary(published),
        "citation": citation(published.one["release"]),
        "has_export": has_export,
        "file": file,
        **{name: published.many[name] for name in ("sources", "languages", "rejects", "stages", "rules", "read_days")},
    }
    environment = _environment()
    for name in PAGES:
        page = environment.get_template(f"{name}.html.jinja")
        _write(new / f"{name}.html", page.render(page=name, root="", **shown))


def _write_incidents(new: Path, published: Published, progress: Callable[[str], None]) -> None:
    names, common = _actor_names(published), _common(published)
    environment = _environment()
    template = environment.get_template("incident.html.jinja")
    rows = published.many["incidents"]
    for number, incident in enumerate(rows, 1):
        shown = incidents.page(published, incident, names)
        path = _page_path(new, incident["incident_id"])
        _write(path, template.render(page="incidents", root="../", **common, **shown))
        if number % 1000 == 0:
            progress(f"Writing the pages of incidents: {number:,} of {len(rows):,}")
    gone = environment.get_template("gone.html.jinja")
    for incident_id in sorted(published.by_incident["history"].keys() - {row["incident_id"] for row in rows}):
        history = incidents.versions(published.by_incident["history"][incident_id])
        path = _page_path(new, incident_id)
        _write(path, gone.render(page="incidents", root="../", incident_id=incident_id, history=history, **common))


def _page_path(new: Path, incident_id: str) -> Path:
    if not _ID.fullmatch(incident_id):
        raise ValueError(
            f"Incident {incident_id!r}: expected an id of letters, digits, - and _, which names its page; "
            "the ledger of incidents gives such ids (CL-000001): verify it with `losses verify`."
        )
    return new / "incidents" / f"{incident_id}.html"


def _common(published: Published) -> dict[str, Any]:
    return {"release": published.one["release"], "has_samples": bool(published.one["release"]["has_samples"])}


def _choices(published: Published) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers, (value, words), in the order of the words."""
    names, rows = _actor_names(published), published.many["incidents"]
    employers = {row["employer_id"] for row in rows if row["employer_id"]}
    perpetrators = {one for row in rows for one in row["perpetrator_ids"] or []}
    countries = {row["country"] for row in rows if row["country"]}
    lines = _lines(published, rows)

    def by_words(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))

    return {
        "employer": [
            *by_words([(line, f"{value['name']} (one line)") for line, value in lines.items()]),
            *by_words([(one, names.get(one) or words.plain(one)) for one in employers]),
        ],
        "country": by_words([(r["iso3"], r["name"]) for r in published.many["countries"] if r["iso3"] in countries]),
        "perpetrator": by_words([(one, names.get(one) or words.plain(one)) for one in perpetrators]),
        "effect": list(words.EFFECTS.items()),
        "rule": [(row["rule_id"], words.plain(row["rule_id"], words.RULES)) for row in published.many["rules"]],
    }


def _contested(row: Row) -> dict[str, Any]:
    return {
        **row,
        "effect": words.plain(row["effect"], words.EFFECTS),
        "lowest_claimant": words.clean(row["lowest_claimant"] or "an article's own voice"),
        "highest_claimant": words.clean(row["highest_claimant"] or "an article's own voice"),
    }


def _covered(published: Published) -> dict[str, Any]:
    """Months in coverage by country and year, over every year from the first to the last, and the gaps between them."""
    names = {row["iso3"]: row["country"] or row["iso3"] for row in published.many["covered"]}
    by_country = _covered_months(published)
    years = [month.year for months in by_country.values() for month in months]
    gaps = [
        {"country": names[iso3], "first": _after(one[1], 1), "last": _after(other[0], -1)}
        for iso3, months in by_country.items()
        for one, other in pairwise(_runs(months))
    ]
    return {
        "years": range(min(years), max(years) + 1) if years else [],
        "countries": [(names[iso3], Counter(month.year for month in months)) for iso3, months in by_country.items()],
        "gaps": [{**gap, "months": _number(gap["last"]) - _number(gap["first"]) + 1} for gap in gaps],
    }


def _after(month: date, by: int) -> date:
    year, number = divmod(_number(month) + by, 12)
    return date(year, number + 1, 1)


def _dictionary(published: Published) -> list[dict[str, Any]]:
    columns: dict[str, list[Row]] = {}
    for column in published.many["columns"]:
        columns.setdefault(column["table_name"], []).append(column)
    made_by = {model.name: f"sql/{model.path.parent.name}/{model.path.name}" for model in read_models()}
    return [
        {**table, "columns": columns.get(table["name"], []), "made_by": made_by.get(table["name"])}
        for table in published.many["tables"]
    ]


class _Environment(Environment):
    """Looks into a row before it looks for a method of it: half the time of a page goes into that."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def _source(root: str, *names: str) -> Markup:
    """The line below a section that says which tables and views its numbers come from."""
    links = Markup(", ").join(
        Markup('<a href="{}data.html#{}"><code>{}</code></a>').format(root, name, name) for name in names
    )
    return Markup('<p class="from">From {}</p>').format(links)


def _environment() -> Environment:
    environment = _Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        clean=lambda text: words.clean(str(text)),
        plain=words.plain,
        number=lambda value: "–" if value is None else f"{value:,}",
        day=lambda value: "–" if value is None else f"{value:%Y-%m-%d}",
        month=lambda value: f"{value:%Y-%m}",
        language=lambda code: words.plain(code, words.LANGUAGES) or "unknown",
        json=lambda value: Markup(words.script_json(value)),  # noqa: S704 - every < is escaped in it
        drawn=incidents.drawn,
    )
    environment.globals.update(
        effect_words=words.EFFECTS,
        precisions=words.PRECISIONS,
        date_precisions=words.DATES,
        grades=words.GRADES,
        claimants=words.CLAIMANTS,
        rule_words=words.RULES,
        source=_source,
        span=words.span,
        where=incidents.where,
        days=words.days,
    )
    return environment


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
