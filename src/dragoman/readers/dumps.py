"""Text dumps: a page as plain text, with the site's menus, teasers and clock still in it, or without any of that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from dragoman.readers.body import (
    grown,
    is_plain,
    keep_all_running_text,
    running_text,
    title_line,
    without_head,
    without_inserts,
)  # fmt: skip
from dragoman.readers.entries import entries_of
from dragoman.readers.line_model import Choice, choose, line_model
from dragoman.readers.lines import Flags, Ints, Lines, see, split_lines, words_of
from dragoman.readers.page import Page
from dragoman.readers.published import HEAD_LINES, Layout, Written, days_written, judge_days
from dragoman.readers.publisher import publisher_of
from dragoman.readers.removed import is_signature, lines_without_cue, removed_lines

NARROW, WIDE = 50, 90
"""Code points between which the lines of a text lie that a program has wrapped."""
FEWEST_WRAPPED = 4


def read_dump(text: str, url: str | None = None, *, notes: tuple[str, ...] = ()) -> Page:
    """The page that a text dump holds.

    Every line of the body is a paragraph, to the letter; a text that was wrapped at a fixed width is unwrapped first,
    since its lines aren't paragraphs.
    """
    unwrapped = unwrap(text)
    if unwrapped != text:
        notes += ("lines wrapped at a fixed width were joined to paragraphs",)
    page = laid_out(unwrapped, url)
    if page is None:
        return Page(paragraphs=(), url=url, notes=notes)
    texts, title, keep = page.lines.texts, page.layout.title, page.choice.keep
    verdict = judge_days(page.written, texts, page.layout, "dump")
    whole = Page(
        paragraphs=tuple(text for text, kept in zip(texts, keep, strict=True) if kept),
        title=texts[title] if title is not None else None,
        author=_author(texts[: page.layout.first]),
        publisher=publisher_of(texts, keep, page.layout.last, url), url=url, published=verdict.published,
        not_published=verdict.not_published, removed=removed_lines(texts, page.choice, title, page.plain), notes=notes,
    )  # fmt: skip
    return replace(whole, entries=entries_of(whole, texts, page.choice, page.running, title, digits=page.digits))


def _author(head: Sequence[str]) -> str | None:
    """Who wrote or issued a text, by the last line above it that says so."""
    line = next((text for text in reversed(head[-HEAD_LINES:]) if is_signature(text)), None)
    return re.sub(r"^(?:written )?by\s+", "", line, flags=re.IGNORECASE) if line else None


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A dump with its lines judged: which are body, which is the title, which hold a day."""

    lines: Lines
    choice: Choice
    layout: Layout
    written: list[Written]
    running: Flags
    """Which lines are running text."""
    plain: Flags
    """Which lines hold nothing that tells chrome by its wording."""
    digits: Ints
    """How many digits each line has."""


def laid_out(text: str, url: str | None) -> LaidOut | None:
    """The lines of a dump, judged; None where nothing is printed."""
    lines = split_lines(text)
    if not lines.texts:
        return None
    seen = see(lines, url)
    states = line_model().states(seen)
    words, plain = words_of(seen.matrix), lines_without_cue(seen)
    choice = choose(states, words)
    running = running_text(lines.texts, seen.matrix)
    if is_plain(lines.texts, choice, running, words, plain):
        choice = keep_all_running_text(choice, running)
    else:
        choice = grown(lines.texts, choice, running)
    choice = without_inserts(lines.texts, without_head(lines.texts, choice, running), running)
    layout = Layout(states, choice.keep, title_line(lines.texts, states, choice), choice.first, choice.last)
    return LaidOut(lines, choice, layout, days_written(lines.texts, url, seen.digits), running, plain, seen.digits)


def unwrap(text: str) -> str:
    """The text with the lines of each block joined, where a program has clearly wrapped them at a fixed width."""
    blocks = [[line.strip() for line in block.split("\n")] for block in re.split(r"\n[ \t]*\n+", text)]
    inner = [line for block in blocks for line in block[:-1] if line]
    if len(inner) < FEWEST_WRAPPED or not _is_wrapped(inner):
        return text
    return "\n\n".join(" ".join(filter(None, block)) for block in blocks)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """True where lines that don't end their block are nearly all of one length, and mostly stop inside a sentence."""
    usual = median(map(len, lines))
    even = sum(abs(len(line) - usual) <= 12 for line in lines) / len(lines)
    inside = sum(line[-1] not in '.!?:"”’' for line in lines) / len(lines)
    return NARROW <= usual <= WIDE and even >= 0.8 and inside >= 0.7
