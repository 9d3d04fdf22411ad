"""Feeds: RSS 0.9 to 2.0 and Atom, one article an item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml import etree

from dragoman.readers.documents import is_html, page_of_text
from dragoman.readers.html import read_html
from dragoman.readers.page import Page, ReadOptions, article_of
from dragoman.readers.tables import published_from
from dragoman.readers.unreadable import Unreadable
from dragoman.records import Article, Skipped

ITEMS = ("{*}item", "{*}entry")
TEXTS = ("encoded", "content", "description", "summary")
"""Where an item holds its text; the longest counts, since a description is often only the first lines."""
DAYS = ("pubDate", "published", "issued", "date", "updated", "modified")
AUTHORS = ("creator", "author")


def is_feed(start: bytes) -> bool:
    """True where the first bytes open a feed."""
    head = start[:2048].lower()
    return b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head


def read_feed(stream: BinaryIO, source: str, options: ReadOptions) -> Iterator[Article | Skipped]:
    """The articles of a feed, one by one. Nothing outside the file is fetched, no entity of its own is expanded."""
    items = etree.iterparse(
        stream, events=("end",), tag=ITEMS, resolve_entities=False, no_network=True, load_dtd=False, recover=True,
        huge_tree=False,
    )  # fmt: skip
    number = 0
    try:
        for number, (_, item) in enumerate(items, start=1):
            yield _read_item(item, f"{source}#{number}", options)
            item.clear()
    except etree.XMLSyntaxError as error:
        yield Skipped(source=f"{source}#{number + 1}", reason=f"the feed is damaged here: {error.msg}")
        return
    if number == 0:
        yield Skipped(source=source, reason="the feed holds no item")


def _read_item(item: etree._Element, source: str, options: ReadOptions) -> Article | Skipped:
    text = max((_text(item, name) for name in TEXTS), key=len)
    if not text:
        return Skipped(source=source, reason="the item of the feed has no text")
    try:
        page = _page(item, text)
    except Unreadable as error:
        return Skipped(source=source, reason=str(error))
    return article_of(page, source, options)


def _page(item: etree._Element, text: str) -> Page:
    """The page in the text of an item, with what its other elements say.

    Raises: `Unreadable`.
    """
    url = _address(item)
    html = is_html(text.encode()) or "</" in text
    page = read_html(f"<html><body><article>{text}</article></body></html>", url) if html else page_of_text(text, url)
    day = next(filter(None, (published_from(_text(item, name)) for name in DAYS)), None)
    author = next(filter(None, (_text(item, name) for name in AUTHORS)), None)
    return replace(
        page, title=_text(item, "title") or page.title, author=author or page.author, url=url,
        published=day or page.published,
    )  # fmt: skip


def _text(item: etree._Element, name: str) -> str:
    """All text of the first child of that name, in whatever namespace; empty where there is none."""
    child = item.find(f"{{*}}{name}")
    if child is None:
        return ""
    if len(child):  # Atom's content as XHTML; its tags are needed
        return "".join(etree.tostring(part, encoding="unicode", with_tail=True) for part in child)
    return (child.text or "").strip()


def _address(item: etree._Element) -> str | None:
    for link in item.iterfind("{*}link"):
        if link.get("rel", "alternate") == "alternate":
            return (link.get("href") or link.text or "").strip() or None
    return None
