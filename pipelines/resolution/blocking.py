"""Which pairs of mentions are compared at all: those that share a key.

Here belong the keys; what a pair is worth belongs to `scoring`. Each route says which true pairs it is there to find. The
keys depend on the two mentions alone, never on how many others there are: a new article brings its own pairs and changes
no old one. Computed in DuckDB.
"""

from __future__ import annotations

import duckdb

# Days to a bucket of time, and the longest window that is cut into such buckets; what is vaguer needs a named place.
BUCKET = 8
LONGEST = 64
BIG_BUCKET = 128
# Degrees to a cell: two places in cells that do not touch are further apart than any pair that could be one place.
CELL = 0.6

_WINDOWS = f"""
create or replace temp table windows as
with spans as (
    select
        idx, document_id, wire, country, firm_country, town, town_number, names, other_towns, latitude, longitude, role, killed,
        town is not null and coalesce(where_prec, 1) <= 3 as fine,
        fine and latitude is not null and longitude is not null as located,
        list_distinct(list_concat(nationalities, homes)) as origins,
        case
            when first is not null then floor(lo / 2.0)
            when role = 'main' then published - {{news_days}}
        end::int as opens,
        case
            when first is not null then ceil(hi / 2.0)
            when role = 'main' then published + 1
        end::int as closes
    from features
)
select
    *,
    closes - opens as days,
    opens // {BUCKET} as bucket_from,
    closes // {BUCKET} as bucket_to
from spans
"""  # noqa: S608 # numbers of ours

# (key, idx, l, r): a pair is made of an l and an r with one key. What is vague is compared with everything that it
# might be; what is exact only with what is near it.
_KEYS = f"""
create or replace temp table keys as
with timed as (
    select * from windows where days <= {LONGEST}
),
bucketed as (
    select *, unnest(range(bucket_from, bucket_to + 1)) as bucket from timed
)
-- the same place at about the same time
select hash('town', town, bucket) as key, idx, true as l, true as r from bucketed where fine
union all
-- no place of its own, but the name of the other's in the words that place it
select hash('town', name, bucket), idx, true, false
from (select *, unnest(other_towns) as name from bucketed where not fine)
union all
-- no place of its own, but the name of the other's in its text
select hash('told', town_number, bucket), idx, false, true from bucketed where fine
union all
select hash('told', name, bucket), idx, true, false
from (select *, unnest(names) as name from bucketed where not fine and role = 'main')
union all
-- different places, one of them perhaps the wrong one, but the same country, day and number of contractors killed
select hash('toll', country, day, number), idx, true, true
from (
    select *, unnest(killed) as number
    from (select *, unnest(range(opens, closes + 1)) as day from timed where days <= 4)
)
where country is not null
union all
-- places near each other at about the same time; of one type on both sides, for hash(-1::int) is not hash(-1::bigint)
select hash('cell', floor(latitude / {CELL})::bigint, floor(longitude / {CELL})::bigint, bucket), idx, true, false
from bucketed where located
union all
select
    hash('cell', floor(latitude / {CELL})::bigint + x, floor(longitude / {CELL})::bigint + y, bucket), idx, false, true
from bucketed, range(-1, 2) as xs(x), range(-1, 2) as ys(y)
where located
union all
-- no place named: the same country on the same day
select hash('day', country, day), idx, not located, true
from (select *, unnest(range(opens, closes + 1)) as day from timed where days <= 4)
where country is not null
union all
-- neither place nor day: the same country at about the same time, and victims of one origin
select hash('origin', country, bucket, origin), idx, not located, true
from (select *, unnest(origins) as origin from bucketed)
where country is not null
union all
select hash('anyone', country, bucket), idx, not located and len(origins) = 0, true
from bucketed where country is not null
union all
select hash('unknown', country, bucket), idx, not located, len(origins) = 0
from bucketed where country is not null
union all
-- no country, or a doubtful one: victims of one origin on about the same day
select hash('nowhere', bucket, origin), idx, firm_country is null, true
from (select *, unnest(origins) as origin from bucketed)
union all
select hash('anywhere', day), idx, country is null and len(origins) = 0, true
from (select *, unnest(range(opens, closes + 1)) as day from timed where days <= 4)
union all
-- a year or less exact, or no date at all: only a named place ties it to anything
select hash('long', town, big), idx, days > {LONGEST}, true
from (
    select *, unnest(range(opens // {BIG_BUCKET}, closes // {BIG_BUCKET} + 1)) as big
    from windows where fine and opens is not null
)
union all
select hash('timeless', town), idx, opens is null, true from windows where fine
union all
-- copies of one text
select hash('wire', wire), idx, true, true from windows where wire is not null
union all
-- what one article tells apart
select hash('article', document_id), idx, true, true from windows
"""  # noqa: S608 # numbers of ours

_MET = """
create or replace temp table met as
select distinct least(a.idx, b.idx) as a, greatest(a.idx, b.idx) as b
from keys as a
inner join keys as b on a.key = b.key and a.idx <> b.idx
where a.l and b.r
"""

# Days or countries that exclude each other are known of whole clusters (`clustering`): no pair needs to say so. What one
# article tells apart does.
_POSSIBLE = """
create or replace temp table pairs as
with bounds as (
    select idx, document_id, firm_country, coalesce(lo, -2000000000) as lo, coalesce(hi, 2000000000) as hi from features
)
select met.a, met.b
from met
inner join bounds as x on met.a = x.idx
inner join bounds as y on met.b = y.idx
where
    x.document_id = y.document_id
    or (greatest(x.lo, y.lo) <= least(x.hi, y.hi) and coalesce(x.firm_country = y.firm_country, true))
"""


def make_keys(con: duckdb.DuckDBPyConnection, *, news_days: int) -> None:
    """Make the table `keys` (key, idx, l, r) from the table `features`."""
    con.execute(_WINDOWS.format(news_days=news_days))
    con.execute(_KEYS)


def make_pairs(con: duckdb.DuckDBPyConnection, *, news_days: int) -> None:
    """Make the table `pairs` (a, b: idx of two mentions, a < b) from the table `features`."""
    make_keys(con, news_days=news_days)
    con.execute(_MET)
    keep_possible(con)


def keep_possible(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `pairs` from the table `met` (a, b): without those of two articles whose days or countries exclude each
    other."""
    con.execute(_POSSIBLE)
