-- description: The incidents as the releases knew them at a time: select * from incidents_asof('2024-12-01').
-- grain: One incident that was known at the time and neither withdrawn nor merged into another by then.
-- key: incident_id
-- depends: fact_incident_history
-- macro: incidents_asof(t)
-- source: the ledger of history
-- warning: By recorded time, that is by what a release said, not by what was published in the world by then (valid_from). A day
--   means its midnight, UTC.
-- columns:
--   incident_id | The incident
--   version | The version that held
--   release_id | The release that brought it
--   recorded_from | Since when it held, UTC
--   event_type | What kind of event
--   date_start | Earliest possible day
--   date_end | Latest possible day
--   date_prec | UCDP GED precision of the date
--   country | ISO 3166-1 alpha-3; null when unknown
--   adm_1 | First-order division
--   place | Place
--   employer_ids | Employers whose people were hit
--   perpetrator_ids | Attackers, the most often named first
--   deaths_contractors_low | Contractors killed: lowest
--   deaths_contractors_best | Contractors killed: best
--   deaths_contractors_high | Contractors killed: highest
--   high_is_open | More than deaths_contractors_high is possible
--   wounded_contractors_best | Contractors wounded: best
--   captured_contractors_best | Contractors captured: best
--   missing_contractors_best | Contractors missing: best
--   low | Killed, everybody: lowest
--   best | Killed, everybody: best
--   high | Killed, everybody: highest
--   figures_contested | No single value satisfied all tolls, or one was denied
--   grade | Airwars: confirmed, fair, weak, contested, discounted
--   number_of_sources | Distinct publishers
--   n_independent_sources | Distinct claimants; with none, the wire group
select
    h.incident_id,
    h.version,
    h.release_id,
    h.recorded_from,
    h.event_type,
    h.date_start,
    h.date_end,
    h.date_prec,
    h.country,
    h.adm_1,
    h.place,
    h.employer_ids,
    h.perpetrator_ids,
    h.deaths_contractors_low,
    h.deaths_contractors_best,
    h.deaths_contractors_high,
    h.high_is_open,
    h.wounded_contractors_best,
    h.captured_contractors_best,
    h.missing_contractors_best,
    h.low,
    h.best,
    h.high,
    h.figures_contested,
    h.grade,
    h.number_of_sources,
    h.n_independent_sources
from fact_incident_history as h
where
    h.recorded_from <= cast(t as timestamp) -- noqa: RF03
    and (h.recorded_to is null or h.recorded_to > cast(t as timestamp)) -- noqa: RF03
    and h.change not in ('withdrawn', 'merged')
order by h.incident_id;
