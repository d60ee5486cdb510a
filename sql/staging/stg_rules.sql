-- description: The estimate rules.
-- grain: One estimate rule at one version.
-- key: rule_id, version
-- depends: raw_rules
-- columns: Rules
select
    rule_id,
    version,
    description,
    source,
    is_default
from raw_rules;
