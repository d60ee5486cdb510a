-- description: Incidents as a person reads them: names instead of keys, and how many claims stand behind each.
-- grain: One resolved incident, as now known.
-- key: incident_id
-- depends: fact_incidents, fact_claims
-- source: fact_incidents
-- warning: Null is unknown, not zero. The figures are those of contractors; killed and wounded are never added.
-- columns:
--   incident_id | Opaque, stable id
--   date_start | Earliest possible day; null when unknown
--   date_end | Latest possible day
--   date_prec | UCDP GED: 1 the day, 2 within 2-6 days, 3 the week, 4 the month, 5 longer
--   country | ISO 3166-1 alpha-3; null when unknown
--   adm_1 | First-order division
--   place | Place
--   event_type | What kind of event
--   employers | Names of the employers whose people were hit, joined by commas
--   perpetrators | Names of the attackers, joined by commas, the most often named first
--   deaths_contractors_low | Contractors killed: lowest
--   deaths_contractors_best | Contractors killed: best
--   deaths_contractors_high | Contractors killed: highest
--   high_is_open | More than deaths_contractors_high is possible
--   wounded_contractors_best | Contractors wounded: best
--   captured_contractors_best | Contractors captured: best
--   missing_contractors_best | Contractors missing: best
--   deaths_state_forces | State forces killed, best
--   deaths_civilians | Civilians killed, best
--   best | Killed, everybody: best
--   figures_contested | No single value satisfies all tolls, or one is denied
--   grade | Airwars: confirmed, fair, weak, contested, discounted
--   number_of_claims | Claims about it in current article versions
--   number_of_sources | Distinct publishers
--   n_independent_sources | Distinct claimants; with none, the wire group
with incidents as (
    select * from fact_incidents
),

claims as (
    select
        incident_id,
        count(*) as number_of_claims
    from fact_claims
    where is_current
    group by incident_id
)

select
    incidents.incident_id,
    incidents.date_start,
    incidents.date_end,
    incidents.date_prec,
    incidents.country,
    incidents.adm_1,
    incidents.place,
    incidents.event_type,
    incidents.employers,
    incidents.perpetrators,
    incidents.deaths_contractors_low,
    incidents.deaths_contractors_best,
    incidents.deaths_contractors_high,
    incidents.high_is_open,
    incidents.wounded_contractors_best,
    incidents.captured_contractors_best,
    incidents.missing_contractors_best,
    incidents.deaths_state_forces,
    incidents.deaths_civilians,
    incidents.best,
    incidents.figures_contested,
    incidents.grade,
    coalesce(claims.number_of_claims, 0) as number_of_claims,
    incidents.number_of_sources,
    incidents.n_independent_sources
from incidents
left join claims on incidents.incident_id = claims.incident_id;
