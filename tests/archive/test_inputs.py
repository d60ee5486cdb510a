"""Every input is found or rejected, told from its content; a reject says what to do; nothing raises."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.archive.documents import Found, Limits, Rejected
from pipelines.archive.inputs import documents, scan, scan_lines

BODY = "Three guards of a private company were killed on Monday, the ministry said.\n"
PAGE = f"<!DOCTYPE html><html><head><title>T</title></head><body><p>{BODY}</p></body></html>"
LINE = json.dumps({"id": "a-1", "text": BODY})
SMALL = Limits(document_bytes=2_000, meta_bytes=500)


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one(path: Path, limits: Limits | None = None) -> Found | Rejected:
    [item] = scan([path], limits=limits)
    return item


def found(path: Path, limits: Limits | None = None) -> Found:
    item = one(path, limits)
    assert isinstance(item, Found), item
    return item


def rejected(path: Path, limits: Limits | None = None) -> Rejected:
    item = one(path, limits)
    assert isinstance(item, Rejected), item
    return item


# What a file is


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a.gz", "a"])
@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (BODY * 5, "text/plain"),
        ("[Agency] " + BODY, "text/plain"),
        (PAGE, "text/html"),
        ("\n <!-- saved --> <html><body><p>x</p></body></html>", "text/html"),
        ('<?xml version="1.0"?><!DOCTYPE html><html><p>x</p></html>', "text/html"),
        (f"<p>{BODY}</p><p>{BODY}</p><p>{BODY}</p>", "text/html"),
        (LINE, "application/json"),
        (json.dumps({"article_id": 7, "html": PAGE}, indent=2), "application/json"),
    ],
)
def test_a_file_is_told_by_its_content_whatever_its_name(
    tmp_path: Path, name: str, content: str, media_type: str
) -> None:
    item = found(write(tmp_path, name, content))
    assert item.media_type == media_type
    assert item.payload == content.strip().encode() if media_type == "application/json" else content.encode()
    assert item.origin == str(tmp_path / name)


def test_text_that_quotes_a_tag_is_text(tmp_path: Path) -> None:
    assert found(write(tmp_path, "a", BODY + "He wrote <p>hello</p> in the form.")).media_type == "text/plain"


def test_gzip_is_read_through_whatever_its_name(tmp_path: Path) -> None:
    assert found(write(tmp_path, "a.txt", gzip.compress(BODY.encode()))).payload == BODY.encode()
    both = list(scan([write(tmp_path, "b", gzip.compress(f"{LINE}\n{LINE}\n".encode()))]))
    assert [item.origin for item in both] == [f"{tmp_path}/b#1", f"{tmp_path}/b#2"]


def test_gzip_of_several_members_is_read_to_its_end(tmp_path: Path) -> None:
    packed = gzip.compress(b"First part of it. ") + gzip.compress(BODY.encode())
    assert found(write(tmp_path, "a", packed)).payload == b"First part of it. " + BODY.encode()


def test_a_list_gives_one_document_an_article_exactly_as_written(tmp_path: Path) -> None:
    first, second = '{ "id" : "1", "text":"é \\u00e9 words" }', '{"text": "more", "n": 1.50}'
    items = list(scan([write(tmp_path, "a", f"[{first},\n {second} ]")]))
    assert [(item.origin[-2:], item.payload.decode()) for item in items if isinstance(item, Found)] == [
        ("#1", first),
        ("#2", second),
    ]


def test_a_bad_line_of_jsonl_spoils_no_other(tmp_path: Path) -> None:
    lines = [
        LINE,
        "not JSON",
        "",
        '{"id": "b", "title": "no body"}',
        '{"id": ["b"], "text": "x"}',
        '{"id": "c", "text": 5}',
        '{"id": "d", "text": "x", "published_on": "2024-13-01"}',
        '{"id": "e", "text": "\\ud800"}',
        '{"id": "f", "text": NaN}',
        "[1, 2]",
        LINE.replace("a-1", "a-2"),
    ]
    items = list(scan([write(tmp_path, "a", "\n".join(lines))]))
    assert [item.origin.split("#")[1] for item in items if isinstance(item, Found)] == ["1", "11"]
    rejects = {item.origin.split("#")[1]: item for item in items if isinstance(item, Rejected)}
    assert {number: item.reason for number, item in rejects.items()} == {
        "2": "not JSON (Expecting value, line 1 column 1): correct it",
        "4": "has neither text nor html: add one of them",
        "5": "id is a list, expected a string",
        "6": "text is a number, expected a string",
        "7": "published_on is '2024-13-01', expected a day as YYYY-MM-DD",
        "8": "holds half a character (a lone surrogate such as \\ud800): correct it",
        "9": "not usable as JSON (NaN is no JSON value): correct it",
        "10": "is a list, expected an article as a JSON object",
    }
    assert rejects["4"].article_id == "b"
    assert rejects["2"].payload_hash == hashlib.sha256(b"not JSON").hexdigest()


def test_jsonl_whose_first_line_is_broken_is_still_jsonl(tmp_path: Path) -> None:
    for bad in ("oops", '{"id": "0", "text": '):
        items = list(scan([write(tmp_path, "a", f"{bad}\n{LINE}\n{LINE}\n")]))
        assert [isinstance(item, Found) for item in items] == [False, True, True]


def test_lines_of_standard_input_are_read_as_they_come() -> None:
    stream = io.BytesIO(f"\ufeff{LINE}\r\n\n oops\n{LINE}".encode())
    items = list(scan_lines(stream))
    assert [(item.origin, isinstance(item, Found)) for item in items] == [("-#1", True), ("-#3", False), ("-#4", True)]


def test_jsonl_may_be_larger_than_one_document_and_each_line_is_bounded(tmp_path: Path) -> None:
    long_line = json.dumps({"id": "long", "text": "x" * 3_000})
    lines = [LINE.replace("a-1", f"a-{n}") for n in range(50)]
    path = write(tmp_path, "a", "\n".join([*lines[:30], long_line, *lines[30:], ""]))
    items = list(scan([path], limits=SMALL))
    bad = [item for item in items if isinstance(item, Rejected)]
    assert len(items) == 51
    assert [(item.origin, item.reason) for item in bad] == [
        (f"{path}#31", "a line larger than 2,000 bytes, the most for one document: shorten it")
    ]
    assert [json.loads(item.payload)["id"] for item in items if isinstance(item, Found)] == [
        f"a-{n}" for n in range(50)
    ]


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_and_pages_and_json_in_wide_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    for content, media_type in ((BODY, "text/plain"), (PAGE, "text/html"), (LINE, "application/json")):
        assert found(write(tmp_path, "a", content.encode(encoding))).media_type == media_type


FRENCH = "Trois employés d'une société privée ont été tués près de la frontière, a indiqué le ministère."


def test_a_legacy_encoding_is_read_only_when_sure(tmp_path: Path) -> None:
    assert found(write(tmp_path, "a", FRENCH.encode("cp1252"))).media_type == "text/plain"
    assert "not valid UTF-8" in rejected(write(tmp_path, "b", b"One soldier was killed \xff\xfe in a raid.")).reason
    assert "not valid UTF-8" in rejected(write(tmp_path, "c", "Семь человек убиты в деревне".encode("cp1251"))).reason
    assert "offset 3" in rejected(write(tmp_path, "d", b"caf\xc3 was hit")).reason


def test_a_page_is_read_in_the_encoding_that_it_declares_or_that_is_plain(tmp_path: Path) -> None:
    declared = f'<html><head><meta charset="iso-8859-1"></head><body><p>{FRENCH} « Oui »</p></body></html>'
    assert found(write(tmp_path, "a", declared.encode("cp1252"))).media_type == "text/html"
    undeclared = f"<html><body><p>{FRENCH * 5}</p></body></html>"
    assert found(write(tmp_path, "b", undeclared.encode("cp1252"))).media_type == "text/html"
    wrong = b"<html><head><meta charset=utf-8></head><body><p>" + b"\xff\xfe\xfa" * 50 + b"</p></body></html>"
    assert "declares utf-8 but is not valid in it" in rejected(write(tmp_path, "c", wrong)).reason


# Bad input


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty: it holds no text"),
        (b" \n\t\n", "empty: it holds no text"),
        (b"\xef\xbb\xbf", "empty: it holds no text"),
        (b"[]", "an empty list"),
        (b"{}", "has neither text nor html"),
        (b'{"id": "a", "text": "cut off', "not JSON (Unterminated string"),
        (b'[{"id": "a", "text": "x"}, {"id"', "not JSON"),
        (b'{"a":' * 5_000, "nested too deeply"),
        (b'{"id": "1", "text": "x", "n": ' + b"9" * 5_000 + b"}", "not usable as JSON"),
        (b"%PDF-1.7 ...", "a PDF: save its text as .txt or .html (a binary file)"),
        (b"PK\x03\x04rest", "a ZIP archive or an office document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (bytes(range(256)) * 4, "a binary file"),
        (b"text with a NUL \x00 in it", "holds NUL bytes"),
        (b"\x01\x02\x03\x04 words \x05\x06", "control characters"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "a feed, not an article"),
        (b"From: <Saved by Browser>\r\nSubject: T\r\nMIME-Version: 1.0\r\n\r\n<!DOCTYPE html><html>", "(MHTML)"),
        (gzip.compress(BODY.encode())[:-9], "a gzip file that is cut off: fetch or copy it again"),
        (gzip.compress(BODY.encode())[:-8] + b"\0\0\0\0\0\0\0\0", "a damaged gzip file"),
        (gzip.compress(BODY.encode()) + b"garbage", "a damaged gzip file"),
        (b"\x1f\x8b\x08", "a gzip file that is cut off"),
        (b"\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff", "a damaged gzip file"),
        (gzip.compress(gzip.compress(BODY.encode())), "gzip inside gzip: unpack it once"),
        (gzip.compress(b""), "empty: it holds no text"),
    ],
)
def test_a_bad_file_is_rejected_with_what_to_do_and_its_hash(tmp_path: Path, content: bytes, words: str) -> None:
    item = rejected(write(tmp_path, "a.txt", content))
    assert words in item.reason
    assert item.payload_hash == hashlib.sha256(content).hexdigest()


def test_a_document_beyond_the_limit_is_rejected_and_one_at_the_limit_is_not(tmp_path: Path) -> None:
    assert found(write(tmp_path, "a", "x" * 2_000), SMALL)
    item = rejected(write(tmp_path, "b", "x" * 2_001), SMALL)
    assert "larger than 2,000 bytes, the most for one document: split it" in item.reason
    assert item.payload_hash == hashlib.sha256(b"x" * 2_001).hexdigest()
    pretty = json.dumps([{"id": "1", "text": "x" * 3_000}], indent=1)
    assert "larger than" in rejected(write(tmp_path, "c", pretty), SMALL).reason


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, wbits=31)
    spaces = b"".join(packer.compress(b" " * 1_000_000) for _ in range(300)) + packer.flush()
    assert "larger than 20 MB once unpacked" in rejected(write(tmp_path, "a.gz", spaces)).reason
    line = LINE.encode() + b"\n"
    packer = zlib.compressobj(9, wbits=31)
    lines = b"".join(packer.compress(line * 10_000) for _ in range(20)) + packer.flush()
    items = list(scan([write(tmp_path, "b.gz", lines)], limits=Limits(document_bytes=100_000)))
    last = items[-1]
    assert isinstance(last, Rejected)
    assert "a gzip bomb" in last.reason
    assert len(items) < 200_000


def test_what_is_no_regular_file_is_rejected(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    write(tmp_path, "a.txt", BODY)
    items = list(scan([tmp_path, Path("/dev/null"), tmp_path / "pipe"]))
    assert [isinstance(item, Found) for item in items] == [True, False, False, False]
    assert all("not a regular file" in item.reason for item in items if isinstance(item, Rejected))


def test_a_path_that_is_not_there_is_rejected(tmp_path: Path) -> None:
    assert rejected(tmp_path / "none.txt").reason == "no such file or folder: check the path"
    assert "cannot be reached" in rejected(tmp_path / ("n" * 300)).reason
    assert "cannot be reached" in rejected(Path("a\0b")).reason


def test_a_file_that_cannot_be_opened_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, "a.txt", BODY)
    monkeypatch.setattr(os, "open", refuse)
    assert rejected(path).reason == "cannot be opened (Permission denied): check its permissions"


# Folders


def test_a_folder_is_walked_in_order_and_hidden_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", ".hidden.txt", ".git/x.txt", "b/.x"):
        write(tmp_path, name, f"{name} {BODY}")
    assert [item.origin for item in scan([tmp_path])] == [
        f"{tmp_path}/{name}" for name in ("a.txt", "c.txt", "b/1.txt", "b/2.txt")
    ]


def test_a_link_that_leaves_the_folder_is_rejected_and_one_within_is_followed(tmp_path: Path) -> None:
    outside, folder = write(tmp_path, "secret.txt", BODY), tmp_path / "in"
    write(folder, "a.txt", BODY)
    write(folder, ".hidden", BODY)
    (folder / "b-out.txt").symlink_to(outside)
    (folder / "c-out-folder").symlink_to(tmp_path)
    (folder / "d-within.txt").symlink_to(folder / "a.txt")
    (folder / "e-loop").symlink_to(folder)
    (folder / "f-nothing").symlink_to(folder / "gone")
    (folder / "g-hidden").symlink_to(folder / ".hidden")
    (folder / "h-self").symlink_to(folder / "h-self")
    reasons = {Path(item.origin).name: getattr(item, "reason", None) for item in scan([folder])}
    leaves = "a symbolic link that leaves the folder: copy the file here, or name it itself"
    nothing = "a symbolic link to nothing: remove it, or restore what it points to"
    assert reasons == {
        "a.txt": None,
        "b-out.txt": leaves,
        "c-out-folder": leaves,
        "d-within.txt": None,
        "f-nothing": nothing,
        "g-hidden": "a symbolic link to a hidden file: copy the file here under a plain name",
        "h-self": nothing,
    }
    assert found(folder / "b-out.txt").payload == BODY.encode()  # named by the person, it is meant


def test_a_name_that_is_no_utf8_is_shown_escaped(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "wb") as file:  # noqa: PTH123 - a Path cannot hold these bytes portably
        file.write(BODY.encode())
    [item] = scan([tmp_path])
    assert item.origin == f"{tmp_path}/caf\\xe9.txt"


# Metadata beside a file


@pytest.mark.parametrize(
    ("name", "meta_name"),
    [("a.txt", "a.txt.meta.json"), ("a.txt", "a.meta.json"), ("a.txt.gz", "a.meta.json"), ("a", "a.meta.json")],
)
def test_metadata_beside_a_file_is_given_with_it_and_is_no_input(tmp_path: Path, name: str, meta_name: str) -> None:
    path = write(tmp_path, name, gzip.compress(BODY.encode()) if name.endswith(".gz") else BODY)
    meta_path = write(tmp_path, meta_name, '{"title": "T", "note": [1]}')
    for paths in ([tmp_path], [path], [path, meta_path]):
        [item] = scan(paths)
        assert isinstance(item, Found)
        assert item.meta == {"title": "T", "note": [1]}


def test_the_metadata_of_the_full_name_goes_before_that_of_the_stem(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", BODY)
    write(tmp_path, "a.meta.json", '{"title": "stem"}')
    write(tmp_path, "a.txt.meta.json", '{"title": "full"}')
    assert found(path).meta == {"title": "full"}


@pytest.mark.parametrize(
    ("meta", "words"),
    [
        ("{", "not JSON"),
        ("[]", "is a list, expected metadata as a JSON object"),
        ('{"title": 5}', "title is a number, expected a string or null"),
        ('{"published_on": "yesterday"}', "expected a day as YYYY-MM-DD"),
        ('{"id": true}', "id is true or false, expected a string"),
        ('{"id": " "}', "id is empty"),
        ('{"title": "\\ud800"}', "half a character"),
        ('{"title": "' + "x" * 600 + '"}', "larger than 500 bytes"),
        (b"\xff\xfe\xff", "not valid in it"),
    ],
)
def test_a_document_whose_metadata_is_broken_waits_until_it_is_mended(
    tmp_path: Path, meta: str | bytes, words: str
) -> None:
    path = write(tmp_path, "a.txt", BODY)
    write(tmp_path, "a.meta.json", meta)
    item = rejected(path, SMALL)
    assert item.reason.startswith(f"not read, because of its metadata: {tmp_path}/a.meta.json: ")
    assert words in item.reason


def test_metadata_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.json", '{"title": "secret"}')
    path = write(tmp_path, "in/a.txt", BODY)
    (tmp_path / "in" / "a.meta.json").symlink_to(secret)
    assert "its metadata is a symbolic link" in rejected(path).reason


def test_metadata_without_its_document_is_rejected(tmp_path: Path) -> None:
    path = write(tmp_path, "gone.meta.json", "{}")
    write(tmp_path, "other.txt", BODY)
    assert [getattr(item, "reason", None) for item in scan([tmp_path])] == [
        "metadata without its document: put the file that it describes beside it",
        None,
    ]
    assert "metadata without its document" in rejected(path).reason


# Whatever comes


hostile = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda words: words.encode("utf-8", "surrogatepass")),
    st.sampled_from([b"\x1f\x8b", b"<html>", b"[{", b'{"text":', b"\xff\xfe", b"\xef\xbb\xbf"]).flatmap(
        lambda head: st.binary(max_size=60).map(lambda rest: head + rest)
    ),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "html"]), inner),
        max_leaves=6,
    ).map(lambda value: json.dumps(value).encode()),
)


@given(hostile)
def test_any_bytes_become_documents_or_rejects_and_never_an_error(payload: bytes) -> None:
    items = list(documents(payload, "origin"))
    assert items
    for item in items:
        assert isinstance(item, Rejected) or item.payload
        assert isinstance(item, Found) or item.reason


@given(st.lists(hostile, max_size=4), st.booleans())
def test_any_file_is_scanned_without_an_error(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], packed: bool
) -> None:
    folder = tmp_path_factory.mktemp("in")
    content = b"\n".join(lines)
    write(folder, "f.jsonl", gzip.compress(content)[: len(content) + 5] if packed else content)
    write(folder, "f.meta.json", content[:50])
    assert list(scan([folder], limits=Limits(document_bytes=120, meta_bytes=40)))
