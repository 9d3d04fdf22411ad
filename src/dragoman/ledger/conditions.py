"""What has to happen before a stand changes, who can do it, and whether it has happened.

A condition is met only by an event in which the body that it names does the deed that it names to the object that it
names, on the day of the stand or later, and the event must be told as a fact. The same body's vote for another
government meets nothing; such near misses are kept, so that nobody has to look for them again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, and_, or_, select

from dragoman.ledger.passages import Passage, passage_columns, passage_of
from dragoman.ledger.stances import DIRECTIONS
from dragoman.ledger.stands import Stand, StatedCondition, stands_by_number
from dragoman.ledger.stems import content_stems
from dragoman.ledger.tables import (
    actors,
    appearances,
    articles,
    condition_about,
    condition_who,
    conditions,
    event_parties,
    events,
    names,
    position_toward,
    positions,
    reviews,
)
from dragoman.ledger.topics import deed_words, does

type Status = Literal["open", "met", "broken", "overtaken"]

SURE, BY_WORDS_ONLY, ON_ANOTHERS_WORD = 0.9, 0.7, 0.6
"""How sure it is that an event meets a condition: the object is a known actor, only its words agree, the event is
told by a source that the report doesn't vouch for. Own estimates, 2026-11."""

MOST_NEAR_MISSES = 5
"""So many events that fall short are kept with a condition, the latest."""

FACTS = ("happened", "ongoing")


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
        limit: At most so many conditions are looked at, the latest.
    """
    query = (
        select(conditions.c.n, conditions.c.position)
        .join(positions, positions.c.n == conditions.c.position)
        .join(articles, articles.c.n == positions.c.article)
        .outerjoin(reviews, and_(reviews.c.article == articles.c.id, reviews.c.fact == positions.c.id))
        .where(or_(reviews.c.verdict.is_(None), reviews.c.verdict != "reject"))
    )
    if on:
        must_act = select(condition_who.c.condition).join(appearances).where(appearances.c.actor.in_(on))
        query = query.where(conditions.c.n.in_(must_act))
    if holder:
        held = select(appearances.c.n).where(appearances.c.actor.in_(holder))
        query = query.where(positions.c.holder.in_(held))
    if of:
        query = query.where(conditions.c.position.in_(of))
    query = query.order_by(positions.c.day.desc().nulls_last(), conditions.c.n.desc()).limit(limit)
    rows = list(connection.execute(query))[::-1]
    stands = stands_by_number(connection, {row.position for row in rows})
    about = _about(connection, [row.n for row in rows])
    deeds = _Deeds(connection)
    found = []
    for row in rows:
        stand = stands[row.position]
        condition = next(stated for stated in stand.conditions if stated.number == row.n)
        waiting = _status_of(connection, deeds, stand, condition, about.get(row.n, {}))
        if status is None or waiting.status == status:
            found.append(waiting)
    return found


def _about(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[int, str]]:
    """The actors that are named in conditions and need not act, by condition: number and name."""
    query = (
        select(condition_about.c.condition, actors.c.n, actors.c.name)
        .join(appearances, appearances.c.n == condition_about.c.appearance)
        .join(actors, actors.c.n == appearances.c.actor)
        .where(condition_about.c.condition.in_(numbers))
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for condition, number, name in connection.execute(query):
        found[condition][number] = name
    return found


def _status_of(
    connection: Connection, deeds: _Deeds, stand: Stand, condition: StatedCondition, about: dict[int, str]
) -> Waiting:
    objects = about or dict(zip(stand.toward_numbers, stand.toward, strict=True))
    objects = {number: name for number, name in objects.items() if number not in condition.who_numbers}
    forms = _forms_of(connection, objects)
    words = _object_words(condition, forms | _forms_of(connection, condition.who_numbers))
    near: list[Deed] = []
    own = _Place(stand.passage.article, stand.passage.start, stand.passage.end)
    for found in deeds.since(condition, stand.day):
        if own.holds(found[0]):  # the condition's own words are no deed
            continue
        verdict, score, deed = _weigh(found, stand, condition, _Object(objects, forms, words))
        if verdict in ("met", "broken"):
            return Waiting(
                status=verdict, score=score, condition=condition, about=tuple(objects.values()), stand=stand, by=deed,
                near_misses=tuple(near[-MOST_NEAR_MISSES:]),
            )  # fmt: skip
        near.append(deed)
    later = _overtaking(connection, stand)
    return Waiting(
        status="overtaken" if later else "open", score=SURE if later else None, condition=condition,
        about=tuple(objects.values()), stand=stand, later=later, near_misses=tuple(near[-MOST_NEAR_MISSES:]),
    )  # fmt: skip


def _forms_of(connection: Connection, numbers: Iterable[int]) -> frozenset[str]:
    return frozenset(connection.scalars(select(names.c.form).where(names.c.actor.in_(list(numbers)))))


def _object_words(condition: StatedCondition, forms: Iterable[str]) -> frozenset[str]:
    """The words of a condition that name what the deed is done to, where no actor does."""
    of_names = frozenset[str]().union(*(content_stems(form) for form in forms))
    return content_stems(condition.text) - of_names - deed_words(condition.deed or "")


type Parties = tuple[dict[int, str], dict[int, str]]
"""Who did it, and to whom: numbers and names."""


class _Deeds:
    """The events in which some actors do some deed, or its contrary; looked up once for each pair."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[tuple[tuple[int, ...], str], list[tuple[Any, Parties]]] = {}

    def since(self, condition: StatedCondition, day: date | None) -> Iterator[tuple[Any, Parties]]:
        """Events with the condition's deed by a body that it names, oldest first; none from before the day."""
        if condition.deed is None or not condition.who_numbers:
            return
        key = (condition.who_numbers, condition.deed)
        if key not in self._found:
            rows = [row for row in self._rows(condition.who_numbers) if does(condition.deed, row.p_text) is not None]
            by_event = self._parties([row.n for row in rows])
            self._found[key] = [(row, by_event[row.n]) for row in rows]
        for row, parties in self._found[key]:
            if day is None or row.day is None or row.day >= day:
                yield row, parties

    def _rows(self, who: Sequence[int]) -> Sequence[Any]:
        does_it = (
            select(event_parties.c.event)
            .join(appearances, appearances.c.n == event_parties.c.appearance)
            .where(appearances.c.actor.in_(who), event_parties.c.side == "actor")
        )
        query = (
            select(events, *passage_columns(events.c.start, events.c.end))
            .join(articles, articles.c.n == events.c.article)
            .outerjoin(reviews, and_(reviews.c.article == articles.c.id, reviews.c.fact == events.c.id))
            .where(events.c.n.in_(does_it), or_(reviews.c.verdict.is_(None), reviews.c.verdict != "reject"))
            .order_by(events.c.day, events.c.n)
        )
        return self._connection.execute(query).all()

    def _parties(self, numbers: Sequence[int]) -> dict[int, Parties]:
        query = (
            select(event_parties.c.event, event_parties.c.side, actors.c.n, actors.c.name)
            .join(appearances, appearances.c.n == event_parties.c.appearance)
            .join(actors, actors.c.n == appearances.c.actor)
            .where(event_parties.c.event.in_(numbers))
        )
        found: dict[int, Parties] = defaultdict(lambda: ({}, {}))
        for event, side, number, name in self._connection.execute(query):
            found[event][side == "recipient"][number] = name
        return found


