-- description: Incidents whose figures contradict each other, or that are denied or disputed, with who says what.
-- grain: One contested incident and effect on contractors.
-- key: incident_id, effect
-- depends: fact_incidents, fact_claims
-- source: fact_claims
-- warning: What is claimed is no estimate: low, best and high stand in fact_incidents.
-- columns:
--   incident_id | The incident
--   date_start | Earliest possible day
--   country | ISO 3166-1 alpha-3
--   effect | killed, wounded, captured, missing, killed_or_wounded
--   lowest_claimed | The lowest number that anybody gives
--   lowest_claimant | Who gives it; null is an article's own voice
--   highest_claimed | The highest number that anybody gives
--   highest_claimant | Who gives it; null is an article's own voice
--   n_claims | Claims about it in current articles
--   n_denials | Of these, denials
--   n_claimants | Distinct claimants
--   grade | Airwars: confirmed, fair, weak, contested, discounted
--   disputed_event | Parties dispute that it happened or by whom
with incidents as (
    select * from fact_incidents
    where figures_contested or disputed_event
),

claims as (
    select
        *,
        coalesce(figure_point, figure_min, figure_max) as figure
    from fact_claims
    where
        victim_group = 'contractor'
        and is_current
        and not cumulative
        and not superseded
        and part_of_key is null
        and incident_id in (select incidents.incident_id from incidents)
),

told as (
    select
        incident_id,
        effect,
        min(figure) filter (where stance <> 'denied') as lowest_claimed,
        arg_min(claimant, figure) filter (where stance <> 'denied') as lowest_claimant,
        max(figure) filter (where stance <> 'denied') as highest_claimed,
        arg_max(claimant, figure) filter (where stance <> 'denied') as highest_claimant,
        count(*) as n_claims,
        count(*) filter (where stance = 'denied') as n_denials,
        count(distinct coalesce(claimant_id, lower(claimant))) as n_claimants
    from claims
    group by incident_id, effect
)

select
    incidents.incident_id,
    incidents.date_start,
    incidents.country,
    told.effect,
    told.lowest_claimed,
    told.lowest_claimant,
    told.highest_claimed,
    told.highest_claimant,
    told.n_claims,
    told.n_denials,
    told.n_claimants,
    incidents.grade,
    incidents.disputed_event
from incidents
inner join told on incidents.incident_id = told.incident_id;
