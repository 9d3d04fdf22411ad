"""Records into the ledger: one article at a time, each within the caller's transaction."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from dragoman.ledger import tables
from dragoman.ledger.clock import now
from dragoman.ledger.copies import note_copy, signed
from dragoman.ledger.facts import write_facts
from dragoman.ledger.joining import join_happenings, leave_happenings
from dragoman.ledger.judgements import reapply
from dragoman.ledger.statuses import renew_statuses, touched_by
from dragoman.ledger.store import insert_row
from dragoman.ledger.stored import packed
from dragoman.records import Article, Record, record_to_json


def add_record(connection: Connection, record: Record) -> bool:
    """Write a record; True where it was new, or made by another version than the one that is there.

    An article that is there already with the same version is left alone, so that adding twice changes nothing.
    """
    known = connection.execute(
        select(tables.articles.c.n, tables.articles.c.version).where(tables.articles.c.id == record.article.id)
    ).first()
    if known is None:
        number = _write_article(connection, record, None)
        note_copy(connection, number)
        waiting = set[int]()
    elif known.version == record.dragoman:
        return False
    else:
        waiting = touched_by(connection, known.n)
        forget_facts(connection, known.n)
        number = _write_article(connection, record, known.n)
    write_facts(connection, record, number)
    if known is not None:
        reapply(connection, number, record.article.id)
    join_happenings(connection, number)
    renew_statuses(connection, waiting | touched_by(connection, number))
    return True


def note_source(
    connection: Connection,
    path: str,
    *,
    article: Article | None = None,
    skipped: str | None = None,
    digest: str | None = None,
) -> None:
    """Note what came of a source file: the article that it holds, or why it was skipped."""
    number = None
    if article is not None:
        number = connection.scalar(select(tables.articles.c.n).where(tables.articles.c.id == article.id))
    connection.execute(delete(tables.sources).where(tables.sources.c.path == path))
    connection.execute(
        insert(tables.sources).values(
            path=path, digest=digest, article=number, skipped=skipped, added=now(),
            publisher=article.publisher if article else None,
            day=article.published.date if article and article.published else None,
        )
    )  # fmt: skip


def forget_facts(connection: Connection, article: int) -> None:
    """Take out the facts of an article, to write them anew."""
    leave_happenings(connection, article)
    for table in (tables.statements, tables.events, tables.positions, tables.appearances):
        connection.execute(delete(table).where(table.c.article == article))


def _write_article(connection: Connection, record: Record, number: int | None) -> int:
    article = record.article
    row = {
        "id": article.id, "title": article.title, "publisher": article.publisher, "url": article.url,
        "language": article.language, "day": article.published.date if article.published else None,
        "body": article.body, "record": packed(record_to_json(record)), "version": record.dragoman,
        "added": now(), "statements": len(record.statements), "events": len(record.events),
        "unnamed": sum(statement.authority == "unnamed" for statement in record.statements),
        "positions": len(record.positions), "signature": signed(article.body),
    }  # fmt: skip
    if number is not None:
        connection.execute(tables.articles.update().where(tables.articles.c.n == number).values(row))
        return number
    return insert_row(connection, tables.articles, row)
