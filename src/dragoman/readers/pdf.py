"""PDF: the printed lines in reading order, as paragraphs, without running heads and with words rejoined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium

from dragoman.readers.documents import page_of_text
from dragoman.readers.page import ReadOptions, article_of
from dragoman.readers.unreadable import Unreadable
from dragoman.records import Article, Skipped

MOST_PAGES = 2_000
ENCRYPTED = 4
"""PDFium's number for a missing or wrong password."""

EDGE = 0.09
"""Share of a page's height, above and below, in which running heads and page numbers stand."""
GUTTER = 8.0
"""Points of white between two columns, at least."""
NEW_PARAGRAPH = 1.45
"""Distance of two lines, in line distances of the page, from which on a new paragraph begins."""
INDENT = 6.0
"""Points by which the first line of a paragraph may be indented, at least."""

HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\ufffe\x02]$")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it stands on a page, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    page: int


def read_pdf(data: bytes, source: str, options: ReadOptions) -> Article | Skipped:
    """The article in a PDF, or why there is none."""
    try:
        text, notes = text_of_pdf(data)
        page = page_of_text(text, options.url)
    except Unreadable as error:
        return Skipped(source=source, reason=str(error))
    return article_of(replace(page, notes=(*page.notes, *notes)), source, options)


def text_of_pdf(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a PDF, paragraphs parted by a blank line, and notes on what was left out.

    Raises: `Unreadable`.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == ENCRYPTED:
            raise Unreadable("the PDF is encrypted: save a copy without password") from None
        raise Unreadable(f"the PDF is damaged: {error}") from None
    with document:
        if len(document) > MOST_PAGES:
            raise Unreadable(f"a PDF of {len(document)} pages; at most {MOST_PAGES} are read as one report")
        pages, damaged = _pages_of(document)
    if damaged and not any(pages):
        raise Unreadable("the PDF is damaged: none of its pages can be shown")
    if not any(pages):
        raise Unreadable("the PDF holds only images: it needs text recognition (OCR) first")
    heads = _running_heads(pages)
    notes: tuple[str, ...] = (f"running heads left out: {'; '.join(sorted(heads))}",) if heads else ()
    if damaged:
        notes += (f"pages that can't be shown: {', '.join(map(str, damaged))}",)
    lines = [line for page in pages for line in _in_reading_order([x for x in page if _head(x.text) not in heads])]
    return "\n\n".join(_paragraphs(lines)), notes


def _pages_of(document: pdfium.PdfDocument) -> tuple[list[list[Printed]], list[int]]:
    """The lines of each page, and the numbers of the pages that are damaged."""
    pages, damaged = [], []
    for number in range(len(document)):
        try:
            pages.append(_lines_of(document[number], number))
        except pdfium.PdfiumError:
            damaged.append(number + 1)
    return pages, damaged


def _lines_of(page: pdfium.PdfPage, number: int) -> list[Printed]:
    """The pieces of text on a page; PDFium joins what stands on one line without a gap."""
    textpage = page.get_textpage()
    found = []
    for index in range(textpage.count_rects()):
        left, bottom, right, top = textpage.get_rect(index)
        text = textpage.get_text_bounded(left, bottom, right, top).replace("\r", " ").replace("\n", " ").strip()
        if text:
            found.append(Printed(text, left, bottom, right, top, number))
    return list(_joined(found))


def _joined(pieces: Sequence[Printed]) -> Iterator[Printed]:
    """Pieces on one line, side by side without a gutter, as one: a change of font parts them."""
    line: Printed | None = None
    for piece in pieces:
        height = piece.top - piece.bottom
        if (
            line is not None
            and abs(piece.bottom - line.bottom) < height * 0.6
            and -2 < piece.left - line.right < GUTTER
        ):
            space = "" if piece.left - line.right < height * 0.08 else " "
            line = Printed(
                line.text + space + piece.text, line.left, min(line.bottom, piece.bottom), piece.right,
                max(line.top, piece.top), line.page,
            )  # fmt: skip
            continue
        if line is not None:
            yield line
        line = piece
    if line is not None:
        yield line


def _head(text: str) -> str:
    """A line with its numbers made alike, so that a page number doesn't tell two heads apart."""
    return re.sub(r"\d+", "0", text)


def _running_heads(pages: Sequence[Sequence[Printed]]) -> set[str]:
    """Lines at the edge of pages that stand on most of them, and page numbers."""
    if len(pages) < 2:
        return set()
    counts: Counter[str] = Counter()
    for page in pages:
        if page:
            low, high = min(line.bottom for line in page), max(line.top for line in page)
            band = (high - low) * EDGE
            counts.update({_head(x.text) for x in page if x.top <= low + band or x.bottom >= high - band})
    return {head for head, count in counts.items() if count > max(1, len(pages) // 2)}


def _in_reading_order(lines: Sequence[Printed]) -> list[Printed]:
    """The lines of a page, column by column where a gutter parts it, what spans the columns before them."""
    if not lines:
        return []
    gutter = _gutter(lines)
    top_down = sorted(lines, key=lambda line: (-line.top, line.left))
    if gutter is None:
        return top_down
    ordered: list[Printed] = []
    left: list[Printed] = []
    right: list[Printed] = []
    for line in top_down:
        if line.left < gutter < line.right:
            ordered += [*left, *right, line]
            left, right = [], []
        else:
            (left if line.right <= gutter else right).append(line)
    return [*ordered, *left, *right]


def _gutter(lines: Sequence[Printed]) -> float | None:
    """Where a white stripe parts the page into two columns of several lines each; None where none does."""
    start, end = min(line.left for line in lines), max(line.right for line in lines)
    narrow = [line for line in lines if line.right - line.left < 0.55 * (end - start)]
    if len(narrow) < 0.6 * len(lines):
        return None
    best: tuple[float, float] | None = None
    for edge in {line.right for line in narrow}:
        after = [line.left for line in narrow if line.left >= edge]
        crossing = any(line.left < edge and line.right > edge + GUTTER for line in narrow)
        if crossing or len(after) < 5 or len(narrow) - len(after) < 5 or min(after) - edge < GUTTER:
            continue
        width = min(after) - edge
        if best is None or width > best[0]:
            best = width, edge + width / 2
    return best[1] if best else None


def _paragraphs(lines: Sequence[Printed]) -> Iterator[str]:
    """The lines joined to paragraphs."""
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 60]
    step = median(steps) if steps else 12.0
    paragraph = ""
    previous: Printed | None = None
    for line in lines:
        if previous is not None and _begins(line, previous, step):
            yield paragraph
            paragraph = ""
        paragraph = _glued(paragraph, line.text)
        previous = line
    if paragraph:
        yield paragraph


def _begins(line: Printed, previous: Printed, step: float) -> bool:
    """True where the line begins a paragraph: by distance, by size, by indent, or after a short last line."""
    ended = previous.text[-1] in ".!?:\"'”’)…"
    if line.page != previous.page or line.bottom > previous.bottom:  # a new page or column
        return ended and line.text[:1].isupper()
    size, size_before = line.top - line.bottom, previous.top - previous.bottom
    if previous.bottom - line.bottom > NEW_PARAGRAPH * step or abs(size - size_before) > 0.35 * max(size, size_before):
        return True
    indented = INDENT < line.left - previous.left < 40
    return ended and (indented or previous.right < line.right - 0.25 * (line.right - line.left))


def _glued(paragraph: str, text: str) -> str:
    """The paragraph with a line more; a word parted at the line's end is rejoined."""
    if not paragraph:
        return text
    if HYPHEN.search(paragraph) and text[:1].islower():
        return paragraph[:-1] + text
    return f"{paragraph} {text}"
