"""Who somebody is: names, roles, and what the ledger has of him."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, Table, func, select

from dragoman.ledger.names import is_specific
from dragoman.ledger.passages import Passage, passage_columns, passage_of
from dragoman.ledger.store import mapping_of
from dragoman.ledger.tables import actors, appearances, articles, event_parties, names, positions, roles, statements

MOST_JOINED = 200
"""Appearances that a profile lists with the reason why they were joined."""


class RoleHeld(Struct, frozen=True, kw_only=True):
    """A role as some articles give it, with the days of the first and the last of them."""

    title: str
    org: str | None
    state: str | None
    first: date | None
    last: date | None
    articles: int
    passage: Passage


class Joined(Struct, frozen=True, kw_only=True):
    """An actor of an article that was taken for this one, and why."""

    article: str
    name: str
    why: str
    score: float


class Profile(Struct, frozen=True, kw_only=True):
    """An actor of the ledger."""

    number: int
    name: str
    kind: str
    country: str | None
    unnamed: bool
    names: tuple[str, ...]
    """Every name form, the most frequent first."""
    roles: tuple[RoleHeld, ...]
    first: date | None
    last: date | None
    articles: int
    statements: int
    events: int
    positions: int
    joined: tuple[Joined, ...]


def profile_of(connection: Connection, number: int) -> Profile:
    """Everything that the ledger knows of who an actor is."""
    actor = connection.execute(select(actors).where(actors.c.n == number)).one()
    span = select(func.min(articles.c.day), func.max(articles.c.day), func.count(articles.c.n.distinct()))
    seen = appearances.join(articles, articles.c.n == appearances.c.article)
    first, last, count = connection.execute(span.select_from(seen).where(appearances.c.actor == number)).one()
    joined = connection.execute(
        select(articles.c.id, appearances.c.name, appearances.c.why, appearances.c.score)
        .select_from(seen)
        .where(appearances.c.actor == number)
        .order_by(articles.c.day, articles.c.n)
        .limit(MOST_JOINED)
    )
    return Profile(
        number=number, name=actor.name, kind=actor.kind, country=actor.country, unnamed=actor.unnamed,
        names=_names_of(connection, number), roles=_roles_of(connection, number), first=first, last=last,
        articles=count,
        statements=_count(connection, statements, statements.c.source_actor == number),
        events=connection.scalar(
            select(func.count(event_parties.c.event.distinct())).where(
                event_parties.c.actor == number, event_parties.c.side != "named"
            )
        ) or 0,
        positions=_count(connection, positions, positions.c.holder_actor == number),
        joined=tuple(Joined(article=row.id, name=row.name, why=row.why, score=row.score) for row in joined),
    )  # fmt: skip


def _count(connection: Connection, table: Table, condition: object) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(condition)) or 0  # type: ignore[arg-type]


def _names_of(connection: Connection, number: int) -> tuple[str, ...]:
    taken = select(appearances.c.taken_for).where(appearances.c.actor == number)
    forms = connection.scalars(select(names.c.form).where(names.c.actor.in_(taken)).distinct())
    counted = select(appearances.c.name, func.count()).where(appearances.c.actor == number).group_by(appearances.c.name)
    used = mapping_of(connection, counted)
    return tuple(sorted(forms, key=lambda form: (not is_specific(form), -used.get(form, 0), -len(form), form)))


def _roles_of(connection: Connection, number: int) -> tuple[RoleHeld, ...]:
    org = actors.alias("org")
    org_appearance = appearances.alias("org_appearance")
    query = (
        select(
            roles.c.title,
            roles.c.state,
            org.c.name.label("org"),
            articles.c.day,
            *passage_columns(roles.c.start, roles.c.end),
        )
        .join(appearances, appearances.c.n == roles.c.appearance)
        .join(articles, articles.c.n == appearances.c.article)
        .outerjoin(org_appearance, org_appearance.c.n == roles.c.org)
        .outerjoin(org, org.c.n == org_appearance.c.actor)
        .where(appearances.c.actor == number)
        .order_by(articles.c.day, roles.c.n)
    )
    held: dict[tuple[str, str | None, str | None], list[tuple[date | None, Passage]]] = {}
    for row in connection.execute(query):
        held.setdefault((row.title.casefold(), row.org, row.state), []).append((row.day, passage_of(row)))
    return tuple(_role(key, told) for key, told in held.items())


def _role(key: tuple[str, str | None, str | None], told: Sequence[tuple[date | None, Passage]]) -> RoleHeld:
    days = sorted(day for day, _ in told if day)
    title = told[0][1].text
    return RoleHeld(
        title=title, org=key[1], state=key[2], first=days[0] if days else None, last=days[-1] if days else None,
        articles=len({passage.article for _, passage in told}), passage=told[0][1],
    )  # fmt: skip
