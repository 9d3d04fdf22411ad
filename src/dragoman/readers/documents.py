"""One document, text or HTML, whatever file it came out of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.readers.charsets import decode
from dragoman.readers.dumps import read_dump
from dragoman.readers.html import read_html
from dragoman.readers.page import Page, ReadOptions, articles_of
from dragoman.readers.unreadable import Unreadable
from dragoman.records import Article, Skipped

HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|h2|table)(?:\s[^<]*)?>", re.IGNORECASE
)
LOOKED_AT = 4096
"""Bytes at the start in which a document says what it is."""

LONGEST_LINE = 200_000
"""Code points; no report has such a line, and a model would take minutes over it."""

KNOWN_BINARY = (
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"\x89PNG", "an image (PNG)"),
    (b"GIF8", "an image (GIF)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as text, HTML or PDF"),
    (b"{\\rtf", "a Rich Text document; save it as text, HTML or PDF"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard; unpack it first"),
    (b"PAR1", "a Parquet table; save it as JSON Lines or CSV"),
)


def read_document(
    data: bytes, source: str, options: ReadOptions, *, url: str | None = None, charset: str | None = None
) -> Iterator[Article | Skipped]:
    """The article in the bytes of one document, each of several on a live page, or why there is none."""
    try:
        page = page_in(data, options, url=url, charset=charset)
    except Unreadable as error:
        yield Skipped(source=source, reason=str(error))
        return
    yield from articles_of(page, source, options)


def page_in(data: bytes, options: ReadOptions, *, url: str | None = None, charset: str | None = None) -> Page:
    """The page in the bytes of one document.

    Raises: `Unreadable`.
    """
    if not data.strip():
        raise Unreadable("it is empty")
    if len(data) > options.largest:
        raise Unreadable(
            f"one document of {_megabytes(len(data))}; at most {_megabytes(options.largest)} are read as one"
        )
    for start, what in KNOWN_BINARY:
        if data.startswith(start):
            raise Unreadable(f"{what}, not a report")
    url = options.url or url
    if is_html(data) if options.html is None else options.html:
        return read_html(data, url, charset=charset)
    decoded = decode(data, charset)
    return page_of_text(decoded.text, url, decoded.notes)


def page_of_text(text: str, url: str | None = None, notes: tuple[str, ...] = ()) -> Page:
    """The page in a text.

    Raises: `Unreadable`.
    """
    longest = max(map(len, text.split("\n")), default=0)
    if longest > LONGEST_LINE:
        raise Unreadable(f"one line of {longest:,} characters, not a report")
    return read_dump(text, url, notes=notes)


def is_html(data: bytes) -> bool:
    """True for HTML, also for a fragment of a page."""
    start = data[:LOOKED_AT]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\x00", b"")
    return HTML.search(start) is not None


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MiB"
