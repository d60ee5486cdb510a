-- question: What did later releases change, and in which direction?
-- answer: One row per change of an incident, the newest first.
-- columns: incident_id, revised_at, change, best_before, best_after, best_difference, why
select
    incident_id,
    revised_at,
    change,
    best_before,
    best_after,
    best_difference,
    why
from revisions
order by revised_at desc, incident_id asc;
