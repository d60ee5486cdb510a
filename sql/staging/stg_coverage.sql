-- description: Coverage that somebody vouches for: coverage.csv, and what the sample articles bring.
-- grain: One stretch of days vouched for by hand.
-- key: none: stretches may repeat and overlap
-- depends: raw_coverage
-- columns: Coverage
select
    country,
    date_from,
    date_to,
    why
from raw_coverage;
