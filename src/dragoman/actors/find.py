"""Actors and mentions of one article."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.actors.coreference import resolve
from dragoman.actors.descriptions import find_descriptions
from dragoman.actors.named import Names
from dragoman.actors.speakers import resolve_author
from dragoman.actors.written import write
from dragoman.records import Actor, Article, Mention


def find_actors(doc: Doc, article: Article) -> tuple[list[Actor], list[Mention]]:
    """Who is who in an article: its actors in the order of their first mention, and its mentions in text order.

    Args:
        doc: The parsed article.
        article: The article.
    """
    names = Names(doc)
    phrases = [*names.phrases, *find_descriptions(doc, names)]
    entities = resolve(doc, phrases, names)
    resolve_author(doc, entities)
    return write(entities, names, article)
