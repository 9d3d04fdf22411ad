"""Actors and mentions of one article."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.actors.coreference import resolve
from dragoman.actors.descriptions import find_descriptions
from dragoman.actors.dictionaries import Dictionaries
from dragoman.actors.listed_names import note_agents
from dragoman.actors.named import Names
from dragoman.actors.phrases import Phrase
from dragoman.actors.speakers import resolve_author
from dragoman.actors.written import write
from dragoman.records import Actor, Article, Mention


def find_actors(
    doc: Doc, article: Article, dictionaries: Dictionaries | None = None
) -> tuple[list[Actor], list[Mention]]:
    """Who is who in an article: its actors in the order of their first mention, and its mentions in text order.

    Args:
        doc: The parsed article.
        article: The article.
        dictionaries: What the user's own files say of actors; it goes before what is known otherwise.
    """
    names = Names(doc, dictionaries)
    described = find_descriptions(doc, names)
    if dictionaries is not None:
        note_agents((*names.phrases, *described), dictionaries)
    phrases = [phrase for phrase in (*names.phrases, *described) if not _is_counted(phrase, described)]
    entities = resolve(doc, phrases, names)
    resolve_author(doc, entities)
    return write(entities, names, article)


def _is_counted(phrase: Phrase, described: list[Phrase]) -> bool:
    """Whether a phrase only says of what a group consists: the participants of "this group of participants"."""
    preposition = phrase.token.head
    if phrase.token.dep_ != "pobj" or preposition.lower_ != "of":
        return False
    return any(other.head == preposition.head.i and other.noun_words == ("group",) for other in described)
