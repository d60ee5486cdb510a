"""What somebody ought to know of: a run that failed, a source that fell silent, losses that jump.

Here belong finding these (pure) and telling them once, to a file or a webhook. What is done about it is up to people.
A source's habit is how long its pauses between new entries used to be; a month's band is the median of the months before it,
with five of their median absolute deviations either way (robust against the one bad month; Hampel's rule takes three).
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import filelock
import httpx

from pipelines.archive.fetch import ledger

_HABIT_ENTRIES = 8  # fewer moments with new entries show no habit
_HABIT_TIMES = 3.0
_HABIT_LEAST = dt.timedelta(days=1)
_BAND_MONTHS = 6
_BAND_WIDTH = 5.0
_BAND_LEAST = 5.0


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to know. `key` names it: the same key is told once. `kind`: run_failed, source_silent, losses_jump."""

    kind: str
    key: str
    message: str
    at: dt.datetime


def run_failed(run_id: str, reason: str, *, now: dt.datetime) -> Alert:
    return Alert("run_failed", f"run_failed|{run_id}", f"Run {run_id} failed: {reason}", now)


def silent_sources(home: Path, names: Iterable[str], *, now: dt.datetime) -> list[Alert]:
    """Sources of `names` (those that are on) that have had no new entry for three of their longest usual pauses, and a day.

    A usual pause is one that nine of ten were shorter than. A source with fewer than eight moments of new entries has no
    habit yet.
    """
    moments: dict[str, list[dt.datetime]] = {name: [] for name in names}
    for line in ledger.read(home / "ledger", "attempts"):
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
    incidents: Iterable[tuple[str, dt.date | None, int | None]], threshold: int, *, now: dt.datetime
) -> list[Alert]:
    """Incidents (id, day, contractors killed at best) at or above `threshold`. Unknown figures are not above anything."""
    return [
        Alert(
            "losses_jump", f"losses_jump|{identity}|{killed}",
            f"Incident {identity} ({day or 'day unknown'}): {killed} contractors killed, at or above {threshold}.", now,
        )
        for identity, day, killed in sorted(incidents, key=lambda row: row[0])
        if killed is not None and killed >= threshold
    ]  # fmt: skip


def month_jumps(months: Mapping[str, float | None], *, now: dt.datetime) -> list[Alert]:
    """Months (`YYYY-MM` → losses; null outside coverage) above the band that the six and more months before them make."""
    known = [(month, value) for month, value in sorted(months.items()) if value is not None]
    out = []
    for position, (month, value) in enumerate(known):
        before = [earlier for _, earlier in known[:position]]
        if len(before) < _BAND_MONTHS:
            continue
        middle = statistics.median(before)
        spread = statistics.median(abs(earlier - middle) for earlier in before)
        top = middle + max(_BAND_WIDTH * spread, _BAND_LEAST)
        if value > top:
            message = (
                f"{month}: losses of {value:g}, above the band of the months before (up to {top:g}, median {middle:g})."
            )
            out.append(Alert("losses_jump", f"losses_jump|{month}|{value:g}", message, now))
    return out


def tell(
    alerts: Iterable[Alert],
    *,
    home: Path,
    file: Path | None = None,
    webhook: str | None = None,
    transport: httpx.BaseTransport | None = None,
    seconds: float = 10.0,
) -> list[Alert]:
    """Tell those alerts that were not told before, oldest first; returns them.

    `file` gets a line each. `webhook` gets a POST each: JSON with the fields of `Alert` and `text`, and the key as
    `Idempotency-Key`. What the webhook did not take (an error, or a status of 300 and more) is told again the next time;
    nothing is raised for it. The operator names the webhook: any address is allowed, redirects are not followed.
    """
    told_file = home / "ledger" / "alerts.jsonl"
    told_file.parent.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(home / "ledger" / "alerts.lock"):
        told = _keys(told_file)
        done = []
        client = httpx.Client(transport=transport, timeout=seconds, trust_env=False) if webhook else None
        try:
            for alert in sorted(alerts, key=lambda alert: (alert.at, alert.key)):
                if alert.key in told or (client and webhook and not _post(client, webhook, alert)):
                    continue
                if file is not None:
                    ledger.append(file, f"{alert.at:%Y-%m-%dT%H:%M:%SZ} {alert.kind}: {_one_line(alert.message)}\n")
                ledger.append(told_file, json.dumps({"key": alert.key, "at": alert.at.isoformat()}) + "\n")
                told.add(alert.key)
                done.append(alert)
        finally:
            if client:
                client.close()
    return done


def _post(client: httpx.Client, webhook: str, alert: Alert) -> bool:
    body = {**asdict(alert), "at": alert.at.isoformat(), "text": alert.message}
    try:
        answer = client.post(webhook, json=body, headers={"Idempotency-Key": alert.key})
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return answer.status_code < 300


def _keys(path: Path) -> set[str]:
    keys = set()
    for line in path.read_text("utf-8", "replace").splitlines() if path.exists() else []:
        try:
            keys.add(json.loads(line)["key"])
        except (ValueError, KeyError, TypeError):
            continue  # a line that a crash cut short
    return keys


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _span(span: dt.timedelta) -> str:
    hours = span.total_seconds() / 3600
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
