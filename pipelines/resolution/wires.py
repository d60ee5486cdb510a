"""Wire copies: articles whose texts are nearly the same are one source group, however many days lie between them.

Here belongs the likeness of whole texts, from the stored MinHash signatures. Whether two articles tell of one incident is
decided in `scoring`, where being copies is one piece of evidence among others.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.resolution.components import connected_components
from pipelines.resolution.index import packed, unpacked

SIGNATURE_VALUES = 128
# 32 bands of 4 values: two texts of Jaccard likeness s meet in a band with probability 1 - (1 - s^4)^32, which is .87 at
# .5 and .999 at .7. What meets is then compared over all 128 values.
BANDS = 32
# Copies that an editor has touched keep about half of their shingles; two reports of one event by different hands
# share a tenth.
COPY_LIKENESS = 0.45

_ODD = np.uint64(0x9E3779B97F4A7C15)

Signatures = npt.NDArray[np.uint32]
Bands = npt.NDArray[np.uint64]


def wire_groups(articles: pl.DataFrame) -> pl.DataFrame:
    """Group near-duplicate texts: document_id, near_duplicate_group (the smallest document_id of the group).

    Takes `frames.Articles`; an article that has no copy is a group of its own. The groups do not depend on the order of
    the rows. Raises ValueError where a signature has not 128 values.
    """
    rows = articles.select("document_id", "signature").sort("document_id")
    signatures = read_signatures(rows)
    left, right = copies(signatures)
    roots = connected_components(rows.height, left, right)
    return rows.select("document_id").with_columns(near_duplicate_group=rows["document_id"].gather(roots))


def read_signatures(rows: pl.DataFrame) -> Signatures:
    """The signatures of `rows` as a matrix (documents, 128)."""
    wrong = rows.filter(pl.col("signature").bin.size() != SIGNATURE_VALUES * 4)
    if wrong.height:
        raise ValueError(
            f"signature of document {wrong['document_id'][0]}: expected {SIGNATURE_VALUES} little-endian 32-bit integers, "
            f"found {len(wrong['signature'][0])} bytes. Read the article again with the current code."
        )
    joined = b"".join(rows["signature"].to_list())
    return np.frombuffer(joined, dtype="<u4").reshape(rows.height, SIGNATURE_VALUES)


def band_keys(signatures: Signatures) -> Bands:
    """One 64-bit number per document and band: equal numbers, equal bands (but for chance)."""
    width = SIGNATURE_VALUES // BANDS
    parts = signatures.reshape(len(signatures), BANDS, width).astype(np.uint64)
    keys = np.broadcast_to(np.arange(1, BANDS + 1, dtype=np.uint64), (len(signatures), BANDS)).copy()
    for column in range(width):
        keys = (keys ^ parts[:, :, column]) * _ODD
        keys ^= keys >> np.uint64(29)
    empty = wordless(signatures)
    keys[empty] = np.flatnonzero(empty).astype(np.uint64)[:, None]
    return keys


def wordless(signatures: Signatures) -> npt.NDArray[np.bool_]:
    """Texts with no word at all: they have one and the same signature, and are copies of nothing."""
    if not len(signatures):
        return np.zeros(0, dtype=np.bool_)
    return np.asarray((signatures == signatures[:, :1]).all(axis=1))


def copies(signatures: Signatures) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of rows that are copies: all that share a band and are alike enough. Of rows with one and the same signature only
    the first is compared with others."""
    keys = band_keys(signatures)
    order, first = _same(keys)
    lefts, rights = [order[first]], [order]
    distinct = np.unique(order[first])
    for band in range(BANDS):
        left, right = _sharing(keys[distinct, band])
        lefts.append(distinct[left])
        rights.append(distinct[right])
    pairs = unpacked(np.unique(packed(np.concatenate(lefts), np.concatenate(rights))))
    left, right = pairs[pairs[:, 0] != pairs[:, 1]].T
    alike = are_copies(signatures, left, right)
    return left[alike], right[alike]


def are_copies(
    signatures: Signatures, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Whether paired rows are copies of one text."""
    empty = wordless(signatures)
    return np.asarray((likeness(signatures, left, right) >= COPY_LIKENESS) & ~empty[left] & ~empty[right])


def _same(keys: Bands) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Rows in the order of a number made of all bands, and for each the position of the first row with the same number."""
    whole = np.zeros(len(keys), dtype=np.uint64)
    for band in range(BANDS):
        whole = (whole ^ keys[:, band]) * _ODD
        whole ^= whole >> np.uint64(31)
    order = np.argsort(whole, kind="stable").astype(np.int64)
    value = whole[order]
    return order, np.searchsorted(value, value).astype(np.int64)


def _sharing(keys: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """All pairs of positions with equal keys."""
    order = np.argsort(keys, kind="stable").astype(np.int64)
    value = keys[order]
    starts = np.searchsorted(value, value, side="left")
    behind = np.arange(len(value)) - starts
    right = np.repeat(order, behind)
    # Each position is paired with all those before it that have its key.
    offsets = np.arange(behind.sum()) - np.repeat(np.cumsum(behind) - behind, behind)
    left = order[np.repeat(starts, behind) + offsets]
    return np.minimum(left, right), np.maximum(left, right)


def likeness(
    signatures: Signatures, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Estimated Jaccard likeness of the texts of paired rows: the share of equal signature values."""
    out = np.empty(len(left), dtype=np.float64)
    for start in range(0, len(left), 100_000):
        part = slice(start, start + 100_000)
        out[part] = (signatures[left[part]] == signatures[right[part]]).mean(axis=1)
    return out
