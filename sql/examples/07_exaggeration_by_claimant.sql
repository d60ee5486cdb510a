-- question: How much higher than the best figure are the figures of each kind of claimant?
-- answer: One row per kind of claimant with the median ratio to the best figure.
-- columns: claimant_type, claims, median_ratio
with claims as (
    select
        fact_claims.claimant_type,
        coalesce(fact_claims.figure_point, fact_claims.figure_min) as figure,
        fact_incidents.deaths_contractors_best as best
    from fact_claims
    inner join fact_incidents on fact_claims.incident_id = fact_incidents.incident_id
    where
        fact_claims.victim_group = 'contractor'
        and fact_claims.effect = 'killed'
        and fact_claims.is_current
        and not fact_claims.cumulative
        and fact_incidents.deaths_contractors_best > 0
)

select
    claimant_type,
    count(*) as claims,
    round(median(figure / best), 2) as median_ratio
from claims
where figure is not null
group by claimant_type
order by median_ratio desc, claimant_type asc;
