-- severity: error
-- because: a claim that leads to no article cannot be cited, and one that leads to no actor or place drops out of joins.
with claims as (
    select * from fact_claims
)

select
    claims.claim_id,
    'article_version_key' as orphan
from claims
anti join dim_article as articles on claims.article_version_key = articles.article_version_key
union all
select
    claims.claim_id,
    'source_key' as orphan
from claims
anti join dim_source as sources on claims.source_key = sources.source_key
where claims.source_key is not null
union all
select
    claims.claim_id,
    'incident_id' as orphan
from claims
anti join fact_incidents as incidents on claims.incident_id = incidents.incident_id
where claims.incident_id is not null
union all
select
    claims.claim_id,
    'employer_key' as orphan
from claims
anti join dim_actor as actors on claims.employer_key = actors.actor_key
where claims.employer_id is not null
union all
select
    claims.claim_id,
    'claimant_key' as orphan
from claims
anti join dim_actor as actors on claims.claimant_key = actors.actor_key
where claims.claimant_id is not null
union all
select
    claims.claim_id,
    'location_key' as orphan
from claims
anti join dim_location as locations on claims.location_key = locations.location_key
where claims.location_key is not null
union all
select
    claims.claim_id,
    'part_of_key' as orphan
from claims
anti join claims as wholes on claims.part_of_key = wholes.claim_key
where claims.part_of_key is not null;
