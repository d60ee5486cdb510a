-- description: Contractors' losses of each incident as every series counts them: one line per effect and rule, with the
--   period that the incident counts in.
-- grain: One incident, effect and rule.
-- key: incident_id, effect, rule_id
-- depends: fact_incidents, fact_casualty_estimates, dim_rule, dim_actor
-- source: estimation
-- warning: Choose one rule (is_default_rule) and one effect before summing.
-- columns:
--   incident_id | The incident
--   effect | killed, wounded, captured, missing, killed_or_wounded
--   rule_id | The rule, see dim_rule
--   is_default_rule | The rule of fact_incidents
--   employer_id | The employer that it counts under, see fact_incidents
--   employer_line_id | That employer's succession (Wagner Group and Africa Corps are one line)
--   country | ISO 3166-1 alpha-3; null when unknown
--   perpetrator_id | The attacker most often named; null when none is
--   low | Lowest figure; null when not said
--   best | Best figure; null when not said, or when the rule has none
--   high | Highest figure; null when not said
--   high_is_open | More than high is possible
--   contested | The figures contradict each other, or one is denied
--   day | The day it counts on: date_prec 1 and one single day, else null
--   week_start | Monday of the week it counts in; null where it spans weeks or only the month is known
--   month_start | First day of the month it counts in; null where it spans months
--   quarter_start | First day of the quarter it counts in; null where it spans quarters
--   year_start | First day of the year it counts in; null where it spans years
--   first_reported_on | Day of its first report, UTC
with incidents as (
    select * from fact_incidents
),

estimates as (
    select *
    from fact_casualty_estimates
    where scope = 'incident' and victim_group = 'contractor'
),

default_rules as (
    select rule_id from dim_rule
    where is_default
),

lines as (
    select
        actor_id,
        min(line_id) as line_id
    from dim_actor
    group by actor_id
),

periods as (
    select
        incident_id,
        employer_id,
        country,
        perpetrator_id,
        case when date_prec = 1 and date_start = date_end then date_start end as day,
        case
            when date_prec <= 3 and date_trunc('week', date_start) = date_trunc('week', date_end)
                then cast(date_trunc('week', date_start) as date)
        end as week_start,
        case
            when date_trunc('month', date_start) = date_trunc('month', date_end)
                then cast(date_trunc('month', date_start) as date)
        end as month_start,
        case
            when date_trunc('quarter', date_start) = date_trunc('quarter', date_end)
                then cast(date_trunc('quarter', date_start) as date)
        end as quarter_start,
        case
            when date_trunc('year', date_start) = date_trunc('year', date_end)
                then cast(date_trunc('year', date_start) as date)
        end as year_start,
        cast(first_reported_at as date) as first_reported_on
    from incidents
)

select
    estimates.incident_id,
    estimates.effect,
    estimates.rule_id,
    default_rules.rule_id is not null as is_default_rule,
    periods.employer_id,
    coalesce(lines.line_id, periods.employer_id) as employer_line_id,
    periods.country,
    periods.perpetrator_id,
    estimates.low,
    estimates.best,
    estimates.high,
    estimates.high_is_open,
    estimates.contested,
    periods.day,
    periods.week_start,
    periods.month_start,
    periods.quarter_start,
    periods.year_start,
    periods.first_reported_on
from estimates
inner join periods on estimates.incident_id = periods.incident_id
left join default_rules on estimates.rule_id = default_rules.rule_id
left join lines on periods.employer_id = lines.actor_id
order by is_default_rule desc, estimates.rule_id asc, estimates.effect asc, periods.day asc, estimates.incident_id asc;
