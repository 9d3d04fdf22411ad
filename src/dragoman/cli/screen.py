"""Where the command line prints: consoles, safe text, and facts set beside their passages."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

PIPED_WIDTH = 100
"""Columns where the output is no terminal, so that a file looks the same on every machine; ``COLUMNS`` overrides it."""

NARROWEST_PAIR = 76
"""Columns under which a passage is printed below its fact instead of beside it."""

CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write(data: bytes) -> None:
    """Write UTF-8 to standard output, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def output() -> Console:
    """The console for answers: standard output, without colours where it is no terminal."""
    return _console(sys.stdout)


def messages() -> Console:
    """The console for everything that isn't the answer: standard error."""
    return _console(sys.stderr)


def _console(stream: object) -> Console:
    is_terminal = bool(getattr(stream, "isatty", lambda: False)())
    columns = os.environ.get("COLUMNS", "")
    width = None if is_terminal else int(columns) if columns.isdecimal() and int(columns) > 0 else PIPED_WIDTH
    return Console(
        stderr=stream is sys.stderr, width=width, highlight=False, emoji=False, markup=False, soft_wrap=False,
        force_terminal=False if not is_terminal else None,
    )  # fmt: skip


def printable(text: str) -> str:
    """The text as long as it was, without characters that steer a terminal."""
    return DIRECTION_MARKS.sub("\u200b", CONTROLS.sub(" ", text.replace("\n", " ")))


def say(message: str) -> None:
    """Print one line on standard error."""
    messages().print(printable(message), soft_wrap=True)


def heading(console: Console, title: str) -> None:
    """Print the title of a section, with a blank line before it."""
    console.print()
    console.print(Text(title.upper(), style="bold cyan"))


def beside(console: Console, fact: Sequence[Text], passage: Text) -> None:
    """Print a fact and its passage next to each other; below each other where the screen is narrow.

    Args:
        console: Where to print.
        fact: Its lines, the first of which says the most; the others are indented below it.
        passage: The words that it came from.
    """
    if console.width < NARROWEST_PAIR:
        lines = [*_hanging(console, fact, console.width), *_wrapped(console, passage, console.width, indent=6)]
        for line in lines:
            console.print(line, soft_wrap=True)
        return
    column = max(30, min(48, console.width * 35 // 100))
    left = _hanging(console, fact, column - 2)
    right = _wrapped(console, passage, console.width - column, indent=0)
    for one, other in zip_longest(left, right, fillvalue=Text()):
        line = one.copy()
        if other:
            line.append(" " * (column - line.cell_len))
            line.append_text(other)
        console.print(line, soft_wrap=True)


def _hanging(console: Console, lines: Sequence[Text], width: int) -> list[Text]:
    first, *others = lines
    top = _wrapped(console, first, width, indent=0, hang=2)
    return top + [line for other in others for line in _wrapped(console, other, width, indent=2, hang=2)]


def _wrapped(console: Console, text: Text, width: int, *, indent: int, hang: int = 0) -> list[Text]:
    wrapped = []
    for number, line in enumerate(text.wrap(console, max(16, width - indent - hang))):
        line.rstrip()
        wrapped.append(Text(" " * (indent + (hang if number else 0))).append_text(line))
    return wrapped
