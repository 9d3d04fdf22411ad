"""Web archives: WARC files, plain or compressed, one article a page saved."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from dragoman.readers.documents import read_document
from dragoman.readers.page import ReadOptions
from dragoman.records import Article, Skipped

logging.getLogger("warcio").setLevel(logging.CRITICAL)  # what can't be read is a `Skipped`, not a line on the screen

PAGES = ("text/html", "application/xhtml+xml", "text/plain")
DAMAGE = (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, TypeError)
"""What warcio raises on damaged archives; the last two where a record lacks its address or length."""
KINDS = ("response", "resource", "conversion")


class _Records(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """The records of an archive; what is odd about one isn't written to the screen."""

    INC_RECORD = ""


def read_warc(stream: BinaryIO, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles of a web archive, one by one; images, styles and pages not found are passed over in silence."""
    number = 0
    try:
        for number, record in enumerate(_Records(stream), start=1):
            if _is_page(record):
                yield from _read_record(record, f"{source}#{number}", options)
    except DAMAGE as error:
        yield Skipped(source=f"{source}#{number + 1}", reason=f"the web archive is damaged or cut short here: {error}")


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type not in KINDS:
        return False
    headers = record.http_headers
    if headers is not None and not str(headers.get_statuscode() or "200").startswith("2"):
        return False
    kind = (headers or record.rec_headers).get_header("Content-Type") or "text/html"
    return str(kind).partition(";")[0].strip().lower() in PAGES


def _read_record(record: ArcWarcRecord, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles in a page saved."""
    url = record.rec_headers.get_header("WARC-Target-URI")
    data = record.content_stream().read(options.largest + 1)
    missing = getattr(record.raw_stream, "limit", 0)
    if missing and len(data) <= options.largest:
        yield Skipped(source=source, reason=f"the record of {url} is cut short: {missing} bytes are missing")
        return
    headers = record.http_headers or record.rec_headers
    _, _, parameters = str(headers.get_header("Content-Type") or "").partition("charset=")
    yield from read_document(data, source, options, url=url, charset=parameters.partition(";")[0].strip("\"' ") or None)
