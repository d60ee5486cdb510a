-- description: Article versions numbered within their article: the one archived last is current.
-- grain: One version of an article.
-- key: document_id
-- depends: stg_articles, stg_mentions, stg_wire_groups
-- columns:
--   document_id | The article version
--   version | Version within the article, from 1 in order of archiving
--   is_current | No later version is archived
--   superseded_at | When the next version was fetched, UTC
--   near_duplicate_group | What copies of one wire story share
--   n_incidents | Incidents that it tells of
with articles as (
    select * from stg_articles
),

mentions as (
    select * from stg_mentions
),

wire_groups as (
    select * from stg_wire_groups
),

told as (
    select
        document_id,
        cast(count(*) as integer) as n_incidents
    from mentions
    group by document_id
),

numbered as (
    select
        document_id,
        cast(row_number() over versions as integer) as version,
        lead(fetched_at) over versions as superseded_at,
        lead(document_id) over versions is null as is_current
    from articles
    window versions as (partition by article_key order by sequence)
)

select
    numbered.document_id,
    numbered.version,
    numbered.is_current,
    numbered.superseded_at,
    wire_groups.near_duplicate_group,
    coalesce(told.n_incidents, 0) as n_incidents
from numbered
left join told on numbered.document_id = told.document_id
left join wire_groups on numbered.document_id = wire_groups.document_id;
