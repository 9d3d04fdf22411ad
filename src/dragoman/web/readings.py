"""Reports that are being read while pages go on being shown: one process beside the site's, one file after the other.

The files lie in a folder of their own until they are read, and go with it. An article is added whole or not at all, so
that a reading which is cut short leaves nothing half-written, and can be begun again.
"""

from __future__ import annotations

import multiprocessing
import shutil
import signal
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import BinaryIO, Literal

from msgspec import Struct

from dragoman.errors import DragomanError, UsageError
from dragoman.ledger import Ledger
from dragoman.ledger.clock import now
from dragoman.ledger.intake import Intake, Outcome
from dragoman.readers import ReadOptions, read_stream

MOST_WAITING = 20
MOST_REMEMBERED = 100
"""Readings whose course can still be looked up."""

type State = Literal["waiting", "reading", "done", "failed"]


class Given(Struct, kw_only=True):
    """A file that somebody gave, and how far it is."""

    name: str
    """Its name, as the ledger keeps it."""
    size: int
    path: Path
    state: State = "waiting"
    outcomes: list[Outcome] = []


class Reading(Struct, kw_only=True):
    """Files that were given together."""

    number: int
    author: str
    begun: datetime
    files: list[Given]
    options: ReadOptions
    state: State = "waiting"
    failure: str | None = None
    """Why the reading stopped, in words for the person who gave the files."""

    @property
    def is_over(self) -> bool:
        """True where nothing more will come."""
        return self.state in ("done", "failed")

    def count(self, result: str) -> int:
        """How many articles were ``added``, ``known`` or ``skipped`` so far."""
        return sum(outcome.result == result for given in self.files for outcome in given.outcomes)


class Readings:
    """The readings of a site: those that wait, the one that is on, and those that are over."""

    def __init__(self, ledger: Path | str, pipeline: str | None = None) -> None:
        """Prepare to read; nothing starts before the first file is given.

        Args:
            ledger: Where the articles go.
            pipeline: The spaCy pipeline that parses.
        """
        self._ledger, self._pipeline = ledger, pipeline
        self._known: dict[int, Reading] = {}
        self._given = 0
        self._waiting: SimpleQueue[Reading | None] = SimpleQueue()
        self._folder: TemporaryDirectory[str] | None = None
        self._thread: Thread | None = None
        self._worker: _Worker | None = None
        self._lock = Lock()
        self._closed = False

    def add(self, files: Sequence[tuple[str, BinaryIO]], options: ReadOptions, author: str) -> Reading:
        """Take files to be read after those that wait already.

        Args:
            files: Names, as they were given, and open files.
            options: What is known about all of them.
            author: Who gave them.

        Raises:
            UsageError: Too many readings wait, or there is no room for the files.
        """
        with self._lock:
            if sum(not reading.is_over for reading in self._known.values()) >= MOST_WAITING:
                raise UsageError(f"{MOST_WAITING} readings wait already; wait until one is done")
            self._given += 1
            number = self._given
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="dragoman-", ignore_cleanup_errors=True)
            folder = Path(self._folder.name) / str(number)
        try:
            folder.mkdir()
            given = [_kept(folder / str(place), name, stream) for place, (name, stream) in enumerate(files)]
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise UsageError(f"the files can't be kept until they are read: {error.strerror}") from error
        reading = Reading(number=number, author=author, begun=now(), files=given, options=options)
        with self._lock:
            self._known[number] = reading
            for old in [one for one in self._known if self._known[one].is_over][: -MOST_REMEMBERED or None]:
                del self._known[old]
            if self._thread is None:
                self._thread = Thread(target=self._read_all, name="readings", daemon=True)
                self._thread.start()
        self._waiting.put(reading)
        return reading

    def reading(self, number: int) -> Reading | None:
        """A reading by its number; ``None`` where it isn't known, or was forgotten."""
        return self._known.get(number)

    def all(self) -> list[Reading]:
        """The readings that are known, the latest first."""
        return sorted(self._known.values(), key=lambda reading: -reading.number)

    def close(self) -> None:
        """Stop reading; what was added stays."""
        self._closed = True
        self._waiting.put(None)
        if self._worker is not None:
            self._worker.stop()
        if self._thread is not None:
            self._thread.join(timeout=10)
        if self._folder is not None:
            self._folder.cleanup()

    def _read_all(self) -> None:
        while (reading := self._waiting.get()) is not None and not self._closed:
            try:
                self._read(reading)
            finally:
                shutil.rmtree(reading.files[0].path.parent, ignore_errors=True)

    def _read(self, reading: Reading) -> None:
        reading.state = "reading"
        try:
            if self._worker is None or not self._worker.is_alive:
                self._worker = _Worker(self._ledger, self._pipeline)
            for given in reading.files:
                given.state = "reading"
                for outcome in self._worker.read(given, reading.options):
                    given.outcomes.append(outcome)
                given.state = "done"
        except _StoppedError as error:
            for given in reading.files:
                given.state = "failed" if given.state != "done" else "done"
            reading.state, reading.failure = "failed", str(error)
        else:
            reading.state = "done"


