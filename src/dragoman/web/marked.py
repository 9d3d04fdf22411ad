"""The text of a report with its facts marked in it.

Facts lie inside one another, overlap and come in pieces, which elements of a page can't. So the text is cut wherever a
mark begins or ends, and each piece knows all marks that cover it: nothing is nested, and the pieces are the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from markupsafe import Markup
from msgspec import Struct

from dragoman.records import Span


class Mark(Struct, frozen=True):
    """A stretch of the body that something is said about."""

    start: int
    end: int
    kind: str
    """The class of its pieces: ``m`` mention, ``s`` statement, ``c`` cue, ``e`` event, ``t`` trigger, ``p`` position,
    ``k`` condition."""
    fact: int | None = None
    """The number of the fact on this page; ``None`` for a mention."""
    title: str | None = None
    """What a mention refers to, said when it is pointed at."""


def marked(body: str, span: Span, marks: Sequence[Mark], *, first_pieces: set[int] | None = None) -> Markup:
    """The words of a span, in pieces.

    Args:
        body: The whole text.
        span: What of it is wanted, a paragraph say; marks are cut off at its ends.
        marks: Marks that touch it, in any order.
        first_pieces: The facts whose first piece was written already: the first one is where links lead.
    """
    begun = set() if first_pieces is None else first_pieces
    return Markup("".join(_piece(body[start:end], over, begun) for start, end, over in _cut(span, marks)))


def _cut(span: Span, marks: Iterable[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    start, end = span
    inside = sorted(
        (mark for mark in marks if max(mark.start, start) < min(mark.end, end)), key=lambda mark: mark.start
    )
    edges = {start, end}.union(place for mark in inside for place in (mark.start, mark.end) if start < place < end)
    waiting, over = 0, list[Mark]()
    for first, last in pairwise(sorted(edges)):
        while waiting < len(inside) and inside[waiting].start <= first:
            over.append(inside[waiting])
            waiting += 1
        over = [mark for mark in over if mark.end > first]
        yield first, last, over


def _piece(text: str, over: Sequence[Mark], begun: set[int]) -> str:
    if not over:
        return escape(text)
    kinds = " ".join(dict.fromkeys(mark.kind for mark in over))
    facts = list(dict.fromkeys(mark.fact for mark in over if mark.fact is not None))
    parts = [f'<span class="{kinds}"']
    if facts:
        parts.append(f' data-f="{" ".join(map(str, facts))}"')
    for fact in facts:
        if fact not in begun and " id=" not in parts[-1]:
            begun.add(fact)
            parts.append(f' id="t{fact}"')
    title = next((mark.title for mark in over if mark.title), None)
    if title:
        parts.append(f' title="{escape(title)}"')
    return f"{''.join(parts)}>{escape(text)}</span>"
