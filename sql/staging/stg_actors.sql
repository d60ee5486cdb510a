-- description: Actors of the reference data, with lists and dates typed.
-- grain: An actor in a period.
-- key: actor_id, valid_from
-- depends: raw_actors
-- columns:
--   actor_id | Id of the actor
--   name | Main name
--   actor_type | What it is
--   country | ISO 3166-1 alpha-3 of its home
--   parent_id | What it belongs to or came from
--   successor_id | What took its place
--   principal_id | The state it works for
--   active_in | Countries, alpha-3
--   aliases | Names it goes by
--   source | Where the row comes from
--   valid_from | First day on which this row holds; null is always
--   valid_to | Last day on which this row holds; null is still
with actors as (
    select * from raw_actors
),

dated as (
    select
        *,
        -- a year alone means its first day as a start and its last day as an end
        case length(valid_from)
            when 4 then cast(valid_from || '-01-01' as date)
            when 7 then cast(valid_from || '-01' as date)
            else cast(nullif(valid_from, '') as date)
        end as starts_on,
        case length(valid_to)
            when 4 then cast(valid_to || '-12-31' as date)
            when 7 then last_day(cast(valid_to || '-01' as date))
            else cast(nullif(valid_to, '') as date)
        end as ends_on
    from actors
)

select
    actor_id,
    name,
    coalesce(nullif(type, ''), 'unknown') as actor_type,
    nullif(country, '') as country,
    nullif(parent, '') as parent_id,
    nullif(successor, '') as successor_id,
    nullif(principal, '') as principal_id,
    string_split(nullif(active_in, ''), ' ') as active_in,
    string_split(nullif(aliases, ''), '|') as aliases,
    nullif(source, '') as source,
    starts_on as valid_from,
    ends_on as valid_to
from dated;
