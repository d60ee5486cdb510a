"""What a mention is compared by: one row a mention, of plain keys.

Here belong the keys (days as numbers, folded place names, sets of actors, figures) and no comparison. Unknown is null or an
empty list, and never matches anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import polars as pl

from pipelines.resolution.folding import country_names, name_number, place_key

Kin = Callable[[str], Iterable[str]]
CountryOf = Callable[[str], str | None]

# Two reports of one day may differ by one (a night, a time zone, "yesterday" in a late copy): an interval of up to so many
# days holds half a day beyond its ends, on each side. A week or a month is taken at its word, but for counted weeks.
SHORT = 3
# "Two weeks ago" is said of a day that lies some days before or after that week.
ABOUT = 4
_SO_MANY_WEEKS = r"(?i)weeks? ago|il y a .*semaines?|quinzaine|fortnight ago"
# An undated main incident is news: it happened in the month before it was published.
NEWS_DAYS = 31

_ACTOR = pl.List(pl.Struct({"actor_id": pl.String}))
_ACTOR_TABLE = pl.Schema(
    {
        "actor_id": pl.String(),
        "family": pl.List(pl.String()),
        "nationality": pl.String(),
        "home": pl.String(),
        "named": pl.Boolean(),
    }
)
_UNKNOWN = re.compile(r"unknown_(?:(russian|[a-z]{3})_)?pmc")
_NAME = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True)
class Actors:
    """What resolution needs to know of actors: who is kin to whom, and where a company's people come from."""

    kin: Kin
    country_of: CountryOf = lambda actor_id: None


def features(  # noqa: PLR0917 # all that a mention is compared by
    mentions: pl.DataFrame,
    claims: pl.DataFrame,
    articles: pl.DataFrame,
    wires: pl.DataFrame,
    texts: pl.DataFrame,
    actors: Actors,
) -> pl.DataFrame:
    """One row per mention (`frames.Mentions`), sorted by mention_id, with the keys that blocking and scoring read.

    `articles` gives published_on, `wires` the near-duplicate groups, `texts` what the texts say (`texts.told_by_texts`). Days
    are whole numbers since 1970-01-01. Columns: mention_id, document_id, role, event_type, wire, variant, published; first,
    last, width (days), relative, date_text; lo, hi (half days: outside them the incident cannot lie); country, firm_country
    (null where only guessed), adm_1, town, town_number, names, other_towns, latitude, longitude, where_prec; employers,
    employer_kin, perpetrators, perpetrator_kin, nationalities, homes (lists); killed, dead (lists of numbers), figures (lists of
    tokens), killed_low, killed_high.
    """
    rows = (
        mentions.select(
            "mention_id",
            "document_id",
            "role",
            "event_type",
            "date_start",
            "date_end",
            "date_source",
            "date_text",
            "country",
            "adm_1",
            "place",
            "latitude",
            "longitude",
            "where_prec",
            "where_text",
            "perpetrators",
            "employers",
        )
        .join(articles.select("document_id", "published_on"), on="document_id", how="left")
        .join(wires.select("document_id", wire="near_duplicate_group"), on="document_id", how="left")
        .join(texts, on="document_id", how="left")
        .sort("mention_id")
    )
    rows = _with_places(_with_days(rows))
    rows = _with_actors(rows, claims, actors)
    return (
        rows.join(_figures(claims), on="mention_id", how="left")
        .with_columns(pl.col("killed", "dead", "figures").fill_null([]))
        .sort("mention_id")
    )


def _with_days(rows: pl.DataFrame) -> pl.DataFrame:
    """first, last, width; lo and hi: the days outside of which the incident cannot lie, in half days."""
    day = pl.Int32
    start = pl.coalesce("date_start", "date_end").cast(day)
    end = pl.coalesce("date_end", "date_start").cast(day)
    rows = rows.with_columns(
        first=pl.min_horizontal(start, end),
        last=pl.max_horizontal(start, end),
        published=pl.col("published_on").cast(day),
        relative=(pl.col("date_source") == "relative").fill_null(value=False),
    ).with_columns(width=pl.col("last") - pl.col("first"))
    loosely = pl.col("relative") & (pl.col("width") == 6) & pl.col("date_text").str.contains(_SO_MANY_WEEKS)
    slack = pl.when(loosely.fill_null(value=False)).then(2 * ABOUT).otherwise((pl.col("width") <= SHORT).cast(day))
    # Nothing is told before it happens: publication bounds an undated incident from above (a day is left for time zones).
    told = pl.col("published") * 2 + 2
    return rows.with_columns(
        lo=pl.col("first") * 2 - slack,
        hi=pl.coalesce(pl.col("last") * 2 + slack, told),
    ).drop("date_start", "date_end", "date_source", "published_on")


