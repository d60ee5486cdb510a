-- severity: error
-- because: rows in must be rows out, rows set aside and rows rejected; anything else has vanished.
select
    run_id,
    stage,
    partition,
    rows_in,
    rows_out,
    rows_set_aside,
    rows_rejected
from etl_runs
where rows_in <> rows_out + rows_set_aside + rows_rejected;
