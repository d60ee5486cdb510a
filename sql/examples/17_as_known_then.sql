-- question: What did the warehouse say at the beginning of this year?
-- answer: One row with the number of incidents and of deaths as then known.
-- columns: incidents, killed
select
    count(*) as incidents,
    sum(deaths_contractors_best) as killed
from incidents_asof(date_trunc('year', (select max(released_at) from releases)));
