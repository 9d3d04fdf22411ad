"""Who did what to whom, when, and whether it happened; and what several reports tell of one happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, and_, or_, select

from dragoman.ledger.joining import numbers_in
from dragoman.ledger.passages import Passage, passage_columns, passage_of
from dragoman.ledger.tables import (
    actors,
    appearances,
    articles,
    event_parties,
    events,
    happenings,
    reviews,
    statements,
)

type Aspect = Literal["number", "day", "place", "who did it", "to whom", "whether it happened"]


class Told(Struct, frozen=True, kw_only=True):
    """An event as one article tells it."""

    number: int
    fact: str
    day: date | None
    last_day: date | None
    day_known: bool
    """False where the day is only that of the report."""
    type: str
    mode: str | None
    context: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_numbers: tuple[int, ...]
    recipient_numbers: tuple[int, ...]
    reality: str
    authority: str | None
    source: str | None
    """Whose word it is; ``None`` for the report's own."""
    place: str | None
    verdict: str | None
    passage: Passage
    happening: int | None = None
    """The number of the happening that it tells, the same in all reports that tell it."""
    copy_of: int | None = None
    """Of which article its own is a copy: such a telling is no independent one."""


class Version(Struct, frozen=True, kw_only=True):
    """What some tellings say of one aspect of a happening."""

    value: str
    facts: tuple[str, ...]
    """Ids of the events that say so."""
    publishers: tuple[str, ...]


class Difference(Struct, frozen=True, kw_only=True):
    """An aspect in which the tellings of a happening differ."""

    aspect: Aspect
    versions: tuple[Version, ...]


class Happening(Struct, frozen=True, kw_only=True):
    """What several reports tell of one event, with all passages."""

    number: int
    day: date | None
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reports: int
    """Reports that tell it, without copies of one wording."""
    differences: tuple[Difference, ...]
    tellings: tuple[Told, ...]


def find_told(
    connection: Connection,
    *,
    actor: Sequence[int] = (),
    recipient: Sequence[int] = (),
    party: Sequence[int] = (),
    type_: str | None = None,
    realities: Sequence[str] = (),
    first: date | None = None,
    last: date | None = None,
    reviewed: bool = False,
    limit: int | None = None,
) -> list[Told]:
    """Events, oldest first; those without a day come first.

    Args:
        connection: An open connection.
        actor: Numbers of actors who did it.
        recipient: Numbers of actors to whom it was done.
        party: Numbers of actors who took part on either side.
        type_: A PLOVER type.
        realities: Values of `dragoman.records.Reality`, of which one must be right.
        first: From this day on.
        last: Up to this day.
        reviewed: Only what somebody has accepted.
        limit: At most so many, the latest.
    """
    query = (
        select(events.c.n)
        .join(articles, articles.c.n == events.c.article)
        .outerjoin(reviews, and_(reviews.c.article == articles.c.id, reviews.c.fact == events.c.id))
    )
    by_day: Any = events.c.day
    for numbers, sides in ((actor, ["actor"]), (recipient, ["recipient"]), (party, ["actor", "recipient"])):
        if numbers:
            taking_part = event_parties.alias()
            query = query.join(taking_part, taking_part.c.event == events.c.n)
            query = query.where(taking_part.c.actor.in_(numbers), taking_part.c.side.in_(sides))
            by_day = taking_part.c.day
    if type_ is not None:
        query = query.where(events.c.type == type_)
    if realities:
        query = query.where(events.c.reality.in_(realities))
    if first is not None:
        query = query.where(events.c.last_day >= first)
    if last is not None:
        query = query.where(by_day <= last)
    not_rejected = or_(reviews.c.verdict.is_(None), reviews.c.verdict != "reject")
    query = query.where(reviews.c.verdict == "accept" if reviewed else not_rejected)
    numbers = connection.scalars(query.order_by(by_day.desc().nulls_last(), events.c.n.desc()).limit(limit)).all()
    return told_by_number(connection, numbers)


def told_by_number(connection: Connection, numbers: Iterable[int]) -> list[Told]:
    """The events of some rows, oldest first."""
    source = appearances.alias("source")
    query = (
        select(
            events, statements.c.authority, source.c.name.label("source_name"), reviews.c.verdict, articles.c.copy_of,
            *passage_columns(events.c.start, events.c.end),
        )
        .join(articles, articles.c.n == events.c.article)
        .outerjoin(statements, and_(statements.c.article == events.c.article, statements.c.id == events.c.statement))
        .outerjoin(source, source.c.n == statements.c.source)
        .outerjoin(reviews, and_(reviews.c.article == articles.c.id, reviews.c.fact == events.c.id))
        .where(events.c.n.in_(set(numbers)))
        .order_by(events.c.day.desc().nulls_last(), events.c.n.desc())
    )  # fmt: skip
    return _told(connection, connection.execute(query).all()[::-1])


