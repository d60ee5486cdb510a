"""One page: asked for when it is due, kept when it is new or says something else, remembered when it is gone.

Here belongs what an answer means for a page, and when it is looked at again. When its host may be asked does not (`turns`),
nor where it was listed (`walks`).
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from pipelines.archive import inputs, urls
from pipelines.archive.documents import Found, Rejected, sha256
from pipelines.archive.fetch import ledger
from pipelines.archive.fetch.client import ExchangeError, Response
from pipelines.archive.fetch.guard import RefusedError
from pipelines.archive.fetch.relevance import Relevance
from pipelines.archive.fetch.robots import Robots
from pipelines.archive.fetch.sources import Source
from pipelines.archive.fetch.state import State
from pipelines.archive.fetch.turns import NotNowError, StoppedError, Turns

_log = logging.getLogger(__name__)

_HOUR, _DAY = 3_600.0, 86_400.0
# Tolls are corrected within hours and days. What speaks of contractors is looked at more often than what does not.
_CHECKS = {True: (6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY, 30 * _DAY), False: (_DAY,)}
_MISSING_FOR = 12 * _HOUR  # a 404 is believed when it lasts; a 410 says so itself
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PARSED_AT_MOST = 1_500_000
_PARAGRAPH = re.compile(rb"<p[\s>](.*?)</p>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rb"<script\b.*?</script\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one page: `document` new bytes kept, `known` nothing new, `reject` given up, with its reason."""

    source: str
    document: bool = False
    known: bool = False
    reject: Rejected | None = None


