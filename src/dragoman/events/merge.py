"""The same happening told twice in one report is one event."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import Article, Event

POINTING_BACK = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"})


def merge_repeats(events: Sequence[Event], article: Article) -> list[Event]:
    """The events without those that only tell an earlier one again.

    One word that several entries name is one event, and so are two words of one clause that name the same act of the
    same actors.
    """
    kept: list[Event] = []
    for event in events:
        if not any(_same(event, other) for other in kept):
            kept.append(event)
    return kept


def _same(event: Event, other: Event) -> bool:
    if event.trigger == other.trigger:
        return True
    if event.type != other.type:
        return False
    overlap = min(event.evidence[1], other.evidence[1]) - max(event.evidence[0], other.evidence[0])
    parties = {*event.actors, *event.recipients}
    return overlap > 0 and parties <= {*other.actors, *other.recipients} and event.reality == other.reality
