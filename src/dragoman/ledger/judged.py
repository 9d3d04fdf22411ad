"""Records as the ledger judges them now: what an export hands on.

Beside the record as it was made, an article has judgements. Here they are put on it: rejected facts are left out, edits
are made, and an actor has the id, name, kind and country of the ledger's actor that it was taken to be, so that one
actor is one id in all articles.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import structs
from sqlalchemy import Connection, select

from dragoman.ledger.judgements import OF_ACTORS
from dragoman.ledger.tables import actors, appearances, articles, reviews
from dragoman.records import Actor, Condition, Event, Mention, Position, Record, Role, Statement, record_from_json

FIELD_OF = {"issue": "issue_key"}
"""Fields of a record whose column in the ledger, which an edit names, is called otherwise."""


class _Verdict(NamedTuple):
    verdict: str
    changes: dict[str, str]


def judged_records(connection: Connection, *, reviewed: bool = False) -> Iterator[Record]:
    """The records with the judgements in force, in the order in which their articles were added.

    Args:
        connection: An open connection.
        reviewed: Only facts that somebody has accepted, with the statements on which they rest; articles without any
            are left out.
    """
    rows = select(articles.c.n, articles.c.id, articles.c.record).order_by(articles.c.n)
    for number, own, data in connection.execution_options(yield_per=64).execute(rows):
        known = _known(connection, number)
        record = _renamed(record_from_json(zlib.decompress(data)), known)
        record = _reviewed(record, _verdicts(connection, own, known), only_accepted=reviewed)
        if not reviewed or record.statements or record.events or record.positions:
            yield record


def _known(connection: Connection, article: int) -> dict[str, Any]:
    """The ledger's actor for each actor of an article's record."""
    query = select(appearances.c.id, actors.c.n, actors.c.name, actors.c.kind, actors.c.country, actors.c.unnamed)
    query = query.join(actors, actors.c.n == appearances.c.actor).where(appearances.c.article == article)
    return {row.id: row for row in connection.execute(query)}


def _verdicts(connection: Connection, article: str, known: Mapping[str, Any]) -> dict[str, _Verdict]:
    query = select(reviews.c.fact, reviews.c.verdict, reviews.c.changes).where(reviews.c.article == article)
    return {row.fact: _Verdict(row.verdict, _named(row.changes, known)) for row in connection.execute(query)}


def _named(changes: Mapping[str, str], known: Mapping[str, Any]) -> dict[str, str]:
    """The changes of an edit with the ledger's actors; one that the article has no more changes nothing."""
    actors_of_ledger = {own: _id_of(row) for own, row in known.items()}
    return {
        field: actors_of_ledger[value] if field in OF_ACTORS else value
        for field, value in changes.items()
        if field not in OF_ACTORS or value in actors_of_ledger
    }


# --- actors -------------------------------------------------------------------------------------------------------


def _renamed(record: Record, known: Mapping[str, Any]) -> Record:
    """The record with the ledger's actors; two of its actors that were merged are one."""
    ids = {own: _id_of(row) for own, row in known.items()}
    joined: dict[str, Actor] = {}
    for actor in record.actors:
        fresh = structs.replace(
            actor,
            id=ids[actor.id], name=known[actor.id].name, kind=known[actor.id].kind, country=known[actor.id].country,
            unnamed=known[actor.id].unnamed, roles=tuple(_role(role, ids) for role in actor.roles),
        )  # fmt: skip
        joined[fresh.id] = _one(joined[fresh.id], fresh) if fresh.id in joined else fresh
    return structs.replace(
        record,
        actors=tuple(joined.values()),
        mentions=tuple(_mention(mention, ids) for mention in record.mentions),
        statements=tuple(_statement(statement, ids) for statement in record.statements),
        events=tuple(_event(event, ids) for event in record.events),
        positions=tuple(_position(position, ids) for position in record.positions),
    )


def _id_of(row: Any) -> str:
    return f"ledger-{row.n}"


def _one(first: Actor, other: Actor) -> Actor:
    return structs.replace(
        first,
        codes=tuple(dict.fromkeys((*first.codes, *other.codes))),
        names=tuple(dict.fromkeys((*first.names, *other.names))),
        roles=(*first.roles, *other.roles),
    )


def _role(role: Role, ids: Mapping[str, str]) -> Role:
    return structs.replace(role, org=ids.get(role.org or ""))


def _mention(mention: Mention, ids: Mapping[str, str]) -> Mention:
    return structs.replace(mention, actor=ids[mention.actor])


def _statement(statement: Statement, ids: Mapping[str, str]) -> Statement:
    return structs.replace(
        statement,
        source=ids.get(statement.source or ""),
        speaks_for=ids.get(statement.speaks_for or ""),
        told=_all(statement.told, ids),
    )


def _event(event: Event, ids: Mapping[str, str]) -> Event:
    return structs.replace(event, actors=_all(event.actors, ids), recipients=_all(event.recipients, ids))


def _position(position: Position, ids: Mapping[str, str]) -> Position:
    return structs.replace(
        position,
        holder=ids[position.holder],
        toward=_all(position.toward, ids),
        conditions=tuple(_condition(condition, ids) for condition in position.conditions),
    )


def _condition(condition: Condition, ids: Mapping[str, str]) -> Condition:
    return structs.replace(condition, who=_all(condition.who, ids))


def _all(own: Sequence[str], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids[one] for one in own))


# --- reviews ------------------------------------------------------------------------------------------------------


def _reviewed(record: Record, verdicts: Mapping[str, _Verdict], *, only_accepted: bool) -> Record:
    """The record without what was rejected, or with only what was accepted.

    A fact on the word of a rejected statement goes with it, unless somebody has accepted the fact itself.
    """

    def kept(fact: Statement | Event | Position) -> bool:
        verdict = verdicts[fact.id].verdict if fact.id in verdicts else None
        word = fact.statement if isinstance(fact, Event | Position) else fact.inside
        if word in rejected and verdict is None:
            return False
        return verdict == "accept" if only_accepted else verdict != "reject"

    rejected = {own for own, row in verdicts.items() if row.verdict == "reject"}
    events = [_edited(event, verdicts) for event in record.events if kept(event)]
    positions = [_edited(position, verdicts) for position in record.positions if kept(position)]
    rests_on = {*(one.statement for one in events), *(one.statement for one in positions)} - rejected
    statements = [_edited(one, verdicts) for one in record.statements if kept(one) or one.id in rests_on]
    there = {statement.id for statement in statements}
    return structs.replace(
        record,
        statements=tuple(
            structs.replace(one, inside=one.inside if one.inside in there else None) for one in statements
        ),
        events=tuple(
            structs.replace(one, statement=one.statement if one.statement in there else None) for one in events
        ),
        positions=tuple(
            structs.replace(one, statement=one.statement if one.statement in there else None) for one in positions
        ),
    )


def _edited[Fact: (Statement, Event, Position)](fact: Fact, verdicts: Mapping[str, _Verdict]) -> Fact:
    """The fact with the changes of an edit."""
    changes = verdicts[fact.id].changes if fact.id in verdicts else {}
    return structs.replace(fact, **{FIELD_OF.get(field, field): value for field, value in changes.items()})
