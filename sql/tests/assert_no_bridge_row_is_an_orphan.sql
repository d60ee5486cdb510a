-- severity: error
-- because: a bridge that leads nowhere makes an inner join lose rows without a word.
select
    bridge.incident_id,
    'incident of an article' as orphan
from bridge_incident_article as bridge
anti join fact_incidents as incidents on bridge.incident_id = incidents.incident_id
union all
select
    bridge.incident_id,
    'article_version_key' as orphan
from bridge_incident_article as bridge
anti join dim_article as articles on bridge.article_version_key = articles.article_version_key
union all
select
    bridge.incident_id,
    'incident of an actor' as orphan
from bridge_incident_actor as bridge
anti join fact_incidents as incidents on bridge.incident_id = incidents.incident_id
union all
select
    bridge.incident_id,
    'actor_key' as orphan
from bridge_incident_actor as bridge
anti join dim_actor as actors on bridge.actor_key = actors.actor_key
where bridge.incident_id is not null;