class Pages:
    """The pages of all sources."""

    def __init__(self, state: State, turns: Turns, robots: Robots, sources: Mapping[str, Source], relevance: Relevance):
        self._state, self._turns, self._robots = state, turns, robots
        self._sources, self._relevance = sources, relevance
        self._manners = turns.manners

    def visit(self, key: str) -> Done | None:
        """Ask for the page if it is due still; None where somebody else did. Raises `NotNowError` where its host must wait."""
        row = self._due(key)
        if row is None:
            return None
        try:
            rules = self._robots.rules(row["url"])
            if not rules.allows(row["url"]):
                return self._give_up(row, f"the robots.txt of {row['host']} forbids it", state="refused")
            source = self._source(row)
            delay = max(rules.delay, source.delay if source else 0.0)
            with self._turns.turn(row["host"], delay=delay, budget=source.daily_budget if source else None) as turn:
                current = self._due(key)
                if current is None or current["url"] != row["url"]:
                    return None
                return self._judge(current, turn.get(row["url"], _conditions(current)))
        except RefusedError as error:
            return self._give_up(row, str(error))
        except ExchangeError as error:
            return self._try_again(row, str(error))
        except (NotNowError, StoppedError):
            raise
        except Exception as error:  # noqa: BLE001 - hostile input to parsers that are not ours: it stops nobody else
            _log.exception("the answer of %s could not be handled", row["url"])
            return self._try_again(row, f"the answer could not be handled ({type(error).__name__}: {error})"[:300])

    def _source(self, row: sqlite3.Row) -> Source | None:
        """Whose pace a page is asked for at: that of the source that listed it first, else of another that lists it."""
        if row["source"] not in self._sources:
            rows = self._state.rows("select source from sightings where key = ? order by source", (row["key"],))
            return next((self._sources[r["source"]] for r in rows if r["source"] in self._sources), None)
        return self._sources[row["source"]]

    def remember(self, meta: dict[str, Any], origin: str, fetched_at: float) -> None:
        """A page that the archive holds, for a state that was lost. Within a transaction.

        Without a fingerprint the next answer would count as a new version; so it is looked at when its source lists it as
        changed, and not before.
        """
        try:
            key = urls.canonical(meta.get("url") or origin)
            url = urls.clean(origin)
        except urls.UrlError:
            return
        self._state.execute(
            "insert into pages (key, url, host, source, meta, state, first_at, last_ok) values (?, ?, ?, '', ?, 'kept', ?, ?)"
            " on conflict (key) do update set last_ok = max(last_ok, excluded.last_ok)",
            (key, url, urls.host_of(url), json.dumps(meta, sort_keys=True), fetched_at, fetched_at),
        )

    def _due(self, key: str) -> sqlite3.Row | None:
        now = self._turns.clock.now()
        return self._state.row("select * from pages where key = ? and next_at <= ?", (key, now))

    def _judge(self, row: sqlite3.Row, response: Response) -> Done:
        status = response.status
        if status == 304 and row["last_ok"] is not None:
            return self._unchanged(row, response)
        if status in _REDIRECTS:
            return self._redirected(row, response)
        if status in {404, 410}:
            return self._missing(row, status)
        if status in {401, 402, 403, 451}:
            return self._try_again(row, f"{row['host']} keeps it back (status {status})")
        if status != 200:
            return self._give_up(row, f"{row['host']} answered {status}, expected 200")
        return self._received(row, response)

    def _received(self, row: sqlite3.Row, response: Response) -> Done:
        meta = json.loads(row["meta"])
        found = document(response, meta)
        if isinstance(found, Rejected):
            return self._give_up(row, found.reason, payload_hash=found.payload_hash)
        mark = fingerprint(found.payload, found.media_type)
        if mark == row["fingerprint"]:
            return self._unchanged(row, response)
        source = self._sources.get(row["source"])
        method = "search" if source and source.kind in {"gdelt", "reliefweb"} else "feed"
        now = self._turns.clock.now()
        relevant = self._relevance(found.payload)
        with self._state.transaction():
            self._state.execute(
                "insert into outbox (source, fetched_at, method, origin, media_type, meta, payload)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                (row["source"], now, method, found.origin, found.media_type, json.dumps(found.meta), found.payload),
            )
            self._seen(row, response, now, relevant=relevant, fingerprint=mark)
        return Done(row["source"], document=True)

    def _unchanged(self, row: sqlite3.Row, response: Response) -> Done:
        with self._state.transaction():
            self._seen(
                row, response, self._turns.clock.now(), relevant=bool(row["relevant"]), fingerprint=row["fingerprint"]
            )
        return Done(row["source"], known=True)

    def _seen(
        self, row: sqlite3.Row, response: Response, now: float, *, relevant: bool, fingerprint: str | None
    ) -> None:
        """The page is there. Called within a transaction."""
        plan = [row["first_at"] + age for age in _CHECKS[relevant]]
        next_at = next((moment for moment in plan if moment > now + _HOUR), None)
        self._state.execute(
            "update pages set state = 'kept', next_at = ?, tries = 0, hops = 0, checks = checks + 1, relevant = ?, etag = ?,"
            " modified = ?, fingerprint = ?, last_ok = ?, missing_since = null, error = null where key = ?",
            (
                next_at, int(relevant), response.headers.get("etag", row["etag"]),
                response.headers.get("last-modified", row["modified"]), fingerprint, now, row["key"],
            ),
        )  # fmt: skip
        if row["state"] == "gone":
            ledger.put(self._state, "pages", now, event="back", url=row["key"], source=row["source"])

    def _redirected(self, row: sqlite3.Row, response: Response) -> Done:
        """The page is elsewhere: that address is another page, asked for in its own host's turn."""
        location = response.headers.get("location", "")
        try:
            target = urls.clean(urljoin(row["url"], location))
            key = urls.canonical(target)
        except (urls.UrlError, ValueError) as error:
            return self._give_up(row, f"it redirects to {location[:80]!r}: {error}")
        if row["last_ok"] is not None and urlsplit(target).path in {"", "/"}:
            return self._missing(row, response.status)  # many sites send readers of a deleted article to the front page
        if row["hops"] >= self._manners.max_redirects or target == row["url"]:
            return self._give_up(row, f"it redirects without end, at last to {target[:200]}")
        if key != row["key"] and self._end_of(key) == row["key"]:
            return self._give_up(row, f"it redirects in a circle, by {target[:200]}")
        now = self._turns.clock.now()
        with self._state.transaction():
            if key == row["key"]:
                # Only the scheme, `www.` or the like differs: the same page under the address that the site prefers.
                self._state.execute(
                    "update pages set url = ?, host = ?, hops = hops + 1 where key = ?",
                    (target, urls.host_of(target), row["key"]),
                )
                return Done(row["source"])
            meta = json.dumps({**json.loads(row["meta"]), "url": key})
            # What was kept under the old address is known under the new one: the same text is no new version.
            self._state.execute(
                "insert or ignore into pages (key, url, host, source, meta, state, next_at, hops, first_at, last_ok,"
                " relevant, fingerprint) values (?, ?, ?, ?, ?, 'due', ?, ?, ?, ?, ?, ?)",
                (
                    key, target, urls.host_of(target), row["source"], meta, now, row["hops"] + 1, row["first_at"],
                    row["last_ok"], row["relevant"], row["fingerprint"],
                ),
            )  # fmt: skip
            self._state.execute(
                "update pages set state = 'alias', alias_of = ?, next_at = null, error = null where key = ?",
                (key, row["key"]),
            )
        return Done(row["source"])

    def _end_of(self, key: str) -> str:
        """Where the redirects that were seen from `key` on lead."""
        for _ in range(2 * self._manners.max_redirects):
            row = self._state.row("select alias_of from pages where key = ?", (key,))
            if row is None or row["alias_of"] is None:
                break
            key = row["alias_of"]
        return key

    def _missing(self, row: sqlite3.Row, status: int) -> Done:
        now = self._turns.clock.now()
        if row["last_ok"] is None:
            return self._try_again(row, f"{row['host']} has no such page (status {status})")
        since = row["missing_since"] if row["missing_since"] is not None else now
        gone = status == 410 or now - since >= _MISSING_FOR
        with self._state.transaction():
            self._state.execute(
                "update pages set state = ?, missing_since = ?, next_at = ?, error = ? where key = ?",
                ("gone" if gone else row["state"], since, None if gone else since + _MISSING_FOR,
                 f"status {status}", row["key"]),
            )  # fmt: skip
            if gone and row["state"] != "gone":
                ledger.put(
                    self._state, "pages", now, event="gone", url=row["key"], source=row["source"], status=status,
                    since=ledger.iso(since),
                )  # fmt: skip
        return Done(row["source"], known=True)

    def _try_again(self, row: sqlite3.Row, reason: str) -> Done:
        tries, now = row["tries"] + 1, self._turns.clock.now()
        since = row["first_at"] if row["last_ok"] is None else row["last_ok"]
        if tries >= self._manners.give_up_after and now - since >= self._manners.give_up_days * _DAY:
            return self._give_up(row, f"{reason}, {tries} times in {(now - since) / _DAY:.0f} days")
        wait = self._turns.backoff(row["key"], tries)
        self._state.execute(
            "update pages set tries = ?, next_at = ?, error = ? where key = ?",
            (tries, now + wait, reason, row["key"]),
        )
        return Done(row["source"])

    def _give_up(
        self, row: sqlite3.Row, reason: str, *, state: str = "failed", payload_hash: str | None = None
    ) -> Done:
        """The page is left; one that was kept before stays kept, without a reject: nothing of it was lost."""
        kept = row["last_ok"] is not None
        self._state.execute(
            "update pages set state = ?, next_at = null, error = ? where key = ?",
            (row["state"] if kept else state, reason, row["key"]),
        )
        return Done(row["source"], reject=None if kept else Rejected(row["url"], reason, payload_hash))


