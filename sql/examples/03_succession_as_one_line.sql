-- question: How do the losses of Wagner Group and Africa Corps run on as one line, year by year?
-- answer: One row per year and line, with the employers it is made of.
-- columns: year, employer_line_id, employers, best
select
    year,
    employer_line_id,
    string_agg(distinct employer_id, ', ' order by employer_id) as employers,
    sum(best) as best
from losses_yearly
where effect = 'killed' and n_incidents > 0
group by year, employer_line_id
order by year, employer_line_id;
