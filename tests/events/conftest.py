"""The events of a text whose actors are its noun phrases: the stage alone, without the real actors stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from spacy.tokens import Doc

from dragoman.actors.index import ActorIndex
from dragoman.events import find_events
from dragoman.records import Actor, Article, Event, Mention, Statement

NAMED = {"GPE", "NORP", "PERSON", "ORG"}


@dataclass(frozen=True)
class Told:
    """An event in words: its actors and recipients are the head words of the noun phrases."""

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reality: str
    trigger: str
    rule: str
    event: Event


def noun_phrases(doc: Doc) -> ActorIndex:
    """An actor for each noun phrase, and for each name inside one, called after its head word."""
    mentions = []
    for token in doc:
        inner = token.ent_type_ in NAMED and token.dep_ in {"amod", "compound", "nmod", "poss"}
        if inner or any(chunk.root.i == token.i and chunk.root.pos_ != "PRON" for chunk in doc.noun_chunks):
            mentions.append(
                Mention(actor=token.text, start=token.idx, end=token.idx + len(token), text=token.text, kind="name")
            )
    actors = [Actor(id=mention.actor, name=mention.actor, kind="other") for mention in mentions]
    return ActorIndex(doc, actors, mentions)


@pytest.fixture(scope="session")
def tell(parse: Callable[..., tuple[Article, Doc]]) -> Callable[..., list[Told]]:
    """``tell("text", statements=[])`` gives its events."""

    def told(text: str, statements: list[Statement] | None = None) -> list[Told]:
        article, doc = parse(text)
        events, _, _ = find_events(doc, article, noun_phrases(doc), [], statements or [])
        return [
            Told(e.type, e.actors, e.recipients, e.reality, article.body[slice(*e.trigger)], e.rule, e) for e in events
        ]

    return told
