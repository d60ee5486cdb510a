-- description: What each rule makes of the claims of an incident, with the claims it used.
-- grain: Incident, scope, victim group, employer, effect and rule.
-- key: incident_id, scope, victim_group, employer_id, effect, rule_id
-- depends: stg_estimates, dim_rule
-- source: estimation
-- warning: Choose one rule and one scope before summing: scope incident is over all employers, scope employer is one of
--   them, total is everybody. Never add killed to wounded.
-- columns:
--   incident_id | The incident
--   scope | incident: over all employers; employer: one of them
--   victim_group | Whose losses; total is everybody's
--   employer_id | The employer, in scope employer
--   effect | killed, wounded, captured, missing; killed_or_wounded enters no death total
--   rule_id | The rule, see dim_rule
--   rule_key | The rule at its version, see dim_rule
--   low | Lowest figure that the rule supports; null when not said
--   best | The figure that the rule takes; null when not said, or when the rule has none
--   high | Highest figure that the rule supports; null when not said
--   high_is_open | The highest figure is a lower bound (at least so many): more is possible
--   contested | No single value satisfies all tolls, or one is denied
--   n_claims | Claims used
--   claim_keys | The claims used: fact_claims.claim_key
with estimates as (
    select * from stg_estimates
),

rules as (
    select
        rule_id,
        arg_max(rule_key, version) as rule_key
    from dim_rule
    group by rule_id
),

-- one list of claims serves several rules and scopes: each distinct list is read once
claim_lists as (
    select
        claim_ids,
        list_transform(from_json(claim_ids, '["VARCHAR"]'), lambda claim_id: surrogate_key(claim_id)) as claim_keys
    from (select distinct claim_ids from estimates) as distinct_lists
)

select
    estimates.incident_id,
    estimates.scope,
    estimates.victim_group,
    estimates.employer_id,
    estimates.effect,
    estimates.rule_id,
    rules.rule_key,
    estimates.low,
    estimates.best,
    estimates.high,
    estimates.high_is_open,
    estimates.contested,
    cast(len(claim_lists.claim_keys) as integer) as n_claims,
    claim_lists.claim_keys
from estimates
left join rules on estimates.rule_id = rules.rule_id
left join claim_lists on estimates.claim_ids = claim_lists.claim_ids;