def _kept(path: Path, name: str, stream: BinaryIO) -> Given:
    """The file, written where the reading process finds it.

    The ledger knows it by its name and its content: another file of the same name is another source.
    """
    digest = sha256()
    with path.open("wb") as kept:
        while piece := stream.read(2**20):
            digest.update(piece)
            kept.write(piece)
    return Given(name=f"uploaded/{digest.hexdigest()[:12]}/{plain_name(name)}", size=path.stat().st_size, path=path)


def plain_name(name: str) -> str:
    """The last part of a file's name, printable: whatever a browser sends leads to no other folder."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(character for character in last if character.isprintable() and character != "#").strip(". ")
    return kept[-120:] or "unnamed"


# --- the process that reads ------------------------------------------------------------------------------------------


class _StoppedError(Exception):
    """The reading process failed on a file, or is gone."""


class _Worker:
    """A process that reads, and the line to it."""

    def __init__(self, ledger: Path | str, pipeline: str | None) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other, ledger, pipeline), name="reading", daemon=True)
        try:
            self._process.start()
        except OSError as error:
            raise _StoppedError(f"the reading process can't be started: {error.strerror}") from error
        other.close()

    @property
    def is_alive(self) -> bool:
        """True where it can be given a file."""
        return self._process.is_alive()

    def read(self, given: Given, options: ReadOptions) -> Iterator[Outcome]:
        """What comes of a file, as soon as it is known.

        Raises:
            _StoppedError: It came to an end before the file did.
        """
        try:
            self._line.send((given.path, given.name, options))
            while (message := self._line.recv()) is not None:
                if isinstance(message, str):
                    raise _StoppedError(message)
                yield message
        except (EOFError, OSError) as error:
            advice = "what was added before is kept; add the rest again"
            raise _StoppedError(f"the reading process has ended; {advice}") from error

    def stop(self) -> None:
        """End it; an article that isn't added yet is not added."""
        self._process.terminate()
        self._process.join(timeout=10)
        self._line.close()


def _work(line: Connection, ledger: Path | str, pipeline: str | None) -> None:
    """The reading process: files come in, outcomes go out, ``None`` after each file, a text where one failed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the site, which then ends this process
    try:
        book = Ledger(ledger, create=True)
    except DragomanError as error:
        line.recv()
        line.send(str(error))
        return
    with book:
        intake = Intake(book, pipeline)
        while True:
            try:
                path, name, options = line.recv()
            except EOFError:
                return
            line.send(_outcome_of(line, intake, path, name, options))


def _outcome_of(line: Connection, intake: Intake, path: Path, name: str, options: ReadOptions) -> str | None:
    try:
        with path.open("rb") as stream:
            for outcome in intake.take(name, read_stream(stream, name, options)):
                line.send(outcome)
    except DragomanError as error:
        return str(error)
    except Exception as error:
        # the boundary of a process: whatever goes wrong is said to the person who waits, who can't see its traceback
        return f"an error of dragoman's own in {name}: {type(error).__name__}: {error}"
    return None
