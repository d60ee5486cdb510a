"""Folders and WARC files: what lies there is read once, from where it was left, as far as it goes."""

from __future__ import annotations

import gzip
import io
import json

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from pipelines.archive.fetch import Source, source_days
from pipelines.archive.fetch import warc as warc_module
from pipelines.archive.fetch.relevance import Relevance

from .world import Answer

RELEVANT = "<p>Six mercenaries were killed in an ambush near the border, an officer said on day {n}.</p>"
OTHER = "<p>The harvest of day {n} was good, and the market was open.</p>"


def record(url: str, body: str, *, kind: WarcRecordType = WarcRecordType.response, head: str = "200 OK") -> bytes:
    made = WarcRecord()
    made.init_headers(kind)
    made.headers.set("WARC-Target-URI", url)
    made.headers.set("WARC-Date", "2024-11-22T10:00:00Z")
    made.headers.set("Content-Type", "application/http; msgtype=response")
    html = f"<html><body><article>{body}</article></body></html>"
    made.set_bytes_content(f"HTTP/1.1 {head}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}".encode())
    out = io.BytesIO()
    made.write(out)
    return gzip.compress(out.getvalue())


def records(first: int, last: int) -> list[bytes]:
    return [
        record(f"https://www.example.org/{n}?utm_source=x", (RELEVANT if n % 5 == 0 else OTHER).format(n=n))
        for n in range(first, last)
    ]


def urls_of(desk) -> list[str]:
    return sorted(json.loads(row["meta"])["url"] for row in desk.documents())


@pytest.fixture
def small_commits(monkeypatch):
    monkeypatch.setattr(warc_module, "_COMMIT_RECORDS", 7)


def test_relevant_pages_of_a_warc_file_become_documents_and_the_file_is_not_read_twice(desk, tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(b"".join(records(0, 20)))
    source = Source("news", "warc", path=str(tmp_path / "*.warc.gz"))
    first = desk.fetch([source])
    again = desk.fetch([source], force=True)

    assert urls_of(desk) == [f"https://example.org/{n}" for n in (0, 10, 15, 5)]
    assert (first.documents, first.outcomes[0].entries) == (4, 20)
    assert (again.documents, again.outcomes[0].entries, again.outcomes[0].ok) == (0, 0, True)
    assert {row["method"] for row in desk.documents()} == {"warc"}


def test_a_reading_that_was_stopped_goes_on_at_the_record_where_it_stopped(desk, tmp_path, monkeypatch, small_commits):
    (tmp_path / "a.warc.gz").write_bytes(b"".join(records(0, 60)))
    source = Source("news", "warc", path=str(tmp_path / "a.warc.gz"))
    kept = warc_module.Reader._keep
    calls = []

    def dies(self, match, mark, now):
        calls.append(match.key)
        if len(calls) == 5:
            raise MemoryError("the machine is gone")
        kept(self, match, mark, now)

    monkeypatch.setattr(warc_module.Reader, "_keep", dies)
    with pytest.raises(MemoryError):
        desk.fetch([source])
    monkeypatch.setattr(warc_module.Reader, "_keep", kept)
    report = desk.fetch([source])

    assert urls_of(desk) == sorted(f"https://example.org/{n}" for n in range(0, 60, 5))
    assert len(desk.documents()) == 12
    assert report.outcomes[0].entries < 60


def test_a_file_that_was_cut_short_says_so_and_is_read_on_when_the_rest_is_there(desk, tmp_path):
    whole = b"".join(records(0, 30))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(whole[: len(whole) - 900])
    source = Source("news", "warc", path=str(path))
    first = desk.fetch([source])
    path.write_bytes(whole)
    second = desk.fetch([source], force=True)

    assert first.outcomes[0].ok is False
    assert "get the rest of it; what comes is read from here on" in first.outcomes[0].error
    assert second.outcomes[0].ok
    assert urls_of(desk) == sorted(f"https://example.org/{n}" for n in range(0, 30, 5))
    assert second.outcomes[0].entries < 30


def test_a_record_that_is_broken_within_a_file_is_told_and_those_after_it_are_read(desk, tmp_path):
    parts = records(0, 30)
    parts[12] = parts[12][:40] + b"\x00" * (len(parts[12]) - 40)
    (tmp_path / "a.warc.gz").write_bytes(b"".join(parts))
    report = desk.fetch([Source("news", "warc", path=str(tmp_path / "a.warc.gz"))])
    assert urls_of(desk) == sorted(f"https://example.org/{n}" for n in range(0, 30, 5))
    assert len(report.rejects) == 1
    assert "is broken" in report.rejects[0].reason
    assert report.outcomes[0].ok


def remote_host(world, files, *, ranges=True, cut=None):
    """A host with a list of WARC files a month; `cut` ends each answer after so many bytes, once."""
    cuts = dict.fromkeys(files, cut)

    def host(path, moment, headers):
        if path == "/news/2024/11/warc.paths.gz":
            return Answer(gzip.compress("\n".join(files).encode()))
        if path.lstrip("/") not in files:
            return Answer(status=404)
        body = files[path.lstrip("/")]
        start = int(headers.get("range", "bytes=0-")[6:-1]) if ranges else 0
        whole, status = body[start:], 206 if "range" in headers and ranges else 200
        extra = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if status == 206 else {}
        end = cuts.pop(path.lstrip("/"), None)
        return Answer(whole[:end], status, extra, declared=len(whole))

    return host


@pytest.mark.parametrize("ranges", [True, False])
def test_files_of_a_month_are_read_over_the_network_and_a_broken_connection_goes_on_where_it_broke(
    play, desk, small_commits, ranges
):
    world = play({})
    files = {f"data/{name}.warc.gz": b"".join(records(first, first + 40)) for name, first in (("a", 0), ("b", 100))}
    world.hosts["bulk"] = remote_host(world, files, ranges=ranges, cut=6_000)
    source = Source("cc", "warc", url=world.url("bulk", "/news/{yyyy}/{mm}/warc.paths.gz"))
    first = desk.fetch([source])
    second = desk.fetch([source], force=True)
    third = desk.fetch([source], force=True)

    assert first.outcomes[0].ok is False
    assert "the next reading goes on from byte" in first.outcomes[0].error
    assert second.outcomes[0].ok
    assert (third.documents, third.requests) == (0, 2)  # the lists of the two months that three days may touch
    assert urls_of(desk) == sorted(f"https://example.org/{n}" for m in (0, 100) for n in range(m, m + 40, 5))
    assert len(desk.documents()) == 16


def test_another_file_under_the_same_name_is_read_from_its_start(desk, tmp_path):
    path = tmp_path / "a.warc.gz"
    source = Source("news", "warc", path=str(path))
    path.write_bytes(b"".join(records(0, 10)))
    desk.fetch([source])
    path.write_bytes(b"".join(records(100, 140)))
    desk.fetch([source], force=True)
    assert len(urls_of(desk)) == 2 + 8


def test_one_page_in_two_files_is_one_document_and_a_new_version_is_another(desk, tmp_path):
    page, changed = RELEVANT.format(n=1), RELEVANT.format(n=1).replace("Six", "Nine")
    (tmp_path / "a.warc.gz").write_bytes(record("https://example.org/x", page))
    (tmp_path / "b.warc.gz").write_bytes(record("http://m.example.org/x?fbclid=3", f"{page}<!-- another frame -->"))
    (tmp_path / "c.warc.gz").write_bytes(record("https://example.org/x", changed))
    desk.fetch([Source("news", "warc", path=str(tmp_path / "*.warc.gz"))])
    assert [b"Nine" in row["payload"] for row in desk.documents()] == [False, True]


def test_answers_that_were_no_success_and_addresses_that_are_none_bring_no_document(desk, tmp_path):
    text = RELEVANT.format(n=1)
    parts = [
        record("https://example.org/missing", text, head="404 Not Found"),
        record("https://example.org/asked", text, kind=WarcRecordType.request),
        record("dns:example.org", text),
        record("https://example.org/../../etc/passwd", text),
    ]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(parts))
    report = desk.fetch([Source("news", "warc", path=str(tmp_path / "a.warc.gz"))])
    assert urls_of(desk) == ["https://example.org/etc/passwd"]
    assert [reject.origin for reject in report.rejects] == ["dns:example.org"]


