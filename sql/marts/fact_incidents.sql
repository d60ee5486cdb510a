-- description: Incidents in which foreign contractors were hit, with the figures of the default rule.
-- grain: One resolved incident, as now known.
-- key: incident_id
-- depends: stg_incidents, stg_measures, int_incident_actors, int_incident_employer, fact_casualty_estimates, dim_rule,
--   dim_location, dim_actor, bridge_incident_article, dim_article
-- source: resolution, estimation
-- warning: Null is unknown, not zero. low, best and high count all dead of the incident; contractors have columns of
--   their own. Never add killed to wounded.
-- columns:
--   incident_id | Opaque, stable id
--   event_type | ambush, armed_clash, attack_on_base, ied, suicide_bombing, shelling_missile, air_drone_strike, …
--   date_start | Earliest possible day; null when unknown
--   date_end | Latest possible day
--   date_prec | UCDP GED: 1 the day, 2 within 2-6 days, 3 the week, 4 the month, 5 longer
--   date_start_key | date_start in dim_date
--   date_end_key | date_end in dim_date
--   location_key | The place, see dim_location; null when nothing is known of it
--   country | ISO 3166-1 alpha-3; null when unknown
--   adm_1 | First-order division
--   place | Place
--   latitude | Degrees north
--   longitude | Degrees east
--   where_prec | UCDP GED: 1 exact, 2 near, 3 second-order division, 4 first-order, 5 line or vague, 6 country, 7 international
--   priogrid_gid | PRIO-GRID cell; null for summary incidents and places coarser than where_prec 3
--   employer_id | The employer that the series count it under: several_employers or unknown_pmc where there is not just one
--   employer_ids | All employers whose people were hit, kin and unknown ones folded into named ones
--   employers | Their names, joined by commas; null where none is named
--   perpetrator_id | The attacker most often named; null when none is
--   perpetrator_ids | All attackers named, the most often named first
--   perpetrators | Their names, joined by commas, the most often named first; null where none is named
--   low | Killed, everybody: lowest
--   best | Killed, everybody: best = sides + unknown
--   high | Killed, everybody: highest
--   deaths_contractors_low | Contractors killed: lowest
--   deaths_contractors_best | Contractors killed: best
--   deaths_contractors_high | Contractors killed: highest
--   deaths_state_forces | State forces killed, best
--   deaths_rebels | Members of non-state armed groups killed, best
--   deaths_civilians | Civilians killed, best
--   deaths_unknown | Killed of whom no source says which side they were on: best - sum of sides
--   wounded_contractors_low | Contractors wounded: lowest
--   wounded_contractors_best | Contractors wounded: best
--   wounded_contractors_high | Contractors wounded: highest
--   captured_contractors_low | Contractors captured: lowest
--   captured_contractors_best | Contractors captured: best
--   captured_contractors_high | Contractors captured: highest
--   missing_contractors_low | Contractors missing: lowest
--   missing_contractors_best | Contractors missing: best
--   missing_contractors_high | Contractors missing: highest
--   high_is_open | deaths_contractors_high is a lower bound (at least so many): more is possible
--   figures_contested | No single value satisfies all tolls, or one is denied
--   grade | Airwars: confirmed, fair, weak, contested, discounted
--   number_of_sources | Distinct publishers
--   n_independent_sources | Distinct claimants; with none, the wire group
--   n_articles | Current article versions that tell of it, background included
--   is_summary | Over more than a week, or over places that cannot be told apart: never pinned to one cell
--   disputed_event | Parties dispute that it happened or by whom
--   first_reported_at | Earliest publication (else fetching) of an article that tells of it, UTC
--   last_reported_at | Latest publication (else fetching) of an article that tells of it, UTC
with incidents as (
    select
        *,
        location_id_of(geonameid, country, adm_1, place, latitude, longitude, where_prec) as location_id
    from stg_incidents
),

measures as (
    select * from stg_measures
),

incident_actors as (
    select * from int_incident_actors
),

incident_employer as (
    select * from int_incident_employer
),

locations as (
    select * from dim_location
),

default_rules as (
    select rule_id from dim_rule
    where is_default
),

estimates as (
    select *
    from fact_casualty_estimates
    where
        scope = 'incident'
        and effect <> 'killed_or_wounded'
        and rule_id in (select default_rules.rule_id from default_rules)
),

