"""How much speaks for two mentions telling of one incident: one table of weights, in log-odds.

Here belong the features of a pair and their weights; `explain` shows them for any pair. Clusters do not: `clustering`.
A weight is the natural logarithm of how much likelier the level is for one incident told twice than for two incidents
of one country in one month, times 100, as a whole number, so that sums do not depend on their order. They were set by
judgement and checked on development articles; none depends on how often a value occurs, for then a new article would change
the score of old pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import polars as pl

# Two mentions of one country at about the same time, with nothing else known of them: about one in thirty is a true pair.
PRIOR = -330
# What a pair that was never compared is worth where clusters are compared: no key in common speaks against it.
UNCOMPARED = -300
# Kilometres: two names within SAME_KM are one place; within NEAR_KM, more where a mention says "near", they may be.
SAME_KM = 8
NEAR_KM = 12
VICINITY_KM = 15


@dataclass(frozen=True)
class Level:
    """One outcome of a feature. `excludes`: the two cannot be one incident, whatever else agrees."""

    name: str
    condition: str
    weight: int
    excludes: bool = False


@dataclass(frozen=True)
class Feature:
    """One comparison: the first level whose condition holds counts; where none does, the feature says nothing."""

    name: str
    levels: tuple[Level, ...]


# What conditions may name: a.* and b.* (features), and these.
_DERIVED = f"""
    greatest(a.first, b.first) - least(a.last, b.last) as gap,
    greatest(a.width, b.width) as widest,
    least(a.width, b.width) as narrowest,
    greatest(a.lo, b.lo) > least(a.hi, b.hi) as apart,
    abs(a.published - b.published) as days_between,
    a.wire is not null and a.wire = b.wire as copy,
    a.town is not null and coalesce(a.where_prec, 1) <= 2 as town_a,
    b.town is not null and coalesce(b.where_prec, 1) <= 2 as town_b,
    case when a.latitude is not null and a.longitude is not null and b.latitude is not null and b.longitude is not null
        and coalesce(a.where_prec, 1) <= 3 and coalesce(b.where_prec, 1) <= 3
        then 12742 * asin(sqrt(
            power(sin(radians(b.latitude - a.latitude) / 2), 2)
            + cos(radians(a.latitude)) * cos(radians(b.latitude)) * power(sin(radians(b.longitude - a.longitude) / 2), 2)
        )) end as km,
    list_has_any(a.employer_kin, b.employers) or list_has_any(a.employers, b.employer_kin) as employers_kin,
    len(a.employers) > 0 and len(b.employers) > 0 as employers_known,
    case when a.wire = b.wire then
        len(list_filter(a.employers, lambda e: not list_contains(b.employer_kin, e))) > 0
        and len(list_filter(b.employers, lambda e: not list_contains(a.employer_kin, e))) > 0
    else false end as employers_exchanged,
    len(a.employers) + len(a.nationalities) as whose_a,
    len(b.employers) + len(b.nationalities) as whose_b,
    list_concat(a.nationalities, a.homes) as origins_a,
    list_concat(b.nationalities, b.homes) as origins_b,
    list_has_any(a.perpetrator_kin, b.perpetrators) or list_has_any(a.perpetrators, b.perpetrator_kin) as attackers_kin,
    len(a.perpetrators) > 0 and len(b.perpetrators) > 0 as attackers_known,
    list_intersect(a.killed, b.killed) as same_killed,
    list_has_any(a.killed, b.dead) or list_has_any(a.dead, b.killed) as same_dead,
    list_intersect(a.other_towns, b.other_towns) as names_shared,
    least(coalesce(a.killed_high, 1000000), coalesce(b.killed_high, 1000000))
        >= greatest(a.killed_low, b.killed_low) as killed_fit,
    {NEAR_KM} + {VICINITY_KM} * ((coalesce(a.where_prec, 1) >= 2)::int + (coalesce(b.where_prec, 1) >= 2)::int) as vicinity
