"""Records as they were made, from the ledger."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from dragoman.ledger.stances import STANCES, matter_of
from dragoman.ledger.tables import articles, events
from dragoman.records import Record, record_from_json


def packed(data: bytes) -> bytes:
    """A record's JSON as the ledger keeps it."""
    return zlib.compress(data)


def stored_record(connection: Connection, article: int) -> Record:
    """The record of an article, by the article's number."""
    data = connection.scalar(select(articles.c.record).where(articles.c.n == article))
    assert data is not None, f"article {article} isn't in the ledger"
    return record_from_json(zlib.decompress(data))


def record_of_event(connection: Connection, event: str) -> Record | None:
    """The record that an event is in, by the event's id; the one added first where several are."""
    article = connection.scalar(select(func.min(events.c.article)).where(events.c.id == event))
    return None if article is None else stored_record(connection, article)


def stored_records(connection: Connection) -> Iterator[Record]:
    """All records, in the order in which their articles were added."""
    for data in connection.execution_options(yield_per=64).scalars(select(articles.c.record).order_by(articles.c.n)):
        yield record_from_json(zlib.decompress(data))


def original_values(record: Record, kind: str, fact: str) -> dict[str, str | None]:
    """The values that a fact had before anybody edited it, by its columns' names; actors by their ids in the record."""
    for statement in record.statements:
        if kind == "statement" and statement.id == fact:
            return {"act": statement.act, "source": statement.source}
    for event in record.events:
        if kind == "event" and event.id == fact:
            return {"type": event.type, "reality": event.reality}
    for position in record.positions:
        if kind == "position" and position.id == fact:
            issue = matter_of(position).key
            return {
                "act": position.act, "stance": STANCES[position.act], "strength": position.strength, "issue": issue,
                "holder": position.holder,
            }  # fmt: skip
    return {}
