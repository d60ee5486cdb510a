-- description: Which incident a mention tells of, as resolution decided.
-- grain: One mention of a current article version.
-- key: mention_id
-- depends: raw_links
-- columns: Links
select
    mention_id,
    incident_id,
    score,
    method
from raw_links;
