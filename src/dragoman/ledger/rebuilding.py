"""The facts of a ledger written anew from the records that it keeps, with the judgements in force."""

from __future__ import annotations

from sqlalchemy import Connection, select, text, update

from dragoman.ledger.copies import note_copy, signed
from dragoman.ledger.facts import write_facts
from dragoman.ledger.joining import join_happenings
from dragoman.ledger.judgements import reapply
from dragoman.ledger.statuses import renew_statuses
from dragoman.ledger.stored import stored_record
from dragoman.ledger.tables import articles, conditions, metadata

WORKED_OUT = (
    "condition_about", "condition_who", "conditions", "position_toward", "positions", "event_parties", "events",
    "statement_about", "statements", "roles", "appearances", "fingerprints",
)  # fmt: skip
"""Tables with nothing that doesn't follow from records, names and judgements; those that refer to others first."""


def write_facts_anew(connection: Connection) -> None:
    """Bring the facts of an older ledger into today's tables."""
    for name in WORKED_OUT:
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    empty = "x''" if connection.dialect.name == "sqlite" else "''"
    kind = articles.c.signature.type.compile(connection.dialect)
    connection.execute(text(f"ALTER TABLE articles ADD COLUMN signature {kind} NOT NULL DEFAULT {empty}"))
    metadata.create_all(connection)
    for table in metadata.sorted_tables:
        for index in table.indexes:
            index.create(connection, checkfirst=True)
    for number, own, body in connection.execute(select(articles.c.n, articles.c.id, articles.c.body)).all():
        values = {"signature": signed(body), "copy_of": None}
        connection.execute(update(articles).where(articles.c.n == number).values(values))
        note_copy(connection, number)
        write_facts(connection, stored_record(connection, number), number)
        reapply(connection, number, own)
        join_happenings(connection, number)
    renew_statuses(connection, set(connection.scalars(select(conditions.c.n))))
