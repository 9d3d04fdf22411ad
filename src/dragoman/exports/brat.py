"""BRAT standoff: mentions, triggers, and events with their parties. Source: manual of brat 1.3."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.records import Record, Span


def standoff_of(record: Record) -> str:
    """The ``.ann`` file for the article's body, which is the ``.txt`` file."""
    return "".join(f"{line}\n" for line in _lines(record))


def _lines(record: Record) -> Iterator[str]:
    body = record.article.body
    kinds = {actor.id: actor.kind for actor in record.actors}
    first: dict[str, str] = {}
    number = 0
    for mention in record.mentions:
        number += 1
        first.setdefault(mention.actor, f"T{number}")
        yield _bound(number, kinds[mention.actor].capitalize(), body, (mention.start, mention.end))
    for event_number, event in enumerate(record.events, 1):
        number += 1
        yield _bound(number, event.type, body, event.trigger)
        parties = [("Actor", event.actors), ("Recipient", event.recipients)]
        roles = [
            f" {role}{'' if place == 1 else place}:{first[actor]}"
            for role, actors in parties
            for place, actor in enumerate((actor for actor in actors if actor in first), 1)
        ]
        yield f"E{event_number}\t{event.type}:T{number}{''.join(roles)}"
        yield f"A{event_number}\tReality E{event_number} {event.reality}"


def _bound(number: int, kind: str, body: str, span: Span) -> str:
    """A text-bound annotation; a span over a paragraph's end is given in pieces, as the format wants it."""
    start, end = span
    pieces = []
    for piece in body[start:end].split("\n"):
        if piece:
            pieces.append((start, start + len(piece)))
        start += len(piece) + 1
    places = ";".join(f"{first} {last}" for first, last in pieces)
    return f"T{number}\t{kind} {places}\t{' '.join(body[first:last] for first, last in pieces)}"
