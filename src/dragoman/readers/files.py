"""Files and folders, whatever they hold, as a stream of articles and of what was skipped and why."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from dragoman.readers.archives import (
    Budget,
    Found,
    ReadMember,
    compression_of,
    is_tar,
    is_zip,
    read_compressed,
    read_tar,
    read_zip,
)
from dragoman.readers.documents import read_document
from dragoman.readers.feeds import is_feed, read_feed
from dragoman.readers.mail import is_box, is_message, read_box, read_message
from dragoman.readers.page import ReadOptions
from dragoman.readers.pdf import read_pdf
from dragoman.readers.tables import read_csv, read_json, read_json_lines
from dragoman.readers.unreadable import Unreadable
from dragoman.readers.warc import read_warc
from dragoman.records import Article, Skipped

STDIN = "-"
START = 8192
"""Bytes at the start by which a file is recognised."""


def read_path(path: Path | str, options: ReadOptions | None = None) -> Found:
    """The articles in a file or folder, one by one, in the order of names; ``-`` is the standard input."""
    options = options or ReadOptions()
    if str(path) == STDIN:
        yield from _read(sys.stdin.buffer, "stdin", options)
        return
    path = Path(path)
    if path.is_dir():
        yield from _read_folder(path, options)
        return
    try:
        with path.open("rb") as stream:
            yield from _read(stream, str(path), options, path.stat().st_size)
    except OSError as error:
        yield Skipped(source=str(path), reason=f"it can't be opened: {error.strerror or error}")


def read_bytes(data: bytes, source: str, options: ReadOptions | None = None) -> Found:
    """The articles in the data of a file, one by one; `source` is the file's name, its ending is looked at."""
    yield from _read(io.BytesIO(data), source, options or ReadOptions(), len(data))


def read_stream(stream: BinaryIO, source: str, options: ReadOptions | None = None) -> Found:
    """The articles in an open file, one by one; `source` is the file's name, its ending is looked at."""
    yield from _read(stream, source, options or ReadOptions())


def _read_folder(folder: Path, options: ReadOptions) -> Found:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path.relative_to(folder)))
    if not files:
        yield Skipped(source=str(folder), reason="the folder is empty")
    for path in files:
        yield from read_path(path, options)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read(stream: BinaryIO, source: str, options: ReadOptions, size: int | None = None) -> Found:
    """The articles in a stream, and a reason where it can't be read to its end."""
    buffered = io.BufferedReader(stream, START) if not hasattr(stream, "peek") else stream  # type: ignore[type-var]
    empty = True
    try:
        for result in _read_stream(buffered, source, options, Budget(), size):
            empty = False
            yield _in_one_line(result)
    except Unreadable as error:
        yield _in_one_line(Skipped(source=source, reason=str(error)))
    else:
        if empty:
            yield Skipped(source=source, reason="it holds no report")


def _in_one_line(result: Article | Skipped) -> Article | Skipped:
    """The result, its reason on one line: what the libraries say of damaged data may quote the data."""
    if isinstance(result, Skipped) and not result.reason.isprintable():
        reason = "".join(char if char.isprintable() else " " for char in result.reason)
        return Skipped(source=result.source, reason=" ".join(reason.split()))
    return result


def _read_stream(
    stream: BinaryIO, source: str, options: ReadOptions, budget: Budget, size: int | None = None
) -> Found:  # fmt: skip
    """The articles in a stream, by the kind of file that its first bytes show.

    Raises: `Unreadable`.
    """
    start = stream.peek(START)[:START]  # type: ignore[attr-defined]
    if start.startswith(b"WARC/"):
        yield from read_warc(stream, source, options)
    elif compression_of(start):
        yield from read_compressed(stream, source, size, budget.deeper(), _member_reader(options))
    elif is_zip(start):
        yield from read_zip(stream, source, budget.deeper(), _member_reader(options))
    elif is_tar(start):
        yield from read_tar(stream, source, budget.deeper(), _member_reader(options))
    else:
        yield from _read_plain(stream, source, options, budget, start)


def _member_reader(options: ReadOptions) -> ReadMember:
    def read(stream: BinaryIO, source: str, budget: Budget) -> Found:
        return _read_stream(stream, source, options, budget)

    return read


def _read_plain(stream: BinaryIO, source: str, options: ReadOptions, budget: Budget, start: bytes) -> Found:
    """The articles in a file that isn't packed."""
    ending = Path(source.rpartition("#")[2]).suffix.lower()
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in start[:1024]:
        yield read_pdf(_whole(stream, options), source, options)
    elif is_box(start):
        yield from read_box(stream, source, options, budget, _member_reader(options))
    elif is_message(start):
        yield from read_message(_whole(stream, options), source, options, budget, _member_reader(options))
    elif is_feed(start):
        yield from read_feed(stream, source, options)
    elif ending in (".csv", ".tsv"):
        yield from read_csv(stream, source, options)
    elif ending in (".jsonl", ".ndjson") or (text.startswith(b"{") and _is_json(text.partition(b"\n")[0])):
        yield from read_json_lines(stream, source, options)
    elif ending == ".json" or text.startswith((b'{"', b"[{", b"[\n")):
        yield from read_json(_whole(stream, options), source, options)
    else:
        yield from read_document(_whole(stream, options), source, options)


def _is_json(line: bytes) -> bool:
    try:
        msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _whole(stream: BinaryIO, options: ReadOptions) -> bytes:
    """All bytes of a document, or one more than are read as one."""
    return stream.read(options.largest + 1)
