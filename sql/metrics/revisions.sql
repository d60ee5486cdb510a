-- description: What later releases changed about incidents, with the figures before and after.
-- grain: One change of one incident after its first version.
-- key: incident_id, version
-- depends: fact_incident_history
-- source: the ledger of history
-- columns:
--   incident_id | The incident
--   version | The version that the change made
--   revised_at | When the release with the change went out, UTC
--   release_id | The release that brought it
--   change | updated, merged, split, withdrawn
--   changed | Names of the fields that changed
--   why | Why it changed
--   best_before | Contractors killed, best, before the change
--   best_after | Contractors killed, best, after it
--   best_difference | After - before; null where either is unknown
--   low_before | Contractors killed, lowest, before the change
--   low_after | Contractors killed, lowest, after it
--   high_before | Contractors killed, highest, before the change
--   high_after | Contractors killed, highest, after it
--   grade_before | Grade before the change
--   grade_after | Grade after it
--   days_after_first | Days since the incident was first recorded
with history as (
    select * from fact_incident_history
),

compared as (
    select
        incident_id,
        version,
        recorded_from,
        release_id,
        change,
        changed,
        why,
        lag(deaths_contractors_best) over versions as best_before,
        deaths_contractors_best as best_after,
        lag(deaths_contractors_low) over versions as low_before,
        deaths_contractors_low as low_after,
        lag(deaths_contractors_high) over versions as high_before,
        deaths_contractors_high as high_after,
        lag(grade) over versions as grade_before,
        grade as grade_after,
        first_value(recorded_from) over versions as first_recorded
    from history
    window versions as (partition by incident_id order by version)
)

select
    incident_id,
    version,
    recorded_from as revised_at,
    release_id,
    change,
    changed,
    why,
    best_before,
    best_after,
    best_after - best_before as best_difference,
    low_before,
    low_after,
    high_before,
    high_after,
    grade_before,
    grade_after,
    date_diff('day', first_recorded, recorded_from) as days_after_first
from compared
where version > 1;
