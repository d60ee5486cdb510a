-- description: Publishers that the reference data or the list of feeds knows.
-- grain: One publisher that is known by name.
-- key: source_id
-- depends: raw_sources
-- columns: Sources
select
    source_id,
    name,
    lower(domain) as domain,
    country,
    source_type,
    countries
from raw_sources;
