"""Issues in full words: what "do it", "remove it" and "that" stand for."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.actors.index import ActorIndex
from dragoman.positions.clauses import span_without_stop
from dragoman.positions.hits import Hit
from dragoman.records import Article


def issue_text(hit: Hit, doc: Doc, article: Article, index: ActorIndex) -> str:
    """The issue as the text has it, with its pronouns replaced by what they refer to."""
    start, end = span_without_stop(doc[hit.issue[0] : hit.issue[1]])
    return article.body[start:end]
