"""Who said what, on whose authority."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, and_, or_, select

from dragoman.ledger.passages import Passage, passage_columns, passage_of
from dragoman.ledger.tables import actors, articles, reviews, statement_about, statements


class Said(Struct, frozen=True, kw_only=True):
    """A statement, with its source and the words."""

    number: int
    fact: str
    day: date | None
    source: str | None
    source_number: int | None
    speaks_for: str | None
    authority: str
    act: str
    form: str
    verdict: str | None
    passage: Passage


def find_said(
    connection: Connection,
    *,
    by: Sequence[int] = (),
    about: Sequence[int] = (),
    authority: str | None = None,
    act: str | None = None,
    first: date | None = None,
    last: date | None = None,
    reviewed: bool = False,
    limit: int | None = None,
) -> list[Said]:
    """Statements, oldest first.

    Args:
        connection: An open connection.
        by: Numbers of actors; what is said in an actor's name counts as his.
        about: Numbers of actors who are mentioned in the words.
        authority: A value of `dragoman.records.Authority`.
        act: A value of `dragoman.records.StatementAct`.
        first: From this day on.
        last: Up to this day.
        reviewed: Only what somebody has accepted.
        limit: At most so many, the latest.
    """
    query = (
        select(statements.c.n)
        .join(articles, articles.c.n == statements.c.article)
        .outerjoin(reviews, and_(reviews.c.article == articles.c.id, reviews.c.fact == statements.c.id))
    )
    by_day: Any = statements.c.day
    if about:
        query = query.join(statement_about, statement_about.c.statement == statements.c.n)
        query = query.where(statement_about.c.actor.in_(about))
        by_day = statement_about.c.day
    if by:
        query = query.where(or_(statements.c.source_actor.in_(by), statements.c.speaks_for_actor.in_(by)))
    if authority is not None:
        query = query.where(statements.c.authority == authority)
    if act is not None:
        query = query.where(statements.c.act == act)
    if first is not None:
        query = query.where(by_day >= first)
    if last is not None:
        query = query.where(by_day <= last)
    not_rejected = or_(reviews.c.verdict.is_(None), reviews.c.verdict != "reject")
    query = query.where(reviews.c.verdict == "accept" if reviewed else not_rejected)
    query = query.order_by(by_day.desc().nulls_last(), statements.c.n.desc())
    return said_by_number(connection, connection.scalars(query.limit(limit)).all())


def said_by_number(connection: Connection, numbers: Iterable[int]) -> list[Said]:
    """The statements of some rows, oldest first."""
    source, speaks_for = actors.alias("source"), actors.alias("principal")
    query = (
        select(
            statements, source.c.name.label("source_name"), speaks_for.c.name.label("principal"), reviews.c.verdict,
            *passage_columns(statements.c.start, statements.c.end),
        )
        .join(articles, articles.c.n == statements.c.article)
        .outerjoin(source, source.c.n == statements.c.source_actor)
        .outerjoin(speaks_for, speaks_for.c.n == statements.c.speaks_for_actor)
        .outerjoin(reviews, and_(reviews.c.article == articles.c.id, reviews.c.fact == statements.c.id))
        .where(statements.c.n.in_(set(numbers)))
        .order_by(statements.c.day.desc().nulls_last(), statements.c.n.desc())
    )  # fmt: skip
    return [
        Said(
            number=row.n, fact=row.id, day=row.day, source=row.source_name, source_number=row.source_actor,
            speaks_for=row.principal, authority=row.authority, act=row.act, form=row.form, verdict=row.verdict,
            passage=passage_of(row),
        )
        for row in connection.execute(query).all()[::-1]
    ]  # fmt: skip
