-- question: For which months and countries does silence mean that nothing happened?
-- answer: One row per country with the covered months and the first and last of them.
-- columns: country, covered_months, first_covered, last_covered
select
    country,
    count(*) as covered_months,
    min(month_start) as first_covered,
    max(month_start) as last_covered
from coverage_months
where in_coverage
group by country
order by country;
