-- question: How have the deaths of contractors added up, over all countries?
-- answer: One row per month with the running total.
-- columns: month, best, cumulative_best
with months as (
    select
        month,
        sum(best) as best
    from losses_monthly
    where effect = 'killed' and month is not null
    group by month
)

select
    month,
    best,
    sum(best) over (order by month) as cumulative_best
from months
order by month;
