"""The ledger's file: opened, migrated, and written by one transaction at a time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Select, Table, create_engine, event, func, insert, make_url, select
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from dragoman.errors import LedgerError, UsageError
from dragoman.ledger.migrations import is_ledger, migrate, pending, steps_made

BUSY_SECONDS = 60
"""How long a writer waits for another one to finish."""
CACHE_KIBIBYTES = 65536
SERVER = "postgresql+psycopg"
"""How the address of a ledger on a server begins."""
WRITERS = 0x6472_6167
"""The lock that a writer holds on a server: who is who is decided by one writer at a time, as in a file."""
READING: dict[str, dict[str, Any]] = {"postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}}
"""How a question's connection is set up, so that all of it is answered from one state of the ledger."""


class Store:
    """An open ledger: ``with store.reading() as connection`` or ``with store.writing() as connection``."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._reader = engine.execution_options(**READING.get(engine.dialect.name, {}))
        self.name = name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for questions.

        Raises:
            LedgerError: The file can't be read.
        """
        with self._translated(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside one transaction: all of it is kept, or nothing.

        Raises:
            LedgerError: The file can't be written: it is read-only, the disk is full, another writer holds it.
        """
        writer = self._engine.execution_options(writes=True)
        with self._translated(), writer.begin() as connection:
            if self._engine.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(WRITERS)))
            yield connection

    def state(self) -> tuple[int, ...] | None:
        """Something that is another one after each change of the file; ``None`` where a server keeps the ledger."""
        if self._engine.dialect.name != "sqlite":
            return None
        found = []
        for path in (self.name, f"{self.name}-wal"):  # a change goes to the log first
            with suppress(FileNotFoundError):
                status = Path(path).stat()
                found += [status.st_mtime_ns, status.st_size]
        return tuple(found)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise LedgerError(f"{self.name}: {_reason(error)}") from error
        except UnicodeEncodeError as error:  # a byte of the command line that wasn't UTF-8
            raise UsageError(f"{error.object!r} isn't text: it has a character that no encoding knows") from error


def open_store(target: Path | str, *, create: bool = False) -> Store:
    """The ledger in a file, or in the database of a ``postgresql+psycopg://`` address.

    Args:
        target: The file or the address.
        create: Make the ledger where there is none, and bring an older one up to date.

    Raises:
        LedgerError: There is no ledger, the file is something else, or a newer dragoman wrote it.
    """
    engine, name = _engine_for(target, create=create)
    store = Store(engine, name)
    try:
        _bring_up_to_date(store, create=create)
    except BaseException:
        store.close()
        raise
    return store


def _engine_for(target: Path | str, *, create: bool) -> tuple[Engine, str]:
    """What connects to the ledger, and how messages name it: without a password."""
    address = str(target)
    if "://" in address:
        return _engine_of_server(address)
    _check_file(Path(address), create=create)
    engine = create_engine(URL.create("sqlite", database=_file_uri(Path(address)), query={"uri": "true"}))
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin)
    return engine, address


def _engine_of_server(address: str) -> tuple[Engine, str]:
    try:
        url = make_url(address)
        name = url.render_as_string(hide_password=True)
        if url.drivername != SERVER:
            raise LedgerError(
                f"{name}: no ledger can be there; give a file, or an address that begins with {SERVER}://"
            )
        return create_engine(url), name
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f"an address of a ledger is {SERVER}://USER@HOST/DATABASE; this one can't be read") from error
    except ModuleNotFoundError as error:
        raise LedgerError(f"{name}: needs psycopg; install it with: pip install 'dragoman[postgresql]'") from error


def _bring_up_to_date(store: Store, *, create: bool) -> None:
    with store.reading() as connection:
        try:
            missing, is_new = pending(connection), not is_ledger(connection)
        except LedgerError as error:
            raise LedgerError(f"{store.name}: {error}") from None
    if missing and not create:
        advice = "no ledger is here" if is_new else "an older ledger; add a report to bring it up to date"
        raise LedgerError(f"{store.name}: {advice}")
    if missing:
        with store.writing() as connection:
            migrate(connection)


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


def _file_uri(path: Path) -> str:
    """How SQLite is given the file: as one that nobody writes where neither it nor its folder can be written.

    Else SQLite would want to keep its log beside it, and there would be no asking what lies on a disc.
    """
    is_fixed = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    return f"{path.resolve().as_uri()}{'?immutable=1' if is_fixed else ''}"


def _check_tables(path: Path) -> None:
    uri = _file_uri(path)
    connection = sqlite3.connect(uri if "?" in uri else f"{uri}?mode=ro", uri=True)
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        columns = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info('migrations')")}
    except sqlite3.DatabaseError as error:
        raise LedgerError(f"{path}: {error}") from error
    finally:
        connection.close()
    if tables and columns != set(steps_made.c.keys()):
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


FILE_REASONS = (
    ("readonly", "the ledger is read-only; nothing was changed"),
    ("full", "the disk is full; the last report was not added, all earlier ones are kept"),
    ("disk I/O", "the disk is full or broken; the last report was not added, all earlier ones are kept"),
    ("locked", f"another program has been writing to the ledger for {BUSY_SECONDS} seconds; try again later"),
    ("unable to open", "can't be opened; check the folder's rights"),
)
"""What SQLite says, and what we say."""
SERVER_REASONS = {
    "25006": "the ledger is read-only; nothing was changed",
    "42501": "this user may not do that; nothing was changed",
    "53100": "the server's disk is full; the last report was not added, all earlier ones are kept",
}
"""PostgreSQL's codes of errors, and what we say."""


def _reason(error: DatabaseError) -> str:
    text = " ".join(str(error.orig).split())
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(error, OperationalError) and state is None:
        return next((reason for sign, reason in FILE_REASONS if sign in text), text)
    return SERVER_REASONS.get(state or "", text)
