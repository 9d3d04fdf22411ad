"""Who did what to whom, when, and whether it happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, and_, or_, select

from dragoman.ledger.passages import Passage, passage_columns, passage_of
from dragoman.ledger.tables import actors, appearances, articles, event_parties, events, reviews, statements


class Told(Struct, frozen=True, kw_only=True):
    """An event as one article tells it."""

    number: int
    fact: str
    day: date | None
    last_day: date | None
    day_known: bool
    """False where the day is only that of the report."""
    type: str
    mode: str | None
    context: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_numbers: tuple[int, ...]
    recipient_numbers: tuple[int, ...]
    reality: str
    authority: str | None
    source: str | None
    """Whose word it is; ``None`` for the report's own."""
    place: str | None
    verdict: str | None
    passage: Passage


def find_told(
    connection: Connection,
    *,
    actor: Sequence[int] = (),
    recipient: Sequence[int] = (),
    party: Sequence[int] = (),
    type_: str | None = None,
    realities: Sequence[str] = (),
    first: date | None = None,
    last: date | None = None,
    reviewed: bool = False,
    limit: int | None = None,
) -> list[Told]:
    """Events, oldest first; those without a day come first.

    Args:
        connection: An open connection.
        actor: Numbers of actors who did it.
        recipient: Numbers of actors to whom it was done.
        party: Numbers of actors who took part on either side.
        type_: A PLOVER type.
        realities: Values of `dragoman.records.Reality`, of which one must be right.
        first: From this day on.
        last: Up to this day.
        reviewed: Only what somebody has accepted.
        limit: At most so many, the latest.
    """
    source = appearances.alias("source")
    query = (
        select(
            events, statements.c.authority, source.c.name.label("source_name"), reviews.c.verdict,
            *passage_columns(events.c.start, events.c.end),
        )
        .join(articles, articles.c.n == events.c.article)
        .outerjoin(statements, and_(statements.c.article == events.c.article, statements.c.id == events.c.statement))
        .outerjoin(source, source.c.n == statements.c.source)
        .outerjoin(reviews, and_(reviews.c.article == articles.c.id, reviews.c.fact == events.c.id))
    )  # fmt: skip
    for numbers, side in ((actor, "actor"), (recipient, "recipient"), (party, None)):
        if numbers:
            took_part = select(event_parties.c.event).join(appearances).where(appearances.c.actor.in_(numbers))
            query = query.where(
                events.c.n.in_(took_part if side is None else took_part.where(event_parties.c.side == side))
            )
    if type_ is not None:
        query = query.where(events.c.type == type_)
    if realities:
        query = query.where(events.c.reality.in_(realities))
    if first is not None:
        query = query.where(events.c.last_day >= first)
    if last is not None:
        query = query.where(events.c.day <= last)
    not_rejected = or_(reviews.c.verdict.is_(None), reviews.c.verdict != "reject")
    query = query.where(reviews.c.verdict == "accept" if reviewed else not_rejected)
    rows = list(connection.execute(query.order_by(events.c.day.desc().nulls_last(), events.c.n.desc()).limit(limit)))
    return _told(connection, rows[::-1])


def _told(connection: Connection, rows: Sequence[Any]) -> list[Told]:
    parties: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    query = (
        select(event_parties.c.event, event_parties.c.side, actors.c.n, actors.c.name)
        .join(appearances, appearances.c.n == event_parties.c.appearance)
        .join(actors, actors.c.n == appearances.c.actor)
        .where(event_parties.c.event.in_([row.n for row in rows]))
    )
    for event, side, number, name in connection.execute(query):
        parties[event, side][number] = name
    return [
        Told(
            number=row.n, fact=row.id, day=row.day, last_day=row.last_day, day_known=row.day_known, type=row.type,
            mode=row.mode, context=tuple(row.context), actors=tuple(parties[row.n, "actor"].values()),
            recipients=tuple(parties[row.n, "recipient"].values()),
            actor_numbers=tuple(parties[row.n, "actor"]), recipient_numbers=tuple(parties[row.n, "recipient"]),
            reality=row.reality, authority=row.authority, source=row.source_name, place=row.place,
            verdict=row.verdict, passage=passage_of(row),
        )
        for row in rows
    ]  # fmt: skip
