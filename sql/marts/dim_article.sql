-- description: Article versions: who published what when, and when it was fetched. Full texts stay in the archive.
-- grain: One version of an article.
-- key: article_version_key
-- depends: stg_articles, stg_readings, int_article_versions, int_article_sources
-- source: the archive
-- warning: Count articles with is_current; copies of one wire story share near_duplicate_group and are one voice.
-- columns:
--   article_version_key | Surrogate key, the same in every release
--   document_id | Natural key: SHA-256 of the archived document
--   article_id | The id as given
--   article_key | What versions of one article share
--   version | Version within the article, from 1 in order of archiving
--   is_current | No later version is archived: only current versions enter estimates
--   superseded_at | When the next version was fetched, UTC; null for current ones
--   url | Canonical URL
--   title | Title
--   published_on | Publication date; null when unknown, never the day of fetching
--   published_on_source | Where the publication date was found: given, metadata, url, text
--   fetched_at | When the document was obtained, UTC
--   language | ISO 639-1 language
--   near_duplicate_group | What copies of one wire story share; null for an article of its own
--   is_relevant | It reports an incident with contractors among the victims; null where it was not read
--   n_incidents | Incidents that it tells of
--   source_key | Its publisher, see dim_source; null when unknown
--   method | How it was obtained: file, sample, folder, feed, search, warc
--   archive_sequence | Position in the archive
with articles as (
    select * from stg_articles
),

readings as (
    select * from stg_readings
),

versions as (
    select * from int_article_versions
),

article_sources as (
    select * from int_article_sources
)

select
    surrogate_key(articles.document_id) as article_version_key,
    articles.document_id,
    articles.article_id,
    articles.article_key,
    versions.version,
    versions.is_current,
    versions.superseded_at,
    articles.url,
    articles.title,
    articles.published_on,
    articles.published_on_source,
    articles.fetched_at,
    articles.language,
    versions.near_duplicate_group,
    coalesce(readings.relevant, case when versions.n_incidents > 0 then true end) as is_relevant,
    versions.n_incidents,
    surrogate_key(article_sources.source_id) as source_key,
    articles.method,
    articles.sequence as archive_sequence
from articles
inner join versions on articles.document_id = versions.document_id
inner join article_sources on articles.document_id = article_sources.document_id
left join readings on articles.document_id = readings.document_id
order by articles.sequence;
