-- severity: error
-- because: unknown is null: a nought must come from somebody who denies losses or counts none.
with zeros as (
    select
        incident_id,
        scope,
        victim_group,
        employer_id,
        effect,
        rule_id,
        unnest(case when len(claim_keys) = 0 then [null] else claim_keys end) as claim_key
    from fact_casualty_estimates
    where high = 0
)

select
    zeros.incident_id,
    zeros.scope,
    zeros.victim_group,
    zeros.employer_id,
    zeros.effect,
    zeros.rule_id
from zeros
left join fact_claims as claims on zeros.claim_key = claims.claim_key
group by zeros.incident_id, zeros.scope, zeros.victim_group, zeros.employer_id, zeros.effect, zeros.rule_id
having not coalesce(bool_or(claims.stance = 'denied' or claims.figure_max = 0 or claims.figure_point = 0), false);
