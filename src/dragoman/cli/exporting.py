"""``dragoman export``: a ledger's records in the formats of others."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.ledgers import DEFAULT_LEDGER, LedgerName, open_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgspec import Struct

    from dragoman.ledger import Ledger


class ExportFormat(StrEnum):
    """What `dragoman export` can write."""

    JSONL = "jsonl"
    CSV = "csv"
    PLOVER = "plover"
    ANNOTATIONS = "annotations"
    BRAT = "brat"


def export(
    format_: Annotated[
        ExportFormat,
        typer.Argument(
            metavar="FORMAT",
            help="jsonl (records), csv (tables), plover (events), annotations (W3C), brat (standoff).",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="PATH", help="A file; a folder for csv and brat.", show_default=False)
    ],
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="csv: only positions, statements and events that somebody accepted.")
    ] = False,
    ledger: LedgerName = DEFAULT_LEDGER,
) -> None:
    """Write a ledger's records, or its tables, in the formats of others."""
    if reviewed and format_ is not ExportFormat.CSV:
        raise typer.BadParameter("--reviewed goes with csv: the other formats hold records as they were read")
    with open_ledger(ledger) as book:
        if format_ is ExportFormat.CSV:
            _write_tables(book, out, reviewed=reviewed)
        elif format_ is ExportFormat.BRAT:
            _write_standoff(book, out)
        else:
            _write_lines(book, out, format_)


def _write_lines(book: Ledger, out: Path, format_: ExportFormat) -> None:
    import msgspec

    from dragoman.exports.annotations import annotations_of
    from dragoman.exports.plover import events_of

    part = out.with_name(f"{out.name}.part")
    with part.open("wb") as stream:
        for record in book.records():
            rows = {ExportFormat.PLOVER: events_of, ExportFormat.ANNOTATIONS: annotations_of}.get(format_)
            for row in rows(record) if rows else [record]:
                stream.write(msgspec.json.encode(row) + b"\n")
    part.replace(out)


def _write_tables(book: Ledger, out: Path, *, reviewed: bool) -> None:
    from dragoman.exports.rows import csv_of

    out.mkdir(parents=True, exist_ok=True)
    tables: dict[str, Sequence[Struct]] = {
        "actors": book.actors(limit=None),
        "statements": book.statements(reviewed=reviewed, limit=None),
        "events": book.events(reviewed=reviewed, limit=None),
        "positions": book.positions(reviewed=reviewed, limit=None),
    }
    for name, rows in tables.items():
        (out / f"{name}.csv").write_text(csv_of(rows), "utf-8", newline="")


def _write_standoff(book: Ledger, out: Path) -> None:
    from dragoman.exports.brat import standoff_of

    out.mkdir(parents=True, exist_ok=True)
    for record in book.records():
        (out / f"{record.article.id}.txt").write_text(record.article.body, "utf-8", newline="")
        (out / f"{record.article.id}.ann").write_text(standoff_of(record), "utf-8", newline="")
