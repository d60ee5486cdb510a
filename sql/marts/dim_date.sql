-- description: The calendar, with the periods that the series use and the month numbers of conflict forecasting.
-- grain: A day.
-- key: date_key
-- depends: stg_incidents, stg_articles, stg_coverage, stg_source_days, stg_mentions
-- source: reckoned
-- warning: Weeks are ISO weeks: the first and last days of a year may belong to a week of the other year.
-- columns:
--   date_key | The day as yyyymmdd
--   day | The day
--   year | Calendar year
--   quarter | Quarter of the year, 1 to 4
--   month | Month of the year, 1 to 12
--   day_of_month | Day of the month, 1 to 31
--   day_of_week | ISO day of the week, 1 is Monday
--   iso_year | Year that the ISO week belongs to
--   iso_week | ISO week, 1 to 53
--   week_start | Monday of the week
--   month_start | First day of the month
--   quarter_start | First day of the quarter
--   year_start | First day of the year
--   month_id | Month number of the VIEWS forecasting project: (year - 1980) * 12 + month
--   days_in_month | Number of days of the month
with incidents as (
    select * from stg_incidents
),

mentions as (
    select * from stg_mentions
),

articles as (
    select * from stg_articles
),

coverage as (
    select * from stg_coverage
),

source_days as (
    select * from stg_source_days
),

days as (
    select date_start as day from incidents
    union all
    select date_end as day from incidents
    union all
    select date_start as day from mentions
    union all
    select date_end as day from mentions
    union all
    select published_on as day from articles
    union all
    select cast(fetched_at as date) as day from articles
    union all
    select date_from as day from coverage
    union all
    select date_to as day from coverage
    union all
    select day from source_days
),

-- whole years; a date that cannot be right must not make a calendar of millions of days
span as (
    select
        date_trunc('year', coalesce(min(day), date '2000-01-01')) as first_day,
        date_trunc('year', coalesce(max(day), date '2000-01-01')) + interval 1 year as end_day
    from days
    where day between date '1900-01-01' and date '2099-12-31'
),

calendar as (
    select cast(unnest(generate_series(first_day, end_day - interval 1 day, interval 1 day)) as date) as day
    from span
)

select
    cast(year(day) * 10000 + month(day) * 100 + day(day) as integer) as date_key,
    day,
    cast(year(day) as integer) as year,
    cast(quarter(day) as integer) as quarter,
    cast(month(day) as integer) as month,
    cast(day(day) as integer) as day_of_month,
    cast(isodow(day) as integer) as day_of_week,
    cast(isoyear(day) as integer) as iso_year,
    cast(week(day) as integer) as iso_week,
    cast(date_trunc('week', day) as date) as week_start,
    cast(date_trunc('month', day) as date) as month_start,
    cast(date_trunc('quarter', day) as date) as quarter_start,
    cast(date_trunc('year', day) as date) as year_start,
    cast((year(day) - 1980) * 12 + month(day) as integer) as month_id,
    cast(day(last_day(day)) as integer) as days_in_month
from calendar
order by day;
