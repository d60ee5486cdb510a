-- question: Where do the figures contradict each other most?
-- answer: One row per contested incident and effect, the widest gap first.
-- columns: incident_id, effect, lowest_claimed, lowest_claimant, highest_claimed, highest_claimant, n_denials
select
    incident_id,
    effect,
    lowest_claimed,
    lowest_claimant,
    highest_claimed,
    highest_claimant,
    n_denials
from incidents_contested
order by highest_claimed - lowest_claimed desc nulls last, incident_id asc, effect asc
limit 50;
