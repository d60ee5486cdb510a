-- description: Article versions without their texts, which stay in the archive.
-- grain: One version of an article.
-- key: document_id
-- depends: raw_articles
-- columns:
--   document_id | The archived document
--   sequence | The document's position in the archive
--   fetched_at | When the document was obtained, UTC
--   method | How the document was obtained
--   article_id | The id as given; where none was given, sha256: and the first 16 digits of document_id
--   article_key | What versions of one article share: url: and its canonical URL, else id: and its article_id
--   url | Canonical URL
--   title | Title
--   publisher | Publisher as given or as the page says
--   published_on | Publication date; null when unknown, never the day of fetching
--   published_on_source | Where the publication date was found
--   language | ISO 639-1 language
select
    document_id,
    cast(sequence as bigint) as sequence,
    cast(fetched_at as timestamp) as fetched_at,
    method,
    article_id,
    article_key,
    url,
    title,
    publisher,
    published_on,
    published_on_source,
    language
from raw_articles;
