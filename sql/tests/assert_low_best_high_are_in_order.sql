-- severity: error
-- because: a best figure outside its own range is a mistake of a rule, and every chart of it is wrong.
select
    incident_id,
    scope,
    victim_group,
    employer_id,
    effect,
    rule_id,
    low,
    best,
    high
from fact_casualty_estimates
where low > best or best > high or low > high;
