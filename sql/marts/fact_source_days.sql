-- description: How often each source was read on each day: what coverage is made of.
-- grain: A source and a UTC day.
-- key: source_key, day
-- depends: stg_source_days
-- source: the log of fetching
-- columns:
--   source_key | The source, see dim_source
--   day | UTC day
--   date_key | The day, see dim_date
--   tried | How often it was tried
--   ok | How often it was read successfully
--   entries | Entries that it listed
--   documents | Documents archived from it
select
    surrogate_key(source_id) as source_key,
    day,
    cast(year(day) * 10000 + month(day) * 100 + day(day) as integer) as date_key,
    tried,
    ok,
    entries,
    documents
from stg_source_days;
