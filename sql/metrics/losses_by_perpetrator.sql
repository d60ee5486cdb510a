-- description: Contractors' losses per month, attacker, country and effect, by the default rule.
-- grain: A month, an attacker, a country and an effect; every incident counts in one row of an effect.
-- key: month, perpetrator_id, country, effect
-- depends: fact_incident_losses
-- source: fact_incidents
-- warning: Filter on one effect before summing. Months without losses have no row: an attacker has no coverage of its own.
--   An incident counts under the attacker most often named.
-- columns:
--   month | First day of the month; null where the incident spans months or has no date
--   perpetrator_id | The attacker, see dim_actor; null when no article names one
--   country | ISO 3166-1 alpha-3; null when unknown
--   effect | killed, wounded, captured, missing, killed_or_wounded
--   low | Sum of the lowest figures; null where unknown
--   best | Sum of the best figures; null where unknown
--   high | Sum of the highest figures; null where unknown
--   n_incidents | Incidents for which this effect is claimed or denied
--   n_unknown | Of these, with no best figure
with losses as (
    select * from fact_incident_losses
    where is_default_rule
)

select
    month_start as month,
    perpetrator_id,
    country,
    effect,
    cast(sum(low) as bigint) as low,
    cast(sum(best) as bigint) as best,
    cast(sum(high) as bigint) as high,
    count(*) as n_incidents,
    count(*) filter (where best is null) as n_unknown
from losses
group by month_start, perpetrator_id, country, effect;
