"""The folder that a corpus is coded into: Parquet files in parts, a journal of finished parts, a manifest.

::

    OUT/manifest.json                    what made the tables, from what, and when it was finished
    OUT/journal.jsonl                    one line for each finished part
    OUT/articles/part-00000.parquet …    one folder for each table

A part's files are written beside their place and renamed, and its line in the journal comes last: whatever the moment
of a kill, a part is either whole and known or done again to the same files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import msgspec
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from dragoman.corpus.tables import SCHEMAS, Tables
from dragoman.errors import DragomanError, UsageError

MANIFEST, JOURNAL, LOCK = "manifest.json", "journal.jsonl", ".lock"
UNFINISHED = ".unfinished"


class CorpusError(DragomanError):
    """A folder of tables that can't be written or continued."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the corpus that is in the tables: a line of the journal."""

    part: int
    """Its number, from 0."""
    items: int
    """Items of the corpus in it."""
    articles: int
    skipped: int
    left_out: int = 0
    """Articles that weren't asked for; their rows of ``skipped`` say so."""
    words: int
    size: int
    """Bytes of the corpus that it stands for."""
    rows: dict[str, int]
    """Rows in each table."""


class CorpusFolder:
    """One run's hold on the folder; made by `open_folder`."""

    def __init__(self, path: Path, parts: dict[int, Part]) -> None:
        self.path = path
        self.parts = parts
        """The finished parts by number."""

    def write(self, part: Part, tables: Tables) -> None:
        """Put a finished part's rows into the tables and its line into the journal."""
        for name, table in tables.items():
            file = self.path / name / f"part-{part.part:05}.parquet"
            file.parent.mkdir(exist_ok=True)
            beside = file.with_name(file.name + UNFINISHED)
            pq.write_table(table.combine_chunks(), beside, compression="zstd", row_group_size=max(len(table), 1))
            _sync(beside)
            beside.replace(file)
        with (self.path / JOURNAL).open("ab") as journal:
            journal.write(msgspec.json.encode(part) + b"\n")
            journal.flush()
            os.fsync(journal.fileno())
        self.parts[part.part] = part

    def finish(self) -> dict[str, Any]:
        """Write into the manifest that the corpus is done, with its totals; the manifest."""
        manifest: dict[str, Any] = json.loads((self.path / MANIFEST).read_bytes())
        if manifest["finished"] is None:
            manifest["finished"] = _now()
            manifest["totals"] = self.totals()
            _write_json(self.path / MANIFEST, manifest)
        return manifest

    def totals(self) -> dict[str, Any]:
        """Articles, words and rows in the tables so far."""
        parts = self.parts.values()
        counts: dict[str, Any] = {
            name: sum(getattr(part, name) for part in parts)
            for name in ("items", "articles", "skipped", "left_out", "words")
        }
        return {**counts, "rows": {name: sum(part.rows[name] for part in parts) for name in SCHEMAS}}


@contextmanager
def open_folder(path: Path, made_from: dict[str, Any]) -> Iterator[CorpusFolder]:
    """The folder, new or to be continued, held for this process alone.

    Args:
        path: The folder; it is made where it isn't there.
        made_from: All that decides what the tables hold: versions, options, inputs. A folder is continued only with
            the same.

    Raises:
        UsageError: The folder holds something else, or tables made from something else.
        CorpusError: Another process works on it, or its journal is damaged.
    """
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path}: is a file; --out takes a folder")
    if path.is_dir() and not (path / MANIFEST).exists() and any(file.name != LOCK for file in path.iterdir()):
        raise UsageError(f"{path}: holds other files and no {MANIFEST}; give a new or empty folder with --out")
    path.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise CorpusError(f"{path}: another dragoman process is writing it; wait for it or end it") from None
    try:
        _begin(path, made_from)
        yield CorpusFolder(path, _read_journal(path))
    finally:
        lock.release()


def _begin(path: Path, made_from: dict[str, Any]) -> None:
    """A new folder's manifest, or the check that an old one was made from the same."""
    manifest = path / MANIFEST
    if not manifest.exists():
        _write_json(manifest, {"made_from": made_from, "started": _now(), "finished": None, "totals": None})
        return
    before = json.loads(manifest.read_bytes())["made_from"]
    if differing := sorted(_differences(before, json.loads(json.dumps(made_from)))):
        raise UsageError(
            f"{path}: was begun with other {', '.join(differing)}; give what it was begun with (see {MANIFEST}), "
            "or another folder with --out"
        )
    for left in path.glob(f"*/*{UNFINISHED}"):
        left.unlink()


def _differences(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """The names of the values that differ, those of an inner mapping after a dot."""
    for name in before.keys() | now.keys():
        old, new = before.get(name), now.get(name)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from (f"{name}.{inner}" for inner in _differences(old, new))
        elif old != new:
            yield name


def _read_journal(path: Path) -> dict[int, Part]:
    """The finished parts; a last line that a kill cut short is taken off, since its part will be done again."""
    journal = path / JOURNAL
    if not journal.exists():
        return {}
    data = journal.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if len(whole) < len(data):
        with journal.open("r+b") as stream:
            stream.truncate(len(whole))
    decoder = msgspec.json.Decoder(Part)
    try:
        parts = [decoder.decode(line) for line in whole.splitlines()]
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise CorpusError(f"{journal}: damaged: {error}; remove the folder and begin anew") from error
    return {part.part: part for part in parts}


def _write_json(path: Path, value: object) -> None:
    beside = path.with_name(path.name + UNFINISHED)
    beside.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8")
    _sync(beside)
    beside.replace(path)


def _sync(path: Path) -> None:
    """Have the disk keep the file before it gets its name."""
    with path.open("r+b") as stream:
        _fsync(stream)


def _fsync(stream: IO[bytes]) -> None:
    os.fsync(stream.fileno())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
