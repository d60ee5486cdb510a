-- description: Successions: actors that took each other's place make one line, so that a series can be drawn through them.
-- grain: One actor that succeeded another or was succeeded.
-- key: actor_id
-- depends: stg_actors
-- columns:
--   actor_id | The actor
--   line_id | The ids of the line's actors from the earliest, joined by +
--   line_name | Their names, joined by an arrow
with recursive actors as (
    select
        actor_id,
        arg_min(name, coalesce(valid_from, date '0001-01-01')) as name,
        min(coalesce(valid_from, date '0001-01-01')) as starts_on
    from stg_actors
    group by actor_id
),

successions as (
    select
        stg_actors.actor_id,
        stg_actors.successor_id
    from stg_actors
    inner join actors on stg_actors.successor_id = actors.actor_id
),

steps as (
    select
        actor_id,
        successor_id as next_id
    from successions
    union
    select
        successor_id as actor_id,
        actor_id as next_id
    from successions
),

-- a union that keeps no duplicates ends even where the reference data go in a circle
reached as (
    select
        actor_id,
        actor_id as member_id
    from steps
    union
    select
        reached.actor_id,
        steps.next_id as member_id
    from reached
    inner join steps on reached.member_id = steps.actor_id
)

select
    reached.actor_id,
    string_agg(actors.actor_id, '+' order by actors.starts_on, actors.actor_id) as line_id,
    string_agg(actors.name, ' → ' order by actors.starts_on, actors.actor_id) as line_name
from reached
inner join actors on reached.member_id = actors.actor_id
group by reached.actor_id;
