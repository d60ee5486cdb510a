-- description: Which publisher each article version comes from: a source that is known by its domain or its name, else one
--   that is inferred from the article's own domain, else from the publisher's name.
-- grain: One version of an article.
-- key: document_id
-- depends: stg_articles, stg_sources
-- columns:
--   document_id | The article version
--   source_id | The publisher; null where the article names neither a URL nor a publisher
--   domain | Domain of the article's URL, without www
--   publisher | Publisher as given
--   in_reference | The source is known by name
--   method | How the article was obtained
with articles as (
    select * from stg_articles
),

sources as (
    select * from stg_sources
),

addresses as (
    select
        document_id,
        method,
        nullif(trim(publisher), '') as publisher,
        nullif(regexp_extract(lower(url), '^[a-z]+://(?:www\.)?([^/:?#]+)', 1), '') as domain
    from articles
),

outlets as (
    select distinct
        publisher,
        domain
    from addresses
),

by_domain as (
    select
        outlets.domain,
        -- africa.example.org belongs to example.org, unless it is known itself
        arg_max(sources.source_id, (length(sources.domain), sources.source_id)) as source_id
    from outlets
    inner join sources
        on outlets.domain = sources.domain or ends_with(outlets.domain, '.' || sources.domain)
    group by outlets.domain
),

by_name as (
    select
        lower(name) as publisher,
        min(source_id) as source_id
    from sources
    where name is not null
    group by lower(name)
)

select
    addresses.document_id,
    coalesce(
        by_domain.source_id, by_name.source_id, addresses.domain, 'name:' || lower(addresses.publisher)
    ) as source_id,
    addresses.domain,
    addresses.publisher,
    coalesce(by_domain.source_id, by_name.source_id) is not null as in_reference,
    addresses.method
from addresses
left join by_domain on addresses.domain = by_domain.domain
left join by_name on lower(addresses.publisher) = by_name.publisher;
