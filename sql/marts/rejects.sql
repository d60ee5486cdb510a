-- description: What was set aside as unusable, at every stage, with the reason in words.
-- grain: One rejected row.
-- key: none: the same row may be rejected twice
-- depends: stg_rejects
-- source: every stage
-- columns:
--   stage | Where it was rejected: archive, articles, claims, incidents, estimates, load
--   reason | Why, in words that say what to do
--   origin | Where the input came from
--   document_id | The archived document, where there is one
--   payload_hash | SHA-256 of what was rejected
--   row | The rejected row as JSON, shortened
--   rejected_at | When, UTC
--   run_id | The Dagster run
select
    stage,
    reason,
    origin,
    document_id,
    payload_hash,
    row,
    rejected_at,
    run_id
from stg_rejects;
