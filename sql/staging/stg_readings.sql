-- description: What extraction found in each article version.
-- grain: One version of an article that was extracted.
-- key: document_id
-- depends: raw_readings
-- columns: Readings
select
    document_id,
    relevant,
    cast(incidents as integer) as incidents,
    cast(claims as integer) as claims
from raw_readings;
