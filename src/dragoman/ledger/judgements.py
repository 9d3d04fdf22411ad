"""Decisions of people on the ledger: dated, attributed, with a reason, and reversible.

Nothing is overwritten: a merge points one actor to another, a review stands beside the fact, and an edit is applied to
the row while the record keeps what was read. When an article is read again, `reapply` puts the judgements on its new
facts: on the same fact, or on the one of the same kind whose passage overlaps the old one most.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Table, delete, insert, select, update

from dragoman.errors import UsageError
from dragoman.ledger.clock import now
from dragoman.ledger.names import folded
from dragoman.ledger.stances import STANCES
from dragoman.ledger.statuses import depending_on, renew_statuses, touched_by
from dragoman.ledger.store import insert_row
from dragoman.ledger.stored import original_values, stored_record
from dragoman.ledger.tables import (
    TIES,
    actors,
    appearances,
    articles,
    assignments,
    events,
    judgements,
    names,
    position_held,
    positions,
    reviews,
    statements,
)
from dragoman.offsets import overlap
from dragoman.records import EventType, PositionAct, Reality, StatementAct, Strength, values_of

type Verdict = Literal["accept", "reject", "edit"]

FACTS: dict[str, Table] = {"statement": statements, "event": events, "position": positions}

EDITABLE: dict[str, dict[str, tuple[str, ...] | None]] = {
    "statement": {"act": values_of(StatementAct), "source": None},
    "event": {"type": values_of(EventType), "reality": values_of(Reality)},
    "position": {"act": values_of(PositionAct), "strength": values_of(Strength), "issue": None, "holder": None},
}
"""What an edit may change, and the values that it may take; ``None`` for any text, or an actor's id in the record."""

OF_ACTORS = frozenset({"source", "holder"})
"""Fields that name an actor, by the id that he has in his article's record."""


class Judgement(Struct, frozen=True, kw_only=True):
    """A decision, and whether it still stands."""

    number: int
    act: str
    subject: dict[str, Any]
    author: str
    reason: str
    made: datetime
    undone: datetime | None = None
    undone_by: str | None = None


def find_judgements(connection: Connection) -> list[Judgement]:
    """All decisions, undone ones too, in the order in which they were made."""
    return [
        Judgement(
            number=row.n, act=row.act, subject=row.subject, author=row.author, reason=row.reason, made=row.made,
            undone=row.undone, undone_by=row.undone_by,
        )
        for row in connection.execute(select(judgements).order_by(judgements.c.n))
    ]  # fmt: skip


def merge(connection: Connection, kept: int, joined: int, *, author: str, reason: str) -> int:
    """Say that two actors are one; ``kept`` gives the name. The number of the judgement.

    Raises:
        UsageError: They are one already, or one doesn't exist.
    """
    kept, joined = _root(connection, kept), _root(connection, joined)
    if kept == joined:
        raise UsageError(f"#{kept} and #{joined} are one actor already")
    number = _note(connection, "merge", {"kept": kept, "joined": joined}, author, reason)
    connection.execute(update(actors).where(actors.c.n == joined).values(joined_to=kept))
    connection.execute(update(appearances).where(appearances.c.actor == joined).values(actor=kept))
    follow(connection, {joined})
    return number


