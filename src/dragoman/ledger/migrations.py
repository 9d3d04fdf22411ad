"""The steps that make a ledger's tables, and those that bring an older ledger up to date.

A step and the note that it was made are written in one transaction, so a ledger is never between two steps. A
ledger with a step that isn't known here was written by a newer dragoman and is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, DateTime, MetaData, Table, Text, insert, inspect, select, text

from dragoman.errors import LedgerError
from dragoman.ledger.search import VECTOR
from dragoman.ledger.tables import metadata

steps_made = Table(
    "migrations",
    MetaData(),
    Column("step", Text, primary_key=True),
    Column("made", DateTime, nullable=False),
)


def _make_tables(connection: Connection) -> None:
    metadata.create_all(connection)


def _make_search(connection: Connection) -> None:
    """Full-text search over titles and bodies, see `dragoman.ledger.search`; the text itself stays in `articles`."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE article_search USING fts5(title, body, content='articles', content_rowid='n', "
                "tokenize='unicode61 remove_diacritics 2')"
            )
        )
        added = "INSERT INTO article_search(rowid, title, body) VALUES (new.n, new.title, new.body)"
        removed = (
            "INSERT INTO article_search(article_search, rowid, title, body) "
            "VALUES ('delete', old.n, old.title, old.body)"
        )
        for event, command in (("INSERT", added), ("DELETE", removed), ("UPDATE", f"{removed}; {added}")):
            name = f"article_search_{event.lower()}"
            connection.execute(text(f"CREATE TRIGGER {name} AFTER {event} ON articles BEGIN {command}; END"))
    else:
        connection.exec_driver_sql(
            f"ALTER TABLE articles ADD COLUMN words tsvector GENERATED ALWAYS AS ({VECTOR}) STORED"
        )
        connection.execute(text("CREATE INDEX article_search ON articles USING gin (words)"))


def _write_facts_anew(connection: Connection) -> None:
    """Facts with the actor and the day beside each tie, happenings, statuses: worked out anew from the records."""
    if "happening" not in {column["name"] for column in inspect(connection).get_columns("events")}:
        from dragoman.ledger.rebuilding import write_facts_anew  # it needs a store, which needs this module

        write_facts_anew(connection)


STEPS: tuple[tuple[str, Callable[[Connection], None]], ...] = (
    ("0001-tables", _make_tables),
    ("0002-search", _make_search),
    ("0003-happenings", _write_facts_anew),
)


def is_ledger(connection: Connection) -> bool:
    """True where a ledger is, False where nothing is.

    Raises:
        LedgerError: Something else is there.
    """
    found = inspect(connection)
    tables = set(found.get_table_names())
    columns = found.get_columns(steps_made.name) if steps_made.name in tables else []
    if {column["name"] for column in columns} == set(steps_made.c.keys()):
        return True
    if tables:
        raise LedgerError(f"a database that isn't a ledger; it has the table {min(tables)!r}")
    return False


def pending(connection: Connection) -> list[str]:
    """The steps that this ledger lacks, in order. Writes nothing.

    Raises:
        LedgerError: The ledger was written by a newer dragoman.
    """
    made = set(connection.scalars(select(steps_made.c.step))) if is_ledger(connection) else set()
    known = [name for name, _ in STEPS]
    if unknown := sorted(made - set(known)):
        raise LedgerError(
            f"the ledger was written by a newer dragoman (it has the step {unknown[-1]!r}, this version knows up to "
            f"{known[-1]!r}); install a newer version"
        )
    return [name for name in known if name not in made]


def migrate(connection: Connection) -> None:
    """Make the steps that the ledger lacks; the caller holds the transaction.

    Raises:
        LedgerError: The ledger was written by a newer dragoman.
    """
    missing = set(pending(connection))
    steps_made.create(connection, checkfirst=True)
    for name, step in STEPS:
        if name in missing:
            step(connection)
            connection.execute(insert(steps_made).values(step=name, made=datetime.now(UTC).replace(tzinfo=None)))
