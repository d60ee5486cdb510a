-- description: Rejects of all stages, typed.
-- grain: One rejected row.
-- key: none: the same row may be rejected twice
-- depends: raw_rejects
-- columns: Rejects
select
    stage,
    reason,
    origin,
    document_id,
    payload_hash,
    row,
    cast(rejected_at as timestamp) as rejected_at,
    run_id
from raw_rejects;
