"""The facts of one report as a reader meets them: each with its words, its parties and its doubts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from dragoman.ledger.reports import Opened, Seen, Verdict
from dragoman.records import Actor, Condition, Event, Position, Record, Span, Statement, Time
from dragoman.web.marked import Mark

KINDS = ("statement", "event", "position")


class Party(Struct, frozen=True, kw_only=True):
    """An actor as a fact names him."""

    name: str
    number: int | None
    """The ledger's number, by which his page is found."""


class Term(Struct, frozen=True, kw_only=True):
    """A condition of a stand."""

    kind: str
    text: str
    who: tuple[Party, ...]
    negated: bool


class Fact(Struct, frozen=True, kw_only=True):
    """A statement, an event or a position of a report, in words."""

    number: int
    """Its place among the facts of the page, from 1 on; text and margin are tied together by it."""
    id: str
    kind: str
    who: tuple[Party, ...]
    """Who speaks, does, or holds; empty where nobody is named."""
    act: str
    """A statement's or a position's act, or an event's type."""
    mode: str | None = None
    whom: tuple[Party, ...] = ()
    """Who is told, to whom it is done, towards whom it is directed."""
    about: str | None = None
    """A position's issue."""
    key: str | None = None
    """The issue's key."""
    speaks_for: Party | None = None
    form: str | None = None
    reality: str | None = None
    strength: str | None = None
    terms: tuple[Term, ...] = ()
    authority: str | None = None
    """Kind of source of the words that vouch for it; ``None`` for the report's own voice."""
    source: Party | None = None
    """Whose word it is, for events and positions."""
    place: str | None = None
    time: str | None = None
    """The words that say when."""
    first: date | None = None
    last: date | None = None
    rests_on: str | None = None
    """Id of the statement that vouches for it, or in which a statement lies."""
    spans: tuple[Span, ...]
    """Where its words are."""
    start: int
    end: int
    rule: str
    score: float | None = None
    verdict: Verdict | None = None


def facts_of(opened: Opened) -> list[Fact]:
    """The facts of a report in text order, with what somebody decided about them."""
    reader = _Reader(opened)
    record = opened.record
    found: list[tuple[tuple[int, int], Any]] = [
        *((_hull(_spoken(one)), one) for one in record.statements),
        *((one.evidence, one) for one in record.events),
        *((_hull([one.evidence, *(c.span for c in one.conditions)]), one) for one in record.positions),
    ]
    found.sort(key=lambda pair: (pair[0][0], -pair[0][1], KINDS.index(type(pair[1]).__name__.lower())))
    return [reader.fact(number, one, span) for number, (span, one) in enumerate(found, 1)]


def marks_of(record: Record, facts: list[Fact]) -> Iterator[Mark]:
    """The marks of a report's mentions and facts."""
    names = {actor.id: actor.name for actor in record.actors}
    for mention in record.mentions:
        name = names.get(mention.actor, "")
        yield Mark(mention.start, mention.end, "m", None, name if name != mention.text else None)
    by_id = {fact.id: fact for fact in facts}
    for statement in record.statements:
        number = by_id[statement.id].number
        yield from (Mark(*span, "s", number) for span in statement.content)
        if statement.cue:
            yield Mark(*statement.cue, "c", number)
    for event in record.events:
        number = by_id[event.id].number
        yield Mark(*event.evidence, "e", number)
        yield Mark(*event.trigger, "t", number)
    for position in record.positions:
        number = by_id[position.id].number
        yield Mark(*position.evidence, "p", number)
        yield from (Mark(*condition.span, "k", number) for condition in position.conditions)


def _spoken(statement: Statement) -> list[Span]:
    spans = [*statement.content, *([statement.cue] if statement.cue else [])]
    return spans or [statement.source_span or (0, 0)]


def _hull(spans: list[Span]) -> Span:
    return min(start for start, _ in spans), max(end for _, end in spans)


class _Reader:
    """Turns ids into names."""

    def __init__(self, opened: Opened) -> None:
        record = opened.record
        self._body = record.article.body
        self._actors: Mapping[str, Actor] = {actor.id: actor for actor in record.actors}
        self._times: Mapping[str, Time] = {time.id: time for time in record.times}
        self._statements: Mapping[str, Statement] = {one.id: one for one in record.statements}
        self._seen: Mapping[str, Seen] = opened.seen
        self._verdicts = opened.verdicts

    def fact(self, number: int, one: Statement | Event | Position, span: Span) -> Fact:
        verdict = self._verdicts.get(one.id)
        changes = verdict.changes if verdict else {}
        kind = type(one).__name__.lower()
        fields: dict[str, Any] = {
            "number": number, "id": one.id, "kind": kind, "verdict": verdict, "rule": one.rule,
            "score": getattr(one, "score", None), "start": span[0], "end": span[1],
        }  # fmt: skip
        fields |= self._when(one.time)
        if isinstance(one, Statement):
            return Fact(**fields, **self._statement(one, changes))
        if isinstance(one, Event):
            return Fact(**fields, **self._event(one, changes))
        return Fact(**fields, **self._position(one, changes))

    def _party(self, actor: str | None) -> Party | None:
        if actor is None or actor not in self._actors:
            return None
        seen = self._seen.get(actor)
        own = self._actors[actor].name
        return Party(name=own, number=seen.number if seen else None)

    def _parties(self, actors: tuple[str, ...]) -> tuple[Party, ...]:
        return tuple(party for party in map(self._party, actors) if party)

    def _when(self, time: str | None) -> dict[str, Any]:
        found = self._times.get(time or "")
        return {"time": found.text, "first": found.first, "last": found.last} if found else {}

    def _word(self, statement: str | None) -> dict[str, Any]:
        found = self._statements.get(statement or "")
        if found is None:
            return {}
        return {"authority": found.authority, "source": self._party(found.source), "rests_on": found.id}

    def _statement(self, one: Statement, changes: Mapping[str, str]) -> dict[str, Any]:
        source = self._party(changes.get("source", one.source))
        return {
            "who": (source,) if source else (), "act": changes.get("act", one.act), "form": one.form,
            "whom": self._parties(one.told), "speaks_for": self._party(one.speaks_for), "authority": one.authority,
            "place": one.place, "rests_on": one.inside, "spans": one.content,
        }  # fmt: skip

    def _event(self, one: Event, changes: Mapping[str, str]) -> dict[str, Any]:
        return {
            "who": self._parties(one.actors), "act": changes.get("type", one.type), "mode": one.mode,
            "whom": self._parties(one.recipients), "reality": changes.get("reality", one.reality), "place": one.place,
            "spans": (one.evidence, *one.retold), **self._word(one.statement),
        }  # fmt: skip

    def _position(self, one: Position, changes: Mapping[str, str]) -> dict[str, Any]:
        holder = self._party(changes.get("holder", one.holder))
        return {
            "who": (holder,) if holder else (), "act": changes.get("act", one.act), "about": one.issue_text,
            "key": changes.get("issue", one.issue_key), "whom": self._parties(one.toward),
            "strength": changes.get("strength", one.strength), "terms": tuple(map(self._term, one.conditions)),
            "spans": (one.evidence,), **self._word(one.statement),
        }  # fmt: skip

    def _term(self, one: Condition) -> Term:
        text = self._body[slice(*one.span)]
        return Term(kind=one.kind, text=text, who=self._parties(one.who), negated=one.negated)
