"""Places and peoples that something is done to, where the sentence names no other actor to whom it is done.

A place is no actor of its own accord: "in Gaza" says where. In "demolished homes in Gaza", "imposed a curfew in
Abidjan" and "rejected the Indian proposal" it tells whom the act strikes, and only then it becomes an actor of the
record.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Doc, Token

from dragoman.actors.index import ActorIndex
from dragoman.actors.knowledge import Fact, FactSort, Match, load_knowledge
from dragoman.events.arguments import Arguments
from dragoman.events.book import noun_classes
from dragoman.events.clauses import children, doers_of, expand, objects_of, prepositional_objects
from dragoman.events.triggers import NOMINAL, Trigger
from dragoman.offsets import tokens_in
from dragoman.records import Actor, Article, Event, EventType, Mention, MentionKind, Span

NAMES_OF_PLACES = frozenset({"GPE", "LOC", "NORP"})
STRUCK: frozenset[EventType] = frozenset(
    {"AGREE", "CONCEDE", "RETREAT", "AID", "THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)
"""Types of acts that strike whoever lives where they take place; what is said or shouted somewhere doesn't."""
WHERE = frozenset({"in", "across", "throughout", "inside", "into", "on", "over", "against", "at", "to", "for", "from"})
MODIFIERS = ("amod", "compound", "nmod", "poss")
SORTS: tuple[FactSort, ...] = ("state", "people", "adjective", "capital", "seat")
ARTICLES = frozenset({"the", "'s", "’s"})
DEEPEST = 3


