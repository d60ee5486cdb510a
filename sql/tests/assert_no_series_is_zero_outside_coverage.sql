-- severity: error
-- because: an empty month that nobody read is unknown; drawn as zero it would look like peace.
select
    month,
    employer_id,
    country,
    effect,
    best
from losses_monthly
where n_incidents = 0 and not in_coverage and coalesce(low, best, high) is not null;
