"""Records into the ledger: one article at a time, each within the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from dragoman.ledger import tables
from dragoman.ledger.clock import now
from dragoman.ledger.copies import note_copy
from dragoman.ledger.identities import find_identities
from dragoman.ledger.judgements import reapply
from dragoman.ledger.stances import STANCES, issue_key
from dragoman.ledger.store import insert_row, insert_rows
from dragoman.ledger.stored import packed
from dragoman.ledger.topics import deed_in
from dragoman.records import Article, Condition, Event, Mention, Position, Record, Span, Statement, Time, record_to_json


def add_record(connection: Connection, record: Record) -> bool:
    """Write a record; True where it was new, or made by another version than the one that is there.

    An article that is there already with the same version is left alone, so that adding twice changes nothing.
    """
    known = connection.execute(
        select(tables.articles.c.n, tables.articles.c.version).where(tables.articles.c.id == record.article.id)
    ).first()
    if known is not None:
        if known.version == record.dragoman:
            return False
        _forget_facts(connection, known.n)
    number = _write_article(connection, record, known.n if known else None)
    if known is None:
        note_copy(connection, number, record.article.body)
    _Facts(connection, record, number).write()
    if known is not None:
        reapply(connection, number, record.article.id)
    return True


def note_source(
    connection: Connection,
    path: str,
    *,
    article: Article | None = None,
    skipped: str | None = None,
    digest: str | None = None,
) -> None:
    """Note what came of a source file: the article that it holds, or why it was skipped."""
    number = None
    if article is not None:
        number = connection.scalar(select(tables.articles.c.n).where(tables.articles.c.id == article.id))
    connection.execute(delete(tables.sources).where(tables.sources.c.path == path))
    connection.execute(
        insert(tables.sources).values(
            path=path, digest=digest, article=number, skipped=skipped, added=now(),
            publisher=article.publisher if article else None,
            day=article.published.date if article and article.published else None,
        )
    )  # fmt: skip


def _forget_facts(connection: Connection, article: int) -> None:
    for table in (tables.statements, tables.events, tables.positions, tables.appearances):
        connection.execute(delete(table).where(table.c.article == article))


def _write_article(connection: Connection, record: Record, number: int | None) -> int:
    article = record.article
    row = {
        "id": article.id, "title": article.title, "publisher": article.publisher, "url": article.url,
        "language": article.language, "day": article.published.date if article.published else None,
        "body": article.body, "record": packed(record_to_json(record)), "version": record.dragoman,
        "added": now(), "statements": len(record.statements), "events": len(record.events),
        "unnamed": sum(statement.authority == "unnamed" for statement in record.statements),
        "positions": len(record.positions),
    }  # fmt: skip
    if number is not None:
        connection.execute(tables.articles.update().where(tables.articles.c.n == number).values(row))
        return number
    return insert_row(connection, tables.articles, row)


def hull(spans: Iterable[Span]) -> Span:
    """The passage from the first to the last of some spans."""
    known = list(spans)
    return min(start for start, _ in known), max(end for _, end in known)


@dataclass
class _Facts:
    """Writes the facts of one record; ``number`` is the article's row."""

    connection: Connection
    record: Record
    number: int

    def write(self) -> None:
        self.times: dict[str, Time] = {time.id: time for time in self.record.times}
        self.day = self.record.article.published.date if self.record.article.published else None
        self.body = self.record.article.body
        self._write_appearances()
        self._write_statements(self.record.statements)
        self._write_events(self.record.events)
        self._write_positions(self.record.positions)

    def _insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)

    def _days(self, time: str | None) -> tuple[date | None, date | None]:
        found = self.times.get(time or "")
        return (found.first or found.last, found.last or found.first) if found else (None, None)

    def _write_appearances(self) -> None:
        called = {mention.actor: mention.text for mention in self.record.mentions[::-1] if mention.kind == "name"}
        decisions = find_identities(self.connection, self.record.actors, called)
        rows = [
            {
                "article": self.number, "id": actor.id, "name": actor.name, "kind": actor.kind,
                "country": actor.country, "unnamed": actor.unnamed, "actor": decisions[actor.id].root,
                "taken_for": decisions[actor.id].actor, "why": decisions[actor.id].why,
                "score": decisions[actor.id].score,
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

    def _write_statements(self, statements: Sequence[Statement]) -> None:
        rows = [self._statement_row(statement) for statement in statements]
        numbers = insert_rows(self.connection, tables.statements, rows)
        about = [
            {"statement": number, "appearance": self.rows[actor]}
            for statement, number in zip(statements, numbers, strict=True)
            for actor in dict.fromkeys(m.actor for span in statement.content for m in self._mentions_in(span))
        ]
        self._insert(tables.statement_about, about)

    def _statement_row(self, statement: Statement) -> dict[str, Any]:
        around = [span for span in (statement.source_span, statement.cue) if span]
        start, end = hull([*statement.content, *around])
        return {
            "article": self.number, "id": statement.id, "source": self.rows.get(statement.source or ""),
            "speaks_for": self.rows.get(statement.speaks_for or ""), "authority": statement.authority,
            "act": statement.act, "form": statement.form, "inside": statement.inside,
            "day": self._days(statement.time)[0] or self.day, "start": start, "end": end,
        }  # fmt: skip

    def _write_events(self, events: Sequence[Event]) -> None:
        numbers = insert_rows(self.connection, tables.events, [self._event_row(event) for event in events])
        parties = [
            {"event": number, "side": side, "appearance": self.rows[actor]}
            for event, number in zip(events, numbers, strict=True)
            for side, actors in (("actor", event.actors), ("recipient", event.recipients))
            for actor in dict.fromkeys(actors)
        ]
        self._insert(tables.event_parties, parties)

    def _event_row(self, event: Event) -> dict[str, Any]:
        first, last = self._days(event.time)
        start, end = event.evidence
        return {
            "article": self.number, "id": event.id, "type": event.type, "mode": event.mode,
            "context": list(event.context), "reality": event.reality, "statement": event.statement,
            "place": event.place, "day": first or self.day, "last_day": last or self.day,
            "day_known": first is not None, "start": start, "end": end,
        }  # fmt: skip

    def _write_positions(self, positions: Sequence[Position]) -> None:
        rows = [self._position_row(position) for position in positions]
        numbers = insert_rows(self.connection, tables.positions, rows)
        numbered = list(zip(positions, numbers, strict=True))
        toward = [
            {"position": number, "appearance": self.rows[actor]}
            for position, number in numbered
            for actor in dict.fromkeys(position.toward)
        ]
        self._insert(tables.position_toward, toward)
        conditions = [(number, condition) for position, number in numbered for condition in position.conditions]
        self._write_conditions(conditions)

    def _position_row(self, position: Position) -> dict[str, Any]:
        start, end = hull([position.evidence, *(condition.span for condition in position.conditions)])
        return {
            "article": self.number, "id": position.id, "holder": self.rows[position.holder], "act": position.act,
            "stance": STANCES[position.act], "issue": issue_key(position, self.body),
            "issue_text": position.issue_text, "strength": position.strength, "statement": position.statement,
            "day": self._stand_day(position), "start": start, "end": end,
        }  # fmt: skip

    def _stand_day(self, position: Position) -> date | None:
        """The day on which a stand is known to be held: a time that lies ahead is the issue's, not the stand's."""
        told = self._days(position.time)[0]
        return told if told and (self.day is None or told <= self.day) else self.day

    def _write_conditions(self, conditions: Sequence[tuple[int, Condition]]) -> None:
        rows = [
            {
                "position": position, "kind": condition.kind, "negated": condition.negated,
                "deed": deed_in(self.body[slice(*condition.span)]), "start": condition.span[0],
                "end": condition.span[1],
            }
            for position, condition in conditions
        ]  # fmt: skip
        numbers = insert_rows(self.connection, tables.conditions, rows)
        who, about = [], []
        for (_, condition), number in zip(conditions, numbers, strict=True):
            others = [m.actor for m in self._mentions_in(condition.span) if m.actor not in condition.who]
            who += [{"condition": number, "appearance": self.rows[actor]} for actor in dict.fromkeys(condition.who)]
            about += [{"condition": number, "appearance": self.rows[actor]} for actor in dict.fromkeys(others)]
        self._insert(tables.condition_who, who)
        self._insert(tables.condition_about, about)

    def _mentions_in(self, span: Span) -> list[Mention]:
        start, end = span
        return [mention for mention in self.record.mentions if mention.start >= start and mention.end <= end]
