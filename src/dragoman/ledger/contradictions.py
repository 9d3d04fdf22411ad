"""Words against words and words against deeds: pairs of passages that can't both be right.

Nothing is called a contradiction without both passages, both days and both sources. Two stands of which one hangs on a
condition don't contradict each other, and a stand that came later is a change of mind (see `stands.shifts_in`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations

from msgspec import Struct
from sqlalchemy import Connection

from dragoman.ledger.happenings import Told, find_told
from dragoman.ledger.stances import DIRECTIONS
from dragoman.ledger.stands import Stand, find_stands, histories_of

SAME_TIME = timedelta(days=7)
"""How far apart two stands of one holder may lie and still be of one time; own choice, 2026-11."""

DENIED, FACTS = ("denied", "not_done"), ("happened", "ongoing")


class Contradiction(Struct, frozen=True, kw_only=True):
    """Two stands of one holder at one time, or a deed that one source denies and another tells."""

    what: str
    days_apart: int
    stands: tuple[Stand, ...] = ()
    events: tuple[Told, ...] = ()


def find_contradictions(
    connection: Connection,
    *,
    actor: Sequence[int] = (),
    first: date | None = None,
    last: date | None = None,
    within: timedelta = SAME_TIME,
    limit: int | None = None,
) -> list[Contradiction]:
    """Contradictions of some actors, or of everybody, oldest first.

    Args:
        connection: An open connection.
        actor: Numbers of actors: holders of the stands, or parties to the events.
        first: From this day on.
        last: Up to this day.
        within: How far apart two passages may be in time.
        limit: At most so many stands, and so many denials, are looked at, the latest.
    """
    stands = [
        stand
        for stand in find_stands(connection, holder=actor, at=last, limit=limit)
        if stand.day and (first is None or stand.day >= first)
    ]
    found = [pair for history in histories_of(stands) for pair in _between_stands(history, within)]
    for reality in DENIED:
        denials = find_told(connection, party=actor, reality=reality, first=first, last=last, limit=limit)
        found += [pair for denial in denials for pair in _against_denial(connection, denial, within)]
    return sorted(found, key=_first_day)


def _first_day(found: Contradiction) -> date:
    days = [*(stand.day for stand in found.stands), *(event.day for event in found.events)]
    return min(day or date.min for day in days)


def _between_stands(history: Sequence[Stand], within: timedelta) -> Iterable[Contradiction]:
    for one, other in combinations(history, 2):
        assert one.day is not None and other.day is not None
        apart = abs(one.day - other.day)
        if apart > within or one.conditions or other.conditions:
            continue
        if DIRECTIONS[one.stance] * DIRECTIONS[other.stance] < 0:
            what = f"{one.holder} {one.act}, and {other.act}: {one.issue or one.issue_text}".replace("_", " ")
            yield Contradiction(what=what, days_apart=apart.days, stands=(one, other))


def _against_denial(connection: Connection, denial: Told, within: timedelta) -> Iterable[Contradiction]:
    if denial.day is None or not denial.actor_numbers:
        return
    told = find_told(
        connection, actor=denial.actor_numbers, recipient=denial.recipient_numbers, type_=denial.type,
        first=denial.day - within, last=(denial.last_day or denial.day) + within,
    )  # fmt: skip
    for event in told:
        if event.reality in FACTS and event.day is not None:
            who = ", ".join(denial.actors)
            what = f"{who} {event.type}: {denial.reality.replace('_', ' ')} here, told as {event.reality} there"
            yield Contradiction(what=what, days_apart=abs(event.day - denial.day).days, events=(denial, event))
