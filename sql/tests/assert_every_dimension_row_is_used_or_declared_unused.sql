-- severity: error
-- because: a dimension row that nothing uses is a leftover unless it says that it is there for reference.
with spoken_of as (
    select employer_key as actor_key from fact_claims
    union
    select claimant_key as actor_key from fact_claims
    union
    select actor_key from bridge_incident_actor
),

named as (
    select distinct actors.actor_id
    from dim_actor as actors
    inner join spoken_of on actors.actor_key = spoken_of.actor_key
),

used_sources as (
    select distinct source_key from dim_article
),

used_rules as (
    select distinct rule_key from fact_casualty_estimates
),

used_locations as (
    select distinct location_key from fact_incidents
)

select
    'dim_actor' as dimension,
    actors.actor_id as row_id
from dim_actor as actors
inner join named on actors.actor_id = named.actor_id
where not actors.is_used
union all
select
    'dim_actor' as dimension,
    actor_id as row_id
from dim_actor
where not is_used and not in_reference
union all
select
    'dim_source' as dimension,
    sources.source_id as row_id
from dim_source as sources
left join used_sources as used on sources.source_key = used.source_key
where sources.is_used <> (used.source_key is not null)
union all
select
    'dim_rule' as dimension,
    rules.rule_id as row_id
from dim_rule as rules
left join used_rules as used on rules.rule_key = used.rule_key
where rules.is_used <> (used.rule_key is not null)
union all
select
    'dim_location' as dimension,
    locations.location_id as row_id
from dim_location as locations
left join used_locations as used on locations.location_key = used.location_key
where (locations.used_by = 'incidents') <> (used.location_key is not null);
