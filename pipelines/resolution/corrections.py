"""Rulings on claims: corrections and rejections, applied to what was extracted.

Here belongs finding the claim that a ruling was made on and changing it. The file of rulings is `rulings`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

import polars as pl

from pipelines.resolution.rulings import RulingError, anchor_of, standing, unapplied
from pipelines.schemas import contract

_WORDS: dict[str, Any] = {
    "effect": contract.Effect, "victim_group": contract.VictimGroup, "modifier": contract.Modifier,
    "claimant_type": contract.ClaimantType, "stance": contract.Stance, "evidence_type": contract.Evidence,
}  # fmt: skip
_NUMBERS = ("figure_min", "figure_max", "figure_point")
_FLAGS = ("superseded", "cumulative", "victims_named")
_TEXTS = ("employer_id", "nationality", "claimant", "claimant_id", "relayed_by")
# Two stretches of text are one quote where they share at least this part of the longer.
_OVERLAP = 0.5


@dataclass(frozen=True)
class Ruled:
    """`claims`: what stands, corrected, in the order given. `rejected`: the claims that a ruling rejects, as extracted, with
    ruling_id and why. `corrected`: claim_id, ruling_id, field, before, after. `unapplied`: rulings that found nothing."""

    claims: pl.DataFrame
    rejected: pl.DataFrame
    corrected: pl.DataFrame
    unapplied: pl.DataFrame


def parse_correction(value: str) -> dict[str, Any]:
    """The fields that `field=value` sets. `figure=6` sets an exact figure; an empty value is unknown. Raises RulingError for a
    field that cannot be corrected or a value that it cannot have."""
    name, sign, text = value.partition("=")
    name, text = name.strip(), text.strip()
    if not sign:
        raise RulingError(
            f"correction {value!r}: expected field=value, for example figure=6 or victim_group=state_forces."
        )
    if name == "figure":
        number = _number(name, text)
        return {
            "figure_min": number,
            "figure_max": number,
            "figure_point": number,
            "modifier": "none" if number is None else "exact",
        }
    if name in _NUMBERS:
        return {name: _number(name, text)}
    if name in _FLAGS:
        if text not in ("true", "false"):
            raise RulingError(f"{name}={text}: expected true or false.")
        return {name: text == "true"}
    if name in _WORDS:
        allowed = get_args(_WORDS[name])
        if text not in allowed:
            raise RulingError(f"{name}={text}: expected one of {', '.join(allowed)}.")
        return {name: text}
    if name == "nationality" and text and not (len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()):
        raise RulingError(f"nationality={text}: expected ISO 3166-1 alpha-3, for example RUS.")
    if name in _TEXTS:
        return {name: text or None}
    fields = ["figure", *_NUMBERS, *_WORDS, *_TEXTS, *_FLAGS]
    raise RulingError(f"{name!r} cannot be corrected: expected one of {', '.join(fields)}.")


def _number(name: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise RulingError(f"{name}={text}: expected a whole number from 0, or nothing for unknown.")
    return int(text)


def apply_to_claims(claims: pl.DataFrame, people: pl.DataFrame, articles: pl.DataFrame) -> Ruled:
    """Apply `correct` and `reject` to `frames.Claims` as extracted. `people`: `rulings.read`; `articles`: document_id and
    article_key, for an article whose newer version says the same words. Where two rulings set one field the later one holds."""
    lost: list[tuple[dict[str, Any], str]] = []
    changes: dict[str, dict[str, Any]] = {}
    corrected: list[dict[str, Any]] = []
    rejected: dict[str, dict[str, Any]] = {}
    rulings = standing(people, "correct", "reject")
    by_document = _near(claims, articles, rulings)
    for ruling in rulings:
        claim, reason = _find(by_document, ruling)
        if claim is None:
            lost.append((ruling, reason))
            continue
        if ruling["verb"] == "reject":
            rejected[claim["claim_id"]] = ruling
            continue
        try:
            fields = parse_correction(ruling["value"])
        except RulingError as error:
            lost.append((ruling, str(error)))
            continue
        so_far = {**claim, **changes.get(claim["claim_id"], {})}
        if _crossed({**so_far, **fields}):
            lost.append(
                (ruling, f"{ruling['value']} would make the lower bound exceed the upper: correct the other bound too.")
            )
            continue
        changes.setdefault(claim["claim_id"], {}).update(fields)
        corrected += [
            {
                "claim_id": claim["claim_id"],
                "ruling_id": ruling["ruling_id"],
                "field": name,
                "before": _shown(so_far[name]),
                "after": _shown(after),
            }
            for name, after in fields.items()
            if so_far[name] != after
        ]
    out = _rejections(claims, rejected)
    return Ruled(
        claims=_changed(claims, changes).join(out.select("claim_id"), on="claim_id", how="anti", maintain_order="left"),
        rejected=out,
        corrected=pl.DataFrame(
            corrected, schema=dict.fromkeys(["claim_id", "ruling_id", "field", "before", "after"], pl.String)
        ),
        unapplied=unapplied(lost),
    )


def concern(people: pl.DataFrame, articles: pl.DataFrame) -> bool:
    """Whether a standing `correct` or `reject` was made on one of these articles, or on another version of one."""
    anchors = [anchor_of(ruling) or {} for ruling in standing(people, "correct", "reject")]
    documents, keys = set(articles["document_id"]), set(articles["article_key"])
    return any(a.get("document_id") in documents or a.get("article_key") in keys for a in anchors)


def _crossed(claim: dict[str, Any]) -> bool:
    low, high = claim["figure_min"], claim["figure_max"]
    return low is not None and high is not None and low > high


def _shown(value: Any) -> str | None:
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _near(
    claims: pl.DataFrame, articles: pl.DataFrame, rulings: list[dict[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """The claims of the documents that rulings were made on, by document_id and by article_key."""
    anchors = [anchor_of(ruling) or {} for ruling in rulings]
    documents = sorted({a["document_id"] for a in anchors if a.get("document_id")})
    keys = sorted({a["article_key"] for a in anchors if a.get("article_key")})
    versions = articles.select("document_id", "article_key").filter(
        pl.col("document_id").is_in(documents) | pl.col("article_key").is_in(keys)
    )
    out: dict[str, list[dict[str, Any]]] = {}
    for row in claims.join(versions, on="document_id").sort("claim_id").to_dicts():
        out.setdefault(row["document_id"], []).append(row)
        out.setdefault(row["article_key"], []).append(row)
    return out


def _find(near: dict[str, list[dict[str, Any]]], ruling: dict[str, Any]) -> tuple[dict[str, Any] | None, str]:
    anchor = anchor_of(ruling)
    if not anchor or not isinstance(anchor.get("quote"), str):
        return None, "its anchor cell cannot be read: make the ruling again."
    there = near.get(anchor["document_id"], [])
    if not there and not near.get(anchor.get("article_key") or ""):
        return (
            None,
            "no claim is left of the document that it was made on: look whether the article was read again or withdrawn.",
        )
    candidates = [row for row in there if _same_words(row, anchor)]
    # A newer version of the article that keeps the sentence keeps the ruling.
    candidates = candidates or [
        row for row in near.get(anchor.get("article_key") or "", []) if row["quote"] == anchor["quote"]
    ]
    if not candidates:
        return (
            None,
            "no claim rests on the quote any more: the sentence is read differently now. Rule on the new claim, or undo this.",
        )
    return max(candidates, key=lambda row: (_agreement(row, anchor), row["claim_id"])), ""


def _same_words(row: dict[str, Any], anchor: dict[str, Any]) -> bool:
    if row["quote"] == anchor["quote"]:
        return True
    start, end = anchor["char_start"], anchor["char_start"] + len(anchor["quote"])
    shared = min(row["char_end"], end) - max(row["char_start"], start)
    return bool(
        shared >= _OVERLAP * max(end - start, row["char_end"] - row["char_start"])
        and row["figure_text"] == anchor["figure_text"]
    )


def _agreement(row: dict[str, Any], anchor: dict[str, Any]) -> tuple[int, bool, int]:
    same = sum(row[name] == anchor.get(name) for name in ("effect", "victim_group", "figure_text", "claimant"))
    return same, row["quote"] == anchor["quote"], -abs(row["char_start"] - anchor["char_start"])


def _rejections(claims: pl.DataFrame, rejected: dict[str, dict[str, Any]]) -> pl.DataFrame:
    rows = pl.DataFrame(
        [
            {"claim_id": claim, "ruling_id": ruling["ruling_id"], "why": ruling["why"]}
            for claim, ruling in sorted(rejected.items())
        ],
        schema=dict.fromkeys(["claim_id", "ruling_id", "why"], pl.String),
    )
    return claims.join(rows, on="claim_id", how="inner", maintain_order="left")


def _changed(claims: pl.DataFrame, changes: dict[str, dict[str, Any]]) -> pl.DataFrame:
    if not changes:
        return claims
    touched = claims.filter(pl.col("claim_id").is_in(sorted(changes)))
    rows = [{**row, **changes[row["claim_id"]]} for row in touched.to_dicts()]
    new = pl.DataFrame(rows, schema=claims.schema)
    order = claims.select("claim_id")
    return order.join(
        pl.concat([claims.join(new, on="claim_id", how="anti"), new]), on="claim_id", how="left", maintain_order="left"
    ).select(claims.columns)
