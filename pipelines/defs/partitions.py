"""The one partitioning: UTC days of fetching, the current day included (it is filled several times)."""

import dagster as dg

# No document is older than the product: an earlier start would only show empty days.
fetch_days = dg.DailyPartitionsDefinition(start_date="2026-11-01", timezone="UTC", end_offset=1)

# A range of days is one run: a run a day would take an hour for a year.
one_run = dg.BackfillPolicy.single_run()
