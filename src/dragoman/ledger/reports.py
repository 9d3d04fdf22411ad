"""Reports as the ledger has them: a list of them, and one opened, with what was judged of its facts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, func, select

from dragoman.ledger.stored import stored_record
from dragoman.ledger.tables import actors, appearances, articles, judgements, reviews, sources
from dragoman.records import Record

MOST_OVERLAPPING = 12
"""Reports of the same days that are offered to lay beside one."""


class Report(Struct, frozen=True, kw_only=True):
    """A report in a list."""

    article: str
    title: str | None
    publisher: str | None
    published: date | None
    language: str
    is_copy: bool
    """True where its wording is that of an earlier report, so that it is no independent one."""
    statements: int
    unnamed: int
    """Statements whose source isn't named."""
    events: int
    positions: int


class Seen(Struct, frozen=True, kw_only=True):
    """An actor of a report, as the ledger knows him."""

    number: int
    name: str
    kind: str
    country: str | None
    why: str
    """Why the two were taken for one."""
    score: float


class Verdict(Struct, frozen=True, kw_only=True):
    """What somebody decided about a fact, as it stands now."""

    verdict: str
    changes: dict[str, str]
    judgement: int
    author: str
    reason: str
    made: datetime


class Opened(Struct, frozen=True, kw_only=True):
    """A report with its record, and with what the ledger knows beyond it."""

    record: Record
    """As it was read, before any judgement."""
    seen: dict[str, Seen]
    """The ledger's actor for each actor of the record, by the record's id."""
    verdicts: dict[str, Verdict]
    """By the id of the fact."""
    copy_of: Report | None
    copies: tuple[Report, ...]
    files: tuple[str, ...]
    """The source files that hold it."""
    added: datetime


def find_reports(
    connection: Connection,
    *,
    publisher: str | None = None,
    first: date | None = None,
    last: date | None = None,
    limit: int | None = None,
    skip: int = 0,
) -> list[Report]:
    """Reports, the latest first; those without a day come last.

    Args:
        connection: An open connection.
        publisher: Only this outlet's.
        first: From this day on.
        last: Up to this day.
        limit: At most so many.
        skip: So many of the latest are left out.
    """
    query = _reports().order_by(articles.c.day.desc().nulls_last(), articles.c.n.desc())
    if publisher is not None:
        query = query.where(articles.c.publisher == publisher)
    if first is not None:
        query = query.where(articles.c.day >= first)
    if last is not None:
        query = query.where(articles.c.day <= last)
    return [_report(row) for row in connection.execute(query.limit(limit).offset(skip))]


def open_report(connection: Connection, article: str) -> Opened | None:
    """A report by its article's id; ``None`` where the ledger has none of that id."""
    own = connection.execute(
        select(articles.c.n, articles.c.copy_of, articles.c.added).where(articles.c.id == article)
    ).first()
    if own is None:
        return None
    original = _reports().where(articles.c.n == own.copy_of)
    copies = _reports().where(articles.c.copy_of == own.n).order_by(articles.c.day, articles.c.n)
    files = select(sources.c.path).where(sources.c.article == own.n).order_by(sources.c.path)
    return Opened(
        record=stored_record(connection, own.n), seen=_seen(connection, own.n), added=own.added,
        verdicts=_verdicts(connection, article),
        copy_of=next(map(_report, connection.execute(original)), None),
        copies=tuple(map(_report, connection.execute(copies))), files=tuple(connection.scalars(files)),
    )  # fmt: skip


def reports_beside(connection: Connection, article: str, *, days: int = 3) -> list[Report]:
    """Reports of other wording from the same days in which most of the same actors appear, the likest first."""
    own = connection.execute(select(articles.c.n, articles.c.day).where(articles.c.id == article)).first()
    if own is None or own.day is None:
        return []
    theirs = select(appearances.c.actor).where(appearances.c.article == own.n)
    shared = func.count(appearances.c.actor.distinct())
    near = (
        _reports()
        .join(appearances, appearances.c.article == articles.c.n)
        .where(
            articles.c.day >= date.fromordinal(max(1, own.day.toordinal() - days)),
            articles.c.day <= date.fromordinal(own.day.toordinal() + days),
            articles.c.n != own.n,
            appearances.c.actor.in_(theirs),
        )
        .group_by(articles.c.n)
        .having(shared > 1)
        .order_by(shared.desc(), articles.c.n)
        .limit(MOST_OVERLAPPING)
    )
    return [_report(row) for row in connection.execute(near)]


def _reports() -> Select[Any]:
    columns = articles.c
    return select(
        columns.id, columns.title, columns.publisher, columns.day, columns.language, columns.copy_of,
        columns.statements, columns.unnamed, columns.events, columns.positions,
    )  # fmt: skip


def _report(row: Any) -> Report:
    return Report(
        article=row.id, title=row.title, publisher=row.publisher, published=row.day, language=row.language,
        is_copy=row.copy_of is not None, statements=row.statements, unnamed=row.unnamed, events=row.events,
        positions=row.positions,
    )  # fmt: skip


def _seen(connection: Connection, article: int) -> dict[str, Seen]:
    query = (
        select(
            appearances.c.id, appearances.c.why, appearances.c.score, actors.c.n, actors.c.name, actors.c.kind,
            actors.c.country,
        )
        .join(actors, actors.c.n == appearances.c.actor)
        .where(appearances.c.article == article)
    )  # fmt: skip
    return {
        row.id: Seen(number=row.n, name=row.name, kind=row.kind, country=row.country, why=row.why, score=row.score)
        for row in connection.execute(query)
    }


def _verdicts(connection: Connection, article: str) -> dict[str, Verdict]:
    query = (
        select(reviews.c.fact, reviews.c.verdict, reviews.c.changes, judgements)
        .join(judgements, judgements.c.n == reviews.c.judgement)
        .where(reviews.c.article == article)
    )
    return {
        row.fact: Verdict(
            verdict=row.verdict, changes=row.changes, judgement=row.n, author=row.author, reason=row.reason,
            made=row.made,
        )
        for row in connection.execute(query)
    }  # fmt: skip
