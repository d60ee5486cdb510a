-- description: Countries by ISO 3166-1.
-- grain: One country or territory.
-- key: iso3
-- depends: raw_countries
-- columns: Countries
select
    iso3,
    name,
    continent
from raw_countries;
