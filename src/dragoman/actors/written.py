"""Actors and mentions as records, from the phrases that were found to belong together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Literal

from dragoman.actors.coreference import Entity
from dragoman.actors.knowledge import PersonEntry, load_knowledge
from dragoman.actors.listed_names import listed_codes, listed_country
from dragoman.actors.named import Names
from dragoman.actors.phrases import Phrase, TokenSpan
from dragoman.actors.words import words
from dragoman.records import Actor, Article, Mention, Role

CONTEXT_KINDS = {"government_body", "armed_group", "party", "population"}
"""Kinds whose country is taken from the report where the words don't give it."""

OUTSIDE_GOVERNMENT = {"igo", "ngo", "party", "armed_group", "company", "media"}
"""Organisations whose officials aren't a state's."""

WHEN: dict[str, Literal["former", "elect", "acting", "designate", "deputy"]] = {
    "former": "former", "ex": "former", "then": "former", "late": "former", "ousted": "former", "deposed": "former",
    "outgoing": "former", "elect": "elect", "incoming": "elect", "acting": "acting", "interim": "acting",
    "caretaker": "acting", "designate": "designate", "deputy": "deputy", "vice": "deputy",
}  # fmt: skip


def write(entities: Sequence[Entity], names: Names, article: Article) -> tuple[list[Actor], list[Mention]]:
    """The records of the actors, in order, and of all mentions, in text order."""
    writer = _Writer(entities, names, article)
    actors = [writer.actor(entity) for entity in entities]
    mentions = [
        _mention(article, phrase, writer.ids[id(entity)])
        for entity in entities
        for phrase in (*entity.phrases, *entity.pronouns)
    ]
    mentions.extend(_adjectives(entities, names, writer.ids, article))
    mentions.sort(key=lambda mention: (mention.start, -mention.end, mention.actor))
    return actors, mentions


class _Writer:
    """What the record of one actor needs to know of the others."""

    def __init__(self, entities: Sequence[Entity], names: Names, article: Article) -> None:
        self.names, self.article = names, article
        self.day = article.published.date if article.published else None
        self.ids = _ids(entities)
        self.by_id = {id(entity): entity for entity in entities}
        self.people = {id(entity): _known_person(entity) for entity in entities}
        self.of_pronoun = {phrase.head: entity for entity in entities for phrase in entity.pronouns}

    def actor(self, entity: Entity) -> Actor:
        """The record of an actor."""
        return Actor(
            id=self.ids[id(entity)],
            name=_name(entity),
            kind=entity.kind,
            country=self._country(entity),
            codes=self._codes(entity),
            names=_names(entity, self.article),
            unnamed=not entity.named,
            roles=self._roles(entity),
        )

    def _country(self, entity: Entity) -> str | None:
        """The actor's own country, else that of whom he belongs to, else for bodies and groups that of the context."""
        if (own := self._own_country(entity)) is not None:
            return own
        owners = (owner for phrase in entity.phrases for owner in self._owners(phrase))
        if (found := next(filter(None, map(self._own_country, owners)), None)) is not None:
            return found
        if entity.kind not in CONTEXT_KINDS or entity.key is not None or _from_elsewhere(entity):
            return None
        if entity.kind == "population" or entity.named:
            return self.names.dominant
        return next((near for phrase in entity.phrases if (near := self.names.country_near(phrase))), None)

    def _own_country(self, entity: Entity) -> str | None:
        if entity.listed is not None and (listed := listed_country(entity.listed, self.day)) is not None:
            return listed
        person = self.people.get(id(entity))
        return entity.country or (person.country if person else None)

    def _owners(self, phrase: Phrase) -> Iterator[Entity]:
        """Whom a phrase's bearer belongs to: its organisation, and "his" in "his spokesman"."""
        if phrase.org_entity in self.by_id:
            yield self.by_id[phrase.org_entity]
        if phrase.form == "description":
            for child in phrase.token.lefts:
                if child.dep_ == "poss" and child.i in self.of_pronoun:
                    yield self.of_pronoun[child.i]

    def _codes(self, entity: Entity) -> tuple[str, ...]:
        """Sector codes: those of a known body, of the roles, or of the organisation that isn't a government's."""
        if entity.listed is not None and (listed := listed_codes(entity.listed, self.day)):
            return listed
        known = [phrase for phrase in entity.phrases if phrase.fact is not None]
        codes = dict.fromkeys(code for phrase in known or entity.phrases for code in phrase.codes)
        owner = next((self.by_id.get(phrase.org_entity) for phrase in entity.phrases if phrase.org is not None), None)
        if entity.kind == "person" and owner is not None and (not codes or owner.kind in OUTSIDE_GOVERNMENT):
            codes = dict.fromkeys(code for phrase in owner.phrases for code in phrase.codes) or codes
        person = self.people[id(entity)]
        if not codes and person is not None and _in_office(person, self.article):
            codes = dict.fromkeys(person.codes)
        return tuple(codes) or (("UNK",) if entity.kind == "other" else ())

    def _roles(self, entity: Entity) -> tuple[Role, ...]:
        """The roles of a person, each wording once."""
        roles: dict[str, Role] = {}
        for phrase in entity.phrases if entity.kind == "person" else ():
            span = phrase.title or (phrase.core if phrase.form == "description" else None)
            if span is None:
                continue
            start, end = _offsets(phrase, span)
            title = self.article.body[start:end].strip()
            when = next((WHEN[token.lower_] for token in phrase.doc[span[0] : span[1]] if token.lower_ in WHEN), None)
            org = self.ids.get(phrase.org_entity)
            roles.setdefault(title.lower(), Role(title=title, org=org, start=start, end=start + len(title), when=when))
        return tuple(roles.values())


def _ids(entities: Sequence[Entity]) -> dict[int, str]:
    """Readable ids, each once: ``ana-silva``, ``an-official``, ``an-official-2``."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for entity in entities:
        slug = "author" if entity.author else _slug(_name(entity))
        numbered = (slug if n == 1 else f"{slug}-{n}" for n in count(1))
        ids[id(entity)] = next(one for one in numbered if one not in taken)
        taken.add(ids[id(entity)])
    return ids


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "actor"


def _name(entity: Entity) -> str:
    if entity.author:
        return "the author"
    if entity.listed is not None and entity.listed.listed is not None:
        return entity.listed.listed.name
    named = [phrase for phrase in entity.phrases if phrase.form == "name"] or entity.phrases
    first = named[0]
    if first.fact is not None and first.fact.kind == "state":
        return first.fact.name
    if first.form == "description":  # the fullest of those that don't only take up another
        own = [phrase for phrase in entity.phrases if phrase.noun is None or phrase.noun.noun_class != "taken-up"]
        return max(own or entity.phrases, key=lambda phrase: phrase.core[1] - phrase.core[0]).text
    return max((phrase.name for phrase in named), key=len)


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
