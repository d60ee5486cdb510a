"""One incident as its page shows it: claims with copies of wire stories folded, rules beside them, its history.

What belongs here: arranging rows of one incident. What does not: reading them, any new figure, and how the page looks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from pipelines.report import words
from pipelines.report.queries import Published, Row

_SAME = (
    "effect",
    "victim_group",
    "employer_id",
    "nationality",
    "claimant",
    "claimant_type",
    "relayed_by",
    "figure_min",
    "figure_max",
    "figure_point",
    "modifier",
    "stance",
    "superseded",
    "cumulative",
    "role",
)


def page(published: Published, incident: Row, names: dict[str, str]) -> dict[str, Any]:
    """What the template of an incident's page takes. `names` are the actors' names by actor_id."""
    incident_id = incident["incident_id"]

    def rows(name: str) -> list[Row]:
        return published.by_incident[name].get(incident_id, [])

    estimates = rows("estimates")
    used = _used(estimates)
    voices = _voices(rows("claims"), used)
    effects = _effects(estimates, voices, [rule["rule_id"] for rule in published.many["rules"]])
    return {
        "incident": incident,
        "where": where(incident),
        "when": words.days(incident["date_start"], incident["date_end"]),
        "headline": words.span(
            incident["deaths_contractors_low"],
            incident["deaths_contractors_best"],
            incident["deaths_contractors_high"],
            is_open=bool(incident["high_is_open"]),
        ),
        "employers": _names(incident["employer_ids"], names),
        "perpetrators": _names(incident["perpetrator_ids"], names),
        "effects": effects,
        "others": [voice for voice in voices if voice["group"] != "contractor"],
        "articles": [_article(row) for row in rows("articles")],
        "history": versions(rows("history")),
        "rulings": ruled(rows("history")),
    }


def where(incident: Row) -> str:
    """ "Mopti, Mopti Region, Mali", as much as is known of it."""
    parts = [incident["place"], incident["adm_1"], incident.get("country_name") or incident["country"]]
    return words.clean(", ".join(dict.fromkeys(part for part in parts if part))) or "place unknown"


def _names(ids: list[str] | None, names: dict[str, str]) -> str:
    return ", ".join(words.clean(names.get(one) or words.plain(one)) for one in ids or [])


def _used(estimates: list[Row]) -> dict[int, list[str]]:
    """Which rules took a claim, by claim_key."""
    used: dict[int, list[str]] = defaultdict(list)
    for row in estimates:
        for key in row["claim_keys"] or []:
            used[key].append(row["rule_id"])
    return used


def _voices(claims: list[Row], used: dict[int, list[str]]) -> list[dict[str, Any]]:
    """Claims as voices: the same claim in copies of one wire story is said once, and each copy is named."""
    folded: dict[tuple[Any, ...], list[Row]] = {}
    for claim in claims:
        story = claim["near_duplicate_group"] or claim["document_id"]
        folded.setdefault((story, claim["quote"], *(claim[name] for name in _SAME)), []).append(claim)
    return [_voice(number, copies, used) for number, copies in enumerate(folded.values(), 1)]


def _voice(number: int, copies: list[Row], used: dict[int, list[str]]) -> dict[str, Any]:
    first = copies[0]
    rules = sorted({rule for copy in copies for rule in used.get(copy["claim_key"], ())})
    publisher = words.clean(first["publisher"] or "an unnamed outlet")
    return {
        "number": number,
        "effect": first["effect"],
        "group": first["victim_group"],
        "group_words": words.plain(first["victim_group"], words.GROUPS),
        "who": words.clean(first["claimant"] or publisher),
        "kind": words.plain(first["claimant_type"], words.CLAIMANTS),
        "side": words.SIDES.get(first["claimant_type"], "others"),
        "said": words.said(first),
        "figure_text": words.clean(first["figure_text"] or ""),
        "low": first["figure_min"],
        "high": first["figure_max"],
        "point": first["figure_point"],
        "denied": first["stance"] == "denied",
        "stance": words.plain(first["stance"]),
        "evidence": "" if first["evidence_type"] in {None, "statement"} else words.plain(first["evidence_type"]),
        "relayed_by": words.clean(first["relayed_by"] or ""),
        "employer": words.clean(first["employer_name"] or words.plain(first["employer_id"])),
        "confidence": first["confidence"],
        "apart": _apart(first),
        "rules": [words.plain(rule, words.RULES) for rule in rules],
        "pieces": _pieces(first["sentence"] or first["quote"], first["quote"]),
        "language": first["language"],
        "publisher": publisher,
        "copies": [_article(copy) for copy in copies],
    }


def _apart(claim: Row) -> str:
    """Why a claim enters no estimate of this incident, where that is said of it."""
    if claim["superseded"]:
        return "revised or withdrawn by the article itself"
    if claim["cumulative"]:
        return "a running total over several incidents"
    return "recalled as background" if claim["role"] == "background" else ""


def _pieces(sentence: str, quote: str) -> tuple[str, str, str]:
    """The sentence around its quote, each cleaned; where the quote runs over the sentence, the quote alone."""
    at = sentence.find(quote)
    if at < 0:
        return "", words.clean(quote), ""
    return words.clean(sentence[:at]), words.clean(quote), words.clean(sentence[at + len(quote) :])


def _effects(estimates: list[Row], voices: list[dict[str, Any]], order: list[str]) -> list[dict[str, Any]]:
    """Contractors' losses, effect by effect: what each rule makes of them, and who says what."""
    out = []
    for effect, name in words.EFFECTS.items():
        rows = sorted(
            (row for row in estimates if row["effect"] == effect), key=lambda row: order.index(row["rule_id"])
        )
        spoken = [voice for voice in voices if voice["effect"] == effect and voice["group"] == "contractor"]
        if rows or spoken:
            rules = [_rule(row, is_default=row["rule_id"] == order[0]) for row in rows]
            figures = [row[name] for row in (*rows, *spoken) for name in ("low", "high")]
            has_figures = any(figure is not None for figure in figures)
            out.append({"effect": effect, "name": name, "rules": rules, "voices": spoken, "has_figures": has_figures})
    return out


