"""The command ``dragoman`` and its subcommands. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.adding import add
from dragoman.cli.code import code
from dragoman.cli.dictionaries import ActorFiles, load_listed
from dragoman.cli.explaining import explain
from dragoman.cli.exporting import export
from dragoman.cli.judging import JUDGEMENTS
from dragoman.cli.ledgers import day
from dragoman.cli.questions import QUESTIONS
from dragoman.cli.serve import serve

if TYPE_CHECKING:
    from dragoman.records import Article, Record, Skipped

DEBUG = "DRAGOMAN_DEBUG"
DONE, SOME_SKIPPED, WRONG_USAGE, OUR_FAULT = 0, 1, 2, 70

app = typer.Typer(
    name="dragoman",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class RecordFormat(StrEnum):
    """How `dragoman read` prints records."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Reports: saved pages or texts.", show_default=False)]
Published = Annotated[
    date | None,
    typer.Option("--date", metavar="YYYY-MM-DD", parser=day, help="The day on which the reports were published."),
]
PipelineName = Annotated[
    str | None,
    typer.Option("--pipeline", metavar="NAME", help="The spaCy pipeline that parses; by default en_core_web_md."),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        from dragoman.records import __version__

        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def dragoman(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Read news reports and keep the record of a political process: who said, did, demanded or refused what."""


@app.command()
def read(
    files: Files,
    format_: Annotated[
        RecordFormat, typer.Option("--format", help="text for reading; json: one object, or a list of them; jsonl.")
    ] = RecordFormat.TEXT,
    published: Published = None,
    pipeline: PipelineName = None,
    actors: ActorFiles = None,
) -> None:
    """Read reports and print the record of each, every fact beside its passage.

    Exits with 1 where a file, or a part of one, was skipped; the reason is printed on standard error.
    """
    skipped: list[Skipped] = []
    records = _records_of(files, published, pipeline, skipped, actors)
    if format_ is RecordFormat.TEXT:
        _print_texts(records)
    else:
        _print_json(records, lines=format_ is RecordFormat.JSONL)
    if skipped:
        raise typer.Exit(SOME_SKIPPED)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from dragoman.records import record_schema

    typer.echo(json.dumps(record_schema(), indent=2, ensure_ascii=False))


@app.command()
def demo(pipeline: PipelineName = None) -> None:
    """Read the sample reports and print who is who, who stands where, and what changed."""
    from dragoman.cli.demo import run_demo

    run_demo(pipeline)


for command in (add, *QUESTIONS, explain, *JUDGEMENTS, export, code, serve):
    app.command()(command)


def _results_of(files: list[Path], published: date | None) -> Iterator[Article | Skipped]:
    from dragoman.readers import ReadOptions, read_path

    options = ReadOptions(published=published)
    for file in files:
        yield from read_path(file, options)


def _records_of(
    files: list[Path],
    published: date | None,
    pipeline: str | None,
    skipped: list[Skipped],
    actors: list[Path] | None,
) -> Iterator[Record]:
    """The records of the reports, one by one; what is skipped is said at once and kept in the list."""
    from dragoman.cli.screen import say
    from dragoman.records import Skipped

    reader = None
    for result in _results_of(files, published):
        if isinstance(result, Skipped):
            say(f"skipped {result.source}: {result.reason}")
            skipped.append(result)
            continue
        if reader is None:  # loading takes a second: not for a call in which nothing can be read
            from dragoman.pipeline import Pipeline

            reader = Pipeline(*([pipeline] if pipeline else []), actors=load_listed(actors))
        yield reader.read(result)


def _print_texts(records: Iterator[Record]) -> None:
    from dragoman.cli.report import print_record
    from dragoman.cli.screen import output

    console = output()
    for number, record in enumerate(records):
        if number:
            console.print(f"\n{'=' * min(console.width, 60)}\n")
        print_record(console, record)


def _print_json(records: Iterator[Record], *, lines: bool) -> None:
    import msgspec

    from dragoman.cli.screen import write
    from dragoman.records import record_to_json

    if lines:
        for record in records:
            write(record_to_json(record) + b"\n")
        return
    texts = [msgspec.json.format(record_to_json(record), indent=2) for record in records]
    if len(texts) == 1:
        write(texts[0] + b"\n")
    elif texts:
        write(b"[\n" + b",\n".join(texts) + b"\n]\n")


def run() -> None:
    """The entry point: an error is one line on standard error, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    from dragoman.errors import DragomanError

    try:
        app()
    except DragomanError as error:
        _fail(str(error), WRONG_USAGE)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the last flush fails no more
        sys.exit(DONE)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        _fail(f"internal error: {type(error).__name__}: {error} (set {DEBUG}=1 for the traceback)", OUR_FAULT)


def _fail(message: str, code: int) -> None:
    line = " ".join(message.split())
    typer.echo(f"dragoman: {line}", err=True)
    sys.exit(code)
