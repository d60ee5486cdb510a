-- description: The actors of incidents, out of their JSON lists.
-- grain: One actor in one role in one incident.
-- key: incident_id, role, actor_id
-- depends: stg_incidents
-- columns:
--   incident_id | The incident
--   role | perpetrator or employer
--   actor_id | The actor
--   name | Its name as the articles have it
--   hedge | How sure the articles are that it did it: stated, claimed, blamed, suspected; null for employers
--   position | Position in the list, from 1: the most often named comes first
with incidents as (
    select * from stg_incidents
),

lists as (
    select
        incident_id,
        'perpetrator' as role,
        perpetrators as actors
    from incidents
    union all
    select
        incident_id,
        'employer' as role,
        employers as actors
    from incidents
),

-- the same few lists come again and again: each is parsed once
parsed as (
    select
        actors,
        from_json(actors, '[{"actor_id": "VARCHAR", "name": "VARCHAR", "hedge": "VARCHAR"}]') as members
    from (select distinct actors from lists) as distinct_lists
),

members as (
    select
        actors,
        unnest(members) as member,
        unnest(range(1, len(members) + 1)) as position
    from parsed
)

select
    lists.incident_id,
    lists.role,
    members.member.actor_id,
    arg_min(members.member.name, members.position) as name,
    arg_min(members.member.hedge, members.position) as hedge,
    cast(min(members.position) as integer) as position
from lists
inner join members on lists.actors = members.actors
where members.member.actor_id is not null
group by lists.incident_id, lists.role, members.member.actor_id;
