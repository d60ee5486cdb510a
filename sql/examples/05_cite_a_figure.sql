-- question: On which sentences does the figure of one incident rest?
-- answer: One row per claim that the default rule used, with its quote and article.
-- columns: incident_id, best, claimant, figure_text, quote, title, url, published_on
with latest as (
    select incident_id
    from fact_incidents
    where deaths_contractors_best is not null
    order by date_start desc nulls last, incident_id asc
    limit 1
),

used as (
    select
        estimates.incident_id,
        estimates.best,
        unnest(estimates.claim_keys) as claim_key
    from fact_casualty_estimates as estimates
    inner join latest on estimates.incident_id = latest.incident_id
    where
        estimates.scope = 'incident'
        and estimates.victim_group = 'contractor'
        and estimates.effect = 'killed'
        and estimates.rule_id = 'ucdp_lower_reliable'
)

select
    used.incident_id,
    used.best,
    claims.claimant,
    claims.figure_text,
    claims.quote,
    articles.title,
    articles.url,
    articles.published_on
from used
inner join fact_claims as claims on used.claim_key = claims.claim_key
inner join dim_article as articles on claims.article_version_key = articles.article_version_key
order by articles.published_on, claims.claim_id;
