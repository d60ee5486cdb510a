"""Articles in, incidents with claims out. `extract` is the way in; `DIGEST` names the state of what made an extraction."""

from pipelines.extraction.engine import DIGEST, SUPPORTED, extract

__all__ = ["DIGEST", "SUPPORTED", "extract"]
