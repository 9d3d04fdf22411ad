"""``dragoman add``: reports into a ledger."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from typing import Annotated

import typer

from dragoman.cli.dictionaries import ActorFiles, load_listed
from dragoman.cli.ledgers import DEFAULT_LEDGER, LedgerName, day, open_ledger

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
    actors: ActorFiles = None,
) -> None:
    """Read reports and add their records to a ledger; what is there already is left alone.

    Stopped or killed, the same command goes on where it was. Exits with 1 where something was skipped; `dragoman
    coverage` lists what, and why.
    """
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from dragoman.cli.screen import messages, say
    from dragoman.corpus.inputs import articles_of, find_items, survey
    from dragoman.ledger.intake import Intake
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
    counts = Counter[str]()
    started = time.monotonic()
    with open_ledger(ledger, create=True) as book:
        intake = Intake(book, pipeline, actors=load_listed(actors))
        with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("", total=max(total, 1))
            for item in find_items(inputs, options):
                for outcome in intake.take(item.source, articles_of(item, options)):
                    counts[outcome.result] += 1
                    if outcome.result == "skipped":
                        say(f"skipped {outcome.source}: {outcome.reason}")
                rate = counts["added"] / (time.monotonic() - started)
                bar.update(task, advance=item.size, description=f"{counts['added']:,} added, {rate:,.1f}/s")
    typer.echo(f"{book.name}: {counts['added']} added, {counts['known']} there already, {counts['skipped']} skipped")
    if counts["skipped"]:
        raise typer.Exit(1)
