-- description: Companies, armed groups, armies and others: who lost, who attacked, who says so.
-- grain: An actor in a period.
-- key: actor_key
-- depends: stg_actors, int_actor_ids, int_actor_lines
-- source: pipelines/reference/actors.csv, which gives the source of each row; other actors as articles name them
-- warning: Wagner Group and Africa Corps are a succession, two actors on one line: group by line_id for one series.
-- columns:
--   actor_key | Surrogate key, the same in every release
--   actor_id | Natural key, with valid_from
--   name | Main name
--   aliases | Other names it goes by, in any language; null where the reference data have none
--   actor_type | pmc, rebel, state_force, …; unknown where the reference data do not say
--   country | Home country, ISO 3166-1 alpha-3
--   parent_id | actor_id of what it belongs to or came from
--   successor_id | actor_id of what took its place
--   principal_id | actor_id of the state that it works for
--   active_in | Countries in which it is known to be active, alpha-3
--   line_id | The succession that it belongs to, as actor_ids joined by +; its own actor_id where there is none
--   line_name | The line in words
--   valid_from | First day on which this row holds; null is always
--   valid_to | Last day on which this row holds; null is still
--   in_reference | It stands in the reference data; false for actors known from articles alone
--   is_used | Some row of this release speaks of it
--   source | Where the row comes from
with reference as (
    select * from stg_actors
),

spoken_of as (
    select * from int_actor_ids
),

lines as (
    select * from int_actor_lines
),

inferred as (
    select
        actor_id,
        case actor_id
            when 'several_employers' then 'several employers'
            else coalesce(name, replace(actor_id, '_', ' '))
        end as name,
        case
            when actor_id = 'several_employers' then 'several'
            when ends_with(actor_id, '_pmc') then 'pmc'
            else 'unknown'
        end as actor_type
    from spoken_of
    where actor_id not in (select reference.actor_id from reference)
),

actors as (
    select
        *,
        true as in_reference
    from reference
    union all by name
    select
        *,
        false as in_reference
    from inferred
)

select
    surrogate_key(actors.actor_id || '@' || coalesce(cast(actors.valid_from as varchar), '')) as actor_key,
    actors.actor_id,
    actors.name,
    actors.aliases,
    actors.actor_type,
    actors.country,
    actors.parent_id,
    actors.successor_id,
    actors.principal_id,
    actors.active_in,
    coalesce(lines.line_id, actors.actor_id) as line_id,
    coalesce(lines.line_name, actors.name) as line_name,
    actors.valid_from,
    actors.valid_to,
    actors.in_reference,
    spoken_of.actor_id is not null as is_used,
    actors.source
from actors
left join spoken_of on actors.actor_id = spoken_of.actor_id
left join lines on actors.actor_id = lines.actor_id
order by actors.actor_id, actors.valid_from;
