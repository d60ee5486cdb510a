-- description: One series of contractors' losses: over a period of your choice, for one employer or line, one country, one rule,
--   or all of them. select * from losses(period := 'quarter', employer := 'wagner_group', country := 'MLI').
-- grain: A period and an effect.
-- key: period_start, effect
-- depends: fact_incident_losses, coverage_periods, dim_rule
-- macro: losses(period := 'month', employer := null, country := null, rule := 'ucdp_lower_reliable')
-- source: fact_incidents
-- warning: Filter on one effect before summing. The row with a null period_start holds what fits no single period.
-- columns:
--   period_start | First day of the day, week, month, quarter or year asked for; null where incidents span periods or have no date
--   effect | killed, wounded, captured, missing, killed_or_wounded
--   low | Sum of the lowest figures; 0 where nothing was reported inside coverage; null where unknown
--   best | Sum of the best figures; 0 where nothing was reported inside coverage; null where unknown
--   high | Sum of the highest figures; 0 where nothing was reported inside coverage; null where unknown
--   high_is_open | More than high is possible
--   n_incidents | Incidents for which this effect is claimed or denied
--   n_incidents_with_losses | Of these, with at least one victim of the effect
--   n_unknown | Of these, with no best figure
--   n_contested | Of these, with figures that contradict each other
--   in_coverage | The period is in coverage in every country asked for: an empty row is a zero
--   last_ingested | Last day on which anything was fetched
with known_rule as ( -- noqa: disable=RF03
    select case when count(*) = 0 then error('losses: no such rule; dim_rule lists them') end as missing
    from dim_rule
    where dim_rule.rule_id = rule
),

chosen as (
    select
        l.incident_id,
        l.country as lost_in,
        l.effect,
        l.low,
        l.best,
        l.high,
        l.high_is_open,
        l.contested,
        case period
            when 'day' then l.day
            when 'week' then l.week_start
            when 'month' then l.month_start
            when 'quarter' then l.quarter_start
            when 'year' then l.year_start
            else error('losses: period is day, week, month, quarter or year')
        end as period_start
    from fact_incident_losses as l
    cross join known_rule
    where
        l.rule_id = rule
        and known_rule.missing is null
        and (employer is null or l.employer_id = employer or l.employer_line_id = employer)
        and (country is null or l.country = country)
),

countries as (
    select distinct chosen.lost_in
    from chosen
    where chosen.lost_in is not null
    union
    select country as lost_in
    where country is not null
),

periods as (
    select
        c.period_start,
        bool_and(c.in_coverage) as in_coverage,
        max(c.last_ingested) as last_ingested
    from coverage_periods as c
    inner join countries on c.country = countries.lost_in
    where c.period = period
    group by c.period_start
),

effects as (
    select unnest(['killed', 'wounded', 'captured', 'missing', 'killed_or_wounded']) as effect
),

cells as (
    select
        chosen.period_start,
        chosen.effect,
        chosen.incident_id,
        chosen.low,
        chosen.best,
        chosen.high,
        chosen.high_is_open,
        chosen.contested,
        null as in_coverage,
        null as last_ingested
    from chosen
    union all
    select
        periods.period_start,
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
    cross join effects
)

select
    cells.period_start,
    cells.effect,
    cast(case when count(cells.incident_id) = 0 and bool_or(cells.in_coverage) then 0 else sum(cells.low) end as bigint) as low,
    cast(case when count(cells.incident_id) = 0 and bool_or(cells.in_coverage) then 0 else sum(cells.best) end as bigint) as best,
    cast(case when count(cells.incident_id) = 0 and bool_or(cells.in_coverage) then 0 else sum(cells.high) end as bigint) as high,
    coalesce(bool_or(cells.high_is_open), false) as high_is_open,
    count(cells.incident_id) as n_incidents,
    count(cells.incident_id) filter (where coalesce(cells.best, cells.low) >= 1) as n_incidents_with_losses,
    count(cells.incident_id) filter (where coalesce(cells.best, cells.low) is null) as n_unknown,
    count(cells.incident_id) filter (where cells.contested) as n_contested,
    coalesce(bool_or(cells.in_coverage), false) as in_coverage,
    max(cells.last_ingested) as last_ingested
from cells
group by cells.period_start, cells.effect
order by cells.effect, cells.period_start nulls last;
