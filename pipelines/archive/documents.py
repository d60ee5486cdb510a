"""What passes into the archive: a document that was found, or an input that was rejected, and their limits.

Here belong these records and the identity of a document. What does not: how they are found (`inputs`, `fetch`) or kept
(`store`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

from pipelines.schemas.quarantine import Reject

MediaType = Literal["text/plain", "text/html", "application/json"]


@dataclass(slots=True, frozen=True)
class Limits:
    """How far one input may go. `document_bytes` bounds one document: a file, or one line of a JSONL file."""

    document_bytes: int = 20_000_000
    meta_bytes: int = 1_000_000
    # Text shrinks to a fifth or a tenth in gzip; what grows two hundred times was made to fill a disk.
    gzip_ratio: int = 200


@dataclass(slots=True, frozen=True)
class Found:
    """One document as obtained. `origin`: a URL or a path as given, with #n for line (or list item) n from 1."""

    payload: bytes
    media_type: MediaType
    origin: str
    meta: dict[str, Any] | None = None

    @property
    def document_id(self) -> str:
        """SHA-256 of the payload, or of payload, NUL and the canonical JSON of what was given beside it."""
        return document_id(self.payload, self.meta)


@dataclass(slots=True, frozen=True)
class Rejected:
    """One input that became no document. `reason` tells in words what to do; `article_id` as given, where it was."""

    origin: str
    reason: str
    payload_hash: str | None = None
    article_id: str | None = None

    def reject(self) -> Reject:
        """The row that goes to `frames.Rejects`."""
        return Reject(stage="archive", reason=self.reason, origin=self.origin, payload_hash=self.payload_hash)


def document_id(payload: bytes, meta: dict[str, Any] | None) -> str:
    """The identity of a document: 64 hexadecimal digits. Empty metadata is no metadata."""
    digest = hashlib.sha256(payload)
    if meta:
        digest.update(b"\0" + canonical(meta).encode("utf-8"))
    return digest.hexdigest()


def canonical(meta: dict[str, Any]) -> str:
    """`meta` as JSON with sorted keys and no spare spaces: equal objects give equal strings."""
    return json.dumps(meta, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256(payload: bytes) -> str:
    return hashlib.sha256(payload).hexdigest()
