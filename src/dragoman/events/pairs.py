"""The relation of two given actors in each of many sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.events.locate import locate
from dragoman.events.ranker import load_ranker
from dragoman.parse.parser import load_parser

AT_ONCE = 128


def classify_pairs(pairs: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """The root type for each (sentence, source, target), in order; CONCEDE and RETREAT are together as YIELD."""
    ranker = load_ranker()
    stream = ((sentence, (source, target)) for sentence, source, target in pairs)
    for doc, (source, target) in load_parser().nlp.pipe(stream, as_tuples=True, batch_size=AT_ONCE):
        yield ranker.rank(doc, locate(doc, source), locate(doc, target))[0]
