"""The entries of a live page: one page, several reports, each under its own time.

An entry begins at a stamp: a line that holds a time or a day and nothing else, or a paragraph that opens with a time.
A page is split only where stamps follow each other in order of time and most of what is kept stands under them, so
that the times of comments, teasers and pictures don't split a report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median

import numpy as np

from dragoman.readers.days import find_days, month_numbers
from dragoman.readers.line_model import Choice
from dragoman.readers.lines import Flags, Ints
from dragoman.readers.page import FEWEST_LETTERS, Page
from dragoman.readers.removed import is_cue_of_chrome, reads_like_title, removed_lines
from dragoman.records import Published, Removed

FEWEST_ENTRIES = 3
FEWEST_WORDS = 20
"""Words of the entry in the middle, by length: the teasers of an index page have fewer."""
IN_ORDER = 0.8
"""Share of steps from stamp to stamp that go the same way through time."""
KEPT_IN_ENTRIES = 0.6
"""Share of the kept words that stand in entries; below it, a report only tells of times."""
ENTRIES_KEPT = 0.4
"""Share of the entries' words that the model keeps; below it, they are comments or teasers beside the report."""
LARGEST_SHARE = 0.5
"""Share of the entries' words in the largest one; above it, that one is the report and the others are comments."""
ANSWER = re.compile(
    r"(?:log in to |leave a )?(?:reply|comment|antwort|répon|respond|kommentar|commentaire)|signaler|melden$|"
    r"\d+ (?:comment|kommentar|repl)|.{0,40}\b(?:says|schreibt|sagt|a dit)\b:?$",
    re.IGNORECASE,
)
"""What stands at each contribution of readers; no entry of a report has it."""
FEWEST_ANSWERS = 2
LONGEST_STAMP = 60
HEAD = 3
"""Lines under a stamp among which an entry's text begins: a heading and a byline may come first."""

CLOCK = re.compile(
    r"(?<![\d.:])(?:(?P<hour>[01]?\d|2[0-3])(?:[:.]|h\s?)(?P<minute>[0-5]\d)(?:[:.][0-5]\d)?|(?P<whole>1[0-2]|0?[1-9]))"
    r"\s?(?P<half>[ap])\.?m\b\.?|(?<![\d.:])(?P<hour24>[01]?\d|2[0-3])[:.h](?P<minute24>[0-5]\d)(?:[:.][0-5]\d)?(?![\d%:])",
    re.IGNORECASE,
)
TIMED = re.compile(r"\d[:.h]\s?\d\d|\d\s?[ap]\.?m\b|(?:19|20)\d\d|\d[./-]\d", re.IGNORECASE)
"""What every stamp holds; most lines don't, and are spared the rest."""
ISO_CLOCK = re.compile(r"T(?P<hour24>\d\d):(?P<minute24>\d\d)")
STAMP_WORDS = frozenset(
    "at on updated posted published last first the gmt bst utc est edt et ist cet cest eet eest msk pst pdt aest aedt "
    "local time hrs hours mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday "
    "saturday sunday z".split()
)
"""What may stand beside day and time in a stamp."""
WRITER = re.compile(r"\bby (?:[A-Z][\w.’'-]*\s?){1,4}")
WORD = re.compile(r"[^\W\d_]+")
AFTER_CLOCK = re.compile(r"\s*(?:\(?(?:GMT|BST|UTC|EST|EDT|ET|CET|CEST|EET|MSK)\)?)?\s*(?:[-–—|:]\s*|(?=[A-Z“\"]))")


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an entry was put on the page."""

    line: int
    day: date | None
    minute: int | None
    """Of the day."""
    alone: bool
    """False where the entry's text goes on in the same line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The lines of an entry, with its heading among them."""

    stamp: Stamp
    start: int
    end: int
    heading: int | None
    day: date | None


def entries_of(
    page: Page, texts: Sequence[str], choice: Choice, running: Flags, title: int | None,
    times: Sequence[str | None] = (), *, digits: Ints,
) -> tuple[Page, ...]:  # fmt: skip
    """The reports that a live page holds, in its order, what stands above them first; empty for any other page.

    Args:
        page: The page as one report.
        texts: Its lines.
        choice: Which of them are body.
        running: Which of them are running text.
        title: Which of them is the page's title.
        digits: How many digits each line has.
        times: For each line of an HTML page the moment that a ``time`` element in it gives.
    """
    entries = _entries(texts, running, find_stamps(texts, digits, times), choice)
    if len(entries) < FEWEST_ENTRIES:
        return ()
    keep = _kept(texts, choice, running, entries, title)
    words = np.array([text.count(" ") + 1 for text in texts])
    short = (text for text in texts[entries[0].start : entries[-1].end] if len(text) < LONGEST_STAMP)
    answers = sum(ANSWER.match(text) is not None for text in short)
    inside = np.zeros(len(texts), dtype=bool)
    inside[entries[0].start : entries[-1].end] = True
    sizes = [int(words[entry.start : entry.end][keep[entry.start : entry.end]].sum()) for entry in entries]
    in_entries = words[choice.keep & inside].sum()
    if (
        answers >= FEWEST_ANSWERS
        or median(sizes) < FEWEST_WORDS
        or max(sizes) > LARGEST_SHARE * sum(sizes)
        or in_entries < KEPT_IN_ENTRIES * words[choice.keep].sum()
        or in_entries < ENTRIES_KEPT * sum(sizes)
    ):
        return ()
    return tuple(_pages(page, texts, keep, title, [entry for entry, size in zip(entries, sizes, strict=True) if size]))


