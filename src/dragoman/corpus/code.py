"""A corpus of any size -> tables in a folder: the same rows whatever the number of workers, kills and restarts.

The corpus is cut into batches, which are what a worker gets, and batches into parts, which are what is written. Both
cuts depend on the corpus alone. A batch that fails (too slow, too big, fatal, or an error) is done again one item at
a time, and an item that fails alone is recorded as skipped with the reason.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from dragoman.actors.dictionaries import load_dictionaries
from dragoman.corpus.folder import CorpusFolder, Part, open_folder
from dragoman.corpus.inputs import Item, articles_of, find_items, survey
from dragoman.corpus.provenance import hash_of, provenance
from dragoman.corpus.ray_engine import RayCrew
from dragoman.corpus.tables import Entry, Tables, joined, tables_of
from dragoman.corpus.workers import Crew, Failure, Limits
from dragoman.errors import UsageError
from dragoman.parse.parser import DEFAULT_PIPELINE
from dragoman.readers import ReadOptions, read_bytes
from dragoman.records import Article, Record, Skipped

if TYPE_CHECKING:
    from dragoman.pipeline import Pipeline

ITEMS_AT_ONCE = 16
BYTES_AT_ONCE = 256 * 1024
"""A batch is closed when it has so many items or bytes: long articles come in small batches."""
FIRST_PART = 4
"""Items of the first part, each a batch of its own: whoever waits for the first record sees it within seconds."""
DEFAULT_PART = 512
"""Items in a part: some 10 MB of tables, and at most some minutes of one worker's work to do again after a kill."""

WARM_UP = """Talks go on

The foreign minister said in the capital on Monday that "the talks will go on", and that his government wouldn't
recognise the council unless the army left the city. The spokesman of the council denied that it had agreed to leave.
"""
"""A report that makes every stage load what it loads at its first article."""
DEFAULT_LIMITS = Limits(seconds=120, gibibytes=3)


type Engine = Literal["local", "ray"]
type Subject = Literal["political"]


class Reads(Protocol):
    """What the engine asks of a pipeline."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        """The records of articles, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeOptions:
    """How a corpus is coded. Only what changes the tables is kept in the manifest and must be the same on resuming."""

    reading: ReadOptions = field(default_factory=ReadOptions)
    pipeline: str = DEFAULT_PIPELINE
    """The spaCy pipeline that parses."""
    part_size: int = DEFAULT_PART
    workers: int | None = None
    """How many processes; by default one for each core that this process may use."""
    limits: Limits = DEFAULT_LIMITS
    """What one article may take before it is skipped."""
    method: str | None = None
    """``fork`` or ``spawn``, see `dragoman.corpus.workers.Crew`."""
    actors: tuple[Path, ...] = ()
    """The user's own dictionaries of actors."""
    only: Subject | None = None
    """Leave out, unread, what the words show to be about something else, see `dragoman.corpus.political`."""
    engine: Engine = "local"
    """Where the workers are: processes on this machine, or actors of a Ray cluster."""


@dataclass(slots=True)
class Progress:
    """How far the work is."""

    total: int
    """Bytes in the corpus."""
    size: int = 0
    """Bytes done, in this run and before."""
    articles: int = 0
    """Articles done in this run."""
    skipped: int = 0
    left_out: int = 0
    """Articles that aren't what was asked for with `CodeOptions.only`."""
    words: int = 0
    resumed: int = 0
    """Articles that earlier runs had done."""
    resumed_size: int = 0
    """Bytes that earlier runs had done."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a worker gets at once."""

    part: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What it gives back."""

    tables: Tables
    words: int
    left_out: int = 0
    """Rows of ``skipped`` that aren't what was asked for."""

    @property
    def skipped(self) -> int:
        """Rows of ``skipped`` for which something was wrong."""
        return len(self.tables["skipped"]) - self.left_out


@dataclass(frozen=True, slots=True)
class Start:
    """Loads what a worker needs; sent to it, so it holds no model itself."""

    load: Callable[[], Reads]
    options: ReadOptions
    only: Subject | None = None

    def __call__(self) -> Callable[[Batch], Done]:
        """The work of one worker."""
        pipeline = self.load()
        return lambda batch: read_batch(batch, pipeline, self.options, self.only)


