-- severity: error
-- because: total deaths must be those of the sides and of the unknown, or analysts who add the columns get another total.
select
    incident_id,
    best,
    deaths_contractors_best,
    deaths_state_forces,
    deaths_rebels,
    deaths_civilians,
    deaths_unknown
from fact_incidents
where
    deaths_unknown < 0
    or (best is null) <> (deaths_unknown is null)
    or best <> coalesce(deaths_contractors_best, 0) + coalesce(deaths_state_forces, 0) + coalesce(deaths_rebels, 0)
    + coalesce(deaths_civilians, 0) + deaths_unknown;
