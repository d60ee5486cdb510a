-- description: Publishers of the articles.
-- grain: A publisher.
-- key: source_key
-- depends: stg_sources, int_article_sources, stg_source_days
-- source: the list of feeds and the reference data; other publishers from the articles themselves
-- warning: Rows of type sample are invented outlets of the sample articles that ship with the product: no real source.
-- columns:
--   source_key | Surrogate key, the same in every release
--   source_id | Natural key: id of the reference data, else the domain, else name: and the publisher
--   name | Name of the publisher
--   domain | Domain that its articles stand under
--   country | Seat, ISO 3166-1 alpha-3
--   source_type | agency, newspaper, monitor, state_media, …; sample for invented ones; unknown otherwise
--   countries | Countries that it covers, alpha-3; * is all
--   in_reference | It is known by name; false where it is inferred from an article
--   is_used | Some article of this release comes from it
with reference as (
    select * from stg_sources
),

article_sources as (
    select * from int_article_sources
),

source_days as (
    select * from stg_source_days
),

inferred as (
    select
        source_id,
        coalesce(min(publisher), min(domain)) as name,
        min(domain) as domain,
        bool_and(method = 'sample') as is_sample
    from article_sources
    where source_id is not null
    group by source_id
),

read_but_unlisted as (
    select distinct source_id
    from source_days
    where
        source_id not in (select reference.source_id from reference)
        and source_id not in (select inferred.source_id from inferred)
),

sources as (
    select
        coalesce(reference.source_id, inferred.source_id) as source_id,
        coalesce(reference.name, inferred.name) as name,
        coalesce(reference.domain, inferred.domain) as domain,
        reference.country,
        case when inferred.is_sample then 'sample' else coalesce(reference.source_type, 'unknown') end as source_type,
        reference.countries,
        reference.source_id is not null as in_reference,
        inferred.source_id is not null as is_used
    from reference
    full join inferred on reference.source_id = inferred.source_id
    union all
    select
        source_id,
        source_id as name,
        null as domain,
        null as country,
        'unknown' as source_type,
        null as countries,
        false as in_reference,
        false as is_used
    from read_but_unlisted
)

select
    surrogate_key(source_id) as source_key,
    source_id,
    name,
    domain,
    country,
    source_type,
    string_split(nullif(countries, ''), ' ') as countries,
    in_reference,
    is_used
from sources
order by source_id;
