"""Saved pages: HTML without the site around the report."""

from __future__ import annotations

import trafilatura
from htmldate import find_date
from lxml.etree import _Element

from dragoman.readers.page import Page
from dragoman.records import Published
from datetime import date as Day


def read_html(data: bytes | str, url: str | None = None, *, charset: str | None = None) -> Page:
    """The page that HTML holds."""
    tree = trafilatura.load_html(data)
    if tree is None:
        return Page(paragraphs=())
    found = trafilatura.bare_extraction(tree, url=url, fast=True, with_metadata=True, include_comments=False)
    if found is None:
        return Page(paragraphs=())
    paragraphs = tuple(line.strip() for line in (found.text or "").split("\n") if line.strip())
    day = find_date(tree, url=url, extensive_search=False)
    published = Published(date=Day.fromisoformat(day), source="markup", evidence=day) if day else None
    return Page(
        paragraphs=paragraphs, title=found.title, author=found.author, publisher=found.sitename, url=found.url,
        language=found.language, published=published,
    )
