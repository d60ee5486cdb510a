-- severity: warn
-- because: nobody reports what has not happened yet; a copy may carry a wrong date, so that this is a warning.
select
    incident_id,
    date_start,
    first_reported_at
from fact_incidents
where date_start > cast(first_reported_at as date) + 1;
