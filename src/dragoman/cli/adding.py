"""``dragoman add``: reports into a ledger."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.ledgers import DEFAULT_LEDGER, LedgerName, day, open_ledger

if TYPE_CHECKING:
    from dragoman.ledger import Ledger
    from dragoman.pipeline import Pipeline
    from dragoman.records import Article, Skipped

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders or globs in quotation marks.", show_default=False),
]


def add(
    inputs: Inputs,
    ledger: LedgerName = DEFAULT_LEDGER,
    published: Annotated[
        date | None,
        typer.Option("--date", metavar="YYYY-MM-DD", parser=day, help="The day on which the reports were published."),
    ] = None,
    pipeline: Annotated[
        str | None, typer.Option(metavar="NAME", help="The spaCy pipeline that parses; by default en_core_web_md.")
    ] = None,
) -> None:
    """Read reports and add their records to a ledger; what is there already is left alone.

    Stopped or killed, the same command goes on where it was. Exits with 1 where something was skipped; `dragoman
    coverage` lists what, and why.
    """
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from dragoman.cli.screen import messages, say
    from dragoman.corpus.inputs import find_items, survey
    from dragoman.readers import ReadOptions

    total, _ = survey(inputs)
    options = ReadOptions(published=published)
    console = messages()
    columns = (
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.description}"),
        TimeRemainingColumn(),
    )
    started = time.monotonic()
    with open_ledger(ledger, create=True) as book:
        adder = _Adder(book, pipeline)
        with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("", total=max(total, 1))
            for item in find_items(inputs, options):
                for skipped in adder.add(item.source, _articles(item, options)):
                    say(f"skipped {skipped.source}: {skipped.reason}")
                rate = adder.added / (time.monotonic() - started)
                bar.update(task, advance=item.size, description=f"{adder.added:,} added, {rate:,.1f}/s")
    typer.echo(f"{ledger}: {adder.added} added, {adder.known} there already, {adder.skipped} skipped")
    if adder.skipped:
        raise typer.Exit(1)


def _articles(item: object, options: object) -> Iterator[Article | Skipped]:
    from dragoman.corpus.inputs import articles_of

    return articles_of(item, options)  # type: ignore[arg-type]


class _Adder:
    """Adds articles that the ledger lacks, and counts."""

    def __init__(self, book: Ledger, pipeline: str | None) -> None:
        self._book = book
        self._name = pipeline
        self._pipeline: Pipeline | None = None
        self.added = self.known = self.skipped = 0

    def add(self, source: str, results: Iterator[Article | Skipped]) -> Iterator[Skipped]:
        """Add the articles of one item; what was skipped comes back."""
        from dragoman.records import Skipped, __version__

        for number, result in enumerate(results, 1):
            name = source if number == 1 else f"{source}#{number}"
            if isinstance(result, Skipped):
                self.skipped += 1
                self._book.note_skipped(result)
                yield result
            elif self._book.has(result, __version__):
                self.known += 1
                self._book.note_known(result, name)
            else:
                self._book.add(self._reader().read(result), name)
                self.added += 1

    def _reader(self) -> Pipeline:
        if self._pipeline is None:  # loading takes a second: not for a call that finds nothing new
            from dragoman.pipeline import Pipeline

            self._pipeline = Pipeline(self._name) if self._name else Pipeline()
        return self._pipeline
