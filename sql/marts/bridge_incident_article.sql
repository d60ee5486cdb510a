-- description: Which article version tells of which incident, and how sure that is. Reversible by a ruling.
-- grain: One incident and one current article version that tells of it.
-- key: incident_id, article_version_key
-- depends: stg_links, stg_mentions, dim_article
-- source: resolution
-- columns:
--   incident_id | The incident
--   article_version_key | The article version, see dim_article
--   role | main where the article reports the incident, background where it recalls it
--   score | How sure the link is, 0 to 1; null for the only article of an incident
--   method | What made the link: alone, score, background, or a ruling
--   n_mentions | Passages of the article that were taken for this incident
with links as (
    select * from stg_links
),

mentions as (
    select * from stg_mentions
),

articles as (
    select * from dim_article
),

pairs as (
    select
        links.incident_id,
        mentions.document_id,
        -- main comes after background in the alphabet
        max(mentions.role) as role,
        max(links.score) as score,
        arg_max(links.method, (mentions.role, links.mention_id)) as method,
        cast(count(*) as integer) as n_mentions
    from links
    inner join mentions on links.mention_id = mentions.mention_id
    group by links.incident_id, mentions.document_id
)

select
    pairs.incident_id,
    articles.article_version_key,
    pairs.role,
    pairs.score,
    pairs.method,
    pairs.n_mentions
from pairs
inner join articles on pairs.document_id = articles.document_id;
