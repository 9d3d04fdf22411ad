"""Who said what, on whose authority."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, and_, or_, select

from dragoman.ledger.passages import Passage, passage_columns, passage_of
from dragoman.ledger.tables import actors, appearances, articles, reviews, statement_about, statements


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
    source, speaks_for = actors.alias("source"), actors.alias("principal")
    source_seen, principal_seen = appearances.alias("source_seen"), appearances.alias("principal_seen")
    query = (
        select(
            statements, source.c.name.label("source_name"), source.c.n.label("source_actor"),
            speaks_for.c.name.label("principal"), reviews.c.verdict,
            *passage_columns(statements.c.start, statements.c.end),
        )
        .join(articles, articles.c.n == statements.c.article)
        .outerjoin(source_seen, source_seen.c.n == statements.c.source)
        .outerjoin(source, source.c.n == source_seen.c.actor)
        .outerjoin(principal_seen, principal_seen.c.n == statements.c.speaks_for)
        .outerjoin(speaks_for, speaks_for.c.n == principal_seen.c.actor)
        .outerjoin(reviews, and_(reviews.c.article == articles.c.id, reviews.c.fact == statements.c.id))
    )  # fmt: skip
    if by:
        own = select(appearances.c.n).where(appearances.c.actor.in_(by))
        said = select(statements.c.n).where(statements.c.source.in_(own))
        query = query.where(
            statements.c.n.in_(said.union(select(statements.c.n).where(statements.c.speaks_for.in_(own))))
        )
    if about:
        named = select(statement_about.c.statement).join(appearances).where(appearances.c.actor.in_(about))
        query = query.where(statements.c.n.in_(named))
    if authority is not None:
        query = query.where(statements.c.authority == authority)
    if act is not None:
        query = query.where(statements.c.act == act)
    if first is not None:
        query = query.where(statements.c.day >= first)
    if last is not None:
        query = query.where(statements.c.day <= last)
    not_rejected = or_(reviews.c.verdict.is_(None), reviews.c.verdict != "reject")
    query = query.where(reviews.c.verdict == "accept" if reviewed else not_rejected)
    rows = list(
        connection.execute(query.order_by(statements.c.day.desc().nulls_last(), statements.c.n.desc()).limit(limit))
    )
    return [
        Said(
            number=row.n, fact=row.id, day=row.day, source=row.source_name, source_number=row.source_actor,
            speaks_for=row.principal, authority=row.authority, act=row.act, form=row.form, verdict=row.verdict,
            passage=passage_of(row),
        )
        for row in rows[::-1]
    ]  # fmt: skip
