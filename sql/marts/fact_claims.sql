-- description: Every claim about losses with the words that carry it: what all figures rest on.
-- grain: One figure (or its absence) about one effect on one victim group of one nationality and employer by one claimant
--   in one version of an article.
-- key: claim_key
-- depends: stg_claims, stg_mentions, stg_links, dim_article, dim_actor
-- source: extraction
-- warning: Never sum claims: many articles repeat one death. Sum fact_incidents or a series.
-- columns:
--   claim_key | Surrogate key, the same in every release; fact_casualty_estimates.claim_keys names these
--   claim_id | Natural key: document, incident in it, claim in that
--   incident_id | The incident that it is about; null where the article version is superseded
--   article_version_key | The article version, see dim_article
--   source_key | Its publisher, see dim_source
--   is_current | The article version is current: only such claims enter estimates
--   role | main where the article reports the incident, background where it recalls it
--   effect | killed, wounded, captured, missing; killed_or_wounded (casualties, losses) enters no death total
--   victim_group | contractor, state_forces, rebel, civilian, mixed (one figure over several groups), unknown
--   employer_id | The victims' company or contractor force
--   employer_key | The employer, see dim_actor
--   nationality | Victims' nationality, ISO 3166-1 alpha-3
--   figure_min | Lower bound that the words give
--   figure_max | Upper bound that the words give
--   figure_point | The number said
--   modifier | How it was said: exact, at_least, more_than, up_to, about, range, several, dozens, …; none has no figure
--   figure_text | The words of the figure
--   claimant | Whoever the figure comes from, as named in the text; null is the article's own voice
--   claimant_id | Its actor_id, where known
--   claimant_key | The claimant, see dim_actor
--   claimant_type | perpetrator, employer, host_state, foreign_state, local_official, medical, monitor, analyst, media, …
--   relayed_by | Who passed the figure on
--   stance | asserted, denied, disputed, or unverified by the outlet
--   evidence_type | What it rests on: statement, document, video, photo, satellite
--   part_of_key | claim_key of the claim that this one breaks down
--   superseded | The article itself says that the figure was revised or withdrawn
--   cumulative | A running total over several incidents: enters no incident's estimate
--   victims_named | The text gives the victims' names with the figure
--   date_start | Earliest possible day, as this article dates the incident
--   date_end | Latest possible day, as this article dates the incident
--   location_key | Where this article places the incident, see dim_location
--   quote | The exact words that carry the claim
--   char_start | Where the quote starts in the article's text, code points from 0
--   char_end | Where the quote ends, exclusive
--   sentence | The sentence that the quote stands in
--   confidence | Calibrated probability that the claim is right; null where none is given
with claims as (
    select * from stg_claims
),

mentions as (
    select
        mention_id,
        role,
        date_start,
        date_end,
        surrogate_key(
            location_id_of(geonameid, country, adm_1, place, latitude, longitude, where_prec)
        ) as location_key
    from stg_mentions
),

links as (
    select * from stg_links
),

articles as (
    select * from dim_article
),

-- an actor may have several periods: the one that holds on the day, else the last that began
periods as (
    select
        actor_id,
        actor_key,
        coalesce(valid_from, date '0001-01-01') as holds_from,
        coalesce(
            lead(valid_from) over (partition by actor_id order by valid_from nulls first), date '9999-12-31'
        ) as holds_until
    from dim_actor
),

first_periods as (
    select
        actor_id,
        min(holds_from) as holds_from
    from periods
    group by actor_id
),

actors as (
    select
        periods.actor_id,
        periods.actor_key,
        case
            when periods.holds_from = first_periods.holds_from then date '0001-01-01' else periods.holds_from
        end as holds_from,
        periods.holds_until
    from periods
    inner join first_periods on periods.actor_id = first_periods.actor_id
)

select
    surrogate_key(claims.claim_id) as claim_key,
    claims.claim_id,
    links.incident_id,
    articles.article_version_key,
    articles.source_key,
    articles.is_current,
    mentions.role,
    claims.effect,
    claims.victim_group,
    claims.employer_id,
    employers.actor_key as employer_key,
    claims.nationality,
    claims.figure_min,
    claims.figure_max,
    claims.figure_point,
    claims.modifier,
    claims.figure_text,
    claims.claimant,
    claims.claimant_id,
    claimants.actor_key as claimant_key,
    claims.claimant_type,
    claims.relayed_by,
    claims.stance,
    claims.evidence_type,
    surrogate_key(claims.part_of) as part_of_key,
    claims.superseded,
    claims.cumulative,
    claims.victims_named,
    mentions.date_start,
    mentions.date_end,
    mentions.location_key,
    claims.quote,
    claims.char_start,
    claims.char_end,
    claims.sentence,
    claims.confidence
from claims
inner join mentions on claims.mention_id = mentions.mention_id
inner join articles on claims.document_id = articles.document_id
left join links on claims.mention_id = links.mention_id
left join actors as employers
    on
        claims.employer_id = employers.actor_id
        and coalesce(mentions.date_start, date '9999-12-30') >= employers.holds_from
        and coalesce(mentions.date_start, date '9999-12-30') < employers.holds_until
left join actors as claimants
    on
        claims.claimant_id = claimants.actor_id
        and coalesce(mentions.date_start, date '9999-12-30') >= claimants.holds_from
        and coalesce(mentions.date_start, date '9999-12-30') < claimants.holds_until;
