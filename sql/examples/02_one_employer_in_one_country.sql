-- question: What is the quarterly series for Wagner Group in Mali, zeros where Mali was covered?
-- answer: One row per quarter; best is 0 only inside coverage, null outside.
-- columns: period_start, low, best, high, in_coverage
select
    period_start,
    low,
    best,
    high,
    in_coverage
from losses(period := 'quarter', employer := 'wagner_group', country := 'MLI')
where effect = 'killed'
order by period_start;
