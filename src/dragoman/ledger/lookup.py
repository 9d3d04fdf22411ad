"""Who is meant by a name as somebody types it: in any spelling, asking back where it could be several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, func, select

from dragoman.errors import UsageError
from dragoman.ledger.names import folded, name_sound, same_person_name
from dragoman.ledger.tables import actors, appearances, names

NUMBER = re.compile(r"#(\d+)")


class Known(Struct, frozen=True):
    """An actor of the ledger, as an answer names it."""

    number: int
    """Its number in this ledger; ``#12`` on the command line."""
    name: str
    kind: str
    country: str | None
    articles: int
    """How many articles it appears in."""
    unnamed: bool = False


class AmbiguousNameError(UsageError):
    """A name that fits several actors; ``choices`` are they, the most frequent first."""

    def __init__(self, name: str, choices: Sequence[Known]) -> None:
        shown = "; ".join(f"#{one.number} {one.name} ({described(one)})" for one in choices[:8])
        super().__init__(
            f"{name!r} could be {len(choices)} actors: {shown}. Ask again with the number, e.g. '#{choices[0].number}'"
        )
        self.choices = tuple(choices)


class UnknownNameError(UsageError):
    """A name that no actor of the ledger has."""


def described(actor: Known) -> str:
    """Kind, country and frequency in a few words."""
    parts = [actor.kind.replace("_", " "), *([actor.country] if actor.country else [])]
    return f"{', '.join(parts)}, in {actor.articles} article{'s' if actor.articles != 1 else ''}"


def find_actors(connection: Connection, name: str) -> list[Known]:
    """The actors that a name may mean: those that are called so, else those with a like name; frequent first."""
    if match := NUMBER.fullmatch(name.strip()):
        return _known(connection, {int(match.group(1))})
    exact = set(connection.scalars(select(names.c.actor).where(names.c.folded == folded(name))))
    if exact:
        return _known(connection, exact)
    rows = connection.execute(select(names.c.actor, names.c.form).where(names.c.sound == name_sound(name)))
    return _known(connection, {number for number, form in rows if _may_be(name, form)})


def resolve_actor(connection: Connection, name: str) -> tuple[int, ...]:
    """The numbers of the actor that is meant; of several where none of them is known by name ("a Russian official").

    Raises:
        UnknownNameError: Nobody is called so.
        AmbiguousNameError: Several actors are.
    """
    found = find_actors(connection, name)
    if not found:
        raise UnknownNameError(f"nobody in the ledger is called {name!r}; 'dragoman search' finds words in the texts")
    named = [actor for actor in found if not actor.unnamed]
    if len(named) > 1:
        raise AmbiguousNameError(name, named)
    return tuple(actor.number for actor in named or found)


def known_actors(connection: Connection, limit: int | None = None) -> list[Known]:
    """The actors that are known by name, the most frequent first."""
    query = _counted().where(~actors.c.unnamed).limit(limit)
    return [Known(*row) for row in connection.execute(query)]


def _known(connection: Connection, numbers: set[int]) -> list[Known]:
    query = _counted().where(actors.c.n.in_(roots_of(connection, numbers)))
    return [Known(*row) for row in connection.execute(query)]


def roots_of(connection: Connection, numbers: set[int]) -> set[int]:
    """The actors that some actors are by the merges in force."""
    joined = connection.execute(
        select(actors.c.n, actors.c.joined_to).where(actors.c.n.in_(numbers), actors.c.joined_to.is_not(None))
    ).all()
    if not joined:
        return numbers
    return roots_of(connection, numbers - {number for number, _ in joined} | {root for _, root in joined})


def _counted() -> Select[Any]:
    count = func.count(appearances.c.article.distinct()).label("articles")
    return (
        select(actors.c.n, actors.c.name, actors.c.kind, actors.c.country, count, actors.c.unnamed)
        .join(appearances, appearances.c.actor == actors.c.n)
        .group_by(actors.c.n)
        .order_by(count.desc(), actors.c.n)
    )


def _may_be(name: str, form: str) -> bool:
    verdict = same_person_name(name, form)
    if verdict is None:  # one is a family name alone
        return True
    return verdict
