-- description: Estimates as the rules made them, typed.
-- grain: Incident, scope, victim group, employer, effect and rule.
-- key: incident_id, scope, victim_group, employer_id, effect, rule_id
-- depends: raw_estimates
-- columns: Estimates
select
    incident_id,
    scope,
    victim_group,
    employer_id,
    effect,
    rule_id,
    cast(low as integer) as low,
    cast(best as integer) as best,
    cast(high as integer) as high,
    high_is_open,
    contested,
    claim_ids
from raw_estimates;
