"""Articles on their way into a ledger: what it has already is left alone, the rest is read and added, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from dragoman.ledger.book import Ledger
from dragoman.records import Article, Skipped, __version__

if TYPE_CHECKING:
    from dragoman.actors.dictionaries import Dictionaries
    from dragoman.pipeline import Pipeline


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of one article, or of a file that gave none."""

    source: str
    """The file's name, with the article's number after ``#`` from the second one on."""
    result: Literal["added", "known", "skipped"]
    article: str | None = None
    title: str | None = None
    reason: str | None = None
    """Why it was skipped."""


class Intake:
    """Adds articles to a ledger. The language model is loaded for the first one that has to be read, and kept."""

    def __init__(self, book: Ledger, pipeline: str | None = None, *, actors: Dictionaries | None = None) -> None:
        """Prepare to add.

        Args:
            book: The ledger.
            pipeline: The spaCy pipeline that parses; by default `dragoman.pipeline` chooses.
            actors: The user's own dictionaries of actors.
        """
        self._book = book
        self._name = pipeline
        self._actors = actors
        self._pipeline: Pipeline | None = None

    def take(self, source: str, results: Iterable[Article | Skipped]) -> Iterator[Outcome]:
        """Add what a file holds, each article in one transaction; what came of it, as soon as it is known."""
        for number, result in enumerate(results, 1):
            name = source if number == 1 else f"{source}#{number}"
            if isinstance(result, Skipped):
                self._book.note_skipped(result)
                yield Outcome(source=result.source, result="skipped", reason=result.reason)
            elif self._book.has(result, __version__):
                self._book.note_known(result, name)
                yield Outcome(source=name, result="known", article=result.id, title=result.title)
            else:
                self._book.add(self._reader().read(result), name)
                yield Outcome(source=name, result="added", article=result.id, title=result.title)

    def _reader(self) -> Pipeline:
        if self._pipeline is None:  # loading takes a second: not for a call that finds nothing new
            from dragoman.pipeline import Pipeline

            named = (self._name,) if self._name else ()
            self._pipeline = Pipeline(*named, actors=self._actors)
        return self._pipeline
