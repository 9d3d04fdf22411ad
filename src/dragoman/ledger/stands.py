"""Where somebody stands, how that came about, and where it changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, and_, column, or_, select, table

from dragoman.ledger.passages import Passage, passage_columns, passage_of, text_between
from dragoman.ledger.stances import direction_of, leaning
from dragoman.ledger.stems import alike, content_stems
from dragoman.ledger.tables import (
    actors,
    appearances,
    articles,
    condition_who,
    conditions,
    position_held,
    position_toward,
    positions,
    reviews,
    statements,
)

SAME_ISSUE = 0.5
"""From which share of common words on two issues without a key are one; own estimate, 2026-11."""


class StatedCondition(Struct, frozen=True, kw_only=True):
    """A condition as it was set: its words, and who must act."""

    number: int
    kind: str
    text: str
    who: tuple[str, ...]
    who_numbers: tuple[int, ...]
    negated: bool
    deed: str | None


class Stand(Struct, frozen=True, kw_only=True):
    """A position, with the day and the words on which it is known."""

    number: int
    fact: str
    """Id of the position in its article's record."""
    day: date | None
    holder: str
    holder_number: int
    act: str
    stance: str
    issue: str | None
    """The matter, by what would be done to which kind of thing: ``provide/arms``; ``None`` where it has no key."""
    issue_text: str
    """What the stand is on, in the words of the report."""
    toward: tuple[str, ...]
    toward_numbers: tuple[int, ...]
    strength: str
    conditions: tuple[StatedCondition, ...]
    authority: str | None
    """Kind of source of the statement that gives the stand; ``None`` where the report gives it in its own voice."""
    source: str | None
    verdict: str | None
    """``accept`` or ``reject`` where somebody has judged it."""
    passage: Passage
    undoes: bool = False
    """True where the stand is on the undoing of its matter: on lifting sanctions, for ``restrict/sanctions``."""
    issue_words: str = ""
    """The words on which the issue's key rests; empty where the key has another reason, such as a recognition."""


class Shift(Struct, frozen=True, kw_only=True):
    """Two stands of one holder on one issue, the later of which isn't what the earlier was."""

    holder: str
    issue: str
    toward: tuple[str, ...]
    what: str
    """In a few words what changed: ``against -> for``, ``condition dropped`` …"""
    before: Stand
    after: Stand


def find_stands(
    connection: Connection,
    *,
    holder: Sequence[int] = (),
    toward: Sequence[int] = (),
    issue: str | None = None,
    at: date | None = None,
    reviewed: bool = False,
    limit: int | None = None,
) -> list[Stand]:
    """Positions, oldest first; those without a day come first.

    Args:
        connection: An open connection.
        holder: Numbers of actors; what others say in an actor's name counts as his.
        toward: Numbers of actors.
        issue: A matter's key, or words that name one ("arms", "recognition"); other words must stand in the issue.
        at: Only what was known on that day.
        reviewed: Only what somebody has accepted.
        limit: At most so many, the latest.
    """
    query = (
        select(positions.c.n)
        .join(articles, articles.c.n == positions.c.article)
        .outerjoin(reviews, and_(reviews.c.article == articles.c.id, reviews.c.fact == positions.c.id))
    )
    by_day: Any = positions.c.day
    for numbers, tied in ((holder, position_held), (toward, position_toward)):
        if numbers:
            query = query.join(tied, tied.c.position == positions.c.n).where(tied.c.actor.in_(numbers))
            by_day = tied.c.day if by_day.table is positions else by_day
    if issue is not None:
        query = query.where(_is_on(connection, issue))
    if at is not None:
        query = query.where(by_day <= at)
    query = query.where(reviews.c.verdict == "accept" if reviewed else _not_rejected())
    query = query.order_by(by_day.desc().nulls_last(), positions.c.n.desc())
    found = connection.scalars(query.limit(None if limit is None else 2 * limit))  # an actor may hold it in two ways
    chosen = list(dict.fromkeys(found))[:limit]
    stands = stands_by_number(connection, chosen)
    return [stands[number] for number in reversed(chosen)]


REACH = 10_000
"""So many of the latest positions are looked at for holders who changed."""


