"""The same event in several reports: joined into one happening when a report is added.

Two tellings are one happening where they are of one type, of days that fit, between the same parties, and in no other
place. Verbal acts repeat themselves daily between the same parties, so they must also share their words. What is
planned or only possible is joined with its like, never with what happened. Where in doubt, they stay two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Date, Select, bindparam, delete, exists, func, select, update

from dragoman.ledger.names import folded
from dragoman.ledger.passages import text_between
from dragoman.ledger.statuses import not_rejected
from dragoman.ledger.stems import content_stems, stems
from dragoman.ledger.store import insert_row, insert_rows
from dragoman.ledger.tables import actors, articles, event_parties, events, happenings

NEAR = timedelta(days=2)
"""How far apart two reports may be that don't give the day of what they tell; own choice, 2026-11."""
LONGEST = timedelta(days=7)
"""A longer time than this is no day of a happening: "in 2015" fits too much."""
ALIKE, ALIKE_IN_SAYING = 0.3, 0.5
"""Share of common words, without the parties' names, from which on two passages may tell one event; verbal acts need
more. Own choice, 2026-11, after reading what 300 releases of the State Department and the samples gave."""
NEVER = 9.0
LEAST_SHARED = 2
"""So many words must be shared where the days don't tell that it is one event: "to defend itself" says nothing."""

TOLD = frozenset({"happened", "ongoing", "denied", "not_done", "alleged"})
SAYING = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})
BETWEEN = frozenset({"CONSULT", "COOPERATE"})
"""Types in which both sides do the same: who is named first says nothing."""
BLAMED = frozenset({"ASSAULT", "COERCE", "SANCTION"})
"""Types of which reports differ in who did it."""

