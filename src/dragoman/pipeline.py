"""The stages in their order: the one place that knows it.

========== ============================================== ==================================
stage      takes                                          gives
========== ============================================== ==================================
parse      `Article`                                      spaCy `Doc`
times      ``doc``, ``article``                           time expressions
actors     ``doc``, ``article``                           actors and mentions
places     ``doc``, ``article``                           places on the map
statements ``doc``, ``article``, actors, times            statements
speakers   ``doc``, ``article``, actors, statements       actors and mentions, with "I" and "we"
events     ``doc``, ``article``, actors, times, statements events; actors and mentions, with places acted on
positions  all of the above                               positions with conditions
========== ============================================== ==================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee

from spacy.tokens import Doc

from dragoman.actors import find_actors, resolve_speakers
from dragoman.actors.dictionaries import Dictionaries
from dragoman.actors.index import ActorIndex
from dragoman.events import find_events
from dragoman.parse import load_parser
from dragoman.parse.parser import DEFAULT_PIPELINE
from dragoman.places import find_places
from dragoman.positions import find_positions
from dragoman.records import Article, Record
from dragoman.statements import find_statements
from dragoman.times import find_times


class Pipeline:
    """Turns articles into records. Loading takes a second or two; keep one and use it for many articles."""

    def __init__(self, pipeline: str = DEFAULT_PIPELINE, *, actors: Dictionaries | None = None) -> None:
        """Load what all articles share.

        Args:
            pipeline: The spaCy pipeline that parses, see `dragoman.parse.load_parser`.
            actors: The user's own dictionaries of actors, see `dragoman.actors.dictionaries.load_dictionaries`.

        Raises:
            ModelError: The spaCy pipeline isn't installed.
        """
        self._parser = load_parser(pipeline)
        self._actors = actors

    def read(self, article: Article) -> Record:
        """The record of one article."""
        return record_of(self._parser.parse(article), article, self._actors)

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        """The records of many articles, in order, parsed in batches."""
        for_parser, for_stages = tee(articles)
        for doc, article in zip(self._parser.parse_many(for_parser), for_stages, strict=True):
            yield record_of(doc, article, self._actors)


def record_of(doc: Doc, article: Article, dictionaries: Dictionaries | None = None) -> Record:
    """All stages after the parse, on one parsed article."""
    times = find_times(doc, article)
    actors, mentions = find_actors(doc, article, dictionaries)
    index = ActorIndex(doc, actors, mentions)
    statements = find_statements(doc, article, index, times)
    actors, mentions = resolve_speakers(doc, article, index, statements)
    index = ActorIndex(doc, actors, mentions)
    events, actors, mentions = find_events(doc, article, index, times, statements)
    index = ActorIndex(doc, actors, mentions)
    places = find_places(doc, article)
    positions = find_positions(doc, article, index, times, statements, events)
    return Record(
        article=article,
        actors=tuple(actors),
        mentions=tuple(mentions),
        times=tuple(times),
        places=tuple(places),
        statements=tuple(statements),
        events=tuple(events),
        positions=tuple(positions),
    )
