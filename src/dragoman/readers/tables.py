"""Tables of reports: JSON Lines, JSON and CSV, one article a row."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

import msgspec

from dragoman.readers.charsets import decode
from dragoman.readers.days import find_days
from dragoman.readers.documents import is_html, page_of_text
from dragoman.readers.html import read_html
from dragoman.readers.page import Page, ReadOptions, article_of
from dragoman.readers.unreadable import Unreadable
from dragoman.records import Article, Published, Skipped

FIELDS = ("text", "title", "date", "url", "author", "publisher")
"""What a row may hold; each is looked for under its own name unless an option names another."""


def read_json_lines(stream: BinaryIO, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles of a JSON Lines file, one by one."""
    for number, line in enumerate(stream, start=1):
        if line.strip():
            yield _read_row(_parsed(line), f"{source}#{number}", options)


def read_json(data: bytes, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles of a JSON file: one object, a list of objects, or objects by id."""
    whole = _parsed(data)
    if (
        isinstance(whole, Mapping)
        and _field("text", options) not in whole
        and all(isinstance(row, Mapping) for row in whole.values())
    ):
        rows = list(whole.items())
    elif isinstance(whole, list):
        rows = [(str(number), row) for number, row in enumerate(whole, start=1)]
    else:
        yield _read_row(whole, source, options)
        return
    for name, row in rows:
        yield _read_row(row, f"{source}#{name}", options)


def read_csv(stream: BinaryIO, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles of a CSV file with a head line, one by one."""
    csv.field_size_limit(min(options.largest, sys.maxsize))
    head = stream.readline()
    encoding = "utf-8-sig" if _is_utf8(head) else "cp1252"
    try:
        names = next(csv.reader([decode(head).text], delimiter=_delimiter(head)))
    except (StopIteration, csv.Error, Unreadable) as error:
        yield Skipped(source=source, reason=f"not a table with a head line: {error}")
        return
    wanted = _field("text", options)
    if wanted not in names:
        yield Skipped(
            source=source,
            reason=f"no column '{wanted}'; columns: {', '.join(names)}. Name the one that holds the text",
        )
        return
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    rows = csv.DictReader(text, fieldnames=names, delimiter=_delimiter(head))
    number = 1
    try:
        for number, row in enumerate(rows, start=2):
            yield _read_row(row, f"{source}#{number}", options)
    except csv.Error as error:
        yield Skipped(source=f"{source}#{number + 1}", reason=f"the table is damaged here: {error}")
    finally:
        text.detach()  # the stream is the caller's to close


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(head: bytes) -> str:
    return max("\t;,", key=lambda sign: head.count(sign.encode()))


def _parsed(data: bytes) -> Any:
    """What the JSON holds, or the reason why it holds nothing, as `Unreadable`."""
    try:
        return msgspec.json.decode(data.decode("utf-8-sig", errors="replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        return Unreadable(f"not JSON: {error}")


def _field(name: str, options: ReadOptions) -> str:
    return options.fields.get(name, name)


def _read_row(row: Any, source: str, options: ReadOptions) -> Article | Skipped:
    """The article in one row."""
    if isinstance(row, Unreadable):
        return Skipped(source=source, reason=str(row))
    if not isinstance(row, Mapping):
        return Skipped(source=source, reason="not an object with fields")
    given = {name: row.get(_field(name, options)) for name in FIELDS}
    if not isinstance(given["text"], str):
        names = ", ".join(map(str, row)) or "none"
        return Skipped(
            source=source, reason=f"no field '{_field('text', options)}' with text; fields: {names}. Name the right one"
        )
    try:
        page = _page(given["text"], {name: value for name, value in given.items() if isinstance(value, str | int)})
    except Unreadable as error:
        return Skipped(source=source, reason=str(error))
    return article_of(page, source, options)


def _page(text: str, given: Mapping[str, str | int]) -> Page:
    """The page in a row's text, with what the other fields say.

    Raises: `Unreadable`.
    """
    url = str(given["url"]) if given.get("url") else None
    page = read_html(text, url) if is_html(text[:4096].encode()) else page_of_text(text, url)
    published = published_from(str(given.get("date", ""))) or page.published
    title, author, publisher = (str(given.get(name) or "") for name in ("title", "author", "publisher"))
    return replace(
        page, title=title or page.title, author=author or page.author, publisher=publisher or page.publisher,
        url=url or page.url, published=published,
    )  # fmt: skip


def published_from(text: str) -> Published | None:
    """The day that a field of a file gives, in whatever notation; None where day and month could be swapped."""
    text = text.strip()
    if text[:8].isdigit() and (len(text) == 8 or not text[8:9].isdigit()):
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    try:
        return Published(date=date.fromisoformat(text[:10]), source="markup", evidence=text)
    except ValueError:
        found = next(find_days(text), None)
    if found is None or found.other is not None:
        return None
    return Published(date=found.day, source="markup", evidence=text)
