"""What has to happen before a stand changes, who can do it, and whether it has happened.

The status of each condition is worked out when reports are added (see `dragoman.ledger.statuses`). Events of the same
body that fall short are shown with what they lack, so that nobody has to look for them again: a vote for another
government meets nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Select, bindparam, exists, select

from dragoman.ledger.deeds import deeds_that_are
from dragoman.ledger.happenings import Told, told_by_number
from dragoman.ledger.passages import Passage
from dragoman.ledger.stands import Stand, StatedCondition, stands_by_number
from dragoman.ledger.statuses import done_to, not_rejected, object_words
from dragoman.ledger.tables import (
    actors,
    articles,
    condition_about,
    condition_who,
    conditions,
    event_parties,
    events,
    position_held,
    positions,
)

type Status = Literal["open", "met", "broken", "overtaken"]

MOST_NEAR_MISSES = 5
"""So many events that fall short are shown with a condition, the latest."""
NEAR_MISSES_FROM = 6
"""So many events of a body with a deed are looked at for near misses, the latest."""


class Deed(Struct, frozen=True, kw_only=True):
    """An event that bears on a condition."""

    fact: str
    day: date | None
    type: str
    reality: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    why: str
    """Why it meets the condition, breaks it, or falls short of it."""
    passage: Passage


class Waiting(Struct, frozen=True, kw_only=True):
    """A condition with the stand that hangs on it, and its status in the ledger."""

    status: Status
    score: float | None
    """How sure the status is; ``None`` for an open condition."""
    condition: StatedCondition
    about: tuple[str, ...]
    """The actors on whom the deed must be done."""
    stand: Stand
    by: Deed | None = None
    """The event that met it or broke it."""
    later: Stand | None = None
    """The later stand that overtook it."""
    near_misses: tuple[Deed, ...] = ()


def find_conditions(
    connection: Connection,
    *,
    on: Sequence[int] = (),
    holder: Sequence[int] = (),
    of: Sequence[int] = (),
    status: Status | None = None,
    limit: int | None = None,
) -> list[Waiting]:
    """Conditions with their status, the latest stands last.

    Args:
        connection: An open connection.
        on: Numbers of actors of whom one must act.
        holder: Numbers of actors whose stand it is.
        of: Numbers of the stands whose conditions are wanted.
        status: Only conditions with this status.
        limit: At most so many, those of the latest stands.
    """
    query = (
        select(conditions.c.n)
        .join(positions, positions.c.n == conditions.c.position)
        .join(articles, articles.c.n == positions.c.article)
        .where(not_rejected(positions))
    )
    by_day: Any = conditions.c.day
    if on:
        query = query.join(condition_who, condition_who.c.condition == conditions.c.n)
        query = query.where(condition_who.c.actor.in_(on))
        by_day = condition_who.c.day
    if holder:
        held = select(position_held.c.position).where(position_held.c.actor.in_(holder))
        query = query.where(conditions.c.position.in_(held))
    if of:
        query = query.where(conditions.c.position.in_(of))
    if status is not None:
        query = query.where(conditions.c.status == status)
    found = connection.scalars(query.order_by(by_day.desc().nulls_last(), conditions.c.n.desc()).limit(limit))
    return conditions_by_number(connection, list(dict.fromkeys(found))[::-1])


def conditions_by_number(connection: Connection, numbers: Sequence[int]) -> list[Waiting]:
    """Some conditions with their status, in the order of their numbers as given."""
    rows = {row.n: row for row in connection.execute(_rows().where(conditions.c.n.in_(numbers)))}
    later = {row.later for row in rows.values() if row.later is not None}
    stands = stands_by_number(connection, {row.position for row in rows.values()} | later)
    about = _about(connection, numbers)
    stated = {one.number: one for stand in stands.values() for one in stand.conditions}
    deeds = _Deeds(connection, rows, stated)
    return [
        Waiting(
            status=row.status, score=row.score, condition=stated[row.n],
            about=tuple(about.get(row.n, {}).values()), stand=stands[row.position], by=deeds.that_met(row),
            later=stands.get(row.later), near_misses=tuple(deeds.near_misses(row, about.get(row.n, {}))),
        )
        for row in (rows[number] for number in numbers)
    ]  # fmt: skip


def _rows() -> Any:
    return select(
        conditions, positions.c.article, positions.c.start.label("stand_start"), positions.c.end.label("stand_end")
    ).join(positions, positions.c.n == conditions.c.position)


def _about(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[int, str]]:
    """The actors on whom the deeds must be done, by condition: number and name."""
    query = (
        select(condition_about.c.condition, actors.c.n, actors.c.name)
        .join(actors, actors.c.n == condition_about.c.actor)
        .where(condition_about.c.condition.in_(numbers))
        .order_by(condition_about.c.appearance)
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for condition, number, name in connection.execute(query):
        found[condition][number] = name
    return found


class _Deeds:
    """The events that bear on some conditions: those that met them, and those that fell short."""

    def __init__(self, connection: Connection, rows: Mapping[int, Any], stated: Mapping[int, StatedCondition]) -> None:
        self._connection = connection
        self._stated = stated
        self._done: dict[tuple[tuple[int, ...], str], Sequence[Any]] = {}
        for row in rows.values():
            key = (stated[row.n].who_numbers, row.deed)
            if all(key) and key not in self._done:
                values = {"who": list(key[0]), "deeds": deeds_that_are(row.deed)}
                self._done[key] = connection.execute(_done(), values).all()[::-1]
        numbers = {row.by_event for row in rows.values() if row.by_event is not None}
        numbers |= {event.n for done in self._done.values() for event in done}
        self._told = {told.number: told for told in told_by_number(connection, numbers)}

    def that_met(self, row: Any) -> Deed | None:
        """The event that met or broke a condition."""
        told = self._told.get(row.by_event)
        return _deed(told, "it names the body, the deed and what it is done to") if told else None

    def near_misses(self, row: Any, objects: Mapping[int, str]) -> list[Deed]:
        """Events in which the body that must act does the deed, or its contrary, and which meet nothing."""
        condition = self._stated[row.n]
        if row.status == "overtaken":
            return []
        near: dict[int, Deed] = {}
        for event in self._done.get((condition.who_numbers, row.deed or ""), ()):
            is_inside = event.article == row.article and event.start >= row.stand_start and event.end <= row.stand_end
            if event.n != row.by_event and not is_inside and (row.day is None or (event.day or date.max) >= row.day):
                told = self._told[event.n]
                lack = self._lack(row, event, told, condition, objects)
                near |= {event.n: _deed(told, lack)} if lack else {}
        return list(near.values())[-MOST_NEAR_MISSES:]

    def _lack(
        self, row: Any, event: Any, told: Told, condition: StatedCondition, objects: Mapping[int, str]
    ) -> str | None:
        """What an event of the body lacks to meet the condition."""
        if objects and not objects.keys() & set(told.recipient_numbers) and not self._names(event.n, objects):
            whom = ", ".join(told.recipients) or "somebody who isn't named"
            return f"done to {whom}, not to {', '.join(objects.values())}"
        if not objects:
            wanted = object_words(self._connection, _Worded(condition.text, row.deed), condition.who_numbers)
            if not done_to(wanted, row.issue, _Worded(told.passage.text, row.deed, event.issue)):
                return "nothing says that it was done to what the condition names"
        if told.reality != "happened":
            return f"told as {told.reality.replace('_', ' ')}, not as a fact"
        if row.day is None or told.day is None:
            return "the day of the stand or of the deed isn't known"
        if event.undone is not (condition.negated is not (row.kind == "as_long_as")):
            return "it still holds" if row.kind == "as_long_as" else "the contrary was done"
        return None

    def _names(self, event: int, objects: Iterable[int]) -> bool:
        named = select(
            exists().where(
                event_parties.c.event == event,
                event_parties.c.actor.in_(list(objects)),
                event_parties.c.side == "named",
            )
        )
        return bool(self._connection.scalar(named))


@cache
def _done() -> Select[Any]:
    """The latest events in which one of some bodies does one of some deeds."""
    columns = (
        events.c.n,
        events.c.article,
        events.c.start,
        events.c.end,
        events.c.day,
        events.c.undone,
        events.c.issue,
    )
    return (
        select(*columns)
        .join(event_parties, event_parties.c.event == events.c.n)
        .join(articles, articles.c.n == events.c.article)
        .where(
            event_parties.c.actor.in_(bindparam("who", expanding=True)), event_parties.c.side == "actor",
            events.c.deed.in_(bindparam("deeds", expanding=True)), not_rejected(events),
        )
        .order_by(event_parties.c.day.desc(), events.c.n.desc())
        .limit(NEAR_MISSES_FROM)
    )  # fmt: skip


class _Worded(Struct, frozen=True):
    text: str
    deed: str | None
    issue: str | None = None


def _deed(told: Told, why: str) -> Deed:
    return Deed(
        fact=told.fact, day=told.day, type=told.type, reality=told.reality, actors=told.actors,
        recipients=told.recipients, why=why, passage=told.passage,
    )  # fmt: skip
