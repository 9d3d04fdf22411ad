"""What the markup of a page says of it: title, author, outlet, address.

Trafilatura's finders, without those for categories, tags, licence and day: they take half of its time, and the day is
found otherwise.
"""

from __future__ import annotations

from contextlib import suppress

from lxml.html import HtmlElement
from trafilatura.metadata import (
    META_URL,
    examine_meta,
    extract_author,
    extract_meta_json,
    extract_sitename,
    extract_title,
    extract_url,
)
from trafilatura.settings import Document

DAMAGE = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)
"""What trafilatura raises on odd JSON-LD."""


def names_of(tree: HtmlElement, url: str | None) -> Document:
    """Title, author, sitename and url of a page, each None where the markup doesn't say it."""
    known = examine_meta(tree)
    if known.author and " " not in known.author:  # the name of an account
        known.author = None
    with suppress(*DAMAGE):  # the other signs remain
        known = extract_meta_json(tree, known)
    known.title = known.title or extract_title(tree)
    known.author = known.author or extract_author(tree)
    known.url = known.url or extract_url(tree, url)
    known.sitename = _outlet(known.sitename or extract_sitename(tree), known.url)
    known.clean_and_trim()
    return known


def _outlet(name: str | None, url: str | None) -> str | None:
    """The outlet's name with a capital; its host where it has no name."""
    name = (name or "").lstrip("@")
    if name:
        return name if "." in name or name[0].isupper() else name.title()
    found = META_URL.match(url) if url else None
    return found[1] if found else None
