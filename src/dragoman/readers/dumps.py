"""Text dumps: a page as plain text, with the site's menus, teasers and clock still in it, or without any."""

from __future__ import annotations

import re

from dragoman.readers.days import find_days
from dragoman.readers.page import Page
from dragoman.records import NotPublished, Removed

LONG = 12
ENDS = ".!?”\"’')"


def read_dump(text: str, url: str | None = None, *, notes: tuple[str, ...] = ()) -> Page:
    """The page that a text dump holds."""
    lines = [line.strip() for line in text.split("\n")]
    printed = [line for line in lines if line]
    long = [len(line.split()) >= LONG and line[-1] in ENDS and " / " not in line for line in printed]
    if not any(long):
        return Page(paragraphs=())
    first, last = _best_run(long)
    if sum(long) > 0.6 * len(printed) and max(map(printed.count, printed)) == 1:
        first = 0 if printed[0][-1] in ENDS else first
    head, tail = printed[:first], printed[last + 1 :]
    title = head[-1] if head and len(head[-1].split()) >= 4 else None
    removed = [Removed(text=line, why="masthead" if line != title else "title") for line in head]
    removed += [Removed(text=line, why="teaser") for line in tail]
    days = [found for line in head for found in find_days(line)]
    return Page(
        paragraphs=tuple(printed[first : last + 1]), title=title, removed=tuple(removed),
        not_published=tuple(
            NotPublished(date=found.day, why="stands above the title: the site's clock, not the report's day")
            for found in days
        ),
    )  # fmt: skip


def _best_run(long: list[bool]) -> tuple[int, int]:
    """First and last line of the longest run of long lines that bridges at most two short ones."""
    runs: list[list[int]] = []
    for index, is_long in enumerate(long):
        if is_long:
            if runs and index - runs[-1][1] <= 3:
                runs[-1][1] = index
            else:
                runs.append([index, index])
    best = max(runs, key=lambda run: sum(long[run[0] : run[1] + 1]))
    return best[0], best[1]
