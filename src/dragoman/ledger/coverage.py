"""What the ledger has and what it lacks: outlets, days, copies, facts that hang on one source."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Select, Table, and_, exists, func, select

from dragoman.ledger.happenings import Told, told_by_number
from dragoman.ledger.stands import Stand, stands_by_number
from dragoman.ledger.statuses import not_rejected
from dragoman.ledger.tables import articles, events, positions, sources, statements

REACH = 10_000
"""So many of the latest events, and of the latest positions, are looked at for those on one unnamed source's word."""


class Outlet(Struct, frozen=True, kw_only=True):
    """An outlet, and what the ledger has from it."""

    publisher: str | None
    articles: int
    copies: int
    """Articles whose wording is that of an earlier one, from this outlet or another: no independent reports."""
    independent: int
    """Articles without these."""
    first: date | None
    last: date | None
    statements: int
    unnamed: int
    """Statements whose source isn't named."""
    events: int
    positions: int


class Hanging(Struct, frozen=True, kw_only=True):
    """An event told as a fact, or a stand, that the ledger has only on the word of one unnamed source."""

    kind: Literal["event", "position"]
    source: str | None
    """What is said of the source: "a Russian official"."""
    event: Told | None = None
    stand: Stand | None = None


class Month(Struct, frozen=True, kw_only=True):
    """A calendar month, and what the ledger has from it; a month without articles is silence, not a no."""

    month: str
    articles: int
    publishers: tuple[str, ...]


class SkippedSource(Struct, frozen=True, kw_only=True):
    """A source file that gave no article, and why."""

    path: str
    reason: str


class Coverage(Struct, frozen=True, kw_only=True):
    """What the ledger has, month by month, and what it could not read."""

    articles: int
    without_day: int
    months: tuple[Month, ...]
    """From the first month with an article to the last, empty ones too."""
    skipped: tuple[SkippedSource, ...]


def find_outlets(connection: Connection) -> list[Outlet]:
    """The outlets, the one with most articles first."""
    columns = (articles.c.statements, articles.c.unnamed, articles.c.events, articles.c.positions)
    rows = connection.execute(
        select(
            articles.c.publisher, func.count().label("articles"), func.count(articles.c.copy_of).label("copies"),
            func.min(articles.c.day).label("first"),
            func.max(articles.c.day).label("last"), *(func.sum(column).label(column.name) for column in columns),
        )
        .group_by(articles.c.publisher)
        .order_by(func.count().desc(), articles.c.publisher)
    )  # fmt: skip
    return [Outlet(**row._mapping, independent=row.articles - row.copies) for row in rows]


def find_on_one_unnamed(connection: Connection, *, limit: int | None = None) -> list[Hanging]:
    """Events told as facts, and stands, that no report has in its own voice or on a named source's word.

    Args:
        connection: An open connection.
        limit: At most so many of each kind, the latest.
    """
    told = told_by_number(connection, connection.scalars(_unnamed(events).limit(limit)).all())
    stood = stands_by_number(connection, connection.scalars(_unnamed(positions).limit(limit)).all())
    hanging = [Hanging(kind="event", source=one.source, event=one) for one in told]
    stands = sorted(stood.values(), key=lambda stand: (stand.day or date.min, stand.number))
    return hanging + [Hanging(kind="position", source=one.source, stand=one) for one in stands]


def _unnamed(facts: Table) -> Select[Any]:
    """The latest facts on the word of somebody unnamed, which no other report has otherwise."""
    said = and_(statements.c.article == facts.c.article, statements.c.id == facts.c.statement)
    latest = select(facts.c.n).order_by(facts.c.day.desc()).limit(REACH)
    query = (
        select(facts.c.n)
        .join(statements, said)
        .join(articles, articles.c.n == facts.c.article)
        .where(facts.c.n.in_(latest), statements.c.authority == "unnamed", not_rejected(facts))
        .order_by(facts.c.day.desc().nulls_last(), facts.c.n.desc())
    )
    other = facts.alias("other")
    elsewhere = exists().where(other.c.article != facts.c.article)
    if facts is events:
        elsewhere = elsewhere.where(other.c.happening == facts.c.happening)
        return query.where(facts.c.reality.in_(("happened", "ongoing")), ~elsewhere)
    same = (other.c.holder_actor == facts.c.holder_actor, other.c.issue == facts.c.issue)
    return query.where(~elsewhere.where(*same, other.c.stance == facts.c.stance))


def coverage_of(connection: Connection) -> Coverage:
    """Which months and outlets the ledger has, and which files were skipped."""
    by_month: dict[str, dict[str, int]] = {}
    without_day = 0
    rows = connection.execute(
        select(articles.c.day, articles.c.publisher, func.count()).group_by(articles.c.day, articles.c.publisher)
    )
    for day, publisher, count in rows:
        if day is None:
            without_day += count
            continue
        month = by_month.setdefault(f"{day:%Y-%m}", {})
        month[publisher or "?"] = month.get(publisher or "?", 0) + count
    months = [
        Month(
            month=month,
            articles=sum(by_month.get(month, {}).values()),
            publishers=tuple(sorted(by_month.get(month, {}))),
        )
        for month in _months_between(min(by_month, default=None), max(by_month, default=None))
    ]
    skipped = connection.execute(
        select(sources.c.path, sources.c.skipped).where(sources.c.skipped.is_not(None)).order_by(sources.c.path)
    )
    return Coverage(
        articles=connection.scalar(select(func.count()).select_from(articles)) or 0,
        without_day=without_day,
        months=tuple(months),
        skipped=tuple(SkippedSource(path=path, reason=reason) for path, reason in skipped),
    )


def _months_between(first: str | None, last: str | None) -> list[str]:
    if first is None or last is None:
        return []
    year, month = map(int, first.split("-"))
    months = []
    while (text := f"{year:04}-{month:02}") <= last:
        months.append(text)
        year, month = (year + month // 12, month % 12 + 1)
    return months
