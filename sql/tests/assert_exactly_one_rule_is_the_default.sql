-- severity: error
-- because: two default rules would count every death twice, and none would leave the figures empty.
select
    count(*) as default_rules,
    string_agg(rule_id, ', ' order by rule_id) as rules
from dim_rule
where is_default
having count(*) <> 1;
