"""The words that facts came from, with outlet and day."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, func

from dragoman.ledger.tables import articles


class Passage(Struct, frozen=True, kw_only=True):
    """A passage of an article, and where it stands."""

    article: str
    title: str | None
    publisher: str | None
    published: date | None
    start: int
    end: int
    text: str


def text_between(start: Any, end: Any) -> ColumnElement[str]:
    """The article's words from ``start`` to ``end``, cut out by the database."""
    return func.substr(articles.c.body, start + 1, end - start)


def passage_columns(start: Any, end: Any) -> list[ColumnElement[Any]]:
    """The columns of a `Passage`, in its fields' order, under the names ``p_…``."""
    return [
        articles.c.id.label("p_article"), articles.c.title.label("p_title"), articles.c.publisher.label("p_publisher"),
        articles.c.day.label("p_published"), start.label("p_start"), end.label("p_end"),
        text_between(start, end).label("p_text"),
    ]  # fmt: skip


def passage_of(row: Any) -> Passage:
    """The passage in a row with `passage_columns`."""
    return Passage(
        article=row.p_article, title=row.p_title, publisher=row.p_publisher, published=row.p_published,
        start=row.p_start, end=row.p_end, text=row.p_text,
    )  # fmt: skip