@dataclass(frozen=True, slots=True)
class LoadPipeline:
    """Loads the real pipeline, with all that it loads at its first article."""

    name: str
    actors: tuple[Path, ...] = ()

    def __call__(self) -> Pipeline:
        """The pipeline; what it is made of is loaded once in a process and shared with those forked from it."""
        from dragoman.pipeline import Pipeline  # here, since whoever brings a pipeline of his own needs none of it

        pipeline = Pipeline(self.name, actors=load_dictionaries(self.actors) if self.actors else None)
        for article in read_bytes(WARM_UP.encode(), "warm-up.txt"):
            if isinstance(article, Article):
                pipeline.read(article)
        return pipeline


def code_corpus(
    inputs: Iterable[str | Path],
    out: Path | str,
    options: CodeOptions | None = None,
    *,
    load: Callable[[], Reads] | None = None,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> dict[str, Any]:
    """Read a corpus into tables; the manifest, with totals.

    Args:
        inputs: Files, folders and globs.
        out: The folder of the tables; one that was begun with the same inputs and options is continued.
        options: How to go about it.
        load: Gives what reads articles in place of the real pipeline, here and in each worker.
        on_progress: Called after each batch.

    Raises:
        UsageError: An input names nothing, or the folder was made from something else.
        ModelError: The spaCy pipeline isn't installed.
        CorpusError: The folder can't be written.
    """
    given = list(inputs)
    options = options or CodeOptions()
    if options.part_size < 1 or (options.workers is not None and options.workers < 1):
        raise UsageError("a corpus needs at least one worker, and parts of at least one article")
    for path in map(Path, given):
        if path.is_dir() and Path(out).resolve().is_relative_to(path.resolve()):
            raise UsageError(f"{out}: lies in {path}, which is read; give a folder outside of it with --out")
    total, names = survey(given)
    made_from = {
        **provenance(options.pipeline),
        "options": _lasting(options),
        "inputs": [*map(str, given)],
        "files": names,
    }
    with open_folder(Path(out), made_from) as folder:
        progress = Progress(total)
        for part in folder.parts.values():
            progress.resumed_size += part.size
            progress.resumed += part.articles
        progress.size = progress.resumed_size
        on_progress(progress)
        _work(given, folder, load or LoadPipeline(options.pipeline, options.actors), options, progress, on_progress)
        return folder.finish()


def _lasting(options: CodeOptions) -> dict[str, Any]:
    """The options that decide what the tables hold, as JSON."""
    reading = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in asdict(options.reading).items()
    }
    if reading.get("published") is not None:
        reading["published"] = str(reading["published"])
    lasting = {"reading": reading, "part_size": options.part_size, "only": options.only}
    return lasting | ({"actors": hash_of(*options.actors)} if options.actors else {})


def _work(
    inputs: list[str | Path],
    folder: CorpusFolder,
    load: Callable[[], Reads],
    options: CodeOptions,
    progress: Progress,
    on_progress: Callable[[Progress], None],
) -> None:
    batches = _batches(find_items(inputs, options.reading), options.part_size, done=folder.parts)
    first = next(batches, None)
    if first is None:
        return
    desk = _Desk(first, batches, folder)
    with _crew(load, options) as crew:
        for batch, result in crew.run(desk.take):
            for done in desk.accept(batch, result):
                progress.articles += len(done.tables["articles"])
                progress.skipped += done.skipped
                progress.left_out += done.left_out
                progress.words += done.words
                progress.size += sum(item.size for item in batch.items)
                on_progress(progress)


@contextmanager
def _crew(load: Callable[[], Reads], options: CodeOptions) -> Iterator[Crew[Batch, Done] | RayCrew[Batch, Done]]:
    """The workers, ready for batches."""
    start = Start(load, options.reading, options.only)
    if options.engine == "ray":
        with RayCrew(start, options.limits, options.workers) as cluster:
            yield cluster
        return
    load()  # before the workers are forked, so that they share it
    gc.freeze()  # the collector would else touch, and so copy, what they share
    workers = options.workers or len(os.sched_getaffinity(0))
    with Crew(start, workers=workers, limits=options.limits, method=options.method) as crew:
        yield crew
    gc.unfreeze()


