-- severity: error
-- because: an incident that leads to no place, day, actor or article drops out of joins, and sums fall short unseen.
with incidents as (
    select * from fact_incidents
),

parties as (
    select
        incident_id,
        unnest(list_concat(employer_ids, perpetrator_ids, [employer_id])) as actor_id
    from incidents
)

select
    incidents.incident_id,
    'location_key' as orphan
from incidents
anti join dim_location as locations on incidents.location_key = locations.location_key
where coalesce(incidents.country, incidents.place) is not null
union all
select
    incidents.incident_id,
    'date_start_key' as orphan
from incidents
anti join dim_date as days on incidents.date_start_key = days.date_key
where incidents.date_start is not null
union all
select
    incidents.incident_id,
    'date_end_key' as orphan
from incidents
anti join dim_date as days on incidents.date_end_key = days.date_key
where incidents.date_end is not null
union all
select
    parties.incident_id,
    'actor ' || parties.actor_id as orphan
from parties
anti join dim_actor as actors on parties.actor_id = actors.actor_id
union all
select
    incidents.incident_id,
    'no article' as orphan
from incidents
anti join bridge_incident_article as bridge on incidents.incident_id = bridge.incident_id;
