-- severity: error
-- because: the sample articles are made up: one of them among real ones falsifies every figure.
with articles as (
    select
        count(*) filter (where method = 'sample') as samples,
        count(*) as articles
    from dim_article
),

this_release as (
    select arg_max(has_samples, (released_at, release_id)) as has_samples
    from releases
)

select
    articles.samples,
    articles.articles,
    this_release.has_samples
from articles
cross join this_release
where
    articles.samples not in (0, articles.articles)
    or (articles.samples > 0) is distinct from coalesce(this_release.has_samples, false);
