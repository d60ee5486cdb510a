-- description: Countries and territories, with the codes that other conflict data sets know them by.
-- grain: A country or territory.
-- key: iso3
-- depends: stg_countries, stg_country_codes, stg_incidents, stg_mentions
-- source: GeoNames, ISO 3166-1, Gleditsch and Ward; regions as in the codebooks of UCDP GED and ACLED
-- columns:
--   iso3 | ISO 3166-1 alpha-3
--   name | English name
--   iso_numeric | ISO 3166-1 numeric, ACLED's iso
--   gwno | Gleditsch and Ward state number, GED's country_id; null for territories that are no independent state
--   ged_region | Region of UCDP GED
--   acled_region | Region of ACLED
--   is_used | Some incident of this release, or some article's telling of one, stands in it
with countries as (
    select * from stg_countries
),

codes as (
    select * from stg_country_codes
),

used as (
    select country from stg_incidents
    union
    select country from stg_mentions
)

select
    countries.iso3,
    countries.name,
    codes.iso_numeric,
    codes.gwno,
    codes.ged_region,
    codes.acled_region,
    used.country is not null as is_used
from countries
left join codes on countries.iso3 = codes.iso3
left join used on countries.iso3 = used.country
order by countries.iso3;