def _rule(row: Row, *, is_default: bool) -> dict[str, Any]:
    return {
        "name": words.plain(row["rule_id"], words.RULES),
        "is_default": is_default,
        "low": row["low"],
        "best": row["best"],
        "high": row["high"],
        "open": bool(row["high_is_open"]),
        "said": words.span(row["low"], row["best"], row["high"], is_open=bool(row["high_is_open"])),
        "n_claims": len(row["claim_keys"] or []),
    }


def _article(row: Row) -> dict[str, Any]:
    return {
        "title": words.clean(row["title"] or "without a title"),
        "publisher": words.clean(row["publisher"] or "an unnamed outlet"),
        "published_on": row["published_on"],
        "language": row["language"],
        "link": words.link(row["url"]),
        "url": words.clean(row["url"] or ""),
        "role": row["role"],
    }


def versions(rows: list[Row]) -> list[dict[str, Any]]:
    """The history of an incident, version by version, in words."""
    return [_version(row) for row in rows]


# A reason may hold semicolons itself: it ends where the history goes on with another one, or with an article.
_RULING = re.compile(r"ruling (?P<id>[\w-]+)(?:: (?P<why>.*?)(?=; ruling |; new article|$)| (?P<end>no longer stands))")


def ruled(rows: list[Row]) -> list[dict[str, Any]]:
    """What people decided about an incident, as its history tells it: each ruling, since when, why, and whether it stands."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        for match in _RULING.finditer(row["why"] or ""):
            one = found.setdefault(match["id"], {"id": match["id"], "since": row["recorded_from"], "why": ""})
            one["why"] = words.clean(match["why"] or one["why"])
            one["stands"] = match["end"] is None
    return list(found.values())


def _version(row: Row) -> dict[str, Any]:
    return {
        "version": row["version"],
        "change": words.plain(row["change"]),
        "changed": ", ".join(words.plain(name) for name in row["changed"] or []),
        "why": words.clean(row["why"] or ""),
        "recorded_from": row["recorded_from"],
        "release_id": row["release_id"],
        "figures": words.span(
            row["deaths_contractors_low"],
            row["deaths_contractors_best"],
            row["deaths_contractors_high"],
            is_open=bool(row["high_is_open"]),
        ),
        "grade": row["grade"] or "",
    }


def drawn(effect: dict[str, Any]) -> dict[str, Any]:
    """What the picture of one effect is drawn from, in the browser."""
    taken = ("number", "who", "kind", "side", "said", "low", "high", "point", "denied", "stance", "apart")
    claims = [
        {**{name: voice[name] for name in taken}, "copies": len(voice["copies"]), "publisher": voice["publisher"]}
        for voice in effect["voices"]
    ]
    return {"effect": effect["name"], "rules": effect["rules"], "claims": claims}
