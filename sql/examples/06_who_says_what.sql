-- question: What do the attackers say, and what does the other side say, incident by incident?
-- answer: One row per incident that both the attackers and somebody else give a number for.
-- columns: incident_id, said_by_perpetrator, said_by_others, ratio
with told as (
    select
        incident_id,
        said_by_perpetrator,
        coalesce(said_by_host_state, said_by_employer, said_by_local_official, said_by_monitor, said_by_media) as said_by_others
    from claims_wide
    where victim_group = 'contractor' and effect = 'killed'
)

select
    incident_id,
    said_by_perpetrator,
    said_by_others,
    round(said_by_perpetrator / nullif(said_by_others, 0), 1) as ratio
from told
where said_by_perpetrator is not null and said_by_others is not null
order by ratio desc nulls last, incident_id asc;
