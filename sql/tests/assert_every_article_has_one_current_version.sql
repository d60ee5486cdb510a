-- severity: error
-- because: two current versions of an article would be two sources, and none would be no source.
select
    article_key,
    count(*) filter (where is_current) as current_versions
from dim_article
group by article_key
having count(*) filter (where is_current) <> 1;
