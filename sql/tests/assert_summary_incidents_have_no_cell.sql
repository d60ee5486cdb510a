-- severity: error
-- because: a toll over weeks or over several places pinned to one cell would make a hot spot where none was.
select
    incident_id,
    priogrid_gid
from fact_incidents
where is_summary and priogrid_gid is not null;
