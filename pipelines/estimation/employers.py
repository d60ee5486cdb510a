"""Whose people a figure counts: companies that are one for this incident fold into one.

A parent and its successor that both stand in one incident are one employer, and a figure whose employer is not said, or
is "an unknown Russian company", belongs to the only named one. Where several stand, such a figure belongs to none of
them: it counts for the incident and in no employer's row, so that nobody is counted twice. Which companies exist and
how they are related is `reference`'s.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import polars as pl

UNKNOWN = "unknown_"


def kin_pairs(actors: pl.DataFrame) -> frozenset[tuple[str, str]]:
    """(actor, its parent or successor), from a frame with `actor_id`, `parent`, `successor` (null or empty: none)."""
    pairs = set()
    for relation in ("parent", "successor"):
        known = actors.filter(pl.col(relation).fill_null("") != "")
        pairs |= set(zip(known["actor_id"], known[relation], strict=True))
    return frozenset(pairs)


def folded(claims: pl.DataFrame, kin: Iterable[tuple[str, str]]) -> pl.DataFrame:
    """Claims with `employer`, after folding (null where it cannot be told or the victims have none), and `sole`, the one
    company that all contractors of the incident belong to."""
    relatives: dict[str, set[str]] = defaultdict(set)
    for one, other in kin:
        relatives[one].add(other)
        relatives[other].add(one)
    named = (
        claims.filter(pl.col("victim_group") == "contractor")
        .group_by(["incident_id", "employer_id"])
        # A denial names an employer, but must not decide under which name the others' figures stand.
        .agg(said=pl.col("source_key").filter(~pl.col("denied")).n_unique())
        .sort(["incident_id", "employer_id"])
    )
    groups = named.group_by("incident_id").agg("employer_id", "said")
    rows: list[tuple[str, str | None, str | None]] = []
    known: dict[tuple[tuple[str | None, int], ...], dict[str | None, str | None]] = {}
    for incident, names, said in groups.iter_rows():
        standing = tuple(zip(names, said, strict=True))
        if standing not in known:
            known[standing] = _fold_one(dict(standing), relatives)
        rows += [(incident, name, to) for name, to in known[standing].items()]
    schema = {"incident_id": pl.String, "employer_id": pl.String, "employer": pl.String}
    mapping = pl.DataFrame(rows, schema=schema, orient="row")
    sole = mapping.group_by("incident_id").agg(sole=pl.col("employer").first(), n=pl.col("employer").n_unique())
    contractors = pl.col("victim_group") == "contractor"
    return (
        claims.join(mapping, on=["incident_id", "employer_id"], how="left", nulls_equal=True, maintain_order="left")
        .join(sole.filter(pl.col("n") == 1).drop("n"), on="incident_id", how="left", maintain_order="left")
        .with_columns(employer=pl.when(contractors).then("employer"))
    )


def _fold_one(names: dict[str | None, int], relatives: dict[str, set[str]]) -> dict[str | None, str | None]:
    """Each employer of one incident (None: not said) → the one it stands under."""
    known = sorted(name for name in names if name and not name.startswith(UNKNOWN))
    families = _families(known, relatives)
    out: dict[str | None, str | None] = {}
    for family in families:
        head = max(sorted(family), key=lambda name: names[name])
        out |= dict.fromkeys(family, head)
    heads = sorted({head for head in out.values() if head})
    vague = [name for name in names if name not in out]
    if not heads:
        # No company named: "unknown_russian_pmc" is still more than "unknown_pmc" or nothing.
        telling = sorted(name for name in vague if name and name != f"{UNKNOWN}pmc")
        heads = telling or sorted(name for name in vague if name)
    only = heads[0] if len(heads) == 1 else None
    return out | {name: only if only or name not in heads else name for name in vague}


def _families(names: list[str], relatives: dict[str, set[str]]) -> list[list[str]]:
    """The names in groups of kin; kinship runs through names that stand here, and through no other."""
    left, families = Counter(names), []
    while left:
        family, border = [], [min(left)]
        while border:
            name = border.pop()
            if name in left:
                del left[name]
                family.append(name)
                border += sorted(relatives.get(name, set()) & left.keys())
        families.append(family)
    return families
