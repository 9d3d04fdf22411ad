"""How an event was found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.ledgers import DEFAULT_LEDGER, LedgerName, open_ledger

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.events.explain import Explanation
    from dragoman.records import Record


def explain(
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="Id of an event, as answers give it.", show_default=False)
    ],
    record: Annotated[
        Path | None,
        typer.Argument(metavar="RECORD", help="A record that `dragoman read --format json` wrote; else the ledger."),
    ] = None,
    ledger: LedgerName = DEFAULT_LEDGER,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show how an event was found: words, codebook entry, actors, reality, CAMEO code."""
    from dragoman.events import explain_event

    found = explain_event(_record_of(event, record, ledger), event)
    if json:
        import msgspec

        from dragoman.cli.screen import write

        write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
        return
    from dragoman.cli.screen import output

    print_explanation(output(), found)


def _record_of(event: str, file: Path | None, ledger: str) -> Record:
    from dragoman.errors import UsageError
    from dragoman.records import record_from_json

    if file is not None:
        try:
            return record_from_json(file.read_bytes())
        except (OSError, ValueError) as error:
            raise UsageError(f"{file}: no record: {error}; `dragoman read --format json` writes one") from error
    with open_ledger(ledger) as book:
        found = book.record_of_event(event)
    if found is None:
        raise UsageError(f"{book.name} has no event {event!r}; `dragoman events --format json` gives ids")
    return found


def print_explanation(console: Console, found: Explanation) -> None:
    """Print an explanation, one line for each thing that decided."""
    from rich.table import Table

    event = found.event
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    table.add_row("event", f"{event.type}{f' {event.mode}' if event.mode else ''}")
    table.add_row("passage", found.passage)
    table.add_row("trigger", found.trigger)
    table.add_row(
        "rule", found.rule + (f": {found.wording}" if found.wording else ": not found again by today's rules")
    )
    if event.score is not None:
        table.add_row("score", f"{event.score:.2f}")
    if found.example:
        table.add_row("like", f"{found.example} (codebook, after {found.source})")
    for place in found.places:
        table.add_row(
            place.side, f"{place.actor}: {place.text} ({place.how})" if place.text else f"{place.actor} ({place.how})"
        )
    cues = ", ".join(f"{cue.word} ({cue.says.replace('_', ' ')})" for cue in found.cues)
    table.add_row(
        "reality", f"{event.reality.replace('_', ' ')}; {f'cues: {cues}' if cues else 'no word says otherwise'}"
    )
    for name, value in (("on the word of", found.vouched), ("time", found.time), ("place", event.place)):
        if value:
            table.add_row(name, value)
    if found.cameo is not None:
        table.add_row(
            "CAMEO", f"{found.cameo} by row {found.cameo_row}; {found.quad}; Goldstein {found.goldstein:+.1f}"
        )
    for passage in found.retold:
        table.add_row("told again", passage)
    console.print(table, highlight=False, markup=False)
