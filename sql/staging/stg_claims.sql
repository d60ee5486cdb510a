-- description: Claims as extraction hands them over, typed.
-- grain: One claim of one version of an article.
-- key: claim_id
-- depends: raw_claims
-- columns: Claims
select
    claim_id,
    mention_id,
    document_id,
    effect,
    victim_group,
    employer_id,
    nationality,
    cast(figure_min as integer) as figure_min,
    cast(figure_max as integer) as figure_max,
    cast(figure_point as integer) as figure_point,
    modifier,
    figure_text,
    claimant,
    claimant_id,
    claimant_type,
    relayed_by,
    stance,
    evidence_type,
    part_of,
    superseded,
    cumulative,
    quote,
    cast(char_start as integer) as char_start,
    cast(char_end as integer) as char_end,
    sentence,
    confidence,
    victims_named
from raw_claims;
