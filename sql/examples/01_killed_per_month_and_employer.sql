-- question: How many contractors were killed each month, per employer, with the range?
-- answer: One row per month and employer with losses.
-- columns: month, employer_id, low, best, high, n_incidents
select
    month,
    employer_id,
    sum(low) as low,
    sum(best) as best,
    sum(high) as high,
    sum(n_incidents) as n_incidents
from losses_monthly
where effect = 'killed' and n_incidents > 0
group by month, employer_id
order by month, employer_id;
