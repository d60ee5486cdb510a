-- severity: error
-- because: a series that loses or doubles an incident is the worst thing that this warehouse could publish.
with facts as (
    select
        sum(deaths_contractors_low) as low,
        sum(deaths_contractors_best) as best,
        sum(deaths_contractors_high) as high
    from fact_incidents
),

panels as (
    select
        'losses_weekly' as panel,
        sum(low) as low,
        sum(best) as best,
        sum(high) as high
    from losses_weekly
    where effect = 'killed'
    union all
    select
        'losses_monthly' as panel,
        sum(low) as low,
        sum(best) as best,
        sum(high) as high
    from losses_monthly
    where effect = 'killed'
    union all
    select
        'losses_quarterly' as panel,
        sum(low) as low,
        sum(best) as best,
        sum(high) as high
    from losses_quarterly
    where effect = 'killed'
    union all
    select
        'losses_yearly' as panel,
        sum(low) as low,
        sum(best) as best,
        sum(high) as high
    from losses_yearly
    where effect = 'killed'
)

select
    panels.panel,
    panels.low,
    panels.best,
    panels.high,
    facts.low as facts_low,
    facts.best as facts_best,
    facts.high as facts_high
from panels
cross join facts
where
    coalesce(panels.low, 0) <> coalesce(facts.low, 0)
    or coalesce(panels.best, 0) <> coalesce(facts.best, 0)
    or coalesce(panels.high, 0) <> coalesce(facts.high, 0);
