-- description: How often each source was read on each day.
-- grain: A source and a UTC day.
-- key: source_id, day
-- depends: raw_source_days
-- columns: SourceDays
select
    source_id,
    day,
    cast(tried as integer) as tried,
    cast(ok as integer) as ok,
    cast(entries as integer) as entries,
    cast(documents as integer) as documents
from raw_source_days;
