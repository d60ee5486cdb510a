-- description: Which article reports which incident.
-- grain: One article and one incident that its current version tells of.
-- key: article_id, incident_id
-- depends: bridge_incident_article, dim_article
-- source: resolution
-- columns:
--   article_id | The id as given with the article
--   incident_id | The incident, see fact_incidents
--   role | main where the article reports it, background where it recalls it
with bridge as (
    select * from bridge_incident_article
),

articles as (
    select * from dim_article
)

select
    articles.article_id,
    bridge.incident_id,
    -- two articles may have been given one id: main comes after background in the alphabet
    max(bridge.role) as role
from bridge
inner join articles on bridge.article_version_key = articles.article_version_key
group by articles.article_id, bridge.incident_id;