class _Desk:
    """Gives out batches, takes results, and writes a part when the last of its items is in."""

    def __init__(self, first: Batch, batches: Iterator[Batch], folder: CorpusFolder) -> None:
        self._batches = batches
        self._next: Batch | None = first
        self._folder = folder
        self._again: deque[Batch] = deque()
        """The items of failed batches, one by one."""
        self._open: dict[int, int] = {}
        """Parts with items still out or to come, and how many were given out and aren't back."""
        self._results: dict[int, list[tuple[Batch, Done]]] = {}

    def take(self) -> Batch | None:
        """The next batch to do."""
        if self._again:
            return self._again.popleft()
        batch = self._next
        if batch is not None:
            self._next = next(self._batches, None)
            self._open[batch.part] = self._open.get(batch.part, 0) + len(batch.items)
        return batch

    def accept(self, batch: Batch, result: Done | Failure) -> Iterator[Done]:
        """Keep what came back, if it is final."""
        if isinstance(result, Failure):
            if len(batch.items) > 1:
                self._again.extend(Batch(batch.part, (item,)) for item in batch.items)
                return
            (item,) = batch.items
            skipped = Skipped(source=item.source, reason=result.reason)
            result = Done(tables_of([(item.number, item.source, skipped)]), words=0)
        self._results.setdefault(batch.part, []).append((batch, result))
        self._open[batch.part] -= len(batch.items)
        if not self._open[batch.part] and (self._next is None or self._next.part != batch.part):
            self._write(batch.part)
        yield result

    def _write(self, number: int) -> None:
        del self._open[number]
        results = sorted(self._results.pop(number), key=lambda pair: pair[0].items[0].number)
        tables = joined(done.tables for _, done in results)
        items = [item for batch, _ in results for item in batch.items]
        part = Part(
            part=number,
            items=len(items),
            articles=len(tables["articles"]),
            skipped=sum(done.skipped for _, done in results),
            left_out=sum(done.left_out for _, done in results),
            words=sum(done.words for _, done in results),
            size=sum(item.size for item in items),
            rows={name: len(table) for name, table in tables.items()},
        )
        self._folder.write(part, tables)


def _batches(items: Iterator[Item], part_size: int, *, done: dict[int, Part]) -> Iterator[Batch]:
    """The batches of the parts that aren't done."""
    for part, members in groupby(items, key=lambda item: _part_of(item.number, part_size)):
        if part in done:
            continue
        at_once = 1 if part == 0 else ITEMS_AT_ONCE
        batch: list[Item] = []
        for item in members:
            if batch and (len(batch) == at_once or sum(i.size for i in batch) + item.size > BYTES_AT_ONCE):
                yield Batch(part, tuple(batch))
                batch = []
            batch.append(item)
        yield Batch(part, tuple(batch))


def _part_of(number: int, part_size: int) -> int:
    """The part of an item: the first one is small."""
    first = min(FIRST_PART, part_size)
    return 0 if number < first else 1 + (number - first) // part_size


def read_batch(batch: Batch, pipeline: Reads, options: ReadOptions, only: Subject | None = None) -> Done:
    """What a batch's items hold, as tables: the work of a worker."""
    results = [(item, result) for item in batch.items for result in articles_of(item, options)]
    left_out = 0
    if only == "political":
        kept = [(item, _political(result, item.source)) for item, result in results]
        left_out = sum(one is not other for (_, one), (_, other) in zip(results, kept, strict=True))
        results = kept
    articles = [result for _, result in results if isinstance(result, Article)]
    records = iter(pipeline.read_many(articles))
    entries: list[Entry] = [
        (item.number, item.source, result if isinstance(result, Skipped) else next(records)) for item, result in results
    ]
    words = sum(article.body.count(" ") + 1 for article in articles)
    return Done(tables_of(entries), words=words, left_out=left_out)


def _political(result: Article | Skipped, source: str) -> Article | Skipped:
    """The article, or that it is about something else."""
    from dragoman.corpus.political import NOT_POLITICAL, is_political  # here, since few ask for it

    if isinstance(result, Skipped) or is_political(result):
        return result
    return Skipped(source=source, reason=NOT_POLITICAL)
