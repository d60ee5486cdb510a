-- severity: error
-- because: an article without its publisher, or a day of reading without its source, falsifies counts of sources and coverage.
select
    articles.document_id as row_id,
    'source_key' as orphan
from dim_article as articles
anti join dim_source as sources on articles.source_key = sources.source_key
where articles.source_key is not null
union all
select
    cast(days.day as varchar) as row_id,
    'source_key' as orphan
from fact_source_days as days
anti join dim_source as sources on days.source_key = sources.source_key
union all
select
    cast(days.day as varchar) as row_id,
    'date_key' as orphan
from fact_source_days as days
anti join dim_date as calendar on days.date_key = calendar.date_key;