def find_varied(connection: Connection, *, limit: int) -> list[Stand]:
    """The stands of those who took different ones on one matter, or the same on other terms; oldest first.

    Args:
        connection: An open connection.
        limit: At most so many, the latest.
    """
    on_terms = select(conditions.c.n).where(conditions.c.position == positions.c.n).exists()
    columns = (positions.c.n, positions.c.holder_actor, positions.c.issue, positions.c.stance, positions.c.undoes)
    latest = (
        select(*columns, on_terms.label("on_terms"))
        .where(positions.c.day.is_not(None), positions.c.issue.is_not(None))
        .order_by(positions.c.day.desc(), positions.c.n.desc())
        .limit(REACH)
    )
    numbers: dict[tuple[int, str], list[int]] = defaultdict(list)
    taken: dict[tuple[int, str], set[object]] = defaultdict(set)
    for row in connection.execute(latest):
        numbers[row.holder_actor, row.issue].append(row.n)
        taken[row.holder_actor, row.issue].add((direction_of(row.stance, undoes=row.undoes), row.on_terms))
    varied = [number for key, each in numbers.items() if len(taken[key]) > 1 for number in each]
    stands = stands_by_number(connection, varied[:limit]).values()
    known = [stand for stand in stands if stand.verdict != "reject"]
    return sorted(known, key=lambda stand: (stand.day or date.min, stand.number))


def _not_rejected() -> ColumnElement[bool]:
    return or_(reviews.c.verdict.is_(None), reviews.c.verdict != "reject")


def _is_on(connection: Connection, issue: str) -> ColumnElement[bool]:
    """Positions on a matter that somebody names; where no key fits, those whose words hold his."""
    from dragoman.positions.issue_keys import keys_named  # the stages take a second to load: not for every question

    keys = keys_named(issue)
    if keys:
        return positions.c.issue.in_(keys)
    words = positions.c.issue_text.icontains(issue, autoescape=True)
    phrase = " ".join(re.findall(r"\w+", issue))
    if phrase and connection.dialect.name == "sqlite":  # the index of words finds the articles that can hold them
        index = table("article_search", column("rowid"), column("body"))
        words &= positions.c.article.in_(select(index.c.rowid).where(index.c.body.op("MATCH")(f'"{phrase}"')))
    return words


def _stands_query() -> Select[Any]:
    source = appearances.alias("source")
    return (
        select(
            positions,
            actors.c.name.label("holder_name"),
            statements.c.authority,
            source.c.name.label("source_name"),
            reviews.c.verdict,
            *passage_columns(positions.c.start, positions.c.end),
        )
        .join(articles, articles.c.n == positions.c.article)
        .join(actors, actors.c.n == positions.c.holder_actor)
        .outerjoin(
            statements,
            and_(statements.c.article == positions.c.article, statements.c.id == positions.c.statement),
        )
        .outerjoin(source, source.c.n == statements.c.source)
        .outerjoin(reviews, and_(reviews.c.article == articles.c.id, reviews.c.fact == positions.c.id))
    )


def stands_by_number(connection: Connection, numbers: Iterable[int]) -> dict[int, Stand]:
    """The stands of some rows."""
    rows = list(connection.execute(_stands_query().where(positions.c.n.in_(list(numbers)))))
    return {stand.number: stand for stand in _stands_of(connection, rows)}


def _stands_of(connection: Connection, rows: Sequence[Any]) -> list[Stand]:
    numbers = [row.n for row in rows]
    toward: dict[int, dict[int, str]] = defaultdict(dict)
    query = (
        select(position_toward.c.position, actors.c.n, actors.c.name)
        .join(actors, actors.c.n == position_toward.c.actor)
        .where(position_toward.c.position.in_(numbers))
    )
    for position, number, name in connection.execute(query):
        toward[position][number] = name
    stated = conditions_of(connection, numbers)
    return [
        Stand(
            number=row.n, fact=row.id, day=row.day, holder=row.holder_name, holder_number=row.holder_actor,
            act=row.act, stance=row.stance, issue=row.issue, issue_text=row.issue_text,
            toward=tuple(toward[row.n].values()), toward_numbers=tuple(toward[row.n]), strength=row.strength,
            conditions=tuple(stated.get(row.n, ())), authority=row.authority, source=row.source_name,
            verdict=row.verdict, passage=passage_of(row), undoes=row.undoes,
            issue_words=row.issue_words,
        )
        for row in rows
    ]  # fmt: skip