class _Place(Struct, frozen=True):
    article: str
    start: int
    end: int

    def holds(self, row: Any) -> bool:
        """True where an event is told inside this passage."""
        return bool(row.p_article == self.article and row.p_start >= self.start and row.p_end <= self.end)


class _Object(Struct, frozen=True):
    """What a condition's deed is to be done to: actors with their name forms, or words where there is no actor."""

    actors: dict[int, str]
    forms: frozenset[str]
    words: frozenset[str]


def _weigh(
    found: tuple[Any, Parties], stand: Stand, condition: StatedCondition, wanted: _Object
) -> tuple[Status, float, Deed]:
    """Whether an event of the body that must act meets the condition, and if not, what it lacks."""
    row, (doers, recipients) = found
    lack = _object_lack(row.p_text, recipients, wanted) or _fact_lack(row, stand) or _deed_lack(condition, row.p_text)
    deed = Deed(
        fact=row.id, day=row.day, type=row.type, reality=row.reality,
        actors=tuple(doers.values()), recipients=tuple(recipients.values()),
        why=lack or "it names the body, the deed and what it is done to", passage=passage_of(row),
    )  # fmt: skip
    if lack:
        return "open", 0.0, deed
    score = SURE if wanted.actors else BY_WORDS_ONLY
    if row.statement is not None:
        score = min(score, ON_ANOTHERS_WORD)
    return ("broken" if condition.kind == "as_long_as" else "met"), score, deed


def _object_lack(text: str, recipients: dict[int, str], wanted: _Object) -> str | None:
    """Why an event isn't done to what the condition names; ``None`` where it is."""
    if not wanted.actors:
        same = wanted.words & content_stems(text)
        return None if same else "nothing says that it was done to what the condition names"
    if wanted.actors.keys() & recipients.keys():
        return None
    if not recipients and any(form in text for form in wanted.forms):
        return None
    whom = ", ".join(recipients.values()) or "somebody who isn't named"
    return f"done to {whom}, not to {', '.join(wanted.actors.values())}"


def _fact_lack(row: Any, stand: Stand) -> str | None:
    """Why an event can't be counted as a fact of a day after the stand."""
    if row.reality not in FACTS:
        return f"told as {row.reality.replace('_', ' ')}, not as a fact"
    return "the day of the stand or of the deed isn't known" if row.day is None or stand.day is None else None


def _deed_lack(condition: StatedCondition, text: str) -> str | None:
    done = bool(does(condition.deed or "", text)) is not condition.negated
    if condition.kind == "as_long_as":  # such a condition is broken by the contrary, and never met for good
        return "it still holds" if done else None
    return None if done else "the contrary was done"


def _overtaking(connection: Connection, stand: Stand) -> Stand | None:
    """The first later stand of the same holder on the same issue towards the same actor that points another way."""
    if stand.day is None or stand.issue is None:
        return None
    holder = select(appearances.c.n).where(appearances.c.actor == stand.holder_number)
    query = (
        select(positions.c.n)
        .where(positions.c.holder.in_(holder), positions.c.issue == stand.issue, positions.c.day > stand.day)
        .order_by(positions.c.day, positions.c.n)
    )
    if stand.toward_numbers:
        subject = select(position_toward.c.position).join(appearances)
        query = query.where(positions.c.n.in_(subject.where(appearances.c.actor.in_(stand.toward_numbers))))
    else:
        query = query.where(positions.c.n.not_in(select(position_toward.c.position)))
    later = stands_by_number(connection, connection.scalars(query)).values()
    turned = [one for one in later if DIRECTIONS[one.stance] != DIRECTIONS[stand.stance]]
    return min(turned, key=lambda one: (one.day or date.max, one.number), default=None)
