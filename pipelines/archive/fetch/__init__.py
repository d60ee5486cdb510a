"""Live sources: feeds, searches, watched folders and WARC files, read on a schedule into the archive.

Here belongs everything between a list of sources and the archive: politeness, safety, state, coverage, alerts. What a
document says does not; Dagster does not either. The way through:

    sources   the list              engine    a refresh: hosts in threads, then into the archive
    walks     a list step by step   listings  reading feeds and searches (pure)
    pages     a page and its fate   warc      WARC files, sieved by relevance
    turns     politeness            robots    robots.txt
    client    one bounded exchange  guard     which addresses may be spoken to
    state     SQLite, rebuildable   ledger    attempts, for good
    status    for people            alerts    silence, jumps, failures
"""

from pipelines.archive.fetch.alerts import Alert, incident_jumps, month_jumps, run_failed, silent_sources, tell, unsent
from pipelines.archive.fetch.config import Manners
from pipelines.archive.fetch.engine import FetchReport, Progress, fetch
from pipelines.archive.fetch.ledger import source_days, vanished
from pipelines.archive.fetch.sources import Source, SourcesError, listed, load, sources_frame
from pipelines.archive.fetch.status import SourceStatus, rejected, status, waiting_since
from pipelines.archive.fetch.turns import Clock
from pipelines.archive.fetch.walks import Outcome

__all__ = [
    "Alert", "Clock", "FetchReport", "Manners", "Outcome", "Progress", "Source", "SourceStatus", "SourcesError",
    "fetch", "incident_jumps", "listed", "load", "month_jumps", "rejected", "run_failed", "silent_sources", "source_days",
    "sources_frame", "status", "tell", "unsent", "vanished", "waiting_since",
]  # fmt: skip
