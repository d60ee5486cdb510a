-- description: Copies of one wire story, as resolution grouped them.
-- grain: One article version.
-- key: document_id
-- depends: raw_wire_groups
-- columns: WireGroups
select
    document_id,
    near_duplicate_group
from raw_wire_groups;
