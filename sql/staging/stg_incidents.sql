-- description: Incidents as resolution hands them over, typed.
-- grain: One resolved incident, as now known.
-- key: incident_id
-- depends: raw_incidents
-- columns: Incidents
select
    incident_id,
    event_type,
    date_start,
    date_end,
    cast(date_prec as integer) as date_prec,
    country,
    adm_1,
    place,
    latitude,
    longitude,
    cast(geonameid as bigint) as geonameid,
    cast(where_prec as integer) as where_prec,
    perpetrators,
    employers,
    is_summary,
    disputed_event,
    cast(first_reported_at as timestamp) as first_reported_at
from raw_incidents;
