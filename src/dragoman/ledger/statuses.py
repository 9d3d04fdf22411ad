"""Whether conditions are open, met, broken or overtaken: worked out when something is added that bears on them.

A condition is met only by an event in which a body that it names does the deed that it names to what it names, told as
having happened, on the day of the stand or later. It is overtaken where its holder has since turned the other way
without terms. The status follows from the facts alone, so that it is the same in whatever order reports are added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Select, and_, bindparam, exists, or_, select, update

from dragoman.ledger.deeds import deed_words, deeds_that_are, deeds_that_have_others
from dragoman.ledger.passages import text_between
from dragoman.ledger.stances import direction_of
from dragoman.ledger.stems import content_stems
from dragoman.ledger.tables import (
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

SURE, BY_WORDS_ONLY, ON_ANOTHERS_WORD, DAY_OF_THE_REPORT = 0.9, 0.7, 0.6, 0.8
"""How sure it is that an event meets a condition: the object is a known actor, only its words agree, the event is
told by a source that the report doesn't vouch for, only the day of the report is known. Own estimates, 2026-11."""

LOOKED_AT = 50
"""So many events of the body with the deed are compared by their words, the first after the stand."""


def touched_by(connection: Connection, article: int) -> set[int]:
    """The conditions on whose status an article's facts may bear: its own, and those of other articles."""
    return {number for query in _touching() for number in connection.scalars(query, {"own": article})}


@cache
def _touching() -> tuple[Select[Any], ...]:
    """For the article ``own``: its conditions, those whose status rests on it, and those that it may turn."""
    stated = select(conditions.c.n).join(positions, positions.c.n == conditions.c.position)
    told = select(events.c.n).where(events.c.article == bindparam("own"))
    stood = select(positions.c.n).where(positions.c.article == bindparam("own"))
    return (
        stated.where(positions.c.article == bindparam("own")),
        select(conditions.c.n).where(conditions.c.by_event.in_(told)),
        select(conditions.c.n).where(conditions.c.later.in_(stood)),
        _that_stands_may_overtake(),
        _that_events_may_meet(),
    )


def _that_stands_may_overtake() -> Select[Any]:
    """Open conditions of whose holder the article has a later stand on the matter, and those overtaken later still."""
    later, before, known = positions.alias("later"), positions.alias("before"), positions.alias("known")
    is_earlier = exists().where(known.c.n == conditions.c.later, known.c.day > later.c.day)
    return (
        select(conditions.c.n)
        .select_from(later)
        .join(before, and_(before.c.holder_actor == later.c.holder_actor, before.c.issue == later.c.issue))
        .join(conditions, conditions.c.position == before.c.n)
        .where(
            later.c.article == bindparam("own"), before.c.day < later.c.day, before.c.stance != later.c.stance,
            or_(conditions.c.status == "open", is_earlier),
        )
    )  # fmt: skip


def _that_events_may_meet() -> Select[Any]:
    """Conditions of whose bodies the article tells the deed, done to their object, before any that is known."""
    who, about = condition_who, condition_about
    party, known = event_parties.alias("party"), events.alias("known")
    to_them = exists().where(
        about.c.condition == conditions.c.n, party.c.event == events.c.n, party.c.actor == about.c.actor,
        party.c.side != "actor",
    )  # fmt: skip
    is_later = exists().where(known.c.n == conditions.c.by_event, known.c.day <= events.c.day)
    return (
        select(conditions.c.n)
        .select_from(events)
        .join(event_parties, and_(event_parties.c.event == events.c.n, event_parties.c.side == "actor"))
        .join(who, and_(who.c.actor == event_parties.c.actor, who.c.day <= events.c.day))
        .join(conditions, conditions.c.n == who.c.condition)
        .where(
            events.c.article == bindparam("own"),
            events.c.reality == "happened",
            or_(conditions.c.deed == events.c.deed, conditions.c.deed.in_(deeds_that_have_others())),
            events.c.deed.is_not(None),
            or_(to_them, ~exists().where(about.c.condition == conditions.c.n)),
            ~is_later,
        )
    )


def depending_on(connection: Connection, people: Collection[int]) -> set[int]:
    """The conditions that some actors have to meet, that are on them, or whose stand is theirs."""
    held = select(conditions.c.n).join(positions, positions.c.n == conditions.c.position)
    queries = (
        select(condition_who.c.condition).where(condition_who.c.actor.in_(people)),
        select(condition_about.c.condition).where(condition_about.c.actor.in_(people)),
        held.where(positions.c.holder_actor.in_(people)),
    )
    return {number for query in queries for number in connection.scalars(query)}


def renew_statuses(connection: Connection, numbers: Collection[int]) -> None:
    """Work out the status of some conditions anew."""
    rows = connection.execute(_waiting().where(conditions.c.n.in_(numbers))).all() if numbers else []
    who, about = (_actors_of(connection, table, numbers) for table in (condition_who, condition_about))
    for row in rows:
        status = _status_of(connection, row, who[row.n], about[row.n])
        if status != {key: getattr(row, key) for key in status}:
            connection.execute(update(conditions).where(conditions.c.n == row.n).values(status))


@cache
def _waiting() -> Select[Any]:
    return (
        select(
            conditions, positions.c.article, positions.c.start.label("stand_start"),
            positions.c.end.label("stand_end"), positions.c.holder_actor, positions.c.stance, positions.c.undoes,
            positions.c.issue.label("stand_issue"),
            text_between(conditions.c.start, conditions.c.end).label("text"),
        )
        .join(positions, positions.c.n == conditions.c.position)
        .join(articles, articles.c.n == positions.c.article)
    )  # fmt: skip


