"""Quotations: which stretches of a paragraph stand between quotation marks, and which of them go on in the next one.

Marks may be curly, straight, doubled (``''``, two backticks), low or angled, single, nested, missing at the end, or
opened again at the head of each paragraph of a long quotation, as newspapers do. Words in square brackets inside a
quotation are the paper's own; they stay inside the quotation's span, see `editorial`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman import records
from dragoman.offsets import paragraphs

MARK = re.compile(r"''|``|,,|[\"“”„«»‘’'`]|&quot;")
OPENERS = {"“": "”", "„": "”", "«": "»", "``": "''", ",,": "''"}
"""Marks that can only open, with their usual partners."""
CLOSERS = frozenset("”»")
EITHER = frozenset({'"', "''", "&quot;"})
"""Marks that open or close by where they stand."""
SINGLE_OPENERS = frozenset("‘`")
SINGLE_EITHER = frozenset("'’")
EDITORIAL = re.compile(r"\[[^\[\]\n]*\]")
LONGEST_SINGLE = 400
"""A single-quoted stretch longer than this (code points) is two stray apostrophes."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, in offsets of the body, marks included."""

    start: int
    end: int
    depth: int = 0
    """0 for a quotation of the report, 1 for one inside it, and so on."""
    closed: bool = True
    """False where the paragraph ends before the quotation does."""


def find_quotes(doc: Doc) -> list[Quote]:
    """The quotations of an article, in text order, inner ones after the one around them.

    A quotation that no mark closes runs to the end of its paragraph if the next paragraph opens it again or if it
    begins a sentence; else the mark is a stray one and is passed over.
    """
    text = doc.text
    spans = [(p.start_char, p.end_char) for p in paragraphs(doc)]
    found: list[Quote] = []
    for number, (start, end) in enumerate(spans):
        follower = text[spans[number + 1][0] :][:2] if number + 1 < len(spans) else ""
        found += sorted(
            _quotes_of(text, start, end, bool(follower) and _opens(follower)), key=lambda q: (q.start, -q.end)
        )
    return found


def continues(text: str, quote: Quote, following: Quote) -> bool:
    """True where the second quotation is the first one opened again in the next paragraph."""
    return not quote.closed and quote.depth == following.depth == 0 and not text[quote.end : following.start].strip()


def editorial(text: str, span: records.Span) -> list[records.Span]:
    """The stretches in square brackets inside a quotation: the paper's words, not the speaker's."""
    return [m.span() for m in EDITORIAL.finditer(text, *span)]


def _opens(head: str) -> bool:
    mark = MARK.match(head)
    return mark is not None and mark.group() not in CLOSERS


def _quotes_of(text: str, start: int, end: int, reopened: bool) -> Iterator[Quote]:
    """The quotations of one paragraph, inner ones first."""
    stack: list[tuple[str, int]] = []
    for match in MARK.finditer(text, start, end):
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        if match.group() in SINGLE_OPENERS or match.group() in SINGLE_EITHER:
            yield from _single(match, before, after, stack)
        else:
            yield from _double(match, before, after, stack)
    for depth, (mark, opening) in enumerate(stack):
        begins = reopened or opening == start or text[:opening].rstrip()[-1:] in tuple(".?!:,")
        if begins and not depth and mark not in SINGLE_OPENERS and mark not in SINGLE_EITHER:
            yield Quote(opening, end, closed=False)


def _double(match: re.Match[str], before: str, after: str, stack: list[tuple[str, int]]) -> Iterator[Quote]:
    """Opens or closes a quotation; a mark that does neither (an inch mark, a stray one) is passed over."""
    mark = match.group()
    opened = next((n for n in range(len(stack) - 1, -1, -1) if _pairs(stack[n][0], mark)), None)
    if mark in OPENERS:
        stack.append((mark, match.start()))
    elif opened is None:
        opens = after.isalnum() or after in "[($…£€.'‘@#-—" or before.isspace()
        if opens if mark in EITHER else before.isspace() and after.isalnum():  # also a closing mark set by mistake
            stack.append((mark, match.start()))
    elif mark in EITHER and before.isspace() and after.isalnum():
        stack[opened] = (mark, match.start())  # a second opening mark: the first was a stray one
    else:
        del stack[opened + 1 :]
        yield Quote(stack.pop()[1], match.end(), depth=len(stack))


def _pairs(opener: str, mark: str) -> bool:
    """True where the mark can close what the opener opened; printers mix straight and curly ones."""
    if opener in SINGLE_OPENERS or opener in SINGLE_EITHER:
        return False
    if mark in EITHER:
        return opener == mark or (opener in OPENERS and opener != "«")
    return mark in CLOSERS


def _single(match: re.Match[str], before: str, after: str, stack: list[tuple[str, int]]) -> Iterator[Quote]:
    """Opens or closes a single-quoted stretch; an apostrophe stands between letters or after an s and does neither."""
    mark = match.group()
    single = bool(stack) and (stack[-1][0] in SINGLE_OPENERS or stack[-1][0] in SINGLE_EITHER)
    if not before.isalnum() and before not in "’'.,!?" and after.isalnum() and (mark != "’"):
        if single:
            stack.pop()
        stack.append((mark, match.start()))
    elif single and mark in SINGLE_EITHER and not after.isalnum() and match.start() - stack[-1][1] < LONGEST_SINGLE:
        yield Quote(stack.pop()[1], match.end(), depth=len(stack))
