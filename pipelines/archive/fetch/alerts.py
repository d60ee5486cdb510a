"""What somebody ought to know of: a run that failed, a source that fell silent, losses that jump.

Here belong finding these (pure) and telling each once, to a file and a webhook. What is done about it is up to people. A
source's habit is how long its pauses between new entries used to be; a month's band is the median of the months before it,
with five of their median absolute deviations either way (robust against the one bad month; Hampel's rule takes three). What
was told stands in `ledger/alerts.jsonl`: a line where something was found, one more where the webhook took it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import logging
import math
import re
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

import filelock
import httpx

from pipelines.archive.fetch import ledger

_HABIT_ENTRIES = 8  # fewer moments with new entries show no habit
_HABIT_TIMES = 3.0
_HABIT_LEAST = dt.timedelta(days=1)
_HABIT_MONTHS = 4  # of the log of attempts: older habits are none
_BAND_MONTHS = 6
_BAND_WIDTH = 5.0
_BAND_LEAST = 5.0
_LOCK_SECONDS = 30.0
_SEND_FOR = dt.timedelta(days=7)  # what a webhook did not take is sent again for so long


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to know. `key` names it: the same key is told once. `kind`: run_failed, source_silent, losses_jump."""

    kind: str
    key: str
    message: str
    at: dt.datetime


def run_failed(job: str, run_id: str, reason: str, *, since: str | None, now: dt.datetime) -> Alert:
    """A run that failed. A job that fails for the same reason each hour is told once until it has succeeded again.

    `since` is the id of the job's last run that succeeded. Figures in the reason do not make it another one.
    """
    digest = hashlib.sha256(re.sub(r"[0-9a-f]*\d[0-9a-f]*", "", reason).encode()).hexdigest()[:16]
    return Alert("run_failed", f"run_failed|{job}|{since}|{digest}", f"{job}, run {run_id[:8]}, failed: {reason}", now)


def silent_sources(home: Path, names: Iterable[str], *, now: dt.datetime) -> list[Alert]:
    """Sources of `names` (those that are on) that have had no new entry for three of their longest usual pauses, and a day.

    A usual pause is one that nine of ten were shorter than. A source with fewer than eight moments of new entries has no
    habit yet.
    """
    moments: dict[str, list[dt.datetime]] = {name: [] for name in names}
    for line in ledger.read(home / "ledger", "attempts", months=_HABIT_MONTHS):
        if line["source"] in moments and line.get("entries", 0) > 0 and line.get("walk") == "live":
            moments[line["source"]].append(dt.datetime.fromisoformat(line["at"].replace("Z", "+00:00")))
    out = []
    for name in sorted(moments):
        known = sorted(moment for moment in moments[name] if moment <= now)
        if len(known) < _HABIT_ENTRIES:
            continue
        pauses = sorted(later - sooner for sooner, later in itertools.pairwise(known))
        habit = pauses[min(len(pauses) - 1, int(0.9 * len(pauses)))]
        if now - known[-1] > max(_HABIT_TIMES * habit, _HABIT_LEAST):
            message = (
                f"{name} has had nothing new since {known[-1]:%Y-%m-%d %H:%M} UTC; it used to have something every "
                f"{_span(habit)} at least. See `losses sources status`."
            )
            out.append(Alert("source_silent", f"source_silent|{name}|{known[-1].isoformat()}", message, now))
    return out


def incident_jumps(
    incidents: Iterable[tuple[str, dt.date | None, str | None, int | None]], threshold: int, *, now: dt.datetime
) -> list[Alert]:
    """Incidents (id, day, place, contractors killed at best) at or above `threshold`; unknown figures are above nothing.

    An incident whose figure grows is told again each time that it has doubled.
    """
    return [
        Alert(
            "losses_jump", f"losses_jump|{identity}|{int(math.log2(killed / threshold))}",
            f"Incident {identity} ({day or 'day unknown'}, {place or 'place unknown'}): {killed} contractors killed, "
            f"at or above {threshold}.", now,
        )
        for identity, day, place, killed in sorted(incidents, key=lambda row: row[0])
        if killed is not None and killed >= threshold
    ]  # fmt: skip


