-- description: Contractors' losses per year, employer, country and effect, by the default rule, with zeros inside coverage.
-- grain: A year, an employer, a country and an effect; every incident counts in one row of an effect.
-- key: year, employer_id, country, effect
-- depends: fact_incident_losses, coverage_periods
-- source: fact_incidents
-- warning: Filter on one effect before summing: killed and wounded are never added. Keep the rows where year or country is
--   null, and those of several_employers, or the sum falls short of fact_incidents.
-- columns:
--   year | Calendar year; null where the incident spans years or has no date
--   employer_id | The employer; several_employers or unknown_pmc where there is not just one
--   employer_line_id | Its succession: group by it to see Wagner Group and Africa Corps as one line
--   country | ISO 3166-1 alpha-3; null when unknown
--   effect | killed, wounded, captured, missing, killed_or_wounded
--   low | Sum of the lowest figures; 0 where nothing was reported inside coverage; null where unknown
--   best | Sum of the best figures; 0 where nothing was reported inside coverage; null where unknown
--   high | Sum of the highest figures; 0 where nothing was reported inside coverage; null where unknown
--   high_is_open | More than high is possible
--   n_incidents | Incidents for which this effect is claimed or denied
--   n_incidents_with_losses | Of these, with at least one victim of the effect
--   n_unknown | Of these, with no best figure: losses without a number
--   n_contested | Of these, with figures that contradict each other
--   in_coverage | What was reported about the country in the year was read: an empty row is a zero
--   last_ingested | Last day on which anything was fetched
with losses as (
    select * from fact_incident_losses
    where is_default_rule
),

periods as (
    select * from coverage_periods
    where period = 'year'
),

-- who lost people where: each of these pairs has a row for every year
pairs as (
    select distinct
        employer_id,
        employer_line_id,
        country
    from losses
),

effects as (
    select unnest(['killed', 'wounded', 'captured', 'missing', 'killed_or_wounded']) as effect
),

cells as (
    select
        year_start,
        employer_id,
        employer_line_id,
        country,
        effect,
        incident_id,
        low,
        best,
        high,
        high_is_open,
        contested,
        null as in_coverage,
        null as last_ingested
    from losses
    union all
    select
        periods.period_start as year_start,
        pairs.employer_id,
        pairs.employer_line_id,
        pairs.country,
        effects.effect,
        null as incident_id,
        null as low,
        null as best,
        null as high,
        null as high_is_open,
        null as contested,
        periods.in_coverage,
        periods.last_ingested
    from periods
    inner join pairs on periods.country = pairs.country
    cross join effects
)

select
    cast(year(year_start) as integer) as year,
    employer_id,
    employer_line_id,
    country,
    effect,
    cast(case when count(incident_id) = 0 and bool_or(in_coverage) then 0 else sum(low) end as bigint) as low,
    cast(case when count(incident_id) = 0 and bool_or(in_coverage) then 0 else sum(best) end as bigint) as best,
    cast(case when count(incident_id) = 0 and bool_or(in_coverage) then 0 else sum(high) end as bigint) as high,
    coalesce(bool_or(high_is_open), false) as high_is_open,
    count(incident_id) as n_incidents,
    count(incident_id) filter (where coalesce(best, low) >= 1) as n_incidents_with_losses,
    count(incident_id) filter (where coalesce(best, low) is null) as n_unknown,
    count(incident_id) filter (where contested) as n_contested,
    coalesce(bool_or(in_coverage), false) as in_coverage,
    max(last_ingested) as last_ingested
from cells
group by year_start, employer_id, employer_line_id, country, effect;
