-- description: The rules that make low, best and high out of the claims of an incident.
-- grain: An estimate rule at a version.
-- key: rule_key
-- depends: stg_rules, stg_estimates
-- source: pipelines/estimation; each rule names the codebook that it follows
-- columns:
--   rule_key | Surrogate key, the same in every release
--   rule_id | Natural key, with version
--   version | Version of the rule
--   description | What it does
--   source | The codebook or paper that it follows
--   is_default | The rule of fact_incidents and of the series
--   is_used | Some estimate of this release was made by it
with rules as (
    select * from stg_rules
),

used as (
    select distinct rule_id from stg_estimates
)

select
    surrogate_key(rules.rule_id || '@' || rules.version) as rule_key,
    rules.rule_id,
    rules.version,
    rules.description,
    rules.source,
    rules.is_default,
    used.rule_id is not null as is_used
from rules
left join used on rules.rule_id = used.rule_id
order by rules.rule_id, rules.version;