def month_jumps(months: Mapping[str, float | None], *, where: str, now: dt.datetime, since: str = "") -> list[Alert]:
    """Months (`YYYY-MM` → contractors killed; null where unknown) from `since` on that lie above their band.

    The band of a month is made by the months before it, at least six of which must be known; in `where`, a country. A month
    that grows is told again each time that its losses have doubled.
    """
    known = [(month, value) for month, value in sorted(months.items()) if value is not None]
    out = []
    for position, (month, value) in enumerate(known):
        before = [earlier for _, earlier in known[:position]]
        if len(before) < _BAND_MONTHS or month < since:
            continue
        middle = statistics.median(before)
        spread = statistics.median(abs(earlier - middle) for earlier in before)
        top = middle + max(_BAND_WIDTH * spread, _BAND_LEAST)
        if value > top:
            message = (
                f"{where}, {month}: {value:g} contractors killed, above the band of the months before (up to {top:g}, "
                f"median {middle:g})."
            )
            key = f"losses_jump|{where}|{month}|{int(math.log2(value / top))}"
            out.append(Alert("losses_jump", key, message, now))
    return out


def tell(
    alerts: Iterable[Alert],
    *,
    home: Path,
    now: dt.datetime,
    file: Path | None = None,
    webhook: str | None = None,
    transport: httpx.BaseTransport | None = None,
    seconds: float = 10.0,
) -> list[Alert]:
    """Tell those alerts that were not told before, oldest first; returns them.

    `file` gets a line each. `webhook` gets a POST each: JSON with the fields of `Alert` and `text`, and the key as
    `Idempotency-Key`. What the webhook did not take (no answer, or a status of 300 and more) is sent again with the next
    call, for a week; nothing is raised for it. The operator names the webhook: any address is allowed, redirects are
    not followed, and its address, which may hold a token, is logged nowhere. Where another process is telling, nothing is
    told now. Raises `OSError` where a file cannot be written.
    """
    book = home / "ledger" / "alerts.jsonl"
    book.parent.mkdir(parents=True, exist_ok=True)
    try:
        with filelock.FileLock(home / "ledger" / "alerts.lock", timeout=_LOCK_SECONDS):
            known, waiting = _told(book)
            new = []
            for alert in sorted(alerts, key=lambda alert: (alert.at, alert.key)):
                if alert.key in known:
                    continue
                if file is not None:
                    ledger.append(file, f"{alert.at:%Y-%m-%dT%H:%M:%SZ} {alert.kind}: {_one_line(alert.message)}\n")
                ledger.append(book, json.dumps({**asdict(alert), "at": alert.at.isoformat()}) + "\n")
                known.add(alert.key)
                waiting.append(alert)
                new.append(alert)
            if webhook:
                with httpx.Client(transport=transport, timeout=seconds, trust_env=False) as client:
                    _send(client, webhook, [alert for alert in waiting if now - alert.at < _SEND_FOR], book)
            return new
    except filelock.Timeout:
        return []


def unsent(home: Path) -> list[Alert]:
    """The alerts that no webhook took yet, oldest first; all of them where there is none."""
    return _told(home / "ledger" / "alerts.jsonl")[1]


def _send(client: httpx.Client, webhook: str, alerts: Iterable[Alert], book: Path) -> None:
    """Send until the first that is not taken: a webhook that is down is not waited for again and again."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it logs each address, and this one may hold a token
    for alert in alerts:
        body = {**asdict(alert), "at": alert.at.isoformat(), "text": alert.message}
        try:
            answer = client.post(webhook, json=body, headers={"Idempotency-Key": quote(alert.key, safe="|:+")})
        except (httpx.HTTPError, httpx.InvalidURL):
            return
        if answer.status_code >= 300:
            return
        ledger.append(book, json.dumps({"key": alert.key, "sent": True}) + "\n")


def _told(book: Path) -> tuple[set[str], list[Alert]]:
    """The keys of what was told, and the alerts that no webhook took yet, oldest first."""
    found: dict[str, Alert] = {}
    sent = set()
    for line in book.read_text("utf-8", "replace").splitlines() if book.exists() else []:
        try:
            value = json.loads(line)
            if value.get("sent"):
                sent.add(value["key"])
            else:
                at = dt.datetime.fromisoformat(value["at"])
                found[value["key"]] = Alert(value["kind"], value["key"], value["message"], at)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # a line that a crash cut short
    return set(found), [alert for key, alert in found.items() if key not in sent]


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _span(span: dt.timedelta) -> str:
    hours = span.total_seconds() / 3600
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
