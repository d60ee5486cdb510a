-- question: What is the twelve-month sum of deaths per employer and country, and how much of it is covered?
-- answer: One row per month, employer and country with losses in the twelve months.
-- columns: month, employer_id, country, rolling_12_months_best, covered_months_of_12
select
    month,
    employer_id,
    country,
    rolling_12_months_best,
    covered_months_of_12
from losses_cumulative
where effect = 'killed' and rolling_12_months_best > 0
order by month, employer_id, country;