def find_stamps(texts: Sequence[str], digits: Ints, times: Sequence[str | None] = ()) -> list[Stamp]:
    """The lines with which an entry of a live page could begin."""
    found = []
    marked = [number for number, time in enumerate(times) if time is not None]
    for number in sorted({*np.flatnonzero(digits).tolist(), *marked}):
        text, time = texts[number], times[number] if times else None
        if time is not None or ((text[0].isdigit() or len(text) <= LONGEST_STAMP) and TIMED.search(text)):
            stamp = _stamp(number, text, time)
            if stamp is not None:
                found.append(stamp)
    return found


def _stamp(line: int, text: str, marked: str | None) -> Stamp | None:
    if marked is not None and len(text) <= LONGEST_STAMP:
        clock = ISO_CLOCK.search(marked)
        day = next(find_days(marked[:10]), None)
        if day is not None:
            return Stamp(line, day.day, _minute(clock), True)
    found = next(find_days(text[: 2 * LONGEST_STAMP]), None)
    rest = text if found is None else f"{text[: found.start]} {text[found.end :]}"
    clock = CLOCK.search(rest)
    day_found = found.day if found is not None and found.other is None else None
    if len(text) <= LONGEST_STAMP and (clock is not None or day_found is not None):
        others = WRITER.sub("", rest if clock is None else f"{rest[: clock.start()]} {rest[clock.end() :]}")
        if all(word in STAMP_WORDS or word in month_numbers() for word in WORD.findall(others.casefold())):
            return Stamp(line, day_found, _minute(clock), True)
    opening = CLOCK.match(text)
    if opening is not None and AFTER_CLOCK.match(text, opening.end()):
        return Stamp(line, None, _minute(opening), False)
    return None


def _minute(clock: re.Match[str] | None) -> int | None:
    """The minute of the day that a clock shows."""
    if clock is None:
        return None
    part = clock.groupdict()
    if part["hour24"]:
        return int(part["hour24"]) * 60 + int(part["minute24"])
    hour = int(part["hour"] or part["whole"]) % 12 + (12 if part["half"].lower() == "p" else 0)
    return hour * 60 + int(part["minute"] or 0)


def _entries(texts: Sequence[str], running: Flags, stamps: Sequence[Stamp], choice: Choice) -> list[Entry]:
    """The entries under the stamps, where these follow each other in time; a day alone holds for what follows."""
    if len(stamps) < FEWEST_ENTRIES:
        return []
    ends = [*(stamp.line for stamp in stamps[1:]), max(choice.last + 1, _end_of_text(stamps[-1], running))]
    by_clock = sum(stamp.minute is not None for stamp in stamps) >= FEWEST_ENTRIES
    with_text, day = [], None
    for stamp, end in zip(stamps, ends, strict=True):
        day = stamp.day or day
        if by_clock and stamp.minute is None:
            continue  # a heading over all that follows
        if running[stamp.line + stamp.alone : end].any():
            with_text.append((stamp, day))
    if with_text and not _in_order(with_text):
        del with_text[0]  # the day of the page, above the first entry
    if len(with_text) < FEWEST_ENTRIES or not _in_order(with_text):
        return []
    above = _headings_above(texts, running, [stamp for stamp, _ in with_text])
    starts = [stamp.line - above for stamp, _ in with_text]
    ends = [*starts[1:], ends[-1]]
    entries = []
    for (stamp, day), start, end in zip(with_text, starts, ends, strict=True):
        place = start if above else stamp.line + 1
        is_heading = stamp.alone and place < end and not running[place] and reads_like_title(texts[place])
        entries.append(Entry(stamp, start, end, place if is_heading else None, day))
    return entries


def _end_of_text(stamp: Stamp, running: Flags) -> int:
    """The end of the running text that begins right under a stamp, or under the heading below it."""
    end = stamp.line + stamp.alone
    begin = next((number for number in range(end, min(end + HEAD, len(running))) if running[number]), None)
    if begin is None:
        return end
    pause = np.flatnonzero(~running[begin:])
    return begin + int(pause[0]) if len(pause) else len(running)