def split(
    connection: Connection,
    actor: int,
    *,
    forms: Sequence[str] = (),
    in_articles: Sequence[str] = (),
    author: str,
    reason: str,
) -> int:
    """Say that some appearances of an actor are somebody else. The number of the judgement.

    Args:
        connection: An open transaction.
        actor: The actor's number.
        forms: Names under which the other one appears.
        in_articles: Ids of articles in which it is the other one.
        author: Who says so.
        reason: Why.

    Raises:
        UsageError: Nothing fits, or everything does.
    """
    wanted = {folded(form) for form in forms}
    rows = connection.execute(
        select(appearances, articles.c.id.label("article_id"))
        .join(articles, articles.c.n == appearances.c.article)
        .where(appearances.c.actor == actor)
    ).all()
    moved = [row for row in rows if folded(row.name) in wanted or row.article_id in in_articles]
    if not moved or len(moved) == len(rows):
        raise UsageError(f"#{actor}: {'no' if not moved else 'every'} appearance fits; nothing to split off")
    first = moved[0]
    values = {"name": first.name, "kind": first.kind, "country": first.country, "unnamed": first.unnamed}
    other = insert_row(connection, actors, values)
    moved_names = [
        row.form
        for row in connection.execute(select(names).where(names.c.actor == actor))
        if folded(row.form) in wanted
    ]
    subject = {"actor": actor, "other": other, "names": moved_names}
    number = _note(connection, "split", subject, author, reason)
    connection.execute(update(names).where(names.c.actor == actor, names.c.form.in_(moved_names)).values(actor=other))
    connection.execute(
        insert(assignments),
        [
            {"article": row.article_id, "id": row.id, "name": row.name, "actor": other, "judgement": number}
            for row in moved
        ],
    )
    connection.execute(update(appearances).where(appearances.c.n.in_([row.n for row in moved])).values(actor=other))
    follow(connection, {actor})
    return number


def review(
    connection: Connection,
    fact: str,
    verdict: Verdict,
    *,
    changes: Mapping[str, str] | None = None,
    article: str | None = None,
    author: str,
    reason: str,
) -> int:
    """Accept, reject or edit a statement, an event or a position. The number of the judgement.

    Args:
        connection: An open transaction.
        fact: Its id, as an answer gives it.
        verdict: ``edit`` accepts the fact with the changes.
        changes: New values of its fields, see `EDITABLE`.
        article: The article's id, where the fact's id occurs in several.
        author: Who judges.
        reason: Why.

    Raises:
        UsageError: There is no such fact, it is in several articles, or a change isn't possible.
    """
    kind, row = _fact(connection, fact, article)
    _check_changes(kind, changes or {})
    _check_actors(connection, row, changes or {})
    if verdict == "accept" and not changes:  # a fact is accepted as it stands: with what was corrected before
        changes = _standing_changes(connection, row.article_id, fact)
    subject = {
        "article": row.article_id, "fact": fact, "kind": kind, "verdict": verdict, "changes": dict(changes or {}),
        "start": row.start, "end": row.end,
    }  # fmt: skip
    number = _note(connection, verdict, subject, author, reason)
    _renew_reviews(connection, row.article, row.article_id)
    renew_statuses(connection, touched_by(connection, row.article))
    return number


def undo(connection: Connection, number: int, *, author: str) -> None:
    """Take a judgement back.

    Raises:
        UsageError: There is no such judgement, it is undone already, or a later one builds on it.
    """
    row = connection.execute(select(judgements).where(judgements.c.n == number)).first()
    if row is None:
        raise UsageError(f"there is no judgement {number}; 'dragoman judgements' lists them")
    if row.undone is not None:
        raise UsageError(f"judgement {number} was undone on {row.undone:%Y-%m-%d} by {row.undone_by}")
    connection.execute(update(judgements).where(judgements.c.n == number).values(undone=now(), undone_by=author))
    if row.act == "merge":
        before = _root(connection, row.subject["joined"])
        connection.execute(update(actors).where(actors.c.n == row.subject["joined"]).values(joined_to=None))
        _renew_actors(connection)
        follow(connection, {before})
    elif row.act == "split":
        connection.execute(delete(assignments).where(assignments.c.judgement == number))
        moved = names.c.actor == row.subject["other"]
        connection.execute(
            update(names).where(moved, names.c.form.in_(row.subject["names"])).values(actor=row.subject["actor"])
        )
        taken = appearances.c.taken_for == row.subject["other"]
        connection.execute(update(appearances).where(taken).values(taken_for=row.subject["actor"]))
        before = _root(connection, row.subject["other"])
        _renew_actors(connection)
        follow(connection, {before})
    else:
        article = connection.scalar(select(articles.c.n).where(articles.c.id == row.subject["article"]))
        if article is not None:
            _renew_reviews(connection, article, row.subject["article"])
            renew_statuses(connection, touched_by(connection, article))


