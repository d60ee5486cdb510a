-- question: How do I join with UCDP GED or PRIO-GRID?
-- answer: One row per incident with a known place, under the names of GED.
-- columns: relid, date_start, country_id, priogrid_gid, side_a, side_b, low, best, high
select
    relid,
    date_start,
    country_id,
    priogrid_gid,
    side_a,
    side_b,
    low,
    best,
    high
from incidents_ged
where priogrid_gid is not null and where_prec <= 3
order by date_start, relid;
