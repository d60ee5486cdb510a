-- description: Incidents under the column names and codes of ACLED, for people who join with it or reuse their code.
-- grain: One resolved incident.
-- key: event_id_cnty
-- depends: fact_incidents, fact_casualty_estimates, dim_country, dim_actor, bridge_incident_article, dim_article, dim_source
-- source: fact_incidents; names and codes of the ACLED codebook
-- warning: These are no ACLED events: ids and actors are ours. fatalities follows acled_conservative, all dead together;
--   ACLED writes 0 where nothing is known, this has null.
-- columns:
--   event_id_cnty | incident_id
--   event_date | Earliest possible day
--   year | Year of event_date
--   time_precision | ACLED: 1 the day, 2 the week, 3 the month or wider
--   disorder_type | ACLED disorder type
--   event_type | ACLED event type; null where ours has no counterpart
--   sub_event_type | ACLED sub-event type; null where ours has no counterpart
--   actor1 | The attacker most often named
--   assoc_actor_1 | Other attackers
--   inter1 | ACLED's code of actor1: 1 state forces, 2 rebel group, 8 external or other forces
--   actor2 | The employer whose people were hit
--   assoc_actor_2 | Other employers
--   inter2 | ACLED's code of actor2: 8, external or other forces
--   interaction | inter1 and inter2, the smaller first
--   iso | ISO 3166-1 numeric
--   region | Region of ACLED
--   country | English name
--   admin1 | First-order division
--   location | Place; the division or the country where no place is known
--   latitude | Degrees north
--   longitude | Degrees east
--   geo_precision | ACLED: 1 the place, 2 part of a region, 3 a wider region
--   source | Publishers, joined by semicolons
--   notes | Title of the article published first
--   fatalities | All killed by acled_conservative; null when unknown
--   timestamp | First report as a Unix time
with incidents as (
    select * from fact_incidents
),

countries as (
    select * from dim_country
),

conservative as (
    select
        incident_id,
        best as fatalities
    from fact_casualty_estimates
    where rule_id = 'acled_conservative' and scope = 'incident' and victim_group = 'total' and effect = 'killed'
),

actors as (
    select
        actor_id,
        min(name) as name,
        min(actor_type) as actor_type
    from dim_actor
    group by actor_id
),

parties as (
    select
        incident_id,
        1 as side,
        unnest(perpetrator_ids) as actor_id,
        unnest(range(1, len(perpetrator_ids) + 1)) as position
    from incidents
    union all
    select
        incident_id,
        2 as side,
        unnest(employer_ids) as actor_id,
        unnest(range(1, len(employer_ids) + 1)) as position
    from incidents
),

sides as (
    select
        parties.incident_id,
        max(actors.name) filter (where parties.side = 1 and parties.position = 1) as actor1,
        string_agg(actors.name, '; ' order by parties.position) filter (where parties.side = 1 and parties.position > 1) as assoc_actor_1,
        max(
            case actors.actor_type when 'state_forces' then 1 when 'rebel' then 2 when 'pmc' then 8 end
        ) filter (where parties.side = 1 and parties.position = 1) as inter1,
        max(actors.name) filter (where parties.side = 2 and parties.position = 1) as actor2,
        string_agg(actors.name, '; ' order by parties.position) filter (where parties.side = 2 and parties.position > 1) as assoc_actor_2
    from parties
    inner join actors on parties.actor_id = actors.actor_id
    group by parties.incident_id
),

reports as (
    select
        bridge.incident_id,
        articles.title,
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
        string_agg(distinct publisher, '; ' order by publisher) as source,
        arg_min(title, turn) as notes
    from reports
    group by incident_id
),

coded as (
    select
        *,
        case
            when event_type in ('ambush', 'armed_clash', 'attack_on_base', 'mutiny_insider') then 'Battles'
            when event_type in ('ied', 'suicide_bombing', 'shelling_missile', 'air_drone_strike') then 'Explosions/Remote violence'
            when event_type = 'abduction_execution' then 'Violence against civilians'
        end as acled_event_type,
        case event_type
            when 'ambush' then 'Armed clash'
            when 'armed_clash' then 'Armed clash'
            when 'attack_on_base' then 'Armed clash'
            when 'mutiny_insider' then 'Armed clash'
            when 'ied' then 'Remote explosive/landmine/IED'
            when 'suicide_bombing' then 'Suicide bomb'
            when 'shelling_missile' then 'Shelling/artillery/missile attack'
            when 'air_drone_strike' then 'Air/drone strike'
            when 'abduction_execution' then 'Abduction/forced disappearance'
        end as acled_sub_event_type
    from incidents
)

select
    coded.incident_id as event_id_cnty,
    coded.date_start as event_date,
    cast(year(coded.date_start) as integer) as year,
    case coded.date_prec when 1 then 1 when 2 then 2 when 3 then 2 when 4 then 3 when 5 then 3 end as time_precision,
    case when coded.acled_event_type is not null then 'Political violence' end as disorder_type,
    coded.acled_event_type as event_type,
    coded.acled_sub_event_type as sub_event_type,
    sides.actor1,
    sides.assoc_actor_1,
    cast(sides.inter1 as integer) as inter1,
    sides.actor2,
    sides.assoc_actor_2,
    8 as inter2,
    cast(coalesce(sides.inter1, 0) * 10 + 8 as integer) as interaction,
    countries.iso_numeric as iso,
    countries.acled_region as region,
    countries.name as country,
    coded.adm_1 as admin1,
    coalesce(coded.place, coded.adm_1, countries.name) as location,
    coded.latitude,
    coded.longitude,
    case
        when coded.where_prec = 1 then 1
        when coded.where_prec in (2, 3) then 2
        when coded.where_prec is not null then 3
    end as geo_precision,
    cited.source,
    cited.notes,
    conservative.fatalities,
    cast(epoch(coded.first_reported_at) as bigint) as timestamp
from coded
left join countries on coded.country = countries.iso3
left join conservative on coded.incident_id = conservative.incident_id
left join sides on coded.incident_id = sides.incident_id
left join cited on coded.incident_id = cited.incident_id;
