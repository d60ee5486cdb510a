-- description: The published releases; the last row is the release that this file is.
-- grain: One published release, up to this one.
-- key: release_id
-- depends: stg_releases
-- source: the ledger of releases
-- columns:
--   release_id | The release
--   released_at | When it was published, UTC
--   schema_version | Version of the tables' shape: the first number changes when a query may break
--   code_version | Version of the code that built it
--   inputs | What it was made from, with digests, as a JSON object
--   has_samples | It holds the sample articles that ship with the product: not for analysis
--   run_id | The run that built it
--   table_rows | Rows of each table, as a JSON object
--   table_digests | Digest of each table, the same for the same rows in any order, as a JSON object
select
    release_id,
    released_at,
    schema_version,
    code_version,
    inputs,
    has_samples,
    run_id,
    table_rows,
    table_digests
from stg_releases
order by released_at, release_id;
