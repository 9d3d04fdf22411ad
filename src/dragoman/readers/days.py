"""Days that are written in a text, whatever the notation, with where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

MONTH_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl", "ru", "uk", "tr", "id")
"""Languages whose month names are known: the page around an English report isn't always English."""

EARLIEST = 1990
"""Year of the first news page on the web; an earlier day is history, not a day of publication."""
LATEST = 2099


@dataclass(frozen=True, slots=True)
class DayFound:
    """A day in a text: `text[start:end]` writes it."""

    start: int
    end: int
    day: date
    other: date | None = None
    """The other reading of 04/08/2020, where day and month could be swapped."""


@cache
def month_numbers() -> dict[str, int]:
    """Month names, short and long, casefolded and without a full stop, in all `MONTH_LANGUAGES`."""
    numbers: dict[str, int] = {"sept": 9}
    for code in MONTH_LANGUAGES:
        months = Locale.parse(code).months
        for context in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                for number, name in months[context][width].items():
                    name = name.casefold().rstrip(".")
                    if len(name) >= 3 and not name[0].isdigit():
                        numbers.setdefault(name, number)
    return numbers


@cache
def _pattern() -> re.Pattern[str]:
    month = r"[^\W\d_]{3,11}"  # looked up afterwards: a list of all names would be tried at every place
    year = r"(?:19|20)\d\d"
    end = r"(?=\D|\d\d?[./\ ]|$)"  # two dates are often printed without a space between them
    return re.compile(
        rf"""(?<![\w.,/-])(?:
        (?P<iy>{year})(?P<isep>[-/.]|年\ ?|년\ ?)(?P<im>\d\d?)(?:(?P=isep)|月\ ?|월\ ?)(?P<id>\d\d?)(?:日|일)?
            (?![\d/])(?!-\d)
        |(?P<dd>\d\d?)\s?(?:st\b|nd\b|rd\b|th\b|º|er\b)?\.?(?:\s+of|\s+de)?[\s,-]*(?P<dm>{month})\b\.?(?:\s+de)?[\s,/-]*
            (?P<dy>{year}{end}|(?<=[./'’-])\d\d(?![\w:]))
        |(?P<mm>{month})\b\.?\s*(?P<md>\d\d?)\s?(?:st\b|nd\b|rd\b|th\b)?(?:\s*,\s*|\s+)(?P<my>{year}){end}
        |(?P<na>\d\d?)(?P<nsep>\.\ ?|\ ?[|/-]\ ?)(?P<nb>\d\d?)(?P=nsep)(?P<ny>{year}{end}|\d\d(?!\d))(?!/|\.\d)
        )""",
        re.IGNORECASE | re.VERBOSE,
    )


YEAR = re.compile(r"[12][90]\d\d|\d(?:[./-]\d\d?[./-]\d\d|[./ -][^\W\d_]{3,9}[./-]\d\d(?!\d))")
"""What every full date holds; looked for first, since it's rare and the pattern of a whole date is slow.
Every branch begins with a digit, which lets the search skip all else."""
BEFORE_YEAR, AFTER_YEAR = 32, 16
"""Code points around a year in which the rest of its date stands."""


def find_days(text: str) -> Iterator[DayFound]:
    """The days that the text writes in full, in order."""
    done = 0
    for anchor in YEAR.finditer(text):
        if anchor.start() < done:
            continue
        for match in _pattern().finditer(text, max(done, anchor.start() - BEFORE_YEAR), anchor.end() + AFTER_YEAR):
            done = match.end()
            found = _read(match)
            if found is not None:
                yield found


def _read(match: re.Match[str]) -> DayFound | None:
    """The day that a match of the pattern writes; None where no such day exists."""
    part = match.groupdict()
    span = match.span()
    if part["iy"]:
        day = _day(part["iy"], int(part["im"]), part["id"])
        return DayFound(*span, day) if day else None
    if part["dd"] or part["mm"]:
        month = month_numbers().get((part["dm"] or part["mm"]).casefold())
        day = _day(part["dy"] or part["my"], month, part["dd"] or part["md"]) if month else None
        return DayFound(*span, day) if day else None
    year = part["ny"]
    day_first = _day(year, int(part["nb"]), part["na"])
    month_first = _day(year, int(part["na"]), part["nb"]) if not part["nsep"].startswith(".") else None
    if day_first is None and month_first is None:
        return None
    first = day_first or month_first
    assert first is not None
    other = month_first if day_first and month_first != day_first else None
    return DayFound(*span, first, other)


def _day(year: str, month: int, day: str) -> date | None:
    try:
        found = date(int(year) if len(year) == 4 else 2000 + int(year), month, int(day))
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None


IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(0?[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/(\d\d?)/", re.IGNORECASE)


def day_in_address(url: str) -> date | None:
    """The day that the path of an address names: ``/2016/12/03/moscow-wants``."""
    path = url.split("://", 1)[-1].partition("/")[2]
    if named := MONTH_IN_ADDRESS.search(f"/{path}"):
        number = month_numbers().get(named[2].casefold())
        return _day(named[1], number, named[3]) if number else None
    found = IN_ADDRESS.search(path)
    return _day(found[1], int(found[2]), found[3]) if found else None
