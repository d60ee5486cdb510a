-- question: Which armed groups killed how many contractors, and in how many incidents?
-- answer: One row per attacker and country.
-- columns: perpetrator_id, country, best, n_incidents
select
    perpetrator_id,
    country,
    sum(best) as best,
    sum(n_incidents) as n_incidents
from losses_by_perpetrator
where effect = 'killed'
group by perpetrator_id, country
order by best desc nulls last, perpetrator_id asc, country asc;
