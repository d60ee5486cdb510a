-- description: The periods of the series, with whether silence about a country means zero: from the first loss or covered month
--   to the last day on which anything was fetched.
-- grain: A period (a day, a week, …) and a country.
-- key: period, period_start, country
-- depends: coverage_months, fact_incidents, fact_incident_losses, dim_date, dim_article
-- source: coverage_months
-- columns:
--   period | day, week, month, quarter, year
--   period_start | First day of the period
--   country | ISO 3166-1 alpha-3
--   in_coverage | Each month that the period touches is in coverage; days and weeks also end by last_ingested
--   last_ingested | Last UTC day on which anything was fetched, over all sources
with covered_months as (
    select * from coverage_months
    where in_coverage
),

incidents as (
    select * from fact_incidents
),

losses as (
    select * from fact_incident_losses
),

articles as (
    select * from dim_article
),

calendar as (
    select * from dim_date
),

ingested as (
    select
        coalesce(
            (select max(coverage_months.last_ingested) from coverage_months),
            (select cast(max(articles.fetched_at) as date) from articles)
        ) as last_ingested
),

countries as (
    select country from incidents
    where country is not null
    union
    select country from covered_months
),

span as (
    select
        date_trunc('year', least(min(losses.year_start), (select min(month_start) from covered_months))) as first_day,
        greatest(
            max(incidents.date_end),
            any_value(ingested.last_ingested),
            (select max(last_day(month_start)) from covered_months)
        ) as last_day
    from ingested
    left join incidents on true
    left join losses on incidents.incident_id = losses.incident_id
),

days as (
    select
        calendar.*,
        countries.country,
        ingested.last_ingested,
        covered_months.country is not null as month_covered,
        covered_months.country is not null and calendar.day <= ingested.last_ingested as day_covered
    from calendar
    inner join span on calendar.day between span.first_day and span.last_day
    cross join countries
    cross join ingested
    left join covered_months
        on calendar.month_start = covered_months.month_start and countries.country = covered_months.country
),

periods as (
    select
        'day' as period,
        day as period_start,
        country,
        day_covered as in_coverage,
        last_ingested
    from days
    union all
    select
        'week' as period,
        week_start as period_start,
        country,
        bool_and(day_covered) as in_coverage,
        any_value(last_ingested) as last_ingested
    from days
    group by week_start, country
    union all
    select
        'month' as period,
        month_start as period_start,
        country,
        bool_and(month_covered) as in_coverage,
        any_value(last_ingested) as last_ingested
    from days
    group by month_start, country
    union all
    select
        'quarter' as period,
        quarter_start as period_start,
        country,
        bool_and(month_covered) and count(distinct month_start) = 3 as in_coverage,
        any_value(last_ingested) as last_ingested
    from days
    group by quarter_start, country
    union all
    select
        'year' as period,
        year_start as period_start,
        country,
        bool_and(month_covered) and count(distinct month_start) = 12 as in_coverage,
        any_value(last_ingested) as last_ingested
    from days
    group by year_start, country
)

select
    period,
    period_start,
    country,
    in_coverage,
    last_ingested
from periods
order by period, country, period_start;
