"""Attributions of bare texts, in offsets of the text itself: for measuring, and for callers that want no record."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import tee

from spacy.tokens import Doc

from dragoman.parse import load_parser
from dragoman.readers.plain import LINES, plain_article
from dragoman.statements.attributions import outermost_attributions
from dragoman.statements.raw import Tokens


def attributions_of_texts(texts: Iterable[str]) -> Iterator[list[dict[str, list[list[int]]]]]:
    """For each text its attributions: ``{"source": [[start, end]…], "cue": …, "content": …}`` in code points."""
    for_parser, for_offsets = tee(texts)
    docs = load_parser().parse_many(plain_article(text) for text in for_parser)
    for_tagger, for_words = tee(docs)
    found = outermost_attributions(for_tagger)
    for doc, text, attributions in zip(for_words, for_offsets, found, strict=True):
        lines = [(match.start() + len(match.group()) - len(match.group().lstrip())) for match in LINES.finditer(text)]
        starts = [start for start, _ in plain_article(text).paragraphs]
        yield [
            {
                "source": _offsets(doc, raw.source, starts, lines),
                "cue": _offsets(doc, raw.cue, starts, lines),
                "content": _offsets(doc, raw.content, starts, lines),
            }
            for raw in attributions
        ]


def _offsets(doc: Doc, runs: tuple[Tokens, ...], starts: list[int], lines: list[int]) -> list[list[int]]:
    """Runs of tokens as offsets of the text, given where each paragraph starts in the body and in the text."""

    def moved(place: int) -> int:
        number = bisect_right(starts, place) - 1
        return place - starts[number] + lines[number]

    return [[moved(doc[s].idx), moved(doc[e - 1].idx) + len(doc[e - 1])] for s, e in runs]
