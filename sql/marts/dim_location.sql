-- description: Places as articles and incidents name them, with their coordinates and the PRIO-GRID cell these fall in.
-- grain: A place as resolved: the same town known exactly and known nearly are two.
-- key: location_key
-- depends: stg_incidents, stg_mentions, stg_countries
-- source: GeoNames; where_prec as in the UCDP GED codebook; cell numbers as in PRIO-GRID 2.0
-- warning: Coordinates of where_prec 4 stand for a whole division: leave them out of maps of single cells.
-- columns:
--   location_key | Surrogate key, the same in every release
--   location_id | Natural key: GeoNames id, country, division, place, coordinates and precision, joined by |
--   geonameid | GeoNames id; null where the place is none of theirs
--   country | ISO 3166-1 alpha-3; null when unknown
--   country_name | English name of the country
--   adm_1 | First-order division, GeoNames main name
--   place | Place, GeoNames main name
--   latitude | Degrees north; null unless where_prec is 1 to 4
--   longitude | Degrees east
--   where_prec | UCDP GED: 1 exact, 2 near, 3 second-order division, 4 first-order, 5 line or vague, 6 country, 7 international
--   priogrid_gid | PRIO-GRID cell (half a degree), numbered from 1 at 90 S 180 W
--   used_by | incidents where a resolved incident stands there, mentions where only single articles place one there
with incidents as (
    select * from stg_incidents
),

mentions as (
    select * from stg_mentions
),

countries as (
    select * from stg_countries
),

places as (
    select
        geonameid,
        country,
        adm_1,
        place,
        latitude,
        longitude,
        where_prec,
        'incidents' as used_by
    from incidents
    union all
    select
        geonameid,
        country,
        adm_1,
        place,
        latitude,
        longitude,
        where_prec,
        'mentions' as used_by
    from mentions
),

named as (
    select
        *,
        location_id_of(geonameid, country, adm_1, place, latitude, longitude, where_prec) as location_id
    from places
),

locations as (
    select
        location_id,
        any_value(geonameid) as geonameid,
        any_value(country) as country,
        any_value(adm_1) as adm_1,
        any_value(place) as place,
        min(latitude) as latitude,
        min(longitude) as longitude,
        any_value(where_prec) as where_prec,
        min(used_by) as used_by
    from named
    where location_id is not null
    group by location_id
)

select
    surrogate_key(locations.location_id) as location_key,
    locations.location_id,
    locations.geonameid,
    locations.country,
    countries.name as country_name,
    locations.adm_1,
    locations.place,
    locations.latitude,
    locations.longitude,
    locations.where_prec,
    -- the last row and column take in the pole and the date line, which would fall into a cell beyond the grid
    case
        when locations.latitude is not null then cast(
            least(floor((locations.latitude + 90) * 2), 359) * 720
            + least(floor((locations.longitude + 180) * 2), 719) + 1 as integer
        )
    end as priogrid_gid,
    locations.used_by
from locations
left join countries on locations.country = countries.iso3
order by locations.location_id;
