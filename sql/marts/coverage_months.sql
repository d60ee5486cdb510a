-- description: Where silence means that nothing was reported: months in which a source that covers the country was read on
--   80% of the days, or for which somebody vouches.
-- grain: A country and a month.
-- key: country, month_start
-- depends: fact_incidents, fact_source_days, dim_source, dim_date, dim_article, stg_coverage
-- source: fact_source_days, coverage.csv
-- warning: Outside coverage an empty month is unknown, not zero; so is a month without a row (coverage_periods has a row for each).
-- columns:
--   country | ISO 3166-1 alpha-3
--   month_start | First day of the month
--   month_id | Month number, see dim_date
--   days_in_month | Days of the month
--   best_days_read | Days on which the best source was read, or that are vouched for
--   in_coverage | At least 80% of the days
--   source_id | The source that was read best; null where somebody vouches
--   why | Who vouches for the month, and why; null where a source was read
--   last_ingested | Last UTC day on which anything was fetched, over all sources
with incidents as (
    select * from fact_incidents
),

sources as (
    select * from dim_source
),

calendar as (
    select * from dim_date
),

vouched as (
    select * from stg_coverage
),

ingested as (
    select max(days.day) as last_ingested
    from (
        select cast(max(fetched_at) as date) as day from dim_article
        union all
        select max(day) as day from fact_source_days
        where ok > 0
    ) as days
),

known_countries as (
    select country from incidents
    where country is not null
    union
    select country from vouched
    where country <> '*'
),

listed as (
    select
        sources.source_key,
        sources.source_id,
        unnest(sources.countries) as country
    from sources
),

read_days as (
    select
        source_key,
        day
    from fact_source_days
    where ok > 0
),

read_months as (
    select
        source_key,
        cast(date_trunc('month', day) as date) as month_start,
        count(distinct day) as days_read
    from read_days
    group by source_key, cast(date_trunc('month', day) as date)
),

by_source as (
    select
        known_countries.country,
        read_months.month_start,
        arg_max(listed.source_id, (read_months.days_read, listed.source_id)) as source_id,
        max(read_months.days_read) as days_read
    from listed
    inner join read_months on listed.source_key = read_months.source_key
    inner join known_countries on listed.country = known_countries.country or listed.country = '*'
    group by known_countries.country, read_months.month_start
),

by_hand as (
    select
        known_countries.country,
        calendar.month_start,
        min(vouched.why) as why,
        count(distinct calendar.day) as days_read
    from vouched
    inner join known_countries on vouched.country = known_countries.country or vouched.country = '*'
    inner join calendar on calendar.day between vouched.date_from and vouched.date_to
    group by known_countries.country, calendar.month_start
),

months as (
    select distinct
        month_start,
        month_id,
        days_in_month
    from calendar
),

either as (
    select
        coalesce(by_source.country, by_hand.country) as country,
        coalesce(by_source.month_start, by_hand.month_start) as month_start,
        greatest(coalesce(by_source.days_read, 0), coalesce(by_hand.days_read, 0)) as best_days_read,
        case when coalesce(by_source.days_read, 0) >= coalesce(by_hand.days_read, 0) then by_source.source_id end as source_id,
        case when coalesce(by_hand.days_read, 0) > coalesce(by_source.days_read, 0) then by_hand.why end as why
    from by_source
    full join by_hand on by_source.country = by_hand.country and by_source.month_start = by_hand.month_start
)

select
    either.country,
    either.month_start,
    months.month_id,
    months.days_in_month,
    cast(either.best_days_read as integer) as best_days_read,
    either.best_days_read >= 0.8 * months.days_in_month as in_coverage,
    either.source_id,
    either.why,
    ingested.last_ingested
from either
inner join months on either.month_start = months.month_start
cross join ingested
order by either.country, either.month_start;
