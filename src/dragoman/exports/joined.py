"""Ids under which what several articles tell of one actor is put together."""

from __future__ import annotations

from dragoman.records import Actor, Record

FROM_LEDGER = "ledger-"
"""How the id of an actor begins that a ledger has joined across articles."""


def joined_id(actor: Actor, record: Record) -> str:
    """The actor's id in an export that holds many articles: letters, digits, ``.`` and ``-``.

    A ledger has decided who is one. Without it an actor has one id in all articles where the name tells it: not for
    "a Russian official", nor for a person with one name.
    """
    if actor.id.startswith(FROM_LEDGER):
        return actor.id
    is_known = not actor.unnamed and (actor.kind != "person" or " " in actor.name)
    return actor.id if is_known else f"{record.article.id}.{actor.id}"
