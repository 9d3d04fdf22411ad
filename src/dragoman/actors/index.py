"""Which actor a word of the parse refers to: the view that later stages have of the actors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span, Token

from dragoman.offsets import tokens_in
from dragoman.records import Actor, Mention


class ActorIndex:
    """Looks up actors by token. ``actors`` and ``mentions`` are what `find_actors` gave."""

    def __init__(self, doc: Doc, actors: Sequence[Actor], mentions: Sequence[Mention]) -> None:
        self.actors = {actor.id: actor for actor in actors}
        order = {actor: place for place, actor in enumerate(self.actors)}
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end, order[m.actor]))
        self._of_head: dict[int, Mention] = {}
        self._all_of_head: dict[int, list[str]] = {}
        self._covering: dict[int, Mention] = {}
        for mention in self.mentions:  # an inner mention comes after the one around it and wins inside itself
            span = tokens_in(doc, (mention.start, mention.end))
            for token in span:
                self._covering[token.i] = mention
            if len(span):
                head = span.root.i
                self._of_head.setdefault(head, mention)
                if (self._of_head[head].start, self._of_head[head].end) != (mention.start, mention.end):
                    self._of_head[head], self._all_of_head[head] = mention, []
                self._all_of_head.setdefault(head, []).append(mention.actor)

    def mention_of(self, token: Token) -> Mention | None:
        """The mention whose head is the token, else the innermost one that covers it."""
        return self._of_head.get(token.i) or self._covering.get(token.i)

    def of(self, token: Token) -> str | None:
        """Id of the actor that the noun phrase headed by the token refers to."""
        mention = self._of_head.get(token.i)
        if mention is None:
            mention = self._covering.get(token.i)
        return mention.actor if mention else None

    def of_phrase(self, token: Token) -> tuple[str, ...]:
        """Ids of the actors of a noun phrase and of those coordinated with it: "Lavrov and Shoigu" gives both.

        So does "the two men", which refers to both.
        """
        found = (actor for part in (token, *token.conjuncts) for actor in self.all_of(part))
        return tuple(dict.fromkeys(found))

    def all_of(self, token: Token) -> tuple[str, ...]:
        """Ids of all actors that the noun phrase headed by the token refers to: two for "the two leaders"."""
        if token.i in self._all_of_head:
            return tuple(self._all_of_head[token.i])
        actor = self.of(token)
        return (actor,) if actor is not None else ()

    def within(self, span: Span | tuple[int, int]) -> list[Mention]:
        """The mentions that lie inside a span (of tokens, or of offsets), in text order."""
        start, end = (span.start_char, span.end_char) if isinstance(span, Span) else span
        return [m for m in self.mentions if m.start >= start and m.end <= end]

    def ids(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        """Ids of the actors of some head words, each once, in order."""
        found = (self.of(token) for token in tokens)
        return tuple(dict.fromkeys(actor for actor in found if actor is not None))
