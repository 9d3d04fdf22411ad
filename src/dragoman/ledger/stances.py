"""What the acts of positions have in common, so that two wordings of one stand aren't taken for a change."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.ledger.topics import issue_of
from dragoman.records import Position

STANCES = {
    "supports": "for", "accepts": "for", "recognises": "for", "open_to": "for", "has_interest": "for",
    "promises": "commits", "offers": "commits", "will": "commits",
    "refuses": "against", "opposes": "against", "will_not": "against", "rules_out": "against",
    "does_not_recognise": "against", "has_no_interest": "against",
    "demands": "asks", "calls_for": "asks", "threatens": "threatens", "neutral": "neutral",
}  # fmt: skip

DIRECTIONS = {"for": 1, "commits": 1, "asks": 1, "against": -1, "threatens": 2, "neutral": 0}
"""Which way a stance points: supporting, promising and demanding a thing all want it."""

ON_TERMS = {
    1: {"only_if", "provided_that", "in_exchange_for", "if", "after"},
    -1: {"until", "unless", "without", "as_long_as", "if", "only_if", "after"},
}
"""The conditions under which a yes and a no say the same: "only if they leave" and "not until they leave"."""

RECOGNITION = {"recognises", "does_not_recognise"}


def leaning(stance: str, condition_kinds: Iterable[str]) -> int | str:
    """Which way a stance points; ``on terms`` where it would be the contrary once its conditions are met."""
    direction = DIRECTIONS[stance]
    return "on terms" if ON_TERMS.get(direction, set()).intersection(condition_kinds) else direction


def issue_key(position: Position, body: str) -> str | None:
    """The entry of the codebook ``issues`` for what a position is about."""
    if position.act in RECOGNITION:
        return "recognition"
    return issue_of(position.issue_text) or issue_of(body[slice(*position.issue)])
