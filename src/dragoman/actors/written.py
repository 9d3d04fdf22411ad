"""Actors and mentions as records, from the phrases that were found to belong together."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from dragoman.actors.coreference import Entity
from dragoman.actors.knowledge import PersonEntry, load_knowledge
from dragoman.actors.named import Names
from dragoman.actors.phrases import Phrase, TokenSpan
from dragoman.actors.words import words
from dragoman.records import Actor, Article, Mention, Role

CONTEXT_KINDS = {"government_body", "armed_group", "party", "population"}
"""Kinds whose country is taken from the report where the words don't give it."""

WHEN = {
    "former": "former", "ex": "former", "then": "former", "late": "former", "ousted": "former", "deposed": "former",
    "outgoing": "former", "elect": "elect", "incoming": "elect", "acting": "acting", "interim": "acting",
    "caretaker": "acting", "designate": "designate", "deputy": "deputy", "vice": "deputy",
}  # fmt: skip


def write(entities: Sequence[Entity], names: Names, article: Article) -> tuple[list[Actor], list[Mention]]:
    """The records of the actors, in order, and of all mentions, in text order."""
    ids = _ids(entities)
    people = {id(entity): _known_person(entity) for entity in entities}
    countries = {
        key: entity.country or (person.country if (person := people[key]) else None)
        for key, entity in ((id(entity), entity) for entity in entities)
    }
    actors = [_actor(entity, ids, article, names, countries, people[id(entity)]) for entity in entities]
    mentions = [
        _mention(article, phrase, ids[id(entity)])
        for entity in entities
        for phrase in (*entity.phrases, *entity.pronouns)
    ]
    mentions.extend(_adjectives(entities, names, ids, article))
    mentions.sort(key=lambda mention: (mention.start, -mention.end, mention.actor))
    return actors, mentions


def _ids(entities: Sequence[Entity]) -> dict[int, str]:
    ids: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for entity in entities:
        slug = "author" if entity.author else _slug(_name(entity))
        seen[slug] += 1
        ids[id(entity)] = slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
    return ids


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "actor"


def _name(entity: Entity) -> str:
    if entity.author:
        return "the author"
    named = [phrase for phrase in entity.phrases if phrase.form == "name"] or entity.phrases
    first = named[0]
    if first.fact is not None and first.fact.kind == "state":
        return first.fact.name
    if first.form == "description":  # the fullest of those that don't only take up another
        own = [phrase for phrase in entity.phrases if phrase.noun is None or phrase.noun.noun_class != "taken-up"]
        return max(own or entity.phrases, key=lambda phrase: phrase.core[1] - phrase.core[0]).text
    return max((phrase.name for phrase in named), key=len)


def _actor(
    entity: Entity,
    ids: dict[int, str],
    article: Article,
    names: Names,
    countries: dict[int, str | None],
    person: PersonEntry | None,
) -> Actor:
    country = countries[id(entity)]
    if country is None:
        country = next((found for phrase in entity.phrases if (found := countries.get(phrase.org_entity))), None)
    if country is None and entity.kind in CONTEXT_KINDS and entity.key is None and not _from_elsewhere(entity):
        if entity.kind == "population" or entity.named:
            country = names.dominant
        else:
            country = next((found for phrase in entity.phrases if (found := names.country_near(phrase))), None)
    return Actor(
        id=ids[id(entity)],
        name=_name(entity),
        kind=entity.kind,
        country=country,
        codes=_codes(entity, person, article),
        names=_names(entity, article),
        unnamed=not entity.named,
        roles=_roles(entity, ids, article),
    )


def _known_person(entity: Entity) -> PersonEntry | None:
    """Who a named person is where the report doesn't say: by a full name, or by a surname nobody else bears in it."""
    if entity.kind != "person" or not entity.named:
        return None
    forms = sorted(
        {phrase.name for phrase in entity.phrases if phrase.form == "name"}, key=lambda form: -len(form.split())
    )
    return load_knowledge().person(forms[0], alone=True)


def _from_elsewhere(entity: Entity) -> bool:
    """Whether the words say that no single country is meant: "foreign militias"."""
    return any(
        token.lower_ in words("from-elsewhere")
        for phrase in entity.phrases
        for token in phrase.doc[phrase.start : phrase.head]
    )


def _codes(entity: Entity, person: PersonEntry | None, article: Article) -> tuple[str, ...]:
    known = [phrase for phrase in entity.phrases if phrase.fact is not None]
    codes = dict.fromkeys(code for phrase in known or entity.phrases for code in phrase.codes)
    if not codes and person is not None and _in_office(person, article):
        codes = dict.fromkeys(person.codes)
    return tuple(codes) or (("UNK",) if entity.kind == "other" else ())


def _in_office(person: PersonEntry, article: Article) -> bool:
    if article.published is None:
        return True
    year = article.published.date.year
    return (person.since or year) <= year <= (person.until or year)


def _names(entity: Entity, article: Article) -> tuple[str, ...]:
    forms: dict[str, None] = {}
    for phrase in entity.phrases:
        forms[_quote(article, phrase, (phrase.start, phrase.end))] = None
        forms[_quote(article, phrase, phrase.core)] = None
        if phrase.form == "description" and phrase.end > phrase.head + 1:
            forms[_quote(article, phrase, (phrase.core[0], phrase.head + 1))] = None
        for alias in phrase.aliases:
            forms[_quote(article, phrase, alias)] = None
    return tuple(form for form in forms if form)


def _quote(article: Article, phrase: Phrase, span: TokenSpan) -> str:
    start, end = _offsets(phrase, span)
    return article.body[start:end]


def _offsets(phrase: Phrase, span: TokenSpan) -> tuple[int, int]:
    last = phrase.doc[span[1] - 1]
    return phrase.doc[span[0]].idx, last.idx + len(last)


def _roles(entity: Entity, ids: dict[int, str], article: Article) -> tuple[Role, ...]:
    if entity.kind != "person":
        return ()
    roles: dict[str, Role] = {}
    for phrase in entity.phrases:
        span = phrase.title or (phrase.core if phrase.form == "description" else None)
        if span is None:
            continue
        start, end = _offsets(phrase, span)
        title = article.body[start:end].strip()
        lowered = {token.lower_ for token in phrase.doc[span[0] : span[1]]} & words("when")
        when = next((WHEN[word] for word in lowered if word in WHEN), None)
        org = ids.get(phrase.org_entity)
        roles.setdefault(title.lower(), Role(title=title, org=org, start=start, end=start + len(title), when=when))  # type: ignore[arg-type]
    return tuple(roles.values())


def _mention(article: Article, phrase: Phrase, actor: str) -> Mention:
    start, end = _offsets(phrase, (phrase.start, phrase.end))
    return Mention(actor=actor, start=start, end=end, text=article.body[start:end], kind=phrase.form)


def _adjectives(entities: Sequence[Entity], names: Names, ids: dict[int, str], article: Article) -> list[Mention]:
    """The adjectives of states that are actors of the report anyway: "Russian" in "Russian officials"."""
    states = {entity.key: ids[id(entity)] for entity in entities if entity.kind == "state" and entity.key}
    found = []
    for i, fact in names.adjectives.items():
        token = names.doc[i]
        if fact.id in states and i not in names.taken:
            end = token.idx + len(token)
            found.append(
                Mention(
                    actor=states[fact.id],
                    start=token.idx,
                    end=end,
                    text=article.body[token.idx : end],
                    kind="adjective",
                )
            )
    return found
