"""A phrase that may refer to an actor, while it is being worked out who that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Token

from dragoman.actors.dictionaries import Entry
from dragoman.actors.knowledge import Fact, NounEntry, TakenUpEntry
from dragoman.records import ActorKind, MentionKind

type TokenSpan = tuple[int, int]
"""Token numbers ``[start, end)``."""

EMPTY_WORDS = {"the", "of", "'s", "’s", "this", "that", "-"}


@dataclass(eq=False)
class Phrase:
    """Words that may refer to an actor: tokens ``[start, end)`` of ``doc``."""

    doc: Doc
    start: int
    end: int
    head: int
    form: MentionKind
    kind: ActorKind
    core: TokenSpan
    """The name without title and determiner; of a description, the words without determiner."""
    country: str | None = None
    codes: tuple[str, ...] = ()
    fact: Fact | None = None
    noun: NounEntry | None = None
    noun_words: tuple[str, ...] = ()
    taken_up: tuple[TakenUpEntry, ...] = ()
    """What the noun may take up, where the phrase is definite."""
    title: TokenSpan | None = None
    """Words that say what a named person is, before his name."""
    org: Phrase | None = None
    """Whom the role is for."""
    org_entity: int = 0
    """`id` of the entity that ``org`` belongs to."""
    plural: bool = False
    definite: bool = False
    gender: str | None = None
    listed: Entry | None = None
    """What a user's dictionary says of the name."""
    aliases: list[TokenSpan] = field(default_factory=list)
    """Acronyms in brackets."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the name in lower case, as names are compared."""
        return tuple(
            token.lower_.strip(".")
            for token in self.doc[self.core[0] : self.core[1]]
            if not token.is_punct and not token.is_space and token.text not in {"'s", "’s"}
        )

    @cached_property
    def modifiers(self) -> frozenset[str]:
        """The lemmas of the title or description, as descriptions are compared."""
        start, end = self.title or self.core
        return frozenset(
            token.lemma_.lower()
            for token in self.doc[start:end]
            if token.lower_ not in EMPTY_WORDS and not token.is_space
        )

    @property
    def token(self) -> Token:
        """The head word."""
        return self.doc[self.head]

    @property
    def text(self) -> str:
        """The whole phrase."""
        return text_of(self.doc, (self.start, self.end))

    @property
    def name(self) -> str:
        """The name alone."""
        return text_of(self.doc, self.core)


def text_of(doc: Doc, span: TokenSpan) -> str:
    """The words of a token span as the parser saw them."""
    return str(doc[span[0] : span[1]].text).strip()