class Places:
    """The places and peoples of an article that acts are done to; those that no actor stands for yet become actors."""

    def __init__(self, doc: Doc, article: Article, index: ActorIndex) -> None:
        self.doc, self.article, self.index = doc, article, index
        self.actors: dict[str, Actor] = {}
        """The actors that were added, by id."""
        self.mentions: dict[int, Mention] = {}
        """The mentions that were added, by the offset of their start."""
        self._states = {actor.country: actor.id for actor in index.actors.values() if actor.kind == "state"}
        self._by_name = {name: actor.id for actor in index.actors.values() for name in actor.names}

    def struck(self, trigger: Trigger, arguments: Arguments) -> list[Token]:
        """The places or peoples whom an act without a recipient is done to: nearest to the act first, else none."""
        entry = trigger.entry
        if entry.doer == "speaker" or entry.type in {"CONSULT", "REQUEST"}:
            return []
        spread = entry.type in STRUCK and trigger.pattern.kind != "noun"
        found = next(filter(None, (self._inside(thing, spread) for thing in self._things(trigger))), [])
        if not found and spread and not self._has_a_living_object(trigger.token):
            found = self._where(trigger.token, WHERE)
        return [noun for noun in found if noun not in arguments.doers]

    def crews(self, trigger: Trigger) -> list[Token]:
        """Whose machines act, where no actor does: "British aircraft", "two helicopters of the UN"."""
        if trigger.pattern.kind != "verb" or trigger.entry.type not in STRUCK:
            return []
        machines = [
            noun
            for head in doers_of(trigger.token)
            for noun in expand(head)
            if noun.lemma_.lower() in noun_classes()["machine"]
        ]
        return [
            part
            for machine in machines
            for child in children(machine, *MODIFIERS)
            for part in expand(child)
            if self._is_place(part) or self._is_actor(part)
        ]

    def id_of(self, token: Token) -> str | None:
        """The actor that a place stands for; made, if the report has none."""
        place = self._span(token)
        if place is None:
            return None
        start, end = place
        text = self.article.body[start:end]
        fact = self._fact_of(token)
        seat = fact is not None and fact.sort in {"capital", "seat"}
        known = self._by_name.get(text) or (self._states.get(fact.country) if fact is not None and not seat else None)
        actor = known or self._added(text, fact)
        if self.index.mention_of(token) is None:
            kind: MentionKind = "adjective" if token.pos_ == "ADJ" else "place"
            self.mentions[start] = Mention(actor=actor, start=start, end=end, text=text, kind=kind)
        return actor

    def added_for(self, events: Sequence[Event]) -> tuple[list[Actor], list[Mention]]:
        """The actors and mentions of the index, and those that were added and that an event needs."""
        needed = {actor for event in events for actor in (*event.actors, *event.recipients)}
        actors = [*self.index.actors.values(), *(self.actors[id_] for id_ in self.actors if id_ in needed)]
        known = {actor.id for actor in actors}
        mentions = [*self.index.mentions, *(one for one in self.mentions.values() if one.actor in known)]
        return actors, sorted(mentions, key=lambda one: (one.start, -one.end, one.actor))

    def _fact_of(self, token: Token) -> Fact | None:
        """What is known of a place by its whole name: "East Jerusalem" is not Jerusalem."""
        match = self._facts.get(token.i)
        entity = next((ent for ent in token.sent.ents if ent.start <= token.i < ent.end), None)
        if match is None or entity is None or entity.label_ not in NAMES_OF_PLACES:
            return match.fact if match is not None else None
        beyond = [word for word in entity if not match.start <= word.i < match.end]
        return match.fact if all(word.lower_ in ARTICLES for word in beyond) else None

    @cached_property
    def _facts(self) -> dict[int, Match]:
        """What the knowledge base says of the names of states, peoples and capitals, by token."""
        found: dict[int, Match] = {}
        for matches in load_knowledge().names_in(self.doc):
            by_sort = {match.fact.sort: match for match in matches}
            match = next((by_sort[sort] for sort in SORTS if sort in by_sort), None)
            if match is not None:
                found.update(dict.fromkeys(range(match.start, match.end), match))
        return found

    def _things(self, trigger: Trigger) -> list[Token]:
        """What the act is done to or with, none of which is an actor; of a promise or threat, what it is about."""
        token = trigger.token
        things = objects_of(token) if token.pos_ not in NOMINAL else []
        if trigger.entry.takes_in:
            clauses = (clause for clause in children(token, "xcomp", "ccomp", "advcl") if clause.tag_ == "VB")
            things += [noun for clause in clauses for noun in objects_of(clause) if not self._is_actor(noun)]
        things += [part for part in trigger.parts if part.pos_ in NOMINAL and part not in things]
        return [part for thing in things for part in expand(thing)]

    def _inside(self, thing: Token, spread: bool, depth: int = 0) -> list[Token]:
        """The places in a noun phrase: whose it is, then, if the act spreads over it, where it is."""
        if depth == 0 and self._is_place(thing):
            return [part for part in expand(thing) if self._is_place(part)]
        owners = [part for child in children(thing, *MODIFIERS) for part in expand(child) if self._is_place(part)]
        if owners or depth == DEEPEST:
            return owners
        prepositions = {"of", "by", "from"} | (WHERE if spread else set())
        if found := self._where(thing, prepositions):
            return found
        inner = [noun for child in children(thing, "prep") for noun in prepositional_objects(child)]
        return next((found for noun in inner if (found := self._inside(noun, spread, depth + 1))), [])

    def _where(self, token: Token, prepositions: set[str] | frozenset[str]) -> list[Token]:
        return [
            part
            for child in children(token, "prep", "agent")
            if child.lower_ in prepositions
            for noun in prepositional_objects(child)
            for part in expand(noun)
            if self._is_place(part)
        ]

    def _is_place(self, token: Token) -> bool:
        """True for a word that names a place or a people and belongs to no actor's name."""
        mention = self.index.mention_of(token)
        named = token.ent_type_ in NAMES_OF_PLACES or token.i in self._facts
        return named and (mention is None or mention.kind in {"place", "adjective"} or self._is_actor(token))

    def _is_actor(self, token: Token) -> bool:
        """True for the head word of an actor's mention."""
        mention = self.index.mention_of(token)
        return mention is not None and tokens_in(self.doc, (mention.start, mention.end)).root.i == token.i

    def _has_a_living_object(self, token: Token) -> bool:
        """True where the act has another object than a thing: "arrested a man in London" is not done to London."""
        return any(noun.pos_ == "PROPN" or noun.pos_ == "NUM" for noun in objects_of(token))

    def _span(self, token: Token) -> Span | None:
        entity = next((ent for ent in token.sent.ents if ent.start <= token.i < ent.end), None)
        if entity is None or entity.label_ not in NAMES_OF_PLACES:
            return token.idx, token.idx + len(token)
        words = [word for word in entity if word.lower_ not in ARTICLES]
        return (words[0].idx, words[-1].idx + len(words[-1])) if words else None

    def _added(self, text: str, fact: Fact | None) -> str:
        stands = fact is not None and fact.sort not in {"capital", "seat"}
        name = fact.name if fact is not None and stands else text
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        id_ = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "place"
        names = self.actors[id_].names if id_ in self.actors else ()
        self.actors[id_] = Actor(
            id=id_,
            name=name,
            kind=fact.kind if fact is not None and stands else "other",
            country=fact.country if fact is not None else None,
            codes=fact.codes if fact is not None and stands else (),
            names=names if text in names else (*names, text),
        )
        return id_
