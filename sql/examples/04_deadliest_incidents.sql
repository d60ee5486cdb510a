-- question: Which are the ten deadliest incidents, and how sure are they?
-- answer: Ten rows at most, the deadliest first.
-- columns: incident_id, date_start, country, place, employers, low, best, high, grade, n_independent_sources
select
    incident_id,
    date_start,
    country,
    place,
    employers,
    deaths_contractors_low as low,
    deaths_contractors_best as best,
    deaths_contractors_high as high,
    grade,
    n_independent_sources
from incidents_wide
where deaths_contractors_best is not null
order by deaths_contractors_best desc, incident_id asc
limit 10;
