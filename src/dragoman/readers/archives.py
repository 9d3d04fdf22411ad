"""Archives and compressed files: what is packed in them, one member at a time, within limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, BinaryIO

from dragoman.readers.unreadable import Unreadable
from dragoman.records import Article, Skipped

type Found = Iterator[Article | Skipped]
type ReadMember = Callable[[BinaryIO, str, Budget], Found]

MOST_UNPACKED = 4 * 2**30
"""Bytes that one file may unpack to, all its members together."""
MOST_TIMES = 200
"""How many times its packed size one member may grow to; text rarely grows more than twenty times."""
SMALL = 16 * 2**20
"""Bytes up to which a member may grow however much: a short text of one letter isn't an attack."""
DEEPEST = 4
"""Archives inside archives, at most."""

DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, ValueError)
"""What the libraries raise on damaged data. `NotImplementedError` and `RuntimeError` are zipfile's words for an
unknown compression and for a password."""


@dataclass(slots=True)
class Budget:
    """What one file may still unpack to."""

    left: int = MOST_UNPACKED
    depth: int = 0

    def deeper(self) -> Budget:
        """The budget of an archive inside this one; what it spends counts here too.

        Raises: `Unreadable`, where archives lie too deep in one another.
        """
        if self.depth >= DEEPEST:
            raise Unreadable(f"an archive {DEEPEST + 1} deep in others; at most {DEEPEST} are opened")
        return Nested(self.left, self.depth + 1, self)

    def spend(self, size: int) -> None:
        """Counts bytes that were unpacked.

        Raises: `Unreadable`, where they are too many.
        """
        self.left -= size
        if self.left < 0:
            raise Unreadable(f"it unpacks to more than {MOST_UNPACKED // 2**30} GiB: a zip bomb?")


@dataclass(slots=True)
class Nested(Budget):
    """The budget of an archive inside another."""

    outer: Budget | None = None

    def spend(self, size: int) -> None:
        """Counts bytes that were unpacked, here and outside."""
        Budget.spend(self, size)
        if self.outer is not None:
            self.outer.spend(size)


class Unpacked(io.RawIOBase):
    """A stream of unpacked bytes that stops where they grow beyond the limits."""

    def __init__(self, stream: Any, packed: int | None, budget: Budget) -> None:
        self._stream, self._budget, self._size = stream, budget, 0
        self._most = max(SMALL, packed * MOST_TIMES) if packed else None

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills the buffer.

        Raises: `Unreadable`, where the data grows beyond the limits, or is damaged.
        """
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._stream.read(len(view))
        except DAMAGE as error:
            raise Unreadable(f"it is cut short or damaged: {error}") from error
        view[: len(data)] = data
        self._size += len(data)
        if self._most is not None and self._size > self._most:
            raise Unreadable(f"it grows more than {MOST_TIMES} times when unpacked: a zip bomb?")
        self._budget.spend(len(data))
        return len(data)


def unpacked(stream: object, packed: int | None, budget: Budget) -> BinaryIO:
    """The stream, within limits."""
    return io.BufferedReader(Unpacked(stream, packed, budget), 1 << 16)


def compression_of(start: bytes) -> str | None:
    """The ending of files that begin so: ``.gz``, ``.bz2``, ``.xz``; None where nothing is compressed."""
    if start.startswith(b"\x1f\x8b"):
        return ".gz"
    if start.startswith(b"BZh") and start[3:4].isdigit():
        return ".bz2"
    return ".xz" if start.startswith(b"\xfd7zXZ\x00") else None


def read_compressed(stream: BinaryIO, source: str, size: int | None, budget: Budget, read: ReadMember) -> Found:
    """What is in a compressed file."""
    start = stream.peek(6)  # type: ignore[attr-defined]
    ending = compression_of(start)
    opener: Any = {".gz": gzip.open, ".bz2": bz2.open}.get(ending or "", lzma.open)
    yield from read(unpacked(opener(stream), size, budget), source.removesuffix(ending or ""), budget)


def is_zip(start: bytes) -> bool:
    """True where the first bytes open a ZIP archive."""
    return start.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_tar(start: bytes) -> bool:
    """True where the first bytes open a tar archive."""
    return start[257:262] == b"ustar"


def read_zip(stream: BinaryIO, source: str, budget: Budget, read: ReadMember) -> Found:
    """What is in a ZIP archive, member by member."""
    if not stream.seekable():
        stream = io.BytesIO(stream.read())
    try:
        archive = zipfile.ZipFile(stream)
    except (*DAMAGE, NotImplementedError) as error:
        raise Unreadable(f"the ZIP archive is cut short or damaged: {error}") from error
    with archive:
        names = {info.filename for info in archive.infolist()}
        if "[Content_Types].xml" in names or "mimetype" in names:
            raise Unreadable("an Office document or e-book; save it as text, HTML or PDF")
        for info in archive.infolist():
            if info.is_dir() or _is_litter(info.filename):
                continue
            yield from _member(partial(archive.open, info), info.filename, source, info.compress_size, budget, read)


def read_tar(stream: BinaryIO, source: str, budget: Budget, read: ReadMember) -> Found:
    """What is in a tar archive, member by member; links and devices aren't followed."""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in archive:
                if info.issym() or info.islnk() or info.isdev():
                    yield Skipped(
                        source=f"{source}#{info.name}", reason="a link or device in an archive is not followed"
                    )
                elif info.isfile() and not _is_litter(info.name):
                    yield from _member(partial(archive.extractfile, info), info.name, source, None, budget, read)
    except DAMAGE as error:
        raise Unreadable(f"the tar archive is cut short or damaged: {error}") from error


def _member(
    opened: Callable[[], object], name: str, source: str, packed: int | None, budget: Budget, read: ReadMember
) -> Found:
    """What is in one member; a member that can't be read is skipped, and the next one is read."""
    inside = f"{source}#{name}"
    if _leads_out(name):
        yield Skipped(source=inside, reason="its name would lead out of the archive; it was not opened")
        return
    try:
        stream = opened()
        yield from read(unpacked(stream, packed, budget), inside, budget)
    except RuntimeError as error:  # zipfile's word for a password, and of an unknown compression
        yield Skipped(source=inside, reason=f"it can't be unpacked: {error}")
    except Unreadable as error:
        if budget.left < 0:
            raise
        yield Skipped(source=inside, reason=str(error))
    except DAMAGE as error:
        yield Skipped(source=inside, reason=f"it is cut short or damaged: {error}")


def _leads_out(name: str) -> bool:
    parts = (*PurePosixPath(name).parts, *PureWindowsPath(name).parts)
    return name.startswith(("/", "\\")) or ".." in parts or bool(PureWindowsPath(name).drive)


def _is_litter(name: str) -> bool:
    """True for what file managers leave in archives."""
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name.startswith(".") or path.name == "Thumbs.db"
