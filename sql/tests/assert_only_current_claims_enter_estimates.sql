-- severity: error
-- because: a figure that its own article has withdrawn, or that an older version printed, must not be counted.
with lists as (
    select distinct
        incident_id,
        claim_keys
    from fact_casualty_estimates
),

used as (
    select
        incident_id,
        unnest(claim_keys) as claim_key
    from lists
)

select distinct
    used.incident_id,
    claims.claim_id,
    claims.incident_id as claim_is_about,
    claims.is_current,
    claims.cumulative,
    claims.superseded
from used
inner join fact_claims as claims on used.claim_key = claims.claim_key
where
    not claims.is_current
    or claims.cumulative
    or claims.superseded
    or claims.incident_id is distinct from used.incident_id;
