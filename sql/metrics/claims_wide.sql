-- description: Who says what about each incident: one column per kind of claimant.
-- grain: One incident, victim group and effect.
-- key: incident_id, victim_group, effect
-- depends: fact_claims, dim_article
-- source: fact_claims
-- warning: Never sum claims. A number is the one said (at least 7 is 7), denials and running totals left out: bounds, words
--   and quotes stand in fact_claims.
-- columns:
--   incident_id | The incident
--   victim_group | contractor, state_forces, rebel, civilian, mixed, unknown
--   effect | killed, wounded, captured, missing, killed_or_wounded
--   n_claims | Claims in current articles
--   n_denials | Of these, denials
--   said_by_perpetrator | Latest number given by the attackers; null where they give none
--   said_by_employer | Latest number given by the employer; null where they give none
--   said_by_host_state | Latest number given by the government or army that the contractors work beside; null where they give none
--   said_by_foreign_state | Latest number given by any other government or army; null where they give none
--   said_by_local_official | Latest number given by local officials; null where they give none
--   said_by_medical | Latest number given by medical sources; null where they give none
--   said_by_monitor | Latest number given by NGOs, the UN and tracking groups; null where they give none
--   said_by_analyst | Latest number given by analysts; null where they give none
--   said_by_media | Latest number given by outlets by their own count; null where they give none
--   said_by_visual | Latest number given by what a video, photo or satellite image shows; null where they give none
--   said_by_witness | Latest number given by witnesses; null where they give none
--   said_by_relatives | Latest number given by relatives; null where they give none
--   said_by_channel | Latest number given by bloggers and messaging channels; null where they give none
--   said_by_other | Latest number given by others; null where they give none
--   said_by_none | Latest number given by articles that name nobody; null where they give none
with claims as (
    select * from fact_claims
    where is_current and incident_id is not null
),

articles as (
    select * from dim_article
),

told as (
    select
        claims.incident_id,
        claims.victim_group,
        claims.effect,
        claims.claimant_type,
        claims.stance,
        case
            when claims.stance <> 'denied' and not claims.cumulative and not claims.superseded and claims.part_of_key is null
                then coalesce(claims.figure_point, claims.figure_min, claims.figure_max)
        end as figure,
        -- the later article, and in one day's articles the higher figure, so that the answer is the same every time
        cast(
            epoch(coalesce(cast(articles.published_on as timestamp), articles.fetched_at)) as bigint
        ) * 1000000 + coalesce(claims.figure_point, claims.figure_min, claims.figure_max) as said_at
    from claims
    inner join articles on claims.article_version_key = articles.article_version_key
),

by_type as (
    select
        incident_id,
        victim_group,
        effect,
        claimant_type,
        count(*) as n_claims,
        count(*) filter (where stance = 'denied') as n_denials,
        arg_max(figure, said_at) as figure
    from told
    group by incident_id, victim_group, effect, claimant_type
)

select
    incident_id,
    victim_group,
    effect,
    cast(sum(n_claims) as bigint) as n_claims,
    cast(sum(n_denials) as bigint) as n_denials,
    max(figure) filter (where claimant_type = 'perpetrator') as said_by_perpetrator,
    max(figure) filter (where claimant_type = 'employer') as said_by_employer,
    max(figure) filter (where claimant_type = 'host_state') as said_by_host_state,
    max(figure) filter (where claimant_type = 'foreign_state') as said_by_foreign_state,
    max(figure) filter (where claimant_type = 'local_official') as said_by_local_official,
    max(figure) filter (where claimant_type = 'medical') as said_by_medical,
    max(figure) filter (where claimant_type = 'monitor') as said_by_monitor,
    max(figure) filter (where claimant_type = 'analyst') as said_by_analyst,
    max(figure) filter (where claimant_type = 'media') as said_by_media,
    max(figure) filter (where claimant_type = 'visual') as said_by_visual,
    max(figure) filter (where claimant_type = 'witness') as said_by_witness,
    max(figure) filter (where claimant_type = 'relatives') as said_by_relatives,
    max(figure) filter (where claimant_type = 'channel') as said_by_channel,
    max(figure) filter (where claimant_type = 'other') as said_by_other,
    max(figure) filter (where claimant_type = 'none') as said_by_none
from by_type
group by incident_id, victim_group, effect;