def conditions_of(connection: Connection, numbers: Sequence[int]) -> dict[int, list[StatedCondition]]:
    """The conditions of some positions, by the position's number."""
    who: dict[int, dict[int, str]] = defaultdict(dict)
    query = (
        select(condition_who.c.condition, actors.c.n, actors.c.name)
        .join(conditions, conditions.c.n == condition_who.c.condition)
        .join(actors, actors.c.n == condition_who.c.actor)
        .where(conditions.c.position.in_(numbers))
    )
    for condition, number, name in connection.execute(query):
        who[condition][number] = name
    found: dict[int, list[StatedCondition]] = defaultdict(list)
    text = text_between(conditions.c.start, conditions.c.end).label("text")
    rows = connection.execute(
        select(conditions, text)
        .join(positions, positions.c.n == conditions.c.position)
        .join(articles, articles.c.n == positions.c.article)
        .where(conditions.c.position.in_(numbers))
        .order_by(conditions.c.n)
    )
    for row in rows:
        found[row.position].append(
            StatedCondition(
                number=row.n, kind=row.kind, text=row.text, who=tuple(who[row.n].values()),
                who_numbers=tuple(who[row.n]), negated=row.negated, deed=row.deed,
            )
        )  # fmt: skip
    return found


type HistoryKey = tuple[int, str, int | None]


def histories_of(stands: Iterable[Stand]) -> list[list[Stand]]:
    """Stands sorted into histories: one holder, one issue, towards one actor or nobody; each oldest first.

    Stands on an issue without a key are put together where their words are alike. A stand towards two
    actors is in two histories. A stand without a day is in its history, before all others.
    """
    histories: dict[HistoryKey, list[Stand]] = {}
    for stand in stands:
        for toward in stand.toward_numbers or (None,):
            histories.setdefault(_history_key(stand, toward, histories), []).append(stand)
    for history in histories.values():
        history.sort(key=lambda stand: (stand.day or date.min, stand.number))
    return sorted(histories.values(), key=lambda found: (found[0].holder, found[0].issue or "~", found[0].number))


def _history_key(stand: Stand, toward: int | None, known: Iterable[HistoryKey]) -> HistoryKey:
    if stand.issue is not None:
        return stand.holder_number, stand.issue, toward
    for key in known:
        if (key[0], key[2]) == (stand.holder_number, toward) and alike(key[1], stand.issue_text) >= SAME_ISSUE:
            return key
    says_what = content_stems(stand.issue_text)  # two stands on "that" are not on one matter
    return stand.holder_number, stand.issue_text if says_what else f"{stand.issue_text} #{stand.number}", toward


SHORT, BARE = 5, 2
"""Words besides its key up to which an issue is short, and up to which it says little; own choice, 2026-11."""


def is_one_matter(one: Stand, other: Stand) -> bool:
    """True where two stands of one history can be held against each other.

    A key says which sort of thing is named: two agreements have one key. So the stands must be towards the same actor,
    or what their issues say besides the key must agree, or one must say nothing besides and the other little. In a
    long issue the thing may stand aside ("go on naming those who take part in attacks"): it must share its words.
    """
    besides = [content_stems(stand.issue_text) - content_stems(stand.issue_words) for stand in (one, other)]
    if one.issue is None or any(len(each) > SHORT for each in besides):
        return alike(one.issue_text, other.issue_text) >= SAME_ISSUE
    is_same_actor = bool(set(one.toward_numbers) & set(other.toward_numbers))
    is_bare = not all(besides) and max(map(len, besides)) <= BARE
    return is_same_actor or bool(besides[0] & besides[1]) or is_bare


def shifts_in(history: Sequence[Stand]) -> list[Shift]:
    """Where a history changes: another stance, a condition more or less. What has no day can't come before or after."""
    dated = [stand for stand in history if stand.day is not None]
    shifts = []
    for before, after in pairwise(dated):
        what = change(before, after)
        if what and before.day != after.day and is_one_matter(before, after):
            shifts.append(
                Shift(
                    holder=after.holder, issue=after.issue or after.issue_text, toward=after.toward, what=what,
                    before=before, after=after,
                )
            )  # fmt: skip
    return shifts


def change(before: Stand, after: Stand) -> str | None:
    """What is different between two stands on one issue, ``None`` where nothing of substance is."""
    leanings = [
        leaning(stand.stance, (c.kind for c in stand.conditions), undoes=stand.undoes) for stand in (before, after)
    ]
    if leanings[0] != leanings[1]:
        terms = [f"{stand.act}{' on terms' if stand.conditions else ''}" for stand in (before, after)]
        return " -> ".join(terms).replace("_", " ")
    conditions_before, conditions_after = (
        {_signature(condition) for condition in stand.conditions if condition.deed or condition.who}
        for stand in (before, after)
    )
    if conditions_before and not conditions_after:
        return "condition no longer mentioned"
    if conditions_after and not conditions_before:
        return "condition added"
    if conditions_before.isdisjoint(conditions_after) and all(deed for deed, _ in conditions_before | conditions_after):
        return "another condition" if conditions_before else None
    return None


def _signature(condition: StatedCondition) -> tuple[str | None, frozenset[int]]:
    return condition.deed, frozenset(condition.who_numbers)
