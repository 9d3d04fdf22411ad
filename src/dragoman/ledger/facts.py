"""The facts of one record as rows of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, insert

from dragoman.ledger import tables
from dragoman.ledger.deeds import deed_in, deed_told
from dragoman.ledger.identities import Decision, find_identities
from dragoman.ledger.stances import STANCES, matter_of
from dragoman.ledger.store import insert_rows
from dragoman.records import Condition, Event, Mention, Position, Record, Span, Statement, Time

type Row = dict[str, Any]


def _key_in(text: str) -> tuple[str | None, bool]:
    """The key of the matter that a passage names, and whether the passage undoes it."""
    from dragoman.positions.issue_keys import key_of_text  # the stages take a second to load: not for a question

    key = key_of_text(text)
    return (str(key), key.contrary) if key else (None, False)


def hull(spans: Iterable[Span]) -> Span:
    """The passage from the first to the last of some spans."""
    known = list(spans)
    return min(start for start, _ in known), max(end for _, end in known)


def write_facts(connection: Connection, record: Record, article: int) -> None:
    """Write the actors and facts of a record; ``article`` is the row of its article."""
    _Facts(connection, record, article).write()


@dataclass
class _Facts:
    connection: Connection
    record: Record
    number: int

    def write(self) -> None:
        self.times: dict[str, Time] = {time.id: time for time in self.record.times}
        self.day = self.record.article.published.date if self.record.article.published else None
        self.body = self.record.article.body
        self.said: Mapping[str, Statement] = {statement.id: statement for statement in self.record.statements}
        self._write_appearances()
        self._write_statements(self.record.statements)
        self._write_events(self.record.events)
        self._write_positions(self.record.positions)

    def _insert(self, table: Table, rows: Sequence[Row]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)

    def _days(self, time: str | None) -> tuple[date | None, date | None]:
        found = self.times.get(time or "")
        return (found.first or found.last, found.last or found.first) if found else (None, None)

    # --- actors

    def _write_appearances(self) -> None:
        called = {mention.actor: mention.text for mention in self.record.mentions[::-1] if mention.kind == "name"}
        self.decisions: dict[str, Decision] = find_identities(self.connection, self.record.actors, called)
        rows = [
            {
                "article": self.number, "id": actor.id, "name": actor.name, "kind": actor.kind,
                "country": actor.country, "unnamed": actor.unnamed, "actor": self.decisions[actor.id].root,
                "taken_for": self.decisions[actor.id].actor, "why": self.decisions[actor.id].why,
                "score": self.decisions[actor.id].score,
            }
            for actor in self.record.actors
        ]  # fmt: skip
        numbers = insert_rows(self.connection, tables.appearances, rows)
        self.rows = {actor.id: number for actor, number in zip(self.record.actors, numbers, strict=True)}
        roles = [
            {
                "appearance": self.rows[actor.id], "title": role.title, "org": self.rows.get(role.org or ""),
                "state": role.when, "start": role.start, "end": role.end,
            }
            for actor in self.record.actors
            for role in actor.roles
        ]  # fmt: skip
        self._insert(tables.roles, roles)

    def _tied(self, actor: str | None, appearance: str = "appearance", root: str = "actor") -> Row:
        """The appearance of an actor, and the actor of the ledger, under the names of two columns."""
        known = actor is not None and actor in self.rows
        return {
            appearance: self.rows[actor] if known and actor else None,
            root: self.decisions[actor].root if known and actor else None,
        }

    def _ties(self, actors: Iterable[str], **fixed: Any) -> Iterator[Row]:
        for actor in dict.fromkeys(actors):
            yield {**fixed, **self._tied(actor)}

    def _mentions_in(self, span: Span) -> list[Mention]:
        start, end = span
        return [mention for mention in self.record.mentions if mention.start >= start and mention.end <= end]

    # --- statements

    def _write_statements(self, statements: Sequence[Statement]) -> None:
        rows = [self._statement_row(statement) for statement in statements]
        about: list[Row] = []
        for statement, row, number in zip(
            statements, rows, insert_rows(self.connection, tables.statements, rows), strict=True
        ):
            named = [mention.actor for span in statement.content for mention in self._mentions_in(span)]
            about += self._ties(named, statement=number, day=row["day"])
        self._insert(tables.statement_about, about)

    def _statement_row(self, statement: Statement) -> Row:
        around = [span for span in (statement.source_span, statement.cue) if span]
        start, end = hull([*statement.content, *around])
        return {
            "article": self.number, "id": statement.id, "authority": statement.authority,
            **self._tied(statement.source, "source", "source_actor"),
            **self._tied(statement.speaks_for, "speaks_for", "speaks_for_actor"),
            "act": statement.act, "form": statement.form, "inside": statement.inside,
            "day": self._days(statement.time)[0] or self.day, "start": start, "end": end,
        }  # fmt: skip

    # --- events

    def _write_events(self, events: Sequence[Event]) -> None:
        rows = [self._event_row(event) for event in events]
        parties: list[Row] = []
        for event, row, number in zip(events, rows, insert_rows(self.connection, tables.events, rows), strict=True):
            fixed = {"event": number, "day": row["day"]}
            parties += self._ties(event.actors, side="actor", **fixed)
            parties += self._ties(event.recipients, side="recipient", **fixed)
            if not event.recipients:
                named = [m.actor for m in self._mentions_in(event.evidence) if m.actor not in event.actors]
                parties += self._ties(named, side="named", **fixed)
        self._insert(tables.event_parties, parties)

    def _event_row(self, event: Event) -> Row:
        first, last = self._days(event.time)
        start, end = event.evidence
        text, trigger = self.body[start:end], self.body[slice(*event.trigger)]
        deed, undone = deed_told(text, trigger) or (None, False)
        issue, undoes = _key_in(text)
        return {
            "article": self.number, "id": event.id, "type": event.type, "mode": event.mode,
            "context": list(event.context), "reality": event.reality, "statement": event.statement,
            "place": event.place, "day": first or self.day, "last_day": last or first or self.day,
            "day_known": first is not None, "start": start, "end": end, "trigger": trigger,
            "deed": deed, "undone": undone, "issue": issue, "undoes": undoes,
        }  # fmt: skip

    # --- positions

    def _write_positions(self, positions: Sequence[Position]) -> None:
        rows = [self._position_row(position) for position in positions]
        held: list[Row] = []
        toward: list[Row] = []
        conditions: list[tuple[int, date | None, Position, Condition]] = []
        for position, row, number in zip(
            positions, rows, insert_rows(self.connection, tables.positions, rows), strict=True
        ):
            held += self._ties(self._holders(position), position=number, day=row["day"])
            toward += self._ties(position.toward, position=number, day=row["day"])
            conditions += [(number, row["day"], position, condition) for condition in position.conditions]
        self._insert(tables.position_held, held)
        self._insert(tables.position_toward, toward)
        self._write_conditions(conditions)

    def _holders(self, position: Position) -> list[str]:
        """Whose stand it is: the holder's, that of those whose office he has, and of those in whose name he speaks."""
        holder = next(actor for actor in self.record.actors if actor.id == position.holder)
        offices = [role.org for role in holder.roles if role.org in self.rows and role.when is None]
        said = self.said.get(position.statement or "")
        principal = [said.speaks_for] if said and said.speaks_for in self.rows else []
        return [position.holder, *(org for org in offices if org), *(one for one in principal if one)]

    def _position_row(self, position: Position) -> Row:
        start, end = hull([position.evidence, *(condition.span for condition in position.conditions)])
        issue, undoes, words = matter_of(position)
        return {
            "article": self.number, "id": position.id, **self._tied(position.holder, "holder", "holder_actor"),
            "act": position.act, "stance": STANCES[position.act], "issue": issue, "undoes": undoes,
            "issue_words": words, "issue_text": position.issue_text, "strength": position.strength,
            "statement": position.statement,
            "day": self._stand_day(position), "start": start, "end": end,
        }  # fmt: skip

    def _stand_day(self, position: Position) -> date | None:
        """The day on which a stand is known to be held: a time that lies ahead is the issue's, not the stand's."""
        told = self._days(position.time)[0]
        return told if told and (self.day is None or told <= self.day) else self.day

    def _write_conditions(self, conditions: Sequence[tuple[int, date | None, Position, Condition]]) -> None:
        rows = []
        for position, day, _, condition in conditions:
            text = self.body[slice(*condition.span)]
            rows.append(
                {
                    "position": position, "kind": condition.kind, "negated": condition.negated, "deed": deed_in(text),
                    "issue": _key_in(text)[0], "start": condition.span[0], "end": condition.span[1],
                    "day": day, "status": "open",
                }
            )  # fmt: skip
        who: list[Row] = []
        about: list[Row] = []
        numbers = insert_rows(self.connection, tables.conditions, rows)
        for (_, day, stand, condition), number in zip(conditions, numbers, strict=True):
            who += self._ties(condition.who, condition=number, day=day)
            about += self._ties(self._objects(stand, condition), condition=number)
        self._insert(tables.condition_who, who)
        self._insert(tables.condition_about, about)

    def _objects(self, position: Position, condition: Condition) -> list[str]:
        """On whom the deed must be done: who else is named in the condition, or at whom the stand is directed."""
        named = [mention.actor for mention in self._mentions_in(condition.span)]
        return [actor for actor in named or position.toward if actor not in condition.who] or [
            actor for actor in position.toward if actor not in condition.who
        ]
