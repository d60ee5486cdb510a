-- severity: error
-- because: seven bodies, including Russians, are not seven Russians: a mixed figure may never count as contractors.
with contractor_estimates as (
    select distinct
        incident_id,
        claim_keys
    from fact_casualty_estimates
    where victim_group = 'contractor' and coalesce(high, best, low) > 0
),

used as (
    select
        incident_id,
        unnest(claim_keys) as claim_key
    from contractor_estimates
)

select distinct
    used.incident_id,
    claims.claim_id,
    claims.victim_group
from used
inner join fact_claims as claims on used.claim_key = claims.claim_key
where claims.victim_group <> 'contractor';
