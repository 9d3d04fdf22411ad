"""What was done, by whom, to whom: events for formats that have no place for doubt.

POLECAT, CAMEO and FollowTheMoney know no reality. An event that is planned, denied or only alleged would be counted
there as done, so it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from dragoman.records import Actor, Event, Place, Record

DONE = {"happened", "ongoing"}


class Dyad(Struct, frozen=True, kw_only=True):
    """One actor and one recipient of an event."""

    id: str
    """Unique in the export: article, event, and the dyad's number where the event has several."""
    event: Event
    day: date | None
    """The day of the event; that of the report where the text gives none."""
    actor: Actor | None
    recipient: Actor | None


def done_events(record: Record) -> Iterator[Event]:
    """The events that happened or are going on."""
    return (event for event in record.events if event.reality in DONE)


def dyads_of(record: Record) -> Iterator[Dyad]:
    """Each pair of an actor and a recipient of what was done, in text order; a side that isn't known is ``None``."""
    actors = {actor.id: actor for actor in record.actors}
    for event in done_events(record):
        pairs = [(one, other) for one in event.actors or (None,) for other in event.recipients or (None,)]
        for number, (one, other) in enumerate(pairs, 1):
            yield Dyad(
                id=f"{record.article.id}.{event.id}{f'.{number}' if len(pairs) > 1 else ''}",
                event=event, day=day_of(event, record),
                actor=actors[one] if one else None, recipient=actors[other] if other else None,
            )  # fmt: skip


def place_of(event: Event, record: Record) -> Place | None:
    """Where the event's place is on the map; ``None`` where the text names none, or none that is known."""
    return next((place for place in record.places if place.text == event.place), None)


def day_of(event: Event, record: Record) -> date | None:
    """The first day of the event's time; the day of the report where the text gives none."""
    first = next((time.first for time in record.times if time.id == event.time), None)
    return first or (record.article.published.date if record.article.published else None)
