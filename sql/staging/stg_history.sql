-- description: The history of incidents, from the ledger.
-- grain: One version of one incident.
-- key: incident_id, version
-- depends: raw_history
-- columns: History
select
    incident_id,
    cast(version as integer) as version,
    cast(valid_from as timestamp) as valid_from,
    cast(valid_to as timestamp) as valid_to,
    cast(recorded_from as timestamp) as recorded_from,
    cast(recorded_to as timestamp) as recorded_to,
    release_id,
    change,
    changed,
    why,
    state
from raw_history;
