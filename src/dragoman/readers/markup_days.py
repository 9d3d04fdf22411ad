"""The days that the markup of an HTML page gives: JSON-LD, meta elements, time elements, and htmldate's guess."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from htmldate import find_date
from lxml.html import HtmlElement

from dragoman.readers.lines import Ints
from dragoman.readers.published import Written, days_written

META_DAYS = frozenset(
    [
        "article:published_time",
        "article:published",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "dc.date",
        "dc.date.issued",
        "dc.date.created",
        "dcterms.date",
        "dcterms.created",
        "dcterms.issued",
        "publishdate",
        "pubdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "date",
        "article.published",
        "originalpublicationdate",
        "cxenseparse:recs:publishtime",
        "last-modified",
    ]
)
"""Names of meta elements that give a day of publication, in lower case."""
ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


def days_of(tree: HtmlElement, texts: list[str], digits: Ints, url: str | None) -> list[Written]:
    """The days in a page's lines, address and markup, and the one that htmldate finds."""
    written = days_written(texts, url, digits)
    for tag, evidence in _days_in_markup(tree):
        day = _iso(evidence)
        if day is not None:
            written.append(Written(day, None, 0, 0, evidence, "markup", tag))
    guess = find_date(tree, url=url, original_date=True, extensive_search=True)
    if guess:
        written.append(Written(date.fromisoformat(guess), None, 0, 0, guess, "markup", "htmldate"))
    return written


def _days_in_markup(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """What stands where a page says its own day: the kind of place, and the words."""
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        for value in _published_in(_json(script.text or "")):
            yield "json_ld", value
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in META_DAYS and meta.get("content"):
            yield "meta", str(meta.get("content"))
    for number, element in enumerate(tree.iter("time")):
        if number >= 3:
            break
        if element.get("datetime"):
            yield "time_tag", str(element.get("datetime"))


def _json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _published_in(value: Any) -> Iterator[str]:
    """Every ``datePublished`` in a JSON-LD graph, in order; without recursion, as a graph can be nested at will."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if isinstance(day := item.get("datePublished"), str):
                yield day
            waiting.extend(part for part in item.values() if isinstance(part, dict | list))
        elif isinstance(item, list):
            waiting.extend(item)


def _iso(text: str) -> date | None:
    found = ISO.search(text)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
