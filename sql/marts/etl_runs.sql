-- description: What each stage of each run took in and gave out. Rows in = rows out + set aside + rejected, always.
-- grain: One stage of one run on one partition.
-- key: run_id, stage, partition
-- depends: stg_etl_runs
-- source: every stage
-- columns:
--   run_id | The Dagster run
--   stage | The stage
--   partition | The UTC day of fetching that it worked on; null for what is not partitioned
--   started_at | When it started, UTC
--   finished_at | When it ended, UTC
--   digest_in | Digest of what went in
--   digest_out | Digest of what came out
--   rows_in | Rows that went in
--   rows_out | Rows that came out
--   rows_set_aside | Rows that rightly go no further: already known, irrelevant, of a superseded version
--   rows_rejected | Rows that were rejected
select
    run_id,
    stage,
    partition,
    started_at,
    finished_at,
    digest_in,
    digest_out,
    rows_in,
    rows_out,
    rows_set_aside,
    rows_rejected
from stg_etl_runs;