def reapply(connection: Connection, article: int, article_id: str) -> None:
    """Put the judgements in force on the facts of an article that was just written."""
    _renew_reviews(connection, article, article_id)
    given = connection.execute(select(assignments).where(assignments.c.article == article_id)).all()
    for row in given:
        own = (appearances.c.article == article) & (appearances.c.id == row.id)
        if connection.scalar(select(appearances.c.n).where(own)) is None:
            own = (appearances.c.article == article) & (appearances.c.name == row.name)
        before = set(connection.scalars(select(appearances.c.actor).where(own)))
        connection.execute(update(appearances).where(own).values(actor=_root(connection, row.actor)))
        follow(connection, before)


def follow(connection: Connection, before: Collection[int]) -> None:
    """Let all that stood by some actors stand by those whom their appearances are now, with what follows from it."""
    for table, appearance, actor in TIES:
        now_at = select(appearances.c.actor).where(appearances.c.n == table.c[appearance]).scalar_subquery()
        connection.execute(update(table).where(table.c[actor].in_(before)).values({actor: now_at}))
    roots = {_root(connection, number) for number in before}
    renew_statuses(connection, depending_on(connection, {*before, *roots}))


def _note(connection: Connection, act: str, subject: dict[str, Any], author: str, reason: str) -> int:
    row = {"act": act, "subject": subject, "author": author, "reason": reason, "made": now()}
    return insert_row(connection, judgements, row)


def _root(connection: Connection, actor: int) -> int:
    row = connection.execute(select(actors.c.joined_to).where(actors.c.n == actor)).first()
    if row is None:
        raise UsageError(f"there is no actor #{actor}")
    return actor if row.joined_to is None else _root(connection, row.joined_to)


def _renew_actors(connection: Connection) -> None:
    """Let every appearance point where the merges and splits in force lead."""
    connection.execute(update(appearances).values(actor=appearances.c.taken_for))
    for article, own, actor in connection.execute(select(assignments.c.article, assignments.c.id, assignments.c.actor)):
        number = select(articles.c.n).where(articles.c.id == article).scalar_subquery()
        here = (appearances.c.article == number) & (appearances.c.id == own)
        connection.execute(update(appearances).where(here).values(actor=actor))
    for number in connection.scalars(select(actors.c.n).where(actors.c.joined_to.is_not(None))).all():
        here = appearances.c.actor == number
        connection.execute(update(appearances).where(here).values(actor=_root(connection, number)))


def _fact(connection: Connection, fact: str, article: str | None) -> tuple[str, Any]:
    found = []
    for kind, table in FACTS.items():
        query = select(table.c.article, table.c.start, table.c.end, articles.c.id.label("article_id"))
        query = query.join(articles, articles.c.n == table.c.article).where(table.c.id == fact)
        if article is not None:
            query = query.where(articles.c.id == article)
        found += [(kind, row) for row in connection.execute(query)]
    if not found:
        raise UsageError(f"there is no fact {fact!r} in the ledger")
    if len(found) > 1:
        known = ", ".join(row.article_id for _, row in found)
        raise UsageError(f"the fact {fact!r} is in several articles: {known}; name one with --article")
    return found[0]


def _standing_changes(connection: Connection, article: str, fact: str) -> dict[str, str]:
    own = (reviews.c.article == article) & (reviews.c.fact == fact)
    return dict(connection.scalar(select(reviews.c.changes).where(own)) or {})


def _check_changes(kind: str, changes: Mapping[str, str]) -> None:
    for field, value in changes.items():
        if field not in EDITABLE[kind]:
            raise UsageError(f"{kind} has no field {field!r} to edit; use one of: {', '.join(EDITABLE[kind])}")
        accepted = EDITABLE[kind][field]
        if accepted is not None and value not in accepted:
            raise UsageError(f"{kind}.{field} can't be {value!r}; use one of: {', '.join(accepted)}")


def _check_actors(connection: Connection, row: Any, changes: Mapping[str, str]) -> None:
    for field in OF_ACTORS & changes.keys():
        if _appearance(connection, row.article, changes[field]) is None:
            raise UsageError(
                f"{row.article_id} has no actor {changes[field]!r}; an actor is given by its id in the record"
            )


