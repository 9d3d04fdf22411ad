"""Words against words and words against deeds: pairs of passages that can't both be right.

Nothing is called a contradiction without both passages, both days and both sources. Two stands of which one hangs on a
condition don't contradict each other, and a stand that came later is a change of mind (see `stands.shifts_in`).
"""

from __future__ import annotations

from collections import defaultdict
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
    denials = find_told(connection, party=actor, realities=DENIED, first=first, last=last, limit=limit)
    found += _against_denials(connection, denials, within)
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


def _against_denials(connection: Connection, denials: Sequence[Told], within: timedelta) -> Iterable[Contradiction]:
    dated = [denial for denial in denials if denial.day and denial.actor_numbers]
    if not dated:
        return
    days = [denial.day for denial in dated if denial.day]
    who = sorted({number for denial in dated for number in denial.actor_numbers})
    told = find_told(connection, actor=who, realities=FACTS, first=min(days) - within, last=max(days) + within)
    by_deed: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for event in told:
        for number in event.actor_numbers:
            by_deed[event.type, number].append(event)
    for denial in dated:
        rivals = {event.number: event for number in denial.actor_numbers for event in by_deed[denial.type, number]}
        for event in rivals.values():
            apart = abs(event.day - denial.day) if event.day and denial.day else timedelta.max
            if apart <= within and _same_recipients(denial, event):
                who_names = ", ".join(denial.actors)
                what = f"{who_names} {event.type}: {denial.reality.replace('_', ' ')}, and told as {event.reality}"
                yield Contradiction(what=what, days_apart=apart.days, events=(denial, event))


def _same_recipients(one: Told, other: Told) -> bool:
    return bool(set(one.recipient_numbers) & set(other.recipient_numbers)) or not (
        one.recipient_numbers or other.recipient_numbers
    )
