-- severity: error
-- because: losses without a number are not no losses.
select
    month,
    employer_id,
    country,
    effect,
    best
from losses_monthly
where n_incidents > 0 and n_unknown = n_incidents and best is not null;
