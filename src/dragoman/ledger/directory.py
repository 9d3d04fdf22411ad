"""What there is to ask about: the actors that appear most, and the matters on which somebody stands."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, func, select

from dragoman.ledger.tables import actors, appearances, positions

UNNAMED_AMONG = 3
"""So many times more actors are counted than are asked for, since those without a name are left out afterwards."""


class Listed(Struct, frozen=True, kw_only=True):
    """An actor in a list."""

    number: int
    name: str
    kind: str
    country: str | None
    reports: int


class Matter(Struct, frozen=True, kw_only=True):
    """A matter on which somebody stands."""

    issue: str
    positions: int


def frequent_actors(
    connection: Connection, *, limit: int, kind: str | None = None, country: str | None = None
) -> list[Listed]:
    """The actors known by name that appear in most reports, those first.

    Args:
        connection: An open connection.
        limit: At most so many.
        kind: Only of this kind, a value of `dragoman.records.ActorKind`.
        country: Only of this country, in ISO 3166-1 alpha-3.
    """
    count = func.count().label("reports")
    often = select(appearances.c.actor, count).group_by(appearances.c.actor).order_by(count.desc())
    if kind is None and country is None:
        often = often.limit(UNNAMED_AMONG * limit)
    counted = often.subquery()
    query = (
        select(actors.c.n, actors.c.name, actors.c.kind, actors.c.country, counted.c.reports)
        .join(counted, counted.c.actor == actors.c.n)
        .where(~actors.c.unnamed)
        .order_by(counted.c.reports.desc(), actors.c.n)
        .limit(limit)
    )
    if kind is not None:
        query = query.where(actors.c.kind == kind)
    if country is not None:
        query = query.where(actors.c.country == country)
    return [
        Listed(number=row.n, name=row.name, kind=row.kind, country=row.country, reports=row.reports)
        for row in connection.execute(query)
    ]


def frequent_matters(connection: Connection, *, limit: int) -> list[Matter]:
    """The matters on which there are most positions, those first."""
    count = func.count().label("count")
    query = (
        select(positions.c.issue, count)
        .where(positions.c.issue.is_not(None))
        .group_by(positions.c.issue)
        .order_by(count.desc(), positions.c.issue)
        .limit(limit)
    )
    return [Matter(issue=issue, positions=number) for issue, number in connection.execute(query)]
