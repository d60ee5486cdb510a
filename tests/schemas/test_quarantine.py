"""What passes a boundary, what is set aside and what stops the run."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.schemas import frames
from pipelines.schemas.quarantine import (
    Reject,
    SchemaError,
    polars_schema,
    quarantine,
    rejects_frame,
    table_columns,
)

NOW = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)


def raw(**fields: Any) -> dict[str, Any]:
    row = {
        "document_id": "a" * 64,
        "sequence": 1,
        "fetched_at": NOW,
        "origin": "here.txt",
        "method": "file",
        "media_type": "text/plain",
        "payload": b"words",
        "meta": None,
    }
    return row | fields


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=polars_schema(frames.RawDocuments), orient="row")


def split(data: pl.DataFrame, model: Any = frames.RawDocuments) -> tuple[pl.DataFrame, pl.DataFrame]:
    return quarantine(model, data, stage="archive", now=NOW, run_id="run-1")


def test_a_frame_that_satisfies_its_model_passes_whole() -> None:
    data = frame(raw(), raw(document_id="b" * 64, sequence=2))
    good, rejects = split(data)
    assert good.equals(data)
    assert rejects.is_empty()
    assert rejects.columns == list(polars_schema(frames.Rejects))


def test_a_bad_row_is_set_aside_with_all_its_reasons_and_the_good_ones_go_on() -> None:
    good, rejects = split(frame(raw(), raw(document_id="zz", sequence=0, method="carrier pigeon", origin="there.txt")))
    assert good["sequence"].to_list() == [1]
    [reject] = rejects.to_dicts()
    assert reject["stage"] == "archive"
    assert reject["origin"] == "there.txt"
    assert reject["run_id"] == "run-1"
    assert reject["rejected_at"] == NOW
    assert "document_id must match" in reject["reason"]
    assert "found zz" in reject["reason"]
    assert "sequence must be at least 1; found 0" in reject["reason"]
    assert "method must be one of ['file'" in reject["reason"]


def test_a_null_where_none_may_be_is_named() -> None:
    _, rejects = split(frame(raw(origin=None)))
    assert rejects["reason"].to_list() == ["RawDocuments: origin must not be null"]


def test_rows_that_share_a_unique_key_are_all_rejected() -> None:
    good, rejects = split(frame(raw(), raw(sequence=2), raw(document_id="b" * 64, sequence=3)))
    assert good["sequence"].to_list() == [3]
    assert rejects.height == 2


def test_a_rule_over_several_columns_words_itself() -> None:
    schema = polars_schema(frames.Claims)
    claim: dict[str, Any] = dict.fromkeys(schema) | {
        "claim_id": "d#0.0", "mention_id": "d#0", "document_id": "d", "effect": "killed",
        "victim_group": "contractor", "figure_min": 5, "figure_max": 3, "modifier": "range", "claimant_type": "none",
        "stance": "asserted", "evidence_type": "statement", "superseded": False, "cumulative": False, "quote": "q",
        "char_start": 0, "char_end": 1, "sentence": "q", "victims_named": False,
    }  # fmt: skip
    rows = [claim, claim | {"claim_id": "d#0.1", "figure_max": None}]
    good, rejects = quarantine(
        frames.Claims, pl.DataFrame(rows, schema=schema, orient="row"), stage="claims", now=NOW, run_id=None
    )
    assert good["claim_id"].to_list() == ["d#0.1"]
    assert rejects["reason"].to_list() == ["Claims: figure_min must not exceed figure_max"]
    assert rejects["document_id"].to_list() == ["d"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (frame(raw()).drop("origin"), "RawDocuments: column origin (String) is missing: add it"),
        (frame(raw()).with_columns(colour=pl.lit("red")), "column colour is not declared: drop it"),
        (
            frame(raw()).with_columns(pl.col("sequence").cast(pl.Int32)),
            "column sequence is Int32, expected Int64: cast it",
        ),
        (frame(raw()).with_columns(payload=pl.lit(None)), "column payload is Null, expected Binary: cast it"),
    ],
)
def test_a_frame_of_the_wrong_shape_stops_with_the_model_the_culprit_and_the_fix(
    data: pl.DataFrame, words: str
) -> None:
    with pytest.raises(SchemaError) as error:
        split(data)
    assert words in str(error.value)


def test_an_empty_frame_passes() -> None:
    good, rejects = split(frame())
    assert good.is_empty()
    assert rejects.is_empty()


def test_a_rejected_row_is_kept_as_json_and_shortened() -> None:
    _, rejects = split(frame(raw(sequence=0, meta="m" * 5_000)))
    [row] = rejects["row"].to_list()
    assert row.startswith('{"document_id": "aaaa')
    assert len(row) == 2_000


def test_the_payload_hash_is_that_of_the_payload() -> None:
    _, rejects = split(frame(raw(sequence=0, payload=b"abc")))
    assert rejects["payload_hash"].to_list() == ["ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"]


texts = st.one_of(st.none(), st.text(max_size=8))


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "document_id": st.one_of(texts, st.sampled_from(["a" * 64, "b" * 64, "c" * 64])),
                "sequence": st.one_of(st.none(), st.integers(-3, 9)),
                "fetched_at": st.one_of(st.none(), st.just(NOW)),
                "origin": texts,
                "method": st.one_of(texts, st.just("file")),
                "media_type": st.one_of(texts, st.just("text/html")),
                "payload": st.one_of(st.none(), st.binary(max_size=4)),
                "meta": texts,
            }
        ),
        max_size=12,
    )
)
def test_rows_in_are_good_rows_and_rejects(rows: list[dict[str, Any]]) -> None:
    data = frame(*rows)
    good, rejects = split(data)
    assert good.height + rejects.height == data.height
    assert frames.RawDocuments.validate(good).height == good.height
    assert all(reason.startswith("RawDocuments: ") for reason in rejects["reason"])


@given(st.lists(st.builds(Reject, stage=st.just("archive"), reason=st.text(), origin=texts, row=texts), max_size=5))
def test_each_reject_becomes_a_row_in_its_place(rejects: list[Reject]) -> None:
    out = rejects_frame(rejects, now=NOW)
    assert out["reason"].to_list() == [reject.reason for reject in rejects]


@pytest.mark.parametrize(
    "model", [frames.RawDocuments, frames.Articles, frames.Mentions, frames.Claims, frames.Estimates, frames.Rejects]
)
def test_every_column_has_its_type_for_the_columns_tab(model: Any) -> None:
    columns = table_columns(model)
    assert [name for name, _, _ in columns] == list(polars_schema(model))
    assert all(kind for _, kind, _ in columns)


def test_a_column_says_whether_it_may_be_null() -> None:
    columns = {name: (kind, words) for name, kind, words in table_columns(frames.RawDocuments)}
    assert columns["meta"][0].endswith("nullable")
    assert columns["document_id"] == (
        "String, unique",
        "SHA-256 of the payload and the metadata given beside it; of the payload alone where there is none",
    )
