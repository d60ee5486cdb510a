-- description: Every incident as each release knew it: what changed, when and why.
-- grain: One version of one incident.
-- key: incident_id, version
-- depends: stg_history
-- source: the ledger of history, which is appended to and never rewritten
-- columns:
--   incident_id | The incident
--   version | Version, from 1
--   valid_from | When published evidence first supported this version (published, else fetched), UTC
--   valid_to | When newer evidence replaced it, UTC; null for the last
--   recorded_from | When the release with it went out, UTC
--   recorded_to | When a release replaced it, UTC; null for the last
--   release_id | The release that brought it
--   change | new, updated, merged, split, withdrawn
--   changed | Names of the fields that changed, as a JSON list
--   why | Why it changed
--   state | The incident as it stood, as a JSON object
select
    incident_id,
    version,
    valid_from,
    valid_to,
    recorded_from,
    recorded_to,
    release_id,
    change,
    changed,
    why,
    state
from stg_history;
