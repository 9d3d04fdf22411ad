"""The ledger's file: opened, migrated, and written by one transaction at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, create_engine, event, insert, inspect
from sqlalchemy.exc import DatabaseError, OperationalError

from dragoman.errors import LedgerError
from dragoman.ledger.migrations import migrate, pending

BUSY_SECONDS = 60
"""How long a writer waits for another one to finish."""
CACHE_KIBIBYTES = 65536


class Store:
    """An open ledger: ``with store.reading() as connection`` or ``with store.writing() as connection``."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for questions.

        Raises:
            LedgerError: The file can't be read.
        """
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside one transaction: all of it is kept, or nothing.

        Raises:
            LedgerError: The file can't be written: it is read-only, the disk is full, another writer holds it.
        """
        writer = self._engine.execution_options(writes=True)
        with self._translated(), writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise LedgerError(f"{self.name}: {_reason(error)}") from error


def open_store(target: Path | str, *, create: bool = False) -> Store:
    """The ledger in a file, or in the database of a ``postgresql+psycopg://`` address.

    Args:
        target: The file or the address.
        create: Make the ledger where there is none, and bring an older one up to date.

    Raises:
        LedgerError: There is no ledger, the file is something else, or a newer dragoman wrote it.
    """
    address = str(target)
    is_file = "://" not in address
    if is_file:
        _check_file(Path(address), create=create)
    engine = create_engine(f"sqlite:///{address}" if is_file else address)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin)
    store = Store(engine, address)
    with store.reading() as connection:
        missing = pending(connection)
        is_ledger = inspect(connection).has_table("migrations")
    if missing and not create:
        raise LedgerError(
            f"{address}: {'an older ledger; add a report to bring it up to date' if is_ledger else 'no ledger is here'}"
        )
    if missing:
        with store.writing() as connection:
            migrate(connection)
    return store


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write rows to a table with numbers; the numbers, in the rows' order."""
    if not rows:
        return []
    numbered = insert(table).returning(table.c.n, sort_by_parameter_order=True)
    return list(connection.scalars(numbered, list(rows)))


def insert_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Write a row to a table with numbers; its number."""
    (number,) = insert_rows(connection, table, [row])
    return number


def mapping_of(connection: Connection, query: Select[Any]) -> dict[Any, Any]:
    """What a query with two columns gives: the first leads to the second."""
    return dict(map(tuple, connection.execute(query)))


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path}: is a folder; name a file for the ledger")
    if not path.exists():
        if not create:
            raise LedgerError(f"{path}: there is no such ledger; make one with 'dragoman add REPORTS --ledger {path}'")
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: the folder {path.parent} doesn't exist")
        return
    try:
        with path.open("rb") as stream:
            head = stream.read(16)
    except OSError as error:
        raise LedgerError(f"{path}: can't be opened: {error.strerror}") from error
    if head and head != b"SQLite format 3\x00":
        raise LedgerError(f"{path}: isn't a ledger, nor any SQLite file")
    if head:
        _check_tables(path)


def _check_tables(path: Path) -> None:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as error:
        raise LedgerError(f"{path}: {error}") from error
    finally:
        connection.close()
    if tables and "migrations" not in tables:
        raise LedgerError(f"{path}: a SQLite file that isn't a ledger; it has the table {min(tables)!r}")


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN is ours: see `Store.writing`
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):  # a read-only ledger can still be asked
            raise
    finally:
        cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once, so that it never has to give up a transaction that began as a reader's."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _reason(error: DatabaseError) -> str:
    text = str(error.orig)
    if isinstance(error, OperationalError):
        for sign, reason in (
            ("readonly", "the ledger is read-only; nothing was changed"),
            ("full", "the disk is full; the last report was not added, all earlier ones are kept"),
            ("locked", f"another program has been writing to the ledger for {BUSY_SECONDS} seconds; try again later"),
            ("unable to open", "can't be opened; check the folder's rights"),
        ):
            if sign in text:
                return reason
    return text
