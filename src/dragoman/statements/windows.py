"""Windows: stretches of words that the encoder reads at once.

Whole paragraphs are packed into windows, so most attributions see all of their paragraph and a few neighbours. A
paragraph that is longer than a window is cut between sentences; its windows overlap, and each word belongs to the
core of one window only, so nothing is read twice and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.statements.words import Words

TARGET_PIECES = 120
"""Windows are filled to this many word pieces, but no paragraph is cut that a window of `MOST_PIECES` can hold."""
MOST_PIECES = 224
CONTEXT_PIECES = 56
"""How much of a long paragraph is read again before each of its later windows."""


@dataclass(frozen=True, slots=True)
class Window:
    """A range of words, and the part of it (the core) in which this window finds cues. All ends are exclusive."""

    start: int
    end: int
    core_start: int
    core_end: int


def cut_windows(words: Words, target: int = TARGET_PIECES) -> Iterator[Window]:
    """The windows of a document in order; their cores cover each word once."""
    sizes = [len(p) for p in words.pieces]
    start, filled = 0, 0
    for begin, end in _paragraphs(words):
        size = sum(sizes[begin:end])
        if filled and filled + size > target:
            yield Window(start, begin, start, begin)
            start, filled = begin, 0
        if size > MOST_PIECES:
            if filled:
                yield Window(start, begin, start, begin)
            yield from _cut_long(words, sizes, begin, end)
            start, filled = end, 0
        else:
            filled += size
    if filled:
        yield Window(start, len(words), start, len(words))


def _paragraphs(words: Words) -> Iterator[tuple[int, int]]:
    """Word ranges of the paragraphs; a border belongs to the paragraph that it closes."""
    start = 0
    for i, border in enumerate(words.border.tolist()):
        if border:
            yield start, i + 1
            start = i + 1
    if start < len(words):
        yield start, len(words)


def _cut_long(words: Words, sizes: list[int], begin: int, end: int) -> Iterator[Window]:
    """Windows over one long paragraph: cores of whole sentences, each with what stands before it as context."""
    core, size = begin, 0
    room = MOST_PIECES - CONTEXT_PIECES
    for first, last in _sentences(words, begin, end):
        for i in range(first, last):
            sentence_starts = i == first and size + sum(sizes[first:last]) > room
            if size and (sentence_starts or size + sizes[i] > room):
                yield Window(_context_start(sizes, begin, core), i, core, i)
                core, size = i, 0
            size += sizes[i]
    yield Window(_context_start(sizes, begin, core), end, core, end)


def _sentences(words: Words, begin: int, end: int) -> Iterator[tuple[int, int]]:
    start = begin
    for i in range(begin + 1, end):
        if words.starts[i]:
            yield start, i
            start = i
    yield start, end


def _context_start(sizes: list[int], begin: int, core: int) -> int:
    start, read = core, 0
    while start > begin and read + sizes[start - 1] <= CONTEXT_PIECES:
        start -= 1
        read += sizes[start]
    return start
