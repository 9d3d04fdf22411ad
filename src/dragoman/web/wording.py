"""How the room words what records hold: acts, kinds of source, days, names."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from markupsafe import Markup, escape

AUTHORITIES = {
    "named": "named source", "unnamed": "unnamed source", "institution": "institution", "document": "document",
    "collective": "a group", "unattributed": "nobody named", None: "the report’s own word",
}  # fmt: skip
"""Kinds of source; ``None`` is what a report says in its own voice."""

SAYS = {
    "say": "says", "deny": "denies", "demand": "demands", "promise": "promises", "threaten": "threatens",
    "warn": "warns", "accuse": "accuses", "praise": "praises", "criticise": "criticises", "ask": "asks",
    "propose": "proposes", "deny_knowledge": "denies knowledge", "agree": "agrees", "refuse": "refuses",
    "announce": "announces", "explain": "explains", "believe": "believes",
}  # fmt: skip

ACTS = {
    "will_not": "will not", "open_to": "is open to", "neutral": "is neutral on",
    "does_not_recognise": "does not recognise", "calls_for": "calls for", "rules_out": "rules out",
    "has_interest": "has an interest in", "has_no_interest": "has no interest in",
}  # fmt: skip

VERDICTS = {"accept": "accepted", "reject": "rejected", "edit": "corrected", None: "not reviewed"}

HIT = re.compile(r"\[([^\[\]]*)\]")
"""What a search found, in a piece of text."""


def plain(value: str | None) -> str:
    """A value of a record as words: ``not done``."""
    return (value or "").replace("_", " ")


def act(value: str) -> str:
    """What a holder does by his stand: ``is open to``."""
    return ACTS.get(value, plain(value))


def issue_name(key: str | None) -> str:
    """A matter's key as words, the thing first, as in an index: ``arms (provide)``."""
    done, _, thing = plain(key).replace("-", " ").partition("/")
    return f"{thing} ({done})" if thing else done


def written_day(value: date | None) -> str:
    """A day in a sentence: ``3 December 2016``."""
    return f"{value.day} {value:%B} {value.year}" if value else "no day"


def short_day(value: date | None) -> str:
    """A day in a narrow column: ``3 Dec 2016``."""
    return f"{value.day} {value:%b} {value.year}" if value else "no day"


def isolated(value: str | None) -> Markup:
    """A name, kept from turning the line around it where it is written from right to left."""
    return Markup(f"<bdi>{escape(value or '')}</bdi>")


def found_words(piece: str) -> Markup:
    """A piece of text with what was looked for, which stands in [brackets], marked."""
    return Markup(HIT.sub(lambda found: f"<mark>{found.group(1)}</mark>", str(escape(piece))))


def counted(number: int, one: str, several: str | None = None) -> str:
    """A number with its noun: ``1 report``, ``2,300 reports``."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


FILTERS: dict[str, Any] = {
    "plain": plain,
    "act": act,
    "issue_name": issue_name,
    "written_day": written_day,
    "short_day": short_day,
    "bdi": isolated,
    "found_words": found_words,
    "counted": counted,
    "authority": lambda value: AUTHORITIES.get(value, value),
    "says": lambda value: SAYS.get(value, plain(value)),
    "verdict": lambda value: VERDICTS.get(value, value),
    "percent": lambda value: f"{value:.0%}",
}
