-- question: How much does the answer depend on the rule?
-- answer: One row per rule with the sum of its figures over all incidents.
-- columns: rule_id, incidents, low, best, high
select
    rule_id,
    count(*) as incidents,
    sum(low) as low,
    sum(best) as best,
    sum(high) as high
from fact_casualty_estimates
where scope = 'incident' and victim_group = 'contractor' and effect = 'killed'
group by rule_id
order by rule_id;
