-- question: Which losses does a monthly chart leave out, because they fit no month or no country?
-- answer: One row per employer and country with what has no month or no country.
-- columns: employer_id, country, month, best, n_incidents
select
    employer_id,
    country,
    month,
    best,
    n_incidents
from losses_monthly
where effect = 'killed' and n_incidents > 0 and (month is null or country is null)
order by best desc nulls last, employer_id asc, country asc;
