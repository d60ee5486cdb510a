-- description: Incidents that most deserve a person's look, with the reasons and the words to look at; for `losses review`.
-- grain: One incident with at least one reason.
-- key: incident_id
-- depends: incidents_wide, fact_claims, fact_casualty_estimates, dim_article
-- source: fact_claims, fact_casualty_estimates
-- columns:
--   incident_id | The incident
--   priority | How much a ruling could change, in people: the widest disagreement of rules or of claims, at least 1
--   what | Date, place, employers and the default rule's figures, in words
--   reasons | Why it is here: contested, rules disagree, low confidence, one source, no date, no place
--   quotes | What each claim about contractors says: claimant, quote, confidence and address
with incidents as (
    select * from incidents_wide
),

estimates as (
    select * from fact_casualty_estimates
    where scope = 'incident' and victim_group = 'contractor' and effect = 'killed'
),

claims as (
    select
        fact_claims.*,
        dim_article.url,
        dim_article.article_id
    from fact_claims
    inner join dim_article on fact_claims.article_version_key = dim_article.article_version_key
    where fact_claims.is_current and fact_claims.victim_group = 'contractor'
),

rules as (
    select
        incident_id,
        max(coalesce(best, high)) - min(coalesce(best, low)) as disagreement
    from estimates
    group by incident_id
),

told as (
    select
        incident_id,
        min(confidence) as lowest_confidence,
        list(
            coalesce(claimant, 'the article') || ': “' || quote || '”'
            || coalesce(' (confidence ' || printf('%.2f', confidence) || ')', '')
            || ' ' || coalesce(url, article_id) || ' [' || claim_id || ']'
            order by char_start
        ) as quotes
    from claims
    group by incident_id
),

judged as (
    select
        incidents.*,
        told.quotes,
        rules.disagreement,
        list_filter(
            [
                case when incidents.figures_contested then 'figures are contested' end,
                case when rules.disagreement > 0 then 'rules disagree by ' || rules.disagreement end,
                case when told.lowest_confidence < 0.5 then 'a claim of low confidence' end,
                case when incidents.n_independent_sources < 2 then 'one source alone' end,
                case when incidents.date_start is null then 'no date' end,
                case when incidents.country is null then 'no country' end
            ],
            lambda reason: reason is not null
        ) as reasons
    from incidents
    left join told on incidents.incident_id = told.incident_id
    left join rules on incidents.incident_id = rules.incident_id
)

select
    incident_id,
    greatest(coalesce(disagreement, 0), coalesce(deaths_contractors_high - deaths_contractors_low, 0), 1) as priority,
    concat_ws(
        ', ',
        coalesce(cast(date_start as varchar), 'no date'),
        coalesce(place, adm_1, 'no place'),
        coalesce(country, 'no country'),
        employers,
        'killed ' || coalesce(cast(deaths_contractors_low as varchar), '?')
        || '/' || coalesce(cast(deaths_contractors_best as varchar), '?')
        || '/' || coalesce(cast(deaths_contractors_high as varchar), '?')
    ) as what,
    reasons,
    coalesce(quotes, []) as quotes
from judged
where len(reasons) > 0;
