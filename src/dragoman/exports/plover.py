"""PLOVER events as JSON objects. Source: PLOVER manual, Open Event Data Alliance, 2023."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.exports.done import place_of
from dragoman.records import Actor, Event, Record


def events_of(record: Record) -> Iterator[dict[str, Any]]:
    """One object for each event; ``reality`` stands beside PLOVER's own fields."""
    actors = {actor.id: actor for actor in record.actors}
    times = {time.id: time for time in record.times}
    article = record.article
    day = article.published.date.isoformat() if article.published else None
    for event in record.events:
        time = times.get(event.time or "")
        yield {
            "id": f"{article.id}/{event.id}",
            "date": time.first.isoformat() if time and time.first else day,
            "event": event.type,
            "mode": event.mode,
            "context": list(event.context),
            "reality": event.reality,
            "actor": _parties(event.actors, actors),
            "recipient": _parties(event.recipients, actors),
            "location": event.place,
            "place": place_of(event, record),
            "publisher": article.publisher,
            "url": article.url,
            "publication_date": day,
            "text": _text(event, article.body),
            "coder": f"dragoman {record.dragoman}",
        }


def _parties(ids: Sequence[str], actors: dict[str, Actor]) -> list[dict[str, Any]]:
    found = [actors[own] for own in ids]
    return [{"name": actor.name, "country": actor.country, "sector": list(actor.codes)} for actor in found]


def _text(event: Event, body: str) -> str:
    return body[slice(*event.evidence)]
