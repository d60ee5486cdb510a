-- description: Incidents under the column names of UCDP GED, for people who join with it or reuse their code.
-- grain: One resolved incident.
-- key: id
-- depends: fact_incidents, dim_actor, dim_country, bridge_incident_article, dim_article, dim_source, dim_location
-- source: fact_incidents; names and codes of the UCDP GED codebook, version 24.1
-- warning: These are no UCDP events: id is ours, side_a is the contractors and whoever fought beside them, and an event needs no
--   organised actor, no dead and no single day to be in it. GED has no nulls in its counts, this has: unknown is null.
-- columns:
--   id | Number of the incident: the digits of incident_id
--   relid | incident_id
--   year | Year of date_start
--   code_status | Clear where at least two independent sources agree, else Check
--   type_of_violence | As GED would class it by who fought whom: 1 (state-based) where the attacker or a party on the contractors'
--     side is a state, its forces or its company; 3 (one-sided) where a known attacker killed people in his hands; else null
--   side_a | Employers of the contractors hit
--   side_b | Attackers
--   number_of_sources | Distinct publishers
--   source_article | Titles of the articles, with publisher and date, joined by semicolons
--   source_office | Publishers, joined by semicolons
--   source_date | First publication date
--   source_headline | Title of the article published first
--   where_prec | UCDP GED precision of the place
--   where_coordinates | The place, the division, or the country
--   adm_1 | First-order division
--   latitude | Degrees north
--   longitude | Degrees east
--   geom_wkt | The point as well-known text
--   priogrid_gid | PRIO-GRID cell of the coordinates
--   country | English name
--   country_id | Gleditsch and Ward state number
--   region | Region of UCDP GED
--   event_clarity | 1 where the day is known and somebody counts, 2 for summaries and wider dates
--   date_prec | UCDP GED precision of the date
--   date_start | Earliest possible day
--   date_end | Latest possible day
--   deaths_a | Killed on side A: contractors and state forces, best; null where neither is known
--   deaths_b | Killed on side B: non-state armed groups, best
--   deaths_civilians | Civilians killed, best
--   deaths_unknown | Killed, side unknown
--   best | All killed, best
--   high | All killed, high
--   low | All killed, low
with incidents as (
    select * from fact_incidents
),

countries as (
    select * from dim_country
),

locations as (
    select * from dim_location
),

actors as (
    select
        actor_id,
        min(actor_type) as actor_type,
        min(principal_id) as principal_id
    from dim_actor
    group by actor_id
),

reports as (
    select
        bridge.incident_id,
        articles.title,
        articles.published_on,
        sources.name as publisher,
        -- in order of publication, then of archiving
        cast(epoch(coalesce(cast(articles.published_on as timestamp), articles.fetched_at)) as bigint) * 1000000000
        + articles.archive_sequence as turn
    from bridge_incident_article as bridge
    inner join dim_article as articles on bridge.article_version_key = articles.article_version_key
    left join dim_source as sources on articles.source_key = sources.source_key
),

cited as (
    select
        incident_id,
        string_agg(
            concat_ws(', ', title, publisher, cast(published_on as varchar)), '; ' order by turn
        ) as source_article,
        string_agg(publisher, '; ' order by turn) as source_office,
        min(published_on) as source_date,
        arg_min(title, turn) as source_headline
    from reports
    group by incident_id
)

select
    cast(replace(incidents.incident_id, 'CL-', '') as bigint) as id,
    incidents.incident_id as relid,
    cast(year(incidents.date_start) as integer) as year,
    case when incidents.n_independent_sources >= 2 and not incidents.figures_contested then 'Clear' else 'Check' end as code_status,
    cast(
        case
            when attackers.actor_type is null or attackers.actor_type not in ('rebel', 'state_forces', 'pmc') then null
            when incidents.event_type = 'abduction_execution' then 3
            when attackers.actor_type = 'state_forces' then 1
            when incidents.deaths_state_forces is not null or employers.principal_id is not null then 1
        end as integer
    ) as type_of_violence,
    incidents.employers as side_a,
    incidents.perpetrators as side_b,
    incidents.number_of_sources,
    cited.source_article,
    cited.source_office,
    cited.source_date,
    cited.source_headline,
    incidents.where_prec,
    coalesce(incidents.place, incidents.adm_1, countries.name) as where_coordinates,
    incidents.adm_1,
    incidents.latitude,
    incidents.longitude,
    case when incidents.latitude is not null then 'POINT (' || incidents.longitude || ' ' || incidents.latitude || ')' end as geom_wkt,
    locations.priogrid_gid,
    countries.name as country,
    countries.gwno as country_id,
    countries.ged_region as region,
    case when incidents.date_prec = 1 and not incidents.is_summary and incidents.best is not null then 1 else 2 end as event_clarity,
    incidents.date_prec,
    incidents.date_start,
    incidents.date_end,
    case
        when coalesce(incidents.deaths_contractors_best, incidents.deaths_state_forces) is not null
            then coalesce(incidents.deaths_contractors_best, 0) + coalesce(incidents.deaths_state_forces, 0)
    end as deaths_a,
    incidents.deaths_rebels as deaths_b,
    incidents.deaths_civilians,
    incidents.deaths_unknown,
    incidents.best,
    incidents.high,
    incidents.low
from incidents
left join countries on incidents.country = countries.iso3
left join locations on incidents.location_key = locations.location_key
left join actors as attackers on incidents.perpetrator_id = attackers.actor_id
left join actors as employers on incidents.employer_ids[1] = employers.actor_id
left join cited on incidents.incident_id = cited.incident_id;
