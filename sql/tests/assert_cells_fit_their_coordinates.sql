-- severity: error
-- because: people join on the PRIO-GRID cell: a wrong one puts deaths into a neighbouring country.
select
    location_id,
    latitude,
    longitude,
    priogrid_gid
from dim_location
where
    (latitude is null) <> (priogrid_gid is null)
    or priogrid_gid not between 1 and 259200
    or abs(latitude - (floor((priogrid_gid - 1) / 720) / 2 - 89.75)) > 0.25001
    or abs(longitude - (((priogrid_gid - 1) % 720) / 2 - 179.75)) > 0.25001;
