"""FollowTheMoney entities: articles, actors, what they are for whom, and what was done.

An entity has an id, a schema, and properties that are lists of texts. Actors of a ledger have one id in all articles,
so FollowTheMoney joins what the articles say of them. An event has the article as proof, and its passage as summary.
Source: schemata of followthemoney 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pycountry

from dragoman.exports.done import day_of, done_events
from dragoman.exports.joined import joined_id
from dragoman.records import Actor, ActorKind, Event, Record, Role

SCHEMA_OF: dict[ActorKind, str] = {
    "person": "Person", "state": "PublicBody", "government_body": "PublicBody", "party": "Organization",
    "armed_group": "Organization", "igo": "Organization", "ngo": "Organization", "company": "Company",
    "media": "Company", "population": "LegalEntity", "other": "LegalEntity",
}  # fmt: skip
EMPLOYED = {"state", "government_body", "company", "media"}
"""Kinds of actors for whom one works; of the others one is a member."""
ORGANISATIONS = {"PublicBody", "Organization", "Company"}
WITHOUT_PAIR = {"XKX": "xk"}
"""Countries that ISO 3166-1 lacks, with the two letters in common use."""

type Entity = dict[str, Any]
type Ids = Mapping[str, str]
"""Ids of actors in the export, by those in the record."""


def entities_of(record: Record) -> Iterator[Entity]:
    """The entities of one record: the article first, then actors, roles and events."""
    article = record.article.id
    actors = {actor.id: actor for actor in record.actors}
    ids = {actor.id: joined_id(actor, record) for actor in record.actors}
    yield _article(article, record)
    for actor in record.actors:
        yield _actor(actor, ids, article)
    for actor in record.actors:
        for role in actor.roles:
            if role.org is not None and role.org in actors and role.when is None:
                yield from _role(actor, role, actors[role.org], ids, article)
    for event in done_events(record):
        yield _event(event, record, ids)


def _article(own: str, record: Record) -> Entity:
    article = record.article
    return _entity(
        own, "Article",
        fileName=[article.title or article.id], title=[article.title], author=[article.author],
        publisher=[article.publisher], sourceUrl=[article.url], language=[_language(article.language)],
        publishedAt=[article.published.date.isoformat() if article.published else None], bodyText=[article.body],
    )  # fmt: skip


def _actor(actor: Actor, ids: Ids, article: str) -> Entity:
    titles = [role.title for role in actor.roles] if actor.kind == "person" else []
    where = "country" if SCHEMA_OF[actor.kind] != "PublicBody" else "jurisdiction"
    return _entity(
        ids[actor.id], SCHEMA_OF[actor.kind],
        name=[actor.name], alias=[name for name in actor.names if name != actor.name],
        classification=actor.codes, position=titles, proof=[article], **{where: [_country(actor.country)]},
    )  # fmt: skip


def _role(actor: Actor, role: Role, org: Actor, ids: Ids, article: str) -> Iterator[Entity]:
    if SCHEMA_OF[org.kind] not in ORGANISATIONS or actor.id == org.id:
        return
    own = f"{article}.role-{role.start}-{role.end}"
    shared = {"role": [role.title], "proof": [article]}
    if actor.kind == "person" and org.kind in EMPLOYED:
        yield _entity(own, "Employment", employee=[ids[actor.id]], employer=[ids[org.id]], **shared)
    else:
        yield _entity(own, "Membership", member=[ids[actor.id]], organization=[ids[org.id]], **shared)


def _event(event: Event, record: Record, ids: Ids) -> Entity:
    day = day_of(event, record)
    kinds = [event.type, *([event.mode] if event.mode else []), *event.context]
    return _entity(
        f"{record.article.id}.{event.id}", "Event",
        name=[f"{event.type.capitalize()} ({event.mode})" if event.mode else event.type.capitalize()],
        organizer=[ids[one] for one in event.actors], involved=[ids[one] for one in event.recipients],
        date=[day.isoformat() if day else None], location=[event.place], keywords=kinds,
        summary=[record.article.body[slice(*event.evidence)]], publisher=[record.article.publisher],
        sourceUrl=[record.article.url], proof=[record.article.id],
    )  # fmt: skip


def _entity(own: str, schema: str, **properties: Sequence[str | None]) -> Entity:
    known = {name: [value for value in dict.fromkeys(values) if value] for name, values in properties.items()}
    return {"id": own, "schema": schema, "properties": {name: values for name, values in known.items() if values}}


@cache
def _country(alpha_3: str | None) -> str | None:
    found = pycountry.countries.get(alpha_3=alpha_3) if alpha_3 else None
    return found.alpha_2.lower() if found else WITHOUT_PAIR.get(alpha_3 or "")


@cache
def _language(alpha_2: str) -> str | None:
    found = pycountry.languages.get(alpha_2=alpha_2)
    return found.alpha_3 if found else None