def _in_order(stamps: Sequence[tuple[Stamp, date | None]]) -> bool:
    """True where nearly all steps go the same way through time."""
    steps: list[int] = []
    for (first, day), (second, next_day) in pairwise(stamps):
        days = (next_day - day).days if day is not None and next_day is not None else 0
        steps.append(days or (second.minute or 0) - (first.minute or 0))
    same_way = max(sum(step <= 0 for step in steps), sum(step >= 0 for step in steps))
    return any(steps) and same_way >= IN_ORDER * len(steps)


def _headings_above(texts: Sequence[str], running: Flags, stamps: Sequence[Stamp]) -> bool:
    """True where the headings of entries stand above their stamps."""
    places = [stamp.line - 1 for stamp in stamps if stamp.line > 0]
    above = sum(not running[place] and reads_like_title(texts[place]) for place in places)
    places = [stamp.line + 1 for stamp in stamps if stamp.alone and stamp.line + 1 < len(texts)]
    below = sum(not running[place] and reads_like_title(texts[place]) for place in places)
    return all(stamp.alone and stamp.line > 0 for stamp in stamps) and above > max(below, 0.6 * len(stamps))


def _kept(
    texts: Sequence[str], choice: Choice, running: Flags, entries: Sequence[Entry], title: int | None
) -> Flags:  # fmt: skip
    """Which lines are text of entries, or of what stands above them: running text, without stamps and headings."""
    keep = choice.keep.copy()
    inside = slice(
        entries[0].start if title is None else min(title + 1, entries[0].start),
        _end_of_text(entries[-1].stamp, running),
    )
    keep[inside] |= running[inside]
    for entry in entries:
        keep[[entry.stamp.line] if entry.stamp.alone else []] = False
        keep[[] if entry.heading is None else [entry.heading]] = False
    for number in map(int, np.flatnonzero(keep & ~choice.keep)):
        keep[number] = not is_cue_of_chrome(texts[number])
    return keep


def _pages(
    page: Page, texts: Sequence[str], keep: Flags, title: int | None, entries: Sequence[Entry]
) -> list[Page]:  # fmt: skip
    """One page an entry, and one for what stands above them where that is a text; every line is in one of them."""
    first = entries[0].start
    intro = "".join(text for text, kept in zip(texts[:first], keep, strict=False) if kept)
    pages, above = [], _removed(texts, keep, 0, first, title if title is not None and title < first else None)
    if sum(map(str.isalpha, intro)) >= FEWEST_LETTERS:
        pages.append(replace(page, paragraphs=_paragraphs(texts, keep, 0, first), removed=above))
        above = ()
    for number, entry in enumerate(entries):
        end = entries[number + 1].start if number + 1 < len(entries) else len(texts)
        published = page.published
        if entry.day is not None:
            words = texts[entry.stamp.line][:LONGEST_STAMP] if entry.stamp.day else entry.day.isoformat()
            published = Published(date=entry.day, source="text", evidence=words)
        note = f"entry {number + 1} of {len(entries)} of a live page"
        pages.append(replace(
            page, paragraphs=_paragraphs(texts, keep, entry.start, end), published=published,
            title=texts[entry.heading] if entry.heading is not None else page.title,
            removed=above + _removed_from(entry, texts, keep, end), notes=(*page.notes, note),
        ))  # fmt: skip
        above = ()
    return pages


def _paragraphs(texts: Sequence[str], keep: Flags, start: int, end: int) -> tuple[str, ...]:
    return tuple(text for text, kept in zip(texts[start:end], keep[start:end], strict=True) if kept)


def _removed_from(entry: Entry, texts: Sequence[str], keep: Flags, end: int) -> tuple[Removed, ...]:
    """What isn't body of an entry's lines: its stamp and heading, then the rest."""
    head = {entry.stamp.line: "dateline"} if entry.stamp.alone else {}
    head |= {} if entry.heading is None else {entry.heading: "title"}
    pieces = tuple(Removed(text=texts[number], why=why) for number, why in sorted(head.items()))
    return pieces + _removed(texts, keep, max(head, default=entry.start - 1) + 1, end, None)


def _removed(texts: Sequence[str], keep: Flags, start: int, end: int, title: int | None) -> tuple[Removed, ...]:
    """What isn't body from line `start` up to line `end`."""
    body: Ints = np.flatnonzero(keep[start:end])
    ends = (int(body[0]), int(body[-1])) if len(body) else (0, 0)
    return removed_lines(texts[start:end], Choice(keep[start:end], *ends), None if title is None else title - start)
