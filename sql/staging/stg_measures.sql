-- description: What the sources of an incident are worth, as estimation reckoned it.
-- grain: One incident.
-- key: incident_id
-- depends: raw_measures
-- columns: Measures
select
    incident_id,
    cast(number_of_sources as integer) as number_of_sources,
    cast(n_independent_sources as integer) as n_independent_sources,
    grade,
    figures_contested
from raw_measures;
