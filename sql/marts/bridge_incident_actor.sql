-- description: Who attacked, and whose people were hit, for incidents with several of either.
-- grain: One actor in one role in one incident.
-- key: incident_id, role, actor_key
-- depends: int_incident_actors, stg_incidents, dim_actor
-- source: resolution
-- warning: Joined to figures, an incident with two actors counts twice: take employer figures from
--   fact_casualty_estimates with scope employer.
-- columns:
--   incident_id | The incident
--   actor_key | The actor, see dim_actor
--   actor_id | The actor's natural key
--   role | perpetrator or employer
--   hedge | How sure the articles are that it did it: stated, claimed, blamed, suspected; null for employers
--   position | 1 is the most often named
with incident_actors as (
    select * from int_incident_actors
),

incidents as (
    select * from stg_incidents
),

-- the period of the actor that had begun by the day of the incident, else its first
chosen as (
    select
        incident_actors.incident_id,
        incident_actors.role,
        incident_actors.actor_id,
        coalesce(
            arg_max(actors.actor_key, actors.valid_from) filter (
                where actors.valid_from is null or actors.valid_from <= coalesce(incidents.date_start, date '9999-12-30')
            ),
            arg_min(actors.actor_key, coalesce(actors.valid_from, date '0001-01-01'))
        ) as actor_key,
        any_value(incident_actors.hedge) as hedge,
        any_value(incident_actors.position) as position
    from incident_actors
    inner join incidents on incident_actors.incident_id = incidents.incident_id
    left join dim_actor as actors on incident_actors.actor_id = actors.actor_id
    group by incident_actors.incident_id, incident_actors.role, incident_actors.actor_id
)

select
    incident_id,
    actor_key,
    actor_id,
    role,
    hedge,
    position
from chosen;
