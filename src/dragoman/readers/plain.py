"""A text without any page around it -> `Article`: what a caller has cut out himself, or a test's sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from dragoman.offsets import content_id
from dragoman.records import Article, Published, Span

LINES = re.compile(r"[^\n\r\u2028\u2029]*\S[^\n\r\u2028\u2029]*")


def plain_article(text: str, *, published: date | None = None, title: str | None = None) -> Article:
    """The article whose body is the text: each line that isn't blank is a paragraph, parted by one blank line.

    Args:
        text: The body; leading and trailing white space of a paragraph goes, nothing else is changed.
        published: The day, where the caller knows it.
        title: The title, where the caller knows it.
    """
    paragraphs = [match.group().strip() for match in LINES.finditer(text)]
    body = "\n\n".join(paragraphs)
    return Article(
        id=content_id("ar", title or "", body),
        title=title,
        body=body,
        paragraphs=paragraph_spans(paragraphs),
        published=Published(date=published, source="option") if published else None,
    )


def paragraph_spans(paragraphs: Iterable[str]) -> tuple[Span, ...]:
    """Where each paragraph stands in the body that they make, joined by blank lines."""
    spans: list[Span] = []
    start = 0
    for paragraph in paragraphs:
        spans.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return tuple(spans)
