"""The network of actors: who did what to whom, and who stands where towards whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from dragoman.exports.done import day_of
from dragoman.exports.joined import joined_id
from dragoman.records import Actor, Record


class Edge(Struct, frozen=True, kw_only=True):
    """One actor's event or position towards another, as one article tells it."""

    id: str
    source: str
    target: str
    kind: str
    """``event`` or ``position``."""
    label: str
    """PLOVER type, or act of the position."""
    reality: str | None = None
    """For an event."""
    mode: str | None = None
    issue: str | None = None
    """For a position."""
    day: str | None = None
    conditional: bool = False
    """True for a position with conditions."""
    article: str
    text: str


def nodes_and_edges(records: Iterable[Record]) -> Iterator[Actor | Edge]:
    """Each edge, and before it the actors at its ends where they weren't given yet."""
    seen: set[str] = set()
    for record in records:
        actors = {joined_id(actor, record): actor for actor in record.actors}
        for edge in edges_of(record):
            for end in (edge.source, edge.target):
                if end not in seen:
                    seen.add(end)
                    yield structs.replace(actors[end], id=end)
            yield edge


def edges_of(record: Record) -> Iterator[Edge]:
    """The edges of one record: events first, then positions; one for each pair of actors."""
    article = record.article
    ids = {actor.id: joined_id(actor, record) for actor in record.actors}
    for event in record.events:
        day = day_of(event, record)
        for number, (source, target) in enumerate(_pairs(event.actors, event.recipients)):
            yield Edge(
                id=f"{article.id}.{event.id}.{number}", source=ids[source], target=ids[target], kind="event",
                label=event.type, reality=event.reality, mode=event.mode,
                day=day.isoformat() if day else None, article=article.id, text=article.body[slice(*event.evidence)],
            )  # fmt: skip
    for position in record.positions:
        for number, (source, target) in enumerate(_pairs((position.holder,), position.toward)):
            yield Edge(
                id=f"{article.id}.{position.id}.{number}", source=ids[source], target=ids[target], kind="position",
                label=position.act, issue=position.issue_text, conditional=bool(position.conditions),
                day=article.published.date.isoformat() if article.published else None, article=article.id,
                text=article.body[slice(*position.evidence)],
            )  # fmt: skip


def _pairs(sources: Iterable[str], targets: Iterable[str]) -> Iterator[tuple[str, str]]:
    targets = list(targets)
    return ((source, target) for source in sources for target in targets)
