-- description: The other clock: contractors' losses by the month in which the world first read of them, and how late that was.
-- grain: A month of first report, an employer, a country and an effect.
-- key: first_reported_month, employer_id, country, effect
-- depends: fact_incident_losses
-- source: fact_incidents
-- warning: Filter on one effect before summing. Months in which nothing was first reported have no row.
-- columns:
--   first_reported_month | First day of the month of the first report; null where no report has a date
--   employer_id | The employer; several_employers or unknown_pmc where there is not just one
--   employer_line_id | Its succession
--   country | ISO 3166-1 alpha-3; null when unknown
--   effect | killed, wounded, captured, missing, killed_or_wounded
--   low | Sum of the lowest figures; null where unknown
--   best | Sum of the best figures; null where unknown
--   high | Sum of the highest figures; null where unknown
--   n_incidents | Incidents for which this effect is claimed or denied
--   n_unknown | Of these, with no best figure
--   median_days_late | Median days from the incident to its first report, for incidents whose day is known
with losses as (
    select * from fact_incident_losses
    where is_default_rule
)

select
    cast(date_trunc('month', first_reported_on) as date) as first_reported_month,
    employer_id,
    employer_line_id,
    country,
    effect,
    cast(sum(low) as bigint) as low,
    cast(sum(best) as bigint) as best,
    cast(sum(high) as bigint) as high,
    count(*) as n_incidents,
    count(*) filter (where best is null) as n_unknown,
    median(date_diff('day', day, first_reported_on)) as median_days_late
from losses
group by date_trunc('month', first_reported_on), employer_id, employer_line_id, country, effect;
