-- severity: error
-- because: whoever asks for the incidents as of now must get those that stand in fact_incidents.
with last_versions as (
    select
        incident_id,
        max(version) as version
    from fact_incident_history
    group by incident_id
),

versions as (
    select
        history.incident_id,
        history.change,
        history.deaths_contractors_low,
        history.deaths_contractors_best,
        history.deaths_contractors_high,
        history.date_start,
        history.country
    from fact_incident_history as history
    inner join last_versions
        on history.incident_id = last_versions.incident_id and history.version = last_versions.version
)

select
    versions.incident_id,
    versions.change,
    versions.deaths_contractors_best as in_history,
    incidents.deaths_contractors_best as stands
from versions
left join fact_incidents as incidents on versions.incident_id = incidents.incident_id
where
    (versions.change in ('merged', 'withdrawn')) <> (incidents.incident_id is null)
    or (
        incidents.incident_id is not null and (
            versions.deaths_contractors_low is distinct from incidents.deaths_contractors_low
            or versions.deaths_contractors_best is distinct from incidents.deaths_contractors_best
            or versions.deaths_contractors_high is distinct from incidents.deaths_contractors_high
            or versions.date_start is distinct from incidents.date_start
            or versions.country is distinct from incidents.country
        )
    );