def _with_places(rows: pl.DataFrame) -> pl.DataFrame:
    """town: the folded name of a named place; other_towns: further names in the words that place the incident."""
    names = rows["place"].drop_nulls().unique().to_list()
    divisions = rows["adm_1"].drop_nulls().unique().to_list()
    words = rows["where_text"].drop_nulls().unique().to_list()
    keys = pl.DataFrame(
        {"place": names, "town": [place_key(n) for n in names]}, schema={"place": pl.String, "town": pl.String}
    ).with_columns(town_number=name_number(pl.col("town")))
    areas = pl.DataFrame(
        {"adm_1": divisions, "area": [place_key(n) for n in divisions]}, schema={"adm_1": pl.String, "area": pl.String}
    )
    others = pl.DataFrame(
        {"where_text": words, "other_towns": [_named(w) for w in words]},
        schema={"where_text": pl.String, "other_towns": pl.List(pl.String)},
    )
    return (
        rows.join(keys, on="place", how="left")
        .join(areas, on="adm_1", how="left")
        .join(others, on="where_text", how="left")
        .with_columns(
            adm_1=pl.col("area"),
            other_towns=pl.col("other_towns").fill_null([]),
            # A town that the gazetteer does not have in that country does not vouch for the country.
            firm_country=pl.when(pl.col("place").is_null() | pl.col("latitude").is_not_null()).then("country"),
        )
        .drop("place", "area", "where_text")
    )


def _named(words: str) -> list[str]:
    """The folded names in the words of a place: what is written with a capital, but for countries and their people."""
    return sorted({place_key(m.group()) for m in _NAME.finditer(words) if m.group()[0].isupper()} - country_names())


def _with_actors(rows: pl.DataFrame, claims: pl.DataFrame, actors: Actors) -> pl.DataFrame:
    employers = _ids(rows, "employers")
    perpetrators = _ids(rows, "perpetrators")
    known = sorted(set(employers["actor_id"].unique()) | set(perpetrators["actor_id"].unique()))
    table = pl.DataFrame(
        {
            "actor_id": known,
            "family": [sorted({actor, *actors.kin(actor)}) for actor in known],
            "nationality": [_nationality(actor) for actor in known],
            "home": [None if _UNKNOWN.fullmatch(actor) else actors.country_of(actor) for actor in known],
            "named": [_UNKNOWN.fullmatch(actor) is None for actor in known],
        },
        schema=_ACTOR_TABLE,
    )
    employers = employers.join(table, on="actor_id", how="left")
    named = employers.filter("named")
    nationalities = pl.concat(
        [
            claims.filter(pl.col("victim_group") == "contractor").select("mention_id", "nationality"),
            employers.select("mention_id", "nationality"),
        ]
    ).drop_nulls()
    perpetrators = perpetrators.join(table, on="actor_id", how="left")
    columns = {
        "employers": _gathered(named, "actor_id"),
        "employer_kin": _gathered(named.select("mention_id", "family").explode("family"), "family"),
        "homes": _gathered(named.select("mention_id", "home").drop_nulls(), "home"),
        "nationalities": _gathered(nationalities, "nationality"),
        "perpetrators": _gathered(perpetrators, "actor_id"),
        "perpetrator_kin": _gathered(perpetrators.select("mention_id", "family").explode("family"), "family"),
    }
    rows = rows.drop("employers", "perpetrators")
    for name, lists in columns.items():
        rows = rows.join(lists.rename({lists.columns[1]: name}), on="mention_id", how="left").with_columns(
            pl.col(name).fill_null([])
        )
    return rows


def _nationality(actor_id: str) -> str | None:
    match = _UNKNOWN.fullmatch(actor_id)
    if match is None or match.group(1) is None:
        return None
    return "RUS" if match.group(1) == "russian" else match.group(1).upper()


def _ids(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """mention_id, actor_id of the actors in a JSON list."""
    texts = rows.filter(pl.col(column) != "[]").select(column).unique()
    parsed = texts.with_columns(
        actor_id=pl.col(column).str.json_decode(_ACTOR).list.eval(pl.element().struct.field("actor_id"))
    )
    return (
        rows.select("mention_id", column)
        .join(parsed, on=column, how="inner")
        .select("mention_id", "actor_id")
        .explode("actor_id")
        .drop_nulls()
        .unique()
    )


def _gathered(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    return rows.group_by("mention_id").agg(pl.col(column).unique().sort())


def _figures(claims: pl.DataFrame) -> pl.DataFrame:
    """killed: numbers given for contractors killed; dead: these, and those of whoever it was; killed_low, killed_high: what the
    claims allow together; figures: tokens of all other numbers from 2. Cumulative, withdrawn and denying claims say nothing
    about the incident's size."""
    told = claims.filter(~pl.col("cumulative") & ~pl.col("superseded") & (pl.col("stance") != "denied")).with_columns(
        number=pl.coalesce("figure_point", "figure_min", "figure_max"),
        contractors=(pl.col("effect") == "killed") & (pl.col("victim_group") == "contractor"),
    )
    contractors = pl.col("contractors")
    anyone = (pl.col("effect") == "killed") & pl.col("victim_group").is_in(["contractor", "mixed", "unknown"])
    token = pl.format("{}:{}:{}", "effect", "victim_group", "number")
    return told.group_by("mention_id").agg(
        killed=pl.col("number").filter(contractors).drop_nulls().unique().sort(),
        dead=pl.col("number").filter(anyone).drop_nulls().unique().sort(),
        killed_low=pl.coalesce("figure_min", "figure_point").filter(contractors).min(),
        killed_high=pl.max_horizontal("figure_max", "figure_point", "figure_min").filter(contractors).max(),
        figures=token.filter(~contractors & (pl.col("number") >= 2)).unique().sort(),
    )
