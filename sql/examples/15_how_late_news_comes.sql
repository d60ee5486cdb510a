-- question: How long after an incident does the first report come, by country?
-- answer: One row per country with the median delay in days.
-- columns: country, incidents, median_days_late
select
    country,
    count(*) as incidents,
    median(date_diff('day', date_start, cast(first_reported_at as date))) as median_days_late
from fact_incidents
where date_prec = 1 and first_reported_at is not null
group by country
order by median_days_late desc, country asc;
