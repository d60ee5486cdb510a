-- severity: error
-- because: claims = linked + quarantined: a claim of a current article that belongs to no incident has vanished from the figures.
select
    claim_id,
    effect,
    victim_group
from fact_claims
where is_current and incident_id is null;
