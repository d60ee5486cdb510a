"""Which files a path means, and how they are opened: never out of the folder, never a device, never without end.

Here belong walking, links, pairing NAME with NAME.meta.json, and bounded reading, packed or not. What the bytes are does
not (`recognition`).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.archive.documents import Limits, Rejected

META_SUFFIX = ".meta.json"
_GZIP = b"\x1f\x8b"
_BLOCK = 1 << 20
_HASHED_AT_MOST = 2_000_000_000


class UnusableFileError(ValueError):
    """A file that cannot be read, or not to its end. The message says what to do."""


@dataclass(slots=True, frozen=True)
class Entry:
    """One file to read: where it is, how it was called, and the metadata file beside it, if any."""

    path: str
    origin: str
    meta_path: str | None = None


def shown(path: str) -> str:
    """A path as text: names that are not UTF-8 are escaped, so that they can be stored and printed."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def entries(path: Path) -> Iterator[Entry | Rejected]:
    """The files that `path` means, in order of their names; what cannot be read is one `Rejected` each."""
    name = os.fspath(path)
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116 - names that are not UTF-8 pass through os, byte by byte
    except FileNotFoundError:
        yield Rejected(shown(name), "no such file or folder: check the path")
        return
    except (OSError, ValueError) as error:
        yield Rejected(shown(name), f"cannot be reached ({_why(error)}): check the path and its permissions")
        return
    if stat.S_ISDIR(mode):
        yield from _walk(name)
    elif name.endswith(META_SUFFIX) and _described(name) is None:
        yield Rejected(shown(name), "metadata without its document: put the file that it describes beside it")
    elif not name.endswith(META_SUFFIX):
        yield Entry(name, shown(name), _meta_beside(name))
    # A metadata file that is given with its document (`losses run folder/*`) is read with it.


def _walk(top: str) -> Iterator[Entry | Rejected]:
    root = os.path.realpath(top)
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            found = sorted(os.scandir(folder), key=lambda item: os.fsencode(item.name))
        except OSError as error:
            yield Rejected(shown(folder), f"the folder cannot be read ({_why(error)}): check its permissions")
            continue
        inner = []
        for item in found:
            if item.name.startswith("."):
                continue
            if item.is_symlink():
                yield from _link(item.path, root)
            elif item.is_dir(follow_symlinks=False):
                inner.append(item.path)
            else:
                yield from _file(item.path, item.path)
        folders.extend(reversed(inner))


def _file(path: str, origin: str) -> Iterator[Entry | Rejected]:
    if not path.endswith(META_SUFFIX):
        yield Entry(path, shown(origin), _meta_beside(origin))
    elif _described(path) is None:
        yield Rejected(shown(origin), "metadata without its document: put the file that it describes beside it")


def _link(path: str, root: str) -> Iterator[Entry | Rejected]:
    target = os.path.realpath(path)
    if target != root and not target.startswith(root.rstrip(os.sep) + os.sep):
        yield Rejected(shown(path), "a symbolic link that leaves the folder: copy the file here, or name it itself")
    elif not os.path.exists(target):  # noqa: PTH110
        yield Rejected(shown(path), "a symbolic link to nothing: remove it, or restore what it points to")
    elif any(part.startswith(".") for part in Path(os.path.relpath(target, root)).parts):
        yield Rejected(shown(path), "a symbolic link to a hidden file: copy the file here under a plain name")
    elif not os.path.isdir(target):  # noqa: PTH112 - a folder inside is walked under its own name
        yield from _file(target, path)


def _meta_beside(path: str) -> str | None:
    """`a.txt.gz.meta.json`, else `a.txt.meta.json`, else `a.meta.json`, beside `a.txt.gz`."""
    folder, name = os.path.split(path)
    while name:
        candidate = os.path.join(folder, name + META_SUFFIX)  # noqa: PTH118
        if os.path.lexists(candidate):
            return candidate
        shorter = os.path.splitext(name)[0]  # noqa: PTH122
        if shorter == name:
            return None
        name = shorter
    return None


def _described(meta_path: str) -> str | None:
    """A file that `meta_path` describes, or None."""
    folder, meta_name = os.path.split(meta_path)
    stem = meta_name.removesuffix(META_SUFFIX)
    try:
        names = sorted(os.listdir(folder or "."))  # noqa: PTH208
    except OSError:
        return None
    for name in names:
        if (
            not name.endswith(META_SUFFIX)
            and not name.startswith(".")
            and (name == stem or name.startswith(stem + "."))
        ):
            return name
    return None


class Reader:
    """A regular file, unpacked where it is gzip, that never gives more than asked for. A context manager.

    Raises `UnusableFileError` where the file cannot be opened, is no regular file, is cut off, or swells like a bomb.
    """

    def __init__(self, path: str, limits: Limits) -> None:
        self._path, self._limits, self._given = path, limits, 0
        try:
            # Not blocking: opening a pipe would wait for whoever writes into it.
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except (OSError, ValueError) as error:
            raise UnusableFileError(f"cannot be opened ({_why(error)}): check its permissions") from None
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            os.close(descriptor)
            raise UnusableFileError("not a regular file (a folder, a pipe, a socket or a device): give a file")
        self.size = status.st_size
        self._raw = os.fdopen(descriptor, "rb")
        self._stream: io.BufferedIOBase = self._raw
        self.packed = self._raw.peek(2)[:2] == _GZIP
        if self.packed:
            self._stream = gzip.GzipFile(fileobj=self._raw, mode="rb")

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._raw.close()

    def read(self, most: int) -> bytes:
        """Up to `most` bytes: fewer only at the end."""
        parts, left = [], most
        while left > 0:
            block = self._bounded(self._stream.read, min(left, _BLOCK))
            if not block:
                break
            parts.append(block)
            left -= len(block)
        return b"".join(parts)

    def line(self, most: int) -> bytes:
        """The next line with its newline, or its first `most` bytes; empty at the end."""
        return self._bounded(self._stream.readline, most)

    def _bounded(self, read: object, most: int) -> bytes:
        try:
            block: bytes = read(most)  # type: ignore[operator]
        except EOFError:
            raise UnusableFileError("a gzip file that is cut off: fetch or copy it again") from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise UnusableFileError(f"a damaged gzip file ({error}): fetch or copy it again") from None
        except OSError as error:
            raise UnusableFileError(f"cannot be read to its end ({_why(error)}): copy it again") from None
        self._given += len(block)
        grown = self._given > self._limits.document_bytes and self._given > self._limits.gzip_ratio * self.size
        if self.packed and grown:
            raise UnusableFileError(
                f"unpacks to more than {self._limits.gzip_ratio} times its size (a gzip bomb): unpack it yourself and"
                " look at it"
            )
        return block


def file_hash(path: str) -> str | None:
    """SHA-256 of a regular file as it lies on disk; None where it cannot be read, or has more than 2 GB."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > _HASHED_AT_MOST:
                return None
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