def test_a_path_without_files_is_an_attempt_that_failed(desk, tmp_path):
    report = desk.fetch([Source("news", "warc", path=str(tmp_path / "none.warc.gz"))])
    assert "no file at" in report.outcomes[0].error
    assert source_days(desk.home).select("tried", "ok").rows() == [(1, 0)]


def test_a_watched_folder_brings_each_file_once_and_tells_of_a_bad_one_once(desk, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text("Seven mercenaries were killed near the border on Tuesday.")
    (folder / "bad.txt").write_bytes(b"")
    source = Source("folder", "folder", path=str(folder), every=300)
    first = desk.fetch([source])
    desk.later(600)
    (folder / "two.txt").write_text("An ambush killed two contractors, the company said.")
    second = desk.fetch([source])

    assert (first.documents, len(first.rejects)) == (1, 1)
    assert (second.documents, second.known, second.rejects) == (1, 1, [])
    assert {row["method"] for row in desk.documents()} == {"folder"}


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("Mercenaries were KILLED", True),
        ("MERCENARIES KILLED IN AMBUSH", True),
        ("Wagner Group fighters died", True),
        ("Des mercenaires ont été tués", True),
        ("trois supplétifs russes blessés", True),
        ("Погибли наёмники ЧВК", True),
        ("murieron seis exmilitares colombianos", True),
        ("قتل مرتزقة", True),
        ("a private security contractor was abducted", True),
        ("Wagner's opera was sung to the end", False),
        ("two people were killed in a storm", False),
        ("", False),
    ],
)
def test_the_sieve_lets_through_what_speaks_of_contractors_and_of_losses(text, relevant):
    sieve = Relevance()
    assert sieve(text.encode("utf-8")) is relevant


def test_the_sieve_reads_old_encodings_and_numeric_references():
    sieve = Relevance()
    assert sieve("Погибли наемники".encode("cp1251"))
    assert sieve("Les mercenaires: un mort, deux tués".encode("cp1252"))
    assert sieve("Drei S&#246;ldner verletzt".encode("ascii"))


def test_more_names_of_contractors_can_be_given():
    assert not Relevance()(b"Zebra Guards lost two men, both dead")
    assert Relevance(["Zebra Guards"])(b"Zebra Guards lost two men, both dead")