def _appearance(connection: Connection, article: int, actor: str | None) -> int | None:
    """The row of an article's actor, by his id in its record."""
    own = (appearances.c.article == article) & (appearances.c.id == actor)
    return connection.scalar(select(appearances.c.n).where(own))


def _renew_reviews(connection: Connection, article: int, article_id: str) -> None:
    """Write the reviews of one article anew, from the judgements in force; a later judgement wins."""
    for row in connection.execute(select(reviews).where(reviews.c.article == article_id)).all():
        _write_back(connection, article, row)
    connection.execute(delete(reviews).where(reviews.c.article == article_id))
    in_force = select(judgements).where(
        judgements.c.undone.is_(None), judgements.c.act.in_(["accept", "reject", "edit"])
    )
    latest: dict[str, Any] = {}
    for judgement in connection.execute(in_force.order_by(judgements.c.n)):
        if judgement.subject["article"] == article_id:
            latest[judgement.subject["fact"]] = judgement
    for judgement in latest.values():
        subject = judgement.subject
        fact = _fact_again(connection, article, subject)
        if fact is None:
            continue
        _apply(connection, FACTS[subject["kind"]], article, fact, subject["changes"])
        values = {key: subject[key] for key in ("kind", "changes", "start", "end")}
        verdict = "accept" if subject["verdict"] == "edit" else subject["verdict"]
        values |= {"article": article_id, "fact": fact, "verdict": verdict, "judgement": judgement.n}
        connection.execute(insert(reviews).values(values))


def _fact_again(connection: Connection, article: int, subject: Mapping[str, Any]) -> str | None:
    """The fact that was judged: the one with its id, else the one of its kind that shares most of its passage."""
    table = FACTS[subject["kind"]]
    rows = connection.execute(select(table.c.id, table.c.start, table.c.end).where(table.c.article == article)).all()
    if any(row.id == subject["fact"] for row in rows):
        return str(subject["fact"])
    span = (subject["start"], subject["end"])
    shared = max(((overlap((row.start, row.end), span), row.id) for row in rows), default=(0, None))
    return shared[1] if 2 * shared[0] >= span[1] - span[0] > 0 else None


def _apply(connection: Connection, table: Table, article: int, fact: str, changes: Mapping[str, str]) -> None:
    if changes:
        values = _columns(connection, article, changes)
        if table is positions and "act" in changes:
            values["stance"] = STANCES[changes["act"]]
        _write(connection, table, article, fact, values)


def _columns(connection: Connection, article: int, values: Mapping[str, str | None]) -> dict[str, Any]:
    """What is written for some values; an actor whom the article has no more, after another reading, is left out."""
    columns: dict[str, Any] = {field: value for field, value in values.items() if field not in OF_ACTORS}
    for field in OF_ACTORS & values.keys():
        row = _appearance(connection, article, values[field])
        if row is not None or values[field] is None:
            actor = select(appearances.c.actor).where(appearances.c.n == row).scalar_subquery()
            columns |= {field: row, f"{field}_actor": actor}
    return columns


def _write(connection: Connection, table: Table, article: int, fact: str, values: Mapping[str, Any]) -> None:
    """Change a fact's row; a stand that changes hands is held by the new holder in place of the old one."""
    here = (table.c.article == article) & (table.c.id == fact)
    if "holder" in values:
        position, before = connection.execute(select(positions.c.n, positions.c.holder).where(here)).one()
        if before != values["holder"]:
            tied = position_held.c.position == position
            connection.execute(delete(position_held).where(tied, position_held.c.appearance == values["holder"]))
            moved = update(position_held).where(tied, position_held.c.appearance == before)
            connection.execute(moved.values(appearance=values["holder"], actor=values["holder_actor"]))
    connection.execute(update(table).where(here).values(values))


def _write_back(connection: Connection, article: int, row: Any) -> None:
    """Undo the changes of an edit: the values come from the record."""
    if not row.changes:
        return
    original = original_values(stored_record(connection, article), row.kind, row.fact)
    if original:
        _write(connection, FACTS[row.kind], article, row.fact, _columns(connection, article, original))
