"""What was given on the command line -> the corpus, item by item: files, and the rows of files that hold many.

Items come in one order, whatever the machine: as given, a folder's files by name. Splitting a file is cheap and is
done by the parent; reading an item (decoding, taking the page off) is work, and the workers' share.
"""

from __future__ import annotations

import glob
import gzip
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import msgspec

from dragoman.errors import UsageError
from dragoman.readers import ReadOptions, read_bytes, read_path, read_stream
from dragoman.records import Article, Skipped

_LONGEST_LOOK = 2**20
"""Bytes of a first line that are looked at to tell what a file holds."""

type Result = Article | Skipped


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read: mostly one article, in some kinds of file several."""

    number: int
    """Its place in the corpus, from 0."""
    source: str
    """The file's name as given, with the row after ``#`` where it holds several."""
    content: Path | bytes | Result
    """A file to open, a row as one JSON object, or what a reader made of a part of a file that only it can split."""
    size: int
    """Bytes of the corpus that it stands for: what progress counts."""


def articles_of(item: Item, options: ReadOptions) -> Iterator[Result]:
    """What the item holds, each article once."""
    seen: set[str] = set()
    for result in _read(item, options):
        if isinstance(result, Article):
            if result.id in seen:
                yield Skipped(source=item.source, reason="the same article stands in it twice")
                continue
            seen.add(result.id)
        yield result


def _read(item: Item, options: ReadOptions) -> Iterator[Result]:
    match item.content:
        case Path():
            return read_path(item.content, options)
        case bytes():
            return (_of_row(result, item.source) for result in read_bytes(item.content, item.source, options))
        case Article() | Skipped():
            return iter([item.content])


def _of_row(result: Result, source: str) -> Result:
    """What a reader made of a row that was given to it alone, under the row's name in the whole file."""
    return msgspec.structs.replace(result, source=source) if isinstance(result, Skipped) else result


def find_files(inputs: Iterable[str | Path]) -> Iterator[Path]:
    """The files that inputs name: files, folders with all that is in them, globs. Hidden files are left out.

    Raises:
        UsageError: An input names nothing.
    """
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            yield from _files_in(path)
        elif path.exists():
            yield path
        else:
            # glob and not Path.glob, which takes no absolute patterns
            found = sorted(glob.iglob(str(given), recursive=True)) if glob.has_magic(str(given)) else []  # noqa: PTH207
            if not found:
                raise UsageError(f"{given}: no such file or folder; give files, folders, or globs in quotation marks")
            yield from find_files(found)


def _files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those in it, by name; one folder's names are in memory at a time."""
    with os.scandir(folder) as entries:
        names = sorted((entry.name, entry.is_dir()) for entry in entries if not entry.name.startswith("."))
    for name, is_folder in names:
        if is_folder:
            yield from _files_in(folder / name)
        else:
            yield folder / name


def survey(inputs: Iterable[str | Path]) -> tuple[int, str]:
    """Bytes in all the files, and a fingerprint of their names and sizes.

    Raises:
        UsageError: An input names nothing.
    """
    total = 0
    names = hashlib.sha256()
    for path in find_files(inputs):
        size = path.stat().st_size
        total += size
        names.update(f"{path}\x1f{size}\x1e".encode("utf-8", "surrogateescape"))
    return total, names.hexdigest()


def find_items(inputs: Iterable[str | Path], options: ReadOptions) -> Iterator[Item]:
    """The corpus, item by item."""
    number = 0
    for path in find_files(inputs):
        for source, content, size in _split(path, options):
            yield Item(number, source, content, size)
            number += 1


type _Piece = tuple[str, Path | bytes | Result, int]


def _split(path: Path, options: ReadOptions) -> Iterator[_Piece]:
    name = path.name.lower().removesuffix(".gz")
    kind = name.rpartition(".")[2]
    try:
        if kind == "json" and _holds_lines(path):
            yield from _lines(path, options)
        elif kind in _SPLITTERS:
            yield from _SPLITTERS[kind](path, options)
        else:
            yield str(path), path, path.stat().st_size
    except (OSError, EOFError, gzip.BadGzipFile) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield str(path), Skipped(source=str(path), reason=f"cannot be read on from here: {reason}"), 0


def _holds_lines(path: Path) -> bool:
    """True for JSON Lines under the name of JSON: the first line is a whole object."""
    with _opened(path) as (stream, _):
        line = stream.readline(_LONGEST_LOOK)
    try:
        return isinstance(msgspec.json.decode(line), dict) and line.endswith(b"\n")
    except msgspec.DecodeError:
        return False


def _lines(path: Path, options: ReadOptions) -> Iterator[_Piece]:
    """Rows of JSON Lines."""
    with _opened(path) as (stream, place):
        before = row = 0
        while line := stream.readline(options.largest + 1):
            row += 1
            source = f"{path}#{row}"
            size, before = place.tell() - before, place.tell()
            if len(line) > options.largest:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(options.largest)
                yield source, Skipped(source=source, reason=f"the row is longer than {options.largest:,} bytes"), size
            elif line.strip():
                yield source, line.removeprefix(b"\xef\xbb\xbf") if row == 1 else line, size


def _parquet_rows(path: Path, options: ReadOptions) -> Iterator[_Piece]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        share = path.stat().st_size / max(file.metadata.num_rows, 1)
        row = 0
        for batch in file.iter_batches(batch_size=256, use_threads=False):
            for cells in batch.to_pylist():
                row += 1
                yield f"{path}#{row}", msgspec.json.encode(cells, enc_hook=str), int(share)


def _by_reader(path: Path, options: ReadOptions) -> Iterator[_Piece]:
    """Parts of a file that only its reader can split, already read."""
    first = 2 if path.suffix.lower() in {".csv", ".tsv"} else 1  # a table's first row names its columns
    with path.open("rb") as stream:
        before = 0
        for row, result in enumerate(read_stream(stream, str(path), options), start=first):
            size, before = stream.tell() - before, stream.tell()
            yield (result.source if isinstance(result, Skipped) else f"{path}#{row}"), result, size


_SPLITTERS = {
    "jsonl": _lines,
    "ndjson": _lines,
    "csv": _by_reader,
    "tsv": _by_reader,
    "parquet": _parquet_rows,
    "warc": _by_reader,
    "zip": _by_reader,
    "tar": _by_reader,
    "tgz": _by_reader,
    "mbox": _by_reader,
}


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], IO[Any]]]:
    """The file's bytes, unpacked, and the stream whose place tells how far it was read."""
    with path.open("rb") as raw:
        if path.suffix.lower() != ".gz":
            yield raw, raw
            return
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield unpacked, raw  # type: ignore[misc]  # a GzipFile reads like any binary file
