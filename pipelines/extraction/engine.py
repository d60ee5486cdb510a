"""The extractor: one article in, what it says out. Ties the parts together and computes nothing of its own.

Deterministic and offline. `DIGEST` names the state of code, words, models and reference data that an extraction
came from, so that what was extracted once is kept.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipelines.extraction.actors.find import find_actors
from pipelines.extraction.claims.find import find_claims
from pipelines.extraction.dates.find import find_dates
from pipelines.extraction.incidents.assemble import assemble
from pipelines.extraction.incidents.contractors import evident, ground
from pipelines.extraction.languages import SUPPORTED
from pipelines.extraction.places.find import find_places
from pipelines.extraction.relevance import relevant_incidents, worth_reading
from pipelines.extraction.text.document import read
from pipelines.schemas.contract import Article, Extraction

_PACKAGE = Path(__file__).parent.parent
_PARTS = ("extraction", "reference")
_KINDS = (".py", ".csv", ".toml", ".parquet", ".npz", ".json", ".txt")


def extract(article: Article, *, everything: bool = False, explain: bool = False) -> Extraction:
    """What one article says, by the data contract.

    With `everything`, every casualty incident whoever the victims are, and `relevant` means any. With `explain`, each
    claim carries what made it. An article in a language that is not `SUPPORTED` is rejected, not read badly.
    """
    if article.language not in SUPPORTED:
        known = ", ".join(sorted(SUPPORTED))
        return Extraction(
            article,
            None,
            rejected=f"language {article.language!r} is not supported; expected one of {known}. "
            "Leave the article out, or give its language if it was guessed wrongly.",
        )
    if not worth_reading(article, everything=everything):
        return Extraction(article, False)
    document = read(article)
    actors = find_actors(document)
    claims = find_claims(document, actors, explain=explain)
    if not claims:
        return Extraction(article, False)
    dates = find_dates(document)
    places = find_places(document, [*actors, *dates])
    claims = ground(document, claims, actors, places)
    if not (everything or any(f.claim.victim_group == "contractor" for f in claims)):
        return Extraction(article, False)
    shown = None if everything else evident(document, claims, actors, places)
    incidents = assemble(document, claims, actors, dates, places, shown=shown)
    kept = relevant_incidents(document, incidents, shown=shown)
    return Extraction(article, bool(kept), kept)


def _digest() -> str:
    """SHA-256 over every file that an extraction depends on, by path; hex, 16 characters. Training counts by its weights."""
    made = hashlib.sha256()
    for part in _PARTS:
        for path in sorted((_PACKAGE / part).rglob("*")):
            if path.suffix in _KINDS and not {"__pycache__", "training"} & set(path.parts):
                made.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
                made.update(hashlib.sha256(path.read_bytes()).digest())
    made.update(hashlib.sha256((_PACKAGE / "schemas" / "contract.py").read_bytes()).digest())
    return made.hexdigest()[:16]


DIGEST = _digest()
