"""How the room words what records hold: acts, days, kinds of source."""

from __future__ import annotations

from datetime import date
from typing import Any

from markupsafe import Markup

AUTHORITIES = {
    "named": "a named source", "unnamed": "an unnamed source", "institution": "an institution",
    "document": "a document", "collective": "a group", "unattributed": "nobody named", None: "the report itself",
}  # fmt: skip


def plain(value: str | None) -> str:
    """A value of a record as words: ``does not recognise``."""
    return (value or "").replace("_", " ")


def written_day(value: date | None) -> str:
    """A day as a reader writes it: ``3 December 2016``."""
    return f"{value.day} {value:%B %Y}" if value else "no day"


def short_day(value: date | None) -> str:
    """A day in a narrow column: ``3 Dec 2016``."""
    return f"{value.day} {value:%b %Y}" if value else "no day"


def isolated(value: str | None) -> Markup:
    """A name, kept from turning the line around it where it is written from right to left."""
    return Markup("<bdi>{}</bdi>").format(value or "")


FILTERS: dict[str, Any] = {
    "plain": plain,
    "written_day": written_day,
    "short_day": short_day,
    "bdi": isolated,
    "authority": lambda value: AUTHORITIES.get(value, value),
}
