"""What the commands on a ledger share: its option, the days, the form of an answer."""

from __future__ import annotations

import os
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.ledger import Ledger


class AnswerFormat(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def day(text: str) -> date:
    """A day as it is given on the command line."""
    try:
        return date.fromisoformat(text if len(text) == len("YYYY-MM-DD") else "")
    except ValueError:
        raise typer.BadParameter(f"{text!r} isn't a day; write it as YYYY-MM-DD") from None


LedgerName = Annotated[
    str,
    typer.Option(
        "--ledger",
        "-l",
        metavar="FILE",
        envvar="DRAGOMAN_LEDGER",
        help="The ledger: a file, or postgresql+psycopg://USER@HOST/DATABASE.",
        show_default=True,
    ),
]
Form = Annotated[AnswerFormat, typer.Option("--format", "-f", help="How to print the answer.")]
From = Annotated[date | None, typer.Option("--from", metavar="YYYY-MM-DD", parser=day, help="From this day on.")]
To = Annotated[date | None, typer.Option("--to", metavar="YYYY-MM-DD", parser=day, help="Up to this day.")]
Most = Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many rows, the latest.")]

DEFAULT_LEDGER = "dragoman.db"
DEFAULT_MOST = 100


def open_ledger(name: str, *, create: bool = False) -> Ledger:
    """The ledger that a command names; a path may begin with ``~``."""
    from dragoman.ledger import Ledger

    return Ledger(name if "://" in name else Path(name).expanduser(), create=create)


def current_author() -> str:
    """Who judges, unless the command says so."""
    from getpass import getuser

    try:
        return os.environ.get("DRAGOMAN_AUTHOR") or getuser()
    except (KeyError, OSError):  # no such user: in a container, say
        return "somebody"
