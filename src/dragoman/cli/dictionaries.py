"""The option ``--actors``: a user's own dictionaries of actors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.actors.dictionaries import Dictionaries

ActorFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="A dictionary of actors that goes before dragoman's own: .csv, FollowTheMoney .jsonl, or PETRARCH .txt. "
        "Repeatable.",
        show_default=False,
    ),
]


def load_listed(files: list[Path] | None) -> Dictionaries | None:
    """The dictionaries of some files, each line that can't be used said on standard error; `None` for no files."""
    if not files:
        return None
    from dragoman.actors.dictionaries import load_dictionaries
    from dragoman.cli.screen import say

    dictionaries = load_dictionaries(files)
    for problem in dictionaries.problems:
        say(problem)
    return dictionaries
