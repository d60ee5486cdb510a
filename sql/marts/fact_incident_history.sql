-- description: Every incident as each release knew it: what changed, when and why.
-- grain: One version of one incident.
-- key: incident_id, version
-- depends: stg_history
-- source: the ledger of history, which is appended to and never rewritten
-- warning: Several versions of one incident stand in it: take incidents_asof(t) for the incidents as known at a time.
-- columns:
--   incident_id | The incident
--   version | Version, from 1
--   change | new, updated, merged, split, withdrawn
--   changed | Names of the fields that changed
--   why | Why it changed
--   valid_from | When published evidence first supported this version (published, else fetched), UTC
--   valid_to | When newer evidence replaced it, UTC; null for the last
--   recorded_from | When the release with it went out, UTC
--   recorded_to | When a release replaced it, UTC; null for the last
--   release_id | The release that brought it
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
with history as (
    select * from stg_history
),

parsed as (
    select
        *,
        from_json(coalesce(state, '{}'), getvariable('history_state')) as was,
        from_json(changed, '["VARCHAR"]') as changed_fields
    from history
)

select
    parsed.incident_id,
    parsed.version,
    parsed.change,
    parsed.changed_fields as changed,
    parsed.why,
    parsed.valid_from,
    parsed.valid_to,
    parsed.recorded_from,
    parsed.recorded_to,
    parsed.release_id,
    parsed.was.event_type,
    parsed.was.date_start,
    parsed.was.date_end,
    parsed.was.date_prec,
    parsed.was.country,
    parsed.was.adm_1,
    parsed.was.place,
    parsed.was.employer_ids,
    parsed.was.perpetrator_ids,
    parsed.was.deaths_contractors_low,
    parsed.was.deaths_contractors_best,
    parsed.was.deaths_contractors_high,
    parsed.was.high_is_open,
    parsed.was.wounded_contractors_best,
    parsed.was.captured_contractors_best,
    parsed.was.missing_contractors_best,
    parsed.was.low,
    parsed.was.best,
    parsed.was.high,
    parsed.was.figures_contested,
    parsed.was.grade,
    parsed.was.number_of_sources,
    parsed.was.n_independent_sources
from parsed
order by parsed.incident_id, parsed.version;
