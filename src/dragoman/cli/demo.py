"""``dragoman demo``: the sample reports read into a ledger, and the ledger asked."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

import dragoman
from dragoman.cli.answers import show_conditions, show_shifts, show_stands
from dragoman.cli.screen import beside, heading, output, printable, say
from dragoman.ledger import Ledger
from dragoman.ledger.names import is_specific
from dragoman.ledger.people import Profile
from dragoman.pipeline import Pipeline
from dragoman.readers import read_path
from dragoman.records import Record, Skipped

SAMPLES = Path(dragoman.__file__).parent / "samples"
MOST_ACTORS = 14
MOST_CONDITIONS = 12
MOST_SHIFTS = 8


def run_demo(pipeline: str | None) -> None:
    """Read the sample reports into a ledger in a temporary folder, and print what they say together."""
    console = output()
    started = time.monotonic()
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "demo.db", create=True) as ledger:
        words = 0
        for record in _records(Pipeline(pipeline) if pipeline else Pipeline()):
            ledger.add(record)
            words += len(record.article.body.split())
        _print_head(console, ledger, words, time.monotonic() - started)
        _print_actors(console, ledger)
        _print_answers(console, ledger)
    console.print()
    console.print(
        "Next: dragoman read FILE; or dragoman add FILES, then: positions, history, shifts, conditions, who …"
    )


def _records(pipeline: Pipeline) -> Iterator[Record]:
    for path in sorted(SAMPLES.glob("*.txt")) + sorted(SAMPLES.glob("*.html")):
        for result in read_path(path):
            if isinstance(result, Skipped):
                say(f"skipped {result.source}: {result.reason}")
            else:
                yield pipeline.read(result)


def _print_head(console: Console, ledger: Ledger, words: int, seconds: float) -> None:
    coverage = ledger.coverage()
    first, last = coverage.months[0].month, coverage.months[-1].month
    console.print(Text("The Libyan political process in sample reports", style="bold"))
    console.print(
        f"{coverage.articles} reports, {first} to {last}, {words:,} words, read in {seconds:.1f} s. "
        "They were written for this project after public facts; outlets and quotations are invented."
    )


def _print_actors(console: Console, ledger: Ledger) -> None:
    heading(console, "Who is who")
    for actor in ledger.actors(MOST_ACTORS):
        profile = ledger.who(f"#{actor.number}")[0]
        beside(console, [Text(printable(profile.name), style="bold")], _description(profile))


def _description(profile: Profile) -> Text:
    what = ", ".join([profile.kind.replace("_", " "), *([profile.country] if profile.country else [])])
    text = Text(f"{what}, in {profile.articles} reports")
    roles = dict.fromkeys(role.title.casefold() for role in profile.roles if role.state is None)
    if roles:
        text.append(printable(f": {'; '.join(list(roles)[:3])}"))
    others = [name for name in profile.names if name != profile.name and " of " not in name and is_specific(name)]
    if others:
        text.append("\n").append(printable(f"also {', '.join(others[:6])}"), style="dim")
    return text


def _print_answers(console: Console, ledger: Ledger) -> None:
    conditions = ledger.conditions()
    heading(console, "Who stands where, under which condition")
    shown = [waiting for waiting in conditions if waiting.condition.who or waiting.status != "open"]
    show_conditions(console, _spread(shown, MOST_CONDITIONS))
    shifts = ledger.shifts()
    heading(console, "What changed")
    show_shifts(console, _spread(shifts, MOST_SHIFTS))
    for question, stands in (
        ("Where does Russia stand on arming Haftar?", ledger.positions(holder="Russia", issue="arms")),
        ("Who refuses to recognise whom?", [s for s in ledger.positions(issue="recognition") if s.stance == "against"]),
    ):
        heading(console, question)
        show_stands(console, stands[:MOST_SHIFTS])


def _spread[Row](rows: Sequence[Row], most: int) -> Sequence[Row]:
    """At most so many rows, spread evenly."""
    if len(rows) <= most:
        return rows
    return [rows[number * len(rows) // most] for number in range(most)]
