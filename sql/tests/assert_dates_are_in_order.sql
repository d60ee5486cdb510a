-- severity: error
-- because: an incident that ends before it starts, or that has a date without a precision, counts in no period or in the wrong one.
select
    incident_id,
    date_start,
    date_end,
    date_prec
from fact_incidents
where
    date_start > date_end
    or (date_start is null) <> (date_end is null)
    or (date_start is null) <> (date_prec is null)
    or date_prec not between 1 and 5;