figures as (
    select
        incident_id,
        max(low) filter (where victim_group = 'total' and effect = 'killed') as low,
        max(best) filter (where victim_group = 'total' and effect = 'killed') as best,
        max(high) filter (where victim_group = 'total' and effect = 'killed') as high,
        max(low) filter (where victim_group = 'contractor' and effect = 'killed') as killed_low,
        max(best) filter (where victim_group = 'contractor' and effect = 'killed') as killed_best,
        max(high) filter (where victim_group = 'contractor' and effect = 'killed') as killed_high,
        max(best) filter (where victim_group = 'state_forces' and effect = 'killed') as state_forces,
        max(best) filter (where victim_group = 'rebel' and effect = 'killed') as rebels,
        max(best) filter (where victim_group = 'civilian' and effect = 'killed') as civilians,
        max(low) filter (where victim_group = 'contractor' and effect = 'wounded') as wounded_low,
        max(best) filter (where victim_group = 'contractor' and effect = 'wounded') as wounded_best,
        max(high) filter (where victim_group = 'contractor' and effect = 'wounded') as wounded_high,
        max(low) filter (where victim_group = 'contractor' and effect = 'captured') as captured_low,
        max(best) filter (where victim_group = 'contractor' and effect = 'captured') as captured_best,
        max(high) filter (where victim_group = 'contractor' and effect = 'captured') as captured_high,
        max(low) filter (where victim_group = 'contractor' and effect = 'missing') as missing_low,
        max(best) filter (where victim_group = 'contractor' and effect = 'missing') as missing_best,
        max(high) filter (where victim_group = 'contractor' and effect = 'missing') as missing_high,
        coalesce(
            bool_or(high_is_open) filter (where victim_group = 'contractor' and effect = 'killed'), false
        ) as high_is_open,
        coalesce(bool_or(contested) filter (where victim_group = 'contractor'), false) as contested
    from estimates
    group by incident_id
),

names as (
    select
        actor_id,
        min(name) as name
    from dim_actor
    group by actor_id
),

attackers as (
    select
        incident_actors.incident_id,
        list(incident_actors.actor_id order by incident_actors.position, incident_actors.actor_id) as perpetrator_ids,
        string_agg(names.name, ', ' order by incident_actors.position, incident_actors.actor_id) as perpetrators
    from incident_actors
    left join names on incident_actors.actor_id = names.actor_id
    where incident_actors.role = 'perpetrator'
    group by incident_actors.incident_id
),

-- few sets of employers come again and again: each is named once
employer_sets as (
    select distinct employer_ids from incident_employer
),

employer_members as (
    select
        employer_ids,
        unnest(employer_ids) as actor_id
    from employer_sets
),

employer_names as (
    select
        employer_members.employer_ids,
        string_agg(names.name, ', ' order by names.name) as employers
    from employer_members
    left join names on employer_members.actor_id = names.actor_id
    group by employer_members.employer_ids
),

reports as (
    select
        bridge.incident_id,
        cast(count(*) as integer) as n_articles,
        max(coalesce(cast(articles.published_on as timestamp), articles.fetched_at)) as last_reported_at
    from bridge_incident_article as bridge
    inner join dim_article as articles on bridge.article_version_key = articles.article_version_key
    group by bridge.incident_id
)

select
    incidents.incident_id,
    incidents.event_type,
    incidents.date_start,
    incidents.date_end,
    incidents.date_prec,
    cast(strftime(incidents.date_start, '%Y%m%d') as integer) as date_start_key,
    cast(strftime(incidents.date_end, '%Y%m%d') as integer) as date_end_key,
    locations.location_key,
    incidents.country,
    incidents.adm_1,
    incidents.place,
    incidents.latitude,
    incidents.longitude,
    incidents.where_prec,
    case when not incidents.is_summary and incidents.where_prec <= 3 then locations.priogrid_gid end as priogrid_gid,
    incident_employer.employer_id,
    incident_employer.employer_ids,
    employer_names.employers,
    attackers.perpetrator_ids[1] as perpetrator_id,
    coalesce(attackers.perpetrator_ids, []) as perpetrator_ids,
    attackers.perpetrators,
    figures.low,
    figures.best,
    figures.high,
    figures.killed_low as deaths_contractors_low,
    figures.killed_best as deaths_contractors_best,
    figures.killed_high as deaths_contractors_high,
    figures.state_forces as deaths_state_forces,
    figures.rebels as deaths_rebels,
    figures.civilians as deaths_civilians,
    figures.best - (
        coalesce(figures.killed_best, 0) + coalesce(figures.state_forces, 0)
        + coalesce(figures.rebels, 0) + coalesce(figures.civilians, 0)
    ) as deaths_unknown,
    figures.wounded_low as wounded_contractors_low,
    figures.wounded_best as wounded_contractors_best,
    figures.wounded_high as wounded_contractors_high,
    figures.captured_low as captured_contractors_low,
    figures.captured_best as captured_contractors_best,
    figures.captured_high as captured_contractors_high,
    figures.missing_low as missing_contractors_low,
    figures.missing_best as missing_contractors_best,
    figures.missing_high as missing_contractors_high,
    coalesce(figures.high_is_open, false) as high_is_open,
    coalesce(measures.figures_contested, figures.contested, false) as figures_contested,
    measures.grade,
    measures.number_of_sources,
    measures.n_independent_sources,
    coalesce(reports.n_articles, 0) as n_articles,
    incidents.is_summary,
    incidents.disputed_event,
    incidents.first_reported_at,
    reports.last_reported_at
from incidents
inner join incident_employer on incidents.incident_id = incident_employer.incident_id
left join locations on incidents.location_id = locations.location_id
left join figures on incidents.incident_id = figures.incident_id
left join employer_names on incident_employer.employer_ids = employer_names.employer_ids
left join attackers on incidents.incident_id = attackers.incident_id
left join reports on incidents.incident_id = reports.incident_id
left join measures on incidents.incident_id = measures.incident_id
order by incidents.date_start, incidents.incident_id;