"""
_IN_WORDS = "list_contains(a.other_towns, b.town) or list_contains(b.other_towns, a.town)"
_IN_TEXT = "list_contains(a.names, b.town_number) or list_contains(b.names, a.town_number)"
_IN_BOTH = "list_contains(a.names, b.town_number) and list_contains(b.names, a.town_number)"
_ONE_PLACED = "(a.town is null) <> (b.town is null)"
_ABROAD = "a.firm_country <> b.firm_country"
_CLASHES = "('ambush', 'armed_clash', 'attack_on_base', 'ied', 'suicide_bombing', 'unknown')"
_FIRE = "('shelling_missile', 'air_drone_strike', 'attack_on_base', 'aircraft_loss')"

FEATURES: tuple[Feature, ...] = (
    Feature("article", (Level("one article tells them apart", "a.document_id = b.document_id", -800, excludes=True),)),
    Feature(
        "date",
        (
            Level("dates that exclude each other", "gap is not null and apart", -800, excludes=True),
            Level("told before it happened", "apart", -800, excludes=True),
            Level("the same day", "gap <= 0 and widest = 0", 380),
            Level("the same night or the day within two", "gap <= 0 and widest <= 1", 320),
            Level("days within one week", "gap <= 0 and widest <= 7", 150),
            Level("within one month", "gap <= 0 and widest <= 31", 30),
            Level("within a longer time", "gap <= 0", -50),
            Level("one day apart", "gap = 1 and widest <= 1", -100),
            Level("just beyond each other's precision", "gap is not null", -100),
            Level(
                "one undated, news on the other's date",
                "coalesce(a.published - b.last, b.published - a.last) between -1 and 4",
                150,
            ),
            Level("both undated, published within days", "days_between <= 3", 150),
            Level("undated, weeks between", "coalesce(a.published - b.last, b.published - a.last, days_between) > 14", -150),
        ),
    ),
    Feature(
        "place",
        (
            Level("different countries", _ABROAD, -600, excludes=True),
            Level("the same named place", "a.town = b.town", 330),
            Level("the same place by distance", f"town_a and town_b and km <= {SAME_KM}", 250),
            Level("the place is in the other's words", _IN_WORDS, 150),
            Level("places near each other", "town_a and town_b and km <= vicinity", -150),
            Level("different named places, each in the other's text", f"town_a and town_b and {_IN_BOTH}", -100),
            Level("different named places, one in the other's text", f"town_a and town_b and ({_IN_TEXT})", -140),
            Level("different named places", "town_a and town_b", -800, excludes=True),
            Level("a district and a place not far", "km <= 60", 50),
            Level("probably different countries", "a.country <> b.country", -150),
            Level("the same two names in the words that place them", "len(names_shared) >= 2", 200),
            Level("different first-order divisions", "a.adm_1 <> b.adm_1", -250),
            Level("the same first-order division", "a.adm_1 = b.adm_1", 80),
            Level("no country on one side", "a.country is null or b.country is null", -100),
        ),
    ),
    Feature(
        "place in text",
        (
            Level("the other's text names the place", f"{_ONE_PLACED} and ({_IN_TEXT})", 120),
            Level(
                "the other's text does not name the place",
                f"{_ONE_PLACED} and len(case when a.town is null then a.names else b.names end) > 0",
                -90,
            ),
        ),
    ),
    Feature(
        "employer",
        (
            Level("a copy that names another employer", "copy and employers_exchanged", -800, excludes=True),
            Level("the same employer or its kin", "employers_kin", 80),
            Level("different employers", "employers_known", -250),
            Level("neither says whose people were hit", "whose_a = 0 and whose_b = 0", -120),
        ),
    ),
    Feature(
        "nationality",
        (
            Level("victims of one nationality", "list_has_any(a.nationalities, b.nationalities)", 40),
            Level("victims' nationality fits the employer", "list_has_any(origins_a, origins_b)", 20),
            Level("victims of different nationalities", "len(a.nationalities) > 0 and len(b.nationalities) > 0", -250),
        ),
    ),
    Feature(
        "perpetrator",
        (
            Level("the same attackers or their kin", "attackers_kin", 50),
            Level("different attackers", "attackers_known", -100),
        ),
    ),
    Feature(
        "event type",
        (
            Level("the same type of event", "a.event_type = b.event_type and a.event_type <> 'unknown'", 80),
            Level("types that one event is given", f"a.event_type in {_CLASHES} and b.event_type in {_CLASHES}", 0),
            Level("types that one bombardment is given", f"a.event_type in {_FIRE} and b.event_type in {_FIRE}", 0),
            Level("different types of event", "a.event_type <> 'unknown' and b.event_type <> 'unknown'", -120),
        ),
    ),
    Feature(
        "contractors killed",
        (
            Level("the same large number", "list_max(same_killed) >= 4", 130),
            Level("the same number", "len(same_killed) > 0", 80),
            Level("the same number, on one side of whoever it was", "same_dead", 60),
            Level("numbers that fit", "killed_fit", 0),
            Level("numbers that do not fit", "killed_fit is not null", -70),
        ),
    ),
    Feature(
        "other figures",
        (
            Level("several of the same numbers", "len(list_intersect(a.figures, b.figures)) >= 2", 150),
            Level("one of the same numbers", "len(list_intersect(a.figures, b.figures)) = 1", 80),
        ),
    ),
    Feature(
        "text",
        (
            Level("copies but for an exchanged name", "copy and a.variant <> b.variant", -800, excludes=True),
            Level("copies of one text", "copy", 300),
        ),
    ),
)  # fmt: skip


def score_pairs(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `scored` (a, b, score, excluded) from the tables `features` and `pairs`."""
    con.execute(f"create or replace temp table scored as select a, b, score, excluded from ({_scored_sql()})")  # noqa: S608 # ours


