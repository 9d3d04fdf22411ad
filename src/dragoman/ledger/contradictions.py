"""Words against words and words against deeds: pairs of passages that can't both be right.

There are three sorts: a holder against himself at the same time; a holder's words against what he then did; two sources
about one happening. Nothing is called a contradiction without both passages, both days and both sources. Two stands of
which one hangs on a condition don't contradict each other, and a stand that came later is a change of mind (see
`stands.shifts_in`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, select

from dragoman.ledger.happenings import Told, find_told, told_by_number
from dragoman.ledger.stances import direction_of
from dragoman.ledger.stands import SHORT, Stand, find_stands, histories_of, is_one_matter
from dragoman.ledger.stems import content_stems
from dragoman.ledger.tables import event_parties, events

type Sort = Literal["one holder at one time", "words against deeds", "two sources on one happening"]

SAME_TIME = timedelta(days=7)
"""How far apart two stands of one holder may lie and still be of one time; own choice, 2026-11."""
KEPT_FOR = timedelta(days=90)
"""For how long a refusal or a promise is held against what its holder does; own choice, 2026-11."""

DENIED, FACTS = ("denied", "not_done"), ("happened", "ongoing")

BINDING = {"refuses", "will_not", "rules_out", "promises", "will", "offers"}
"""Acts that say what their holder himself will do or not do; what he demands or opposes binds others."""

OWN_WORDS, OTHERS_WORD, WEAK = 0.8, 0.6, 0.5
"""How sure a contradiction is: both in the reports' own voice or a named source's; one on the word of somebody unnamed;
the days of one are only those of the report. Own estimates, 2026-11."""


class Contradiction(Struct, frozen=True, kw_only=True):
    """Two passages that can't both be right."""

    what: str
    days_apart: int
    stands: tuple[Stand, ...] = ()
    events: tuple[Told, ...] = ()
    sort: Sort = "one holder at one time"
    score: float = OWN_WORDS
    """How sure it is, from 0 to 1."""


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
        within: How far apart two stands may be in time.
        limit: At most so many stands, and so many denials, are looked at, the latest.
    """
    stands = [
        stand
        for stand in find_stands(connection, holder=actor, at=last, limit=limit)
        if stand.day and (first is None or stand.day >= first)
    ]
    found = [pair for history in histories_of(stands) for pair in _between_stands(history, within)]
    found += _against_deeds(connection, stands, last)
    denials = find_told(connection, party=actor, realities=DENIED, first=first, last=last, limit=limit)
    found += _against_denials(connection, denials)
    each_once = {_facts(pair): pair for pair in found}
    return sorted(each_once.values(), key=_first_day)


def _facts(found: Contradiction) -> frozenset[tuple[str, str]]:
    facts: list[Stand | Told] = [*found.stands, *found.events]
    return frozenset((one.passage.article, one.fact) for one in facts)


def _first_day(found: Contradiction) -> date:
    days = [*(stand.day for stand in found.stands), *(event.day for event in found.events)]
    return min(day or date.min for day in days)


def _between_stands(history: Sequence[Stand], within: timedelta) -> Iterable[Contradiction]:
    for one, other in combinations(history, 2):
        assert one.day is not None and other.day is not None
        apart = abs(one.day - other.day)
        if apart > within or one.conditions or other.conditions or one.issue is None or not is_one_matter(one, other):
            continue
        if _direction(one) * _direction(other) == -1:
            what = f"{one.holder} {one.act}, and {other.act}: {one.issue}".replace("_", " ")
            yield Contradiction(
                what=what, days_apart=apart.days, stands=(one, other), sort="one holder at one time",
                score=min(map(_sureness, (one, other))),
            )  # fmt: skip


def _direction(stand: Stand) -> int:
    return direction_of(stand.stance, undoes=stand.undoes)


def _sureness(one: Stand | Told) -> float:
    return OTHERS_WORD if one.authority in ("unnamed", "unattributed", "collective") else OWN_WORDS


# --- words against deeds


def _against_deeds(connection: Connection, stands: Sequence[Stand], last: date | None) -> Iterable[Contradiction]:
    """What a holder said he would do or not do, and what he then did to the same actor on the same matter."""
    binding = [
        one
        for one in stands
        if one.act in BINDING and one.issue and one.toward_numbers and not one.conditions
        and len(content_stems(one.issue_text)) <= SHORT
    ]  # fmt: skip
    days = [stand.day for stand in binding if stand.day]
    if not days:
        return
    done = _deeds_of(connection, {stand.holder_number for stand in binding}, {str(stand.issue) for stand in binding},
                     min(days), min(max(days) + KEPT_FOR, last or date.max))  # fmt: skip
    told = {one.number: one for one in told_by_number(connection, [row.n for row in done])}
    by_matter: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in done:
        by_matter[row.actor, row.issue].append(row)
    for stand in binding:
        assert stand.day is not None and stand.issue is not None
        for row in by_matter[stand.holder_number, stand.issue]:
            event = told[row.n]
            after = event.day - stand.day if event.day else timedelta.max
            is_later = timedelta(0) < after <= KEPT_FOR
            is_same = set(stand.toward_numbers) & set(event.recipient_numbers)
            if is_later and is_same and _direction(stand) == (1 if row.undoes else -1):
                act = stand.act.replace("_", " ")
                what = f"{stand.holder} {act}: {stand.issue_text}; and then: {event.type}, told as {event.reality}"
                score = min(_sureness(stand), _sureness(event), OWN_WORDS if event.day_known else WEAK)
                yield Contradiction(
                    what=what, days_apart=after.days, stands=(stand,), events=(event,), sort="words against deeds",
                    score=score,
                )  # fmt: skip


def _deeds_of(connection: Connection, holders: set[int], matters: set[str], first: date, last: date) -> Sequence[Any]:
    query = (
        select(events.c.n, events.c.issue, events.c.undoes, event_parties.c.actor)
        .join(event_parties, event_parties.c.event == events.c.n)
        .where(
            event_parties.c.actor.in_(holders), event_parties.c.side == "actor",
            event_parties.c.day.between(first, last), events.c.issue.in_(matters), events.c.reality.in_(FACTS),
        )
    )  # fmt: skip
    return connection.execute(query).all()


# --- two sources on one happening


def _against_denials(connection: Connection, denials: Sequence[Told]) -> Iterable[Contradiction]:
    """A deed that one source denies and another tells as a fact, where both tell of one happening."""
    told_of = {denial.happening for denial in denials if denial.happening is not None and denial.actor_numbers}
    numbers = connection.scalars(
        select(events.c.n).where(events.c.happening.in_(told_of), events.c.reality.in_(FACTS))
    ).all()
    rivals: dict[int | None, list[Told]] = defaultdict(list)
    for event in told_by_number(connection, numbers):
        if event.verdict != "reject":
            rivals[event.happening].append(event)
    for denial in denials:
        for event in rivals[denial.happening] if denial.happening in told_of else ():
            apart = abs(event.day - denial.day).days if event.day and denial.day else 0
            who = ", ".join(denial.actors)
            what = f"{who} {event.type}: {denial.reality.replace('_', ' ')}, and told as {event.reality}"
            yield Contradiction(
                what=what, days_apart=apart, events=(denial, event), sort="two sources on one happening",
                score=min(_sureness(denial), _sureness(event)),
            )  # fmt: skip