def _actors_of(connection: Connection, table: Any, numbers: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, actor in connection.execute(
        select(table.c.condition, table.c.actor).where(table.c.condition.in_(numbers)).order_by(table.c.appearance)
    ):
        found[number].append(actor)
    return found


def _status_of(connection: Connection, row: Any, who: Sequence[int], about: Sequence[int]) -> dict[str, Any]:
    met = _met_by(connection, row, who, about)
    if met is not None:
        event, score = met
        status = "broken" if row.kind == "as_long_as" else "met"
        return {"status": status, "score": score, "by_event": event, "later": None}
    later = _overtaken_by(connection, row)
    status = "open" if later is None else "overtaken"
    return {"status": status, "score": None if later is None else SURE, "by_event": None, "later": later}


def _met_by(connection: Connection, row: Any, who: Sequence[int], about: Sequence[int]) -> tuple[int, float] | None:
    """The first event that meets the condition, and how sure that is."""
    if row.deed is None or row.day is None or not who:
        return None
    values = {
        "who": list(who), "about": list(about), "deeds": deeds_that_are(row.deed), "since": row.day,
        "article": row.article, "start": row.stand_start, "end": row.stand_end,
        "undone": row.negated is not (row.kind == "as_long_as"),
    }  # fmt: skip
    if about:
        found = connection.execute(_deeds(by_words=False), values).first()
        return None if found is None else (found.n, _score(found, SURE))
    wanted = object_words(connection, row, who)
    for found in connection.execute(_deeds(by_words=True), values):
        if done_to(wanted, row.issue, found):
            return found.n, _score(found, BY_WORDS_ONLY)
    return None


def _score(event: Any, base: float) -> float:
    limits = [base, *([ON_ANOTHERS_WORD] if event.statement else []), *([] if event.day_known else [DAY_OF_THE_REPORT])]
    return min(limits)


@cache
def _deeds(*, by_words: bool) -> Select[Any]:
    """Events in which a body of ``who`` has done the deed, or its contrary, the first after the stand.

    The condition's own words are no deed.
    """
    party, other = event_parties.alias("doer"), event_parties.alias("other")
    outside = or_(
        events.c.article != bindparam("article"),
        events.c.start < bindparam("start"),
        events.c.end > bindparam("end"),
    )
    query = (
        select(events, *([text_between(events.c.start, events.c.end).label("text")] if by_words else []))
        .select_from(party)
        .join(events, events.c.n == party.c.event)
        .join(articles, articles.c.n == events.c.article)
        .where(
            party.c.actor.in_(bindparam("who", expanding=True)), party.c.side == "actor",
            party.c.day >= bindparam("since", type_=Date), events.c.deed.in_(bindparam("deeds", expanding=True)),
            events.c.reality == "happened", events.c.undone == bindparam("undone"), outside, not_rejected(events),
        )
        .order_by(party.c.day, events.c.n)
        .limit(LOOKED_AT if by_words else 1)
    )  # fmt: skip
    if by_words:
        return query
    to_them = exists().where(
        other.c.event == events.c.n, other.c.side != "actor", other.c.actor.in_(bindparam("about", expanding=True))
    )
    return query.where(to_them)


def not_rejected(facts: Any) -> ColumnElement[bool]:
    """True for facts that nobody has rejected; the query must join `articles`."""
    return ~exists().where(
        reviews.c.article == articles.c.id, reviews.c.fact == facts.c.id, reviews.c.verdict == "reject"
    )


def object_words(connection: Connection, row: Any, who: Iterable[int]) -> frozenset[str]:
    """The words of a condition that name what the deed is done to, where no actor does."""
    forms = connection.scalars(select(names.c.form).where(names.c.actor.in_(list(who))))
    of_names = frozenset[str]().union(*(content_stems(form) for form in forms))
    return content_stems(row.text) - of_names - deed_words(row.deed or "")


def done_to(wanted: frozenset[str], issue: str | None, event: Any) -> bool:
    """True where an event is done to what the words of a condition name: the same thing, or half of the words."""
    shared = wanted & content_stems(event.text)
    if issue and event.issue and issue.split("/")[1] != event.issue.split("/")[1]:
        return False
    return bool(shared) and 2 * len(shared) >= len(wanted)


def _overtaken_by(connection: Connection, row: Any) -> int | None:
    """The first later stand of the holder on the matter, towards the same actor, that points the other way at once."""
    before = direction_of(row.stance, undoes=row.undoes)
    if row.day is None or row.stand_issue is None or abs(before) != 1:
        return None
    values = {"holder": row.holder_actor, "issue": row.stand_issue, "since": row.day, "position": row.position}
    for one in connection.execute(_later_stands(), values):
        if before * direction_of(one.stance, undoes=one.undoes) == -1:
            return int(one.n)
    return None


@cache
def _later_stands() -> Select[Any]:
    """Stands without terms of a holder on a matter after a day, towards one of those of a position, or both nobody."""
    own, toward = position_toward.alias("own_toward"), position_toward.alias("later_toward")
    towards_any = exists().where(own.c.position == bindparam("position"))
    has_toward = exists().where(toward.c.position == positions.c.n)
    is_same = exists().where(
        toward.c.position == positions.c.n, own.c.position == bindparam("position"), own.c.actor == toward.c.actor
    )
    return (
        select(positions.c.n, positions.c.stance, positions.c.undoes)
        .join(articles, articles.c.n == positions.c.article)
        .where(
            positions.c.holder_actor == bindparam("holder"), positions.c.issue == bindparam("issue"),
            positions.c.day > bindparam("since", type_=Date), not_rejected(positions),
            or_(is_same, and_(~towards_any, ~has_toward)),
            ~exists().where(conditions.c.position == positions.c.n),
        )
        .order_by(positions.c.day, positions.c.n)
    )  # fmt: skip
