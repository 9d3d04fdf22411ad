"""What changed since a day: stands taken and shifted, conditions set and met, contradictions, meetings.

A stand is new where its holder has none before on the same matter towards the same actor, and shifted where he stood
elsewhere or on other terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, func, select

from dragoman.ledger.conditions import Waiting, find_conditions
from dragoman.ledger.contradictions import Contradiction, find_contradictions
from dragoman.ledger.happenings import Told, find_told
from dragoman.ledger.stands import Stand, change, histories_of, stands_by_number
from dragoman.ledger.tables import articles, position_held, positions, reviews

type Kind = Literal["new", "shifted", "repeated"]

PRIORS = 10
"""So many earlier stands of a holder on a matter are compared, the latest."""
RECENT = timedelta(days=30)
"""How far before the last report the first page begins, unless the reader picks a day."""
MEETING = "CONSULT"


class Change(Struct, frozen=True, kw_only=True):
    """A stand taken since the day, and how it compares with what its holder said before."""

    kind: Kind
    what: str | None
    """What is different, in a few words; ``None`` for a new stand and a repeated one."""
    stand: Stand
    before: Stand | None


class Unreviewed(Struct, frozen=True, kw_only=True):
    """How much of the record somebody has looked at."""

    facts: int
    accepted: int
    rejected: int


class Changes(Struct, frozen=True, kw_only=True):
    """What changed since a day."""

    since: date
    last: date | None
    """The day of the latest report."""
    stands: tuple[Change, ...]
    """The latest first."""
    conditions: tuple[Waiting, ...]
    """Of stands since the day, and those that an event met, broke or overtook since then; the latest first."""
    disputed: tuple[int, ...]
    """Numbers of the conditions above whose deed is told by one source and denied by another."""
    contradictions: tuple[Contradiction, ...]
    meetings: tuple[Told, ...]
    """The latest first."""


def changes_since(
    connection: Connection,
    since: date | None = None,
    *,
    actor: Sequence[int] = (),
    limit: int = 40,
) -> Changes:
    """What changed since a day; by default since thirty days before the latest report.

    Args:
        connection: An open connection.
        since: The day.
        actor: Numbers of actors whose stands, and whose meetings, are wanted; everybody's where it is empty.
        limit: At most so many rows of each kind, the latest.
    """
    latest = connection.scalar(select(func.max(articles.c.day)))
    if since is None:
        since = latest - RECENT if latest else date.min
    stands = _stands_since(connection, since, actor, limit)
    waiting = find_conditions(connection, holder=actor, limit=limit)[::-1]
    touched = tuple(one for one in waiting if _touched(one) >= since)
    found = find_contradictions(connection, actor=actor, first=since, limit=5 * limit)
    meetings = find_told(connection, party=actor, type_=MEETING, first=since, limit=limit)
    return Changes(
        since=since, last=latest, stands=tuple(stands),
        conditions=touched, disputed=tuple(_disputed(touched, found)), contradictions=tuple(found[:limit]),
        meetings=tuple(meetings[::-1]),
    )  # fmt: skip


def reviewed_of(connection: Connection) -> Unreviewed:
    """How many facts the ledger has, and how many of them somebody has accepted or rejected."""
    counts = connection.execute(
        select(func.sum(articles.c.statements), func.sum(articles.c.events), func.sum(articles.c.positions))
    ).one()
    verdicts = dict(map(tuple, connection.execute(select(reviews.c.verdict, func.count()).group_by(reviews.c.verdict))))
    facts = sum(count or 0 for count in counts)
    return Unreviewed(facts=facts, accepted=verdicts.get("accept", 0), rejected=verdicts.get("reject", 0))


def _disputed(waiting: Iterable[Waiting], found: Iterable[Contradiction]) -> Iterator[int]:
    told_two_ways = {(event.passage.article, event.fact) for pair in found for event in pair.events}
    for one in waiting:
        deeds = [*([one.by] if one.by else []), *one.near_misses]
        if any((deed.passage.article, deed.fact) in told_two_ways for deed in deeds):
            yield one.condition.number


def _touched(waiting: Waiting) -> date:
    """The latest day on which something happened to a condition: it was set, or met, or overtaken."""
    days = [waiting.stand.day, waiting.by and waiting.by.day, waiting.later and waiting.later.day]
    return max((day for day in days if day), default=date.min)


def _stands_since(connection: Connection, since: date, actor: Sequence[int], limit: int) -> list[Change]:
    numbers = (
        select(positions.c.n).where(positions.c.day >= since).order_by(positions.c.day.desc(), positions.c.n.desc())
    )
    if actor:
        numbers = numbers.where(
            positions.c.n.in_(
                select(position_held.c.position).where(position_held.c.actor.in_(actor), position_held.c.day >= since)
            )
        )
    chosen = connection.scalars(numbers.limit(limit)).all()
    stands = [stand for stand in stands_by_number(connection, chosen).values() if stand.verdict != "reject"]
    found: dict[int, Change] = {}
    for history in histories_of([*_priors(connection, stands), *stands]):
        for place, stand in enumerate(history):
            if stand.number in set(chosen):
                one = _compared(stand, history[place - 1] if place else None)
                found[stand.number] = min(found.get(stand.number, one), one, key=_weight)
    return sorted(found.values(), key=lambda one: (one.stand.day or since, one.stand.number), reverse=True)


def _compared(stand: Stand, before: Stand | None) -> Change:
    what = change(before, stand) if before is not None and before.day != stand.day else None
    kind: Kind = "new" if before is None else "shifted" if what else "repeated"
    return Change(kind=kind, what=what, stand=stand, before=before)


def _weight(one: Change) -> int:
    """A stand towards two actors stands in two histories: a shift in either is a shift."""
    return ("shifted", "repeated", "new").index(one.kind)


def _priors(connection: Connection, stands: Sequence[Stand]) -> list[Stand]:
    """Stands of the same holders on the same matters from before the earliest of these."""
    before = min((stand.day for stand in stands if stand.day), default=date.min)
    numbers: list[int] = []
    for holder, issue in dict.fromkeys((stand.holder_number, stand.issue) for stand in stands):
        earlier = (
            select(positions.c.n)
            .where(positions.c.holder_actor == holder, positions.c.issue == issue, positions.c.day < before)
            .order_by(positions.c.day.desc(), positions.c.n.desc())
            .limit(PRIORS)
        )
        numbers += connection.scalars(earlier)
    return [stand for stand in stands_by_number(connection, numbers).values() if stand.verdict != "reject"]
