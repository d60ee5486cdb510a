-- description: The releases of the ledger and the one that is being built.
-- grain: One published release, this one included.
-- key: release_id
-- depends: raw_releases, raw_release
-- columns: Releases
with earlier as (
    select * from raw_releases
),

this_one as (
    select * from raw_release
),

all_of_them as (
    select * from earlier
    union all by name
    select * from this_one
)

select
    release_id,
    cast(released_at as timestamp) as released_at,
    schema_version,
    code_version,
    inputs,
    has_samples,
    run_id,
    table_rows,
    table_digests
from all_of_them;
