"""``dragoman code``: a corpus into tables."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.dictionaries import ActorFiles, load_listed

if TYPE_CHECKING:
    from dragoman.corpus.code import CodeOptions, Progress

INTERRUPTED = 130
EVERY = 60.0
"""Seconds between lines where standard error is no terminal."""


class SubjectName(StrEnum):
    """What articles must be about, see `dragoman.corpus.code.Subject`."""

    POLITICAL = "political"


class EngineName(StrEnum):
    """What runs the workers, see `dragoman.corpus.code.Engine`."""

    LOCAL = "local"
    RAY = "ray"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Files, folders or globs: JSON Lines, CSV, Parquet, WARC, pages, texts; .gz too.",
        show_default=False,
    ),
]
Out = Annotated[
    Path,
    typer.Option(
        "--out", metavar="DIR", help="Folder for the tables; one begun before is continued.", show_default=False
    ),
]


def code(
    inputs: Inputs,
    out: Out,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Worker processes; by default one for each core.")
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(metavar="OURS=YOURS", help="Which column holds what: text=content, date=pub_day. Repeatable."),
    ] = None,
    pipeline: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The spaCy pipeline that parses; by default en_core_web_md."),
    ] = None,
    seconds: Annotated[
        float, typer.Option(min=0.1, metavar="S", help="An article that takes longer is skipped.")
    ] = 120,
    memory: Annotated[
        float, typer.Option(min=0.1, metavar="GIB", help="An article that takes a worker over this is skipped.")
    ] = 3,
    part_size: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Articles to a part, the work that a kill can cost."),
    ] = None,
    only: Annotated[
        SubjectName | None,
        typer.Option(help="Leave out, unread, what the words show to be about something else."),
    ] = None,
    engine: Annotated[
        EngineName,
        typer.Option(help="Where the workers are: on this machine, or on the Ray cluster that it belongs to."),
    ] = EngineName.LOCAL,
    actors: ActorFiles = None,
) -> None:
    """Read a corpus of any size into Parquet tables: articles, actors, statements, events, positions, and so on.

    Killed or stopped, the same command goes on where it was. Exits with 1 where articles were skipped: the table
    `skipped` says which and why.
    """
    from dragoman.corpus.code import CodeOptions
    from dragoman.corpus.workers import Limits
    from dragoman.readers import ReadOptions

    load_listed(actors)  # says what can't be used before the work begins
    given: dict[str, Any] = {"pipeline": pipeline, "part_size": part_size}
    options = CodeOptions(
        reading=ReadOptions(fields=dict(map(_field, field or []))),
        workers=workers,
        limits=Limits(seconds, memory),
        only=only.value if only else None,
        engine=engine.value,
        actors=tuple(actors or ()),
        **{name: value for name, value in given.items() if value is not None},
    )
    manifest = _with_progress(inputs, out, options)
    _print_totals(manifest["totals"], out)
    if manifest["totals"]["skipped"]:
        raise typer.Exit(1)


def _field(text: str) -> tuple[str, str]:
    ours, equals, yours = text.partition("=")
    if not (ours and equals and yours):
        raise typer.BadParameter(f"{text!r} names no column; write it as text=content", param_hint="--field")
    return ours, yours


def _with_progress(inputs: list[str], out: Path, options: CodeOptions) -> dict[str, Any]:
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    from dragoman.cli.screen import messages, say
    from dragoman.corpus.code import code_corpus

    console = messages()
    started = time.monotonic()
    said = started
    # Drawn from here, not from a thread of its own: workers are forked beside it.
    columns = (BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TextColumn("{task.description}"))
    with Bar(*columns, console=console, auto_refresh=False, disable=not console.is_terminal) as bar:
        task = bar.add_task("loading")

        def show(progress: Progress) -> None:
            nonlocal said
            text = _state(progress, time.monotonic() - started)
            bar.update(task, completed=progress.size, total=max(progress.total, 1), description=text, refresh=True)
            if not console.is_terminal and time.monotonic() - said > EVERY:
                said = time.monotonic()
                say(f"{100 * progress.size // max(progress.total, 1)}% {text}")

        try:
            return code_corpus(inputs, out, options, on_progress=show)
        except KeyboardInterrupt:
            bar.stop()
            say(f"stopped; what is done is in {out}, and the same command goes on from there")
            raise typer.Exit(INTERRUPTED) from None


def _state(progress: Progress, seconds: float) -> str:
    """How far it is, how fast, and how long it will take, in one line."""
    known = progress.size - progress.resumed_size
    text = f"{progress.resumed + progress.articles:,} articles"
    if progress.skipped:
        text += f", {progress.skipped:,} skipped"
    if progress.left_out:
        text += f", {progress.left_out:,} left out"
    if not known:
        return text
    left = (progress.total - progress.size) / known * seconds
    return f"{text}, {progress.articles / seconds:,.1f}/s, {progress.words / seconds:,.0f} words/s, {_time(left)} left"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def _print_totals(totals: dict[str, Any], out: Path) -> None:
    from dragoman.cli.screen import output

    console = output()
    for name, rows in totals["rows"].items():
        console.print(f"{name:<12}{rows:>12,}")
    left_out = f"{totals['left_out']:,} left out, " if totals["left_out"] else ""
    console.print(
        f"{out}: {totals['articles']:,} articles, {totals['skipped']:,} skipped, {left_out}{totals['words']:,} words"
    )
