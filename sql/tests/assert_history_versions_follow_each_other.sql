-- severity: error
-- because: a gap in the versions of an incident means that the ledger lost an entry.
with versions as (
    select
        incident_id,
        count(*) as versions,
        min(version) as first_version,
        max(version) as last_version,
        count(*) filter (where recorded_to is null) as open_versions
    from fact_incident_history
    group by incident_id
)

select
    incident_id,
    versions,
    first_version,
    last_version,
    open_versions
from versions
where first_version <> 1 or last_version <> versions or open_versions > 1;