def explain_pairs(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Every compared pair with what made its score: a, b, score, excluded, and one column a feature that names the level."""
    return con.sql(f"select * from ({_scored_sql(named=True)}) order by a, b").pl()  # noqa: S608 # ours


def _scored_sql(*, named: bool = False) -> str:
    outcomes, weights, exclusions = [], [], []
    for number, feature in enumerate(FEATURES):
        cases = " ".join(f"when {level.condition} then {order}" for order, level in enumerate(feature.levels))
        outcomes.append(f"case {cases} end as f{number}")
        worth = " ".join(f"when {order} then {level.weight}" for order, level in enumerate(feature.levels))
        weights.append(f"case f{number} {worth} else 0 end")
        exclusions += [f"f{number} = {order}" for order, level in enumerate(feature.levels) if level.excludes]
    shown = ""
    if named:
        shown = "".join(f", {_naming(number, feature)}" for number, feature in enumerate(FEATURES))
    return f"""
        select
            ia as a, ib as b, ({PRIOR} + {" + ".join(weights)})::int as score,
            ({" or ".join(f"coalesce({e}, false)" for e in exclusions)}) as excluded{shown}
        from (
            select pairs.a as ia, pairs.b as ib, {_DERIVED}, {", ".join(outcomes)}
            from pairs
            inner join features as a on a.idx = pairs.a
            inner join features as b on b.idx = pairs.b
        )
    """  # noqa: S608 # conditions and weights of the table above


def _naming(number: int, feature: Feature) -> str:
    names = " ".join(
        f"when {order} then '{level.name.replace(chr(39), chr(39) * 2)}'" for order, level in enumerate(feature.levels)
    )
    return f'case f{number} {names} end as "{feature.name}"'


def weights() -> pl.DataFrame:
    """The table of weights: feature, level, weight (log-odds), excludes."""
    return pl.DataFrame(
        [
            {"feature": feature.name, "level": level.name, "weight": level.weight / 100, "excludes": level.excludes}
            for feature in FEATURES
            for level in feature.levels
        ]
    )
