-- description: Contractors' losses month by month with what has added up: since the first, and over the last 3 and 12 months.
-- grain: A month, an employer, a country and an effect.
-- key: month, employer_id, country, effect
-- depends: losses_monthly
-- source: fact_incidents
-- warning: Filter on one effect before summing. Incidents without a month are not in it: see losses_monthly where month is null.
-- columns:
--   month | First day of the month
--   employer_id | The employer; several_employers or unknown_pmc where there is not just one
--   employer_line_id | Its succession
--   country | ISO 3166-1 alpha-3; null when unknown
--   effect | killed, wounded, captured, missing, killed_or_wounded
--   best | Best figure of the month, as in losses_monthly
--   cumulative_low | Sum of low from the first month to this one
--   cumulative_best | Sum of best from the first month to this one
--   cumulative_high | Sum of high from the first month to this one
--   cumulative_incidents | Incidents from the first month to this one
--   rolling_3_months_best | Sum of best over this month and the two before; null where none of them is known
--   rolling_12_months_best | Sum of best over this month and the eleven before; null where none of them is known
--   cumulative_unknown | Incidents from the first month to this one that have no best figure
--   covered_months_of_12 | How many of the last twelve months were in coverage
--   in_coverage | The month is in coverage
with months as (
    select * from losses_monthly
    where month is not null
)

select
    month,
    employer_id,
    employer_line_id,
    country,
    effect,
    best,
    cast(sum(low) over so_far as bigint) as cumulative_low,
    cast(sum(best) over so_far as bigint) as cumulative_best,
    cast(sum(high) over so_far as bigint) as cumulative_high,
    cast(sum(n_incidents) over so_far as bigint) as cumulative_incidents,
    cast(sum(best) over quarter_back as bigint) as rolling_3_months_best,
    cast(sum(best) over year_back as bigint) as rolling_12_months_best,
    cast(sum(n_unknown) over so_far as bigint) as cumulative_unknown,
    count(*) filter (where in_coverage) over year_back as covered_months_of_12,
    in_coverage
from months
window
    so_far as (
        partition by employer_id, employer_line_id, country, effect
        order by month
        rows between unbounded preceding and current row
    ),
    quarter_back as (
        partition by employer_id, employer_line_id, country, effect
        order by month
        range between interval 2 month preceding and current row
    ),
    year_back as (
        partition by employer_id, employer_line_id, country, effect
        order by month
        range between interval 11 month preceding and current row
    );
