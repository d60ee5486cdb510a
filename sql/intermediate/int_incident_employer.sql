-- description: The one employer that an incident counts under in the series: its own where it has one, `several_employers`
--   where more were hit, `unknown_pmc` where none is named.
-- grain: One incident.
-- key: incident_id
-- depends: stg_incidents, stg_estimates, int_incident_actors
-- columns:
--   incident_id | The incident
--   employer_id | The employer that the series count it under
--   employer_ids | All employers, after kin and unknown ones are folded into named ones
with incidents as (
    select * from stg_incidents
),

estimates as (
    select * from stg_estimates
),

actors as (
    select * from int_incident_actors
),

-- estimation folds kin and unknown employers before its rules run: where it speaks, it is right
folded as (
    select distinct
        incident_id,
        employer_id
    from estimates
    where scope = 'employer' and victim_group = 'contractor' and employer_id is not null
),

named as (
    select
        incident_id,
        actor_id as employer_id,
        starts_with(actor_id, 'unknown_') as is_unknown,
        bool_and(starts_with(actor_id, 'unknown_')) over (partition by incident_id) as all_unknown
    from actors
    where role = 'employer'
),

told as (
    select
        named.incident_id,
        named.employer_id
    from named
    where
        (named.all_unknown or not named.is_unknown)
        and named.incident_id not in (select folded.incident_id from folded)
),

employers as (
    select * from folded
    union all
    select * from told
),

lists as (
    select
        incident_id,
        list(employer_id order by employer_id) as employer_ids
    from employers
    group by incident_id
)

select
    incidents.incident_id,
    case coalesce(len(lists.employer_ids), 0)
        when 0 then 'unknown_pmc'
        when 1 then lists.employer_ids[1]
        else 'several_employers'
    end as employer_id,
    coalesce(lists.employer_ids, []) as employer_ids
from incidents
left join lists on incidents.incident_id = lists.incident_id;
