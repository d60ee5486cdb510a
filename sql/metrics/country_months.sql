-- description: The panel that forecasters take: one row per country and month, figures of all employers side by side.
-- grain: A country and a month.
-- key: country, month
-- depends: losses_monthly, dim_country
-- source: fact_incidents
-- warning: Incidents without a country or a month are not in it: see losses_monthly where country or month is null. Never add
--   killed to wounded.
-- columns:
--   country | ISO 3166-1 alpha-3
--   gwno | Gleditsch and Ward state number
--   month | First day of the month
--   month_id | Month number of the VIEWS forecasting project: (year - 1980) * 12 + month
--   killed_low | Contractors killed: lowest
--   killed_best | Contractors killed: best
--   killed_high | Contractors killed: highest
--   wounded_best | Contractors wounded: best
--   captured_best | Contractors captured: best
--   missing_best | Contractors missing: best
--   n_incidents | Incidents in which contractors were killed, or are claimed or denied to have been
--   n_fatal_incidents | Of these, with at least one contractor killed
--   n_unknown | Of these, with no best figure
--   in_coverage | The month is in coverage: zeros are zeros
--   last_ingested | Last day on which anything was fetched
with months as (
    select * from losses_monthly
    where month is not null and country is not null
),

countries as (
    select * from dim_country
)

select
    months.country,
    any_value(countries.gwno) as gwno,
    months.month,
    any_value(months.month_id) as month_id,
    cast(sum(months.low) filter (where months.effect = 'killed') as bigint) as killed_low,
    cast(sum(months.best) filter (where months.effect = 'killed') as bigint) as killed_best,
    cast(sum(months.high) filter (where months.effect = 'killed') as bigint) as killed_high,
    cast(sum(months.best) filter (where months.effect = 'wounded') as bigint) as wounded_best,
    cast(sum(months.best) filter (where months.effect = 'captured') as bigint) as captured_best,
    cast(sum(months.best) filter (where months.effect = 'missing') as bigint) as missing_best,
    cast(coalesce(sum(months.n_incidents) filter (where months.effect = 'killed'), 0) as bigint) as n_incidents,
    cast(coalesce(sum(months.n_incidents_with_losses) filter (where months.effect = 'killed'), 0) as bigint) as n_fatal_incidents,
    cast(coalesce(sum(months.n_unknown) filter (where months.effect = 'killed'), 0) as bigint) as n_unknown,
    bool_or(months.in_coverage) as in_coverage,
    max(months.last_ingested) as last_ingested
from months
left join countries on months.country = countries.iso3
group by months.country, months.month;