def document(response: Response, meta: dict[str, Any]) -> Found | Rejected:
    """The document in an answer, told from its content; only pages and texts: what is JSON could pass for many articles.

    Where neither mark, page nor bytes tell the encoding for certain, the one that the server names counts: the payload
    is then the same text in UTF-8 with its mark, and `meta` tells the encoding it came in.
    """
    found = next(iter(inputs.documents(response.body, response.url, meta=meta)))
    if isinstance(found, Rejected):
        label = re.search(
            r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", response.headers.get("content-type", ""), re.I
        )
        text = _decoded(response.body, label.group(1)) if label and response.body.strip() else None
        if text is None or label is None:
            return found
        again = inputs.documents(
            b"\xef\xbb\xbf" + text.encode("utf-8"), response.url, meta={**meta, "charset": label.group(1).lower()}
        )
        found = next(iter(again))
    if isinstance(found, Found) and found.media_type == "application/json":
        return Rejected(response.url, "JSON, expected a page or a text", sha256(response.body))
    return found


def fingerprint(payload: bytes, media_type: str) -> str:
    """What a page says, as a hash: equal for two answers that differ in advertisements, counters and tokens alone."""
    text = payload.decode("utf-8", "replace")
    if media_type == "text/html":
        main = None
        if len(payload) <= _PARSED_AT_MOST:
            import trafilatura

            logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
            main = trafilatura.extract(payload, include_comments=False, include_tables=True)
        text = main or re.sub(r"(?s)<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", " ", text)
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()


def rough_fingerprint(payload: bytes) -> str:
    """As `fingerprint`, of the text of the page's paragraphs alone: for files with millions of pages. Marked with `p:`."""
    paragraphs = _PARAGRAPH.findall(payload) or [payload]
    text = b" ".join(_TAG.sub(b" ", paragraph) for paragraph in paragraphs)
    return "p:" + hashlib.sha256(b" ".join(text.split())).hexdigest()


def _decoded(payload: bytes, label: str) -> str | None:
    try:
        text = payload.decode(label)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return text if isinstance(text, str) and "\0" not in text else None


def _conditions(row: sqlite3.Row) -> dict[str, str]:
    """The headers that make a request conditional (RFC 9110, 13.1), for a page that is kept."""
    if row["last_ok"] is None or row["fingerprint"] is None:
        return {}
    pairs = {"If-None-Match": row["etag"], "If-Modified-Since": row["modified"]}
    return {name: value for name, value in pairs.items() if value}