NUMBER = re.compile(
    r"\b(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds?|"
    r"thousands?|millions?)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one report tells it, as far as it is compared; parties without a name are left out."""

    number: int
    article: int
    happening: int | None
    type: str
    mode: str | None
    is_told: bool
    day: date
    last_day: date
    day_known: bool
    place: str
    trigger: frozenset[str]
    text: str
    doers: frozenset[int]
    recipients: frozenset[int]
    names: frozenset[str]
    """The stems of the names of those who take part."""

    @property
    def parties(self) -> frozenset[int]:
        """Who takes part, on either side."""
        return self.doers | self.recipients


def join_happenings(connection: Connection, article: int) -> None:
    """Give each event of an article its happening: one that other reports tell, or a new one."""
    own = _tellings(connection, _of_article(), {"own": article})
    joined: list[tuple[int, int]] = []
    taken: set[int] = set()
    for telling in own:
        found = _likest(telling, _candidates(connection, telling), taken)
        if found is not None:
            taken.add(found)
            joined.append((telling.number, found))
    alone = [telling for telling in own if telling.number not in dict(joined)]
    rows = [{"tellings": 1, "day": telling.day} for telling in alone]
    new = zip((telling.number for telling in alone), insert_rows(connection, happenings, rows), strict=True)
    pairs = [{"telling": number, "in_happening": happening} for number, happening in (*joined, *new)]
    if pairs:
        here = update(events).where(events.c.n == bindparam("telling"))
        connection.execute(here.values(happening=bindparam("in_happening")), pairs)
    _count(connection, {happening for _, happening in joined})


def leave_happenings(connection: Connection, article: int) -> None:
    """Take an article's events out of their happenings; those that nobody else tells are gone."""
    own = set(connection.scalars(select(events.c.happening).where(events.c.article == article)))
    connection.execute(update(events).where(events.c.article == article).values(happening=None))
    _count(connection, own)


def part(connection: Connection, event: int) -> int:
    """Let an event be a happening of its own; the number of the happening that it was in."""
    row = connection.execute(select(events.c.happening, events.c.day).where(events.c.n == event)).one()
    alone = insert_row(connection, happenings, {"tellings": 1, "day": row.day})
    connection.execute(update(events).where(events.c.n == event).values(happening=alone))
    _count(connection, {row.happening})
    return int(row.happening)


def put(connection: Connection, event: int, happening: int) -> None:
    """Let an event be a telling of a happening."""
    before = connection.scalar(select(events.c.happening).where(events.c.n == event))
    connection.execute(update(events).where(events.c.n == event).values(happening=happening))
    _count(connection, {before, happening})


def _count(connection: Connection, numbers: Collection[int | None]) -> None:
    if not numbers:
        return
    tellings = select(func.count()).where(events.c.happening == happenings.c.n).scalar_subquery()
    here = happenings.c.n.in_(numbers)
    connection.execute(update(happenings).where(here).values(tellings=tellings))
    connection.execute(delete(happenings).where(here, happenings.c.tellings == 0))


def _candidates(connection: Connection, telling: Telling) -> list[Telling]:
    if not telling.parties:
        return []
    values = {
        "parties": list(telling.parties), "type": telling.type, "own": telling.article,
        "first": telling.day - LONGEST, "last": telling.last_day + NEAR,
    }  # fmt: skip
    return _tellings(connection, _near_by(), values)


@cache
def _events() -> Select[Any]:
    return (
        select(events, text_between(events.c.start, events.c.end).label("text"))
        .join(articles, articles.c.n == events.c.article)
        .where(events.c.day.is_not(None), not_rejected(events))
        .order_by(events.c.n)
    )


@cache
def _of_article() -> Select[Any]:
    return _events().where(events.c.article == bindparam("own"))


@cache
def _near_by() -> Select[Any]:
    """Events of a type about a day, in other articles, in which one of some parties takes part."""
    party = event_parties.alias("party")
    shares = exists().where(
        party.c.event == events.c.n, party.c.actor.in_(bindparam("parties", expanding=True)), party.c.side != "named"
    )
    return _events().where(
        events.c.type == bindparam("type"), events.c.article != bindparam("own"), shares,
        events.c.day.between(bindparam("first", type_=Date), bindparam("last", type_=Date)),
    )  # fmt: skip


@cache
def _parties() -> Select[Any]:
    """Who takes part in some events, of those that have a name."""
    return (
        select(event_parties.c.event, event_parties.c.side, event_parties.c.actor, actors.c.name)
        .join(actors, actors.c.n == event_parties.c.actor)
        .where(event_parties.c.event.in_(bindparam("events", expanding=True)), ~actors.c.unnamed)
    )


def _tellings(connection: Connection, query: Select[Any], values: Mapping[str, Any]) -> list[Telling]:
    rows = connection.execute(query, values).all()
    sides: dict[tuple[int, str], set[int]] = defaultdict(set)
    named: dict[int, set[str]] = defaultdict(set)
    for event, side, actor, name in connection.execute(_parties(), {"events": [row.n for row in rows]}) if rows else ():
        sides[event, side].add(actor)
        named[event] |= content_stems(name)
    return [
        Telling(
            number=row.n, article=row.article, happening=row.happening, type=row.type, mode=row.mode,
            is_told=row.reality in TOLD, day=row.day, last_day=max(row.day, row.last_day or row.day),
            day_known=row.day_known, place=folded(row.place or ""), trigger=frozenset(stems(row.trigger)),
            text=row.text, doers=frozenset(sides[row.n, "actor"]), recipients=frozenset(sides[row.n, "recipient"]),
            names=frozenset(named[row.n]),
        )
        for row in rows
    ]  # fmt: skip


def _likest(telling: Telling, candidates: Iterable[Telling], taken: set[int]) -> int | None:
    """The happening that a telling belongs to; one of which the article has no other telling yet."""
    scored: dict[int, float] = {}
    refused: set[int] = set(taken)
    for other in candidates:
        if other.happening is None or other.happening in refused:
            continue
        likeness = same_happening(telling, other)
        if likeness is not None:
            scored[other.happening] = max(likeness, scored.get(other.happening, 0.0))
    return max(scored, key=lambda number: (scored[number], -number), default=None)


def same_happening(one: Telling, other: Telling) -> float | None:
    """How alike two tellings of one happening are; ``None`` where they are taken for two."""
    if one.type != other.type or one.is_told != other.is_told or (one.mode and other.mode and one.mode != other.mode):
        return None
    if not _days_fit(one, other) or not _places_fit(one.place, other.place):
        return None
    shared, likeness = _likeness(one, other)
    is_of_one_day = one.day_known and other.day_known and bool(one.trigger & other.trigger)
    if not _parties_fit(one, other):
        can_blame = one.type in BLAMED and one.recipients & other.recipients and one.day_known and other.day_known
        needed = ALIKE_IN_SAYING if can_blame else NEVER
    elif one.type in SAYING:
        needed = ALIKE_IN_SAYING if shared >= LEAST_SHARED and one.recipients & other.recipients else NEVER
    elif not one.recipients & other.recipients and one.type not in BETWEEN:
        needed = ALIKE_IN_SAYING if shared >= LEAST_SHARED else NEVER
    elif is_of_one_day:
        needed = 0.0
    else:
        needed = ALIKE if one.trigger & other.trigger or shared >= LEAST_SHARED else NEVER
    return likeness if likeness >= needed else None


def _likeness(one: Telling, other: Telling) -> tuple[int, float]:
    """How many words two passages share besides the names of those who take part in both, and how much that is."""
    first, second = (content_stems(each.text) - each.names for each in (one, other))
    shared = first & second
    return len(shared), len(shared) / min(len(first), len(second)) if shared else 0.0


def _days_fit(one: Telling, other: Telling) -> bool:
    if one.day_known and other.day_known:
        is_short = one.last_day - one.day <= LONGEST and other.last_day - other.day <= LONGEST
        return is_short and one.day <= other.last_day and other.day <= one.last_day
    return one.day - NEAR <= other.last_day and other.day - NEAR <= one.last_day


def _places_fit(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w{3,}", place)) for place in (one, other))
    return not first or not second or bool(first & second)


def _parties_fit(one: Telling, other: Telling) -> bool:
    if one.type in BETWEEN:
        shared = one.parties & other.parties
        return len(shared) >= min(2, len(one.parties), len(other.parties)) and len(shared) >= 2
    if not one.doers & other.doers:
        return False
    if one.recipients and other.recipients:
        return bool(one.recipients & other.recipients)
    return one.recipients == other.recipients or (one.day_known and other.day_known)


def numbers_in(text: str) -> Sequence[str]:
    """The numbers that a passage gives, in figures or as words, without years and days of the month."""
    return [word.replace(",", "") for word in NUMBER.findall(text) if not YEAR.fullmatch(word)]
