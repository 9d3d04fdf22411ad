"""dragoman reads news reports and keeps the sourced record of a political process.

>>> import dragoman
>>> record = dragoman.read("Moscow will not supply arms to the army, a Russian official said.")

The names below are the public API. Importing `dragoman` is cheap: the parser is loaded by the first reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from dragoman.errors import DragomanError
from dragoman.records import Article, Record, Skipped, __version__, record_from_json, record_schema, record_to_json

if TYPE_CHECKING:
    from dragoman.pipeline import Pipeline as Pipeline
    from dragoman.readers import ReadOptions as ReadOptions
    from dragoman.readers import read_bytes as read_bytes
    from dragoman.readers import read_path as read_path

__all__ = [
    "Article",
    "DragomanError",
    "Pipeline",
    "ReadOptions",
    "Record",
    "Skipped",
    "__version__",
    "read",
    "read_bytes",
    "read_many",
    "read_path",
    "record_from_json",
    "record_schema",
    "record_to_json",
]

_LATER = {
    "Pipeline": "dragoman.pipeline",
    "ReadOptions": "dragoman.readers",
    "read_bytes": "dragoman.readers",
    "read_path": "dragoman.readers",
}
"""Names that need a slow import, and where they live."""


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")


def read(text: str, *, published: date | None = None, title: str | None = None) -> Record:
    """The record of a text without a page around it.

    Args:
        text: The body; each line that isn't blank is a paragraph. For a saved page use `read_path` and `Pipeline`.
        published: The day of publication, which "last week" is counted from.
        title: The title, where there is one.
    """
    from dragoman.readers.plain import plain_article

    return next(read_many([plain_article(text, published=published, title=title)]))


def read_many(articles: Iterable[Article]) -> Iterator[Record]:
    """The records of many articles, in order, parsed in batches."""
    from dragoman.pipeline import Pipeline

    return Pipeline().read_many(articles)
