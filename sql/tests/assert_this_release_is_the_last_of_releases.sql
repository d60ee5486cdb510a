-- severity: error
-- because: a file that does not say which release it is cannot be cited.
with last_release as (
    select
        count(*) as releases,
        arg_max(table_digests, (released_at, release_id)) as table_digests
    from releases
)

select
    releases,
    table_digests
from last_release
where releases = 0 or table_digests not like '%fact_claims%';
