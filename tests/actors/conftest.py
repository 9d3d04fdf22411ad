"""Who is who in a text, by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from dragoman.actors import find_actors
from dragoman.actors.index import ActorIndex
from dragoman.records import Actor, Article, Mention


class Cast:
    """The actors of one text, looked up by a name form."""

    def __init__(self, article: Article, doc: Doc) -> None:
        self.article, self.doc = article, doc
        self.actors, self.mentions = find_actors(doc, article)
        self.index = ActorIndex(doc, self.actors, self.mentions)

    def get(self, name: str) -> Actor:
        """The one actor with this name form."""
        found = [actor for actor in self.actors if name in actor.names]
        assert len(found) == 1, f"{name!r}: {[actor.names for actor in self.actors]}"
        return found[0]

    def has(self, name: str) -> bool:
        """Whether an actor has this name form."""
        return any(name in actor.names for actor in self.actors)

    def of(self, words: str) -> set[str]:
        """The names of the actors that the first mention with these words refers to."""
        first = next(mention for mention in self.mentions if mention.text == words)
        names = {actor.id: actor.name for actor in self.actors}
        return {names[m.actor] for m in self.mentions if (m.start, m.end) == (first.start, first.end)}


@pytest.fixture
def cast(parse: Callable[[str], tuple[Article, Doc]]) -> Callable[[str], Cast]:
    """``cast("text")`` gives the actors of a text."""
    return lambda text: Cast(*parse(text))


__all__ = ["Cast", "Mention"]
