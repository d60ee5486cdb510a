-- question: Which publishers does the warehouse rest on, and how much of them is copied wire?
-- answer: One row per publisher with its current articles, and how many share a text with another.
-- columns: source_id, source_type, articles, in_a_wire_group, incidents
with articles as (
    select
        *,
        count(*) over (partition by near_duplicate_group) as group_size
    from dim_article
    where is_current
),

reported as (
    select
        articles.source_key,
        count(distinct bridge.incident_id) as incidents
    from bridge_incident_article as bridge
    inner join articles on bridge.article_version_key = articles.article_version_key
    group by articles.source_key
)

select
    sources.source_id,
    sources.source_type,
    count(*) as articles,
    count(*) filter (where articles.near_duplicate_group is not null and articles.group_size > 1) as in_a_wire_group,
    coalesce(any_value(reported.incidents), 0) as incidents
from articles
inner join dim_source as sources on articles.source_key = sources.source_key
left join reported on articles.source_key = reported.source_key
group by sources.source_id, sources.source_type
order by articles desc, sources.source_id asc;