def _told(connection: Connection, rows: Sequence[Any]) -> list[Told]:
    parties: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    query = (
        select(event_parties.c.event, event_parties.c.side, actors.c.n, actors.c.name)
        .join(actors, actors.c.n == event_parties.c.actor)
        .where(event_parties.c.event.in_([row.n for row in rows]))
        .order_by(event_parties.c.appearance)
    )
    for event, side, number, name in connection.execute(query):
        parties[event, side][number] = name
    return [
        Told(
            number=row.n, fact=row.id, day=row.day, last_day=row.last_day, day_known=row.day_known, type=row.type,
            mode=row.mode, context=tuple(row.context), actors=tuple(parties[row.n, "actor"].values()),
            recipients=tuple(parties[row.n, "recipient"].values()),
            actor_numbers=tuple(parties[row.n, "actor"]), recipient_numbers=tuple(parties[row.n, "recipient"]),
            reality=row.reality, authority=row.authority, source=row.source_name, place=row.place,
            verdict=row.verdict, passage=passage_of(row), happening=row.happening, copy_of=row.copy_of,
        )
        for row in rows
    ]  # fmt: skip


# --- happenings


def find_happenings(
    connection: Connection,
    *,
    party: Sequence[int] = (),
    first: date | None = None,
    last: date | None = None,
    limit: int | None = None,
) -> list[Happening]:
    """What several reports tell, oldest first.

    Args:
        connection: An open connection.
        party: Numbers of actors who took part.
        first: From this day on.
        last: Up to this day.
        limit: At most so many, the latest.
    """
    query = select(happenings.c.n).where(happenings.c.tellings > 1)
    if party:
        taking_part = event_parties.c.actor.in_(party)
        tellings = select(events.c.happening).join(event_parties, event_parties.c.event == events.c.n)
        query = query.where(happenings.c.n.in_(tellings.where(taking_part, event_parties.c.side != "named")))
    if first is not None:
        query = query.where(happenings.c.day >= first)
    if last is not None:
        query = query.where(happenings.c.day <= last)
    query = query.order_by(happenings.c.day.desc(), happenings.c.n.desc()).limit(limit)
    return happenings_by_number(connection, connection.scalars(query).all())[::-1]


def happenings_by_number(connection: Connection, numbers: Sequence[int]) -> list[Happening]:
    """Some happenings, in the order of their numbers as given; those without a telling are left out."""
    told: dict[int, list[Told]] = defaultdict(list)
    rows = connection.scalars(select(events.c.n).where(events.c.happening.in_(numbers)))
    for telling in told_by_number(connection, rows.all()):
        if telling.happening is not None and telling.verdict != "reject":
            told[telling.happening].append(telling)
    return [happening_of(told[number]) for number in numbers if number in told]


def happening_of(tellings: Sequence[Told]) -> Happening:
    """One happening from its tellings."""
    first = min(tellings, key=lambda one: (not one.day_known, one.day or date.max, one.number))
    independent = {one.copy_of or one.passage.article for one in tellings if one.copy_of is None} or {""}
    return Happening(
        number=first.happening or first.number, day=first.day, type=first.type,
        actors=_all(one.actors for one in tellings), recipients=_all(one.recipients for one in tellings),
        reports=len(independent), differences=tuple(differences_between(tellings)), tellings=tuple(tellings),
    )  # fmt: skip


def _all(names: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in names for name in each))


TELLS_AS: dict[str, str] = {"ongoing": "happened", "not_done": "denied"}
"""Realities between which tellings of one happening don't differ in substance."""

ASPECTS: dict[Aspect, Callable[[Told], Collection[str]]] = {
    "number": lambda told: numbers_in(told.passage.text),
    "day": lambda told: [f"{told.day:%Y-%m-%d}"] if told.day and told.day_known else [],
    "place": lambda told: [told.place] if told.place else [],
    "who did it": lambda told: told.actors,
    "to whom": lambda told: told.recipients,
    "whether it happened": lambda told: [TELLS_AS.get(told.reality, told.reality)],
}
"""What may differ between tellings; nothing where a telling doesn't say."""


def differences_between(tellings: Sequence[Told]) -> list[Difference]:
    """In what some tellings of one happening differ; neither silence nor saying less is a difference."""
    found = []
    for aspect, values_of in ASPECTS.items():
        by_value: dict[frozenset[str], list[Told]] = defaultdict(list)
        for told in tellings:
            if values := frozenset(values_of(told)):
                by_value[values].append(told)
        if any(not (one <= other or other <= one) for one, other in combinations(by_value, 2)):
            versions = tuple(_version(", ".join(sorted(values)), told) for values, told in by_value.items())
            found.append(Difference(aspect=aspect, versions=versions))
    return found


def _version(value: str, tellings: Sequence[Told]) -> Version:
    publishers = dict.fromkeys(told.passage.publisher or "?" for told in tellings)
    return Version(value=value, facts=tuple(told.fact for told in tellings), publishers=tuple(publishers))


def between_outlets(happening: Happening, one: str, other: str) -> Happening:
    """A happening as two outlets tell it, with the differences between these two only."""
    return happening_of([told for told in happening.tellings if (told.passage.publisher or "?") in (one, other)])
