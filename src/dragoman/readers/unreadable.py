"""Why data can't be read: an error inside the readers, a `Skipped` result outside."""

from __future__ import annotations

from dragoman.errors import DragomanError


class Unreadable(DragomanError):  # noqa: N818  a state of the data, not a fault of the program
    """Data that gives no article; the message says why, for the person who asked."""
