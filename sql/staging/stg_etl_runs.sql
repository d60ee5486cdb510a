-- description: What the stages counted.
-- grain: One stage of one run on one partition.
-- key: run_id, stage, partition
-- depends: raw_etl_runs
-- columns: EtlRuns
select
    run_id,
    stage,
    partition,
    cast(started_at as timestamp) as started_at,
    cast(finished_at as timestamp) as finished_at,
    digest_in,
    digest_out,
    cast(rows_in as bigint) as rows_in,
    cast(rows_out as bigint) as rows_out,
    cast(rows_set_aside as bigint) as rows_set_aside,
    cast(rows_rejected as bigint) as rows_rejected
from raw_etl_runs;
