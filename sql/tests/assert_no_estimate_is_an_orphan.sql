-- severity: error
-- because: an estimate must lead to its incident, its rule and each claim behind it, or its figure cannot be cited.
with estimates as (
    select * from fact_casualty_estimates
),

used_claims as (
    select distinct unnest(claim_keys) as claim_key
    from estimates
)

select
    cast(estimates.incident_id as varchar) as row_id,
    'incident_id' as orphan
from estimates
anti join fact_incidents as incidents on estimates.incident_id = incidents.incident_id
union all
select
    estimates.incident_id || ' ' || estimates.rule_id as row_id,
    'rule_key' as orphan
from estimates
anti join dim_rule as rules on estimates.rule_key = rules.rule_key
union all
select
    cast(used_claims.claim_key as varchar) as row_id,
    'claim_keys' as orphan
from used_claims
anti join fact_claims as claims on used_claims.claim_key = claims.claim_key;
