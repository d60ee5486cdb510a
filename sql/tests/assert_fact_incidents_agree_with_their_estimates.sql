-- severity: error
-- because: one number must not stand in two places with two values.
with default_estimates as (
    select estimates.*
    from fact_casualty_estimates as estimates
    inner join dim_rule as rules on estimates.rule_key = rules.rule_key and rules.is_default
    where estimates.scope = 'incident' and estimates.effect = 'killed'
)

select
    incidents.incident_id,
    contractors.best as estimated,
    incidents.deaths_contractors_best as shown
from fact_incidents as incidents
left join default_estimates as contractors
    on incidents.incident_id = contractors.incident_id and contractors.victim_group = 'contractor'
left join default_estimates as everybody
    on incidents.incident_id = everybody.incident_id and everybody.victim_group = 'total'
where
    contractors.low is distinct from incidents.deaths_contractors_low
    or contractors.best is distinct from incidents.deaths_contractors_best
    or contractors.high is distinct from incidents.deaths_contractors_high
    or everybody.low is distinct from incidents.low
    or everybody.best is distinct from incidents.best
    or everybody.high is distinct from incidents.high;
