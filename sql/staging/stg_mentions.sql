-- description: Mentions as extraction hands them over, typed.
-- grain: One incident as one version of an article tells it.
-- key: mention_id
-- depends: raw_mentions
-- columns: Mentions
select
    mention_id,
    document_id,
    role,
    event_type,
    date_start,
    date_end,
    cast(date_prec as integer) as date_prec,
    date_text,
    date_source,
    country,
    adm_1,
    place,
    latitude,
    longitude,
    cast(geonameid as bigint) as geonameid,
    cast(where_prec as integer) as where_prec,
    where_text,
    perpetrators,
    employers
from raw_mentions;
