"""What the acts of positions have in common, so that two wordings of one stand aren't taken for a change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

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
RECOGNISED = "recognise/government"
"""The matter of a recognition whose words name only an actor: "recognises the council in the capital"."""


def direction_of(stance: str, *, undoes: bool) -> int:
    """Which way a stance points on its matter: who opposes the lifting of an embargo wants the embargo."""
    direction = DIRECTIONS[stance]
    return -direction if undoes and abs(direction) == 1 else direction


def leaning(stance: str, condition_kinds: Iterable[str], *, undoes: bool) -> int | str:
    """Which way a stance points; ``on terms`` where it would be the contrary once its conditions are met."""
    is_on_terms = ON_TERMS.get(DIRECTIONS[stance], set()).intersection(condition_kinds)
    return "on terms" if is_on_terms else direction_of(stance, undoes=undoes)


class MatterOf(NamedTuple):
    """What a position is on."""

    key: str | None
    undoes: bool
    """True where the position is on the undoing of the matter."""
    words: str
    """The words of the issue on which the key rests."""


def matter_of(position: Position) -> MatterOf:
    """The key of what a position is on, whether the position is on its undoing, and by which words."""
    from dragoman.positions.issue_keys import key_of_text  # the stages take a second to load: not for a question

    read = key_of_text(position.issue_text)
    key = position.issue_key or (str(read) if read else None)
    if key is None and position.act in RECOGNITION:
        return MatterOf(RECOGNISED, undoes=False, words="")
    if read is None or str(read) != key:
        return MatterOf(key, undoes=False, words="")
    return MatterOf(key, undoes=read.contrary, words=" ".join(read.words))
