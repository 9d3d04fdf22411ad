"""``dragoman export``: records in the formats of others."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.ledgers import DEFAULT_LEDGER, LedgerName, open_ledger

if TYPE_CHECKING:
    from dragoman.records import Record


class ExportFormat(StrEnum):
    """The formats, as in `dragoman.exports.FORMATS`; named here too, so that help needs none of their libraries."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    PLOVER = "plover"
    POLECAT = "polecat"
    CAMEO = "cameo"
    FTM = "ftm"
    ANNOTATIONS = "annotations"
    BRAT = "brat"
    GRAPHML = "graphml"
    DOT = "dot"


def export(
    format_: Annotated[
        ExportFormat,
        typer.Argument(
            metavar="FORMAT",
            help="jsonl (records), csv or parquet (tables), plover, polecat or cameo (events), ftm (FollowTheMoney), "
            "annotations (W3C), brat (standoff), graphml or dot (network of actors).",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", metavar="PATH", help="A file; a folder for csv, parquet and brat.", show_default=False),
    ],
    records: Annotated[
        list[Path] | None,
        typer.Option(
            "--records",
            metavar="FILE",
            help="Records as 'dragoman read --format jsonl' prints them, in place of a ledger. Repeatable.",
        ),
    ] = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="Only positions, statements and events that somebody accepted.")
    ] = False,
    ledger: LedgerName = DEFAULT_LEDGER,
) -> None:
    """Write a ledger's records in the formats of others: what was rejected is left out, what was edited is changed."""
    from dragoman.exports import write_export

    if records:
        if reviewed:
            raise typer.BadParameter("--reviewed goes with a ledger: files of records hold no judgements")
        write_export(format_, _records_in(records), out)
        return
    with open_ledger(ledger) as book:
        write_export(format_, book.judged_records(reviewed=reviewed), out)


def _records_in(files: list[Path]) -> Iterator[Record]:
    """The records of files with one in each line."""
    from dragoman.errors import UsageError

    for file in files:
        try:
            with file.open("rb") as stream:
                for number, line in enumerate(stream, 1):
                    yield _record_in(line, f"{file}:{number}")
        except OSError as error:
            raise UsageError(f"{file}: can't be read: {error.strerror}") from error


def _record_in(line: bytes, place: str) -> Record:
    import msgspec

    from dragoman.errors import UsageError
    from dragoman.records import record_from_json

    try:
        return record_from_json(line)
    except msgspec.MsgspecError as error:
        advice = "make the file with 'dragoman read --format jsonl'"
        raise UsageError(f"{place}: isn't a record: {error}; {advice}") from error
