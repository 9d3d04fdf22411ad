"""Files, whatever they hold, as a stream of articles and of what was skipped and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dragoman.readers.charsets import NotText, decode
from dragoman.readers.dumps import read_dump
from dragoman.readers.html import read_html
from dragoman.readers.page import Page, ReadOptions, article_of
from dragoman.records import Article, Skipped

HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1)[\s>]", re.IGNORECASE)


def read_path(path: Path | str, options: ReadOptions | None = None) -> Iterator[Article | Skipped]:
    """The articles in a file or folder, one by one."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Skipped(source=str(path), reason=f"cannot be opened: {error.strerror}")
        return
    yield from read_bytes(data, str(path), options)


def read_bytes(data: bytes, source: str, options: ReadOptions | None = None) -> Iterator[Article | Skipped]:
    """The articles in the data of a file, one by one; `source` is the file's name for messages."""
    options = options or ReadOptions()
    if not data.strip():
        yield Skipped(source=source, reason="the file is empty")
        return
    try:
        page = _page_in(data, options)
    except NotText as error:
        yield Skipped(source=source, reason=str(error))
        return
    yield article_of(page, source, options)


def _page_in(data: bytes, options: ReadOptions) -> Page:
    is_html = bool(HTML.search(data[:2048])) if options.html is None else options.html
    if is_html:
        return read_html(data, options.url)
    return read_dump(decode(data).text, options.url)
