"""Wire copies: articles whose texts are nearly the same are one source group, however many days lie between them.

Here belongs the likeness of whole texts, from the stored MinHash signatures. Whether two articles tell of one incident is
decided in `scoring`, where being copies is one piece of evidence among others.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.resolution.components import connected_components

SIGNATURE_VALUES = 128
# 32 bands of 4 values: two texts of Jaccard likeness s meet in a band with probability 1 - (1 - s^4)^32, which is .87 at
# .5 and .999 at .7. What meets is then compared over all 128 values.
BANDS = 32
# Copies that an editor has touched keep about half of their shingles; two reports of one event by different hands
# share a tenth.
COPY_LIKENESS = 0.45

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


def band_hashes(signatures: Signatures) -> Bands:
    """One 64-bit number per document and band: equal numbers, equal bands (but for chance collisions)."""
    odd = np.uint64(0x9E3779B97F4A7C15)
    width = SIGNATURE_VALUES // BANDS
    parts = signatures.reshape(len(signatures), BANDS, width).astype(np.uint64)
    hashes = np.zeros((len(signatures), BANDS), dtype=np.uint64)
    for column in range(width):
        hashes = (hashes ^ parts[:, :, column]) * odd
        hashes ^= hashes >> np.uint64(29)
    return hashes


def copies(signatures: Signatures) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of rows that are copies. In a band, each row is compared with the first row that has the band: a group is
    tied together through it, and n copies make n comparisons a band, not n squared."""
    empty = _empty(signatures)
    bands = band_hashes(signatures)
    lefts, rights = [], []
    for band in range(BANDS):
        order = np.argsort(bands[:, band], kind="stable").astype(np.int64)
        value = bands[order, band]
        same = np.flatnonzero(value[1:] == value[:-1]) + 1
        if not len(same):
            continue
        first = np.searchsorted(value, value[same])
        # With the first of the band, and with the one before: a chain through a borderline first row is not lost.
        for other in (first, same - 1):
            lefts.append(order[other])
            rights.append(order[same])
    if not lefts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    pairs = np.unique(np.stack([np.concatenate(lefts), np.concatenate(rights)], axis=1), axis=0)
    pairs = pairs[(pairs[:, 0] != pairs[:, 1]) & ~empty[pairs[:, 0]] & ~empty[pairs[:, 1]]]
    alike = likeness(signatures, pairs[:, 0], pairs[:, 1]) >= COPY_LIKENESS
    return pairs[alike, 0], pairs[alike, 1]


def likeness(
    signatures: Signatures, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Estimated Jaccard likeness of the texts of paired rows: the share of equal signature values."""
    out = np.empty(len(left), dtype=np.float64)
    for start in range(0, len(left), 100_000):
        part = slice(start, start + 100_000)
        out[part] = (signatures[left[part]] == signatures[right[part]]).mean(axis=1)
    return out


def _empty(signatures: Signatures) -> npt.NDArray[np.bool_]:
    """Texts with no shingle at all have one and the same signature; they are copies of nothing."""
    if not len(signatures):
        return np.zeros(0, dtype=np.bool_)
    return np.asarray((signatures == signatures[:, :1]).all(axis=1))
