-- question: What is the country-month panel that a forecasting model takes?
-- answer: One row per country and month, with VIEWS month_id and coverage.
-- columns: country, gwno, month_id, killed_low, killed_best, killed_high, n_incidents, in_coverage
select
    country,
    gwno,
    month_id,
    killed_low,
    killed_best,
    killed_high,
    n_incidents,
    in_coverage
from country_months
order by country, month_id;
