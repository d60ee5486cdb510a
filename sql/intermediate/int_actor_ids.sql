-- description: Every actor that any row speaks of, with a name for those that the reference data do not know.
-- grain: One actor.
-- key: actor_id
-- depends: stg_claims, stg_mentions, stg_estimates, int_incident_actors, int_incident_employer
-- columns:
--   actor_id | The actor
--   name | Its name as articles have it, the first in the alphabet where they differ; null where none is given
with claims as (
    select * from stg_claims
),

mentions as (
    select * from stg_mentions
),

estimates as (
    select * from stg_estimates
),

incident_actors as (
    select * from int_incident_actors
),

incident_employer as (
    select * from int_incident_employer
),

mentioned as (
    select unnest(from_json(lists.actors, '[{"actor_id": "VARCHAR", "name": "VARCHAR"}]')) as member
    from (
        select perpetrators as actors from mentions
        union
        select employers as actors from mentions
    ) as lists
),

spoken_of as (
    select
        actor_id,
        name
    from incident_actors
    union all
    select
        member.actor_id,
        member.name
    from mentioned
    union all
    select
        claimant_id as actor_id,
        min(claimant) as name
    from claims
    group by claimant_id
    union all
    select
        actor_id,
        cast(null as varchar) as name
    from (
        select employer_id as actor_id from claims
        union
        select employer_id as actor_id from estimates
        union
        select employer_id as actor_id from incident_employer
    ) as employers
)

select
    actor_id,
    min(name) as name
from spoken_of
where actor_id is not null
group by actor_id;
