-- severity: error
-- because: only where_prec 1 to 4 is a place on the map; a country's midpoint is none.
select
    location_id,
    where_prec,
    latitude,
    longitude
from dim_location
where
    (latitude is not null and (where_prec is null or where_prec > 4))
    or (latitude is null) <> (longitude is null)
    or latitude not between -90 and 90
    or longitude not between -180 and 180;
